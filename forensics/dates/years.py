"""Where the year of a date comes from that lacks it."""

from __future__ import annotations

import re

import msgspec

from forensics.dates.dated import Certainty, Dated
from forensics.dates.parts import Written

_REACH = 2000
_HEADING = 40
_NEAR = 12
_BREAK = re.compile(r"[\n。;]")
_STAMP = re.compile(r"(?:发表|发布|上传|更新|下载|打印|创建|修改|收文|来文)(?:时间|日期|章)?[: ]{0,3}\Z")
_LIKE_YEARS = 2
"""A year stated in passing that is further from the given one tells of the past (1921年7月1日), not of the record."""


class KnownYear(msgspec.Struct, frozen=True):
    """A year, its source, and what is doubtful about taking it."""

    year: int
    source: str
    doubt: str = ""


class Years:
    """The years that a text states so far, and those that its caller and its signature state.

    In order: the year just before, in the same sentence; that of the nearest heading or entry; of the signature; one
    stated in passing; the caller's (name, folder); one stated in passing that is far from the caller's.
    """

    def __init__(self, text: str, year: int | None, year_from: str, signed: int | None = None) -> None:
        self._text = text
        self._given = KnownYear(year, year_from or "caller") if year is not None else None
        self._signed = KnownYear(signed, "signature") if signed is not None else None
        self._near: Dated | None = None
        self._heading: Dated | None = None
        self._day: Dated | None = None
        self._turned_to = 0
        self.last_end: int | None = None

    def learn(self, read: Dated, written: Written) -> None:
        """Remember the year of a full date or of a heading, and the last day for the turn of a year."""
        self.last_end = written.end if written.year is not None and written.is_bare_year else None
        if read.impossible or (written.lunar and not written.occasion) or self._stamped(written):
            return
        in_heading = self._in_heading(written)
        if read.is_day and not written.occasion and (in_heading or not read.year_from):
            self._day = read
        if written.year is None or (read.certainty is Certainty.UNSURE and not written.occasion):
            return
        if in_heading or not written.is_bare_year:
            self._near, self._turned_to = read, 0
            self._heading = read if in_heading else self._heading

    def missing(self, written: Written) -> KnownYear | None:
        """The year for a spelling that lacks it."""
        near, heading = self._in_reach(self._near, written), self._in_reach(self._heading, written)
        passing = _of(near) if near and not self._far_from_given(near) else None
        if near and passing and self._is_beside(near, written):
            return self._turned(passing, written)
        known = [y for y in (_of(heading) if heading else None, self._signed, passing, self._given) if y]
        if not known:
            return self._turned(_of(near), written) if near else None
        chosen = self._turned(known[0], written)
        others = sorted({str(y.year) for y in known[1:]} - {str(chosen.year)})
        if others and not chosen.doubt:
            return msgspec.structs.replace(chosen, doubt=f"年份另有{'、'.join(others)}之说")
        return chosen

    def _in_reach(self, read: Dated | None, written: Written) -> Dated | None:
        return read if read and written.start - read.chars[1] <= _REACH else None

    def _far_from_given(self, near: Dated) -> bool:
        return self._given is not None and abs(self._given.year - near.end.year) > _LIKE_YEARS

    def _turned(self, known: KnownYear, written: Written) -> KnownYear:
        """The year, or the next one where the turn of the year lies between the last day and this."""
        last = self._in_reach(self._day, written)
        if last and last.start.month == 12 and last.start.year == known.year and written.month in (1, 2):
            self._turned_to = known.year + 1
        if self._turned_to == known.year + 1:
            return KnownYear(self._turned_to, known.source, "上一日期在十二月，按跨年读")
        return known

    def _is_beside(self, near: Dated, written: Written) -> bool:
        """Whether a year was stated just before, in the same sentence: 2016年5月、6月."""
        gap = written.start - near.chars[1]
        return gap <= _NEAR and not _BREAK.search(self._text, near.chars[1], written.start)

    def _stamped(self, written: Written) -> bool:
        """Whether a day is that of putting a text online or on paper, which says nothing of its content's year."""
        return bool(_STAMP.search(self._text, max(written.start - 12, 0), written.start))

    def _in_heading(self, written: Written) -> bool:
        low, high = max(written.start - _HEADING, 0), written.end + _HEADING
        before = self._text[low : written.start].rpartition("\n")[2]
        after = self._text[written.end : high].partition("\n")[0]
        return len(before) + len(after) + written.end - written.start <= _HEADING


def _of(read: Dated) -> KnownYear:
    return KnownYear(read.end.year, "context")
