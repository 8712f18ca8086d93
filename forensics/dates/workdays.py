"""Days off and worked weekends, after the State Council's yearly notices (seasons.yaml, holidays)."""

from __future__ import annotations

import datetime

from forensics.knowledge.load import derived, table


@derived
def _swapped() -> frozenset[datetime.date]:
    years = table("seasons")["holidays"].values()
    return frozenset(datetime.date.fromisoformat(day) for year in years for day in year["workdays"])


def swapped(day: datetime.date) -> bool:
    """Whether a weekend day was worked in exchange for a holiday."""
    return day in _swapped()
