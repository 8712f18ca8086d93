"""Between reading and judging: what the archive as a whole says of itself.

The superiors' papers that lie in it join the calendar of the scan; its meetings make the timeline.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from forensics.archive.item import Item
from forensics.case.store import Store
from forensics.documents.document import Document
from forensics.guard.pool import Call, Failure, Pool
from forensics.knowledge.load import using
from forensics.records.context import Context, Issued
from forensics.records.issued import issued_in
from forensics.records.record import Record
from forensics.records.timeline import MeetingRow, rows_of
from forensics.screening.progress import Progress
from forensics.screening.settings import Settings

TASK = "forensics.screening.gathering:job"


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What one document adds. `folder` is that of its unit, `branch` the branch that its title names."""

    path: str
    unit: str = ""
    folder: str = ""
    title: str = ""
    issued: Issued | None = None
    meetings: tuple[MeetingRow, ...] = ()


class Request(msgspec.Struct, frozen=True):
    """What a worker is told: `document` is MessagePack of its struct."""

    item: Item
    document: bytes
    context: Context


def job(payload: bytes) -> bytes:
    """`Request` in, `Gathered` out, in a worker."""
    request = msgspec.msgpack.decode(payload, type=Request)
    document = msgspec.msgpack.decode(request.document, type=Document)
    with using(request.context.knowledge):
        return msgspec.msgpack.encode(_gathered(Record(request.item, document, request.context)))


def _gathered(record: Record) -> Gathered:
    return Gathered(
        path=record.path,
        unit=record.unit,
        folder=record.unit_folder,
        title=record.title,
        issued=issued_in(record),
        meetings=tuple(rows_of(record)),
    )


def gather(items: list[Item], store: Store, pool: Pool, settings: Settings, progress: Progress) -> tuple[Gathered, ...]:
    """What every document that was read adds, in the order of `items`; nothing for one on which a worker died."""
    missing = [i for i in items if not store.has(settings.gathering_key(i))]
    progress.begin("归集会议和文件", len(missing))

    def calls() -> Iterator[Call[Item]]:
        for item in missing:
            document = store.cached(settings.document_key(item))
            if document is not None:
                yield Call(TASK, msgspec.msgpack.encode(Request(item, document, settings.context)), item)

    for call, answer in pool.run(calls()):
        failed = isinstance(answer, Failure)
        body = msgspec.msgpack.encode(Gathered(path=call.key.path)) if isinstance(answer, Failure) else answer
        store.keep(settings.gathering_key(call.key), body)
        progress.step(call.key.path, failed=failed)
    bodies = (store.cached(settings.gathering_key(i)) for i in items)
    return tuple(msgspec.msgpack.decode(b, type=Gathered) for b in bodies if b is not None)


def with_found(settings: Settings, gathered: tuple[Gathered, ...]) -> Settings:
    """Settings whose context knows the superiors' papers that lie in the archive."""
    found = tuple(g.issued for g in gathered if g.issued)
    context = msgspec.structs.replace(settings.context, found=found)
    return Settings.of(context, settings.detectors, settings.limits)
