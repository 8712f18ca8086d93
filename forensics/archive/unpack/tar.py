"""The members of a tar stream, read forward only."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from forensics.archive.item import OK, Outcome, Status
from forensics.archive.names import LEADS_OUTSIDE, Distinct, display, display_member
from forensics.archive.unpack.member import Member, utc_time
from forensics.archive.unpack.streams import PIECE_BYTES
from forensics.archive.unpack.trouble import CutError, UnpackError
from forensics.archive.unpack.zip_names import decode_names

_LONGEST_READ = 4 << 20
"a header that asks for more at once (a name of 8 GB) is a lie"


class Forward(io.RawIOBase):
    """A forward-only file over pieces of bytes, as tarfile wants it; keeps the error that ended them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._pending, self._position = pieces, b"", 0
        self.trouble: UnpackError | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Bytes given out so far."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Skip ahead; OSError backwards or from the end."""
        if whence != 0 or offset < self._position:
            raise OSError("forward only")
        while self._position < offset and self.read(min(PIECE_BYTES, offset - self._position)):
            pass
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Exactly `size` bytes unless the data ends."""
        if size < 0 or size > _LONGEST_READ:
            raise OSError("read too long")
        while len(self._pending) < size:
            try:
                piece = next(self._pieces, b"")
            except UnpackError as trouble:
                self.trouble, piece = trouble, b""
                self._pieces = iter(())
            if not piece:
                break
            self._pending += piece
        given, self._pending = self._pending[:size], self._pending[size:]
        self._position += len(given)
        return given


def plain_pieces(stream: BinaryIO) -> Iterator[bytes]:
    """A file from its start, in pieces."""
    stream.seek(0)
    while piece := stream.read(PIECE_BYTES):
        yield piece


def tar_members(source: Forward) -> Iterator[Member]:
    """The members in stored order, folders left out; an UnpackError comes where the tar breaks off."""
    distinct, count = Distinct(), 0
    try:
        with tarfile.open(fileobj=cast(BinaryIO, source), mode="r:", encoding="utf-8", errors="surrogateescape") as tar:
            for info in tar:
                count += 1
                if not info.isdir():
                    yield _member(tar, info, source, distinct)
    except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError, RecursionError) as error:
        if source.trouble is None:
            status = Status.PARTIAL if count else Status.UNREADABLE
            raise UnpackError(status, "tar 结构损坏，其后内容无法展开") from error
    if source.trouble is not None:
        raise source.trouble


def _member(tar: tarfile.TarFile, info: tarfile.TarInfo, source: Forward, distinct: Distinct) -> Member:
    raw = info.name.encode("utf-8", "surrogateescape")
    shown, outside = display_member(decode_names([(raw, 0, b"")])[0])
    return Member(
        name=distinct.name(shown),
        modified=utc_time(info.mtime),
        outcome=_outcome(info),
        notes=(LEADS_OUTSIDE,) if outside else (),
        read=partial(_sparse, tar, info) if info.issparse() else partial(_plain, info, source),
    )


def _outcome(info: tarfile.TarInfo) -> Outcome:
    if info.isfile():
        return OK
    if info.islnk() or info.issym():
        return Outcome(Status.SPECIAL, f"链接，不跟随（指向 {display(info.linkname)}）")
    return Outcome(Status.SPECIAL, "设备、管道或未知类型，不是普通文件")


def _plain(info: tarfile.TarInfo, source: Forward) -> Iterator[bytes]:
    """Read beside tarfile, which would drop the last piece of a cut member."""
    source.seek(info.offset_data)
    left = info.size
    while left > 0:
        piece = source.read(min(PIECE_BYTES, left))
        if not piece:
            raise source.trouble or CutError("tar 不完整，成员在中途结束")
        left -= len(piece)
        yield piece


def _sparse(tar: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    opened = tar.extractfile(info)
    if opened is not None:
        with opened:
            while piece := opened.read(PIECE_BYTES):
                yield piece
