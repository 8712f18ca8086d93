"""Dates written with units: 2016年5月12日, 五月十二号, 2016年4月至12月, 二季度. Texts here are folded."""

from __future__ import annotations

import re

from forensics.dates.dated import Certainty
from forensics.dates.festivals import named_day
from forensics.dates.numerals import CAPITALS, CHINESE, SLIPS, Numeral, small_number, year_number
from forensics.dates.parts import Written, century

NUMERAL = f"[0-9{CHINESE}{CAPITALS}{re.escape(SLIPS)}]"
TO = r" {0,3}(?:至|到|[-—~]{1,2}|(?<=[0-9年月日号])一(?=[0-9])) {0,3}"
GAP = r" {0,20}(?:\n {0,8})?"
_TIGHT = rf"{NUMERAL}{{1,4}}"
_LOOSE = rf"{NUMERAL}(?: ?{NUMERAL}){{0,3}}"
_FEW = r"(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_DASHED_YEAR = r"[二一][〇○零O0o](?:[-—][〇○零一二三四五六七八九]|[一二][-—])"
_DAY_UNIT = r"(?:日{1,2}|号(?![楼文令院线地])|曰|目(?![标的前录]))"
_PART = r"[上中下]旬|初(?![步级中心衷期一二三四五六七八九十])|[底末](?![线数部层色稿单])"
_QUARTER = r"第? ?(?P<quarter>[一二三四1-4]) ?季度|前(?P<first>[二三23])个?季度|(?P<half>[上下]半年)"

_YEAR = re.compile(
    rf"(?P<year>{NUMERAL}(?: ?{NUMERAL}){{1,3}}|{_DASHED_YEAR}) {{0,8}}"
    r"(?P<unit>年(?:年(?![底末初终中度]))?|[牟午])"
)
_YEARS = re.compile(
    rf"(?P<first>(?:19|20)[0-9]{{2}}) {{0,3}}年?度?{TO}"
    r"(?P<last>(?:19|20)[0-9]{2}) {0,3}(?P<unit>学年|年)度?(?! {0,8}[0-9])"
)
_YEAR_PART = re.compile(rf" {{0,3}}(?:{_QUARTER}|(?P<end>年?[底末](?![线数部层色稿单])|年?初(?![步级中心衷期]))|度)")
_MONTH_AFTER = re.compile(
    rf"(?P<gap>{GAP})(?P<number>{_LOOSE}) {{0,8}}(?P<unit>月份?|目|用)"
    rf"(?:(?P<again>{GAP}(?P=number)月)(?= ?{NUMERAL}))?"
)
_MONTH = re.compile(rf"(?P<gap>)(?P<number>{_TIGHT}) {{0,8}}(?P<unit>月份?(?!龄|嫂))(?P<again>)")
_MONTHS_AFTER = re.compile(rf"{GAP}(?P<first>{_FEW}){TO}(?P<last>{_FEW}) ?月份?(?! ?[0-9])")
_DAY = re.compile(rf"(?P<gap>{GAP})(?P<number>{_LOOSE}) {{0,8}}(?P<unit>{_DAY_UNIT})")
_DAYS = re.compile(rf"{GAP}(?P<first>{_FEW}){TO}(?:(?P<month>{_FEW}) ?月 ?)?(?P<last>{_FEW}) ?[日号]")
_MONTH_PART = re.compile(rf" ?(?P<part>{_PART})")
_CUT_DAY = re.compile(r" {0,2}(?P<number>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})(?=[\s。;,，(（)]|\Z)")
_OPEN_MONTH = re.compile(r"[ _]{0,20}月[ _]{0,20}日")
_OPEN_DAY = re.compile(r"[ _]{1,20}日")
_SPOKEN_DAY = re.compile(r"初?[一二三四五六七八九十廿卅]")
_OPENING = re.compile(r"[ “\"]{0,2}")
_LONE_QUARTER = re.compile(_QUARTER)
_LONE_YEAR_PART = re.compile(r"年(?P<end>[底末])")
LUNAR_RUN = re.compile(rf"[{CHINESE}0-9年月日初闰正腊冬]{{1,16}}")


def unit_date(text: str, at: int) -> Written | None:
    """The date with units that begins at this place."""
    years = _YEARS.match(text, at)
    if years:
        return _span_of_years(years)
    year = _YEAR.match(text, at)
    number = year_number(year["year"]) if year else None
    if year and number is not None:
        written = Written(at, year.end())
        short = len(year["year"].replace(" ", "")) == 2
        if _read_year(written, year, number, short) and _read_after_year(text, written, year["unit"], short):
            return written
    written = Written(at, at)
    if _read_month(text, written, _MONTH) or _read_span_in(text, written, with_year=False):
        return written
    part = _LONE_QUARTER.match(text, at) or _LONE_YEAR_PART.match(text, at)
    if part:
        written.part, written.end = _part_name(part), part.end()
        return written
    return None


def lone_day(text: str, at: int) -> Written | None:
    """A day without its month (十三日) that begins at this place."""
    match = _DAY.match(text, at)
    if not match or match["gap"] or not match["unit"].startswith("日"):
        return None
    number = small_number(match["number"])
    if number is None or number.certainty is not Certainty.SURE or not 1 <= number.value <= 31:
        return None
    return Written(at, match.end(), day=number.value)


def _span_of_years(match: re.Match[str]) -> Written:
    first, last = int(match["first"]), int(match["last"])
    written = Written(match.start(), match.end(), year=first)
    if match["unit"] == "学年":
        written.part = "学年"
        if last != first + 1:
            written.doubt(Certainty.UNSURE, "学年首尾年份不相接")
    else:
        written.until = Written(match.start("last"), match.end(), year=last)
    return written


def _read_year(written: Written, match: re.Match[str], number: Numeral, short: bool) -> bool:
    value = written.take(number)
    if short:
        if not re.fullmatch(r"[0-9]{2}|[〇○零一二三四五六七八九]{2}", match["year"]):
            return False
        value = century(value)
        written.doubt(Certainty.LIKELY, f"年份只写两位，按{value}年读")
    elif not 1800 <= value <= 2049:
        if not value:
            return False
        written.doubt(Certainty.UNSURE, f"年份“{match['year']}”不合常理，疑为笔误")
    if match["unit"] in "牟午":
        written.doubt(Certainty.UNSURE, f"“{match['unit']}”疑为“年”之误")
    elif len(match["unit"]) > 1:
        written.doubt(Certainty.LIKELY, "“年”字重复")
    written.year = value
    return True


def _read_after_year(text: str, written: Written, unit: str, short: bool) -> bool:
    """Read on behind the year; False where the year cannot stand for itself."""
    if _read_span_in(text, written, with_year=True) or _read_month(text, written, _MONTH_AFTER):
        return True
    if unit in "牟午":
        return False
    if _OPEN_MONTH.match(text, written.end):
        return False  # a form left open: 2016年 月 日
    if _read_named_day(text, written):
        return True
    part = _YEAR_PART.match(text, written.end)
    if part:
        written.part, written.end = _part_name(part), part.end()
        return True
    # 16年, 215年 alone are durations (从教16年).
    return not short and written.year is not None and written.year >= 1800


def _read_named_day(text: str, written: Written) -> bool:
    """Read the festival or lunar day behind a year: 2016年国庆节前, 2016年农历八月十五."""
    opening = _OPENING.match(text, written.end)
    named = named_day(text, opening.end() if opening else written.end)
    if named is None or named.year is not None:
        return False
    written.month, written.day, written.part = named.month, named.day, named.part
    written.lunar, written.eve, written.occasion = named.lunar, named.eve, named.occasion
    written.end = named.end
    for why in named.doubts:
        written.doubt(named.certainty, why)
    return True


def _part_name(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("quarter"):
        quarter = groups["quarter"]
        return f"{'一二三四'[int(quarter) - 1] if quarter in '1234' else quarter}季度"
    if groups.get("first"):
        return "前二季度" if groups["first"] in "二2" else "前三季度"
    if groups.get("half"):
        return str(groups["half"])
    return f"年{groups['end'][-1]}" if groups.get("end") else ""


def _read_span_in(text: str, written: Written, *, with_year: bool) -> bool:
    """Months of one year joined by a dash: 2016年1—6月; without a year only 1—6月."""
    match = _MONTHS_AFTER.match(text, written.end)
    if not match or (not with_year and text[match.start()] in " \n"):
        return False
    first, last = small_number(match["first"]), small_number(match["last"])
    if first is None or last is None or not 1 <= first.value <= 12 or not 1 <= last.value <= 12:
        return False
    written.month = written.take(first)
    written.until = Written(match.start("last"), match.end(), month=last.value)
    written.end = match.end()
    return True


def _read_month(text: str, written: Written, pattern: re.Pattern[str]) -> bool:
    match = pattern.match(text, written.end)
    number = small_number(match["number"]) if match else None
    if not match or number is None:
        return False
    trial = Written(written.start, match.end(), year=written.year)
    trial.month = trial.take(number)
    slipped = match["unit"] in ("目", "用")
    if slipped:
        trial.doubt(Certainty.UNSURE, f"“{match['unit']}”疑为“月”之误")
    if match["again"]:
        trial.doubt(Certainty.LIKELY, f"“{match['number']}月”重复")
    if "\n" in match["gap"]:
        trial.doubt(Certainty.LIKELY, "年与月分在两行")
    has_day = _read_day(text, trial)
    if not has_day and (slipped or not _month_stands_alone(text, trial, match["number"], number)):
        return False
    written.month, written.day, written.part = trial.month, trial.day, trial.part
    written.end, written.until = trial.end, trial.until
    written.regular = written.regular and trial.regular
    if trial.certainty is not Certainty.SURE or trial.doubts:
        for why in trial.doubts or [""]:
            written.doubt(trial.certainty, why)
    return True


def _month_stands_alone(text: str, trial: Written, token: str, number: Numeral) -> bool:
    if number.certainty is Certainty.UNSURE:
        return False
    part = _MONTH_PART.match(text, trial.end)
    if part:
        trial.part, trial.end = part["part"], part.end()
        if trial.part in ("初", "底", "末"):
            trial.doubt(Certainty.LIKELY)
        return True
    if trial.year is None and not token[0].isascii() and _SPOKEN_DAY.match(text, trial.end):
        # 八月十五, 三月三, 五月初五 are days of the lunar calendar.
        return False
    if text.startswith("革命", trial.end):
        return False
    open_day = _OPEN_DAY.match(text, trial.end)
    cut = _CUT_DAY.match(text, trial.end)
    if open_day:
        trial.end = open_day.end()
        trial.doubt(Certainty.UNSURE, "日留空未填")
    elif cut and trial.year is not None:
        _read_cut_day(trial, cut)
    return True


def _read_cut_day(trial: Written, cut: re.Match[str]) -> None:
    day = small_number(cut["number"])
    if day is not None and len(cut["number"]) == 2 and 10 <= day.value <= 31:
        trial.day, trial.end = day.value, cut.end()
    trial.doubt(Certainty.UNSURE, f"“{cut['number']}”后缺“日”字，日期可能不完整")


def _read_day(text: str, trial: Written) -> bool:
    days = _DAYS.match(text, trial.end)
    if days:
        first, last = small_number(days["first"]), small_number(days["last"])
        month = small_number(days["month"]) if days["month"] else None
        if first is None or last is None:
            return False
        trial.day = trial.take(first)
        trial.until = Written(days.start("last"), days.end(), month=trial.month, day=last.value)
        if month is not None:
            trial.until.month = month.value
        trial.end = days.end()
        return True
    match = _DAY.match(text, trial.end)
    number = small_number(match["number"]) if match else None
    if not match or number is None:
        return False
    trial.day, trial.end = trial.take(number), match.end()
    if match["unit"] in "曰目":
        trial.doubt(Certainty.UNSURE, f"“{match['unit']}”疑为“日”之误")
    elif match["unit"] == "日日":
        trial.doubt(Certainty.LIKELY, "“日”字重复")
    if "\n" in match["gap"]:
        trial.doubt(Certainty.LIKELY, "月与日分在两行")
    return True
