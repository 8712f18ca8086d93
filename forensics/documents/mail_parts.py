"""What mails of either kind are made of: bodies in plain text or html, and attachments."""

from __future__ import annotations

import re

from forensics.archive.spool import Spool
from forensics.documents.document import Picture
from forensics.documents.gather import Full, Gather
from forensics.documents.html import read_html
from forensics.documents.media import ATTACHMENT, picture_kind


def add_lines(text: str, gather: Gather, prefix: str = "") -> None:
    """Add the lines of a body, `l1` onwards. Raises Full at the character limit."""
    for number, line in enumerate(text.splitlines(), 1):
        gather.add(line, anchor=f"{prefix}l{number}", source="line")


def add_html(page: str, gather: Gather, plain: str, prefix: str = "") -> None:
    """Add what an html body says beyond its plain twin: mostly nothing, yet the two may differ."""
    apart = Gather(gather.limits)
    try:
        read_html(page, apart)
    except Full:
        gather.lose("HTML 正文过长，其余未读")
    known = "".join(plain.split())
    for span in apart.spans:
        if not known or "".join(span.text.split()) not in known:
            gather.add(span.text, anchor=prefix + span.anchor, source=span.source, role=span.role)
    if not known:
        gather.tables.extend(apart.tables)


def put_attachment(gather: Gather, spool: Spool, data: bytes, name: str) -> None:
    """Spool an attachment under a name that is free and holds no folders."""
    clean = re.sub(r"[\x00-\x1f/\\]+", "_", name).strip() or "attachment"
    taken = {picture.name for picture in gather.pictures}
    unique, count = clean, 1
    while unique in taken:
        count += 1
        unique = f"{count}_{clean}"
    sha256, size = spool.put(data)
    kind = picture_kind(data[:16]) or ATTACHMENT
    gather.pictures.append(Picture(name=unique, sha256=sha256, size=size, kind=kind))
