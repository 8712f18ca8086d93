"""The lunar calendar: its months as solar days, for the years of the shipped table (2004-2027)."""

from __future__ import annotations

import datetime

import msgspec

from forensics.knowledge.load import derived, table

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FIRST_OF_CYCLE = 1984
"""a 甲子 year; its sixty years hold all records that this reads"""


class UnknownYearError(LookupError):
    """The table does not reach to this lunar year."""


class LunarDay(msgspec.Struct, frozen=True):
    """A day of a lunar month; day 0 is the eve of the month, as 除夕 is of 正月. No day: the whole month."""

    month: int
    day: int | None
    leap: bool = False


def solar_days(year: int, lunar: LunarDay) -> tuple[datetime.date, datetime.date]:
    """First and last solar day of a day or month of a lunar year.

    Raises ValueError where the year has no such day, UnknownYearError where its months are not known.
    """
    months = _months(year)
    named = (lunar.month, lunar.leap)
    if named not in months:
        raise ValueError(f"no such lunar month: {year} {named}")
    first, length = months[named]
    if lunar.day is None:
        return first, first + datetime.timedelta(days=length - 1)
    if not 0 <= lunar.day <= length:
        raise ValueError(f"no such lunar day: {year} {named} {lunar.day}")
    day = first + datetime.timedelta(days=lunar.day - 1)
    return day, day


def cyclic_year(name: str) -> int | None:
    """The year from 1984 to 2043 that two characters such as 丙申 name."""
    stem, branch = _STEMS.find(name[0]), _BRANCHES.find(name[1])
    return next((_FIRST_OF_CYCLE + n for n in range(60) if n % 10 == stem and n % 12 == branch), None)


def qingming(year: int) -> datetime.date:
    """The day of 清明, by the rule that holds for 1901-2099 but for a day of the last century."""
    short = year % 100
    base = 4.81 if year >= 2000 else 5.59
    return datetime.date(year, 4, int(short * 0.2422 + base) - short // 4)


@derived
def _months(year: int) -> dict[tuple[int, bool], tuple[datetime.date, int]]:
    """First day and length of each month of a lunar year, by number and whether it is the leap month."""
    years = table("seasons")["lunar"]
    if year not in years:
        raise UnknownYearError(year)
    own = years[year]
    firsts = [(datetime.date.fromisoformat(day), (number, False)) for number, day in enumerate(own["first"], 1)]
    if "leap" in own:
        number, day = own["leap"]
        firsts.append((datetime.date.fromisoformat(day), (number, True)))
    firsts.sort()
    # The month after the last of the table is not known; 29 days are in every month.
    after = years[year + 1]["first"][0] if year + 1 in years else (firsts[-1][0] + datetime.timedelta(29)).isoformat()
    ends = [first for first, _ in firsts[1:]] + [datetime.date.fromisoformat(after)]
    return {name: (first, (end - first).days) for (first, name), end in zip(firsts, ends, strict=True)}
