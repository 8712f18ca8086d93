"""RTF to spans: a stripper of control words with its own stack: 300,000 braces cost no recursion."""

from __future__ import annotations

import re
from typing import NamedTuple

from forensics.archive.spool import Spool
from forensics.documents.document import Picture, Role
from forensics.documents.encoding import decode
from forensics.documents.gather import Gather
from forensics.documents.media import picture_kind

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata datastore xmlnstbl"
    b" latentstyles fldinst object objdata pntext pntxtb pntxta nonesttables template filetbl revtbl"
    b" wgrffmtfilter mmathPr sp picprop bkmkstart bkmkend listtext".split()
)
_ROLES: dict[bytes, Role] = {
    b"header": "header",
    b"headerl": "header",
    b"headerr": "header",
    b"headerf": "header",
    b"footer": "footer",
    b"footerl": "footer",
    b"footerr": "footer",
    b"footerf": "footer",
    b"footnote": "note",
    b"annotation": "comment",
}
_INFO = {
    b"title": "title",
    b"author": "author",
    b"operator": "last_author",
    b"company": "company",
    b"creatim": "created",
    b"revtim": "modified",
    b"printim": "printed",
}
_STARRED = frozenset((b"shptxt", b"annotation", b"shppict", b"company", b"shpinst"))
_FIXED = {
    b"tab": "\t",
    b"line": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
}
_CHARSETS = {
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    204: "cp1251",
    238: "cp1250",
}
_PAGES = {936: "gb18030", 950: "big5", 65001: "utf-8", 10008: "gb18030"}


class _State(NamedTuple):
    """What a group inherits and gives back at its closing brace."""

    silent: bool = False
    role: Role = "body"
    hidden: bool = False
    deleted: bool = False
    font: int = 0
    skip: int = 1
    info: str = ""
    fonts: bool = False
    picture: bool = False


def read_rtf(data: bytes, gather: Gather, spool: Spool) -> None:
    """Add the paragraphs (`p3`), cells (`t1r2c3`), properties and pictures. Raises Full at the limit."""
    _Reader(gather, spool).run(data)


class _Reader:
    def __init__(self, gather: Gather, spool: Spool) -> None:
        self.gather = gather
        self.spool = spool
        self.state = _State()
        self.stack: list[_State] = []
        self.page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.raw = bytearray()
        self.words: list[tuple[str, Role]] = []
        self.info: list[str] = []
        self.stamp: dict[bytes, int] = {}
        self.image: list[bytes] = []
        self.owed = 0
        self.paragraphs = self.tables = self.row = self.column = 0
        self.in_table = False
        self.starred = False

    def run(self, data: bytes) -> None:
        end = 0
        for token in _TOKEN.finditer(data):
            end = token.end()
            byte, word, number, sign, brace, plain = token.groups()
            if byte:
                self._bytes(bytes((int(byte, 16),)))
            elif plain:
                self._plain(plain)
            else:
                self._flush_bytes()
                if word:
                    self._word(word, number)
                elif brace == b"{":
                    self.stack.append(self.state)
                    self.starred = False
                elif brace:
                    self._close()
                    if not self.stack:
                        break
                    self.state = self.stack.pop()
                    if not self.stack:
                        break
                elif sign:
                    self._sign(sign)
        self._flush_bytes()
        self._paragraph()
        if self.stack or not end:
            self.gather.lose("RTF 在中途断开，可能没有读全")

    def _bytes(self, raw: bytes) -> None:
        if self.owed:
            self.owed -= 1
        elif not self.state.silent or self.state.info:
            self.raw += raw

    def _plain(self, text: bytes) -> None:
        if self.state.picture:
            self.image.append(text)
            return
        skipped = min(self.owed, len(text))
        self.owed -= skipped
        if not self.state.silent or self.state.info:
            self.raw += text[skipped:]

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in b"\\{}":
            self._say(sign.decode("ascii"))
        elif sign == b"~":
            self._say("\u00a0")
        elif sign == b"_":
            self._say("-")

    def _word(self, word: bytes, number: bytes | None) -> None:
        value = int(number) if number else None
        starred, self.starred = self.starred, False
        state = self.state
        if word == b"u" and value is not None:
            self._say(chr(value % 65536))
            self.owed = state.skip
        elif word == b"uc":
            self.state = state._replace(skip=min(value or 0, 16))
        elif word == b"ansicpg" and value:
            self.page = _PAGES.get(value, f"cp{value}")
        elif word == b"f" and value is not None:
            self.state = state._replace(font=value)
        elif word == b"fcharset" and state.fonts:
            if value in _CHARSETS:
                self.fonts[state.font] = _CHARSETS[value]
        elif word == b"fonttbl":
            self.state = state._replace(silent=True, fonts=True)
        elif word == b"pict":
            self.image = []
            self.state = state._replace(silent=True, picture=True)
        elif word == b"bin" and value:
            self.state = state._replace(picture=False)
        elif word in _INFO:
            self.info, self.stamp = [], {}
            self.state = state._replace(silent=True, info=_INFO[word])
        elif word == b"info":
            self.state = state._replace(silent=True)
        elif word in _ROLES:
            self._paragraph()
            self.state = state._replace(role=_ROLES[word], silent=False)
        elif word in _SILENT or (starred and word not in _STARRED):
            self.state = state._replace(silent=True)
        elif word == b"shptxt":
            self.state = state._replace(silent=False)
        elif word == b"v":
            self.state = state._replace(hidden=value != 0)
        elif word == b"deleted":
            self.state = state._replace(deleted=value != 0)
        elif word == b"plain":
            self.state = state._replace(hidden=False, deleted=False, font=state.font)
        elif word in (b"yr", b"mo", b"dy", b"hr", b"min") and state.info:
            self.stamp[word] = value or 0
        elif not state.silent:
            self._layout(word)

    def _layout(self, word: bytes) -> None:
        if word in _FIXED:
            self._say(_FIXED[word])
        elif word == b"intbl":
            self.in_table = True
        elif word == b"pard":
            self.in_table = False
        elif word in (b"par", b"page", b"sect"):
            if self.in_table:
                self._say("\n")
            else:
                self._paragraph()
        elif word in (b"cell", b"nestcell"):
            self._cell()
        elif word in (b"row", b"nestrow"):
            self.row, self.column = self.row + 1, 0

    def _say(self, text: str) -> None:
        if self.state.info:
            self.info.append(text)
        elif not self.state.silent:
            role: Role = "deleted" if self.state.deleted else "hidden" if self.state.hidden else self.state.role
            self.words.append((text, role))

    def _flush_bytes(self) -> None:
        if not self.raw:
            return
        raw, self.raw = bytes(self.raw), bytearray()
        if raw.isascii():
            self._say(raw.decode("ascii"))
            return
        for page in dict.fromkeys((self.fonts.get(self.state.font, self.page), self.page)):
            try:
                self._say(raw.decode(page))
                return
            except (UnicodeDecodeError, LookupError):
                continue
        self._say(decode(raw).text)

    def _close(self) -> None:
        state, outer = self.state, self.stack[-1] if self.stack else self.state
        if state.info and not outer.info:
            text = _moment(self.stamp) if self.stamp else "".join(self.info)
            self.gather.state(state.info, _joined(text), "rtf info")
        elif state.picture and not outer.picture:
            self._picture()
        elif state.role != outer.role:
            self._paragraph()

    def _picture(self) -> None:
        try:
            data = bytes.fromhex(b"".join(self.image).decode("ascii", "replace"))
        except ValueError:
            return
        kind = picture_kind(data)
        if kind:
            sha256, size = self.spool.put(data)
            name = f"picture{len(self.gather.pictures) + 1}.{kind}"
            anchor = f"p{self.paragraphs + 1}"
            self.gather.pictures.append(Picture(name=name, sha256=sha256, size=size, kind=kind, anchor=anchor))

    def _paragraph(self) -> None:
        words, self.words = self.words, []
        if not any(text.strip() for text, _ in words):
            return
        if self.row or self.column:
            self.row = self.column = 0
        self.paragraphs += 1
        anchor = f"p{self.paragraphs}"
        for role in dict.fromkeys(role for _, role in words):
            self.gather.add(_joined("".join(text for text, own in words if own == role)), anchor=anchor, role=role)

    def _cell(self) -> None:
        if not self.row and not self.column:
            self.tables += 1
        self.column += 1
        words, self.words = self.words, []
        anchor = f"t{self.tables}r{self.row + 1}c{self.column}"
        for role in dict.fromkeys(role for _, role in words):
            text = _joined("".join(text for text, own in words if own == role)).strip("\n")
            self.gather.add(text, anchor=anchor, source="cell", role=role)


def _joined(text: str) -> str:
    r"""Pairs of surrogates (two \u words) become one character, a lone one U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _moment(stamp: dict[bytes, int]) -> str:
    date = f"{stamp.get(b'yr', 0):04}-{stamp.get(b'mo', 0):02}-{stamp.get(b'dy', 0):02}"
    return f"{date}T{stamp.get(b'hr', 0):02}:{stamp.get(b'min', 0):02}" if stamp.get(b"yr") else ""
