"""How often meetings are due: what the inspector states, else the rules in force in a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from forensics.knowledge.load import table
from forensics.records import kinds
from forensics.records.calendar import span_of
from forensics.records.context import Context
from forensics.records.dated import Certainty

Every = Literal["month", "quarter", "half-year", "year"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of meeting that is due at least once in every period. `innocent` are the excuses that the rule knows."""

    kind: str
    every: Every
    name: str
    source: str
    certainty: Certainty
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    from_context: bool = False
    innocent: tuple[str, ...] = ()

    def periods(self, year: int) -> Iterator[tuple[datetime.date, datetime.date]]:
        """First and last day of each period of a year in which the duty bound units for the whole period."""
        months = MONTHS[self.every]
        for first in range(1, 13, months):
            start = datetime.date(year, first, 1)
            last = first + months
            end = (datetime.date(year, last, 1) if last < 13 else datetime.date(year + 1, 1, 1)) - datetime.timedelta(1)
            if (self.valid_from or start) <= start and end <= (self.valid_until or end):
                yield start, end


@lru_cache(maxsize=4)
def duties_of(context: Context) -> tuple[Duty, ...]:
    """The duties to judge by: those of the context; for kinds that it does not name, national rules."""
    stated = tuple(
        Duty(
            kind=kind,
            every=due.every,
            name=due.what,
            source="检查人员提供的应开次数",
            certainty=Certainty.SURE,
            from_context=True,
        )
        for due in context.due
        if due.every
        for kind in kinds.meetings_named(due.what)[:1]
    )
    named = {d.kind for d in stated}
    return stated + tuple(d for d in _built_in() if d.kind not in named)


@lru_cache(maxsize=1)
def _built_in() -> tuple[Duty, ...]:
    """National rules only: how often a place asks for more is the inspector's to say."""
    found = []
    for rule in table("rules")["cadence"]:
        named = kinds.meetings_named(rule["record"])
        if rule["scope"] == "national" and rule["valid_from"] and "usual_months" not in rule and named:
            found.append(
                Duty(
                    kind=named[0],
                    every=rule["every"],
                    name=rule["record"],
                    source=rule["source"],
                    certainty=Certainty(rule["certainty"]),
                    valid_from=span_of(rule["valid_from"])[0],
                    valid_until=span_of(rule["valid_until"])[1] if rule["valid_until"] else None,
                    innocent=tuple(rule.get("innocent", ())),
                )
            )
    return tuple(found)
