"""The running text of a document and the way back to its places."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from forensics.documents.document import Document, Page, Span
from forensics.records.text import QUOTE_LENGTH, Text


def text(*spans: Span, turn: int = 0) -> Text:
    pages = tuple(Page(n, 600, 800, turn, ocr=True) for n in sorted({s.page for s in spans if s.page}))
    return Text(Document(reader="pdf", pages=pages, spans=spans))


def line(words: str, y: float, *, x: float = 50, right: float = 550, page: int = 1, **more: Any) -> Span:
    return Span(words, page, (x, y, right, y + 14), "layer", **more)


def test_a_full_line_runs_on_and_a_short_one_ends_its_paragraph() -> None:
    made = text(
        line("会议学习了水渠清淤的安排，定于周", 100),
        line("六动工。", 120, right=150),
        line("地点：村部", 140, right=200),
    )
    assert made.full == "会议学习了水渠清淤的安排，定于周六动工。\n地点：村部"


def test_lines_of_a_text_file_run_on_when_they_are_full() -> None:
    made = text(
        *(
            Span(words, source="line", anchor=f"l{i}")
            for i, words in enumerate(("党支部组织全体党员学习两学", "一做的要求和安排并且讨论了", "水渠。"), 1)
        )
    )
    assert made.full == "党支部组织全体党员学习两学一做的要求和安排并且讨论了水渠。"


def test_a_title_does_not_run_into_the_form_below_it() -> None:
    lines = (
        "青石坡村党支部党员大会会议记录",
        "时间：2021年3月9日（星期二）",
        "地点：村部会议室",
        "会议讨论后山水渠清淤的人手和工具，定于周六动工。",
    )
    made = text(*(Span(words, source="line", anchor=f"l{i}") for i, words in enumerate(lines, 1)))
    assert made.full == "\n".join(lines)


def test_cells_of_one_row_are_parted_by_tabs() -> None:
    cells = [("姓名", "t1r1c1"), ("王德厚", "t1r1c2"), ("职务", "t1r2c1"), ("书记", "t1r2c2")]
    assert text(*(Span(w, source="cell", anchor=a) for w, a in cells)).full == "姓名\t王德厚\n职务\t书记"
    sheet = [("甲", "Sheet1!A3"), ("乙", "Sheet1!AB3"), ("丙", "Sheet1!A4")]
    assert text(*(Span(w, source="cell", anchor=a) for w, a in sheet)).full == "甲\t乙\n丙"


def test_a_form_row_on_a_page_never_runs_on() -> None:
    made = text(line("时间", 100, right=100), line("2019年5月6日上午", 100, x=300), line("地点在村部", 120, right=200))
    assert made.full == "时间\t2019年5月6日上午\n地点在村部"


def test_deleted_hidden_and_commented_words_are_left_out() -> None:
    roles: list[Any] = ["body", "deleted", "hidden", "comment", "header", "note"]
    assert text(*(Span(f"{role}。", role=role) for role in roles)).full == "body。\nheader。\nnote。"


def test_a_place_quotes_its_sentence_and_marks_the_words() -> None:
    made = text(line("头一句。会议学习了水渠清淤的安排，定于周", 100), line("六动工。尾句。", 120, right=250), turn=90)
    at = made.full.index("周六")
    place = made.place("甲/a.pdf", at, at + 2, note="日子")
    assert place.quote == "会议学习了水渠清淤的安排，定于周六动工。"
    assert place.quote[slice(*place.marks[0])] == "周六"
    assert (place.page, place.turn, place.show, place.note) == (1, 90, True, "日子")
    assert place.box == (50, 100, 550, 134)


def test_a_passage_over_two_pages_shows_the_first() -> None:
    made = text(line("第一页的话还没有说完就到了纸边", 700), line("第二页。", 60, page=2, right=100))
    place = made.passage("a", 0, len(made.full), ((0, len(made.full)),))
    assert (place.page, place.box) == (1, (50, 700, 550, 714))


def test_confidence_is_the_lowest_of_what_is_touched() -> None:
    made = text(
        Span("清楚的一行。", 1, (0, 0, 90, 10), "ocr", 0.98), Span("模糊的一行。", 1, (0, 20, 90, 30), "ocr", 0.6)
    )
    assert made.recognised
    assert made.confidence(0, 3) == 0.98
    assert made.confidence(0, len(made.full)) == 0.6
    assert not text(Span("打字的。")).recognised
    assert text(Span("打字的。")).confidence(0, 2) == 1.0


def test_no_text_at_all() -> None:
    assert text().full == ""
    assert text().place("a", 0, 0).quote == ""


@given(st.lists(st.text("会议学习。；\t 甲乙", min_size=1, max_size=80), min_size=1, max_size=6), st.data())
def test_every_place_marks_the_very_characters(lines: list[str], data: st.DataObject) -> None:
    made = text(*(Span(words, anchor=f"p{i}") for i, words in enumerate(lines, 1)))
    start = data.draw(st.integers(0, len(made.full) - 1))
    end = data.draw(st.integers(start + 1, min(len(made.full), start + 30)))
    place = made.place("a", start, end)
    ((a, b),) = place.marks
    assert place.quote[a:b] == made.full[start:end]
    assert len(place.quote) <= QUOTE_LENGTH + 1 or len(place.quote) <= end - start
