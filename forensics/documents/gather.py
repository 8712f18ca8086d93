"""Collects what a reader finds, up to the limits, and closes it into a Document."""

from __future__ import annotations

from forensics.archive.item import OK, Outcome, Status
from forensics.documents.document import Box, Document, Page, Picture, Property, Role, Source, Span, Table
from forensics.guard.limits import Limits


class Full(Exception):  # noqa: N818 - a signal to stop reading, not an error
    """The item holds more text or more parts than its limits allow; what was gathered so far stays."""


class Gather:
    """Spans, tables and so on in the order found. What was lost makes the outcome partial, with reasons."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.pages: list[Page] = []
        self.spans: list[Span] = []
        self.tables: list[Table] = []
        self.pictures: list[Picture] = []
        self.properties: list[Property] = []
        self.notes: list[str] = []
        self.losses: list[str] = []
        self._characters = 0

    def add(
        self,
        text: str,
        *,
        anchor: str = "",
        source: Source = "paragraph",
        role: Role = "body",
        page: int = 0,
        box: Box | None = None,
    ) -> None:
        """Keep a span unless it is blank. Raises Full once the characters of the item exceed the limit."""
        if not text.strip():
            return
        room = self.limits.characters - self._characters
        self._characters += len(text)
        if room > 0:
            self.spans.append(Span(text=text[:room], page=page, box=box, source=source, anchor=anchor, role=role))
        if len(text) > room:
            self.lose(f"文字超过 {self.limits.characters} 字，其余未读")
            raise Full

    def state(self, name: str, value: str, source: str) -> None:
        """Keep a property unless its value is blank."""
        if value.strip():
            self.properties.append(Property(name, value.strip()[:4000], source))

    def lose(self, reason: str) -> None:
        """Say once that something was not read."""
        if reason not in self.losses:
            self.losses.append(reason)

    def document(self, reader: str) -> Document:
        """Everything gathered: ok, or partial with the reasons."""
        outcome = Outcome(Status.PARTIAL, "；".join(self.losses[:20])) if self.losses else OK
        return Document(
            reader=reader,
            outcome=outcome,
            pages=tuple(self.pages),
            spans=tuple(self.spans),
            tables=tuple(self.tables),
            pictures=tuple(self.pictures),
            properties=tuple(self.properties),
            notes=tuple(self.notes),
        )
