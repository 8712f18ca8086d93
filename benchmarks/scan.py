"""A whole scan against its unavoidable work, and a second scan against the first.

    python -m benchmarks.scan ARCHIVE [--context FILE]

The unavoidable work is decoding, drawing and OCR inference of the same pages in a bare loop with as many
processes, each with one inference thread, fed one page at a time. Also compares the ledger with an independent
count of the folder's files.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

Job = tuple[str, str, int]


def warm_up(_: int) -> None:
    import numpy as np

    from forensics.documents import ocr

    ocr.read(np.full((64, 200, 3), 255, np.uint8))


def bare(job: Job) -> int:
    """Draw or decode one page and recognise it; nothing else."""
    from forensics.archive.item import Outcome
    from forensics.documents import ocr
    from forensics.guard.limits import Limits

    kind, file, page = job
    if kind == "pdf":
        import pypdfium2

        from forensics.documents.pdf import draw

        document = pypdfium2.PdfDocument(file)
        try:
            return len(ocr.read(draw(document[page - 1])).lines)
        finally:
            document.close()
    from forensics.documents.image import frames

    for number, frame in enumerate(frames(Path(file), Limits()), 1):
        if number == page and not isinstance(frame, Outcome):
            return len(ocr.read(frame).lines)
    return 0


def pages(case: Path, archive: Path) -> list[Job]:
    """Every page that the scan recognised, once per content, the dearest files first."""
    import msgspec

    import forensics
    from forensics.case.store import Store
    from forensics.documents.document import Document
    from forensics.documents.readers import IMAGES
    from forensics.screening.reading import has_reader

    found: dict[str, tuple[int, list[Job]]] = {}
    with Store(case) as store:
        kept = {key.split("/")[1]: key for key in store.keys("document/")}
        for item in forensics.Case(case).result.ledger:
            if item.sha256 in found or item.sha256 not in kept or not has_reader(item):
                continue
            document = msgspec.msgpack.decode(store.cached(kept[item.sha256]) or b"", type=Document)
            direct = archive / item.path
            file = str(direct if "!/" not in item.path and direct.is_file() else store.spool.path(item.sha256))
            kind = "image" if item.kind in IMAGES else item.kind
            found[item.sha256] = (item.size, [(kind, file, p.number) for p in document.pages if p.ocr])
    return [job for _, jobs in sorted(found.values(), key=lambda v: -v[0]) for job in jobs]


def scan(archive: Path, context: Path | None, case: Path) -> float:
    command = [sys.executable, "cli.py", "scan", str(archive), "--case", str(case)]
    started = time.perf_counter()
    subprocess.run(
        [*command, *(["--context", str(context)] if context else [])], stdout=subprocess.DEVNULL, check=False
    )
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--context", type=Path)
    options = parser.parse_args()
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as scratch:
        case = Path(scratch) / "benchmark.case"
        first = scan(options.archive, options.context, case)
        second = scan(options.archive, options.context, case)
        jobs = pages(case, options.archive)
        with get_context("spawn").Pool(cores) as pool:
            pool.map(warm_up, range(cores), chunksize=1)
            started = time.perf_counter()
            lines = sum(pool.imap_unordered(bare, jobs, chunksize=1))
            alone = time.perf_counter() - started
        import forensics

        ledger = forensics.Case(case).result.ledger
    files = sum(len(names) for _, _, names in os.walk(options.archive))
    top = sum("!/" not in item.path for item in ledger)
    print(f"{len(jobs)} pages recognised, {lines} lines, {cores} processes")
    print(f"whole scan / unavoidable work: {first / alone:.2f}")
    print(f"second scan / first: {second / first:.4f}")
    print(f"files in the folder {files}, in the ledger {top}, with members and pictures {len(ledger)}")


if __name__ == "__main__":
    main()
