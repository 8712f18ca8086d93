"""Readers on packs of real and hostile files with a manifest.

    python -m benchmarks.documents real FOLDER       manifest.csv with `file`, `must` (strings separated by |)
    python -m benchmarks.documents hostile FOLDER    manifest.csv with `file`, `accept` (outcomes separated by |)

Each file is scanned as a user would have it scanned: identified, unpacked, read in a guarded worker. For containers
the strings may stand in any member. Prints the share that is right and every miss.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import time
from collections import defaultdict
from pathlib import Path

import msgspec

import forensics
from forensics.archive.item import Item
from forensics.documents.document import Document
from forensics.guard.limits import Limits
from forensics.screening import Case

RECOGNISED = 0.97
WALL = {"real": 120, "hostile": 60}


def texts(case: Case, archive: Path) -> dict[str, str]:
    """The text of each item as a detector sees it, and that of its tables and properties, without white space."""
    from forensics.case.store import Store
    from forensics.records.context import Context
    from forensics.screening.settings import Settings

    settings = Settings(Context(), (), Limits(wall_seconds=WALL["real"]))
    found = {}
    with Store(case.folder) as store:
        for item in case.result.ledger:
            body = store.cached(settings.document_key(item)) if item.kind and item.sha256 and known(item) else None
            if body is None:
                continue
            document = msgspec.msgpack.decode(body, type=Document)
            parts = [s.text for s in document.spans]
            parts += [p.value for p in document.properties]
            found[item.path] = re.sub(r"\s", "", "".join(parts))
    return found


def recognised(file: Path, read: str) -> float:
    """The share of a scan's characters that came out right; the truth lies beside it in ocr_truth.json."""
    from benchmarks.ocr import errors, letters

    truth = json.loads((file.parent / "ocr_truth.json").read_text("utf-8"))[file.name]
    return 1 - errors(truth, read) / len(letters(truth))


def known(item: Item) -> bool:
    from forensics.documents.readers import READERS

    return item.kind in READERS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("real", "hostile"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--case", type=Path, default=Path("benchmark.case"))
    options = parser.parse_args()
    started = time.perf_counter()
    case = forensics.scan(
        options.folder, case=options.case, only=["term/stale"], limits=Limits(wall_seconds=WALL[options.what])
    )
    print(f"scan: {len(case.result.ledger)} items in {time.perf_counter() - started:.0f} s on {os.cpu_count()} cores")
    manifest = next(options.folder.rglob("manifest.csv"))
    base = manifest.parent.relative_to(options.folder).as_posix()
    prefix = "" if base == "." else base + "/"
    rows = list(csv.DictReader(manifest.open(encoding="utf-8-sig")))
    by_path = {i.path: i for i in case.result.ledger}
    inside: dict[str, list[Item]] = defaultdict(list)
    for item in case.result.ledger:
        inside[item.path.split("!/")[0]].append(item)
    right = 0
    misses: list[str] = []
    read = texts(case, options.folder) if options.what == "real" else {}
    for row in rows:
        path = prefix + row["file"]
        item = by_path.get(path)
        if item is None:
            misses.append(f"{row['file']}: not in the ledger")
            continue
        if options.what == "hostile":
            worst = [str(i.outcome.status) for i in inside[path]]
            accepted = row["accept"].split("|")
            fine = str(item.outcome.status) in accepted or any(s in accepted for s in worst)
            detail = f"{item.kind} {item.outcome.status} not in {row['accept']}: {item.outcome.reason}"
        else:
            wanted = [re.sub(r"\s", "", m) for m in row["must"].split("|") if m.strip()]
            said = "".join(i.path + read.get(i.path, "") for i in inside[path])
            if wanted and wanted[0].startswith("OCR:"):
                share = recognised(manifest.parent / row["file"], read.get(path, ""))
                print(f"  {row['file']}: {share:.4f} of the characters recognised")
                lost = ["characters"] if share < RECOGNISED else []
            else:
                lost = [m for m in wanted if m not in said]
            fine = not lost
            detail = f"{item.kind} {item.outcome.status} {item.outcome.reason} lost {lost[:3]}"
        right += fine
        if not fine:
            misses.append(f"{row['file']}: {detail}")
    print(f"{options.what}: {right} of {len(rows)} right ({right / len(rows):.1%})")
    for miss in misses:
        print(" ", miss)


if __name__ == "__main__":
    main()
