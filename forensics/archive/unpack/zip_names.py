"""Member names of a zip archive in the encoding that their maker used."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Sequence

_UNICODE_PATH = 0x7075
_UTF8_FLAG = 0x800
# Level-one characters of each national standard, in daily use there; a name decoded wrongly hits few.
_CANDIDATES: tuple[tuple[str, str, tuple[tuple[int, int], ...]], ...] = (
    ("gb18030", "gb2312", ((0xB0, 0xD7),)),
    ("big5", "big5", ((0xA4, 0xC6),)),
    ("shift_jis", "shift_jis", ((0x82, 0x83), (0x88, 0x97))),
)
_LEAST_SCORE = 0.3


def choose_encoding(names: Sequence[bytes]) -> str:
    """One encoding for all names of an archive that are no UTF-8: gb18030, big5, shift_jis or cp437."""
    odd = b"\n".join(name for name in names if not name.isascii())
    best, best_score = "cp437", _LEAST_SCORE
    for encoding, standard, ranges in _CANDIDATES:
        score = _score(odd, encoding, standard, ranges)
        if score > best_score:
            best, best_score = encoding, score
    return best


def decode_names(members: Sequence[tuple[bytes, int, bytes]]) -> list[str]:
    """Names from (stored bytes, flags, extra field): as the flag or a Unicode field says, else guessed."""
    certain = [_stated(raw, flags, extra) for raw, flags, extra in members]
    open_names = [raw for (raw, _, _), name in zip(members, certain, strict=True) if name is None]
    broken = [raw for raw in open_names if not _is_utf8(raw)]
    if not broken:
        return [
            raw.decode("utf-8", "surrogateescape") if name is None else name
            for (raw, _, _), name in zip(members, certain, strict=True)
        ]
    encoding = choose_encoding(broken)
    return [
        _open_name(raw, encoding) if name is None else name for (raw, _, _), name in zip(members, certain, strict=True)
    ]


def _open_name(raw: bytes, encoding: str) -> str:
    """A short name is UTF-8 by chance at times, but seldom with three-byte characters, as Chinese has."""
    if _is_utf8(raw) and (raw.isascii() or encoding == "cp437" or any(byte >= 0xE0 for byte in raw)):
        return raw.decode("utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape")


def _stated(raw: bytes, flags: int, extra: bytes) -> str | None:
    if flags & _UTF8_FLAG:
        return raw.decode("utf-8", "surrogateescape")
    return _unicode_path(raw, extra)


def _unicode_path(raw: bytes, extra: bytes) -> str | None:
    """The name from Info-ZIP's extra field, if its checksum says that it belongs to the stored name."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw):
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
        at += 4 + length
    return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _score(names: bytes, encoding: str, standard: str, ranges: tuple[tuple[int, int], ...]) -> float:
    """Share of non-ASCII characters in daily use, less twice the impossible ones; -1 if undecodable."""
    try:
        text = [char for char in names.decode(encoding) if not char.isascii()]
    except UnicodeDecodeError:
        return -1.0
    common = odd = 0
    for char in text:
        stored = char.encode(standard, "ignore")
        if len(stored) == 2 and any(low <= stored[0] <= high for low, high in ranges):
            common += 1
        elif unicodedata.category(char) in ("Co", "Cn", "Cc") or "｡" <= char <= "ﾟ":
            odd += 1
    return (common - 2 * odd) / len(text) if text else -1.0
