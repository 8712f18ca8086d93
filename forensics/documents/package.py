"""The parts of a zip-based document (OOXML, OpenDocument, OFD), read with bounds.

Sizes stated in the zip are never believed: what comes out is counted.
"""

from __future__ import annotations

import itertools
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from lxml import etree

from forensics.archive.item import Status
from forensics.documents import ole
from forensics.documents.errors import ReadError
from forensics.guard.limits import Limits

Element = Any
"""lxml's element; lxml ships no types."""

TREE_BYTES = 96 << 20
"An XML part parsed as a tree takes about ten times its size."
LOCKED = "加密的 Office 文件，请向报送单位索取密码"
_CHUNK = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Package:
    """An open package. `losses` gathers, in words, what could not be read of its parts.

    Raises ReadError for a file that is no zip, a locked one and one whose members overlap or are too many.
    """

    def __init__(self, file: Path, limits: Limits) -> None:
        self.limits = limits
        self.losses: list[str] = []
        self._unpacked = 0
        with file.open("rb") as stream:
            if stream.read(8) == ole.SIGNATURE:
                raise _of_ole(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise ReadError(Status.UNREADABLE, "压缩结构已损坏，打不开") from error
        self._members = {_canonical(info.filename): info for info in self._zip.infolist()}
        try:
            self._refuse_traps()
        except ReadError:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _refuse_traps(self) -> None:
        members = self._zip.infolist()
        if len(members) > self.limits.members:
            raise ReadError(Status.OVER_LIMIT, f"内部成员 {len(members)} 个，超过上限")
        starts = sorted((m.header_offset, m.compress_size) for m in members)
        for (start, size), (following, _) in itertools.pairwise(starts):
            if start + 30 + size > following:
                raise ReadError(Status.UNREADABLE, "压缩包成员互相重叠，疑为恶意构造，未读取")
        if members and any(m.flag_bits & 1 for m in members):
            raise ReadError(Status.ENCRYPTED, "加密的压缩结构，请向报送单位索取密码")

    @property
    def names(self) -> list[str]:
        """The parts' names as stored, with forward slashes, in the order of the directory."""
        return [info.filename.replace("\\", "/").lstrip("/") for info in self._members.values()]

    def has(self, name: str) -> bool:
        """Whether a part of this name exists; case does not count, as OPC has it."""
        return _canonical(name) in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part in pieces. Raises KeyError if absent, ReadError beyond the limits.

        A damaged part ends early and is named in `losses`.
        """
        info = self._members[_canonical(name)]
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    self._bound(size, info.compress_size)
                    yield chunk
        except RuntimeError as error:
            raise ReadError(Status.ENCRYPTED, LOCKED) from error
        except _DAMAGE:
            self.lose(f"内部成员 {name} 已损坏")

    def _bound(self, size: int, packed: int) -> None:
        if self._unpacked > self.limits.unpacked_bytes:
            raise ReadError(Status.OVER_LIMIT, "解压后的体积超过上限")
        if size > 64 << 20 and size > packed * self.limits.member_ratio:
            raise ReadError(Status.OVER_LIMIT, "压缩比异常，疑为压缩炸弹，未继续解压")

    def read(self, name: str, most: int = TREE_BYTES) -> bytes:
        """All bytes of a part. Raises KeyError if absent, ReadError if larger than `most` bytes."""
        parts, size = [], 0
        for chunk in self.chunks(name):
            size += len(chunk)
            if size > most:
                raise ReadError(Status.OVER_LIMIT, f"内部成员 {name} 超过 {most >> 20} MB，未读取")
            parts.append(chunk)
        return b"".join(parts)

    def xml(self, name: str) -> Element | None:
        """The root element of an XML part, or None if it is absent or holds no XML at all.

        Broken XML is read as far as it goes and named in `losses`. Entities are never expanded.
        """
        if not self.has(name):
            return None
        root, whole = parse_xml(self.read(name))
        if not whole:
            self.lose(f"内部成员 {name} 的 XML 有错或含有未展开的实体，可能没有读全")
        return root

    def lose(self, reason: str) -> None:
        """Say once that something was not read."""
        if reason not in self.losses:
            self.losses.append(reason)


def parse_xml(data: bytes) -> tuple[Element | None, bool]:
    """The root element (None if there is none), and whether all was well formed and free of entities."""
    whole = True
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError):
        whole = False
        try:
            root = etree.fromstring(data, _parser(recover=True))
        except (etree.XMLSyntaxError, ValueError):
            root = None
    if root is not None and b"<!ENTITY" in data[:4096]:
        whole = False
    return root, whole


def _parser(*, recover: bool) -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments, entities and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The value of an attribute by its name without namespace, or an empty string."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    ending = "}" + name
    return next((str(value) for key, value in element.attrib.items() if key.endswith(ending)), "")


def resolve(base: str, target: str) -> str:
    """The part a reference in part `base` leads to; empty if it climbs out of the package."""
    target = target.replace("\\", "/")
    joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
    path = posixpath.normpath(joined.lstrip("/"))
    return "" if path.startswith("..") or path == "." else path


def _canonical(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _of_ole(file: Path) -> ReadError:
    if any("encrypt" in name.lower() or "drm" in name.lower() for name in ole.streams(file)):
        return ReadError(Status.ENCRYPTED, LOCKED)
    return ReadError(Status.UNREADABLE, "文件内容不是该扩展名所称的格式")
