"""7z archives through py7zr, unpacked into a scratch folder under the numbers of the members."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import MemIO, Py7zIO, WriterFactory

from forensics.archive.item import OK, Outcome, Status
from forensics.archive.names import LEADS_OUTSIDE, Distinct, display_member
from forensics.archive.unpack.budget import Budget
from forensics.archive.unpack.member import Member, utc_time
from forensics.archive.unpack.tar import plain_pieces
from forensics.archive.unpack.trouble import ExhaustedError, UnpackError

LOCKED = "加密的压缩包，请向报送单位索取密码"


class MethodMissingError(Exception):
    """The archive uses a method that py7zr lacks (BCJ2, ARM64)."""


def seven_members(stream: BinaryIO, scratch: Path, budget: Budget) -> Iterator[Member]:
    """The members in stored order; MethodMissingError comes before the first member."""
    stream.seek(0)
    trouble: Exception | None = None
    try:
        archive = py7zr.SevenZipFile(stream)
        locked = archive.needs_password()
    except PasswordRequired as error:
        raise UnpackError(Status.ENCRYPTED, LOCKED) from error
    except UnsupportedCompressionMethodError as error:
        raise MethodMissingError from error
    files: list[Any] = list(archive.files)
    factory = _Scratch(scratch, budget)
    if not locked and len(files) <= budget.members_left:
        try:
            for file in files:
                if not (file.is_directory or _is_special(file)):
                    archive.worker.register_filelike(file.id, MemIO(str(file.id), factory))
            archive.worker.extract(archive.fp, None, parallel=False)
        except UnsupportedCompressionMethodError as error:
            raise MethodMissingError from error
        except MemoryError:
            raise
        except Exception as error:  # py7zr lets errors of every decoder through
            if not factory.finished and not isinstance(error, (UnpackError, ArchiveError)):
                raise MethodMissingError from error
            trouble = error
        finally:
            factory.close()
    yield from _listed(files, factory.finished, locked, scratch)
    if isinstance(trouble, UnpackError):
        raise trouble
    if trouble is not None:
        raise UnpackError(Status.PARTIAL, f"7z 数据损坏，其后成员无法展开（{type(trouble).__name__}）") from trouble


def _is_special(file: Any) -> bool:
    return bool(file.is_symlink or file.is_junction or file.is_socket)


def _listed(files: list[Any], finished: set[str], locked: bool, scratch: Path) -> Iterator[Member]:
    distinct = Distinct()
    for file in files:
        if file.is_directory:
            continue
        shown, outside = display_member(file.filename)
        number = str(file.id)
        outcome = OK
        if _is_special(file):
            outcome = Outcome(Status.SPECIAL, "压缩包内的链接，不跟随")
        elif locked and not file.emptystream:
            outcome = Outcome(Status.ENCRYPTED, "加密的压缩包成员，请向报送单位索取密码")
        elif not locked and number not in finished:
            outcome = Outcome(Status.UNREADABLE, "所在的 7z 数据损坏或未展开")
        yield Member(
            name=distinct.name(shown),
            modified=_time(file),
            outcome=outcome,
            notes=(LEADS_OUTSIDE,) if outside else (),
            read=partial(_content, scratch / number),
        )


def _content(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as stream:
            yield from plain_pieces(stream)


def _time(file: Any) -> str:
    when = file.lastwritetime
    with contextlib.suppress(OverflowError, ValueError, OSError):
        return "" if when is None else utc_time(when.totimestamp())
    return ""


class _Scratch(WriterFactory):
    """Writes each member to a file of its own, up to what the budget still allows for all of them."""

    def __init__(self, folder: Path, budget: Budget) -> None:
        self._folder = folder
        self.allowed = budget.bytes_left
        self.finished: set[str] = set()
        self._writers: list[_Writer] = []

    def create(self, filename: str) -> Py7zIO:
        """A writer for the member of this number."""
        writer = _Writer(self._folder / filename, self)
        self._writers.append(writer)
        return writer

    def close(self) -> None:
        """Close what an error left open, so that Windows can delete it."""
        for writer in self._writers:
            writer.end()


class _Writer(Py7zIO):
    def __init__(self, path: Path, factory: _Scratch) -> None:
        self._path, self._factory = path, factory
        self._size = 0
        self._stream = path.open("wb")

    def write(self, s: bytes | bytearray) -> int:
        self._factory.allowed -= len(s)
        if self._factory.allowed < 0:
            self._stream.close()
            raise ExhaustedError("展开后超过限额，其余未展开")
        self._size += len(s)
        return self._stream.write(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        self._stream.flush()

    def size(self) -> int:
        return self._size

    def end(self) -> None:
        self._stream.close()

    def close(self) -> None:
        self._stream.close()
        self._factory.finished.add(self._path.name)
