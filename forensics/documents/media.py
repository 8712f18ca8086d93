"""Pictures and embedded files of a document: told by their signature, kept in the spool."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from forensics.archive.spool import Spool
from forensics.documents.document import Box, Picture
from forensics.documents.gather import Gather
from forensics.documents.package import Package

_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)
ATTACHMENT = "attachment"
"""The `kind` of embedded files that are no pictures; the caller makes items of them all the same."""


def picture_kind(head: bytes) -> str:
    """The picture format by signature, or an empty string (EMF, WMF, SVG and anything else)."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), "")


def keep_part(
    package: Package,
    name: str,
    spool: Spool,
    gather: Gather,
    *,
    page: int = 0,
    box: Box | None = None,
    anchor: str = "",
) -> None:
    """Spool a picture part and add it, once per part; another format is only named in the notes."""
    if any(picture.name == name for picture in gather.pictures) or not package.has(name):
        return
    chunks = package.chunks(name)
    head = next(chunks, b"")
    kind = picture_kind(head)
    if not kind:
        note = f"未处理的图片格式：{name}"
        if note not in gather.notes:
            gather.notes.append(note)
        return
    gather.pictures.append(_put(name, itertools.chain((head,), chunks), kind, spool, page, box, anchor))


def keep_embedded(package: Package, name: str, spool: Spool, gather: Gather, anchor: str = "") -> None:
    """Spool an embedded file (a workbook inside a Word file and the like) for the caller to take on."""
    if package.has(name) and not any(picture.name == name for picture in gather.pictures):
        gather.pictures.append(_put(name, package.chunks(name), ATTACHMENT, spool, 0, None, anchor))


def _put(
    name: str, chunks: Iterator[bytes], kind: str, spool: Spool, page: int, box: Box | None, anchor: str
) -> Picture:
    sha256, size = spool.put(chunks)
    return Picture(name=name, sha256=sha256, size=size, kind=kind, page=page, box=box, anchor=anchor)
