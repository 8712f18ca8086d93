"""The bare text of a Word 97-2003 file (and WPS's of that form), for when LibreOffice is missing or gives up.

The header (FIB) names the table stream and the piece table in it; each piece says where its characters lie and
whether they take one byte or two ([MS-DOC] 2.4.1, 2.5, 2.8.35, 2.9.73). Pictures, tracked changes and styles are
not read; cell marks tell rows of tables apart only as far as marks alone do.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from forensics.archive.item import Status
from forensics.documents import ole
from forensics.documents.document import Role
from forensics.documents.errors import ReadError
from forensics.documents.gather import Gather

_MAGIC = b"\xec\xa5"
_WORD_97 = 0x00C1
_LENGTHS, _CLX = 0x4C, 0x01A2
_PARTS: tuple[tuple[Role, str], ...] = (
    ("body", ""),
    ("note", "footnote"),
    ("header", "header"),
    ("body", "macro"),
    ("comment", "comment"),
    ("note", "endnote"),
    ("body", "box"),
    ("header", "headerbox"),
)
_COMPRESSED = 0x40000000
_FIELD_BEGINS, _FIELD_SHOWS, _FIELD_ENDS = "\x13", "\x14", "\x15"
_UNSEEN = dict.fromkeys([*range(0x07), 0x08, 0x0E, 0x0F, *range(0x10, 0x13), *range(0x16, 0x1E), 0x1F])
_SHOWN = {0x0B: "\n", 0x1E: "-", 0xA0: " "}


def read_texts(file: Path, gather: Gather) -> None:
    """Add paragraphs `p1` and cells `t1r1c1` in order, then notes, headers, comments and text boxes.

    Raises ReadError for what is no Word 97 file, Full at the character limit.
    """
    text, lengths = _characters(file)
    start = 0
    for (role, prefix), length in zip(_PARTS, lengths, strict=True):
        _add(text[start : start + length], gather, role, prefix)
        start += length


def _characters(file: Path) -> tuple[str, tuple[int, ...]]:
    """All characters of the file in order, and how many belong to each of `_PARTS`."""
    with ole.open_checked(file) as container:
        main = ole.read_stream(container, "WordDocument")
        if len(main) < _CLX + 8 or main[:2] != _MAGIC or struct.unpack_from("<H", main, 2)[0] < _WORD_97:
            raise ReadError(Status.UNREADABLE, "不是 Word 97 及以后的文件")
        table = ole.read_stream(container, "1Table" if main[11] & 2 else "0Table")
    place, size = struct.unpack_from("<II", main, _CLX)
    pieces = "".join(_pieces(main, table[place : place + size]))
    lengths = struct.unpack_from(f"<{len(_PARTS)}I", main, _LENGTHS)
    return pieces, lengths


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:  # formatting before the piece table
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        raise ReadError(Status.UNREADABLE, "Word 文件的文字目录已损坏")
    size = min(struct.unpack_from("<I", clx, at + 1)[0], len(clx) - at - 5)
    count = max(0, (size - 4) // 12)
    ends = struct.unpack_from(f"<{count + 1}I", clx, at + 5) if count else ()
    for i in range(count):
        length = ends[i + 1] - ends[i]
        (where,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * i + 2)
        if not 0 <= length <= len(main):
            return
        if where & _COMPRESSED:
            where = (where & ~_COMPRESSED) // 2
            yield main[where : where + length].decode("cp1252", "replace")
        else:
            yield main[where : where + 2 * length].decode("utf-16-le", "replace")


def _add(text: str, gather: Gather, role: Role, prefix: str) -> None:
    paragraphs = tables = row = column = 0
    for piece, mark in _marked(_without_fields(text)):
        words = piece.translate(_UNSEEN).translate(_SHOWN).strip(" ")
        if mark != "\x07":
            row = column = 0
            paragraphs += 1
            gather.add(words, anchor=f"{prefix}p{paragraphs}", role=role)
        elif not words and column:
            row, column = row + 1, 0  # a mark of its own ends the row
        else:
            if not row:
                tables, row = tables + 1, 1
            column += 1
            gather.add(words, anchor=f"{prefix}t{tables}r{row}c{column}", source="cell", role=role)


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of text with the mark that ends each: a paragraph's, a page's, a cell's."""
    start = 0
    for i, c in enumerate(text):
        if c in "\r\x0c\x07":
            yield text[start:i], c
            start = i + 1
    yield text[start:], "\r"


def _without_fields(text: str) -> str:
    """The text that fields show, without their instructions; they nest."""
    if _FIELD_BEGINS not in text:
        return text
    kept: list[str] = []
    hidden: list[bool] = []
    for c in text:
        if c == _FIELD_BEGINS:
            hidden.append(True)
        elif c == _FIELD_SHOWS and hidden:
            hidden[-1] = False
        elif c == _FIELD_ENDS and hidden:
            hidden.pop()
        elif not any(hidden):
            kept.append(c)
    return "".join(kept)
