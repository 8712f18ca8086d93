"""Starting costs little: the quickest of several runs, over an empty Python."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5


def quickest(*arguments: str) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return min(times)


def test_importing_costs_at_most_150_ms() -> None:
    assert quickest("-c", "import forensics") - quickest("-c", "pass") <= 0.150


def test_help_costs_at_most_300_ms() -> None:
    assert quickest("cli.py", "--help") - quickest("-c", "pass") <= 0.300


def test_importing_loads_none_of_the_heavy_libraries() -> None:
    heavy = ("numpy", "cv2", "onnxruntime", "pdfplumber", "PIL", "openpyxl", "lxml", "msgspec")
    code = f"import sys, forensics; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
