"""A scan that was killed goes on where it was; two scans never work on one case."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

import forensics
from forensics.case.store import Store
from tests.making import EARLY, PLAIN, Watch, without_run, write

ROOT = Path(__file__).resolve().parents[2]


def slow_pdf(seed: int) -> bytes:
    """A few pages of text: half a second to read."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for page in range(3):
        for line in range(40):
            canvas.drawString(40, 800 - 12 * line, f"{seed} {page} {line} " + "the canal was cleaned on saturday")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def documents(case: Path) -> int:
    if not (case / "case.sqlite").exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{case / 'case.sqlite'}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM cache WHERE key LIKE 'document/%'").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are being made
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_scan_goes_on_and_ends_as_if_undisturbed(tmp_path: Path) -> None:
    archive = write(tmp_path / "报送", {f"甲村/{i}.pdf": slow_pdf(i) for i in range(4)})
    write(archive, {"甲村/三月.txt": EARLY, "甲村/水渠.txt": PLAIN, "甲村/断.docx": b"PK\x03\x04"})
    case = tmp_path / "case"
    scan = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "scan", str(archive), "--case", str(case), "--jobs", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while documents(case) < 2 and scan.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        os.killpg(scan.pid, signal.SIGKILL)
    assert scan.wait() == -signal.SIGKILL, "the scan had ended before it was killed"
    done = documents(case)
    assert 2 <= done < 6
    with pytest.raises(forensics.CaseError, match="还没有结果"):
        forensics.Case(case)

    watch = Watch()
    resumed = forensics.scan(archive, case=case, jobs=1, progress=watch)
    assert len(watch.read) == resumed.result.run.read == 6 - done
    undisturbed = forensics.scan(archive, case=tmp_path / "other", jobs=2)
    assert undisturbed.result.run.read == 6
    assert len(undisturbed.result.ledger) == 7
    assert without_run(case) == without_run(undisturbed.folder)


def test_a_second_scan_on_one_case_is_refused(tmp_path: Path) -> None:
    archive = write(tmp_path / "报送", {"a.txt": PLAIN})
    case = tmp_path / "case"
    with Store(case) as store:
        store.hold()
        second = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), "scan", str(archive), "--case", str(case)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            timeout=60,
        )
        with pytest.raises(forensics.CaseBusyError):
            forensics.scan(archive, case=case)
    assert second.returncode == 2
    assert "另一个扫描正在使用案卷" in second.stderr
    assert str(case) in second.stderr
    assert "Traceback" not in second.stderr
    assert forensics.scan(archive, case=case, jobs=1).unexamined == ()
