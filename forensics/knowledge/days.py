"""Days as the knowledge files write them: a day, a month or a year, each read as a span."""

from __future__ import annotations

import calendar
import datetime
import re

_WRITTEN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def span_of(text: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day of `2016`, `2016-05` or `2016-05-12`. Raises ValueError for everything else."""
    if not _WRITTEN.fullmatch(text):
        raise ValueError(f"no day, month or year: {text}")
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 1, 1), datetime.date(parts[0], 12, 31)
    year, month, *days = parts
    if not days:
        first = datetime.date(year, month, 1)
        return first, first.replace(day=calendar.monthrange(year, month)[1])
    day = datetime.date(year, month, days[0])
    return day, day
