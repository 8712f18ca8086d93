"""What a zip file says it holds: from its directory, or by searching for members when that is broken."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_MAGIC = b"PK\x03\x04"
_SEARCH_BYTES = 1 << 20
_SEARCHED_MEMBERS = 100_000


class ZipMember(msgspec.Struct, frozen=True, kw_only=True):
    """One member as the directory or its own header states it; sizes in bytes, not to be believed.

    `raw_name` are the stored bytes, `packed` is None when only the data itself tells its end.
    `end` is the first byte after the data, 0 when unknown.
    """

    raw_name: bytes
    flags: int
    method: int
    crc: int | None
    packed: int | None
    stated: int
    offset: int
    data: int
    end: int
    when: tuple[int, int, int, int, int, int]
    mode: int = 0
    extra: bytes = b""

    @property
    def encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & 1)


class Directory(msgspec.Struct, frozen=True):
    """The members in stored order; `broken` says in words why they had to be searched for."""

    members: list[ZipMember]
    broken: str = ""


def read_directory(stream: BinaryIO) -> Directory:
    """List a zip file. Never raises for what the file contains."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except MemoryError:
        raise
    except Exception:  # zipfile raises many kinds on hostile directories, and not all are documented
        return Directory(list(_searched(stream)), "压缩包目录缺失或损坏，成员由逐段搜索得到，可能不全")
    return Directory([_located(stream, info) for info in infos])


def overlapping(members: list[ZipMember]) -> set[int]:
    """Offsets of members that share bytes with another one, as only built bombs do."""
    refused: set[int] = set()
    furthest, holder = -1, -1
    for member in sorted(members, key=lambda one: (one.offset, one.end)):
        if member.offset < furthest:
            refused |= {member.offset, holder}
        if member.end > furthest:
            furthest, holder = member.end, member.offset
    return refused


def _located(stream: BinaryIO, info: zipfile.ZipInfo) -> ZipMember:
    """Join the directory's statement with where the member's own header puts the data (-1: nowhere)."""
    encoding = "utf-8" if info.flag_bits & 0x800 else "cp437"
    data = -1
    if info.header_offset >= 0:
        stream.seek(info.header_offset)
        header = stream.read(_LOCAL.size)
        if len(header) == _LOCAL.size and header[:4] == _LOCAL_MAGIC:
            data = info.header_offset + _LOCAL.size + sum(struct.unpack_from("<2H", header, 26))
    return ZipMember(
        raw_name=info.orig_filename.encode(encoding, "surrogatepass"),
        flags=info.flag_bits,
        method=info.compress_type,
        crc=info.CRC,
        packed=info.compress_size,
        stated=info.file_size,
        offset=info.header_offset,
        data=data,
        end=max(data, info.header_offset) + info.compress_size,
        when=info.date_time,
        mode=info.external_attr >> 16 if info.create_system == 3 else 0,
        extra=info.extra,
    )


def _searched(stream: BinaryIO) -> Iterator[ZipMember]:
    """Members found by their headers alone, for a file whose directory is cut off."""
    size, position = stream.seek(0, os.SEEK_END), 0
    for _ in range(_SEARCHED_MEMBERS):
        position = _next_header(stream, position)
        if position < 0:
            return
        stream.seek(position)
        header = stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            return
        _, _, flags, method, clock, day, crc, packed, stated, name_length, extra_length = _LOCAL.unpack(header)
        name, extra = stream.read(name_length), stream.read(extra_length)
        data = position + _LOCAL.size + name_length + extra_length
        later = bool(flags & 8) or packed == 0xFFFFFFFF  # the sizes stand behind the data, or in zip64 fields
        if len(name) == name_length and name:
            yield ZipMember(
                raw_name=name,
                flags=flags,
                method=method,
                crc=None if later else crc,
                packed=None if later else packed,
                stated=stated,
                offset=position,
                data=data,
                end=0 if later else data + packed,
                when=_dos_time(day, clock),
                extra=extra,
            )
        position = data if later or data + packed > size else data + packed


def _next_header(stream: BinaryIO, position: int) -> int:
    """Where the next member header begins at or after a position, -1 if nowhere."""
    while True:
        stream.seek(position)
        block = stream.read(_SEARCH_BYTES)
        found = block.find(_LOCAL_MAGIC)
        if found >= 0:
            return position + found
        if len(block) < _SEARCH_BYTES:
            return -1
        position += len(block) - 3


def _dos_time(day: int, clock: int) -> tuple[int, int, int, int, int, int]:
    return (
        (day >> 9) + 1980,
        day >> 5 & 15,
        day & 31,
        clock >> 11,
        clock >> 5 & 63,
        (clock & 31) * 2,
    )
