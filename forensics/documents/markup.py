"""Marked-up text: html, mhtml (a mail that holds a page) and rtf. Many a `.doc` or `.xls` is one of these."""

from __future__ import annotations

from pathlib import Path

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Document
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.documents.html import html_text, read_html
from forensics.documents.message import read_message
from forensics.documents.rtf import read_rtf
from forensics.guard.limits import Limits

_BYTES = 64 << 20


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The text of an html, mhtml or rtf file, told apart by its first bytes.

    Raises ReadError for a file beyond 64 MB and for one that turns out to hold neither text nor pictures.
    """
    if file.stat().st_size > _BYTES:
        raise ReadError(Status.OVER_LIMIT, f"超过 {_BYTES >> 20} MB 的标记文本，未读取")
    data = file.read_bytes()
    gather = Gather(limits)
    head = data[:2048].lstrip()
    try:
        if head.startswith(b"{\\rt"):
            read_rtf(data, gather, spool)
            return _closed(gather, "rtf")
        if b"mime-version:" in head.lower() and not head.startswith(b"<"):
            read_message(data, gather, spool)
            return _closed(gather, "mhtml")
        read_html(html_text(data), gather)
    except Full:
        pass
    return _closed(gather, "html")


def _closed(gather: Gather, reader: str) -> Document:
    if not (gather.spans or gather.pictures or gather.losses):
        gather.lose("没有读出任何文字")
    return gather.document(reader)
