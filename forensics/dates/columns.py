"""Dates in the date column of a register, where `3.20` needs no further word to be a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from forensics.dates.dated import Dated, DateRole
from forensics.dates.find import find as find_dates

_HEADERS = frozenset({"日期", "时间", "年月日", "登记日期", "活动日期", "会议日期", "活动时间", "会议时间", "来访日期"})
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")


def in_columns(text: str, year: int | None) -> Iterator[Dated]:
    """The days that stand in cells below a header 日期 or 时间; lines are rows, tabs part cells.

    The year, where a cell lacks it, is that of the title (the first 60 characters), else `year`; such a day is never
    more than likely.
    """
    titled = _YEAR.search(text[:60])
    known = int(titled[1]) if titled else year
    column, start = -1, 0
    for line in text.split("\n"):
        cells = line.split("\t")
        headers = [i for i, cell in enumerate(cells) if cell.strip() in _HEADERS]
        if headers and len(cells) > 2:
            column = headers[0]
        elif 0 <= column < len(cells) and len(cells) > 2:
            offset = start + sum(len(cell) + 1 for cell in cells[:column])
            for found in find_dates(cells[column], year=known, year_from="title" if known else "", dotted=True)[:1]:
                first, last = found.chars
                yield msgspec.structs.replace(found, chars=(offset + first, offset + last), role=DateRole.MEETING)
        start += len(line) + 1
