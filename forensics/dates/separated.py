"""Dates written with dots, dashes, slashes, or as eight digits. Texts here are folded."""

from __future__ import annotations

import calendar
import datetime
import re

from forensics.dates.dated import Certainty
from forensics.dates.numerals import LOOKALIKES, SLIPS
from forensics.dates.parts import Written, century
from forensics.dates.spellings import TO

_DIGIT = f"[0-9{re.escape(SLIPS)}]"
_MARK = r" ?[.\-/:、,] ?"
_FULL = re.compile(
    rf"(?P<tick>')?(?P<year>{_DIGIT}{{4}}|[0-9]{{2}})(?P<one>{_MARK})(?P<month>{_DIGIT}{{1,2}})"
    rf"(?P<two>{_MARK})(?P<day>{_DIGIT}{{1,2}})(?![0-9])"
)
_BLANKS = re.compile(
    r"'(?P<short>[0-9]{2}) (?P<m>[0-9]{1,2}) (?P<d>[0-9]{1,2})(?![0-9.])"
    r"|(?P<year>(?:19|20)[0-9]{2}) (?P<month>[01][0-9]) (?P<day>[0-3][0-9])(?![0-9.])"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])(?![0-9A-Za-z])")
_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[.\-/])(?P<month>0[1-9]|1[0-2]|[1-9])(?![0-9A-Za-z])")
_SHORT_MONTH = re.compile(r"(?P<year>[0-9]{2})(?P<mark>\.)(?P<month>0[1-9]|1[0-2]|[1-9])(?![0-9.])")
_DAY = re.compile(
    r"(?P<month>0?[1-9]|1[0-2])(?P<mark>[.\-/])(?P<day>0?[1-9]|[12][0-9]|3[01])"
    r"(?![0-9A-Za-z%元栋幢室楼层人名岁米亩斤分倍折])"
)
_LAST_DAY = re.compile(r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z%元.])")
_SERIAL = re.compile(r"(?P<days>[34][0-9]{4})(?P<part>\.[0-9]{1,12})?\s*\Z")
_SERIAL_ZERO = datetime.date(1899, 12, 30)
_TO = re.compile(TO)
_BLANK_DASH = re.compile(r" {0,3}(?:至|到|[—~]{1,2}|--| - ?)|(?<= )- ")
_GLUED = re.compile(r"[A-SU-Za-z%元]|T(?![0-9])|[.\-/:][0-9]")
_ENDS = re.compile(r"[\s)。;,、\]\"”》]|\Z")
# Within a longer number, a version, a path, an address, a sum of money or a document number.
_INSIDE = re.compile(r"(?:[0-9A-Za-z¥$〔[第]|[0-9A-Za-z][.\-/:])\Z")
_NUMBERED = re.compile(r"(?:编号|文号|号码|电话|账号|帐号|学号|工号|身份证|单号|No\.?|№)[^\n]{0,4}\Z")


def separated_date(text: str, at: int, *, dotted: bool) -> Written | None:
    """The separated or compact date that begins at this place.

    With `dotted` (cells of a date column) 5.12 and 2016.5 are dates too, and 42502 is the day a sheet counts so.
    """
    if _INSIDE.search(text[max(at - 2, 0) : at]):
        return None
    written = _full(text, at) or _blanks(text, at) or _compact(text, at) or _month(text, at, dotted)
    return written or ((_month_and_day(text, at) or _serial(text, at)) if dotted else None)


def _full(text: str, at: int) -> Written | None:
    match = _FULL.match(text, at)
    if not match:
        return None
    one, two = match["one"].strip(), match["two"].strip()
    written = Written(at, match.end())
    numbers = [_number(written, match[name]) for name in ("year", "month", "day")]
    if one != two and {one, two} & {":", "-"}:
        return None
    if one != two:
        written.doubt(Certainty.UNSURE, f"间隔符“{one}”“{two}”不一致")
    elif one == ":" and not (len(match["month"]) == len(match["day"]) == 2 and len(match["year"]) == 4):
        return None
    elif one in "、,":
        written.doubt(Certainty.LIKELY, f"以“{one}”作间隔符")
    written.regular = written.regular and " " not in match["one"] + match["two"]
    written.year, written.month, written.day = numbers
    if not _plausible_year(written, match):
        return None
    _last_of_span(text, written, one)
    if _GLUED.match(text, written.end) or (written.month > 12 and one != two):
        return None
    if written.month > 31 or written.day > 31 or (written.month > 12 and len(match["year"]) == 2):
        return None
    if written.month > 12:
        written.doubt(Certainty.UNSURE, f"没有{written.month}月，月日可能颠倒")
    return written


def _number(written: Written, token: str) -> int:
    plain = "".join(LOOKALIKES.get(char, char) for char in token)
    if plain != token:
        written.doubt(Certainty.UNSURE, f"“{token}”字形可疑，按{plain}读")
    return int(plain)


def _plausible_year(written: Written, match: re.Match[str]) -> bool:
    year = written.year or 0
    if len(match["year"]) == 2:
        written.year = century(year)
        padded = len(match["month"]) == len(match["day"]) == 2
        if not match["tick"] and year > 29:
            return False
        certainty = Certainty.LIKELY if match["tick"] or padded else Certainty.UNSURE
        written.doubt(certainty, f"年份只写两位，按{written.year}年读")
        return match["one"].strip() in (".", "/", "-")
    if not 1900 <= year <= 2199 or sum(char.isdigit() for char in match["year"]) < 2:
        return False
    if year > 2049:
        written.doubt(Certainty.UNSURE, f"年份“{match['year']}”不合常理，疑为笔误")
    return True


def _last_of_span(text: str, written: Written, mark: str) -> None:
    to = (_BLANK_DASH if mark == "-" else _TO).match(text, written.end)
    if not to:
        return
    full = _FULL.match(text, to.end())
    short, last = _DAY.match(text, to.end()), _LAST_DAY.match(text, to.end())
    until: Written | None = None
    if full and len(full["year"]) == 4 and full["year"].isdigit():
        until = Written(to.end(), full.end(), year=int(full["year"]))
        until.month, until.day = _number(until, full["month"]), _number(until, full["day"])
    elif short and short["mark"] == mark:
        until = Written(to.end(), short.end(), month=int(short["month"]), day=int(short["day"]))
    elif last and int(last["day"]) > (written.day or 0):
        until = Written(to.end(), last.end(), month=written.month, day=int(last["day"]))
    if until is not None:
        written.absorb(until)


def _blanks(text: str, at: int) -> Written | None:
    match = _BLANKS.match(text, at)
    if not match:
        return None
    if match["short"]:
        written = Written(at, match.end(), century(int(match["short"])), int(match["m"]), int(match["d"]))
    else:
        written = Written(at, match.end(), int(match["year"]), int(match["month"]), int(match["day"]))
    written.doubt(Certainty.LIKELY, "年月日之间只有空格")
    return written if 1 <= (written.month or 0) <= 12 and 1 <= (written.day or 0) <= 31 else None


def _compact(text: str, at: int) -> Written | None:
    match = _COMPACT.match(text, at)
    if not match or _NUMBERED.search(text[max(at - 12, 0) : at]) or _GLUED.match(text, match.end()):
        return None
    written = Written(at, match.end(), int(match["year"]), int(match["month"]), int(match["day"]))
    if written.day is None or not 1 <= written.day <= calendar.monthrange(written.year or 1, written.month or 1)[1]:
        return None
    written.doubt(Certainty.LIKELY, "八位数字，可能是编号")
    return written


def _month(text: str, at: int, dotted: bool) -> Written | None:
    match = _MONTH.match(text, at) or (_SHORT_MONTH.match(text, at) if dotted else None)
    if not match:
        return None
    year = int(match["year"])
    written = Written(at, match.end(), year if year > 99 else century(year), int(match["month"]))
    to = (_BLANK_DASH if match["mark"] == "-" else _TO).match(text, match.end())
    last = match.re.match(text, to.end()) if to else None
    if last and last["mark"] == match["mark"]:
        final = int(last["year"])
        written.absorb(Written(last.start(), last.end(), final if final > 99 else century(final), int(last["month"])))
    if _GLUED.match(text, written.end) or not (_ENDS.match(text, written.end) or written.until):
        return None
    if year < 100:
        written.doubt(Certainty.LIKELY, f"年份只写两位，按{written.year}年读")
    elif written.until is None:
        if not dotted and len(match["month"]) == 1:
            # 2016.5 alone is as often a measure or a version.
            return None
        written.doubt(Certainty.LIKELY, "只写年月，可能不是日期")
    return written


def _month_and_day(text: str, at: int) -> Written | None:
    match = _DAY.match(text, at)
    if not match:
        return None
    written = Written(at, match.end(), month=int(match["month"]), day=int(match["day"]))
    _last_of_span(text, written, match["mark"])
    return None if _GLUED.match(text, written.end) else written


def _serial(text: str, at: int) -> Written | None:
    """The day that a spreadsheet keeps as a count of days, where it is all that a cell holds."""
    match = _SERIAL.match(text, at)
    if not match or text[:at].strip():
        return None
    day = _SERIAL_ZERO + datetime.timedelta(days=int(match["days"]))
    written = Written(at, match.end(), day.year, day.month, day.day)
    if match["part"]:
        minutes = round(float(match["part"]) * 24 * 60) % (24 * 60)
        written.clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    written.doubt(Certainty.LIKELY, "表格日期序号")
    return written
