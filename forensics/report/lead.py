"""A finding made ready for the page: words instead of codes, both sides next to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import msgspec

from forensics.detection.finding import Finding
from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.documents.place import Place
from forensics.report.labels import CERTAINTIES, STRENGTHS, family

NO_UNIT = "（未识别单位）"


class EvidenceRow(msgspec.Struct, frozen=True):
    """What stands next to each other: the places of the left (or only) side and those of the right one."""

    left: tuple[Place, ...]
    right: tuple[Place, ...]


class Lead(msgspec.Struct, frozen=True):
    """One finding with its number in the report and its words."""

    number: int
    finding: Finding
    unit: str
    title: str
    family: str
    strength: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    innocent_causes: tuple[str, ...]
    next_steps: tuple[str, ...]
    basis: tuple[str, ...]
    rows: tuple[EvidenceRow, ...]

    @property
    def two_sided(self) -> bool:
        """Whether the evidence compares two sides."""
        return any(row.right for row in self.rows)


def leads(result: Result, guides: Mapping[str, Guide]) -> tuple[Lead, ...]:
    """All findings in their order. Where a finding brings no causes, steps or basis, its guide's stand in."""
    titles = pattern_titles(result, guides)
    return tuple(
        _lead(number, finding, titles[finding.pattern], guides.get(finding.pattern))
        for number, finding in enumerate(result.findings, 1)
    )


def pattern_titles(result: Result, guides: Mapping[str, Guide]) -> dict[str, str]:
    """The Chinese title of every pattern in the result; a pattern without one keeps its code."""
    titles = {finding.pattern: finding.pattern for finding in result.findings}
    titles |= {detector.pattern: detector.title or detector.pattern for detector in result.detectors}
    return titles | {pattern: guide.title for pattern, guide in guides.items() if pattern in titles}


def _lead(number: int, finding: Finding, title: str, guide: Guide | None) -> Lead:
    return Lead(
        number=number,
        finding=finding,
        unit=finding.unit or NO_UNIT,
        title=title,
        family=family(finding.pattern),
        strength=STRENGTHS[finding.strength],
        speaks_for=tuple(reason.text for reason in finding.reasons if not reason.innocent),
        speaks_against=tuple(reason.text for reason in finding.reasons if reason.innocent),
        innocent_causes=finding.innocent_causes or (guide.innocent if guide else ()),
        next_steps=finding.next_steps or (guide.next_steps if guide else ()),
        basis=tuple(_basis(finding)) or (guide.basis if guide else ()),
        rows=_rows(finding.evidence),
    )


def _basis(finding: Finding) -> Iterable[str]:
    for basis in finding.basis:
        facts = [
            basis.date,
            f"确定程度：{CERTAINTIES.get(basis.certainty, basis.certainty)}" if basis.certainty else "",
            basis.source,
        ]
        details = "；".join(fact for fact in facts if fact)
        yield f"{basis.name}（{details}）" if details else basis.name


def _rows(evidence: Iterable[Place]) -> tuple[EvidenceRow, ...]:
    in_order = sorted(evidence, key=lambda place: place.row)
    rows = []
    for _, together in groupby(in_order, key=lambda place: place.row):
        places = tuple(together)
        left = tuple(place for place in places if place.side == 0)
        rows.append(EvidenceRow(left, tuple(place for place in places if place.side != 0)))
    return tuple(rows)
