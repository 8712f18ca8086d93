"""Plain text (txt, md, log, csv): a span per line, and a table where the lines are one."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from forensics.archive.spool import Spool
from forensics.documents.document import Document, Table
from forensics.documents.encoding import decode
from forensics.documents.gather import Full, Gather
from forensics.guard.limits import Limits

_DELIMITERS = ",\t;|，"
_CELLS = 1_000_000


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The lines of a text file in whatever encoding; `encoding` stands among the properties."""
    gather = Gather(limits)
    most = limits.characters * 4
    with file.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        gather.lose(f"文字超过 {limits.characters} 字，其余未读")
        data = data[:most]
    text, encoding, note = decode(data)
    gather.state("encoding", encoding, "")
    if note:
        gather.notes.append(note)
    if "\ufffd" in text:
        gather.lose("部分字节无法解码")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        for number, line in enumerate(lines, 1):
            gather.add(line.replace("\0", ""), anchor=f"l{number}", source="line")
    except Full:
        pass
    table = _table(lines)
    if table:
        gather.tables.append(table)
    return gather.document("text")


def _table(lines: list[str]) -> Table | None:
    """The table that the lines are, if one sign parts nearly all of them into equally many cells."""
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    delimiter = _delimiter([line for _, line in kept[:200]])
    if not delimiter:
        return None
    rows: list[tuple[str, ...]] = []
    anchors: list[tuple[str, ...]] = []
    cells = 0
    for number, line in kept:
        try:
            row = tuple(next(csv.reader([line.replace("\0", "")], delimiter=delimiter), []))
        except csv.Error:
            return None
        cells += len(row)
        if cells > _CELLS:
            break
        rows.append(row)
        anchors.append((f"l{number}",) * len(row))
    width = max(map(len, rows))
    if width * len(rows) > _CELLS:
        return None
    return Table(
        name="t1",
        rows=tuple(row + ("",) * (width - len(row)) for row in rows),
        anchors=tuple(row + row[:1] * (width - len(row)) for row in anchors),
        header_rows=_header_rows(rows),
    )


def _delimiter(lines: list[str]) -> str:
    # Sentences hold commas too, yet not equally many on every line, and they are longer than cells.
    if len(lines) < 2:
        return ""
    for sign in _DELIMITERS:
        counts = Counter(len(_cells(line, sign)) for line in lines)
        width, often = counts.most_common(1)[0]
        prose = sign in ",，" and any("。" in line for line in lines)
        if width >= 2 and often >= max(2, 0.9 * len(lines)) and not prose:
            return sign
    return ""


def _cells(line: str, sign: str) -> list[str]:
    try:
        return next(csv.reader([line.replace("\0", "")], delimiter=sign), [])
    except csv.Error:
        return []


def _header_rows(rows: list[tuple[str, ...]]) -> int:
    """1 if the first row holds no number and a later one does."""
    first, *rest = rows
    numeric = any(_number(cell) for row in rest for cell in row)
    return int(numeric and all(cell.strip() for cell in first) and not any(map(_number, first)))


def _number(cell: str) -> bool:
    stripped = cell.strip().replace(",", "").replace(".", "").replace("-", "").replace("/", "").rstrip("%元")
    return stripped.isascii() and stripped.isdecimal()
