"""Adds to the dates of a text those that are told from them: 昨日, 次日, 去年5月."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from re import Match

import msgspec

from forensics.dates.dated import Dated
from forensics.dates.parts import Written
from forensics.dates.reading import reading
from forensics.dates.reference import Reference
from forensics.dates.relative import Told, relative_date, relative_words
from forensics.dates.tails import read_tail


def with_told_days(
    text: str, plain: str, found: list[Dated], told: list[Told], today: datetime.date | None
) -> list[Dated]:
    """The dates found and, where there is a day to reckon from, the told ones, in order.

    `told` are spellings whose year a word before them tells; their readings replace those found without it.
    """
    words = list(_outside(relative_words(plain), found))
    if not words and not told:
        return found
    readings = {read.chars[1]: read for read in found}
    reference = Reference(text, found, today)
    for match in words:
        base = reference.before(match.start()) if match["back"] else reference.own(match.start())
        written = relative_date(match, base.day) if base else None
        if base and written:
            _read_told_tail(plain, match, written)
            written.doubt(base.certainty, f"“{match[0]}”按{base.day.isoformat()}推算")
            _put(readings, reading(written, text, plain, None, ocr=False))
    for each in told:
        written = each.written
        start = written.start - len(each.word)
        base = reference.year_before(start) if each.back else reference.own(start)
        if base:
            written.start = start
            written.doubt(base.certainty)
            _put(readings, reading(written, text, plain, each.known(base.day.year), ocr=False))
    return sorted(readings.values(), key=lambda read: read.chars)


def _put(readings: dict[int, Dated], read: Dated | None) -> None:
    if read is not None:
        readings[read.chars[1]] = msgspec.structs.replace(read, told=True)


def _read_told_tail(plain: str, match: Match[str], written: Written) -> None:
    read_tail(plain, written)
    written.end = max(written.end, match.end())


def _outside(matches: Iterable[Match[str]], found: list[Dated]) -> Iterator[Match[str]]:
    """The matches that lie outside the dates found; both come in order."""
    at = 0
    for match in matches:
        while at < len(found) and found[at].chars[1] <= match.start():
            at += 1
        if at == len(found) or match.end() <= found[at].chars[0]:
            yield match
