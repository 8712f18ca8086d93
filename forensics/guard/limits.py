"""What one item may cost. Evidence may be hostile; these bounds keep one file from taking the scan."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds per item unless said otherwise; sizes in bytes, times in seconds."""

    cpu_seconds: int = 300
    wall_seconds: int = 900
    memory_bytes: int = 2 << 30
    "beyond what the worker holds when the item begins"
    file_bytes: int = 2 << 30
    pages: int = 2000
    pixels: int = 120_000_000
    characters: int = 5_000_000
    members: int = 20_000
    nesting: int = 5
    unpacked_bytes: int = 8 << 30
    "per file of the folder, with everything nested in it"
    member_ratio: int = 1000
    "unpacked to packed bytes of one member above 64 MiB"
