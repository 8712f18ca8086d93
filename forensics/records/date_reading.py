"""From the parts a spelling states to the date it means: the missing year, the span, the certainty."""

from __future__ import annotations

import datetime
import re

from forensics.records.date_parts import NoSuchDayError, Written, around, days, is_vague
from forensics.records.dated import Certainty, Dated

_REACH = 2000
_HEADING = 40
_DAY_NEXT = re.compile(r" ?[0-9一二三四五六七八九十]{1,3}日")
_LOOSE_END = re.compile(r"[0-9A-Za-z]|[^\n。;,、]{0,4}?[日曰号月]")
_CLOSED = re.compile(r"[\s,、;]|\Z")
_BREAK = re.compile(r"[\n。;]")
_NEAR = 12
_NUMBER_NEXT = re.compile(r" ?[0-9一二三四五六七八九十廿卅lIOoZSB]")


class Years:
    """Where a missing year comes from: the caller, else the nearest year stated above."""

    def __init__(self, text: str, year: int | None, year_from: str) -> None:
        self._text = text
        self._given = (year, year_from or "caller") if year is not None else None
        self._near: Dated | None = None
        self.last_end: int | None = None

    def learn(self, read: Dated, written: Written) -> None:
        """Remember a year for the dates below: that of a full date, or of a heading."""
        self.last_end = written.end if written.year is not None and written.month is None else None
        if read.impossible or written.year is None or read.certainty is Certainty.UNSURE:
            return
        if written.month is not None or self._in_heading(written):
            self._near = read

    def missing(self, written: Written) -> tuple[int, str, bool] | None:
        """Year, its source, and whether the turn of a year lies between."""
        near = self._near
        beside = near is not None and self._is_beside(near, written)
        if self._given and not beside:
            return self._given[0], self._given[1], False
        if near is None or written.start - near.chars[1] > _REACH:
            return None
        rolled = near.is_day and near.start.month == 12 and written.month in (1, 2)
        return near.end.year + (1 if rolled else 0), "context", rolled

    def _is_beside(self, near: Dated, written: Written) -> bool:
        """Whether a year was stated just before, in the same sentence: 2016年5月、6月."""
        gap = written.start - near.chars[1]
        return gap <= _NEAR and not _BREAK.search(self._text, near.chars[1], written.start)

    def _in_heading(self, written: Written) -> bool:
        low, high = max(written.start - _HEADING, 0), written.end + _HEADING
        before = self._text[low : written.start].rpartition("\n")[2]
        after = self._text[written.end : high].partition("\n")[0]
        return len(before) + len(after) + written.end - written.start <= _HEADING


def dated(written: Written, text: str, plain: str, years: Years, *, ocr: bool) -> Dated | None:
    """The date of a spelling, or None where its year is not known."""
    source = ""
    year = written.year
    if year is None:
        known = years.missing(written)
        if known is None:
            return None
        year, source, rolled = known
        _doubt_missing_year(written, plain, years, rolled)
    elif written.month is None and not written.part and written.until is None:
        _doubt_bare_year(written, plain)
    if is_vague(written.part):
        written.doubt(Certainty.LIKELY, f"“{written.part}”没有确定的起止日")
    span = _span(written, year)
    if span is None:
        return None
    start, end, impossible = span
    if ocr:
        _doubt_ocr(written, text, plain, bool(source), year)
    return Dated(
        start=start,
        end=end,
        text=text[written.start : written.end],
        chars=(written.start, written.end),
        certainty=written.certainty,
        year_from=source,
        weekday=written.weekday,
        clock=written.clock,
        impossible=impossible,
        doubt="；".join(written.doubts),
    )


def _span(written: Written, year: int) -> tuple[datetime.date, datetime.date, bool] | None:
    impossible = False
    if not 1 <= year <= 9998:
        return None
    try:
        start, end = days(written, year)
    except NoSuchDayError:
        start, end = around(written, year)
        impossible = True
        if written.day is None and written.year is None:
            return None
    last = written.until
    if last is None or impossible:
        return start, end, impossible
    last_year = last.year if last.year is not None else year
    try:
        first_of_last, end = days(last, last_year)
        if first_of_last < start and last.year is None and first_of_last.month < start.month:
            written.doubt(Certainty.LIKELY, "后一日期跨年")
            first_of_last, end = days(last, last_year + 1)
    except NoSuchDayError:
        return start, around(last, last_year)[1], True
    if end < start:
        written.doubt(Certainty.UNSURE, "起止日期颠倒")
        return end, start, False
    return start, end, False


def _doubt_missing_year(written: Written, plain: str, years: Years, rolled: bool) -> None:
    # A year that the text lacks is likely at best, yet the spelling itself may be quite regular.
    regular = written.regular
    written.doubt(Certainty.LIKELY)
    written.regular = regular
    before = plain[max(written.start - 3, 0) : written.start]
    if rolled:
        written.doubt(Certainty.UNSURE, "上一日期在十二月，按跨年读")
    elif before.rstrip()[-1:] in ("年", "牟") or (years.last_end is not None and written.start - years.last_end <= 3):
        written.doubt(Certainty.UNSURE, "前面的“年”没有写明是哪一年")


def _doubt_bare_year(written: Written, plain: str) -> None:
    if _DAY_NEXT.match(plain, written.end):
        written.doubt(Certainty.UNSURE, "年份后直接写日，月份可能漏写")


def _doubt_ocr(written: Written, text: str, plain: str, year_missing: bool, year: int) -> None:
    raw = text[written.start : written.end]
    half = any("0" <= char <= "9" for char in raw)
    full = any("０" <= char <= "９" for char in raw)
    tailed = bool(written.clock) or written.weekday is not None
    chinese = any(char in "二三四五六七八九十" for char in raw) and not tailed and not written.part
    clean = written.regular and not (half and full) and not (half and chinese) and "\n" not in raw
    if not clean or not 1949 <= year <= 2049:
        written.doubt(Certainty.UNSURE, "识别文字不规整，日期待核")
    elif written.certainty is Certainty.SURE or year_missing:
        before = plain[max(written.start - 1, 0) : written.start]
        coarse = written.day is None or written.part
        # Behind 2016.5.1 any unknown sign may be a misread digit; 日 closes a day.
        unclosed = not tailed and raw[-1] not in "年月日号份度" and not _CLOSED.match(plain, written.end)
        if (
            unclosed
            or (before.isascii() and before.isalnum())
            or (_LOOSE_END.match(plain, written.end) if coarse else _NUMBER_NEXT.match(plain, written.end))
        ):
            written.doubt(Certainty.UNSURE, "紧邻的字可能是日期的一部分，待核")
