"""How often meetings are due: what the inspector states, else the rules in force in a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec

from forensics.dates.dated import Certainty
from forensics.knowledge.days import span_of
from forensics.knowledge.load import derived, own_keys, table
from forensics.records import kinds
from forensics.records.context import Context

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


@derived
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


@derived
def not_judged() -> tuple[str, ...]:
    """The rules of the inspector's own files that name no kind of meeting, so that nothing can be laid beside them."""
    rules = (r for r in table("rules")["cadence"] if r["id"] in own_keys("cadence"))
    return tuple(r["record"] for r in rules if not kinds.meetings_named(r["record"]))


@derived
def _built_in() -> tuple[Duty, ...]:
    """National rules, and those of the inspector's own files: how often a place asks for more is his to say."""
    found, own = [], own_keys("cadence")
    for rule in table("rules")["cadence"]:
        named = kinds.meetings_named(rule["record"])
        begins, ends = rule.get("valid_from"), rule.get("valid_until")
        national = rule["scope"] == "national" and begins and "usual_months" not in rule
        if named and (national or rule["id"] in own):
            found.append(
                Duty(
                    kind=named[0],
                    every=rule["every"],
                    name=rule["record"],
                    source=rule["source"],
                    certainty=Certainty(rule["certainty"]),
                    valid_from=span_of(begins)[0] if begins else None,
                    valid_until=span_of(ends)[1] if ends else None,
                    innocent=tuple(rule.get("innocent", ())),
                )
            )
    return tuple(found)
