"""问题清单.xlsx: the list the inspector works through, and the lists of files and checks behind it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter

from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.report import labels, links, timeline
from forensics.report.lead import leads, pattern_titles
from forensics.report.overview import gaps
from forensics.report.problem_row import COLUMNS, FINDINGS, row_of
from forensics.report.replace import replace
from forensics.report.sheet import Cell, Column, Link, Sheet, Styles

_CREATED = datetime(2000, 1, 1)
"the properties hold a fixed day, so that the same result gives the same bytes"

_FILES = (
    Column("文件", 48),
    Column("类型", 16),
    Column("大小（字节）", 13),
    Column("修改时间（北京时间；压缩包内按原样）", 20),
    Column("SHA-256", 68),
    Column("检查结果", 14),
    Column("原因", 40),
    Column("备注", 40),
)
_GAPS = (
    Column("文件", 48),
    Column("类型", 16),
    Column("情况", 16),
    Column("原因", 50),
    Column("处理建议", 44),
)
_MEETINGS = (
    Column("序号", 6),
    Column("单位", 20),
    Column("日期", 12, day=True),
    Column("星期", 8),
    Column("起止时间", 12),
    Column("地点", 18),
    Column("会议类型", 18),
    Column("议题", 36),
    Column("主持", 10),
    Column("记录", 10),
    Column("应到", 7),
    Column("实到", 7),
    Column("请假、缺席", 24),
    Column("来源文件", 44),
    Column("各来源不一致处", 30),
    Column("备注", 24),
)
_DETECTORS = (
    Column("类别", 14),
    Column("检查内容", 30),
    Column("代码", 22),
    Column("版本", 10),
    Column("已判断（份）", 13),
    Column("强", 7),
    Column("中", 7),
    Column("弱", 7),
    Column("不能判断（份数与原因）", 50),
    Column("检查出错（文件与原因）", 50),
)


def write(result: Result, guides: Mapping[str, Guide], file: Path, archive_href: str = "") -> None:
    """Write the workbook in place of `file`; `archive_href` is the way from it to the archive's folder."""
    replace(file, packed(result, guides, archive_href))


def packed(result: Result, guides: Mapping[str, Guide], archive_href: str = "") -> bytes:
    """The bytes of the workbook."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": "问题清单", "comments": "筛查线索，不是结论", "created": _CREATED})
        styles = Styles(book)
        problems = Sheet(book, styles, "问题清单", COLUMNS)
        for lead in leads(result, guides):
            problems.add(row_of(lead, archive_href))
        problems.offer("核查结果", FINDINGS)
        problems.finish()
        _add_meetings(Sheet(book, styles, "会议一览表", _MEETINGS), result)
        _add_files(Sheet(book, styles, "文件清单", _FILES), result, archive_href)
        _add_gaps(Sheet(book, styles, "未能检查", _GAPS), result, archive_href)
        _add_detectors(Sheet(book, styles, "检查情况", _DETECTORS), result, guides)
    return stream.getvalue()


def _add_meetings(sheet: Sheet, result: Result) -> None:
    for number, entry in enumerate(timeline.entries(result.meetings), 1):
        day = datetime.combine(entry.day, datetime.min.time())
        held = (entry.unit, day, entry.weekday, entry.hours, entry.place, entry.kinds, entry.topic)
        people = (entry.chair, entry.recorder, entry.expected, entry.attended, "、".join(entry.absent))
        remark = "" if entry.sure else "日期由识别或推断得出"
        sheet.add((number, *held, *people, "\n".join(entry.paths), entry.differs, remark))
    sheet.finish()


def _add_files(sheet: Sheet, result: Result, archive_href: str) -> None:
    for item in result.ledger:
        modified: Cell = labels.clock(item.modified) or item.modified
        status = labels.STATUSES[item.outcome.status]
        remarks = "；".join(item.notes)
        link = Link(item.path, links.for_workbook(archive_href, item.path))
        facts = (link, labels.kind(item.kind), item.size, modified, item.sha256)
        sheet.add((*facts, status, item.outcome.reason, remarks))
    sheet.finish()


def _add_gaps(sheet: Sheet, result: Result, archive_href: str) -> None:
    for gap in gaps(result.ledger):
        for item in gap.items:
            link = Link(item.path, links.for_workbook(archive_href, item.path))
            status = labels.STATUSES[gap.status]
            advice = labels.WAYS_OUT[gap.status]
            sheet.add((link, labels.kind(item.kind), status, item.outcome.reason, advice))
    sheet.finish()


def _add_detectors(sheet: Sheet, result: Result, guides: Mapping[str, Guide]) -> None:
    titles = pattern_titles(result, guides)
    for done in result.detectors:
        blind = "\n".join(f"{count} 份：{reason}" for reason, count in sorted(done.not_applicable.items()))
        failed = "\n".join(f"{path}：{trouble}" for path, trouble in done.failed)
        names = (labels.family(done.pattern), titles[done.pattern], done.pattern, done.version)
        sheet.add((*names, done.examined, done.strong, done.moderate, done.weak, blind, failed))
    sheet.finish()
