"""The 会议一览: each meeting once, whatever papers report it."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import openpyxl

from forensics.detection.result import Result
from forensics.records.timeline import MeetingRow
from forensics.report import html, timeline, workbook

MINUTES = MeetingRow(
    unit="梅坞村",
    path="梅坞村/记录.docx",
    day="2017-03-06",
    hours="09:00-10:30",
    kinds=("支部大会",),
    source="支部党员大会记录",
    topic="茶园路灯",
    place="村部",
    chair="罗石生",
    expected=24,
    attended=21,
    absent=("周大水",),
)
SHEET = msgspec.structs.replace(MINUTES, path="梅坞村/签到.xlsx", source="签到表", chair="", attended=19, topic="")
LATER = msgspec.structs.replace(MINUTES, path="梅坞村/记录二.docx", day="2017-06-09", sure=False)


def test_papers_of_one_meeting_make_one_entry_that_says_where_they_differ() -> None:
    (entry,) = timeline.entries([MINUTES, SHEET])
    assert entry.paths == ("梅坞村/记录.docx", "梅坞村/签到.xlsx")
    assert (entry.day, entry.weekday, entry.kinds) == (datetime.date(2017, 3, 6), "星期一", "支部大会")
    assert (entry.chair, entry.topic, entry.absent) == ("罗石生", "茶园路灯", ("周大水",))
    assert entry.differs == "实到：21／19"


def test_the_year_is_a_calendar_of_twelve_months_for_each_unit() -> None:
    found = timeline.entries([LATER, MINUTES, SHEET, msgspec.structs.replace(MINUTES, unit="上坪村")])
    years = list(timeline.by_year(found))
    assert [(y.unit, y.year, len(y.entries)) for y in years] == [("上坪村", 2017, 1), ("梅坞村", 2017, 2)]
    held = [month for month, cell in enumerate(years[1].months, 1) if cell]
    assert held == [3, 6]
    assert years[1].months[2] == (("支部大会", 1),)


def test_workbook_and_page_show_it(tmp_path: Path) -> None:
    result = Result(version="0", archive="岭下镇材料", meetings=(MINUTES, SHEET, LATER))
    workbook.write(result, {}, tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx")["会议一览表"]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    assert first["日期"] == datetime.datetime(2017, 3, 6)
    assert (first["星期"], first["应到"], first["请假、缺席"]) == ("星期一", 24, "周大水")
    assert first["来源文件"] == "梅坞村/记录.docx\n梅坞村/签到.xlsx"
    assert sheet[3][head.index("备注")].value == "日期由识别或推断得出"
    html.write(result, {}, {}, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert 'id="meetings"' in page
    assert "各来源不一致：实到：21／19" in page
    assert "（待核）" in page


def test_without_meetings_the_page_has_no_such_section(tmp_path: Path) -> None:
    html.write(Result(version="0", archive="空"), {}, {}, tmp_path / "report.html")
    assert "会议一览" not in (tmp_path / "report.html").read_text("utf-8")
