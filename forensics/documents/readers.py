"""Which reader reads which type, and the job that reads one item in a worker."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Protocol, cast

import msgspec

from forensics.archive.item import OK, Outcome, Status
from forensics.archive.spool import Spool
from forensics.documents.document import Document
from forensics.documents.errors import ReadError
from forensics.guard.limits import Limits


class Reader(Protocol):
    """A reader module."""

    def read(self, file: Path, limits: Limits, spool: Spool) -> Document:
        """Read one file; raise `ReadError` where nothing can be read."""


READERS = {
    "pdf": "pdf",
    "docx": "word",
    "xlsx": "sheet",
    "xlsb": "sheet",
    "xls": "sheet",
    "ods": "sheet",
    "pptx": "slides",
    "ofd": "ofd",
    "odt": "opendocument",
    "odp": "opendocument",
    "doc": "office",
    "ppt": "office",
    "works": "office",
    "text": "text",
    "html": "markup",
    "mhtml": "markup",
    "rtf": "markup",
    "eml": "mail",
    "msg": "mail",
    "jpeg": "image",
    "png": "image",
    "gif": "image",
    "bmp": "image",
    "tiff": "image",
    "webp": "image",
}
VERSIONS = dict.fromkeys(READERS.values(), "1")
"""A reader's version changes when the same bytes give another Document; that of OCR counts for pdf and image."""

CONTAINERS = frozenset({"zip", "7z", "rar", "tar", "gzip", "bzip2", "xz", "zstd", "cab", "lzh"})
IMAGES = frozenset(kind for kind, module in READERS.items() if module == "image")
NOT_READ = {
    "encrypted-office": Outcome(Status.ENCRYPTED, "加密的 Office 文件，请向报送单位索取密码"),
    "empty": Outcome(Status.OK, "空文件"),
}


def unread(kind: str) -> Outcome:
    """The outcome of an item of a type that has no reader."""
    if kind in CONTAINERS:
        return OK
    return NOT_READ.get(kind, Outcome(Status.UNREADABLE, f"不处理的类型：{kind}"))


def reader(kind: str) -> Reader:
    """The module that reads this type. Raises KeyError for a type that has none."""
    return cast("Reader", importlib.import_module(f"forensics.documents.{READERS[kind]}"))


def version(kind: str) -> str:
    """Name and version of the reader, part of the key under which a Document is kept."""
    return f"{READERS[kind]}-{VERSIONS[READERS[kind]]}"


def read(file: Path, kind: str, limits: Limits, spool: Spool) -> Document:
    """Read one item. Never raises for bad input: the Document's outcome says what went wrong."""
    if kind not in READERS:
        return Document(reader="none", outcome=unread(kind))
    try:
        return reader(kind).read(file, limits, spool)
    except ReadError as error:
        return Document(reader=READERS[kind], outcome=Outcome(error.status, error.reason))
    except MemoryError:
        raise
    except RecursionError:
        return Document(reader=READERS[kind], outcome=Outcome(Status.OVER_LIMIT, "文件嵌套过深"))
    except Exception as error:
        reason = f"文件已损坏或格式有误（{type(error).__name__}: {str(error)[:200]}）"
        return Document(reader=READERS[kind], outcome=Outcome(Status.UNREADABLE, reason))


class ReadRequest(msgspec.Struct, frozen=True):
    """What a worker is told: `file` and `spool` as the system's own path bytes."""

    file: bytes
    kind: str
    spool: bytes
    limits: Limits


def job(payload: bytes) -> bytes:
    """Read one item in a worker: `ReadRequest` in, `Document` out, both MessagePack."""
    request = msgspec.msgpack.decode(payload, type=ReadRequest)
    file, spool = Path(os.fsdecode(request.file)), Spool(Path(os.fsdecode(request.spool)))
    return msgspec.msgpack.encode(read(file, request.kind, request.limits, spool))
