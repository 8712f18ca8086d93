"""Weekday and clock time behind a day."""

from __future__ import annotations

from forensics.dates.clocks import clock_at, weekday_at
from forensics.dates.parts import Written


def read_tail(text: str, written: Written) -> None:
    """Take in the weekday and the clock time that follow a day, in either order."""
    if written.part or written.eve or (written.month is not None and written.day is None):
        return
    for _ in range(2):
        weekday = weekday_at(text, written.end) if written.weekday is None else None
        if weekday:
            written.weekday, written.end = weekday
        clock = clock_at(text, written.end) if not written.clock else None
        if clock and (written.day is not None):
            written.clock, written.end = clock
