"""The day from which the told days of a text (昨日, 次日, 去年5月) are reckoned."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

import msgspec

from forensics.dates.dated import Certainty, Dated, DateRole
from forensics.dates.roles import with_roles

_BACK = 200
_BESIDE = 60
_HEAD = 120


class Base(msgspec.Struct, frozen=True):
    """A day to reckon from, and how certain a day told from it can be."""

    day: datetime.date
    certainty: Certainty


class Reference:
    """The days of a text by which others are told.

    今天 is reckoned from the day given, else from the record's own: the nearest meeting day above, else the first,
    else the day it is signed or that stands under its title. 次日 is reckoned from the day stated just before, 同年
    from the date before.
    """

    def __init__(self, text: str, found: Sequence[Dated], day: datetime.date | None) -> None:
        self._text = text
        self._given = day
        self._dates = [dated for dated in found if not dated.impossible]
        self._ends = [dated.chars[1] for dated in self._dates]
        self._days = [dated for dated in self._dates if dated.is_day]
        self._day_ends = [dated.chars[1] for dated in self._days]

    def own(self, at: int) -> Base | None:
        """The record's own day, for words at a place."""
        if self._given is not None:
            return Base(self._given, Certainty.LIKELY)
        meetings, ends, signed = self._own_days
        own = meetings[max(bisect_right(ends, at) - 1, 0)] if meetings else signed
        return None if own is None else _base(own)

    def before(self, at: int) -> Base | None:
        """The day stated shortly before a place, else the record's own."""
        near = _last(self._days, self._day_ends, at)
        if near is not None and at - near.chars[1] <= _BESIDE:
            return _base(near)
        if self._given is not None:
            return self.own(at)
        far = _base(near) if near is not None and at - near.chars[1] <= _BACK else self.own(at)
        return far and Base(far.day, Certainty.UNSURE)

    def year_before(self, at: int) -> Base | None:
        """The date stated before a place."""
        near = _last(self._dates, self._ends, at)
        return None if near is None else _base(near)

    @cached_property
    def _own_days(self) -> tuple[list[Dated], list[int], Dated | None]:
        roles = with_roles(self._text, self._days)
        meetings = [dated for dated in roles if dated.role is DateRole.MEETING]
        signed = next((dated for dated in reversed(roles) if dated.role is DateRole.SIGNED), None)
        return meetings, [dated.chars[1] for dated in meetings], signed or self._under_title()

    def _under_title(self) -> Dated | None:
        """A day on a line of its own in the head, as it stands under the title of a speech or report."""
        for dated in self._days:
            start, end = dated.chars
            if start > _HEAD:
                return None
            before = self._text[:start].rpartition("\n")
            if (
                before[1]
                and not before[2].strip(" 　(（")
                and not self._text[end : end + 3].strip(" 　)）")[:1].strip()
            ):
                return dated
        return None


def _last(dates: list[Dated], ends: list[int], at: int) -> Dated | None:
    """The last of the dates that ends before a place."""
    before = bisect_right(ends, at)
    return dates[before - 1] if before else None


def _base(dated: Dated) -> Base:
    return Base(dated.end, Certainty.LIKELY if dated.certainty is Certainty.SURE else Certainty.UNSURE)
