"""From the parts a spelling states to the date it means: the missing year, the span, the certainty."""

from __future__ import annotations

import datetime
import re

from forensics.dates.dated import Certainty, Dated
from forensics.dates.lunar import UnknownYearError
from forensics.dates.parts import NoSuchDayError, Written, around, days, is_vague
from forensics.dates.spellings import TO
from forensics.dates.years import KnownYear, Years

_DAY_NEXT = re.compile(r" ?[0-9一二三四五六七八九十]{1,3}日")
_LOOSE_END = re.compile(r"[0-9A-Za-z]|[^\n。;,、]{0,4}?[日曰号月]")
_CLOSED = re.compile(r"[\s,、;]|\Z")
_SPAN_NEXT = re.compile(rf"{TO}[0-9一二三四五六七八九十廿卅]")
_NUMBER_NEXT = re.compile(r" ?[0-9一二三四五六七八九十廿卅lIOoZSB]")


def dated(written: Written, text: str, plain: str, years: Years, *, ocr: bool) -> Dated | None:
    """The date of a spelling, or None where its year is not known."""
    known = years.missing(written) if written.year is None else None
    if written.year is None and known is not None:
        _doubt_missing_year(written, plain, years)
    elif written.is_bare_year and written.until is None:
        _doubt_bare_year(written, plain)
    return reading(written, text, plain, known, ocr=ocr)


def reading(written: Written, text: str, plain: str, known: KnownYear | None, *, ocr: bool) -> Dated | None:
    """The date of a spelling in the known year, where it states none itself."""
    year, source = written.year, ""
    if year is None:
        if known is None:
            return None
        year, source = known.year, known.source
        # A year that the text lacks is likely at best, yet the spelling itself may be quite regular.
        regular = written.regular
        written.doubt(Certainty.UNSURE if known.doubt else Certainty.LIKELY, known.doubt)
        written.regular = regular and not known.doubt
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
    if not 2 <= year <= 9998:
        return None
    try:
        start, end = days(written, year)
    except UnknownYearError:
        return None
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


def _doubt_missing_year(written: Written, plain: str, years: Years) -> None:
    before = plain[max(written.start - 3, 0) : written.start]
    if before.rstrip()[-1:] in ("年", "牟") or (years.last_end is not None and written.start - years.last_end <= 3):
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
            or (written.until is None and _SPAN_NEXT.match(plain, written.end))
            or (before.isascii() and before.isalnum())
            or (_LOOSE_END.match(plain, written.end) if coarse else _NUMBER_NEXT.match(plain, written.end))
        ):
            written.doubt(Certainty.UNSURE, "紧邻的字可能是日期的一部分，待核")
