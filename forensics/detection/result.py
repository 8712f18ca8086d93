"""The result document of a scan. Every report only reads it; nothing is computed after it."""

from __future__ import annotations

import msgspec

from forensics.archive.item import Item
from forensics.detection.finding import Finding
from forensics.records.timeline import MeetingRow

SCHEMA_VERSION = 1


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What differs from run to run and is kept apart from the findings: when, where, how long (seconds)."""

    started: str = ""
    host: str = ""
    seconds: float = 0.0
    read: int = 0
    "items read anew; the others came from the case"


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What one detector did with the archive.

    `not_applicable` counts the documents it could not judge, by reason; `failed` names those on which it broke,
    with what went wrong.
    """

    pattern: str
    version: str
    title: str
    examined: int = 0
    not_applicable: dict[str, int] = {}
    failed: tuple[tuple[str, str], ...] = ()
    weak: int = 0
    moderate: int = 0
    strong: int = 0


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A whole scan. `findings` are sorted by strength (strong first), unit, pattern and place.

    `ledger` holds every file and member; `archive` is the folder's name (no machine's path), `context` the name of
    the context file or '', `knowledge` those of own knowledge files, `meetings` the timeline: what every record
    reports, `warnings` what the inspector should know about the input (unknown keys …).
    """

    version: str
    archive: str
    context: str = ""
    knowledge: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    detectors: tuple[Examined, ...] = ()
    ledger: tuple[Item, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    run: Run = Run()
    schema: int = SCHEMA_VERSION
