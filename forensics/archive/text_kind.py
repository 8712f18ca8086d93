"""Is it text, and which: HTML, mail, RTF, SVG or plain."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\x0b\x0c\r\x1a\x1b")
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|table|title|style|script|div|font|p)[\s>/]",
    re.I | re.S,
)
_SVG = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!(?:--.*?--|[^<>\[]*(?:\[[^\]]*\])?)>\s*)*<(?:\w+:)?svg[\s>]", re.I | re.S)
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(.*)")
_STRONG_MAIL_HEADERS = {"from", "received", "message-id", "mime-version", "return-path", "delivered-to"}
_MAIL_HEADERS = _STRONG_MAIL_HEADERS | {
    "to",
    "cc",
    "subject",
    "date",
    "reply-to",
    "sender",
    "content-type",
    "content-transfer-encoding",
    "x-mailer",
    "in-reply-to",
    "snapshot-content-location",
}


def text_kind(head: bytes, whole: bool) -> str:
    """rtf, html, svg, mhtml, eml or text for the first bytes of a file; '' if they are no text.

    `whole` says that `head` is the entire file, so that nothing is cut at its end.
    """
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith((b"{\\rtf", b"{\\rt")):
        return "rtf"
    text = _decoded(head, whole)
    if text is None:
        return ""
    start = text.lstrip("\ufeff \t\r\n")
    if _SVG.match(start):
        return "svg"
    if _HTML.match(start):
        return "html"
    return _mail_kind(start) or "text"


def _mail_kind(text: str) -> str:
    """eml or mhtml if the text begins with header lines: two that mail uses, one that it needs."""
    seen: dict[str, str] = {}
    last = ""
    for number, line in enumerate(text.splitlines()):
        header = _HEADER_LINE.match(line)
        if header:
            last = header[1].lower()
            seen.setdefault(last, header[2].lower())
        elif line[:1] in (" ", "\t") and last:
            seen[last] += line.lower()
        elif not (number == 0 and line.startswith(("From ", ">From "))):
            break
    known = _MAIL_HEADERS & seen.keys()
    if len(known) < 2 or not _STRONG_MAIL_HEADERS & known:
        return ""
    related = "multipart/related" in seen.get("content-type", "")
    saved = "snapshot-content-location" in seen or "saved by" in seen.get("from", "")
    web = related and (saved or ("received" not in seen and "to" not in seen))
    return "mhtml" if web else "eml"


def _decoded(head: bytes, whole: bool) -> str | None:
    """The text of the bytes, roughly, or None if they are binary."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    if b"\x00" in head:
        return _utf16(head)
    controls = sum(byte in _CONTROLS for byte in head)
    if controls * 100 > len(head):
        return _utf16(head)
    for encoding in ("utf-8", "gb18030", "big5", "shift_jis"):
        text = _strict(head, encoding, whole)
        if text is not None:
            return text
    high = sum(byte >= 0x80 for byte in head)
    return head.decode("latin-1") if high * 10 < len(head) * 3 else None


def _strict(head: bytes, encoding: str, whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head, whole)
    except UnicodeDecodeError:
        return None


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a mark, if nearly all of it is then Chinese or ASCII."""
    even = head[: len(head) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        good = sum(char in "\t\r\n" or " " <= char <= "~" or "\u3000" <= char <= "\u9fff" for char in text)
        if text and good * 10 > len(text) * 9:
            return text
    return None
