"""Which reader opens which kind of container."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from forensics.archive.unpack.budget import Budget
from forensics.archive.unpack.compressed import compressed_members
from forensics.archive.unpack.external import external_members
from forensics.archive.unpack.member import Member
from forensics.archive.unpack.seven import MethodMissingError, seven_members
from forensics.archive.unpack.tar import Forward, plain_pieces, tar_members
from forensics.archive.unpack.zip_members import zip_members

CONTAINERS = frozenset(("zip", "7z", "rar", "tar", "gzip", "bzip2", "xz", "zstd", "cab", "lzh"))
"""Kinds that are opened; Office, OFD and OpenDocument files are documents, not containers."""


class Source:
    """An open container: its stream, where it lies, its display path, a scratch folder, and its allowance."""

    def __init__(
        self, stream: BinaryIO, file: Path, path: str, scratch: Path, budget: Budget, wall_seconds: int
    ) -> None:
        self.stream, self.file, self.path = stream, file, path
        self.scratch, self.budget, self.wall_seconds = scratch, budget, wall_seconds


def members(kind: str, source: Source) -> Iterator[Member]:
    """The members of a container in a fixed order; UnpackError tells why it ends early."""
    if kind == "zip":
        yield from zip_members(source.stream)
    elif kind == "tar":
        yield from tar_members(Forward(plain_pieces(source.stream)))
    elif kind == "7z":
        try:
            yield from seven_members(source.stream, source.scratch, source.budget)
        except MethodMissingError:
            yield from _external(kind, source)
    elif kind in ("rar", "cab", "lzh"):
        yield from _external(kind, source)
    else:
        yield from compressed_members(source.stream, kind, source.path, source.budget)


def _external(kind: str, source: Source) -> Iterator[Member]:
    return external_members(source.file, kind, source.scratch, source.budget, source.wall_seconds)
