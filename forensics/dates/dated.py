"""A date as a record states it."""

from __future__ import annotations

import datetime
from enum import StrEnum

import msgspec


class Certainty(StrEnum):
    """How far a reading can be relied on. Only `sure` may carry a finding above weak."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


class DateRole(StrEnum):
    """What a date is the date of."""

    MEETING = "meeting"
    SIGNED = "signed"
    ISSUED = "issued"
    DEADLINE = "deadline"
    PERIOD = "period"
    MENTIONED = "mentioned"


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A date or span of days found in a text or a name.

    `start` and `end` are inclusive days; a single day has both equal, a month or year spans it.
    `chars` is the half-open character range in the text that was read, `text` those characters.
    `year_from` says where a year that the characters lack came from ('' = it stands there): heading, name, folder.
    `weekday` is the stated weekday (0 Monday), `clock` stated times as `09:00` or `09:00-11:20`.
    `told` says that it was reckoned from another day of the text (昨日, 本月): it dates nothing itself.
    `doubt` says in Chinese why a reading is not sure. A string that names no existing day (2月30日) has
    `impossible` set and spans the month.
    """

    start: datetime.date
    end: datetime.date
    text: str
    chars: tuple[int, int]
    certainty: Certainty = Certainty.SURE
    role: DateRole = DateRole.MENTIONED
    year_from: str = ""
    weekday: int | None = None
    clock: str = ""
    impossible: bool = False
    told: bool = False
    doubt: str = ""

    @property
    def is_day(self) -> bool:
        """Whether this names one day."""
        return self.start == self.end
