"""An RFC 822 message: headers, parts, forwarded mails.

The parser is the standard library's with the old policy, which never refuses; headers and character sets are
decoded here, since Chinese mails declare gb2312 and mean GB18030, or declare nothing.
"""

from __future__ import annotations

import email.utils
import re
from email import message_from_bytes
from email.header import decode_header
from email.message import Message

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.encoding import decode
from forensics.documents.errors import ReadError
from forensics.documents.gather import Gather
from forensics.documents.html import html_text
from forensics.documents.mail_parts import add_html, add_lines, put_attachment

_PARTS = 2000
"Parts read of one mail; each is cheap, ten thousand are an attack."
_PROPERTIES = {"from": "from", "to": "to", "cc": "cc", "subject": "title", "x-mailer": "application"}


def read_message(data: bytes, gather: Gather, spool: Spool) -> None:
    """Add everything an RFC 822 message holds. Raises Full at the character limit."""
    try:
        message = message_from_bytes(data)
    except RecursionError as error:
        raise ReadError(Status.OVER_LIMIT, "邮件嵌套层数过多，未读取") from error
    for name, value in message.raw_items():
        lower = name.lower()
        if lower in _PROPERTIES:
            gather.state(_PROPERTIES[lower], header_text(value), "header")
        elif lower == "date":
            gather.state("sent", _moment(header_text(value)), "header")
    _Walker(gather, spool).walk(message)


class _Walker:
    """All parts in order, by a stack of its own: mails nest hundreds deep."""

    def __init__(self, gather: Gather, spool: Spool) -> None:
        self.gather = gather
        self.spool = spool
        self.mails = self.parts = 0
        self.plain = ""

    def walk(self, message: Message) -> None:
        stack: list[tuple[Message, bool]] = [(message, True)]
        while stack:
            part, is_mail = stack.pop()
            self.parts += 1
            if self.parts > min(_PARTS, self.gather.limits.members):
                self.gather.lose(f"邮件超过 {_PARTS} 个部分，其余未读")
                return
            if is_mail:
                self._subject(part)
            payload = part.get_payload()
            if isinstance(payload, list):
                nested = part.get_content_type() == "message/rfc822"
                stack.extend((child, nested) for child in reversed(payload) if isinstance(child, Message))
            else:
                self._leaf(part)

    def _subject(self, message: Message) -> None:
        self.mails += 1
        self.plain = ""
        self.prefix = "" if self.mails == 1 else f"m{self.mails}"
        value = next((v for name, v in message.raw_items() if name.lower() == "subject"), "")
        self.gather.add(header_text(value), anchor=f"{self.prefix}subject", role="header")

    def _leaf(self, part: Message) -> None:
        raw = part.get_payload(decode=True)
        data = raw if isinstance(raw, bytes) else b""
        kind = part.get_content_type()
        name = _file_name(part)
        attached = (part.get_content_disposition() or "") == "attachment"
        if kind.startswith("text/") and not attached and not name:
            self._text(data, kind, part.get_content_charset() or "")
        elif data:
            put_attachment(self.gather, self.spool, data, name or f"part{self.parts}{_suffix(kind)}")

    def _text(self, data: bytes, kind: str, charset: str) -> None:
        if kind == "text/html":
            add_html(_decoded(data, charset) if charset else html_text(data), self.gather, self.plain, self.prefix)
            return
        text = _decoded(data, charset)
        self.plain += text
        add_lines(text, self.gather, self.prefix)


def header_text(value: object) -> str:
    """A header as a person reads it: encoded words decoded, raw eight-bit text by the ladder."""
    text = re.sub(r"[\r\n]+[ \t]*", " ", str(value))
    raw = text.encode("utf-8", "surrogateescape")
    if any("\udc80" <= c <= "\udcff" for c in text):
        text = decode(raw).text
    try:
        pieces = decode_header(text)
    except (ValueError, LookupError, UnicodeError, IndexError):
        return text
    parts = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            parts.append(piece)
        elif charset is None:
            parts.append(piece.decode("raw-unicode-escape", "replace"))
        else:
            parts.append(_decoded(piece, charset))
    return "".join(parts)


def _decoded(data: bytes, charset: str) -> str:
    name = charset.lower().strip("'\" ")
    if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"):
        name = "gb18030"
    if name and name not in ("us-ascii", "ascii", "unknown-8bit"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            pass
    return decode(data).text


def _file_name(part: Message) -> str:
    try:
        return header_text(part.get_filename() or "")
    except (LookupError, ValueError, TypeError):
        return ""


def _suffix(kind: str) -> str:
    main, _, sub = kind.partition("/")
    clean = re.sub(r"[^a-z0-9]", "", sub)[:8]
    return f".{clean}" if main == "image" and clean else ".bin" if main != "text" else ".txt"


def _moment(text: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
