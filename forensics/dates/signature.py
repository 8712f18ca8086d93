"""The year of the day under which a text is signed (落款). Texts here are folded."""

from __future__ import annotations

from forensics.dates.dated import Certainty
from forensics.dates.separated import separated_date
from forensics.dates.spellings import unit_date

_LINES = 8
_LONGEST = 40


def signed_year(text: str) -> int | None:
    """The year of the last line that holds nothing but a day, among the last lines of a text of several."""
    end = len(text.rstrip())
    for _ in range(_LINES):
        begin = text.rfind("\n", 0, end) + 1
        if not begin:
            return None
        line = text[begin:end].strip(" 。)")
        if line and len(line) <= _LONGEST:
            written = unit_date(line, 0) or separated_date(line, 0, dotted=False)
            if written and written.end == len(line) and written.states_day:
                # An unsure reading (a slip of the year) supports no other date.
                return written.year if written.certainty is not Certainty.UNSURE else None
        end = begin - 1
    return None
