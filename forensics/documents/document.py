"""A document as read: pages, text with places, tables, pictures, properties. It knows no path and no unit."""

from __future__ import annotations

from typing import Literal

import msgspec

from forensics.archive.item import OK, Outcome

Box = tuple[float, float, float, float]
"""left, top, right, bottom, in points from the top left corner of the upright page (pixels for images)."""

Source = Literal["layer", "ocr", "cell", "caption", "paragraph", "line"]
Role = Literal["body", "header", "footer", "note", "comment", "inserted", "deleted", "hidden"]


class Page(msgspec.Struct, frozen=True):
    """A page. `number` counts from 1; `turn` is the clockwise turn in degrees that set the page upright."""

    number: int
    width: float
    height: float
    turn: int = 0
    ocr: bool = False


class Span(msgspec.Struct, frozen=True):
    """A run of text with its place: a line of a page, a paragraph, a table cell.

    `page` is 0 where the format has no pages (Word, text). `anchor` names the place inside such formats:
    `p12` paragraph 12, `t1r2c3` row 2 column 3 of table 1, `Sheet1!B3` a cell, `l45` line 45 (all from 1).
    `confidence` is 1.0 but for OCR, where it is the recogniser's mean probability of the line.
    """

    text: str
    page: int = 0
    box: Box | None = None
    source: Source = "paragraph"
    confidence: float = 1.0
    anchor: str = ""
    role: Role = "body"


class Table(msgspec.Struct, frozen=True):
    """A table: `rows` of cell texts (merged cells repeat nothing: the text stands in the first cell).

    `anchors` has the same shape as `rows` and names the cells as `Span.anchor` does; `header_rows` counts the
    leading rows that name columns (0 when not known).
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    anchors: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    page: int = 0
    box: Box | None = None


class Picture(msgspec.Struct, frozen=True):
    """A picture inside the document; its bytes become an item of their own.

    `name` is the inner path that follows `!/`; `page_scan` marks a picture that fills its page and was read
    with it, so that it is not read twice.
    """

    name: str
    sha256: str
    size: int
    kind: str
    page: int = 0
    box: Box | None = None
    anchor: str = ""
    page_scan: bool = False


class Property(msgspec.Struct, frozen=True):
    """A statement the file makes about itself, e.g. name `created`, value ISO time, source `docProps/core.xml`.

    Names used across formats: title, author, last_author, company, created, modified, printed, producer,
    application, template, revision, edit_minutes, taken, digitized, gps_time, gps, camera, software,
    orientation. A format's own names keep their spelling. Times are ISO as stored: with offset or Z where the
    file says so, zoneless otherwise.
    """

    name: str
    value: str
    source: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader made of the bytes of one item."""

    reader: str
    outcome: Outcome = OK
    pages: tuple[Page, ...] = ()
    spans: tuple[Span, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    properties: tuple[Property, ...] = ()
    notes: tuple[str, ...] = ()

    def property(self, name: str) -> str:
        """The first value stated under `name`, or an empty string."""
        return next((p.value for p in self.properties if p.name == name), "")
