"""The invented records of tests/records/whole with what a reader must find in them, and how its findings compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from forensics.documents.document import Document, Page, Span
from forensics.records.minutes.meetings import Meeting
from forensics.records.minutes.votes import Vote
from forensics.records.record import Record
from tests.making import record

FOLDER = Path(__file__).parent / "whole"
WIDTH = 36
"""characters of a full line of a page"""
FOOTER = "（本页由记录人如实填写，涂改处须盖章，年终装订成册，交镇党委组织委员验收后存档备查）"[:WIDTH]
COUNTS = ("expected", "attended", "excused", "observers")
LEADING = ("chair", "recorder", "lecturer", "organiser")
VOTE = ("candidate", "issued", "returned", "valid", "invalid", "approve", "against", "abstain", "unanimous")
FIELDS = (
    "kind", "unit", "kinds", "day", "hours", "place", *LEADING, *COUNTS, "present", "observer", "absent", "speakers",
    "votes",
)  # fmt: skip


@cache
def cases() -> tuple[dict[str, Any], ...]:
    """All records, their cells parted by tabs."""
    loaded = [case for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text("utf-8"))]
    return tuple({**case, "text": case["text"].replace("¦", "\t")} for case in loaded)


def read(case: dict[str, Any], slip: Callable[[str], str] | None = None) -> Record:
    """The record of a case; with `slip`, as OCR would give its text."""
    path = case.get("path", f"柳塘镇/{case['id']}.docx")
    return record(path, page(slip(case["text"])) if slip else case["text"])


def page(text: str) -> Document:
    """The text as recognised on a page of a printed book: each cell a box of its own, long lines cut at the margin."""
    spans: list[Span] = []
    top = 60.0
    for line in (*text.strip("\n").split("\n"), FOOTER):
        cells = line.split("\t")
        pieces = [line[i : i + WIDTH] for i in range(0, len(line), WIDTH)] if len(cells) == 1 else [line]
        for piece in pieces:
            left = 60.0
            for cell in piece.split("\t"):
                if cell.strip():
                    spans.append(Span(cell, 1, (left, top, left + 14 * len(cell), top + 18), "ocr", 0.9))
                left += 14 * len(cell) + 40
            top += 30
    return Document(reader="pdf", pages=(Page(1, 640, max(900, top + 30), ocr=True),), spans=tuple(spans))


class Score:
    """For each field the values expected, found, and both."""

    def __init__(self) -> None:
        self.expected: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, where: str, field: str, expected: Iterable[Any], found: Iterable[Any]) -> None:
        wanted, got = Counter(expected), Counter(found)
        self.expected[field] += wanted.total()
        self.found[field] += got.total()
        self.right[field] += (wanted & got).total()
        if wanted != got:
            self.wrong.append(f"{where} {field}: missing {list(wanted - got)} extra {list(got - wanted)}")

    def recall(self, field: str) -> float:
        return self.right[field] / self.expected[field] if self.expected[field] else 1.0

    def precision(self, field: str) -> float:
        return self.right[field] / self.found[field] if self.found[field] else 1.0

    def table(self) -> str:
        rows = (
            f"{f:10} {self.expected[f]:4} {self.precision(f):6.3f} {self.recall(f):6.3f}"
            for f in FIELDS
            if self.expected[f] or self.found[f]
        )
        return "\n".join(("field      said  prec.  recall", *rows))


def score(slip: Callable[[str], str] | None = None) -> Score:
    """How the readers do on all cases."""
    made = Score()
    for case in cases():
        result = read(case, slip)
        made.add(case["id"], "kind", [case["kind"]], [result.kind])
        if "unit" in case:
            made.add(case["id"], "unit", [case["unit"]], [result.unit])
        for wanted, meeting in _paired(case["meetings"], result.meetings):
            where = f"{case['id']} {wanted.get('day', '') if wanted else 'extra'}"
            for field, expected, found in _compared(wanted or {}, meeting, result.text.full):
                made.add(where, field, expected, found)
    return made


def _paired(
    wanted: list[dict[str, Any]], found: tuple[Meeting, ...]
) -> Iterator[tuple[dict[str, Any] | None, Meeting | None]]:
    """Expected and found meetings of one day, the others in their order."""
    left = list(found)
    late = []
    for one in wanted:
        same = next((m for m in left if m.day and m.day.start.isoformat() == str(one.get("day"))), None)
        if same:
            left.remove(same)
            yield one, same
        else:
            late.append(one)
    for one in late:
        yield one, left.pop(0) if left else None
    for meeting in left:
        yield None, meeting


def _compared(wanted: dict[str, Any], meeting: Meeting | None, full: str) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """Field, expected values, found values."""
    found = _shown(meeting, full) if meeting else {}
    for field in FIELDS[2:]:
        expected = _listed(wanted.get(field))
        if field == "speakers":
            opening = {s: tuple(s.split("|")) for s in expected}
            values = [
                next(
                    (s for s, (name, first) in opening.items() if name == n and words.startswith(first)),
                    f"{n}|{words[:8]}",
                )
                for n, words in found.get("speakers", [])
            ]
        else:
            values = _listed(found.get(field))
        yield field, expected, values


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [f"{name}：{why}" for name, why in value.items()]
    if isinstance(value, list):
        return [str(sorted(v.items())) if isinstance(v, dict) else v for v in value]
    return [] if value is None else [str(value)]


def _shown(meeting: Meeting, full: str) -> dict[str, Any]:
    by_role: dict[str, list[str]] = {}
    for person in meeting.people:
        by_role.setdefault(person.role, []).append(person.name)
    hours = meeting.hours
    attendance = meeting.attendance
    counts = {name: getattr(attendance, name) for name in COUNTS}
    return {
        "kinds": list(meeting.kinds),
        "day": meeting.day.start if meeting.day else None,
        "hours": (_clock(hours.start) + (f"-{_clock(hours.end)}" if hours.end is not None else "")) if hours else None,
        "place": meeting.place or None,
        **{role: by_role.get(role, [None])[0] for role in LEADING},
        **{name: count.value if count else None for name, count in counts.items()},
        "present": sorted(set(by_role.get("present", []))),
        "observer": by_role.get("observer", []),
        "absent": {a.name: a.reason for a in meeting.absences},
        "speakers": [(s.speaker, full[slice(*s.chars)]) for s in meeting.speeches],
        "votes": [_vote(v) for v in meeting.votes],
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _vote(vote: Vote) -> dict[str, Any]:
    values = {name: getattr(vote, name, None) for name in VOTE}
    return {name: v for name, v in values.items() if v is not None and v is not False and v != ""}
