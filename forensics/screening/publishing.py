"""Stage four: the reports of a result, with the pictures of the evidence cut out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

from forensics.archive.item import Item
from forensics.case.store import KnownFile, Store
from forensics.detection import registry
from forensics.detection.result import Result
from forensics.documents import render
from forensics.documents.place import Place
from forensics.guard.limits import Limits
from forensics.guard.pool import Call, Failure, Pool
from forensics.report import findings_json, html, workbook
from forensics.report.pictures import picture_key
from forensics.screening.progress import Progress

TASK = "forensics.documents.render:job"
JSON, HTML, WORKBOOK = "findings.json", "report.html", "问题清单.xlsx"


def publish(result: Result, archive: Path, store: Store, pool: Pool, limits: Limits, progress: Progress) -> Path:
    """Write findings.json, report.html and 问题清单.xlsx into the case; return their folder."""
    folder = store.folder / "report"
    folder.mkdir(exist_ok=True)
    pictures = _crops(result, archive, store, pool, limits, progress)
    guides = {pattern: d.guide for pattern, d in registry.available().items()}
    href = _way(archive, folder)
    findings_json.write(result, folder / JSON)
    html.write(result, pictures, guides, folder / HTML, href)
    workbook.write(result, guides, folder / WORKBOOK, href)
    return folder


def complete(folder: Path) -> bool:
    """Whether all reports lie in a case's report folder."""
    return all((folder / "report" / name).is_file() for name in (JSON, HTML, WORKBOOK))


def _way(archive: Path, folder: Path) -> str:
    """The percent-encoded way from the report to the archive: relative where both lie on one drive."""
    if archive.drive != folder.resolve().drive:
        return archive.as_uri()
    return quote(Path(os.path.relpath(archive, folder.resolve())).as_posix(), errors="surrogateescape")


def _crops(
    result: Result, archive: Path, store: Store, pool: Pool, limits: Limits, progress: Progress
) -> dict[str, bytes]:
    """JPEGs of the places that ask to be shown, by `picture_key`; what cannot be drawn is left out."""
    items, files = {i.path: i for i in result.ledger}, store.files()
    wanted: dict[str, tuple[Place, Item]] = {}
    for finding in result.findings:
        for place in finding.evidence:
            item = items.get(place.path)
            if place.show and item is not None and item.sha256:
                wanted[picture_key(place)] = (place, item)
    pictures: dict[str, bytes] = {}
    missing: list[tuple[str, str, Place, Item]] = []
    for name, (place, item) in sorted(wanted.items()):
        key = f"crop/{item.sha256}/{place.page}/{place.turn}/{place.box}"
        if body := store.cached(key):
            pictures[name] = body
        else:
            missing.append((name, key, place, item))
    progress.begin("截取证据图像", len(missing))

    def calls() -> Iterator[Call[tuple[str, str]]]:
        for name, key, place, item in missing:
            request = render.CropRequest(
                _source(item, files, archive, store),
                item.kind,
                max(1, place.page),
                place.turn,
                place.box,
                limits,
            )
            yield Call(TASK, msgspec.msgpack.encode(request), (name, key))

    for call, answer in pool.run(calls()):
        name, key = call.key
        if not isinstance(answer, Failure):
            store.keep(key, answer)
            pictures[name] = answer
        progress.step(name, failed=isinstance(answer, Failure))
    return pictures


def _source(item: Item, files: dict[str, KnownFile], archive: Path, store: Store) -> bytes:
    if item.path in files:
        return os.path.join(os.fsencode(archive), files[item.path].location)  # noqa: PTH118 bytes
    return os.fsencode(store.spool.path(item.sha256))
