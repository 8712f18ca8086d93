from pathlib import Path

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.text import read
from forensics.guard.limits import Limits


def _write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    return tmp_path / "a.txt"


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    file = _write(tmp_path, "学习笔记\r\n\r\n会议由支部书记主持", "gb18030")
    document = read(file, Limits(), Spool(tmp_path / "s"))
    assert [(s.anchor, s.text) for s in document.spans] == [("l1", "学习笔记"), ("l3", "会议由支部书记主持")]
    assert document.property("encoding") == "gb18030"
    assert document.tables == ()


def test_csv_is_a_table_too(tmp_path: Path) -> None:
    file = _write(tmp_path, '序号,姓名,金额\n1,王德厚,12.50\n2,"李,小满",8.00\n', "gb18030")
    (table,) = read(file, Limits(), Spool(tmp_path / "s")).tables
    assert table.rows == (("序号", "姓名", "金额"), ("1", "王德厚", "12.50"), ("2", "李,小满", "8.00"))
    assert table.header_rows == 1


def test_sentences_with_commas_are_no_table(tmp_path: Path) -> None:
    file = _write(tmp_path, "大家认为，这很好。\n会议决定，下周再议。\n")
    assert read(file, Limits(), Spool(tmp_path / "s")).tables == ()


def test_beyond_the_limit_is_partial(tmp_path: Path) -> None:
    document = read(_write(tmp_path, "字" * 100), Limits(characters=10), Spool(tmp_path / "s"))
    assert document.outcome.status is Status.PARTIAL
    assert document.spans[0].text == "字" * 10
