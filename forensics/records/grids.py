"""Tables of a year's meetings, months by sorts of meeting: the day in a cell says when it was held."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from forensics.records import kinds
from forensics.records.record import Record

_MONTH = re.compile(r"(?:20\d\d年)?\s*([一二三四五六七八九十]{1,2}|0?[1-9]|1[0-2])\s*月份?")
_DAYS = re.compile(r"(?:(?P<month>\d{1,2})[月./])?(?P<day>\d{1,2})(?:日|号)?")
_EMPTY = re.compile(r"[\s—–\-－/\\无未缺空×✗]*(?:[召开]{1,2})?")
_BETWEEN = re.compile(r"[\s、，,；;和及]*")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年)")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ENOUGH = 6
"""months that a table must have to be one of the year"""
_FEWEST = 3
"""cells with days below which a column is taken for one of other things"""


class Cell(msgspec.Struct, frozen=True):
    """A cell: the kind of meeting, the month, the days on which it was held; `said` is what stands there instead.

    `chars` is the cell's half-open range of the record's text.
    """

    kind: str
    year: int
    month: int
    days: tuple[datetime.date, ...]
    said: str
    chars: tuple[int, int]


def cells_in(record: Record) -> Iterator[Cell]:
    """The cells of the first such table, months in rows or in columns; none where they hold ticks or other things."""
    year = _YEAR.search(record.title) or _YEAR.search(record.name) or _YEAR.search(record.path)
    if not year:
        return
    for table in _tables(record.text.full):
        cells = [*_read(table, int(year[0]))] or [*_read(_turned(table), int(year[0]))]
        if cells:
            yield from cells
            return


_Row = Sequence[tuple[str, tuple[int, int]]]


def _tables(full: str) -> Iterator[list[_Row]]:
    """Runs of lines with cells, each cell with its range."""
    rows: list[_Row] = []
    at = 0
    for line in full.split("\n"):
        row, left = [], at
        for cell in line.split("\t"):
            row.append((cell.strip(), (left, left + len(cell))))
            left += len(cell) + 1
        rows.append(row)
        at += len(line) + 1
    for whole, run in groupby(rows, key=lambda r: len(r) > 1):
        if whole:
            yield list(run)


def _turned(table: Sequence[_Row]) -> list[_Row]:
    width = min((len(row) for row in table), default=0)
    return [[row[i] for row in table] for i in range(width)]


def _read(table: Sequence[_Row], year: int) -> Iterator[Cell]:
    """Months in rows, sorts of meeting in the header."""
    header, *rows = table
    named = {i: found[0] for i, (cell, _) in enumerate(header) if len(found := kinds.meetings_named(cell)) == 1}
    months = [(month, row) for row in rows if (month := _month(row[0][0]))]
    if not named or len({m for m, _ in months}) < _ENOUGH:
        return
    for i, kind in named.items():
        column = [_cell(kind, year, month, row[i] if i < len(row) else ("", row[-1][1])) for month, row in months]
        if sum(bool(c and c.days) for c in column) >= _FEWEST:
            yield from (c for c in column if c)


def _cell(kind: str, year: int, month: int, cell: tuple[str, tuple[int, int]]) -> Cell | None:
    said, chars = cell
    days = [*_DAYS.finditer(said)]
    rest = _DAYS.sub("", said)
    if days and _BETWEEN.fullmatch(rest) and all(int(d["month"] or month) == month for d in days):
        try:
            held = tuple(datetime.date(year, month, int(d["day"])) for d in days)
        except ValueError:
            return None
        return Cell(kind, year, month, held, "", chars)
    return Cell(kind, year, month, (), "" if _EMPTY.fullmatch(said) else said, chars)


def _month(text: str) -> int:
    match = _MONTH.fullmatch(text)
    if not match:
        return 0
    return int(match[1]) if match[1].isdecimal() else 1 + _NUMERALS.index(match[1])
