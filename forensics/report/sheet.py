"""One sheet of a workbook: a frozen head, a filter, plain rows; no text ever acts as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from forensics.report.visible import visible

_CELL_CHARACTERS = 32_000  # Excel holds 32,767
_CUT = "……（以下略）"
_ADDRESS_CHARACTERS = 2_000  # Excel holds 2,079
_LINKS = 60_000  # a sheet holds 65,530
_ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")


class Link(NamedTuple):
    """A text that opens a file; without an address plain text."""

    text: str
    address: str


Cell = str | int | datetime | Link | None


class Column(NamedTuple):
    """A column's name and width in characters; `day` formats what people will enter there as a date."""

    name: str
    width: int
    day: bool = False


class Styles:
    """The formats all sheets of a book share."""

    def __init__(self, book: Any) -> None:
        look = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", "text_wrap": True}
        rule = {"border": 1, "border_color": "#D8DDE3"}
        head = {"bold": True, "bg_color": "#E9EDF1", "valign": "vcenter"}
        self.text = book.add_format({**look, **rule})
        self.head = book.add_format({**look, **rule, **head})
        self.day = book.add_format({**look, **rule, "num_format": "yyyy-mm-dd"})
        self.time = book.add_format({**look, **rule, "num_format": "yyyy-mm-dd hh:mm"})
        self.link = book.add_format({**look, **rule, "font_color": "#1F4E79", "underline": 1})


def harmless(text: str) -> str:
    """Visible text that fits a cell and starts no formula, here or in a CSV made from it."""
    text = visible(text)
    if text.lstrip(" ").startswith(_ACTIVE):
        text = "'" + text
    return text if len(text) <= _CELL_CHARACTERS else text[: _CELL_CHARACTERS - len(_CUT)] + _CUT


class Sheet:
    """Rows are added one by one; `finish` sets the filter."""

    def __init__(self, book: Any, styles: Styles, name: str, columns: Sequence[Column]) -> None:
        self._sheet = book.add_worksheet(name)
        self._styles = styles
        self._columns = columns
        self._rows = 0
        self._links = 0
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, column.width)
            self._sheet.write_string(0, at, column.name, styles.head)

    def add(self, cells: Sequence[Cell]) -> None:
        """Add a row; cells that are missing at its end stay empty."""
        self._rows += 1
        for at, column in enumerate(self._columns):
            self._write(at, cells[at] if at < len(cells) else None, column)

    def offer(self, name: str, choices: Sequence[str]) -> None:
        """Offer `choices` in the column `name`; other words may be entered too."""
        at = [column.name for column in self._columns].index(name)
        self._sheet.data_validation(
            1, at, max(1, self._rows), at, {"validate": "list", "source": list(choices), "show_error": False}
        )

    def finish(self) -> None:
        """Set the filter over all rows."""
        self._sheet.autofilter(0, 0, self._rows, len(self._columns) - 1)

    def _write(self, at: int, cell: Cell, column: Column) -> None:
        if isinstance(cell, Link):
            self._write_link(at, cell)
        elif isinstance(cell, datetime) and cell.year >= 1900:  # Excel knows no earlier days
            self._sheet.write_datetime(self._rows, at, cell, self._styles.day if column.day else self._styles.time)
        elif isinstance(cell, int):
            self._sheet.write_number(self._rows, at, cell, self._styles.text)
        elif cell:
            self._sheet.write_string(self._rows, at, harmless(str(cell)), self._styles.text)
        else:
            self._sheet.write_blank(self._rows, at, None, self._styles.day if column.day else self._styles.text)

    def _write_link(self, at: int, link: Link) -> None:
        text = harmless(link.text)
        if text and 0 < len(link.address) < _ADDRESS_CHARACTERS and self._links < _LINKS:
            self._links += 1
            self._sheet.write_url(self._rows, at, f"external:{link.address}", self._styles.link, text)
        elif text:
            self._sheet.write_string(self._rows, at, text, self._styles.text)
        else:
            self._sheet.write_blank(self._rows, at, None, self._styles.text)
