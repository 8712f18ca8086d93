"""Terms told in days from another day: 5个工作日内, 自收到之日起15日内."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

from forensics.dates import workdays
from forensics.dates.dated import Dated, DateRole
from forensics.dates.numerals import small_number
from forensics.records.record import Record

_TERM = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个)?(?P<unit>工作日|日|天|周|星期|月)(?:之)?(?:内|以内)"
)
_RECEIPT = re.compile(r"(?:收到|接到|签收|收件|收悉)")
_RECEIVED = re.compile(r"(?:收到|接到|签收|收件|收文|送达)(?:日期|时间)\s*[:：\t]?\s*\Z")
_ISSUE = re.compile(r"印发之日|发文之日|下发之日|发出之日|签发之日|即日起|本(?:通知|文件|方案)(?:印发|下发)")
_DAYS = {"日": 1, "天": 1, "周": 7, "星期": 7}


class Term(msgspec.Struct, frozen=True):
    """A term with the day it counts from and its last day; `chars` is its half-open range of the record's text."""

    since: Dated
    by: datetime.date
    chars: tuple[int, int]


def terms_in(record: Record) -> Iterator[Term]:
    """The terms whose first day the record states: in the sentence before them, as a day of receipt, as its own."""
    full = record.text.full
    for match in _TERM.finditer(full):
        left, right = record.text.sentence(*match.span())
        since = _since(record, left, match.start(), full[left:right])
        by = since and _end(since.end, match["n"], match["unit"])
        if since and by:
            yield Term(since, by, match.span())


def _since(record: Record, left: int, at: int, sentence: str) -> Dated | None:
    days = [d for d in record.dates if d.is_day and not d.impossible]
    if inside := [d for d in days if left <= d.chars[0] and d.chars[1] <= at]:
        return inside[-1]
    if _RECEIPT.search(sentence):
        full = record.text.full
        return next((d for d in days if _RECEIVED.search(full[max(0, d.chars[0] - 12) : d.chars[0]])), None)
    if _ISSUE.search(sentence):
        return next((d for d in days if d.role in (DateRole.SIGNED, DateRole.ISSUED)), None)
    return None


def _end(day: datetime.date, number: str, unit: str) -> datetime.date | None:
    """The last day of a term; the day it counts from is not in it. None where the calendar of a year is not known."""
    numeral = small_number(number.replace("两", "二"))
    n = int(number) if number.isdecimal() else numeral.value if numeral else 0
    if not n:
        return None
    if unit == "工作日":
        return workdays.after(day, n)
    if unit == "月":
        return day + datetime.timedelta(31 * n)
    return day + datetime.timedelta(_DAYS[unit] * n)
