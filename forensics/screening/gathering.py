"""Between reading and judging: the superiors' papers that lie in the archive join the calendar of the scan."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from forensics.archive.item import Item
from forensics.case.store import Store
from forensics.documents.document import Document
from forensics.guard.pool import Call, Failure, Pool
from forensics.records.context import Context, Issued
from forensics.records.issued import issued_in
from forensics.records.record import Record
from forensics.screening.progress import Progress
from forensics.screening.settings import Settings

TASK = "forensics.screening.gathering:job"


class Request(msgspec.Struct, frozen=True):
    """What a worker is told: `document` is MessagePack of its struct."""

    item: Item
    document: bytes


def job(payload: bytes) -> bytes:
    """`Request` in, the paper that the document is out (nil for most)."""
    request = msgspec.msgpack.decode(payload, type=Request)
    document = msgspec.msgpack.decode(request.document, type=Document)
    return msgspec.msgpack.encode(issued_in(Record(request.item, document, Context())))


def gather(items: list[Item], store: Store, pool: Pool, settings: Settings, progress: Progress) -> Settings:
    """Settings whose context knows the papers found; `items` are those that were read, in order."""
    missing = [i for i in items if not store.has(settings.gathering_key(i))]
    progress.begin("归集上级文件", len(missing))

    def calls() -> Iterator[Call[Item]]:
        for item in missing:
            document = store.cached(settings.document_key(item))
            if document is not None:
                yield Call(TASK, msgspec.msgpack.encode(Request(item, document)), item)

    nothing = msgspec.msgpack.encode(None)
    for call, answer in pool.run(calls()):
        failed = isinstance(answer, Failure)
        store.keep(settings.gathering_key(call.key), nothing if isinstance(answer, Failure) else answer)
        progress.step(call.key.path, failed=failed)
    found = []
    for item in items:
        body = store.cached(settings.gathering_key(item))
        if body is not None and (issued := msgspec.msgpack.decode(body, type=Issued | None)):
            found.append(issued)
    return msgspec.structs.replace(settings, context=msgspec.structs.replace(settings.context, found=tuple(found)))
