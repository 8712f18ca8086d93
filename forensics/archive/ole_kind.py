"""Which program an OLE compound file belongs to, by the names in its root folder.

The directory is read here, not with olefile, which follows endless sector chains into memory.
"""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

_MAX_SECTORS = 4096
"directory sectors read at most; 2 MiB in 512-byte sectors hold 16,384 entries"
_END = 0xFFFFFFFA
"sector numbers from here on are marks, not sectors"


def ole_kind(stream: BinaryIO) -> str:
    """doc, xls, ppt, msg, works, encrypted-office, or ole when the root holds none of their streams."""
    try:
        names = _root_names(stream)
    except (struct.error, ValueError):
        return "ole"
    if "encryptedpackage" in names:
        return "encrypted-office"
    if "__properties_version1.0" in names:
        return "msg"
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    if names & {"powerpoint document", "pp40", "pp97_dualstorage"}:
        return "ppt"
    if ("contents" in names and "quill" not in names) or {"mm", "mn0"} <= names:  # Quill: Publisher
        return "works"
    return "ole"


def _root_names(stream: BinaryIO) -> set[str]:
    entries = _directory(stream)
    names: set[str] = set()
    to_visit, seen = [struct.unpack_from("<I", entries[0], 76)[0]], set()
    while to_visit:
        number = to_visit.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        length = struct.unpack_from("<H", entry, 64)[0]
        names.add(entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower())
        to_visit.extend(struct.unpack_from("<II", entry, 68))
    return names


def _directory(stream: BinaryIO) -> list[bytes]:
    """The 128-byte entries of the directory; ValueError if the file has none."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    header = stream.read(512)
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in (9, 12):
        raise ValueError("sector size")
    sector_bytes = 1 << shift
    fat = _FatReader(stream, header, sector_bytes, size)
    (sector,) = struct.unpack_from("<I", header, 48)
    entries: list[bytes] = []
    seen: set[int] = set()
    while sector < _END and sector not in seen and len(seen) < _MAX_SECTORS:
        seen.add(sector)
        block = fat.sector(sector)
        entries += [block[at : at + 128] for at in range(0, len(block) - 127, 128)]
        try:
            sector = fat.next(sector)
        except (struct.error, ValueError):
            break  # a cut file often still holds the first directory sector
    if not entries:
        raise ValueError("no directory")
    return entries


class _FatReader:
    """Sectors and the chain that ties them, read on demand."""

    def __init__(self, stream: BinaryIO, header: bytes, sector_bytes: int, size: int) -> None:
        self._stream, self._bytes, self._size = stream, sector_bytes, size
        self._tables = list(struct.unpack_from("<109I", header, 76))
        (more,) = struct.unpack_from("<I", header, 68)
        seen: set[int] = set()
        while more < _END and more not in seen and more * sector_bytes < size:
            seen.add(more)
            block = self.sector(more)
            if len(block) < sector_bytes:
                break
            *tables, more = struct.unpack(f"<{sector_bytes // 4}I", block)
            self._tables += tables

    def sector(self, number: int) -> bytes:
        """The bytes of a sector, fewer at the end of a cut file."""
        at = (number + 1) * self._bytes
        if at >= self._size:
            return b""
        self._stream.seek(at)
        return self._stream.read(self._bytes)

    def next(self, number: int) -> int:
        """The sector after this one; ValueError if the table does not reach so far."""
        table, place = divmod(number, self._bytes // 4)
        if table >= len(self._tables) or self._tables[table] >= _END:
            raise ValueError("sector chain")
        return int(struct.unpack_from("<I", self.sector(self._tables[table]), place * 4)[0])
