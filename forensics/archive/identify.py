"""The type of a file by its content, never by its name."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO

import msgspec

from forensics.archive.ole_kind import ole_kind
from forensics.archive.opening import open_evidence
from forensics.archive.signatures import HEAD_BYTES, by_signature
from forensics.archive.text_kind import text_kind
from forensics.archive.zip_kind import zip_kind

_PDF_SEARCH_BYTES = 1024
_PDF_OBJECT = re.compile(rb"\s*(?:%[^\r\n]*[\r\n]+\s*)*\d+ \d+ obj\b")
_ZIP_END_BYTES = 65_557


class Identity(msgspec.Struct, frozen=True):
    """What the content is (`docx`, `jpeg`, `text`, `binary` ...) and remarks in Chinese."""

    kind: str
    notes: tuple[str, ...] = ()


def identify(path: Path) -> Identity:
    """Look at a file's content; OSError if it cannot be opened as a plain file, no other error."""
    with open_evidence(path) as stream:
        return identify_stream(stream)


def identify_stream(stream: BinaryIO) -> Identity:
    """As `identify`, for an open seekable file; leaves its position anywhere."""
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        return Identity("empty", ("空文件",))
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if not any(head) and size > len(head):
        return Identity("binary", ("文件开头全为零字节",))
    kind = by_signature(head)
    if kind == "zip":
        return Identity(zip_kind(stream))
    if kind == "ole":
        kind = ole_kind(stream)
        return Identity(kind, ("复合文档目录损坏或不属于已知程序",) if kind == "ole" else ())
    if kind:
        return Identity(kind)
    return _without_signature(stream, head, size)


def _without_signature(stream: BinaryIO, head: bytes, size: int) -> Identity:
    if b"%PDF-" in head[:_PDF_SEARCH_BYTES]:
        return Identity("pdf", ("PDF 标记之前有多余字节",))
    if _PDF_OBJECT.match(head):
        return Identity("pdf", ("缺少 PDF 标记",))
    kind = text_kind(head, whole=size <= len(head))
    if kind:
        return Identity(kind)
    stream.seek(max(0, size - _ZIP_END_BYTES))
    if b"PK\x05\x06" in stream.read(_ZIP_END_BYTES):
        return Identity(zip_kind(stream), ("压缩包之前有多余字节",))
    return Identity("binary")
