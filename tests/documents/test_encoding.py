import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.encoding import decode

COMMON = "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
TEXT = "会议由支部书记主持，应到党员二十三人，实到二十一人，请假两人。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("length", [4, 8, 16, 30])
def test_short_notes_read_as_written(encoding: str, length: int) -> None:
    assert decode(TEXT[:length].encode(encoding)).text == TEXT[:length]


def test_traditional_text_of_a_taiwan_machine() -> None:
    text = "會議由支部書記主持,應到黨員二十三人,實到二十一人"
    assert decode(text.encode("big5")) == (text, "big5", "")


@given(st.text(COMMON, min_size=16, max_size=60))
def test_chinese_text_comes_back(text: str) -> None:
    for encoding in ("gb18030", "utf-8", "utf-16"):
        assert decode(text.encode(encoding)).text == text


@given(st.binary(max_size=400))
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def test_two_encodings_glued_together_are_read_line_by_line() -> None:
    data = "第一行是党员会议\n".encode("gb18030") + "第二行是学习记录\n".encode()
    assert decode(data) == ("第一行是党员会议\n第二行是学习记录\n", "mixed", "混有多种编码，逐行识别")


def test_unicom_is_not_taken_for_utf8() -> None:
    assert decode(("联通" * 4).encode("gb18030")).text == "联通" * 4


def test_accents_stay_western() -> None:
    assert decode("Café am Übergang".encode("cp1252")).text == "Café am Übergang"


def test_one_bad_byte_costs_one_character() -> None:
    decoded = decode(TEXT.encode() + b"\xff" + TEXT.encode())
    assert decoded.text.count(TEXT) == 2
    assert decoded.note
