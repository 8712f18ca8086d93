"""Slide shows (pptx): one page per slide, with text boxes, tables, notes, comments and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Box, Document, Page, Role, Table
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.documents.media import keep_embedded, keep_part
from forensics.documents.ooxml import Relation, main_part, read_properties, relations
from forensics.documents.package import Element, Package, attribute, local
from forensics.guard.limits import Limits

_EMU = 12700
"English metric units in a point."
_COLUMNS = 200


class _Scale(NamedTuple):
    """How the coordinates inside a group map to the slide: factor and shift, in EMU."""

    fx: float = 1.0
    fy: float = 1.0
    dx: float = 0.0
    dy: float = 0.0


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The slides of a pptx in the order of the show; hidden slides have role `hidden`.

    Raises ReadError for a locked file and for one without a readable main part.
    """
    gather = Gather(limits)
    with Package(file, limits) as package:
        part = main_part(package, "ppt/presentation.xml")
        root = package.xml(part)
        if root is None or local(root) != "presentation":
            raise ReadError(Status.UNREADABLE, "演示文稿的主部分已损坏")
        width, height = _slide_size(root)
        links = relations(package, part)
        reader = _Reader(package, gather, spool)
        try:
            for number, target in enumerate(_slides(root, links), 1):
                if number > limits.pages:
                    gather.lose(f"超过 {limits.pages} 页，其余未读")
                    break
                gather.pages.append(Page(number, width, height))
                reader.slide(target, number)
        except Full:
            pass
        read_properties(package, gather)
        for name in package.names:
            if name.startswith("ppt/media/"):
                keep_part(package, name, spool, gather)
            elif name.startswith("ppt/embeddings/"):
                keep_embedded(package, name, spool, gather)
        for loss in package.losses:
            gather.lose(loss)
    return gather.document("slides")


def _slide_size(root: Element) -> tuple[float, float]:
    size = next((e for e in root if local(e) == "sldSz"), None)
    width, height = (0, 0) if size is None else (_integer(size, "cx"), _integer(size, "cy"))
    return (width or 9_144_000) / _EMU, (height or 6_858_000) / _EMU


def _slides(root: Element, links: dict[str, Relation]) -> list[str]:
    found = []
    for element in root.iter():
        if local(element) == "sldId":
            relation = next((str(v) for k, v in element.attrib.items() if k.endswith("}id")), "")
            if relation in links:
                found.append(links[relation].target)
    return found


class _Reader:
    def __init__(self, package: Package, gather: Gather, spool: Spool) -> None:
        self.package = package
        self.gather = gather
        self.spool = spool
        self.tables = 0

    def slide(self, part: str, number: int) -> None:
        root = self.package.xml(part)
        if root is None:
            self.gather.lose(f"第 {number} 页缺失或已损坏")
            return
        self.page = number
        self.links = relations(self.package, part)
        hidden = attribute(root, "show") in ("0", "false")
        if hidden:
            self.gather.notes.append(f"第 {number} 页为隐藏页")
        self.shape = 0
        self.role: Role = "hidden" if hidden else "body"
        for tree in (e for e in root.iter() if local(e) == "spTree"):
            self._shapes(tree, _Scale())
        for link in self.links.values():
            if link.kind == "notesSlide":
                self._notes(link.target)
            elif link.kind == "comments":
                self._all_text(link.target, "comment", "text")
            elif link.kind == "diagramData":
                self._all_text(link.target, self.role, "t")
            elif link.kind == "chart":
                self._all_text(link.target, self.role, "v", "t")

    def _shapes(self, tree: Element, scale: _Scale) -> None:
        for child in tree:
            name = local(child)
            if name == "grpSp":
                self._shapes(child, _inside(child, scale))
            elif name == "AlternateContent":
                choice = next((e for e in child if local(e) == "Choice"), None)
                if choice is not None:
                    self._shapes(choice, scale)
            elif name in ("sp", "cxnSp", "graphicFrame", "pic"):
                self.shape += 1
                self._one(child, _box(child, scale))

    def _one(self, shape: Element, box: Box | None) -> None:
        place = f"s{self.page}x{self.shape}"
        for element in shape.iter():
            name = local(element)
            if name == "tbl":
                self._table(element, box)
            elif name == "txBody" and local(element.getparent()) != "tc":
                for row in element:
                    if local(row) == "p":
                        self.gather.add(
                            _line(row), anchor=place, source="layer", role=self.role, page=self.page, box=box
                        )
            elif name == "blip":
                link = self.links.get(attribute(element, "embed"))
                if link and link.target:
                    keep_part(
                        self.package,
                        link.target,
                        self.spool,
                        self.gather,
                        page=self.page,
                        box=box,
                        anchor=place,
                    )

    def _table(self, element: Element, box: Box | None) -> None:
        self.tables += 1
        name = f"t{self.tables}"
        rows: list[tuple[str, ...]] = []
        anchors: list[tuple[str, ...]] = []
        for row in (e for e in element if local(e) == "tr"):
            y = len(rows) + 1
            cells = [e for e in row if local(e) == "tc"][:_COLUMNS]
            texts = tuple("\n".join(_line(p) for p in cell.iter() if local(p) == "p").strip("\n") for cell in cells)
            places = tuple(f"{name}r{y}c{x}" for x in range(1, len(cells) + 1))
            for text, place in zip(texts, places, strict=True):
                self.gather.add(text, anchor=place, source="cell", role=self.role, page=self.page, box=box)
            rows.append(texts)
            anchors.append(places)
        self.gather.tables.append(Table(name=name, rows=tuple(rows), anchors=tuple(anchors), page=self.page, box=box))

    def _notes(self, part: str) -> None:
        root = self.package.xml(part)
        for shape in () if root is None else root.iter():
            if local(shape) != "sp":
                continue
            kinds = {attribute(e, "type") for e in shape.iter() if local(e) == "ph"}
            if kinds & {"sldNum", "sldImg", "dt", "ftr", "hdr"}:
                continue
            for element in shape.iter():
                if local(element) == "p":
                    self.gather.add(_line(element), anchor=f"s{self.page}notes", role="note", page=self.page)

    def _all_text(self, part: str, role: Role, *names: str) -> None:
        root = self.package.xml(part)
        for element in () if root is None else root.iter():
            if local(element) in names:
                self.gather.add(element.text or "", anchor=f"s{self.page}", role=role, page=self.page)


def _line(element: Element) -> str:
    """The text of an a:p, with its breaks and fields."""
    parts = []
    for child in element.iter():
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "br":
            parts.append("\n")
        elif name == "tab" and local(child.getparent()) != "tabLst":
            parts.append("\t")
    return "".join(parts)


def _transform(shape: Element) -> Element | None:
    """The xfrm of a shape, picture, frame or group."""
    for child in shape:
        name = local(child)
        if name == "xfrm":
            return child
        if name in ("spPr", "grpSpPr"):
            return next((e for e in child if local(e) == "xfrm"), None)
    return None


def _corners(transform: Element, place: str, extent: str) -> tuple[int, int, int, int] | None:
    start = next((e for e in transform if local(e) == place), None)
    size = next((e for e in transform if local(e) == extent), None)
    if start is None or size is None:
        return None
    return _integer(start, "x"), _integer(start, "y"), _integer(size, "cx"), _integer(size, "cy")


def _inside(group: Element, scale: _Scale) -> _Scale:
    transform = _transform(group)
    outer = None if transform is None else _corners(transform, "off", "ext")
    inner = None if transform is None else _corners(transform, "chOff", "chExt")
    if not outer or not inner or not inner[2] or not inner[3]:
        return scale
    fx, fy = outer[2] / inner[2], outer[3] / inner[3]
    return _Scale(
        scale.fx * fx,
        scale.fy * fy,
        scale.dx + scale.fx * (outer[0] - inner[0] * fx),
        scale.dy + scale.fy * (outer[1] - inner[1] * fy),
    )


def _box(shape: Element, scale: _Scale) -> Box | None:
    """Points on the slide; None where a placeholder takes its place from the layout."""
    transform = _transform(shape)
    found = None if transform is None else _corners(transform, "off", "ext")
    if not found:
        return None
    x, y, width, height = found
    left, top = (scale.dx + scale.fx * x) / _EMU, (scale.dy + scale.fy * y) / _EMU
    return left, top, left + scale.fx * width / _EMU, top + scale.fy * height / _EMU


def _integer(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.lstrip("-").isdecimal() and len(value) < 12 else 0
