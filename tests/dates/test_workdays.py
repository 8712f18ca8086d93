"""Working days, with the weekends that were worked in exchange for holidays."""

from __future__ import annotations

import datetime

import pytest

from forensics.dates.workdays import after, swapped, worked


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2011-09-28", 5, "2011-10-10"),  # 1 to 7 October off, Saturday 8 and Sunday 9 worked
        ("2019-09-27", 3, "2019-10-08"),  # Sunday 29 September worked
        ("2018-06-08", 1, "2018-06-11"),
        ("2018-06-08", 0, "2018-06-08"),
    ],
)
def test_the_nth_working_day_after(day: str, number: int, expected: str) -> None:
    assert str(after(datetime.date.fromisoformat(day), number)) == expected


def test_a_year_without_a_calendar_is_not_judged() -> None:
    assert after(datetime.date(2003, 5, 6), 1) is None
    with pytest.raises(KeyError):
        worked(datetime.date(2003, 5, 6))


def test_a_worked_weekend() -> None:
    assert swapped(datetime.date(2011, 10, 8))
    assert worked(datetime.date(2011, 10, 8))
    assert not worked(datetime.date(2011, 10, 15))
