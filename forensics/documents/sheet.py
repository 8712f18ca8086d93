"""Workbooks (xlsx, xlsb, xls, ods): the cells as a person sees them, hidden sheets and comments too.

Values come from calamine, after `sheet_bounds` or the OLE check has measured the file. Anchors: `Sheet1!B3`.
"""

from __future__ import annotations

import contextlib
import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents import ole, sheet_bounds
from forensics.documents.document import Document, Role, Table
from forensics.documents.errors import ReadError
from forensics.documents.gather import Full, Gather
from forensics.documents.media import keep_part
from forensics.documents.ooxml import Relation, main_part, read_properties, relations
from forensics.documents.package import LOCKED, Package, attribute, local
from forensics.documents.sheet_bounds import Bounds, column_letters
from forensics.guard.limits import Limits

_BOX = 6_000_000
"Cells between a sheet's corners that calamine may allocate (about 32 bytes each, twice)."
_TABLE = 1_000_000
"Cells of a sheet kept as a table; the spans of a larger one stay."
_HEADER_ROWS = 5


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """The cells, tables, comments, pictures and properties of a workbook.

    Raises ReadError for a locked or broken workbook and for one whose only sheet spans too many cells.
    """
    gather = Gather(limits)
    with file.open("rb") as stream:
        is_ole = stream.read(8) == ole.SIGNATURE
    too_large: dict[str, Bounds] = {}
    if is_ole:
        _refuse_locked(file)
        gather.properties.extend(ole.properties(file))
    else:
        with Package(file, limits) as package:
            if package.has("content.xml"):
                _prepare_open(package, gather, spool)
            else:
                too_large = _prepare_ooxml(package, gather, spool)
            for loss in package.losses:
                gather.lose(loss)
    comments = gather.spans
    gather.spans = []
    with contextlib.suppress(Full):
        _read_values(file, gather, too_large, is_ole=is_ole)
    gather.spans.extend(comments)
    if too_large and not gather.spans:
        raise ReadError(Status.OVER_LIMIT, "；".join(gather.losses))
    return gather.document("sheet")


def _refuse_locked(file: Path) -> None:
    ole.check(file)
    names = {name.lower() for name in ole.streams(file)}
    if "encryptedpackage" in names:
        raise ReadError(Status.ENCRYPTED, LOCKED)


def _prepare_open(package: Package, gather: Gather, spool: Spool) -> None:
    from forensics.documents.opendocument import read_properties as read_meta
    from forensics.documents.opendocument import refuse_locked

    refuse_locked(package)
    read_meta(package, gather)
    bounds = sheet_bounds.open_sheets(package)
    if max(bounds.box, bounds.filled) > _BOX:
        raise ReadError(Status.OVER_LIMIT, f"表格范围达 {bounds.box} 个单元格，疑为恶意构造，未读取")
    for name in package.names:
        if name.startswith("Pictures/"):
            keep_part(package, name, spool, gather)


def _prepare_ooxml(package: Package, gather: Gather, spool: Spool) -> dict[str, Bounds]:
    """Properties, comments and pictures of an xlsx or xlsb; the sheets that are too large to open."""
    part = main_part(package, "xl/workbook.xml")
    binary = part.endswith(".bin")
    links = relations(package, part)
    # The workbook of an xlsb is binary: its sheets are measured without their names.
    named = {} if binary else _sheet_names(package, part, links)
    too_large: dict[str, Bounds] = {}
    for link in links.values():
        if link.kind not in ("worksheet", "dialogsheet", "macrosheet") or not package.has(link.target):
            continue
        sheet_name = named.get(link.target, link.target)
        measure = sheet_bounds.binary_sheet if link.target.endswith(".bin") else sheet_bounds.xml_sheet
        bounds = measure(package, link.target)
        if bounds.box > _BOX:
            if binary:
                raise ReadError(Status.OVER_LIMIT, f"表格范围达 {bounds.box} 个单元格，疑为恶意构造，未读取")
            too_large[sheet_name] = bounds
            gather.lose(f"工作表 {sheet_name} 的范围达 {bounds.box} 个单元格，未读取")
        if bounds.unsaved:
            gather.notes.append(f"工作表 {sheet_name} 有 {bounds.unsaved} 个公式没有保存计算结果，读作空")
        _sheet_extras(package, link.target, sheet_name, gather, spool)
    read_properties(package, gather)
    for name in package.names:
        if name.startswith("xl/media/"):
            keep_part(package, name, spool, gather)
    return too_large


def _sheet_names(package: Package, part: str, links: dict[str, Relation]) -> dict[str, str]:
    root = package.xml(part)
    found: dict[str, str] = {}
    for element in () if root is None else root.iter():
        if local(element) == "sheet":
            relation = next((str(v) for k, v in element.attrib.items() if k.endswith("}id")), "")
            if relation in links:
                found[links[relation].target] = attribute(element, "name")
    return found


def _sheet_extras(package: Package, part: str, sheet_name: str, gather: Gather, spool: Spool) -> None:
    for link in relations(package, part).values():
        if link.kind == "comments" and package.has(link.target) and link.target.endswith(".xml"):
            root = package.xml(link.target)
            for element in () if root is None else root.iter():
                if local(element) == "comment":
                    text = "".join(t.text or "" for t in element.iter() if local(t) == "t")
                    _try_add(gather, text, f"{sheet_name}!{attribute(element, 'ref')}")
        elif link.kind == "drawing" and package.has(link.target):
            _drawing(package, link.target, sheet_name, gather, spool)


def _drawing(package: Package, part: str, sheet_name: str, gather: Gather, spool: Spool) -> None:
    """Text boxes and pictures that lie on a sheet, tied to the cell of their upper left corner."""
    links = relations(package, part)
    root = package.xml(part)
    for anchored in () if root is None else root:
        start = next((e for e in anchored if local(e) == "from"), None)
        place = sheet_name
        if start is not None:
            numbers = {local(e): int(e.text) for e in start if (e.text or "").isdecimal() and len(e.text) < 9}
            place = f"{sheet_name}!{column_letters(numbers.get('col', 0) + 1)}{numbers.get('row', 0) + 1}"
        for element in anchored.iter():
            if local(element) == "blip":
                link = links.get(attribute(element, "embed"))
                if link and link.target:
                    keep_part(package, link.target, spool, gather, anchor=place)
            elif local(element) == "p":
                text = "".join(t.text or "" for t in element.iter() if local(t) == "t")
                _try_add(gather, text, place, "body")


def _try_add(gather: Gather, text: str, anchor: str, role: Role = "comment") -> None:
    try:
        gather.add(text, anchor=anchor, role=role)
    except Full:
        gather.lose("批注或文本框过多，其余未读")


def _read_values(file: Path, gather: Gather, too_large: dict[str, Bounds], *, is_ole: bool) -> None:
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
            for number, sheet in enumerate(book.sheets_metadata):
                if str(sheet.typ).rpartition(".")[2] not in ("WorkSheet", "MacroSheet", "DialogSheet"):
                    continue
                hidden = str(sheet.visible).rpartition(".")[2] != "Visible"
                if hidden:
                    gather.notes.append(f"隐藏的工作表：{sheet.name}")
                if sheet.name not in too_large:
                    _read_sheet(book, number, sheet.name, gather, "hidden" if hidden else "body")
    except (Full, ReadError):
        raise
    except zipfile.BadZipFile as error:
        raise ReadError(Status.UNREADABLE, "工作簿已损坏，无法读取") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # calamine's panics are no Exceptions
        raise _refusal(error, is_ole=is_ole) from error


def _refusal(error: BaseException, *, is_ole: bool) -> ReadError:
    if type(error).__name__ == "PasswordError" or "password" in str(error).lower():
        return ReadError(Status.ENCRYPTED, LOCKED)
    kind = "xls " if is_ole else ""
    return ReadError(Status.UNREADABLE, f"{kind}工作簿已损坏或版本过旧，无法读取")


def _read_sheet(book: Any, number: int, name: str, gather: Gather, role: Role) -> None:
    try:
        sheet = book.get_sheet_by_index(number)
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        if "assword" in type(error).__name__ + str(error):
            raise
        gather.lose(f"工作表 {name} 已损坏，未读取")
        return
    if sheet.start is None:
        return
    top, left = sheet.start
    rows: list[tuple[str, ...]] = []
    first: list[Sequence[object]] = []
    try:
        for y, values in enumerate(sheet.iter_rows()):
            if y < top:  # calamine pads the rows above the first cell, yet not the columns before it
                continue
            texts = tuple(map(shown, values))
            rows.append(texts)
            if len(first) <= _HEADER_ROWS:
                first.append(values)
            for x, text in enumerate(texts, left + 1):
                if text:
                    place = f"{name}!{column_letters(x)}{y + 1}"
                    gather.add(text, anchor=place, source="cell", role=role)
    finally:
        _add_table(name, rows, first, (top, left), gather)


def _add_table(
    name: str,
    rows: list[tuple[str, ...]],
    first: list[Sequence[object]],
    corner: tuple[int, int],
    gather: Gather,
) -> None:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((x + 1 for row in rows for x, text in enumerate(row) if text), default=0)
    if not width or len(rows) * width > _TABLE:
        return
    top, left = corner
    letters = [column_letters(left + x + 1) for x in range(width)]
    gather.tables.append(
        Table(
            name=name,
            rows=tuple(row[:width] for row in rows),
            anchors=tuple(tuple(f"{name}!{letter}{top + y + 1}" for letter in letters) for y in range(len(rows))),
            header_rows=header_rows([values[:width] for values in first]),
        )
    )


def header_rows(rows: Sequence[Sequence[object]]) -> int:
    """How many leading rows name columns: those before the first row with a number or a date in it.

    0 unless the last of them is text throughout and names at least two columns.
    """
    for count, row in enumerate(rows[: _HEADER_ROWS + 1]):
        if any(value is not None and value != "" and not isinstance(value, str) for value in row):
            named = [value for value in rows[count - 1] if value != ""] if count else []
            return count if len(named) >= 2 else 0
    return 0


def shown(value: object) -> str:
    """A cell's value as a person reads it: ISO dates, whole numbers without a fraction."""
    if value is None or isinstance(value, str):
        return (value or "").replace("_x000D_", "").strip("\r\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        return format(value, ".15g")
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time(0):
            return value.date().isoformat()
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    return str(value)
