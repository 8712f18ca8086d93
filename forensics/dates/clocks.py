"""Weekday and clock time as they stand behind a date."""

from __future__ import annotations

import re

from forensics.dates.numerals import CHINESE, counted_number

_WEEKDAYS = {**{name: index for index, name in enumerate("一二三四五六日")}, "天": 6}
_WEEKDAYS.update({str(number): number - 1 for number in range(1, 8)})
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r" {0,4}(?:星期|礼拜|周)(?P<day>[一二三四五六日天1-7])(?![0-9])"
    r"| {0,4}[(\[【] ?(?:星期|礼拜|周)(?P<bracketed>[一二三四五六日天1-7])"
    r"(?: ?[)\]】]|(?=[ ,]?[上下晚早中0-9]))"
    r"|\((?P<bare>[一二三四五六日])\)"
    r"| {1,2}(?P<name>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{3,6})?(?![A-Za-z])",
    re.IGNORECASE,
)
_DAYPART = "凌晨|清晨|早晨|早上|上午|中午|下午|午后|傍晚|晚上|晚间|夜里|夜间|当晚|晚|早|夜"
_NUMBER = rf"(?:[0-9]{{1,2}}|[{CHINESE}]{{1,3}})"
_ONE = rf"""
    (?P<part>{_DAYPART})?\ {{0,2}}
    (?:
        (?P<hour>[0-9]{{1,2}})\ ?:\ ?(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{{1,6}})?)?(?![0-9:])
      | (?P<spoken>{_NUMBER})\ ?(?:时|点(?!名|评|意见|建议|要求|[0-9]{{3}}))钟?
        (?:\ ?(?:(?P<past>{_NUMBER})\ ?分|(?P<half>半)|(?P<quarter>[一三])刻|整))?
    )
    (?:\ ?(?P<meridiem>[AaPp][Mm])(?![A-Za-z]))?(?:许|左右)?
"""
_TIME = re.compile(_ONE, re.VERBOSE)
_LEAD = re.compile(r"[ ,、T]{0,4}\n?[ ]{0,4}[(]?")
_TO = re.compile(r" ?(?:至|到|[-—~]{1,2}) ?")
_ZONE = re.compile(r"Z(?![A-Za-z])|[+-][0-9]{2}:[0-9]{2}(?![0-9])")


def weekday_at(text: str, at: int) -> tuple[int, int] | None:
    """The weekday (0 Monday) standing at this place of a folded text, and where it ends."""
    match = _WEEKDAY.match(text, at)
    if not match:
        return None
    if match["name"]:
        return _NAMES.index(match["name"].lower()), match.end()
    return _WEEKDAYS[match["day"] or match["bracketed"] or match["bare"]], match.end()


def clock_at(text: str, at: int) -> tuple[str, int] | None:
    """The time or span of time (`09:00-11:20`) standing at this place of a folded text, and where it ends."""
    lead = _LEAD.match(text, at)
    begin = lead.end() if lead else at
    first = _TIME.match(text, begin)
    if not first or (start := _minutes(first, first["part"] or "")) is None:
        return None
    end = first.end()
    clock = _shown(start)
    to = _TO.match(text, end)
    second = _TIME.match(text, to.end()) if to else None
    if second:
        stop = _minutes(second, second["part"] or "")
        if stop is not None and not second["part"] and stop <= start and start >= 12 * 60:
            # 下午3点至5点: the afternoon holds for both.
            stop += 12 * 60
        if stop is not None and start < stop <= 24 * 60:
            clock, end = f"{clock}-{_shown(stop)}", second.end()
    zone = _ZONE.match(text, end) if "T" in text[at:begin] else None
    if zone:
        end = zone.end()
    if begin > at and text[begin - 1] == "(" and text[end : end + 1] == ")":
        end += 1
    return clock, end


def _minutes(match: re.Match[str], part: str) -> int | None:
    hour = _value(match["hour"] or match["spoken"])
    minute = _value(match["minute"] or match["past"] or "0")
    if match["half"]:
        minute = 30
    elif match["quarter"]:
        minute = 15 if match["quarter"] == "一" else 45
    if hour is None or minute is None or minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    evening = part in ("傍晚", "晚上", "晚间", "夜里", "夜间", "当晚", "晚", "夜")
    meridiem = (match["meridiem"] or "").lower()
    if (
        (part in ("下午", "午后") and hour < 12)
        or (part == "中午" and hour < 4)
        or (evening and (5 <= hour < 12 or (hour == 12 and not minute)))
        or (meridiem == "pm" and hour < 12)
    ):
        hour += 12
    elif hour == 12 and (part == "凌晨" or meridiem == "am"):
        hour = 0
    return hour * 60 + minute


def _value(token: str) -> int | None:
    if token.isascii():
        return int(token)
    if token in ("〇", "零", "○"):
        return 0
    tens, found, ones = token.partition("十")
    if found and tens in ("四", "五"):
        rest = counted_number(ones) if ones else 0
        return None if rest is None else "四五".index(tens) * 10 + 40 + rest
    return counted_number(token)


def _shown(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
