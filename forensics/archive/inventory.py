"""One file of the folder becomes ledger items: hashed, identified, unpacked."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from forensics.archive.identify import identify_stream
from forensics.archive.item import Item, Outcome, Status
from forensics.archive.names import extension, is_system_file
from forensics.archive.opening import NotRegularError, open_evidence
from forensics.archive.spool import CHUNK, Spool
from forensics.archive.unpacking import SYSTEM_FILE, Unpacking, remarks
from forensics.guard.limits import Limits

_CHANGED = Outcome(Status.CHANGED, "读取过程中文件被改动，请在停止写入后重新扫描")


class Request(msgspec.Struct, frozen=True):
    """What a worker needs to take one file; `file` is its path as `os.fsencode` gives it."""

    file: bytes
    path: str
    modified: str
    spool: str
    limits: Limits


def job(payload: bytes) -> bytes:
    """`take` for a guarded worker: a msgpack `Request` in, a msgpack tuple of `Item`s out."""
    request = msgspec.msgpack.decode(payload, type=Request)
    file = Path(os.fsdecode(request.file))
    items = take(file, request.path, request.modified, Spool(Path(request.spool)), request.limits)
    return msgspec.msgpack.encode(items)


def take(file: Path, path: str, modified: str, spool: Spool, limits: Limits) -> tuple[Item, ...]:
    """The item of a file, then those of its members, each right after its container.

    `path` is the display path, `modified` the file's time in ISO form. Never raises for what the file is;
    MemoryError and a full disk go on to the caller.
    """
    item = Item(path=path, modified=modified, extension=extension(path))
    if is_system_file(path):
        item = msgspec.structs.replace(item, notes=(SYSTEM_FILE,))
    try:
        stream = open_evidence(file)
    except NotRegularError:
        return (msgspec.structs.replace(item, outcome=Outcome(Status.SPECIAL, "不是普通文件")),)
    except OSError as error:
        reason = f"文件无法打开：{error.strerror or type(error).__name__}"
        return (msgspec.structs.replace(item, outcome=Outcome(Status.UNREADABLE, reason)),)
    with stream:
        try:
            return _taken(stream, file, item, spool, limits)
        except _MediumError as failure:
            reason = f"文件读取失败：{failure}"
            return (msgspec.structs.replace(item, outcome=Outcome(Status.UNREADABLE, reason)),)


class _MediumError(Exception):
    """The medium failed while the evidence was read."""


def _taken(stream: BinaryIO, file: Path, item: Item, spool: Spool, limits: Limits) -> tuple[Item, ...]:
    before = _stamp(stream)
    size = before[0]
    too_large = size > limits.file_bytes
    read, sha256 = size, ""
    if size <= limits.unpacked_bytes:
        read, sha256 = _hashed(stream, size)
    identity = identify_stream(stream)
    members: list[Item] = []
    if too_large:
        outcome = Outcome(Status.OVER_LIMIT, f"文件大于 {limits.file_bytes} 字节，未审查")
    else:
        outcome, members = Unpacking(spool, limits).open(stream, file, item.path, identity.kind)
    if read != size or _stamp(stream) != before:
        return (msgspec.structs.replace(item, size=size, outcome=_CHANGED),)
    item = msgspec.structs.replace(
        item,
        sha256=sha256,
        size=size,
        kind=identity.kind,
        outcome=outcome,
        notes=remarks(item.path, identity),
    )
    return (item, *members)


def _stamp(stream: BinaryIO) -> tuple[int, int]:
    facts = os.fstat(stream.fileno())
    return facts.st_size, facts.st_mtime_ns


def _hashed(stream: BinaryIO, size: int) -> tuple[int, str]:
    """Bytes read and their SHA-256; stops beyond `size`, so that a growing file is not read for ever."""
    digest, read = hashlib.sha256(), 0
    try:
        stream.seek(0)
        while read <= size and (chunk := stream.read(CHUNK)):
            digest.update(chunk)
            read += len(chunk)
    except OSError as error:
        raise _MediumError(error.strerror or type(error).__name__) from error
    return read, digest.hexdigest()
