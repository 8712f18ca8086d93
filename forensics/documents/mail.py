"""Mails (eml, and Outlook's msg): headers, bodies and forwarded mails as text, attachments as items."""

from __future__ import annotations

import re
from pathlib import Path

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents import ole
from forensics.documents.document import Document
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.documents.message import read_message
from forensics.documents.outlook import read_outlook
from forensics.guard.limits import Limits

_BYTES = 256 << 20
_HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9\-]*:[ \t]?.*$", re.M)


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The headers, text and attachments of a mail. Raises ReadError for what is no mail or beyond 256 MB."""
    if file.stat().st_size > _BYTES:
        raise ReadError(Status.OVER_LIMIT, f"超过 {_BYTES >> 20} MB 的邮件，未读取")
    gather = Gather(limits)
    data = file.read_bytes()
    try:
        if data.startswith(ole.SIGNATURE):
            read_outlook(file, gather, spool)
        else:
            if not _HEADER.search(data[:8192]):
                raise ReadError(Status.UNREADABLE, "没有邮件头，不是邮件")
            read_message(data, gather, spool)
    except Full:
        pass
    if not (gather.spans or gather.pictures):
        gather.lose("没有读出正文和附件")
    return gather.document("mail")
