"""Compressed single files and compressed tars: told apart by the first block that comes out."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from forensics.archive.names import display
from forensics.archive.signatures import is_tar_header
from forensics.archive.unpack.budget import Budget
from forensics.archive.unpack.member import Member, utc_time
from forensics.archive.unpack.streams import decompressed
from forensics.archive.unpack.tar import Forward, tar_members
from forensics.archive.unpack.trouble import CutError

_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")


def compressed_members(stream: BinaryIO, kind: str, name: str, budget: Budget) -> Iterator[Member]:
    """The members of a compressed tar, or the one file inside, named after its container."""
    packed = stream.seek(0, os.SEEK_END)
    head = b""
    for piece in _uncut(decompressed(stream, kind)):
        head += piece
        if len(head) >= 512:
            break
    if is_tar_header(head[:512]):
        yield from tar_members(Forward(budget.watch(decompressed(stream, kind), packed)))
        return
    yield Member(
        name=_inner_name(name),
        modified=_gzip_time(stream) if kind == "gzip" else "",
        packed=packed,
        read=lambda: chain(decompressed(stream, kind)),
    )


def _uncut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except CutError:
        return


def _inner_name(name: str) -> str:
    last = name.rpartition("/")[2]
    for suffix in _SUFFIXES:
        if last.lower().endswith(suffix) and len(last) > len(suffix):
            return last[: -len(suffix)]
    return display(last) + ".content"


def _gzip_time(stream: BinaryIO) -> str:
    stream.seek(0)
    header = stream.read(8)
    return utc_time(struct.unpack_from("<I", header, 4)[0]) if len(header) == 8 else ""
