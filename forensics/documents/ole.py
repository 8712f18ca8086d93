"""OLE compound files: a cheap check of the structure before anything follows it, streams and properties."""

from __future__ import annotations

import datetime
import struct
from pathlib import Path
from typing import Any

from forensics.archive.item import Status
from forensics.documents.document import Property
from forensics.documents.errors import ReadError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM_BYTES = 64 << 20
_CENTURY = 100 * 366 * 86400 * 10_000_000
"An edit time beyond it is a point in time, written there by mistake."
_SUMMARY = "\x05SummaryInformation"
_DOCUMENT = "\x05DocumentSummaryInformation"
_SUMMARY_NAMES = {
    2: "title",
    3: "subject",
    4: "author",
    5: "keywords",
    6: "description",
    7: "template",
    8: "last_author",
    9: "revision",
    10: "edit_minutes",
    11: "printed",
    12: "created",
    13: "modified",
    18: "application",
}
_DOCUMENT_NAMES = {14: "manager", 15: "company"}


def check(file: Path) -> None:
    """Raise ReadError unless the header is sane and the FAT and directory chains end.

    olefile and calamine follow looping chains into memory, so this comes before either of them.
    """
    size = file.stat().st_size
    with file.open("rb") as stream:
        header = stream.read(512)
        if len(header) < 512 or header[:8] != SIGNATURE:
            raise ReadError(Status.UNREADABLE, "OLE 文件头已损坏")
        shift, mini_shift = struct.unpack_from("<HH", header, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ReadError(Status.UNREADABLE, "OLE 扇区大小不合规，文件已损坏或为恶意构造")
        sector = 1 << shift
        count = (size + sector - 1) // sector
        fat_sectors = struct.unpack_from("<I", header, 44)[0]
        difat, difat_count = struct.unpack_from("<II", header, 68)
        if fat_sectors > count or difat_count > count:
            raise ReadError(Status.UNREADABLE, "OLE 分配表大于文件本身，文件已损坏或为恶意构造")
        places = list(struct.unpack_from("<109I", header, 76))
        seen: set[int] = set()
        while difat < count:
            if difat in seen:
                raise ReadError(Status.UNREADABLE, "OLE 分配表成环，文件已损坏或为恶意构造")
            seen.add(difat)
            stream.seek((difat + 1) * sector)
            entries = struct.unpack(f"<{sector // 4}I", stream.read(sector).ljust(sector, b"\xff"))
            places.extend(entries[:-1])
            difat = entries[-1]
        table: list[int] = []
        for place in places:
            if place < count and len(table) <= count:
                stream.seek((place + 1) * sector)
                table.extend(struct.unpack(f"<{sector // 4}I", stream.read(sector).ljust(sector, b"\xff")))
    if _loops(table):
        raise ReadError(Status.UNREADABLE, "OLE 扇区链成环，文件已损坏或为恶意构造")


def _loops(table: list[int]) -> bool:
    # Every sector has one successor, so one colour per walk finds each loop in linear time.
    colour = [-1] * len(table)
    for start in range(len(table)):
        here, steps = start, 0
        while here < len(table) and colour[here] < 0:
            colour[here] = start
            steps += 1
            here = table[here]
        if steps and here < len(table) and colour[here] == start:
            return True
    return False


def open_checked(file: Path) -> Any:
    """An olefile.OleFileIO of a file that passed `check`. Raises ReadError for anything else."""
    import olefile

    check(file)
    try:
        return olefile.OleFileIO(str(file))
    except (OSError, ValueError, IndexError, struct.error, RecursionError, MemoryError) as error:
        raise ReadError(Status.UNREADABLE, "OLE 结构已损坏") from error


def streams(file: Path) -> tuple[str, ...]:
    """The paths of all streams and storages at the root and below; empty if the structure is broken."""
    try:
        with open_checked(file) as container:
            return tuple("/".join(path) for path in container.listdir(streams=True, storages=True))
    except ReadError:
        return ()


def read_stream(container: Any, path: str | list[str]) -> bytes:
    """The bytes of a stream of an open container, at most 64 MB; empty if absent or broken."""
    try:
        if not container.exists(path) or container.get_size(path) > _STREAM_BYTES:
            return b""
        return bytes(container.openstream(path).read())
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return b""


def properties(file: Path) -> tuple[Property, ...]:
    """What SummaryInformation and DocumentSummaryInformation state; empty if there is nothing to read."""
    found: list[Property] = []
    try:
        container = open_checked(file)
    except ReadError:
        return ()
    with container:
        for stream, names in ((_SUMMARY, _SUMMARY_NAMES), (_DOCUMENT, _DOCUMENT_NAMES)):
            source = stream[1:]
            for section, data in enumerate(_sections(read_stream(container, stream))):
                values = _values(data)
                own = _custom_names(data) if section else {}
                code_page = values.get(1)
                for number, value in values.items():
                    name = own.get(number, "") if section else names.get(number, "")
                    text = _text(number, value, code_page) if name else ""
                    if text:
                        found.append(Property(name, text[:4000], source))
    return tuple(found)


def _sections(data: bytes) -> list[bytes]:
    if len(data) < 48:
        return []
    count = min(struct.unpack_from("<I", data, 24)[0], 2)
    found = []
    for index in range(count):
        place = 28 + 20 * index + 16
        if place + 4 <= len(data):
            offset = struct.unpack_from("<I", data, place)[0]
            if offset + 8 <= len(data):
                found.append(data[offset:])
    return found


def _entries(section: bytes) -> list[tuple[int, int]]:
    count = min(struct.unpack_from("<I", section, 4)[0], 1000, (len(section) - 8) // 8)
    return [struct.unpack_from("<II", section, 8 + 8 * index) for index in range(count)]


def _values(section: bytes) -> dict[int, object]:
    found: dict[int, object] = {}
    for number, offset in _entries(section):
        try:
            value = _value(section, offset)
        except struct.error:
            continue
        if value is not None and number:
            found[number] = value
    return found


def _value(data: bytes, offset: int) -> object:
    """One typed value ([MS-OLEPS] 2.15): bytes for code page strings, str, int, bool, or a FILETIME tuple."""
    kind = struct.unpack_from("<H", data, offset)[0]
    offset += 4
    if kind == 2:
        return struct.unpack_from("<h", data, offset)[0]
    if kind in (3, 22):
        return struct.unpack_from("<i", data, offset)[0]
    if kind == 11:
        return struct.unpack_from("<H", data, offset)[0] != 0
    if kind == 30:
        length = struct.unpack_from("<I", data, offset)[0]
        return data[offset + 4 : offset + 4 + min(length, 65536)].split(b"\0")[0]
    if kind == 31:
        length = struct.unpack_from("<I", data, offset)[0]
        raw = data[offset + 4 : offset + 4 + 2 * min(length, 65536)]
        return raw.decode("utf-16-le", "replace").split("\0")[0]
    if kind == 64:
        return (struct.unpack_from("<Q", data, offset)[0],)
    return None


def _custom_names(section: bytes) -> dict[int, str]:
    place = next((offset for number, offset in _entries(section) if number == 0), None)
    names: dict[int, str] = {}
    if place is None:
        return names
    wide = _values(section).get(1) == 1200
    try:
        count = struct.unpack_from("<I", section, place)[0]
        place += 4
        for _ in range(min(count, 1000)):
            number, length = struct.unpack_from("<II", section, place)
            size = min(length, 4096) * (2 if wide else 1)
            raw = section[place + 8 : place + 8 + size]
            names[number] = raw.decode("utf-16-le" if wide else "gb18030", "replace").split("\0")[0]
            place += 8 + (size + 3) // 4 * 4 if wide else 8 + size
    except struct.error:
        pass
    return names


def _text(number: int, value: object, code_page: object) -> str:
    if isinstance(value, bytes):
        return _decode(value, code_page).strip()
    if isinstance(value, tuple):
        ticks = int(value[0])
        # The edit time is stored as a FILETIME that is a duration of 100 ns ticks.
        if number == 10:
            return str(ticks // 600_000_000) if ticks < _CENTURY else ""
        return filetime(ticks)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def _decode(raw: bytes, code_page: object) -> str:
    page = code_page % 65536 if isinstance(code_page, int) else 0
    named = {65001: "utf-8", 1200: "utf-16-le", 936: "gb18030", 950: "big5", 10000: "mac-roman"}
    try:
        return raw.decode(named.get(page, f"cp{page}"))
    except (LookupError, UnicodeDecodeError):
        from forensics.documents.encoding import decode

        return decode(raw).text


def filetime(ticks: int) -> str:
    """The ISO time in UTC of a FILETIME (100 ns ticks since 1601), empty for zero or beyond year 9999."""
    if not ticks:
        return ""
    try:
        moment = datetime.datetime(1601, 1, 1) + datetime.timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    return moment.isoformat(timespec="seconds") + "Z"
