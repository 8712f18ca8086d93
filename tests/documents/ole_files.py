"""A minimal OLE file with one summary stream, and ways to break it."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(
    stream: bytes, name: str = "\x05SummaryInformation", *, fat: dict[int, int] | None = None, shift: int = 9
) -> bytes:
    """An OLE file holding one stream, padded beyond the mini stream's cutoff; `fat` overrides entries."""
    stream = stream.ljust(4096, b"\0")
    sectors = (len(stream) + 511) // 512
    table = [FAT, END, *range(3, 2 + sectors), END]
    table += [FREE] * (128 - len(table))
    for place, value in (fat or {}).items():
        table[place] = value
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, shift, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, END, 0, END, 0)
    struct.pack_into("<109I", header, 76, 0, *([FREE] * 108))
    root = _entry("Root Entry", 5, 1, END, 0)
    item = _entry(name, 2, FREE, 2, len(stream))
    directory = (root + item).ljust(512, b"\0")
    return bytes(header) + struct.pack("<128I", *table) + directory + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def summary(**values: tuple[int, int, bytes]) -> bytes:
    """A property set: each value is (number, type, bytes of the value)."""
    bodies = b""
    entries = b""
    offset = 8 + 8 * len(values)
    for number, kind, raw in values.values():
        entries += struct.pack("<II", number, offset + len(bodies))
        bodies += struct.pack("<I", kind) + raw.ljust((len(raw) + 3) // 4 * 4, b"\0")
    section = struct.pack("<II", offset + len(bodies), len(values)) + entries + bodies
    return struct.pack("<HHI16sI", 0xFFFE, 0, 0, bytes(16), 1) + bytes(16) + struct.pack("<I", 48) + section
