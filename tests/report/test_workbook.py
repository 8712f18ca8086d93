"""问题清单.xlsx: one lead a row, ready to be worked on, harmless to open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.report import workbook


@pytest.fixture(scope="module")
def packed(result: Result, guides: Mapping[str, Guide]) -> bytes:
    return workbook.packed(result, guides, "../archive")


@pytest.fixture(scope="module")
def book(packed: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(packed))


def test_the_inspectors_columns_are_there_and_empty_ones_wait_for_him(book: Workbook) -> None:
    header = [cell.value for cell in book.worksheets[0][1]]
    for name in ("序号", "单位", "问题类别", "问题表述", "线索强度", "依据", "可能的正常原因", "核实方式建议"):
        assert name in header
    for name in ("核查结果", "核查人", "核查日期", "整改要求", "责任人", "时限", "备注"):
        column = header.index(name) + 1
        assert all(book.worksheets[0].cell(row, column).value is None for row in range(2, 8))


def test_one_lead_is_one_row(book: Workbook, result: Result) -> None:
    sheet = book.worksheets[0]
    ids = [sheet.cell(row, 2).value for row in range(2, sheet.max_row + 1)]
    assert ids == [f.fingerprint for f in result.findings]


def test_header_stays_in_sight_and_rows_can_be_filtered(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.freeze_panes is not None and sheet.auto_filter.ref
        assert not sheet.merged_cells.ranges


def test_nothing_in_it_is_a_formula_and_no_cell_is_too_long(book: Workbook, packed: bytes) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert len(str(cell.value or "")) < 32_767
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        assert not any(b"<f>" in parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/"))


def test_text_that_looks_like_a_formula_is_kept_as_text(book: Workbook) -> None:
    values = [str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value]
    assert any("cmd|' /C calc'!A0" in v for v in values)
    assert not any(v.startswith("=") for v in values)


def test_ledger_gaps_and_checks_have_sheets_of_their_own(book: Workbook, result: Result) -> None:
    assert book["文件清单"].max_row == len(result.ledger) + 1
    assert book["未能检查"].max_row == sum(not i.outcome.ok for i in result.ledger) + 1
    assert book["检查情况"].max_row == len(result.detectors) + 1


def test_the_same_result_gives_the_same_bytes(packed: bytes, result: Result, guides: Mapping[str, Guide]) -> None:
    assert workbook.packed(result, guides, "../archive") == packed
