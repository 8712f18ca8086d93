"""The names of a sign-in sheet: who came, who did not and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from forensics.records.minutes.names import listed, names_at

_TICK = re.compile(r"[√✓✔∨vV○O]|已?到|签")
_AWAY = re.compile(r"未|没|缺|假|因|差|病|院|外出|务工|培训|不在|值班|事")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_NUMBER = re.compile(r"[0-9OolI]{1,3}")
_NAME_HEADER = re.compile(r"姓\s*名|党员姓名|签名人|参会人员姓名")
_SIGN_HEADER = re.compile(r"签\s*[到名字]|到会|出席|是否到")
_REMARK_HEADER = re.compile(r"备\s*注|说\s*明|原\s*因")


class Signature(msgspec.Struct, frozen=True):
    """A person of a sign-in sheet: whether there (else away), the reason stated, half-open range of the name."""

    name: str
    came: bool
    reason: str
    chars: tuple[int, int]


class _Block(msgspec.Struct, frozen=True):
    """The columns of one of the blocks that stand side by side; `sign` and `remark` may lie beyond the row."""

    name: int
    sign: int
    remark: int


def signatures_in(text: str, start: int, end: int) -> Iterator[Signature]:
    """The people whose cell is ticked or signed, or gives a reason; without columns, those of rows of bare names."""
    blocks: list[_Block] = []
    bare: list[Signature] = []
    width = 0
    at = start
    for line in text[start:end].split("\n"):
        cells = line.split("\t")
        if any(_NAME_HEADER.fullmatch(c.strip()) for c in cells):
            blocks, width = list(_blocks(cells)), len(cells) - bool(_REMARK_HEADER.search(cells[-1]))
        elif blocks and len(cells) > 1:
            yield from _row(cells, at, blocks) if len(cells) >= width else _narrow_row(cells, at)
        elif (
            not blocks and (row := list(names_at(text, at, at + len(line)))) and row[-1].end >= at + len(line.rstrip())
        ):
            bare += [Signature(n.name, True, "", n.chars) for n in row]
        at += len(line) + 1
    if not blocks:
        yield from bare


def _row(cells: list[str], at: int, blocks: list[_Block]) -> Iterator[Signature]:
    offsets = [at]
    for cell in cells:
        offsets.append(offsets[-1] + len(cell) + 1)
    for block in blocks:
        name = re.sub(r"\s", "", cells[block.name]) if block.name < len(cells) else ""
        if not (_NAME.fullmatch(name) and (listed(name) or len(name) <= 4)):
            continue
        mark = cells[block.sign].strip() if block.sign < len(cells) else ""
        remark = cells[block.remark].strip() if block.remark < len(cells) else ""
        away = bool(_AWAY.search(mark)) and mark != name
        came = not away and (bool(_TICK.search(mark)) or re.sub(r"\s", "", mark) == name)
        chars = (offsets[block.name], offsets[block.name] + len(cells[block.name]))
        if came:
            yield Signature(name, True, "", chars)
        elif mark or _AWAY.search(remark):
            yield Signature(name, False, mark or remark, chars)


def _narrow_row(cells: list[str], at: int) -> Iterator[Signature]:
    """The people of a row whose empty cells recognition left out: a running number, a name, what stands by it."""
    name, chars, beside = "", (at, at), ""
    for cell in (*cells, "0"):
        plain = re.sub(r"\s", "", cell)
        if _NUMBER.fullmatch(plain):
            if name and beside:
                came = not _AWAY.search(beside.replace(name, ""))
                yield Signature(name, came, "" if came else beside, chars)
            name, beside = "", ""
        elif not name and listed(plain):
            name, chars = plain, (at, at + len(cell))
        elif name and (plain == name or _TICK.search(plain) or _AWAY.search(plain)):
            beside += plain
        at += len(cell) + 1


def _blocks(cells: list[str]) -> Iterator[_Block]:
    """Name column with the signature and remark columns that follow it before the next name column."""
    heads = [i for i, cell in enumerate(cells) if _NAME_HEADER.fullmatch(cell.strip())]
    for i, stop in zip(heads, [*heads[1:], len(cells)], strict=True):
        sign = next((j for j in range(i + 1, stop) if _SIGN_HEADER.search(cells[j])), len(cells))
        remark = next((j for j in range(i + 1, stop) if _REMARK_HEADER.search(cells[j])), len(cells))
        yield _Block(i, sign, remark)
