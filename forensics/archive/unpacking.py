"""A container and everything nested in it, as ledger items with their bytes in the spool."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from forensics.archive.extensions import disagreement, promised
from forensics.archive.identify import Identity, identify_stream
from forensics.archive.item import OK, Item, Outcome, Status
from forensics.archive.names import extension, is_system_file
from forensics.archive.opening import open_evidence
from forensics.archive.spool import Spool
from forensics.archive.unpack.budget import Budget
from forensics.archive.unpack.contents import CONTAINERS, Source, members
from forensics.archive.unpack.member import Member
from forensics.archive.unpack.trouble import CutError, ExhaustedError, UnpackError
from forensics.guard.limits import Limits

SYSTEM_FILE = "系统文件，不作为材料审查"
_T = TypeVar("_T")
_DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def remarks(path: str, identity: Identity) -> tuple[str, ...]:
    """The notes that follow from a name and the content it has."""
    system = (SYSTEM_FILE,) if is_system_file(path) else ()
    differs = disagreement(extension(path), identity.kind)
    return system + identity.notes + ((differs,) if differs else ())


class Unpacking:
    """Opens containers down to `limits.nesting`; one budget for a file of the folder and all within it."""

    def __init__(self, spool: Spool, limits: Limits) -> None:
        self._spool, self._limits = spool, limits
        self._budget = Budget(limits)

    def open(self, stream: BinaryIO, file: Path, path: str, kind: str, depth: int = 0) -> tuple[Outcome, list[Item]]:
        """How unpacking a container ended, and its members, nested ones right after their container."""
        if kind not in CONTAINERS:
            return _no_container(path, kind), []
        if depth >= self._limits.nesting:
            return Outcome(Status.OVER_LIMIT, f"嵌套超过 {self._limits.nesting} 层，未展开"), []
        items: list[Item] = []
        self._spool.root.mkdir(parents=True, exist_ok=True)
        stopped: Outcome | None = None
        with tempfile.TemporaryDirectory(dir=self._spool.root, prefix=".open-", ignore_cleanup_errors=True) as scratch:
            source = Source(stream, file, path, Path(scratch), self._budget, self._limits.wall_seconds)
            try:
                for member in _hostile(members(kind, source)):
                    self._budget.member()
                    items += self._member(member, path, depth)
            except UnpackError as trouble:
                stopped = trouble.outcome
        return _summary(stopped, [item for item in items if item.container == path]), items

    def _member(self, member: Member, container: str, depth: int) -> list[Item]:
        path = f"{container}!/{member.name}"
        item = Item(
            path=path,
            modified=member.modified,
            extension=extension(path),
            container=container,
            outcome=member.outcome,
            notes=member.notes,
        )
        if not member.outcome.ok:
            return [item]
        pieces = _Kept(self._budget.spend(_hostile(member.read()), member.packed))
        try:
            sha256, size = self._spool.put(pieces)
        except UnpackError as trouble:
            if isinstance(trouble, ExhaustedError):
                raise
            return [msgspec.structs.replace(item, outcome=trouble.outcome)]
        if pieces.cut and not size:
            reason = pieces.cut.reason
            return [msgspec.structs.replace(item, outcome=Outcome(Status.UNREADABLE, reason))]
        stored = self._spool.path(sha256)
        with open_evidence(stored) as stream:
            identity = identify_stream(stream)
            outcome, nested = self.open(stream, stored, path, identity.kind, depth + 1)
        item = msgspec.structs.replace(
            item,
            sha256=sha256,
            size=size,
            kind=identity.kind,
            outcome=pieces.cut or outcome,
            notes=member.notes + remarks(path, identity),
        )
        return [item, *nested]


class _Kept:
    """Pieces of a member; a cut ends them early and is remembered, so that what came before is kept."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.cut: Outcome | None = None

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces
        except CutError as cut:
            self.cut = cut.outcome


def _hostile(produced: Iterator[_T]) -> Iterator[_T]:
    """Pass on what a parser yields and turn whatever it raises on hostile input into UnpackError.

    Want of memory or disk is ours, not the evidence's, and goes on as it is.
    """
    try:
        yield from produced
    except (UnpackError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _DISK_FULL:
            raise
        raise UnpackError(Status.UNREADABLE, f"结构异常，无法继续读取（{type(error).__name__}）") from error


def _no_container(path: str, kind: str) -> Outcome:
    """A container's name with unknown bytes in it is a damaged container until someone shows otherwise."""
    if kind == "binary" and promised(extension(path)) & CONTAINERS:
        return Outcome(Status.UNREADABLE, "扩展名是压缩包，内容却无法识别，可能已损坏或加密")
    return OK


def _summary(stopped: Outcome | None, direct: list[Item]) -> Outcome:
    """The container's outcome from why it stopped and how its direct members ended."""
    lost = [item for item in direct if item.outcome.status not in (Status.OK, Status.SPECIAL)]
    whole = len(direct) > len(lost)
    if stopped is not None:
        early = stopped.status in (Status.UNREADABLE, Status.ENCRYPTED) and whole
        return Outcome(Status.PARTIAL, stopped.reason) if early else stopped
    if not lost:
        return OK
    if whole or any(item.sha256 for item in lost):
        return Outcome(Status.PARTIAL, f"{len(lost)} 个成员未能完整读出")
    statuses = {item.outcome.status for item in lost}
    for status in (Status.ENCRYPTED, Status.OVER_LIMIT):
        if status in statuses:
            return next(item.outcome for item in lost if item.outcome.status is status)
    return Outcome(Status.UNREADABLE, lost[0].outcome.reason if len(lost) == 1 else "所有成员都无法读出")
