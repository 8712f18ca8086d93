"""The problem list serves the inspector: the practice note's columns, whole rows, text that only ever is text."""

from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from forensics.detection.finding import Finding, Strength
from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.documents.place import Place
from forensics.report import workbook


@pytest.fixture(scope="module")
def book(result: Result, guides: Mapping[str, Guide]) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.packed(result, guides, "../档案")))


def row_of(finding: Finding) -> dict[str, object]:
    packed = workbook.packed(Result(version="1", archive="空", findings=(finding.sealed(),)), {}, "../a")
    head, row = openpyxl.load_workbook(io.BytesIO(packed))["问题清单"].iter_rows(values_only=True)
    return dict(zip(head, row, strict=True))


def finding(text: str, places: int = 1) -> Finding:
    evidence = tuple(Place(path=f"{text}{at}.docx", quote=text, note=text) for at in range(places))
    return Finding(pattern="term/stale", strength=Strength.WEAK, unit=text, statement=text, evidence=evidence)


def test_the_columns_stand_in_the_order_of_the_practice_note(book: Workbook) -> None:
    head = [cell.value for cell in book["问题清单"][1]]
    noted = ["序号", "单位", "问题类别", "问题表述", "依据", "事实与出处（文件、页、处、原文）", "核实方式建议"]
    noted += ["核查结果", "整改要求", "责任人", "时限", "备注"]
    assert [name for name in head if name in noted] == noted
    assert book.sheetnames == ["问题清单", "会议一览表", "文件清单", "未能检查", "检查情况"]


def test_the_facts_name_file_place_and_marked_words(book: Workbook, result: Result) -> None:
    at = next(at for at, found in enumerate(result.findings, 2) if found.pattern == "copy/members")
    head = [cell.value for cell in book["问题清单"][1]]
    row = dict(zip(head, (cell.value for cell in book["问题清单"][at]), strict=True))
    facts = row["事实与出处（文件、页、处、原文）"].split("\n")
    assert len(facts) == 4
    assert facts[2] == "3. 城东村/学习笔记/王秀兰.docx 表1第2行第3列：“制订“【两学一作】”计划”（“作”应为“做”）"
    assert (row["文件一"], row["文件二"]) == ("城东村/学习笔记/王秀兰.docx", "城东村/学习笔记/李建国.docx")
    assert (row["线索强度"], row["问题类别"]) == ("强", "照搬雷同：不同人员笔记成段相同")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "－"])
def test_text_that_could_start_a_formula_is_quoted_and_stays_readable(start: str) -> None:
    text = f"{start}1+HYPERLINK(1)"
    row = row_of(finding(text))
    assert row["单位"] == row["问题表述"] == f"'{text}"
    assert row["文件一"] == f"'{text}0.docx"


def test_no_cell_holds_more_than_excel_reads_and_the_cut_is_told() -> None:
    row = row_of(finding("长" * 40_000, places=30))
    assert all(len(str(value)) < 32_767 for value in row.values())
    assert str(row["问题表述"]).endswith("（以下略）")


def test_evidence_beyond_twenty_places_is_counted_and_left_to_the_page() -> None:
    facts = str(row_of(finding("词", places=30))["事实与出处（文件、页、处、原文）"]).split("\n")
    assert len(facts) == 21
    assert facts[-1] == "……共 30 处，其余见网页报告"


def test_the_files_of_a_lead_open_from_the_list(book: Workbook, result: Result) -> None:
    targets = [link.target for cell in book["问题清单"]["I"] if (link := cell.hyperlink)]
    assert len(targets) == len(result.findings)
    assert "../档案/城东村/学习笔记/王秀兰.docx" in [target.replace("\\", "/") for target in targets]


def test_head_is_frozen_and_the_filter_covers_every_row(book: Workbook, result: Result) -> None:
    sheet = book["问题清单"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:S{len(result.findings) + 1}"


def test_what_was_not_examined_has_reason_and_advice(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["未能检查"].iter_rows(min_row=2)]
    (locked,) = [row for row in rows if row[0] == "城东村/加密.pdf"]
    assert locked[2:4] == ["已加密", "打开需要密码"] and "密码" in locked[4]


def test_an_empty_result_makes_a_book_that_opens() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.packed(Result(version="1", archive="空"), {})))
    assert [sheet.max_row for sheet in book.worksheets] == [1] * 5
