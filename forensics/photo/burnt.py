"""Dates that a camera prints into the picture."""

from __future__ import annotations

import datetime
import re
from itertools import product

PRINTED = re.compile(r"[\d\s.:/'’年月日\-]{6,20}")


def printed_day(text: str) -> datetime.date | None:
    """The day of a printed date: `2016/05/12 09:30`, `2016.5.12`, `'16 5 12`.

    Where the recogniser has run digits together (`2016 312`), the day when exactly one way of parting them names a day
    of 1990 to 2049. None for anything else.
    """
    if not PRINTED.fullmatch(text.strip()) or not re.search(r"\d", text):
        return None
    groups = re.findall(r"\d+", text)
    if len(groups[0]) == 2 and not re.match(r"\s*['’]|\s*\d\d年", text):
        return None  # a clock, 12:05:06, has no apostrophe before it
    if len(groups) >= 3 and (day := _day(*groups[:3])) is not None:
        return day
    digits = "".join(groups)
    days = {
        d
        for a, b in product((1, 2), repeat=2)
        if 4 + a + b == len(digits) and (d := _day(digits[:4], digits[4 : 4 + a], digits[4 + a :]))
    }
    return days.pop() if len(days) == 1 else None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if not 1990 <= full <= 2049:
        return None
    try:
        return datetime.date(full, int(month), int(day))
    except ValueError:
        return None
