"""What the first page of a report counts: units against patterns, concurrence, what was not examined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from forensics.archive.item import Item, Status
from forensics.detection.finding import Strength
from forensics.report.lead import Lead

STRONG_FIRST = (Strength.STRONG, Strength.MODERATE, Strength.WEAK)


class Tally(msgspec.Struct, frozen=True):
    """How many leads of each strength."""

    strong: int = 0
    moderate: int = 0
    weak: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.strong + self.moderate + self.weak


class Matrix(msgspec.Struct, frozen=True):
    """Counts by unit (rows, the gravest first) and pattern (columns, in the order of their codes)."""

    patterns: tuple[str, ...]
    units: tuple[str, ...]
    cells: dict[tuple[str, str], Tally]
    by_unit: dict[str, Tally]
    by_pattern: dict[str, Tally]


class Meeting(msgspec.Struct, frozen=True):
    """A unit or file in which leads of several patterns meet."""

    name: str
    patterns: tuple[str, ...]
    tally: Tally
    leads: tuple[Lead, ...]


class Gap(msgspec.Struct, frozen=True):
    """Items whose examination ended in the same way, short of complete."""

    status: Status
    items: tuple[Item, ...]


def tally(found: Iterable[Lead]) -> Tally:
    """Count leads by strength."""
    counts = Counter(lead.finding.strength for lead in found)
    return Tally(counts[Strength.STRONG], counts[Strength.MODERATE], counts[Strength.WEAK])


def matrix(found: Sequence[Lead]) -> Matrix:
    """Count leads by unit and pattern."""
    cells: defaultdict[tuple[str, str], list[Lead]] = defaultdict(list)
    units: defaultdict[str, list[Lead]] = defaultdict(list)
    patterns: defaultdict[str, list[Lead]] = defaultdict(list)
    for lead in found:
        cells[lead.unit, lead.finding.pattern].append(lead)
        units[lead.unit].append(lead)
        patterns[lead.finding.pattern].append(lead)
    by_unit = {unit: tally(group) for unit, group in units.items()}
    return Matrix(
        patterns=tuple(sorted(patterns)),
        units=tuple(sorted(units, key=lambda unit: (_gravest_first(by_unit[unit]), unit))),
        cells={place: tally(group) for place, group in cells.items()},
        by_unit=by_unit,
        by_pattern={pattern: tally(group) for pattern, group in patterns.items()},
    )


def meetings_by_unit(found: Iterable[Lead]) -> tuple[Meeting, ...]:
    """Units with leads of two and more patterns, the most patterns first."""
    return _meetings((lead.unit, lead) for lead in found)


def meetings_by_file(found: Iterable[Lead]) -> tuple[Meeting, ...]:
    """Files with leads of two and more patterns, the most patterns first."""
    return _meetings((path, lead) for lead in found for path in sorted({place.path for place in lead.finding.evidence}))


def gaps(ledger: Iterable[Item]) -> tuple[Gap, ...]:
    """What was not, or not wholly, examined, by how the examination ended."""
    groups: defaultdict[Status, list[Item]] = defaultdict(list)
    for item in ledger:
        if not item.outcome.ok:
            groups[item.outcome.status].append(item)
    return tuple(Gap(status, tuple(groups[status])) for status in Status if status in groups)


def _meetings(pairs: Iterable[tuple[str, Lead]]) -> tuple[Meeting, ...]:
    groups: defaultdict[str, list[Lead]] = defaultdict(list)
    for name, lead in pairs:
        groups[name].append(lead)
    meetings = [
        Meeting(name, tuple(sorted({lead.finding.pattern for lead in group})), tally(group), tuple(group))
        for name, group in groups.items()
    ]
    several = [meeting for meeting in meetings if len(meeting.patterns) > 1]
    return tuple(sorted(several, key=lambda m: (-len(m.patterns), _gravest_first(m.tally), m.name)))


def _gravest_first(counts: Tally) -> tuple[int, int, int]:
    return -counts.strong, -counts.moderate, -counts.weak
