"""OFD (GB/T 33190), the page format of Chinese offices: lines of text with boxes, pictures, properties.

Lengths in the file are millimetres; here they become points.
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Box, Document, Page
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.documents.media import keep_embedded, keep_part
from forensics.documents.ofd_text import Piece, lines, numbers, text_pieces
from forensics.documents.package import Element, Package, local
from forensics.guard.limits import Limits

POINTS = 72 / 25.4
_INFO = {
    "Title": "title",
    "Author": "author",
    "CreationDate": "created",
    "ModDate": "modified",
    "Creator": "application",
    "CreatorVersion": "CreatorVersion",
    "Subject": "subject",
    "DocID": "DocID",
}


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The pages of all documents in an OFD package, templates and annotations drawn in.

    Raises ReadError for a locked package and for one without a readable document.
    """
    gather = Gather(limits)
    with Package(file, limits) as package:
        if any(name.lower().endswith(("encryptions.xml", "decryptseed.dat")) for name in package.names):
            raise ReadError(Status.ENCRYPTED, "加密的 OFD 文件，请向报送单位索取密码")
        root = package.xml("OFD.xml")
        if root is None:
            raise ReadError(Status.UNREADABLE, "缺少 OFD.xml，文件不完整")
        reader = _Reader(package, gather, spool)
        try:
            for element in root.iter():
                name = local(element)
                if name in _INFO and local(element.getparent()) == "DocInfo":
                    gather.state(_INFO[name], element.text or "", "OFD.xml")
                elif name == "DocRoot":
                    reader.document(_inner("", element.text or ""))
        except Full:
            pass
        if not gather.pages:
            raise ReadError(Status.UNREADABLE, "OFD 文件中没有可读的页面")
        for loss in package.losses:
            gather.lose(loss)
    return gather.document("ofd")


def _inner(base: str, text: str) -> str:
    """A path inside the package, relative to the folder `base`; a leading slash starts at the package.

    Empty for one that climbs out.
    """
    text = text.strip().replace("\\", "/")
    path = posixpath.normpath(text.lstrip("/") if text.startswith("/") else posixpath.join(base, text))
    return "" if path.startswith("..") or path == "." else path


def _first(root: Element | None, name: str) -> Element | None:
    return None if root is None else next((e for e in root.iter() if local(e) == name), None)


def _content(root: Element | None, name: str) -> str:
    found = _first(root, name)
    return "" if found is None else (found.text or "").strip()


class _Reader:
    def __init__(self, package: Package, gather: Gather, spool: Spool) -> None:
        self.package = package
        self.gather = gather
        self.spool = spool

    def document(self, part: str) -> None:
        root = self.package.xml(part) if part else None
        if root is None:
            self.gather.lose(f"文档部分 {part or '（路径越界）'} 缺失或已损坏")
            return
        self.folder = posixpath.dirname(part)
        self.area = _area(root) or (0.0, 0.0, 210.0, 297.0)
        self.media = self._resources(root)
        templates = {
            e.get("ID", ""): _inner(self.folder, e.get("BaseLoc", ""))
            for e in root.iter()
            if local(e) == "TemplatePage"
        }
        self.used: set[str] = set()
        marks = self._annotations(_content(root, "Annotations"))
        for element in root.iter():
            if local(element) == "Page" and element.get("BaseLoc"):
                if len(self.gather.pages) >= self.gather.limits.pages:
                    self.gather.lose(f"超过 {self.gather.limits.pages} 页，其余未读")
                    return
                self._page(element, templates, marks)
        self._unused(templates)
        self._attachments(_content(root, "Attachments"))

    def _resources(self, root: Element) -> dict[str, str]:
        """Multimedia ids and the parts they stand for."""
        found: dict[str, str] = {}
        for element in root.iter():
            if local(element) not in ("PublicRes", "DocumentRes"):
                continue
            part = _inner(self.folder, element.text or "")
            resources = self.package.xml(part) if part else None
            if resources is None:
                continue
            base = posixpath.join(posixpath.dirname(part), resources.get("BaseLoc", ""))
            for media in resources.iter():
                if local(media) == "MultiMedia":
                    path = _inner(base, _content(media, "MediaFile"))
                    if path and not self.package.has(path):
                        path = _inner(posixpath.dirname(part), _content(media, "MediaFile"))
                    if not path:
                        self.gather.lose("资源路径指向文件之外，已拒绝")
                    found[media.get("ID", "")] = path
        return found

    def _annotations(self, location: str) -> dict[str, list[str]]:
        """The annotation parts of each page id."""
        found: dict[str, list[str]] = {}
        part = _inner(self.folder, location) if location else ""
        root = self.package.xml(part) if part else None
        for element in () if root is None else root.iter():
            if local(element) == "Page":
                path = _inner(posixpath.dirname(part), _content(element, "FileLoc"))
                found.setdefault(element.get("PageID", ""), []).append(path)
        return found

    def _page(self, element: Element, templates: dict[str, str], marks: dict[str, list[str]]) -> None:
        number = len(self.gather.pages) + 1
        part = _inner(self.folder, element.get("BaseLoc", ""))
        root = self.package.xml(part) if part else None
        left, top, width, height = (None if root is None else _area(root)) or self.area
        self.gather.pages.append(Page(number, width * POINTS, height * POINTS))
        if root is None:
            self.gather.lose(f"第 {number} 页缺失或已损坏")
            return
        layers: list[Element | None] = []
        for template in (e for e in root.iter() if local(e) == "Template"):
            path = templates.get(template.get("TemplateID", ""), "")
            self.used.add(path)
            layers.append(self.package.xml(path) if path else None)
        layers.append(root)
        layers.extend(self.package.xml(path) for path in marks.get(element.get("ID", ""), ()) if path)
        pieces: list[Piece] = []
        for layer in layers:
            if layer is not None:
                pieces.extend(text_pieces(layer))
                self._pictures(layer, number, (left, top))
        drawn = any(local(e) == "PathObject" for layer in layers if layer is not None for e in layer.iter())
        if drawn and not pieces and not any(picture.page == number for picture in self.gather.pictures):
            self.gather.lose(f"第 {number} 页只有图形，没有可读的文字")
        for line in lines(pieces):
            self.gather.add(line.text, source="layer", page=number, box=_points(line.box, (left, top)))

    def _unused(self, templates: dict[str, str]) -> None:
        """Templates that no page shows still hold text."""
        for path in templates.values():
            root = self.package.xml(path) if path and path not in self.used else None
            if root is not None:
                self.gather.notes.append(f"未被页面使用的模板：{path}")
                for line in lines(text_pieces(root)):
                    self.gather.add(line.text, source="layer", role="hidden")

    def _pictures(self, root: Element, page: int, corner: tuple[float, float]) -> None:
        for element in root.iter():
            if local(element) != "ImageObject":
                continue
            path = self.media.get(element.get("ResourceID", ""), "")
            place = numbers(element.get("Boundary", ""))
            box = None
            if len(place) == 4:
                box = _points((place[0], place[1], place[0] + place[2], place[1] + place[3]), corner)
            if path:
                keep_part(self.package, path, self.spool, self.gather, page=page, box=box)

    def _attachments(self, location: str) -> None:
        part = _inner(self.folder, location) if location else ""
        root = self.package.xml(part) if part else None
        for element in () if root is None else root.iter():
            if local(element) == "FileLoc":
                path = _inner(posixpath.dirname(part), element.text or "")
                if path:
                    keep_embedded(self.package, path, self.spool, self.gather)
                else:
                    self.gather.lose("附件路径指向文件之外，已拒绝")


def _area(root: Element) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a page in millimetres."""
    for name in ("PhysicalBox", "ApplicationBox"):
        box = numbers(_content(root, name))
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            return box[0], box[1], box[2], box[3]
    return None


def _points(box: Box, corner: tuple[float, float]) -> Box:
    left, top = corner
    return (
        (box[0] - left) * POINTS,
        (box[1] - top) * POINTS,
        (box[2] - left) * POINTS,
        (box[3] - top) * POINTS,
    )
