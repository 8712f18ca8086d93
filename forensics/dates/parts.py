"""What a spelling of a date says, before a missing year is supplied, and the days that it spans."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, field

from forensics.dates.dated import Certainty
from forensics.dates.lunar import LunarDay, qingming, solar_days
from forensics.dates.numerals import Numeral

QINGMING = "清明"
"""the part of a year that a reckoned festival is"""

_RANK = {Certainty.SURE: 0, Certainty.LIKELY: 1, Certainty.UNSURE: 2}
_TEN_DAYS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "初": (1, 10),
    "底": (21, 31),
    "末": (21, 31),
}
_MONTHS = {
    **{f"{name}季度": (3 * number + 1, 3 * number + 3) for number, name in enumerate("一二三四")},
    "前二季度": (1, 6),
    "前三季度": (1, 9),
    "上半年": (1, 6),
    "下半年": (7, 12),
    "年初": (1, 1),
    "年底": (12, 12),
    "年末": (12, 12),
}
_VAGUE = ("初", "底", "末", "年初", "年底", "年末")


class NoSuchDayError(ValueError):
    """The parts name no existing day or month."""


@dataclass(slots=True)
class Written:
    """The parts one spelling states. `part` is a stretch of the month or year (上旬, 二季度, 年底).

    `lunar` stands in place of month and day. `eve` means the week before the day (国庆节前).
    An `occasion` is a festival: its year may be stated though its day is a guess.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    until: Written | None = None
    certainty: Certainty = Certainty.SURE
    doubts: list[str] = field(default_factory=list)
    regular: bool = True
    weekday: int | None = None
    clock: str = ""
    lunar: LunarDay | None = None
    eve: bool = False
    occasion: bool = False

    def doubt(self, certainty: Certainty, why: str = "") -> None:
        """Lower the certainty to at most this one and note why."""
        self.certainty = worse(self.certainty, certainty)
        self.regular = False
        if why and why not in self.doubts:
            self.doubts.append(why)

    def take(self, number: Numeral) -> int:
        """The value of a numeral, its doubts taken over."""
        if number.certainty is not Certainty.SURE:
            self.doubt(number.certainty, number.doubt)
        self.regular = self.regular and number.regular
        return number.value

    def absorb(self, other: Written) -> None:
        """Make the other spelling the last day of this span."""
        self.until = other
        self.end = other.end
        self.certainty = worse(self.certainty, other.certainty)
        self.regular = self.regular and other.regular
        self.doubts.extend(why for why in other.doubts if why not in self.doubts)

    @property
    def states_day(self) -> bool:
        """Whether a day of a month is named."""
        return self.month is not None and self.day is not None

    @property
    def is_bare_year(self) -> bool:
        """Whether nothing but a year is named."""
        return self.month is None and self.lunar is None and not self.part


def worse(one: Certainty, other: Certainty) -> Certainty:
    """The lower of two certainties."""
    return max(one, other, key=_RANK.__getitem__)


def century(short: int) -> int:
    """The year that two digits mean: 00-49 in this century, 50-99 in the last."""
    return short + (2000 if short < 50 else 1900)


def days(written: Written, year: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of one spelling, leaving out `until`; raises NoSuchDayError."""
    first, last = _plain_days(written, year)
    if written.eve:
        return first - datetime.timedelta(days=7), first - datetime.timedelta(days=1)
    return first, last


def _plain_days(written: Written, year: int) -> tuple[datetime.date, datetime.date]:
    if written.lunar is not None:
        try:
            return solar_days(year, written.lunar)
        except ValueError as error:
            raise NoSuchDayError from error
    if written.part == QINGMING:
        return qingming(year), qingming(year)
    if written.part in _MONTHS:
        first, last = _MONTHS[written.part]
        return datetime.date(year, first, 1), _month_end(year, last)
    if written.part == "学年":
        return datetime.date(year, 9, 1), datetime.date(min(year + 1, 9999), 8, 31)
    if written.month is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if not 1 <= written.month <= 12:
        raise NoSuchDayError
    length = calendar.monthrange(year, written.month)[1]
    if written.part in _TEN_DAYS:
        low, high = _TEN_DAYS[written.part]
        return (
            datetime.date(year, written.month, low),
            datetime.date(year, written.month, min(high, length)),
        )
    if written.day is None:
        return datetime.date(year, written.month, 1), _month_end(year, written.month)
    if not 1 <= written.day <= length:
        raise NoSuchDayError
    day = datetime.date(year, written.month, written.day)
    return day, day


def around(written: Written, year: int) -> tuple[datetime.date, datetime.date]:
    """The month that an impossible day was written into, or the year of an impossible month."""
    month = written.month or 0
    if not 1 <= month <= 12:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return datetime.date(year, month, 1), _month_end(year, month)


def is_vague(part: str) -> bool:
    """Whether a stretch has no agreed first and last day (月初, 年底)."""
    return part in _VAGUE


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
