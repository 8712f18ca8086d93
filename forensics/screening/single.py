"""Reading one file outside any case."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from forensics.archive.identify import identify
from forensics.archive.item import Outcome, Status
from forensics.documents import readers
from forensics.documents.document import Document
from forensics.guard.limits import Limits
from forensics.guard.pool import Call, Failure, Pool
from forensics.screening.failures import outcome_of
from forensics.screening.reading import TASK


def read(file: str | os.PathLike[str], *, limits: Limits | None = None) -> Document:
    """Read one document in a guarded worker: pages, text with places, tables, properties.

    Bad input does not raise: the Document's outcome says what is wrong. A missing file raises FileNotFoundError.
    """
    path = Path(file).resolve(strict=True)
    if not path.is_file():
        return Document(reader="none", outcome=Outcome(Status.SPECIAL, "不是普通文件"))
    kind = identify(path).kind
    if kind in readers.CONTAINERS:
        reason = "压缩包，或已损坏的 Office 文件：不能作为一份材料读取"
        return Document(reader="none", outcome=Outcome(Status.UNREADABLE, reason))
    if kind not in readers.READERS:
        return Document(reader="none", outcome=readers.unread(kind))
    bounds = limits or Limits()
    with (
        tempfile.TemporaryDirectory(prefix="forensics-") as scratch,
        Pool(1, bounds, [Path(scratch)]) as pool,
    ):
        request = readers.ReadRequest(os.fsencode(path), kind, os.fsencode(scratch), bounds)
        ((_, answer),) = pool.run([Call(TASK, msgspec.msgpack.encode(request), None)])
    if isinstance(answer, Failure):
        return Document(reader=readers.READERS[kind], outcome=outcome_of(answer))
    return msgspec.msgpack.decode(answer, type=Document)
