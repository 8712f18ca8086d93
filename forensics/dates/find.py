"""Find every date that a text states."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator

from forensics.dates.confirming import confirmed
from forensics.dates.dated import Certainty, Dated
from forensics.dates.festivals import FIRST, SECOND, named_day
from forensics.dates.numerals import CAPITALS, CHINESE, SLIPS, fold
from forensics.dates.parts import Written
from forensics.dates.reading import dated, reading
from forensics.dates.relative import Told, year_word
from forensics.dates.separated import separated_date
from forensics.dates.signature import signed_year
from forensics.dates.spellings import LUNAR_RUN, TO, lone_day, unit_date
from forensics.dates.tails import read_tail
from forensics.dates.told import with_told_days
from forensics.dates.years import Years

_SLIP = re.escape(SLIPS)
_NUMERAL = f"[0-9{CHINESE}]"
# One set of first characters, so that the search runs fast over prose; what follows it looks back at them.
_START = re.compile(
    rf"[0-9{CHINESE}{CAPITALS}{_SLIP}'第前上下年{FIRST}](?:(?P<plain>"
    rf"(?<={_NUMERAL})(?<!{_NUMERAL}{_NUMERAL})"
    rf"|(?<=[{CHINESE}][0-9])"
    rf"|(?<=[{CAPITALS}])(?<![{CAPITALS}0-9][{CAPITALS}])"
    rf"|(?<=[{_SLIP}])(?<![A-Za-z0-9][{_SLIP}])(?=[0-9{_SLIP}]{{0,3}} ?[年月牟.\-/])"
    r"|(?<=')(?=[0-9]{2}[. \-/])"
    r"|(?<=第)(?= ?[一二三四1-4] ?季度)|(?<=前)(?=[二23三]个?季度)|(?<=[上下])(?<!得上)(?=半年)"
    r"|(?<=年)(?:(?<=[今去明]年年)|(?<![年前往历每近来]年))(?=[底末])"
    rf")|(?<=[{FIRST}])(?=[{SECOND}]))"
)
_LUNAR_BEFORE = re.compile(
    r"(?:[农阴旧夏古]历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)[^\n。;,]{0,6}\Z|[闰正腊冬]月?\Z"
)
_RECURRING = re.compile(r"[每历往逐]年度?(?:的|,)? ?\Z")
_TO = re.compile(TO)
_BAR = re.compile(r"[\u4e00-\u9fff]\|")
"""a bar between cells, not a misread 1"""
_NO_CERTAIN_QUARTER = ("上", "下", "每", "各")
_NOT_A_DAY_BEFORE = frozenset("后末首第每近用了满共计约达逾隔少多超休假作月0123456789./-+×*")
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
    named: Iterable[Dated] = (),
) -> tuple[Dated, ...]:
    """Read all dates of a text, in order.

    `year` (known from `year_from`: title, name, folder) stands in where a spelling lacks it and the text states none
    for it. `ocr` says that characters may be misread: what is not wholly regular is unsure, and digits that are often
    confused need a second witness: the weekday, the same day elsewhere in the text, or one of `named`, the dates of
    the file's name. `dotted` reads 5.12 as a day (date columns). `today` resolves 昨日, 上周五; without it the text's
    own meeting or signed day does.
    """
    plain = fold(text)
    years = Years(plain, year, year_from, signed_year(plain))
    found: list[Dated] = []
    told: list[Told] = []
    for written in _written(plain, dotted=dotted):
        if written.day is not None and written.month is None and not _placed_in_month(plain, written, found):
            continue
        word = year_word(plain, written.start) if written.year is None else None
        if word:
            told.append(Told(word[0], dataclasses.replace(written, doubts=[*written.doubts])))
            read = reading(written, text, plain, told[-1].guess(years.missing(written)), ocr=ocr)
        else:
            read = dated(written, text, plain, years, ocr=ocr)
        if read is not None:
            found.append(read)
        if read is not None and not word:
            years.learn(read, written)
    if found or today is not None:
        found = with_told_days(text, plain, found, told, today)
    return tuple(confirmed(found, named) if ocr else found)


def _written(text: str, *, dotted: bool) -> Iterator[Written]:
    at = 0
    while start := _START.search(text, at):
        begin = start.start()
        found = named_day(text, begin) if text[begin] in FIRST else None
        if found is None and (start["plain"] is None or _BAR.match(text, max(begin - 1, 0))):
            at = begin + 1
            continue
        if found is None and _LUNAR_BEFORE.search(text[max(begin - 12, 0) : begin]):
            run = LUNAR_RUN.match(text, begin)
            at = run.end() if run else begin + 1
            continue
        found = found or (unit_date(text, begin) or separated_date(text, begin, dotted=dotted) or lone_day(text, begin))
        if found is None:
            at = begin + 1
            continue
        if text[begin].isascii() and _LOOSE_NUMERAL.search(text[max(begin - 2, 0) : begin]):
            found.doubt(Certainty.UNSURE, "前面紧接数字，可能不完整")
        read_tail(text, found)
        if found.until is None:
            _read_last(text, found, dotted)
        at = found.end
        if found.year is None and _RECURRING.search(text[max(begin - 5, 0) : begin]):
            continue
        if found.part.endswith("季度") and text[max(begin - 1, 0) : begin] in _NO_CERTAIN_QUARTER:
            continue
        yield found


def _read_last(text: str, first: Written, dotted: bool) -> None:
    """Read the last day of a span whose two ends are written alike: 5月9日～5月13日."""
    to = _TO.match(text, first.end)
    if not to or (first.part and first.month is None) or first.lunar or first.eve:
        return
    last = unit_date(text, to.end()) or (lone_day(text, to.end()) if first.states_day else None)
    if last is None or last.lunar or last.until or (last.part and last.month is None):
        return
    if first.states_day != last.states_day and last.month is not None and not last.part:
        return
    if last.month is None and last.day is not None:
        last.month = first.month
    if first.month is None and last.month is not None:
        return
    read_tail(text, last)
    first.clock = ""
    first.absorb(last)


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
