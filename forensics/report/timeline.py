"""The 会议一览: every meeting of the archive once, with all papers that report it, by unit and day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from forensics.records.timeline import MeetingRow

_T = TypeVar("_T", str, int)
_WEEKDAYS = "一二三四五六日"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting as all its papers tell it. `differs` names what they tell differently, '' where they agree."""

    unit: str
    day: datetime.date
    hours: str
    kinds: str
    topic: str
    place: str
    chair: str
    recorder: str
    expected: int | None
    attended: int | None
    absent: tuple[str, ...]
    paths: tuple[str, ...]
    sure: bool
    differs: str

    @property
    def weekday(self) -> str:
        """The weekday of the calendar."""
        return f"星期{_WEEKDAYS[self.day.weekday()]}"


class UnitYear(msgspec.Struct, frozen=True):
    """A unit's meetings of one year: `months` has twelve cells, each the kinds held with their number."""

    unit: str
    year: int
    entries: tuple[Entry, ...]
    months: tuple[tuple[tuple[str, int], ...], ...]


def entries(rows: Iterable[MeetingRow]) -> tuple[Entry, ...]:
    """The meetings by unit, day and hour; papers of one unit, day and kind tell of one meeting."""
    groups: defaultdict[tuple[str, str, str], list[MeetingRow]] = defaultdict(list)
    for row in rows:
        groups[row.unit, row.day, row.kinds[0] if row.kinds else row.topic].append(row)
    found = [_entry(group) for _, group in sorted(groups.items())]
    return tuple(sorted(found, key=lambda e: (e.unit, e.day, e.hours, e.kinds, e.paths)))


def by_year(found: Sequence[Entry]) -> Iterator[UnitYear]:
    """The same as one calendar for each unit and year."""
    groups: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in found:
        groups[entry.unit, entry.day.year].append(entry)
    for (unit, year), group in sorted(groups.items()):
        cells: list[defaultdict[str, int]] = [defaultdict(int) for _ in range(12)]
        for entry in group:
            cells[entry.day.month - 1][entry.kinds or "其他会议"] += 1
        yield UnitYear(unit, year, tuple(group), tuple(tuple(sorted(cell.items())) for cell in cells))


def _entry(group: Sequence[MeetingRow]) -> Entry:
    first = group[0]
    places, chairs = _stated(r.place for r in group), _stated(r.chair for r in group)
    expected, attended = _stated(r.expected for r in group), _stated(r.attended for r in group)
    compared: dict[str, Sequence[str | int]] = {"地点": places, "主持": chairs, "应到": expected, "实到": attended}
    differs = (f"{word}：{'／'.join(map(str, told))}" for word, told in compared.items() if len(told) > 1)
    return Entry(
        unit=first.unit,
        day=datetime.date.fromisoformat(first.day),
        hours=next((r.hours for r in group if r.hours), ""),
        kinds="、".join(first.kinds),
        topic=next((r.topic for r in group if r.topic), ""),
        place=next(iter(places), ""),
        chair=next(iter(chairs), ""),
        recorder=next((r.recorder for r in group if r.recorder), ""),
        expected=next(iter(expected), None),
        attended=next(iter(attended), None),
        absent=tuple(dict.fromkeys(name for r in group for name in r.absent)),
        paths=tuple(dict.fromkeys(r.path for r in group)),
        sure=any(r.sure for r in group),
        differs="；".join(differs),
    )


def _stated(values: Iterable[_T | None]) -> list[_T]:
    """The different values that papers state, in their order."""
    return list(dict.fromkeys(v for v in values if v is not None and v != ""))
