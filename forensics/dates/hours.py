"""The hours of a meeting as stated, also where the end lies before the start."""

from __future__ import annotations

import re

import msgspec

from forensics.dates.clocks import clock_at
from forensics.dates.numerals import fold

_UNTIL = re.compile(r"\s*[-—–~至到]{1,3}\s*")


_GLUED = re.compile(
    r"[ ,(]{0,3}(?P<part>上午|下午|晚上|晚)? {0,2}(?P<hour>[0-9]{1,2}):(?P<minute>[0-5][0-9])"
    r"(?P<until>[0-9]{1,2}):(?P<minutes>[0-5][0-9])(?![0-9:])"
)
_REACH = 80
"""characters that hours take at most"""


class Hours(msgspec.Struct, frozen=True):
    """Minutes from midnight; `end` is None where none is stated. Half-open range of the words."""

    start: int
    end: int | None
    chars: tuple[int, int]

    @property
    def backwards(self) -> bool:
        """Whether the end lies before the start however meant: 3:30—2:10, yet not 10:00—2:10 or 22:00—1:00."""
        if self.end is None or self.start <= self.end:
            return False
        afternoon = self.end < 12 * 60 and self.start < self.end + 12 * 60
        past_midnight = self.start >= 18 * 60 and self.end <= 3 * 60
        return not afternoon and not past_midnight


def hours_at(text: str, at: int) -> Hours | None:
    """The hours that stand at an offset; also where the dash between them was lost: 9:0011:20."""
    plain = fold(text[at : at + _REACH])
    if glued := _GLUED.match(plain):
        later = 12 * 60 if glued["part"] in ("下午", "晚上", "晚") and int(glued["hour"]) < 12 else 0
        first, last = (
            int(glued[h]) * 60 + int(glued[m]) + later for h, m in (("hour", "minute"), ("until", "minutes"))
        )
        return Hours(first, last if last < 24 * 60 else last - later, (at + glued.start("hour"), at + glued.end()))
    found = _at(plain)
    return found and Hours(found.start, found.end, (found.chars[0] + at, found.chars[1] + at))


def _at(plain: str, at: int = 0) -> Hours | None:
    return _with_end(plain, at, *found) if (found := clock_at(plain, at)) else None


def hours_of(text: str, clock: str, chars: tuple[int, int]) -> Hours:
    """The hours of a day that was read with its clock; an end that was not read with it may follow."""
    plain = fold(text[chars[0] : chars[1] + _REACH])
    found = _with_end(plain, 0, clock, chars[1] - chars[0])
    return Hours(found.start, found.end, (found.chars[0] + chars[0], found.chars[1] + chars[0]))


def _with_end(plain: str, start: int, clock: str, stop: int) -> Hours:
    first, _, last = clock.partition("-")
    end = _minutes(last) if last else None
    if end is None and (dash := _UNTIL.match(plain, stop)) and (found := clock_at(plain, dash.end())):
        clock, stop = found
        end = _minutes(clock) if "-" not in clock else None
    return Hours(_minutes(first), end, (start, stop))


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
