"""Stage two: every item that can be read becomes a Document, once per content."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from forensics.archive import inventory
from forensics.archive.extensions import promised
from forensics.archive.item import OK, Item, Outcome, Status
from forensics.case.store import KnownFile, Store
from forensics.documents import readers
from forensics.documents.document import Document, Picture
from forensics.guard.pool import Call, Failure, Pool
from forensics.screening.failures import outcome_of
from forensics.screening.progress import Progress
from forensics.screening.settings import Settings
from forensics.screening.taking import TASK as TAKE
from forensics.screening.taking import all_items

TASK = "forensics.documents.readers:job"
SYSTEM_FILE = "系统文件"
PAGE_SCAN = "整页图像，已随所在页识别"


class _Ending(msgspec.Struct, frozen=True):
    """Of a Document only how its reading ended; the rest is not decoded."""

    outcome: Outcome = OK


class Reading:
    """Reads what the case does not hold yet, then the pictures found in it, until nothing new turns up."""

    def __init__(self, archive: Path, store: Store, pool: Pool, settings: Settings, progress: Progress) -> None:
        self._archive, self._store, self._pool = archive, store, pool
        self._settings, self._progress = settings, progress
        self.read = 0

    def run(self, files: dict[str, KnownFile]) -> list[Item]:
        """The whole ledger: files, members, pictures inside documents, each with its final outcome."""
        ledger: list[Item] = []
        wave = [(file, item) for file, item in all_items(files)]
        while wave:
            self._read_missing(wave)
            inner: list[tuple[KnownFile, Item]] = []
            for file, item in wave:
                document = self.document(item)
                ledger.append(_judged(item, document))
                if document:
                    inner += ((file, i) for i in self._inside(item, document))
            wave = inner
        return ledger

    def document(self, item: Item) -> Document | None:
        """An item's Document from the case; None for what is not read."""
        body = self._store.cached(self._settings.document_key(item)) if readable(item) else None
        return msgspec.msgpack.decode(body, type=Document) if body else None

    def source(self, item: Item, file: KnownFile | None) -> bytes:
        """Where an item's bytes lie, as native path bytes."""
        if file is not None and item.path == file.path:
            return os.path.join(os.fsencode(self._archive), file.location)  # noqa: PTH118 bytes
        return os.fsencode(self._store.spool.path(item.sha256))

    def _read_missing(self, wave: list[tuple[KnownFile, Item]]) -> None:
        missing: dict[str, tuple[KnownFile, Item]] = {}
        for file, item in wave:
            if readable(item):
                key = self._settings.document_key(item)
                if key not in missing and not self._store.has(key):
                    missing[key] = (file, item)
        self._progress.begin("读取与识别", len(missing))
        # the dearest first, so that no worker is left alone with a long file at the end
        order = sorted(
            missing.items(), key=lambda m: (m[1][1].kind not in ("pdf", *readers.IMAGES), -m[1][1].size, m[0])
        )
        for call, answer in self._pool.run(self._calls(order)):
            key, item = call.key
            if isinstance(answer, Failure):
                document = Document(reader=readers.READERS[item.kind], outcome=outcome_of(answer))
                answer = msgspec.msgpack.encode(document)
            self._store.keep(key, answer)
            self.read += 1
            self._progress.step(item.path, failed=not msgspec.msgpack.decode(answer, type=_Ending).outcome.ok)

    def _calls(self, order: list[tuple[str, tuple[KnownFile, Item]]]) -> Iterator[Call[tuple[str, Item]]]:
        spool = os.fsencode(self._store.spool.root)
        for key, (file, item) in order:
            request = readers.ReadRequest(self.source(item, file), item.kind, spool, self._settings.limits)
            yield Call(TASK, msgspec.msgpack.encode(request), (key, item))

    def _inside(self, item: Item, document: Document) -> Iterator[Item]:
        for picture in document.pictures:
            if picture.kind == "attachment":
                yield from self._attached(item, picture)
            else:
                yield Item(
                    path=f"{item.path}!/{picture.name}",
                    sha256=picture.sha256,
                    size=picture.size,
                    kind=picture.kind,
                    extension=picture.name.rpartition(".")[2].lower(),
                    container=item.path,
                    notes=(PAGE_SCAN,) if picture.page_scan else (),
                )

    def _attached(self, item: Item, picture: Picture) -> tuple[Item, ...]:
        """An attachment may be anything, a container too: it is taken like a file of the folder."""
        key = f"attached/{picture.sha256}/{picture.name}"
        body = self._store.cached(key)
        path = f"{item.path}!/{picture.name}"
        if body is None:
            file = os.fsencode(self._store.spool.path(picture.sha256))
            request = inventory.Request(file, "a", "", str(self._store.spool.root), self._settings.limits)
            ((_, answer),) = self._pool.run([Call(TAKE, msgspec.msgpack.encode(request), path)])
            if isinstance(answer, Failure):
                answer = msgspec.msgpack.encode((Item(path="a", sha256=picture.sha256, outcome=outcome_of(answer)),))
            self._store.keep(key, answer)
            body = answer
        suffix = picture.name.rpartition(".")[2].lower() if "." in picture.name else ""
        return tuple(
            msgspec.structs.replace(
                i,
                path=path + i.path[1:],
                container=path + i.container[1:] if i.container else item.path,
                extension=i.extension if i.container else suffix,
            )
            for i in msgspec.msgpack.decode(body, type=tuple[Item, ...])
        )


def has_reader(item: Item) -> bool:
    """Whether there is a reader for the item and reason to read it."""
    skipped = any(SYSTEM_FILE in note or note == PAGE_SCAN for note in item.notes)
    return item.kind in readers.READERS and bool(item.sha256) and not skipped


def readable(item: Item) -> bool:
    """Whether an item as it was taken can be read."""
    return item.outcome.ok and has_reader(item)


def examinable(ledger: list[Item]) -> list[Item]:
    """The items that were read, wholly or in part."""
    return [i for i in ledger if i.outcome.status in (Status.OK, Status.PARTIAL) and has_reader(i)]


def _judged(item: Item, document: Document | None) -> Item:
    """The ledger row: the item with the outcome of its reading."""
    if document is not None:
        outcome = document.outcome
        if outcome.ok and item.kind == "text" and "text" not in (promised(item.extension) or {"text"}):
            outcome = Outcome(Status.PARTIAL, f"扩展名是 .{item.extension}，内容却是纯文本，可能已损坏；已按文本读出")
        return msgspec.structs.replace(item, outcome=outcome, notes=item.notes + document.notes)
    if item.outcome.ok and item.kind not in readers.READERS and not any(SYSTEM_FILE in n for n in item.notes):
        return msgspec.structs.replace(item, outcome=readers.unread(item.kind))
    return item
