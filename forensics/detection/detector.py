"""The detector contract: three shapes, no more. One class in one file serves one pattern.

A detector never opens a file: it gets records, whose text knows its places. It states for each document
whether it examined it, could not judge it (`NotApplicable`, with what is missing) or failed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Literal

import msgspec

from forensics.detection.finding import Finding
from forensics.detection.guide import Guide
from forensics.documents.place import Place
from forensics.records.context import Context
from forensics.records.record import Record


class NotApplicable(Exception):  # noqa: N818 an answer, not an error
    """Raised by a detector that cannot judge a document; the message says in Chinese what it would need."""


class Detector(ABC):
    """What all shapes share. `version` changes when the same input gives other findings."""

    pattern: ClassVar[str]
    version: ClassVar[str] = "1"
    guide: ClassVar[Guide]
    reads: ClassVar[Literal["text", "photo", "any"]] = "text"
    "which documents concern it: those with text, photos, or both; the others it does not mention"

    def concerns(self, record: Record) -> bool:
        """Whether the record is of the sort this detector looks at."""
        if self.reads == "any":
            return True
        return record.is_photo if self.reads == "photo" else bool(record.document.spans) and not record.is_photo

    def finding(self, *, unit: str, statement: str, evidence: Iterable[Place], **more: Any) -> Finding:
        """A finding with the guide's innocent causes and next steps where the caller gives none of its own."""
        more.setdefault("innocent_causes", self.guide.innocent)
        more.setdefault("next_steps", self.guide.next_steps)
        return Finding(pattern=self.pattern, unit=unit, statement=statement, evidence=tuple(evidence), **more).sealed()


class Examiner(Detector):
    """One record says it all."""

    @abstractmethod
    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        """Findings of one record. Raises `NotApplicable` where it cannot judge."""


class Comparer(Detector):
    """Many documents: a trace is kept of each, and traces of one group are compared.

    `trace_type` is a frozen msgspec struct of a few hundred bytes.
    """

    trace_type: ClassVar[type[msgspec.Struct]]

    @abstractmethod
    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, msgspec.Struct]]:
        """(group, trace) pairs of one record; only traces of one group meet. May raise `NotApplicable`."""

    @abstractmethod
    def compare(self, traces: Sequence[Any], context: Context) -> Iterable[Finding]:
        """Findings among the traces of one group, which come sorted by path."""


class Reviewer(Detector):
    """Needs the whole archive at once: the year as a grid of units and months."""

    trace_type: ClassVar[type[msgspec.Struct]]

    @abstractmethod
    def trace(self, record: Record, context: Context) -> Iterable[msgspec.Struct]:
        """What the review needs of one record."""

    @abstractmethod
    def review(self, traces: Sequence[Any], context: Context) -> Iterable[Finding]:
        """Findings over the whole archive; traces come sorted by path."""
