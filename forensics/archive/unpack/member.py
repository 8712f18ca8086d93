"""What a container reader hands over for each of its members."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import msgspec

from forensics.archive.item import OK, Outcome


def no_bytes() -> Iterator[bytes]:
    """The content of a member that has none to give."""
    return iter(())


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One member: its display name, its time as stored, how to read it, and what was odd about it.

    `read` gives the bytes in pieces and may raise `UnpackError`; it must be used up, or given up, before the
    reader's next member is asked for. `packed` is its size inside the container in bytes, None where
    members share a compressed stream. An outcome other than ok says that there is nothing to read.
    """

    name: str
    modified: str = ""
    packed: int | None = None
    outcome: Outcome = OK
    notes: tuple[str, ...] = ()
    read: Callable[[], Iterator[bytes]] = no_bytes


def utc_time(seconds: float) -> str:
    """ISO time with Z of seconds since 1970 UTC, '' for 0, 1980-01-01 and what no calendar holds."""
    try:
        text = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (OverflowError, OSError, ValueError):
        return ""
    return "" if seconds == 0 or text.startswith("1980-01-01T00:00:00") or len(text) != 20 else text
