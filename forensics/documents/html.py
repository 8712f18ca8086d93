"""HTML to spans and tables. The parser is libxml2's, event by event: no recursion on broken markup."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from forensics.documents.document import Role, Table
from forensics.documents.encoding import decode
from forensics.documents.gather import Full, Gather

_BLOCKS = frozenset(
    (
        *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "hr", "pre"),
        *("blockquote", "dt", "dd", "dl", "section", "article", "header", "footer", "title", "body", "form"),
        *("fieldset", "center", "address", "caption", "option"),
    )
)
_SILENT = frozenset(("script", "style", "template", "noscript"))
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,30})", re.I)
_COLUMNS = 256
_CELLS = 500_000


def html_text(data: bytes) -> str:
    """The characters of a page: by byte order mark, by the declared charset if it fits, by the ladder."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = found.group(1).decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data).text


def read_html(text: str, gather: Gather, role: Role = "body", prefix: str = "") -> None:
    """Add the paragraphs (`p3`), cells (`t1r2c3`) and title of a page. Raises Full at the character limit."""
    target = _Target(gather, role, prefix)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=False)
    data = text.encode("utf-8", "replace")
    try:
        for start in range(0, len(data), 1 << 16):
            parser.feed(data[start : start + (1 << 16)])
        parser.close()
    except (etree.XMLSyntaxError, AssertionError):
        if text.strip():
            gather.lose("HTML 有错，可能没有读全")
    if target.full:
        raise Full
    target.finish()


class _Grid:
    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.cell_at = 0
        self.headers = 0
        self.heading = True


class _Target:
    """libxml2's events, gathered into paragraphs and cells. An exception must not pass through the parser."""

    def __init__(self, gather: Gather, role: Role, prefix: str) -> None:
        self.gather = gather
        self.role: Role = role
        self.prefix = prefix
        self.full = False
        self.silent = 0
        self.veils: list[str] = []
        self.title = False
        self.paragraphs = self.tables = 0
        self.words: list[str] = []
        self.grids: list[_Grid] = []

    def start(self, tag: str, attributes: Any) -> None:
        if tag in _SILENT:
            self.silent += 1
        if tag in _BLOCKS or tag in ("td", "th"):
            self._break()
        if tag not in _VOID and (self.veils or _HIDDEN.search(attributes.get("style", ""))):
            if not self.veils:
                self._break()
            self.veils.append(tag)
        self.title = self.title or tag == "title"
        if tag == "table":
            self.tables += 1
            self.grids.append(_Grid(f"{self.prefix}t{self.tables}"))
        elif self.grids and tag in ("tr", "td", "th"):
            self._row_or_cell(self.grids[-1], tag, attributes)

    def _row_or_cell(self, grid: _Grid, tag: str, attributes: Any) -> None:
        self._close_cell(grid)
        if tag == "tr" or not grid.rows:
            self._close_row(grid)
            grid.rows.append([])
        if tag != "tr":
            row = grid.rows[-1]
            row.append("")
            if tag == "td":
                grid.heading = False
            grid.cell = []
            span = str(attributes.get("colspan", "1")).strip()
            width = min(int(span), _COLUMNS) if span.isascii() and span.isdecimal() and len(span) < 10 else 1
            grid.cell_at = len(row)
            row.extend([""] * (min(width, _COLUMNS) - 1))

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        if tag in _BLOCKS or tag in ("td", "th"):
            self._break()
        if self.veils and tag not in _VOID:
            if len(self.veils) == 1:
                self._break()
            self.veils.pop()
        if tag == "title":
            self.title = False
        if self.grids and tag in ("td", "th", "tr"):
            self._close_cell(self.grids[-1])
        elif self.grids and tag == "table":
            self._close_table(self.grids.pop())

    def data(self, text: str) -> None:
        if not self.silent:
            self.words.append(text)

    def close(self) -> None:
        """Asked for by lxml at the end of the page; `finish` does the work, outside the parser."""

    def finish(self) -> None:
        self._break()
        while self.grids:
            self._close_table(self.grids.pop())

    def _break(self) -> None:
        text = _BLANK.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        if not text or self.full:
            return
        try:
            if self.title:
                self.gather.state("title", text, "html")
            elif self.veils:
                self.gather.add(text, anchor=f"{self.prefix}p{self.paragraphs + 1}", role="hidden")
            elif self.grids and self.grids[-1].cell is not None:
                self.grids[-1].cell.append(text)
            else:
                self.paragraphs += 1
                self.gather.add(text, anchor=f"{self.prefix}p{self.paragraphs}", role=self.role)
        except Full:
            self.full = True

    def _close_cell(self, grid: _Grid) -> None:
        if grid.cell is None:
            return
        text, grid.cell = "\n".join(grid.cell), None
        row = grid.rows[-1]
        row[grid.cell_at - 1] = text
        place = f"{grid.name}r{len(grid.rows)}c{grid.cell_at}"
        try:
            if not self.full:
                self.gather.add(text, anchor=place, source="cell", role=self.role)
        except Full:
            self.full = True

    def _close_row(self, grid: _Grid) -> None:
        if grid.rows and grid.rows[-1] and grid.heading and grid.headers == len(grid.rows) - 1:
            grid.headers += 1
        grid.heading = True

    def _close_table(self, grid: _Grid) -> None:
        self._close_cell(grid)
        self._close_row(grid)
        width = max(map(len, grid.rows), default=0)
        if not width or width * len(grid.rows) > _CELLS:
            return
        self.gather.tables.append(
            Table(
                name=grid.name,
                rows=tuple(tuple(row) + ("",) * (width - len(row)) for row in grid.rows),
                anchors=tuple(
                    tuple(f"{grid.name}r{y}c{x}" for x in range(1, width + 1)) for y in range(1, len(grid.rows) + 1)
                ),
                header_rows=grid.headers if grid.headers < len(grid.rows) else 0,
            )
        )
