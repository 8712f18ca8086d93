"""A document's running text: its spans in reading order, joined, with the way back to their places."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from forensics.documents.document import Document, Role, Span
from forensics.documents.place import Place
from forensics.text.fold import Folded, fold, simplify

CONTENT: frozenset[Role] = frozenset({"body", "header", "footer", "note"})
ENDS = "。！？；：!?;:）)》”"
BEGINS = re.compile(
    r"\s*(?:[\u4e00-\u9fff\s]{1,8}[:：]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十\d]+[条章节项])"
)
"""how a line begins that does not continue the one above: a label, a number"""
CUT = re.compile(r"\d[ \u3000]*\Z")
UNIT = re.compile(r"[ \u3000]*[年月日号时点分人名票张元%％]")
"""a number whose unit stands at the head of the next line was cut by the line's end"""
QUOTE_LENGTH = 120


class Text:
    """The running text of a document. Character offsets are those of `full`.

    Lines of pages and of text files that run on to the next line are joined without a break; paragraphs are
    separated by a line feed, cells of one row by a tab. Deleted and hidden text and comments are left out.
    """

    def __init__(self, document: Document) -> None:
        self._turns = {p.number: p.turn for p in document.pages}
        self._drawn = {p.number for p in document.pages if p.ocr}
        self.spans = tuple(s for s in document.spans if s.role in CONTENT and s.text)
        self.full, self._starts = _join(self.spans)

    @cached_property
    def folded(self) -> Folded:
        """The text in the form in which wording is compared."""
        return fold(self.full)

    @cached_property
    def simplified(self) -> str:
        """The text with traditional characters simplified one by one: offsets are those of `full`."""
        return simplify(self.full)

    @property
    def recognised(self) -> bool:
        """Whether any of it was read by OCR."""
        return any(s.source == "ocr" for s in self.spans)

    def confidence(self, start: int, end: int) -> float:
        """The lowest confidence of the spans that a range touches; 1.0 for text that was not recognised."""
        return min((s.confidence for s in self._touched(start, end)), default=1.0)

    def recognised_at(self, start: int, end: int) -> bool:
        """Whether a range was read by OCR."""
        return any(s.source == "ocr" for s in self._touched(start, end))

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The range of the sentence (or cell, or line) around a range."""
        left = max((self.full.rfind(c, 0, start) for c in "。！？；\n\t"), default=-1) + 1
        stops = [i for c in "。！？；\n\t" if (i := self.full.find(c, max(start, end - 1))) >= 0]
        right = min(stops, default=len(self.full))
        while left < start and self.full[left].isspace():
            left += 1
        return left, max(end, right + (right < len(self.full) and self.full[right] in "。！？；"))

    def place(self, path: str, start: int, end: int, *, note: str = "", row: int = 0, side: int = 0) -> Place:
        """The place of a range: the sentence around it is quoted, the range itself is marked."""
        left, right = self.sentence(start, end)
        if right - left > QUOTE_LENGTH:
            slack = max(0, QUOTE_LENGTH - (end - start)) // 2
            left, right = max(left, start - slack), min(right, end + slack)
        return self.passage(path, left, right, ((start, end),), note=note, row=row, side=side)

    def places(
        self, path: str, ranges: Iterable[tuple[int, int]], *, note: str = "", first_row: int = 0, most: int = 6
    ) -> list[Place]:
        """Places of several ranges, one in each row; ranges of one sentence are marked together."""
        sentences: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for start, end in ranges:
            sentences[self.sentence(start, end)].append((start, end))
        found: list[Place] = []
        for row, ((left, right), marks) in enumerate(list(sentences.items())[:most], first_row):
            if right - left > QUOTE_LENGTH:
                found.append(self.place(path, *marks[0], note=note, row=row))
            else:
                found.append(self.passage(path, left, right, tuple(marks), note=note, row=row))
        return found

    def passage(
        self,
        path: str,
        left: int,
        right: int,
        marks: tuple[tuple[int, int], ...],
        *,
        note: str = "",
        row: int = 0,
        side: int = 0,
    ) -> Place:
        """A place that quotes `left`..`right` and marks ranges within it."""
        touched = self._touched(*(marks[0] if marks else (left, right)))
        first = touched[0] if touched else None
        page = first.page if first else 0
        return Place(
            path=path,
            page=page,
            box=_around([s for s in self._touched(left, right) if s.page == page]),
            turn=self._turns.get(page, 0),
            anchor=first.anchor if first else "",
            quote=self.full[left:right],
            marks=tuple((max(0, a - left), min(right, b) - left) for a, b in marks if b > left and a < right),
            note=note,
            row=row,
            side=side,
            show=page in self._drawn,
        )

    def _touched(self, start: int, end: int) -> list[Span]:
        first = max(0, bisect_right(self._starts, start) - 1)
        found = []
        for i in range(first, len(self.spans)):
            if self._starts[i] >= max(end, start + 1):
                break
            found.append(self.spans[i])
        return found


def _around(spans: list[Span]) -> tuple[float, float, float, float] | None:
    boxes = [s.box for s in spans if s.box]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _join(spans: tuple[Span, ...]) -> tuple[str, list[int]]:
    margins = _right_margins(spans)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    separator = ""
    for i, span in enumerate(spans):
        if i:
            # a line that shares its row with another is a row of a form: it never runs on
            tabular = separator == "\t" or (i + 1 < len(spans) and _same_row(span, spans[i + 1]))
            separator = _between(spans[i - 1], span, margins, tabular)
            parts.append(separator)
            length += len(separator)
        starts.append(length)
        parts.append(span.text)
        length += len(span.text)
    return "".join(parts), starts


def _right_margins(spans: tuple[Span, ...]) -> dict[int, float]:
    """Where full lines end: the right edge of a page's longest lines, the length of a text file's."""
    edges: dict[int, list[float]] = defaultdict(list)
    for s in spans:
        if s.box:
            edges[s.page].append(s.box[2])
        elif s.source == "line":
            edges[0].append(_width(s.text))
    return {page: sorted(e)[math.ceil(0.95 * (len(e) - 1))] for page, e in edges.items()}


def _width(text: str) -> float:
    return float(sum(2 if ord(c) > 0x2E7F else 1 for c in text))


def _same_row(before: Span, after: Span) -> bool:
    if before.source == "cell" and after.source == "cell":
        return _row(before.anchor) == _row(after.anchor)
    if before.box and after.box and before.page == after.page:
        height = min(before.box[3] - before.box[1], after.box[3] - after.box[1])
        return min(before.box[3], after.box[3]) - max(before.box[1], after.box[1]) > 0.5 * height
    return False


def _between(before: Span, after: Span, margins: dict[int, float], tabular: bool) -> str:
    if _same_row(before, after):
        return "\t"
    if not tabular and CUT.search(before.text) and UNIT.match(after.text):
        return ""
    if tabular or BEGINS.match(after.text):
        return "\n"
    if before.box and after.box and before.page == after.page:
        height = min(before.box[3] - before.box[1], after.box[3] - after.box[1])
        full = before.box[2] >= margins[before.page] - 2.2 * height
        return "" if full and before.text.rstrip()[-1:] not in ENDS else "\n"
    if before.source == "line" and after.source == "line" and margins.get(0, 0) >= 12:
        full = _width(before.text) >= 0.9 * margins[0] and margins[0] <= 120
        return "" if full and before.text.rstrip()[-1:] not in ENDS else "\n"
    return "\n"


def _row(anchor: str) -> str:
    """The row part of a cell's anchor: `t1r2` of `t1r2c3`, `Sheet1!3` of `Sheet1!B3`."""
    if match := re.fullmatch(r"(t\d+r\d+)c\d+", anchor):
        return match[1]
    sheet, _, cell = anchor.rpartition("!")
    return f"{sheet}!{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
