"""The flow of a scan: archive, documents, records, detectors, case, report."""

from __future__ import annotations

import datetime
import os
import platform
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from forensics.archive.item import Item
from forensics.case.store import CaseError, KnownFile, Store
from forensics.detection import registry
from forensics.detection.detector import Detector
from forensics.detection.finding import Finding
from forensics.detection.result import Result, Run
from forensics.guard.limits import Limits
from forensics.guard.pool import Pool
from forensics.knowledge import own
from forensics.knowledge.load import using
from forensics.records import context as contexts
from forensics.records import duties
from forensics.screening.gathering import gather, with_found
from forensics.screening.judging import judge
from forensics.screening.opening import archive_root, held_case
from forensics.screening.progress import Progress, Silent
from forensics.screening.publishing import complete, publish
from forensics.screening.reading import Reading, examinable
from forensics.screening.settings import Settings
from forensics.screening.taking import take
from forensics.version import VERSION


def scan(
    archive: str | os.PathLike[str],
    *,
    case: str | os.PathLike[str] | None = None,
    context: str | os.PathLike[str] | None = None,
    knowledge: Iterable[str | os.PathLike[str]] = (),
    only: Iterable[str] = (),
    detectors: Iterable[type[Detector]] = (),
    jobs: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Case:
    """Scan a submitted folder and write its reports.

    `case` is the folder for results (`<archive name>.case` in the current folder when not given), `context` the
    inspector's context.yaml, `knowledge` files of the user's own facts, `only` patterns or families to look for,
    `detectors` further detector classes for this scan, `jobs` the number of worker processes (one per core). The
    archive is never written. Raises `ArchiveError`, `ContextError`, `KnowledgeError`, `UnknownPatternError`,
    `CaseError` (all with a message to show).
    """
    started, begun = datetime.datetime.now(datetime.UTC), time.monotonic()
    root = archive_root(archive)
    known, warnings = contexts.load(Path(context), root) if context else (contexts.Context(), ())
    added = [Path(f) for f in knowledge]
    known = msgspec.structs.replace(known, knowledge=own.load(added))
    with using(known.knowledge):
        warnings += tuple(f"没有判断的规定（不是已知的会议种类）：{name}" for name in duties.not_judged())
    settings = Settings.of(known, registry.choose(only, detectors), limits or Limits())
    progress = progress or Silent()
    with held_case(root, case) as store:
        folder = store.folder
        store.note(started.isoformat(timespec="seconds"), f"scan {root.name}")
        with Pool(jobs or os.cpu_count() or 1, settings.limits, [folder]) as pool:
            files = take(root, store, pool, settings.limits, progress)
            digest = settings.result_digest((f.path, f.change_key) for f in files.values())
            result = store.result(digest)
            if result is None or not complete(folder):
                result = _examine(root, files, store, pool, settings, progress)
                run = Run(
                    started=started.isoformat(timespec="seconds"),
                    host=platform.node(),
                    seconds=round(time.monotonic() - begun, 1),
                    read=result.run.read,
                )
                result = msgspec.structs.replace(
                    result,
                    context=Path(context).name if context else "",
                    knowledge=tuple(f.name for f in added),
                    warnings=warnings,
                    run=run,
                )
                publish(result, root, store, pool, settings.limits, progress)
                store.keep_result(digest, result)
        store.set_meta("archive", str(root))
        ended = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        store.note(ended, f"done {len(result.findings)} findings")
    return Case(folder)


def _examine(
    root: Path,
    files: dict[str, KnownFile],
    store: Store,
    pool: Pool,
    settings: Settings,
    progress: Progress,
) -> Result:
    reading = Reading(root, store, pool, settings, progress)
    ledger = sorted(reading.run(files), key=lambda i: i.path)
    read = examinable(ledger)
    gathered = gather(read, store, pool, settings, progress)
    findings, examined = judge(read, store, pool, with_found(settings, gathered), progress)
    return Result(
        version=VERSION,
        archive=root.name,
        findings=tuple(findings),
        detectors=examined,
        ledger=tuple(ledger),
        meetings=tuple(m for g in gathered for m in g.meetings),
        run=Run(read=reading.read),
    )


class Case:
    """The results of a scan, kept in a folder. `Case(folder)` opens those of an earlier one.

    `log` is the custody log: (ISO time, event) of everything that was done with the case.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Open a case. Raises `CaseError` where the folder holds none."""
        self.folder = Path(folder)
        if not (self.folder / "case.sqlite").is_file():
            raise CaseError(f"这不是案卷文件夹：{self.folder}")
        with Store(self.folder) as store:
            result = store.result()
            self._archive = store.meta("archive")
            self.log: list[tuple[str, str]] = store.log()
        if result is None:
            raise CaseError(f"案卷 {self.folder} 还没有结果，请先运行 forensics scan")
        self.result: Result = result

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All leads, the strongest first."""
        return self.result.findings

    @property
    def unexamined(self) -> tuple[Item, ...]:
        """The items that could not be examined, or only in part, with the reason."""
        return tuple(i for i in self.result.ledger if not i.outcome.ok)

    @property
    def report(self) -> Path:
        """The folder with findings.json, report.html and 问题清单.xlsx."""
        return self.folder / "report"

    def publish(self, progress: Progress | None = None) -> Path:
        """Write the reports again from the kept result; nothing is examined anew."""
        with Store(self.folder) as store, Pool(os.cpu_count() or 1, Limits(), [self.folder]) as pool:
            store.hold()
            return publish(self.result, Path(self._archive), store, pool, Limits(), progress or Silent())
