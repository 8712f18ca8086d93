"""Registers that run from receipt (登记、反馈) through handling to the answer (答复、销号), row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from forensics.dates.dated import Dated
from forensics.knowledge.load import derived, table
from forensics.records import steps
from forensics.records.record import Record
from forensics.records.reliance import weight
from forensics.records.steps import Cell

AGAIN = re.compile(r"补办|补开|补记|补签|补录|重新|重开|第二次|再次|二次|复议|退回|改期")
"""a row that was entered or dealt with once more"""


class Row(msgspec.Struct, frozen=True):
    """A row of a register: (header, day) of the receipt and of all later columns that lie before it."""

    received: tuple[str, Dated]
    late: tuple[tuple[str, Dated], ...]
    whole: bool
    sure: int
    in_line: bool

    @property
    def reversed(self) -> bool:
        """Whether something lies before the receipt."""
        return bool(self.late)


@derived
def _columns() -> dict[str, re.Pattern[str]]:
    known = table("rules")["handling_columns"]
    made = {k: re.compile(f"(?:{'|'.join(v)})") for k, v in known.items() if k != "never"}
    return made | {"never": re.compile(known["never"])}


def _headers(row: list[Cell]) -> dict[int, str]:
    """Which columns of a header row hold the receipt, the end of the work and the answer."""
    words = _columns()
    found: dict[int, str] = {}
    for i, cell in enumerate(row):
        name = re.sub(r"\s", "", cell.text)
        if len(name) > 12 or words["never"].search(name):
            continue
        for sort in ("done", "answered", "received"):
            if words[sort].fullmatch(name) and not (sort == "received" and "received" in found.values()):
                found[i] = sort
                break
    if "received" not in found.values():
        first = next((i for i, s in found.items() if s == "answered"), None)
        if first is not None and first == min(found) and "反馈" in row[first].text:
            found[first] = "received"  # 反馈时间 at the head of a rectification ledger is when the problem was named
    received = [i for i, s in found.items() if s == "received"]
    if not received or len(found) < 2 or any(i < received[0] for i in found):
        return {}
    return found


def register_rows(record: Record) -> list[Row]:
    """The rows of registers that run from receipt to answer."""
    full = record.text.full
    if "\t" not in full or not re.search(r"办|理|复|处|改|成|销|馈|访", full):
        return []
    rows = steps.rows_of(record)
    year = steps.year_of(record)
    headers: list[Cell] = []
    sorts: dict[int, str] = {}
    read: list[tuple[tuple[str, Dated], list[tuple[str, Dated]], str]] = []
    for row in rows:
        if len(row) < 3:
            continue
        if found := _headers(row):
            headers, sorts = row, found
            continue
        if not sorts:
            continue
        received: tuple[str, Dated] | None = None
        later: list[tuple[str, Dated]] = []
        for cell in row:
            at = steps.column_of(cell, headers)
            if at not in sorts:
                continue
            text = cell.text.strip()
            day = steps.day_in(cell.text, cell.start, year, last=sorts[at] != "received")
            if day is None or not day.is_day:
                continue
            name = re.sub(r"\s", "", headers[at].text)
            if sorts[at] == "received":
                received = (name, day)
            elif len(text) <= len(day.text) + 6 or _ends_with_work(cell, day):
                later.append((name, day))
        if received and later:
            read.append((received, later, "\t".join(c.text for c in row)))
    return [_row(record, read, i) for i in range(len(read))]


def _ends_with_work(cell: Cell, day: Dated) -> bool:
    """Whether a note says that the work ended on a day: 5月22日清淤完毕."""
    after = cell.text[day.chars[1] - cell.start :][:16]
    return bool(re.search(r"^[^，。；]{0,10}(?:完|毕|结|解决|处理|答复|回复|修[好复]|销号)", after))


def _row(record: Record, read: Sequence[tuple[tuple[str, Dated], list[tuple[str, Dated]], str]], at: int) -> Row:
    received, later, words = read[at]
    late = []
    for name, day in later:
        if day.end >= received[1].start or AGAIN.search(words):
            continue
        unyeared = bool(day.year_from)
        if unyeared and (received[1].start - day.end).days > 180:
            continue  # December received, January answered
        late.append((name, day))
    sure = min(weight(d, record) for _, d in (received, *(late or later)))
    before = read[at - 1][0][1].start if at else received[1].start
    after = read[at + 1][0][1].start if at + 1 < len(read) else received[1].start
    return Row(received, tuple(late), len(later) > 0, sure, before <= received[1].start <= after)
