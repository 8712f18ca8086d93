"""Outlook messages (msg): MAPI properties kept as streams of an OLE file ([MS-OXMSG])."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents import ole
from forensics.documents.encoding import decode
from forensics.documents.errors import ReadError
from forensics.documents.gather import Gather
from forensics.documents.html import html_text
from forensics.documents.mail_parts import add_html, add_lines, put_attachment
from forensics.documents.rtf import read_rtf

_NESTING = 20
_PROPERTIES = {"0C1A": "from", "0C1F": "from_address", "0E04": "to", "0E03": "cc", "0037": "title"}
_TIMES = {"0039": "sent", "0E06": "received", "3007": "created", "3008": "modified"}
_RTF_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"The dictionary every compressed RTF starts from ([MS-OXRTFCP] 2.1.2.1)."


def read_outlook(file: Path, gather: Gather, spool: Spool) -> None:
    """Add what a msg file holds, forwarded messages too. Raises ReadError for an OLE file of another kind."""
    with ole.open_checked(file) as container:
        if not container.exists("__properties_version1.0"):
            raise ReadError(Status.UNREADABLE, "不是 Outlook 邮件")
        _Message(container, [], gather, spool).read()


class _Message:
    def __init__(self, container: Any, folder: list[str], gather: Gather, spool: Spool) -> None:
        self.container = container
        self.folder = folder
        self.gather = gather
        self.spool = spool
        self.fixed = self._fixed(24 if folder else 32)
        self.prefix = f"m{len(folder) + 1}" if folder else ""

    def read(self) -> None:
        if not self.folder:
            for tag, name in _PROPERTIES.items():
                self.gather.state(name, self._string(tag), "msg")
            for tag, name in (
                ("0039", "sent"),
                ("0E06", "received"),
                ("3007", "created"),
                ("3008", "modified"),
            ):
                raw = self.fixed.get(tag + "0040", b"")
                if raw:
                    self.gather.state(name, ole.filetime(struct.unpack("<Q", raw)[0]), "msg")
        self.gather.add(self._string("0037"), anchor=f"{self.prefix}subject", role="header")
        self._body()
        for entry in sorted(self._entries()):
            if entry.startswith("__attach_version1.0_"):
                self._attachment([*self.folder, entry])

    def _body(self) -> None:
        plain = self._string("1000")
        add_lines(plain, self.gather, self.prefix)
        page = self._stream("10130102")
        text = html_text(page) if page else self._string("1013")
        if text:
            add_html(text, self.gather, plain, self.prefix)
        elif not plain.strip():
            rtf = _expanded(self._stream("10090102"))
            if rtf:
                read_rtf(rtf, self.gather, self.spool)

    def _attachment(self, folder: list[str]) -> None:
        inner = _Message(self.container, folder, self.gather, self.spool)
        name = inner._string("3707") or inner._string("3704") or inner._string("3001") or "attachment"
        data = inner._stream("37010102")
        if data:
            put_attachment(self.gather, self.spool, data, name)
        elif self.container.exists([*folder, "__substg1.0_3701000D", "__properties_version1.0"]):
            if len(folder) < 2 * _NESTING:
                _Message(self.container, [*folder, "__substg1.0_3701000D"], self.gather, self.spool).read()
            else:
                self.gather.lose("邮件嵌套层数过多，其余未读")
        else:
            self.gather.lose(f"附件 {name} 没有可读的内容")

    def _entries(self) -> list[str]:
        depth = len(self.folder)
        found = self.container.listdir(streams=False, storages=True)
        return [path[depth] for path in found if len(path) == depth + 1 and path[:depth] == self.folder]

    def _stream(self, tag: str) -> bytes:
        return ole.read_stream(self.container, [*self.folder, f"__substg1.0_{tag}"])

    def _string(self, tag: str) -> str:
        wide = self._stream(tag + "001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(tag + "001E").rstrip(b"\0")
        for key in ("3FDE0003", "3FFD0003"):
            raw = self.fixed.get(key)
            page = struct.unpack("<I", raw[:4])[0] if raw else 0
            if page and page not in (1252, 20127):
                try:
                    return narrow.decode("utf-8" if page == 65001 else f"cp{page}")
                except (LookupError, UnicodeDecodeError):
                    continue
        return decode(narrow).text

    def _fixed(self, start: int) -> dict[str, bytes]:
        """The properties of fixed size, by tag: eight bytes each."""
        data = ole.read_stream(self.container, [*self.folder, "__properties_version1.0"])
        found = {}
        for place in range(start, len(data) - 15, 16):
            found[f"{struct.unpack_from('<I', data, place)[0]:08X}"] = data[place + 8 : place + 16]
        return found


def _expanded(data: bytes) -> bytes:
    """The RTF of a compressed body ([MS-OXRTFCP]); empty if it is none."""
    if len(data) < 16:
        return b""
    if data[8:12] == b"MELA":
        return data[16:]
    if data[8:12] != b"LZFu":
        return b""
    window = bytearray(_RTF_START.ljust(4096, b"\0"))
    write = len(_RTF_START)
    out = bytearray()
    place = 16
    while place < len(data):
        control = data[place]
        place += 1
        for bit in range(8):
            if place >= len(data):
                return bytes(out)
            if not control >> bit & 1:
                out.append(data[place])
                window[write] = data[place]
                write = (write + 1) % 4096
                place += 1
                continue
            if place + 1 >= len(data):
                return bytes(out)
            pair = data[place] << 8 | data[place + 1]
            place += 2
            offset, length = pair >> 4, (pair & 15) + 2
            if offset == write:
                return bytes(out)
            for step in range(length):
                byte = window[(offset + step) % 4096]
                out.append(byte)
                window[write] = byte
                write = (write + 1) % 4096
    return bytes(out)
