"""Days off and worked weekends, after the State Council's yearly notices (seasons.yaml, holidays)."""

from __future__ import annotations

import datetime

from forensics.knowledge.load import derived, table

_DAY = datetime.timedelta(1)
_SATURDAY = 5


@derived
def _swapped() -> frozenset[datetime.date]:
    years = table("seasons")["holidays"].values()
    return frozenset(datetime.date.fromisoformat(day) for year in years for day in year["workdays"])


@derived
def _off() -> frozenset[datetime.date]:
    years = table("seasons")["holidays"].values()
    return frozenset(day for year in years for spans in year["days_off"].values() for s in spans for day in _days(s))


def _days(span: str) -> list[datetime.date]:
    first, _, last = span.partition("..")
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last or first)
    return [start + n * _DAY for n in range((end - start).days + 1)]


def swapped(day: datetime.date) -> bool:
    """Whether a weekend day was worked in exchange for a holiday."""
    return day in _swapped()


def worked(day: datetime.date) -> bool:
    """Whether offices worked on a day. Raises KeyError for a year whose calendar is not known."""
    if day.year not in table("seasons")["holidays"]:
        raise KeyError(day.year)
    return day not in _off() and (day.weekday() < _SATURDAY or swapped(day))


def after(day: datetime.date, number: int) -> datetime.date | None:
    """The nth working day after a day; None where the calendar of a year on the way is not known."""
    try:
        while number:
            day += _DAY
            number -= worked(day)
    except KeyError:
        return None
    return day
