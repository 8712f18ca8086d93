"""What is due how often: the inspector's word before the national rules, and only while a rule was in force."""

from __future__ import annotations

import datetime
from typing import Literal

import pytest

from forensics.dates.dated import Certainty
from forensics.records.context import Context, Due
from forensics.records.duties import Duty, duties_of


def duty(
    every: Literal["month", "quarter", "half-year", "year"],
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Duty:
    return Duty(
        kind="rk-zbdh",
        every=every,
        name="党员大会",
        source="",
        certainty=Certainty.SURE,
        valid_from=since,
        valid_until=until,
    )


@pytest.mark.parametrize(
    ("every", "first", "last", "count"),
    [
        ("month", "2019-01-31", "2019-12-01", 12),
        ("quarter", "2019-03-31", "2019-10-01", 4),
        ("half-year", "2019-06-30", "2019-07-01", 2),
        ("year", "2019-12-31", "2019-01-01", 1),
    ],
)
def test_periods_of_a_year(
    every: Literal["month", "quarter", "half-year", "year"], first: str, last: str, count: int
) -> None:
    periods = list(duty(every).periods(2019))
    assert len(periods) == count
    assert periods[0] == (datetime.date(2019, 1, 1), datetime.date.fromisoformat(first))
    assert periods[-1] == (datetime.date.fromisoformat(last), datetime.date(2019, 12, 31))


def test_a_period_counts_only_where_the_rule_bound_for_the_whole_of_it() -> None:
    started = duty("quarter", since=datetime.date(2018, 5, 10))
    assert [s.month for s, _ in started.periods(2018)] == [7, 10]
    assert list(started.periods(2017)) == []
    ended = duty("quarter", until=datetime.date(2018, 5, 10))
    assert [s.month for s, _ in ended.periods(2018)] == [1]


def kinds(context: Context) -> dict[str, tuple[str, bool]]:
    return {d.kind: (d.every, d.from_context) for d in duties_of(context)}


def test_without_a_context_national_rules_hold_and_no_local_ones() -> None:
    known = kinds(Context())
    assert known["rk-zbdh"] == ("quarter", False)
    assert known["rk-zwh"] == ("month", False)
    assert known["rk-dk"][0] == "year"  # once a year for secretaries; every quarter is a local rule
    assert "rk-zzshh" not in known  # due in certain months, which no grid of periods can hold
    assert all(not list(d.periods(2016)) for d in duties_of(Context()))


def test_what_the_inspector_states_replaces_the_rule_for_that_kind() -> None:
    known = kinds(Context(due=(Due(what="支委会", every="quarter"), Due(what="党课", every="half-year"))))
    assert known["rk-zwh"] == ("quarter", True)
    assert known["rk-dk"] == ("half-year", True)
    assert known["rk-zbdh"] == ("quarter", False)


def test_a_task_with_a_last_day_or_an_unknown_kind_is_no_duty() -> None:
    by = Due(what="党员大会", by=datetime.date(2019, 6, 30))
    assert not any(d.from_context for d in duties_of(Context(due=(by, Due(what="义务植树", every="month")))))
