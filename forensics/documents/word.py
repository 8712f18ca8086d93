"""Word files (docx): every wording the file holds, the struck and the hidden one too, in document order.

Read from the XML itself, since python-docx leaves out tracked insertions, headers, text boxes and notes, and
shows hidden text as any other. Anchors: `p12` a body paragraph, `p12x1` the first paragraph of a text box
that hangs on it, `t1r2c3` a cell, `header1p2`, `footnote3`, `comment4`.
"""

from __future__ import annotations

import re
from pathlib import Path

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Document, Property, Role, Source, Table
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.documents.media import keep_embedded, keep_part
from forensics.documents.ooxml import Relation, main_part, read_properties, relations
from forensics.documents.package import Element, Package, attribute, local
from forensics.documents.word_run import Paragraph, hidden_styles, paragraph
from forensics.guard.limits import Limits

_COLUMNS = 64
"Word allows 63 columns; a gridSpan beyond that is a lie."
_RSID_CHARACTERS = 200_000
_BLOCKS = frozenset(
    (
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "customXml",
        "smartTag",
        "body",
        "AlternateContent",
    )
)
_ROLES: dict[str, Role] = {
    "header": "header",
    "footer": "footer",
    "footnotes": "note",
    "endnotes": "note",
    "comments": "comment",
}


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The text, tables, pictures and properties of a docx.

    Raises ReadError for a locked file and for one without a readable main part.
    """
    gather = Gather(limits)
    with Package(file, limits) as package:
        part = main_part(package, "word/document.xml")
        root = package.xml(part)
        if root is None or local(root) not in ("document", "wordDocument"):
            raise ReadError(Status.UNREADABLE, "Word 正文部分已损坏")
        links = relations(package, part)
        styles = next((r.target for r in links.values() if r.kind == "styles"), "")
        reader = _Reader(package, gather, spool, hidden_styles(package.xml(styles) if styles else None))
        try:
            reader.story(root, part, links, "", "body")
            for number, link in enumerate(links.values(), 1):
                if link.kind in _ROLES and package.has(link.target):
                    reader.side_story(link, number)
        except Full:
            pass
        read_properties(package, gather)
        _read_rsids(package, next((r.target for r in links.values() if r.kind == "settings"), ""), gather)
        folder = part.rpartition("/")[0] + "/"
        for name in package.names:
            if name.startswith(folder + "media/"):
                keep_part(package, name, spool, gather)
            elif name.startswith(folder + "embeddings/"):
                keep_embedded(package, name, spool, gather)
        for loss in package.losses:
            gather.lose(loss)
    return gather.document("word")


class _Reader:
    """Walks one story (body, header, notes) after the other; paragraphs and tables are counted per story."""

    def __init__(self, package: Package, gather: Gather, spool: Spool, hidden: frozenset[str]) -> None:
        self.package = package
        self.gather = gather
        self.spool = spool
        self.hidden = hidden
        self.tables = 0

    def side_story(self, link: Relation, number: int) -> None:
        root = self.package.xml(link.target)
        if root is None:
            return
        role = _ROLES[link.kind]
        found = re.search(r"(\d+)\.xml$", link.target)
        links = relations(self.package, link.target)
        if role in ("header", "footer"):
            prefix = f"{link.kind}{found.group(1) if found else number}"
            self.story(root, link.target, links, prefix, role)
            return
        for note in root:
            if local(note) in ("footnote", "endnote", "comment"):
                prefix = local(note) + attribute(note, "id")
                if local(note) == "comment":
                    self._mark("comment", note, "".join(note.itertext())[:200])
                self.story(note, link.target, links, prefix, role)

    def story(self, root: Element, part: str, links: dict[str, Relation], prefix: str, role: Role) -> None:
        self.part, self.links, self.prefix, self.role = part, links, prefix, role
        self.paragraphs = 0
        self._blocks(root)

    def _blocks(self, parent: Element) -> None:
        for child in parent:
            name = local(child)
            if name == "p":
                self.paragraphs += 1
                self._emit(paragraph(child, self.hidden), f"{self.prefix}p{self.paragraphs}", "paragraph")
            elif name == "tbl":
                self._table(child)
            elif name == "altChunk":
                self._attach(attribute(child, "id"), f"{self.prefix}p{self.paragraphs}")
            elif name in _BLOCKS:
                self._blocks(_choice(child))

    def _emit(self, found: Paragraph, anchor: str, source: Source, *, whole: bool = True) -> None:
        """Add what a paragraph holds; its plain text only if `whole`, since a cell adds its own at once."""
        if whole:
            self.gather.add(found.text, anchor=anchor, source=source, role=self.role)
        for piece in found.pieces:
            self.gather.add(piece.text, anchor=anchor, source=source, role=piece.role)
        for change in found.changes:
            self.gather.state("tracked_change", change, self.part)
        for relation in found.pictures:
            link = self.links.get(relation)
            if link and link.target:
                keep_part(self.package, link.target, self.spool, self.gather, anchor=anchor)
        for relation in found.embedded:
            self._attach(relation, anchor)
        for number, inner in enumerate(found.boxed, 1):
            self._emit(inner, f"{anchor}x{number}", source)
        for box in found.boxed_tables:
            self._table(box)

    def _attach(self, relation: str, anchor: str) -> None:
        link = self.links.get(relation)
        if link and link.target:
            keep_embedded(self.package, link.target, self.spool, self.gather, anchor)

    def _table(self, element: Element) -> None:
        self.tables += 1
        name = f"{self.prefix}t{self.tables}"
        rows: list[tuple[str, ...]] = []
        anchors: list[tuple[str, ...]] = []
        headers = 0
        place_in_order = len(self.gather.tables)
        for row in _descend(element, "tr"):
            texts: list[str] = []
            places: list[str] = []
            marks = _child(row, "trPr")
            before = _number(_child(marks, "gridBefore")) if marks is not None else 0
            self._fill(texts, places, before, name, len(rows) + 1)
            for cell in _descend(row, "tc"):
                if len(texts) >= _COLUMNS:
                    self.gather.lose(f"表格 {name} 超过 {_COLUMNS} 列，其余未读")
                    break
                place = f"{name}r{len(rows) + 1}c{len(texts) + 1}"
                shape = _child(cell, "tcPr")
                texts.append(self._cell(cell, place))
                places.append(place)
                span = _number(_child(shape, "gridSpan")) if shape is not None else 1
                self._fill(texts, places, max(span, 1) - 1, name, len(rows) + 1)
            if marks is not None and _child(marks, "tblHeader") is not None and headers == len(rows):
                headers += 1
            rows.append(tuple(texts))
            anchors.append(tuple(places))
        width = max(map(len, rows), default=0)
        self.gather.tables.insert(
            place_in_order,
            Table(
                name=name,
                rows=tuple(row + ("",) * (width - len(row)) for row in rows),
                anchors=tuple(
                    row + tuple(f"{name}r{y}c{x}" for x in range(len(row) + 1, width + 1))
                    for y, row in enumerate(anchors, 1)
                ),
                header_rows=headers,
            ),
        )

    def _fill(self, texts: list[str], places: list[str], count: int, name: str, row: int) -> None:
        for _ in range(min(count, _COLUMNS - len(texts))):
            texts.append("")
            places.append(f"{name}r{row}c{len(texts)}")

    def _cell(self, cell: Element, place: str) -> str:
        found: list[Paragraph] = []
        tables: list[Element] = []
        _contents(cell, found, tables, self.hidden)
        text = "\n".join(piece.text for piece in found).strip("\n")
        self.gather.add(text, anchor=place, source="cell", role=self.role)
        for piece in found:
            self._emit(piece, place, "cell", whole=False)
        for table in tables:
            self._table(table)
        return text

    def _mark(self, name: str, element: Element, text: str) -> None:
        who, when = attribute(element, "author"), attribute(element, "date")
        if who or when:
            self.gather.state(name, f"{who}|{when}|{text}", self.part)


def _contents(parent: Element, found: list[Paragraph], tables: list[Element], hidden: frozenset[str]) -> None:
    for child in parent:
        name = local(child)
        if name == "p":
            found.append(paragraph(child, hidden))
        elif name == "tbl":
            tables.append(child)
        elif name in _BLOCKS:
            _contents(_choice(child), found, tables, hidden)


def _choice(element: Element) -> Element:
    """Of alternative contents the first one; any other element itself."""
    if local(element) != "AlternateContent":
        return element
    return next((child for child in element if local(child) == "Choice"), element)


def _descend(element: Element, wanted: str) -> list[Element]:
    """Rows of a table or cells of a row, also where content controls or tracked changes wrap them."""
    found: list[Element] = []
    for child in element:
        name = local(child)
        if name == wanted:
            found.append(child)
        elif name in _BLOCKS:
            found.extend(_descend(child, wanted))
    return found


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child) == name), None)


def _number(element: Element | None) -> int:
    value = "" if element is None else attribute(element, "val")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _read_rsids(package: Package, part: str, gather: Gather) -> None:
    """The revision save ids, one per editing session, the root first; joined by blanks."""
    root = package.xml(part) if part else None
    if root is None:
        return
    found = [attribute(e, "val") for e in root.iter() if local(e) in ("rsidRoot", "rsid")]
    if found:
        gather.properties.append(Property("rsids", " ".join(dict.fromkeys(found))[:_RSID_CHARACTERS], part))
