"""OpenDocument text and slides (odt, odp): content in order, tracked changes, notes, headers, pictures.

Anchors as in Word files: `p12`, `t1r2c3`, `header1p1`, `note1p1`. Deleted wordings stand at the place
they were deleted from.
"""

from __future__ import annotations

from pathlib import Path

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Document, Page, Role, Source, Table
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.documents.media import keep_part
from forensics.documents.package import Element, Package, attribute, local, resolve
from forensics.guard.limits import Limits

_META = {
    "title": "title",
    "creator": "last_author",
    "initial-creator": "author",
    "creation-date": "created",
    "date": "modified",
    "print-date": "printed",
    "printed-by": "printed_by",
    "generator": "application",
    "editing-cycles": "revision",
    "editing-duration": "editing-duration",
    "description": "description",
    "subject": "subject",
}
_UNITS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_COLUMNS = 256
_ROWS = 20_000
_SKIP = frozenset(("tracked-changes", "sequence-decls", "forms", "variable-decls", "user-field-decls", "note-citation"))
_MARGINS: dict[str, Role] = {
    "header": "header",
    "header-first": "header",
    "header-left": "header",
    "footer": "footer",
    "footer-first": "footer",
    "footer-left": "footer",
}


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The text, tables, pictures and properties of an odt or odp. Raises ReadError if locked or broken."""
    gather = Gather(limits)
    with Package(file, limits) as package:
        refuse_locked(package)
        root = package.xml("content.xml")
        body = None if root is None else next((e for e in root.iter() if local(e) == "body"), None)
        if body is None:
            raise ReadError(Status.UNREADABLE, "缺少 content.xml 或正文部分，文件不完整")
        styles = package.xml("styles.xml")
        reader = _Reader(package, gather, spool, _changes(root), _page_size(styles))
        try:
            for kind in body:
                reader.blocks(kind, "")
            reader.margins(styles)
        except Full:
            pass
        read_properties(package, gather)
        for change in reader.changes.values():
            gather.state("tracked_change", change.statement(), "content.xml")
        for name in package.names:
            if name.startswith("Pictures/"):
                keep_part(package, name, spool, gather)
        for loss in package.losses:
            gather.lose(loss)
    return gather.document("opendocument")


def refuse_locked(package: Package) -> None:
    """Raise ReadError if the manifest of an OpenDocument package says that parts are encrypted."""
    root = package.xml("META-INF/manifest.xml")
    if root is not None and any(local(e) == "encryption-data" for e in root.iter()):
        raise ReadError(Status.ENCRYPTED, "加密的 OpenDocument 文件，请向报送单位索取密码")


def read_properties(package: Package, gather: Gather) -> None:
    """Add the properties of meta.xml, under the names of Property."""
    root = package.xml("meta.xml")
    for element in () if root is None else root.iter():
        name = local(element)
        if name in _META:
            gather.state(_META[name], element.text or "", "meta.xml")
        elif name == "user-defined":
            gather.state(attribute(element, "name"), element.text or "", "meta.xml")
        elif name == "template":
            gather.state("template", attribute(element, "title") or attribute(element, "href"), "meta.xml")


class _Change:
    def __init__(self, region: Element) -> None:
        self.kind = next((local(e) for e in region if local(e) in ("insertion", "deletion")), "")
        self.who = self._content(region, "creator")
        self.when = self._content(region, "date")
        self.text = ""
        for part in region:
            if local(part) == "deletion":
                paragraphs = [e for e in part.iter() if local(e) in ("p", "h")]
                self.text = "\n".join(_plain(p) for p in paragraphs)

    @staticmethod
    def _content(region: Element, name: str) -> str:
        return next((e.text or "" for e in region.iter() if local(e) == name), "")

    def statement(self) -> str:
        return f"{self.who}|{self.when}|{'del' if self.kind == 'deletion' else 'ins'}|{self.text}"


def _changes(root: Element) -> dict[str, _Change]:
    found: dict[str, _Change] = {}
    for region in root.iter():
        if local(region) == "changed-region":
            change = _Change(region)
            if change.kind:
                found[attribute(region, "id")] = change
    return found


class _Reader:
    def __init__(
        self,
        package: Package,
        gather: Gather,
        spool: Spool,
        changes: dict[str, _Change],
        size: tuple[float, float],
    ) -> None:
        self.package = package
        self.gather = gather
        self.spool = spool
        self.changes = changes
        self.size = size
        self.inserting: list[str] = []
        self.paragraphs: dict[str, int] = {}
        self.tables = self.notes = self.page = 0
        self.role: Role = "body"

    def blocks(self, parent: Element, prefix: str) -> None:
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                number = self.paragraphs[prefix] = self.paragraphs.get(prefix, 0) + 1
                self._add(self._text(child, f"{prefix}p{number}"), f"{prefix}p{number}", "paragraph")
            elif name == "table":
                self._table(child, prefix)
            elif name == "page":
                if len(self.gather.pages) >= self.gather.limits.pages:
                    self.gather.lose(f"超过 {self.gather.limits.pages} 页，其余未读")
                    return
                self.page = len(self.gather.pages) + 1
                self.gather.pages.append(Page(self.page, *self.size))
                self.blocks(child, f"s{self.page}")
            elif name == "notes":
                self._as("note", child, f"{prefix}notes")
            elif name in ("change", "change-start", "change-end"):
                self._mark(child, name, f"{prefix}p{self.paragraphs.get(prefix, 0)}")
            elif name == "image":
                self._image(child, f"{prefix}p{self.paragraphs.get(prefix, 0)}")
            elif name not in _SKIP and name:
                self.blocks(child, prefix)

    def margins(self, styles: Element | None) -> None:
        """Headers and footers, which stand with the page styles."""
        count = 0
        for element in () if styles is None else styles.iter():
            role = _MARGINS.get(local(element))
            if role:
                count += 1
                self.page = 0
                self._as(role, element, f"{role}{count}")

    def _as(self, role: Role, element: Element, prefix: str) -> None:
        before, self.role = self.role, role
        self.blocks(element, prefix)
        self.role = before

    def _add(self, text: str, anchor: str, source: Source) -> None:
        self.gather.add(text, anchor=anchor, source=source, role=self.role, page=self.page)

    def _text(self, element: Element, anchor: str) -> str:
        """The text of a paragraph as it now reads; what hangs on it is added on the way."""
        parts = [self._said(element.text)]
        for child in element:
            name = local(child)
            if name in ("change", "change-start", "change-end"):
                self._mark(child, name, anchor)
            elif name == "note":
                self.notes += 1
                self._as("note", child, f"note{self.notes}")
            elif name == "annotation":
                self.notes += 1
                self._as("comment", child, f"comment{self.notes}")
            elif name == "image":
                self._image(child, anchor)
            elif name == "text-box":
                self.blocks(child, anchor + "x")
            elif name == "hidden-text":
                self.gather.add(attribute(child, "string-value"), anchor=anchor, role="hidden", page=self.page)
            elif name == "ruby-text":
                pass
            elif name:
                parts.append(_blank(child, name) or self._text(child, anchor))
            parts.append(self._said(child.tail))
        return "".join(parts)

    def _mark(self, element: Element, name: str, anchor: str) -> None:
        change = self.changes.get(attribute(element, "change-id"))
        if change is None:
            return
        if name == "change-start":
            self.inserting.append(attribute(element, "change-id"))
        elif name == "change-end":
            key = attribute(element, "change-id")
            if key in self.inserting:
                self.inserting.remove(key)
                self.gather.add(change.text, anchor=anchor, role="inserted", page=self.page)
        elif change.kind == "deletion":
            self.gather.add(change.text, anchor=anchor, role="deleted", page=self.page)

    def _said(self, text: str | None) -> str:
        """The text itself, remembered by the insertions that are open here."""
        for key in self.inserting:
            self.changes[key].text += text or ""
        return text or ""

    def _image(self, element: Element, anchor: str) -> None:
        part = resolve("content.xml", attribute(element, "href"))
        if part:
            keep_part(self.package, part, self.spool, self.gather, page=self.page, anchor=anchor)

    def _table(self, element: Element, prefix: str) -> None:
        self.tables += 1
        name = f"{prefix}t{self.tables}"
        rows: list[tuple[str, ...]] = []
        headers = 0
        for row in (e for e in element.iter() if local(e) == "table-row" and _owner(e) is element):
            if len(rows) >= _ROWS:
                self.gather.lose(f"表格 {name} 超过 {_ROWS} 行，其余未读")
                break
            texts: list[str] = []
            for cell in row:
                if local(cell) not in ("table-cell", "covered-table-cell"):
                    continue
                times = min(_repeats(cell), _COLUMNS - len(texts))
                text = self._cell(cell, f"{name}r{len(rows) + 1}c{len(texts) + 1}") if times > 0 else ""
                texts.extend([text] * times)
            if local(row.getparent()) == "table-header-rows" and headers == len(rows):
                headers += 1
            rows.append(tuple(texts))
        width = max(map(len, rows), default=0)
        self.gather.tables.append(
            Table(
                name=name,
                rows=tuple(row + ("",) * (width - len(row)) for row in rows),
                anchors=tuple(tuple(f"{name}r{y}c{x}" for x in range(1, width + 1)) for y in range(1, len(rows) + 1)),
                header_rows=headers,
                page=self.page,
            )
        )

    def _cell(self, cell: Element, place: str) -> str:
        parts: list[Element] = []
        inner: list[Element] = []
        _paragraphs(cell, parts, inner)
        text = "\n".join(self._text(p, place) for p in parts).strip("\n")
        self._add(text, place, "cell")
        for table in inner:
            self._table(table, "")
        return text


def _paragraphs(parent: Element, parts: list[Element], tables: list[Element]) -> None:
    for child in parent:
        name = local(child)
        if name in ("p", "h"):
            parts.append(child)
        elif name == "table":
            tables.append(child)
        elif name and name not in _SKIP:
            _paragraphs(child, parts, tables)


def _owner(row: Element) -> Element | None:
    above = row.getparent()
    while above is not None and local(above) != "table":
        above = above.getparent()
    return above


def _repeats(cell: Element) -> int:
    value = attribute(cell, "number-columns-repeated")
    return max(1, min(int(value), _COLUMNS)) if value.isdecimal() and len(value) < 10 else 1


def _blank(element: Element, name: str) -> str:
    if name == "s":
        count = attribute(element, "c")
        return " " * (min(int(count), 1000) if count.isdecimal() and len(count) < 10 else 1)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _plain(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        parts.append(_blank(child, name) or _plain(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _page_size(styles: Element | None) -> tuple[float, float]:
    """Width and height in points of the first page layout; a slide of 28 x 21 cm if there is none."""
    for element in () if styles is None else styles.iter():
        if local(element) == "page-layout-properties" and attribute(element, "page-width"):
            width, height = (
                _length(attribute(element, "page-width")),
                _length(attribute(element, "page-height")),
            )
            if width and height:
                return width, height
    return 793.7, 595.3


def _length(text: str) -> float:
    try:
        return float(text[:-2]) * _UNITS.get(text[-2:], 0.0)
    except ValueError:
        return 0.0
