"""How large the sheets of a workbook really are, and what the value reader leaves out.

calamine allocates the whole box between a sheet's first and last filled cell: A1 and XFD1048576 alone abort
the process. So every sheet is measured from its own bytes, in one pass and flat memory, before it is opened.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from forensics.documents.package import Element, Package, attribute, local

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_VALUES = frozenset(("v", "is"))


class Bounds(NamedTuple):
    """`box` cells between a sheet's corners, `filled` cells, `unsaved` formulas without a value."""

    box: int
    filled: int
    unsaved: int


class _Corner:
    def __init__(self) -> None:
        self.top = self.left = 1 << 30
        self.bottom = self.right = self.filled = self.unsaved = 0

    def take(self, row: int, column: int, count: int = 1) -> None:
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom, self.right = max(self.bottom, row), max(self.right, column)
        self.filled += count

    def bounds(self) -> Bounds:
        box = (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.filled else 0
        return Bounds(box, self.filled, self.unsaved)


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def xml_sheet(package: Package, part: str) -> Bounds:
    """Measure a worksheet of an xlsx."""
    corner = _Corner()
    row = column = 0
    for element in _elements(package, part, ("row", "c")):
        name = local(element)
        if name == "row":
            continue
        found = _REFERENCE.match(attribute(element, "r"))
        if found:
            row, column = int(found.group(2)), column_number(found.group(1))
        else:
            column += 1
        # Libraries that cannot calculate write a formula with an empty value beside it.
        children = {local(child) for child in element if len(child) or child.text}
        if _VALUES & children:
            corner.take(row, column)
        elif "f" in children:
            corner.unsaved += 1
        element.clear()
    return corner.bounds()


def binary_sheet(package: Package, part: str) -> Bounds:
    """Measure a worksheet of an xlsb: records of [MS-XLSB] 2.1.4, rows (0) and cells (1 to 11)."""
    corner = _Corner()
    row = 0
    for kind, body in _records(package.chunks(part)):
        if kind == 0 and len(body) >= 4:
            row = struct.unpack_from("<I", body)[0]
        elif 2 <= kind <= 11 and len(body) >= 4:
            corner.take(row, struct.unpack_from("<I", body)[0])
    return corner.bounds()


def open_sheets(package: Package) -> Bounds:
    """Measure all tables of an ods together: filled cells with their repetitions, the largest box."""
    corner = _Corner()
    box = filled = 0
    row = column = repeat = 0
    for event, element in _events(package, "content.xml", ("table", "table-row", "table-cell", "covered-table-cell")):
        name = local(element)
        if name == "table-row" and event == "start":
            repeat = _count(element, "number-rows-repeated")
            column = 0
        elif name == "table-row":
            row += repeat
            element.clear()
        elif name == "table" and event == "end":
            bounds = corner.bounds()
            box, filled, row, corner = max(box, bounds.box), filled + bounds.filled, 0, _Corner()
            element.clear()
        elif event == "end" and name.endswith("cell"):
            times = _count(element, "number-columns-repeated")
            if attribute(element, "value-type") or len(element):
                corner.take(row, column)
                corner.take(row + repeat - 1, column + times - 1, times * repeat - 1)
            column += times
    return Bounds(box, filled, 0)


def _count(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() and len(value) < 10 else 1


def _elements(package: Package, part: str, names: tuple[str, ...]) -> Iterator[Element]:
    return (element for _, element in _events(package, part, names, ("end",)))


def _events(
    package: Package, part: str, names: tuple[str, ...], events: tuple[str, ...] = ("start", "end")
) -> Iterator[tuple[str, Element]]:
    parser = etree.XMLPullParser(
        events,
        tag=tuple("{*}" + name for name in names),
        resolve_entities=False,
        no_network=True,
        recover=True,
    )
    for chunk in package.chunks(part):
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError:
            package.lose(f"内部成员 {part} 的 XML 有错，可能没有读全")
            return
        for event, element in parser.read_events():
            yield event, element
            if event == "end":
                # Forget what lies behind, or a sheet of a million rows stands in memory as a tree.
                while element.getprevious() is not None and local(element) in ("row", "table-row"):
                    del element.getparent()[0]


def _records(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    data = b""
    for chunk in chunks:
        data += chunk
        place = 0
        while True:
            head = _head(data, place)
            if head is None or head[2] + head[1] > len(data):
                break
            kind, size, start = head
            yield kind, data[start : start + min(size, 16)]
            place = start + size
        data = data[place:]
        if len(data) > 64 << 20:
            return


def _head(data: bytes, place: int) -> tuple[int, int, int] | None:
    """Type, size and start of the body of a record: both are little-endian in groups of seven bits."""
    kind = size = 0
    for index in range(2):
        if place >= len(data):
            return None
        kind |= (data[place] & 0x7F if index == 0 else data[place]) << (7 * index)
        place += 1
        if data[place - 1] < 0x80:
            break
    for index in range(4):
        if place >= len(data):
            return None
        size |= (data[place] & 0x7F) << (7 * index)
        place += 1
        if data[place - 1] < 0x80:
            break
    return kind, size, place
