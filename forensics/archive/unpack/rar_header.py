"""What a rar says of itself in its headers: which version, which volume, whether locked."""

from __future__ import annotations

import struct
from typing import BinaryIO

_RAR4 = b"Rar!\x1a\x07\x00"
_RAR5 = b"Rar!\x1a\x07\x01\x00"
_MAIN, _FILE = 0x73, 0x74
_BLOCKS = 20_000


def is_rar5(stream: BinaryIO) -> bool:
    """Whether the times in it are UTC: rar 5 keeps them so, rar 4 keeps local time."""
    stream.seek(0)
    return stream.read(8) == _RAR5


def is_later_volume(stream: BinaryIO) -> bool:
    """Whether it is a volume of a set, but not the first."""
    stream.seek(0)
    head = stream.read(64)
    if head.startswith(_RAR4) and len(head) > 13:
        return head[9] == _MAIN and int.from_bytes(head[10:12], "little") & 0x101 == 0x001
    if not head.startswith(_RAR5):
        return False
    at, fields = 12, []
    for _ in range(5):  # header size, type, flags, then archive flags, before them the extra size if flagged
        value, at = _number(head, at)
        fields.append(value)
    _, kind, flags, first, second = fields
    return kind == 1 and (second if flags & 1 else first) & 3 == 3


def is_locked_rar4(stream: BinaryIO) -> bool:
    """Whether any member of a rar 4 needs a password; unpackers call such members damaged."""
    stream.seek(0)
    if stream.read(7) != _RAR4:
        return False
    at = 7
    for _ in range(_BLOCKS):
        stream.seek(at)
        block = stream.read(11)
        if len(block) < 7:
            return False
        _, kind, flags, length = struct.unpack_from("<HBHH", block)
        if (kind == _MAIN and flags & 0x80) or (kind == _FILE and flags & 0x04):
            return True
        more = struct.unpack_from("<I", block, 7)[0] if flags & 0x8000 and len(block) == 11 else 0
        at += max(length, 7) + more
    return False


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A rar 5 number of seven bits a byte, and where the next field begins."""
    value = shift = 0
    while at < len(data):
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            break
    return value, at
