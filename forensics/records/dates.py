"""Find every date that a text states."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from forensics.records.clocks import clock_at, weekday_at
from forensics.records.date_parts import Written
from forensics.records.date_reading import Years, dated
from forensics.records.date_relative import RELATIVE, relative_date
from forensics.records.date_separated import separated_date
from forensics.records.date_spellings import LUNAR_RUN, TO, lone_day, unit_date
from forensics.records.dated import Certainty, Dated
from forensics.records.numerals import CAPITALS, CHINESE, SLIPS, fold

_SLIP = re.escape(SLIPS)
_START = re.compile(
    rf"(?<![0-9{CHINESE}])[0-9{CHINESE}]"
    rf"|(?<=[{CHINESE}])[0-9]"
    rf"|(?<![{CAPITALS}0-9])[{CAPITALS}]"
    rf"|(?<![A-Za-z0-9])[{_SLIP}](?=[0-9{_SLIP}]{{0,3}} ?[年月牟.\-/])"
    r"|'(?=[0-9]{2}[. \-/])"
    r"|第(?= ?[一二三四1-4] ?季度)|前(?=[二三23]个?季度)|[上下](?=半年)"
    r"|(?<![年去前明往历每近今来])年(?=[底末])"
)
_START_OR_RELATIVE = re.compile(f"{RELATIVE.pattern}|{_START.pattern}")
_LUNAR_BEFORE = re.compile(
    r"(?:[农阴旧夏古]历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)[^\n。;,]{0,6}\Z|[闰正腊冬]月?\Z"
)
_TO = re.compile(TO)
_NOT_A_DAY_BEFORE = frozenset("第每近用了满共计约达逾隔少多超休假作月0123456789./-+×*")
_NOT_A_DAY_AFTER = re.compile(r"[内间游报常程之夜后三为以]|工作|制")
_LOOSE_NUMERAL = re.compile(rf"(?<![周期拜])[{CHINESE}]\Z")
_DAY_LIST = re.compile(r"[、和及与] ?\Z")
_MAX_LONE_DAY_GAP = 200


def find(
    text: str,
    *,
    year: int | None = None,
    year_from: str = "",
    ocr: bool = False,
    dotted: bool = False,
    today: datetime.date | None = None,
) -> tuple[Dated, ...]:
    """Read all dates of a text, in order.

    `year` (known from `year_from`: heading, name, folder) stands in where a spelling lacks it; without it the
    nearest year stated above in the text does. `ocr` says that characters may be misread: what is not wholly
    regular is unsure. `dotted` reads 5.12 as a day (date columns). `today` resolves 昨日, 上周五.
    """
    plain = fold(text)
    years = Years(plain, year, year_from)
    found: list[Dated] = []
    for written in _written(plain, dotted=dotted, today=today):
        if written.day is not None and written.month is None and not _placed_in_month(plain, written, found):
            continue
        read = dated(written, text, plain, years, ocr=ocr)
        if read is not None:
            found.append(read)
            years.learn(read, written)
    return tuple(found)


def _written(text: str, *, dotted: bool, today: datetime.date | None) -> Iterator[Written]:
    starts = _START if today is None else _START_OR_RELATIVE
    at = 0
    while start := starts.search(text, at):
        begin = start.start()
        if today is not None and start.lastgroup:
            told = relative_date(start, today)
            if told is not None:
                _read_tail(text, told)
                yield told
            at = told.end if told is not None else start.end()
            continue
        if _LUNAR_BEFORE.search(text[max(begin - 12, 0) : begin]):
            run = LUNAR_RUN.match(text, begin)
            at = run.end() if run else begin + 1
            continue
        found = unit_date(text, begin) or separated_date(text, begin, dotted=dotted) or lone_day(text, begin)
        if found is None:
            at = begin + 1
            continue
        if text[begin].isascii() and _LOOSE_NUMERAL.search(text[max(begin - 2, 0) : begin]):
            found.doubt(Certainty.UNSURE, "前面紧接数字，可能不完整")
        _read_tail(text, found)
        if found.until is None:
            _read_last(text, found, dotted)
        at = found.end
        yield found


def _read_last(text: str, first: Written, dotted: bool) -> None:
    """Read the last day of a span whose two ends are written alike: 5月9日～5月13日."""
    to = _TO.match(text, first.end)
    if not to or first.part:
        return
    last = unit_date(text, to.end()) or (lone_day(text, to.end()) if first.states_day else None)
    if last is None or last.part or last.until or (first.states_day != last.states_day and last.month is not None):
        return
    if last.month is None and last.day is not None:
        last.month = first.month
    if first.month is None and last.month is not None:
        return
    _read_tail(text, last)
    first.clock = ""
    first.absorb(last)


def _read_tail(text: str, written: Written) -> None:
    """Take in the weekday and the clock time that follow a day, in either order."""
    if written.part or (written.month is not None and written.day is None):
        return
    for _ in range(2):
        weekday = weekday_at(text, written.end) if written.weekday is None else None
        if weekday:
            written.weekday, written.end = weekday
        clock = clock_at(text, written.end) if not written.clock else None
        if clock and (written.day is not None):
            written.clock, written.end = clock


def _placed_in_month(text: str, written: Written, found: list[Dated]) -> bool:
    """Give a day without a month the month of the day before it, where there is one near."""
    before, after = text[written.start - 1 : written.start], text[written.end : written.end + 2]
    if before in _NOT_A_DAY_BEFORE or not before or _NOT_A_DAY_AFTER.match(after):
        return False
    near = found[-1] if found else None
    if near is None or near.start.month != near.end.month or written.start - near.chars[1] > _MAX_LONE_DAY_GAP:
        return False
    written.month, written.year = near.start.month, near.start.year
    listed = written.start - near.chars[1] <= 2 and _DAY_LIST.search(text[max(written.start - 3, 0) : written.start])
    certainty = (
        Certainty.LIKELY if (listed or written.clock) and near.certainty is not Certainty.UNSURE else Certainty.UNSURE
    )
    written.doubt(certainty, "年月取自前面的日期")
    return True
