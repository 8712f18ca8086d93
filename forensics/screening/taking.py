"""Stage one: every file and member gets its ledger row."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from forensics.archive import inventory
from forensics.archive.item import Item, Outcome, Status
from forensics.archive.walk import Entry, walk
from forensics.case.store import KnownFile, Store
from forensics.guard.limits import Limits
from forensics.guard.pool import Call, Failure, Pool
from forensics.screening.failures import outcome_of
from forensics.screening.progress import Progress

TASK = "forensics.archive.inventory:job"


def take(archive: Path, store: Store, pool: Pool, limits: Limits, progress: Progress) -> dict[str, KnownFile]:
    """Bring the ledger up to date with the folder; files that did not change are not opened."""
    known = store.files()
    entries = list(walk(archive))
    store.forget_files(known.keys() - {e.path for e in entries})
    changed = [e for e in entries if (k := known.get(e.path)) is None or k.change_key != e.change_key]
    progress.begin("登记文件", len(changed))
    for entry in changed:
        if not entry.outcome.ok:
            store.keep_file(_kept(entry, (_unopened(entry, entry.outcome),)))
            progress.step(entry.path, failed=True)
    calls = (_call(archive, e, store, limits) for e in changed if e.outcome.ok)
    for call, answer in pool.run(calls):
        if isinstance(answer, Failure):
            items: tuple[Item, ...] = (_unopened(call.key, outcome_of(answer)),)
        else:
            items = msgspec.msgpack.decode(answer, type=tuple[Item, ...])
        if items[0].outcome.status is not Status.CHANGED:  # what was being written is looked at again next time
            store.keep_file(_kept(call.key, items))
        else:
            store.keep_file(KnownFile(call.key.path, call.key.location, "", items))
        progress.step(call.key.path, failed=not items[0].outcome.ok)
    return store.files()


def _call(archive: Path, entry: Entry, store: Store, limits: Limits) -> Call[Entry]:
    file = os.path.join(os.fsencode(archive), entry.location)  # noqa: PTH118 bytes: the name may not be UTF-8
    request = inventory.Request(file, entry.path, _modified(entry), str(store.spool.root), limits)
    return Call(TASK, msgspec.msgpack.encode(request), entry)


def _modified(entry: Entry) -> str:
    if not entry.mtime_ns:
        return ""
    moment = datetime.datetime.fromtimestamp(entry.mtime_ns / 1e9, datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _unopened(entry: Entry, outcome: Outcome) -> Item:
    return Item(path=entry.path, size=entry.size, modified=_modified(entry), outcome=outcome)


def _kept(entry: Entry, items: tuple[Item, ...]) -> KnownFile:
    return KnownFile(entry.path, entry.location, entry.change_key, items)


def all_items(files: dict[str, KnownFile]) -> Iterator[tuple[KnownFile, Item]]:
    """Every item with the file of the folder that holds it."""
    for file in files.values():
        for item in file.items:
            yield file, item
