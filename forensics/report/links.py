"""From a path of the ledger to a link that opens the file, and back to the bytes of its name."""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes

_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_KEPT = "/-_.~"


def split(path: str) -> tuple[str, str]:
    """The file of the folder, and the rest that leads into it (`!/inner/a.docx`) or ''."""
    outer, inside, inner = path.partition("!/")
    return outer, inside + inner


def for_browser(prefix: str, path: str) -> str:
    """The percent-encoded address of the file that holds `path`; '' without a prefix to the archive."""
    return prefix and f"{prefix.rstrip('/')}/{quote_from_bytes(_name(split(path)[0]), _KEPT)}"


def for_workbook(prefix: str, path: str) -> str:
    """As `for_browser`, with Chinese left as it is: Excel and WPS read their links so."""
    if not prefix:
        return ""
    name = _name(split(path)[0]).decode("utf-8", "surrogateescape")
    encoded = (c if 0x7F < ord(c) < 0xD800 else quote_from_bytes(_bytes(c), _KEPT) for c in name)
    return f"{prefix.rstrip('/')}/{''.join(encoded)}"


def _name(shown: str) -> bytes:
    """The bytes of a name whose display form (see `archive.names`) is given."""
    parts, at = [], 0
    for found in _ESCAPE.finditer(shown):
        parts += [_bytes(shown[at : found.start()]), _escaped(*found.groups())]
        at = found.end()
    return b"".join([*parts, _bytes(shown[at:])])


def _escaped(byte: str | None, short: str | None, long: str | None) -> bytes:
    if byte:
        return bytes([int(byte, 16)])
    code = int(short or long or "", 16)
    return _bytes(chr(code)) if code <= 0x10FFFF else b"?"


def _bytes(text: str) -> bytes:
    """UTF-8, and bytes that never were; a half of a character, which no file name can hold, turns into `?`."""
    return "".join("?" if 0xD800 <= ord(c) < 0xDC80 or 0xDCFF < ord(c) < 0xE000 else c for c in text).encode(
        "utf-8", "surrogateescape"
    )
