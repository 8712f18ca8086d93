import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.errors import ReadError
from forensics.documents.sheet import header_rows, read, shown
from forensics.guard.limits import Limits
from tests.documents.word_files import REL, relations, write_zip

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _ledger(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["2016年党费收缴台账"])
    sheet.append(["姓名", "日期", "金额"])
    sheet.append(["王德厚", datetime.date(2016, 5, 12), 12.5])
    sheet.append(["李小满", datetime.datetime(2016, 5, 12, 9, 0), 8])
    sheet["A3"].comment = Comment("补交", "审计")
    secret = book.create_sheet("底稿")
    secret["C2"] = "隐藏内容"
    secret.sheet_state = "hidden"
    book.properties.creator = "会计"
    book.save(path)
    return path


def test_ledger_reads_as_a_person_sees_it(tmp_path: Path) -> None:
    document = read(_ledger(tmp_path / "a.xlsx"), Limits(), Spool(tmp_path / "s"))
    cells = {span.anchor: span.text for span in document.spans if span.source == "cell"}
    assert cells["台账!B3"] == "2016-05-12"
    assert cells["台账!B4"] == "2016-05-12 09:00"
    assert (cells["台账!C3"], cells["台账!C4"]) == ("12.5", "8")
    table = document.tables[0]
    assert (table.name, table.header_rows) == ("台账", 2)
    assert table.anchors[2] == ("台账!A3", "台账!B3", "台账!C3")
    assert document.property("author") == "会计"


def test_hidden_sheets_and_comments_are_read_and_named(tmp_path: Path) -> None:
    document = read(_ledger(tmp_path / "a.xlsx"), Limits(), Spool(tmp_path / "s"))
    assert [(s.anchor, s.text) for s in document.spans if s.role == "hidden"] == [("底稿!C2", "隐藏内容")]
    assert document.notes == ("隐藏的工作表：底稿",)
    assert [(s.anchor, s.text) for s in document.spans if s.role == "comment"] == [("台账!A3", "补交")]


def test_formulas_without_a_stored_value_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["A2"] = "=SUM(A1:A1)"
    book.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx", Limits(), Spool(tmp_path / "s"))
    assert document.notes == ("工作表 Sheet 有 1 个公式没有保存计算结果，读作空",)


def _xlsx(path: Path, cells: str) -> Path:
    return write_zip(
        path,
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
            '<sheet name="甲" sheetId="1" r:id="b"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(("b", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>',
        },
    )


def test_two_cells_at_opposite_corners_do_not_abort(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    with pytest.raises(ReadError) as caught:
        read(_xlsx(tmp_path / "a.xlsx", cells), Limits(), Spool(tmp_path / "s"))
    assert caught.value.status is Status.OVER_LIMIT
    assert "甲" in caught.value.reason


def test_a_formatted_cell_at_the_end_is_no_reason_to_refuse(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    document = read(_xlsx(tmp_path / "a.xlsx", cells), Limits(), Spool(tmp_path / "s"))
    assert [(span.anchor, span.text) for span in document.spans] == [("甲!A1", "1")]


def test_broken_workbook_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(ReadError):
        read(tmp_path / "a.xls", Limits(), Spool(tmp_path / "s"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (datetime.time(9, 30), "09:30"),
        (1234567890123.0, "1234567890123"),
        (None, ""),
    ],
)
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text


def test_header_rows_are_zero_when_unclear() -> None:
    assert header_rows([("甲", "乙"), ("丙", "丁")]) == 0
    assert header_rows([("甲", "乙"), ("丙", 1.0)]) == 1
