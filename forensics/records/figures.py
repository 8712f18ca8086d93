"""The figures that a record states: indicator, value and unit, of which row or unit, on which day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from forensics.dates.dated import Dated
from forensics.documents.document import Table
from forensics.records.minutes.counts import number

_HAN = r"[\u4e00-\u9fff]"
_ABOUT = r"约|近|大约|将近|超过|不足|不到|逾|至少|最多|上|几"
_MORE = r"左右|上下|以上|以下|以内|多|余|来|许"
_DIGITS = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:\.[0-9]+)?|[0-9０-９]{1,12}(?:\.[0-9]{1,6})?"
_SPOKEN = r"[一二两三四五六七八九十百千零〇壹贰叁肆伍陆柒捌玖拾佰仟]{1,9}"
_UNITS = (
    r"万元|亿元|元|人次|户次|人|名|位|户|次|个|件|条|项|场|期|篇|份|册|本|亩|公里|千米|米|吨|公斤|斤|小时|课时|学时|天|张|支|票|栋|"
    r"组|处|座|盏|台|辆|株|棵|袋|套|分|%|％|‰|个百分点|百分点"
)
_STATED = re.compile(
    rf"(?P<what>(?:{_HAN}|[（(]{_HAN}{{1,8}}[)）]|\d+岁|[“”《》]){{1,20}}?)[ \u3000]*"
    r"(?:[:：]|共计|合计|总计|分别为|共有|共|达到|达|计|为|是|有|了)?[ \u3000]*"
    rf"(?P<about>{_ABOUT})?(?P<n>{_DIGITS}|{_SPOKEN})(?:[ \u3000]*(?P<range>[-—–~～至到])[ \u3000]*(?P<to>{_DIGITS}))?"
    rf"[ \u3000]*(?P<before>多|余|来)?(?P<unit>{_UNITS})(?P<more>{_MORE})?"
)
_NOT_OF_IT = re.compile(
    r"\A(?:其中|并且|以及|同时|目前|现在|现有|现|全年|全村|全镇|全社区|今年|去年|本年|本月|当月|当年|截至|截止|至今|累计|已经|已|我村|我镇|我局|本?支部(?=[共有现])|共有|共|有|每|各|的|和|及|与|了|在)+"
)
_END_OF_IT = re.compile(r"(?:共计|合计|总计|共|达|为|是|有|了|的|约|近|第|从|由)+\Z")
_NUMBERED = re.compile(r"第\Z")
_CELL = re.compile(
    rf"(?P<about>{_ABOUT})?[¥￥]?(?P<n>-?(?:{_DIGITS}))(?:[-—–~～至](?P<to>{_DIGITS}))?(?P<before>多|余)?(?P<unit>{_UNITS})?(?P<more>{_MORE})?"
)
_TOTAL = re.compile(r"(?:合|总|小|共|累)\s*计|全[村镇乡局区县]合计")
_PART = re.compile(r"其\s*中\s*[:：]?\s*")
_UNIT_IN_HEAD = re.compile(rf"[（(](?:单位[:：])?(?P<unit>{_UNITS})[)）]")
_TABLE_UNIT = re.compile(rf"单位\s*[:：]\s*(?P<unit>{_UNITS})(?=[\s、/）)]|\Z)")
_NO_FIGURE = re.compile(
    r"序\s*号|编\s*号|^号$|^No\.?$|电\s*话|手\s*机|身份证|日\s*期|时\s*间|年\s*[月份]|出\s*生|入\s*党|账\s*号|卡\s*号|邮\s*编|文\s*号|期\s*号|备\s*注"
)
_DATE = re.compile(r"[12][0-9]{3}[年./\-][0-9月日./\-]*|[0-9]{1,4}(?:[./\-][0-9]{1,2}){2}|[0-9]{1,2}月[0-9日号]*")
_TIMES = {"万元": (10_000, "元"), "亿元": (100_000_000, "元"), "％": (1, "%")}
_LONGEST = 9
"""digits beyond which a number is one of a telephone, a card, an account"""
_HEADING = 60
_HEADERS = 3
"""rows that a table's header has at most"""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A stated number. `scope` is the row it stands in (a person, a village), '' in running text.

    `total` says that it sums up others, `part_of` names the indicator of which it is a part (其中). A figure that is
    a range or an approximation is not `sure`; its value is the first number. Half-open range of the words.
    """

    indicator: str
    value: float
    unit: str
    chars: tuple[int, int]
    scope: str = ""
    day: Dated | None = None
    total: bool = False
    part_of: str = ""
    sure: bool = True


class Cell(msgspec.Struct, frozen=True):
    """A cell of a grid with its half-open range in the text."""

    text: str
    chars: tuple[int, int]


Grid = list[list[Cell]]


def figures_in(text: str, tables: Iterable[Grid] | None = None, dates: Sequence[Dated] = ()) -> tuple[Figure, ...]:
    """The figures of a text and its tables, in order; without `tables`, rows of the text that tabs part are read."""
    grids = list(grids_in(text)) if tables is None else list(tables)
    when = _Days(text, [d for d in dates if not d.told and not d.impossible])
    of_tables = [f for grid in grids for f in _of_grid(text, grid)]
    found = [*of_tables, *_of_prose(text, [d.chars for d in dates])]
    dated = (msgspec.structs.replace(f, day=when.at(f.chars[0])) for f in found)
    return tuple(sorted(dated, key=lambda f: f.chars))


def grids_in(text: str) -> Iterator[Grid]:
    """Runs of lines with tabs."""
    grid: Grid = []
    at = 0
    for line in text.split("\n"):
        if "\t" in line:
            row, left = [], at
            for cell in line.split("\t"):
                row.append(Cell(cell.strip(), (left, left + len(cell))))
                left += len(cell) + 1
            grid.append(row)
        elif grid:
            yield grid
            grid = []
        at += len(line) + 1
    if grid:
        yield grid


def grids_of(tables: Iterable[Table], starts: dict[str, int]) -> Iterator[Grid]:
    """The grids of a document's tables; `starts` tells where the cell of an anchor begins in the running text."""
    for table in tables:
        rows: Grid = []
        at = 0
        for cells, anchors in zip(table.rows, table.anchors, strict=False):
            row = []
            for cell, anchor in zip(cells, anchors, strict=False):
                at = starts.get(anchor, at)
                row.append(Cell(cell.strip(), (at, at + len(cell))))
            rows.append(row)
        yield rows


class _Days:
    """The day that holds at an offset: the one of its line, else the last one above that stands in a heading."""

    def __init__(self, text: str, dates: Sequence[Dated]) -> None:
        self._text = text
        self._starts = [d.chars[0] for d in dates]
        self._dates = dates
        headings = [d for d in dates if self._heads(d.chars[0])]
        self._heading_starts = [d.chars[0] for d in headings]
        self._headings = headings

    def at(self, offset: int) -> Dated | None:
        start, end = self._line(offset)
        inside = self._dates[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]
        # a month in a row is as often that of joining the Party or of birth
        if len(inside) == 1 and (inside[0].is_day or "\t" not in self._text[start:end]):
            return inside[0]
        above = bisect_right(self._heading_starts, offset)
        return self._headings[above - 1] if above else None

    def _heads(self, at: int) -> bool:
        start, end = self._line(at)
        return end - start <= _HEADING and "\t" not in self._text[start:end]

    def _line(self, at: int) -> tuple[int, int]:
        start, end = self._text.rfind("\n", 0, at) + 1, self._text.find("\n", at)
        return start, len(self._text) if end < 0 else end


def _of_grid(text: str, grid: Grid) -> Iterator[Figure]:
    rows = [row for row in grid if sum(bool(c.text) for c in row) > 1]
    depth = next((i for i, row in enumerate(rows) if sum(_numeric(c) for c in row) > 0), len(rows))
    if depth == 0 or depth == len(rows):
        yield from (f for row in rows for f in _of_pairs(row))
        return
    heads = rows[max(0, depth - _HEADERS) : depth]
    first = rows[0][0].chars[0]
    above = _TABLE_UNIT.search(text, max(0, first - _HEADING * 2), first) or _TABLE_UNIT.search(
        " ".join(c.text for c in heads[0])
    )
    columns = list(_columns(heads, above["unit"] if above else ""))
    for row in rows[depth:]:
        scope = next((c.text for i, c in enumerate(row) if c.text and not _numeric(c) and not _is_date(c.text)), "")
        total = bool(_TOTAL.search(scope)) or any(_TOTAL.fullmatch(c.text) for c in row)
        for (name, part_of, unit), cell in zip(columns, row, strict=False):
            if name and not _NO_FIGURE.search(name) and (read := _value(cell.text)):
                value, stated, sure = read
                yield Figure(
                    indicator=name, value=value, unit=stated or unit, chars=cell.chars,
                    scope="合计" if total else scope, total=total or bool(_TOTAL.fullmatch(name)),
                    part_of=part_of, sure=sure,
                )  # fmt: skip


def _columns(heads: list[list[Cell]], unit: str) -> Iterator[tuple[str, str, str]]:
    """Name, the indicator it is a part of, and unit of each column, from one or two rows of headers."""
    width = max(len(row) for row in heads)
    upper, whole, whole_at_upper = "", "", ""
    for i in range(width):
        texts = [row[i].text if i < len(row) else "" for row in heads]
        top, low = texts[0], " ".join(filter(None, texts[1:]))
        upper = top or (upper if low else "")
        named = _UNIT_IN_HEAD.search(f"{top} {low}") or _UNIT_IN_HEAD.search(upper)
        label = _UNIT_IN_HEAD.sub("", low or top).strip()
        head = _UNIT_IN_HEAD.sub("", upper).strip()
        part_of = ""
        if _PART.match(label):
            label, part_of = _PART.sub("", label, count=1), whole
        elif low and _PART.fullmatch(head):
            part_of = whole_at_upper or whole
        elif low and head and head != label:
            label = f"{head}：{label}"
        if not part_of:
            whole = label
            whole_at_upper = label if not low else whole_at_upper
        yield label, part_of, named["unit"] if named else ("%" if "率" in label or "占比" in label else unit)


def _of_pairs(row: list[Cell]) -> Iterator[Figure]:
    """Figures of a form: label and value side by side."""
    whole = ""
    for label, cell in pairwise(row):
        if label.text and not _numeric(label) and not _NO_FIGURE.search(label.text) and (read := _value(cell.text)):
            value, unit, sure = read
            named = _UNIT_IN_HEAD.search(label.text)
            name = _UNIT_IN_HEAD.sub("", label.text).strip(" ：:")
            part = bool(_PART.match(name))
            yield Figure(
                indicator=_PART.sub("", name), part_of=whole if part else "", value=value,
                unit=unit or (named["unit"] if named else ""),
                chars=(label.chars[0], cell.chars[1]), total=bool(_TOTAL.search(name)), sure=sure,
            )  # fmt: skip
            whole = whole if part else name


def _numeric(cell: Cell) -> bool:
    return _value(cell.text) is not None


def _is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text))


def _value(text: str) -> tuple[float, str, bool] | None:
    """Value, unit and whether it is exact, of a cell that holds one number."""
    match = _CELL.fullmatch(text.replace(" ", ""))
    if not match or sum(c.isdigit() for c in match["n"]) > _LONGEST or _is_date(text):
        return None
    value, unit = _scaled(match["n"], match["unit"] or "")
    return value, unit, not (match["about"] or match["to"] or match["before"] or match["more"])


def _scaled(digits: str, unit: str) -> tuple[float, str]:
    spoken = number(digits)
    value = (
        float(spoken) if spoken is not None else float(digits.translate(_FULL_WIDTH).replace(",", "").replace("，", ""))
    )
    times, named = _TIMES.get(unit, (1, unit))
    return round(value * times, 4), named


_FULL_WIDTH = {ord("０") + i: str(i) for i in range(10)}


def _of_prose(text: str, dated: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """Figures of running text: 党员总数31名；收缴党费1,240.50元；占比35%。"""
    taken = frozenset(i for a, b in dated for i in range(a, b))
    whole, part = "", False
    for match in _STATED.finditer(text):
        if match.start("n") in taken or "\t" in text[match.start() : match.end()]:
            continue
        raw = match["what"].strip("“”《》")
        what = _END_OF_IT.sub("", _NOT_OF_IT.sub("", raw)) or (whole if match["unit"] in "%％" else "")
        if not what or _NUMBERED.search(raw) or match["n"] == "一":
            continue  # 最该改的一条 counts nothing
        value, unit = _scaled(match["n"], match["unit"])
        listed = text[match.start() - 1 : match.start()] == "、" and part  # 其中女党员8名、预备党员2名
        part = listed or "其中" in raw or "其中" in text[max(0, match.start() - 3) : match.start()]
        yield Figure(
            indicator=what, value=value, unit=unit, chars=match.span(), total=bool(_TOTAL.search(match[0])),
            part_of=whole if part else "",
            sure=not (match["about"] or match["to"] or match["before"] or match["more"]),
        )  # fmt: skip
        whole = whole if part else what
