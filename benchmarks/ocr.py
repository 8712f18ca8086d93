"""OCR against a plain `RapidOCR()` loop: pages per second and characters right, in one run on the same cores.

    python -m benchmarks.ocr TEXTS.jsonl.xz [--pages N] [--folder PAGES]

Pages are drawn from the `text` of the records (benchmarks/pages.py) in five sizes, half of them degraded like
scans. With --folder, real pages (PNG, JPEG) are timed as well; for those there is no text to compare with.
The plain loop is one process with its own default threads; ours is one process for each core, as a scan runs it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import subprocess
import sys
import time
from pathlib import Path

SIZES = (18, 22, 28, 32, 40)


def letters(text: str) -> str:
    """What is compared: Han characters, letters and digits."""
    import unicodedata

    return re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", unicodedata.normalize("NFKC", text))


def errors(truth: str, read: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(letters(truth), letters(read))


def make(texts: Path, count: int, folder: Path) -> list[dict[str, object]]:
    from benchmarks.pages import page

    with lzma.open(texts, "rt", encoding="utf-8") as lines:
        bodies = [re.sub(r"\s+", "", json.loads(line)["text"]) for line in lines]
    bodies = [b for b in bodies if len(b) > 2500][:: max(1, len(bodies) // (2 * count))][:count]
    made = []
    for i, body in enumerate(bodies):
        size = SIZES[i % len(SIZES)]
        picture, text = page(body[200:], size, i, serif=i % 3 == 0, scan=i % 2 == 0)
        file = folder / f"page{i:03}.png"
        picture.save(file)
        made.append({"file": str(file), "size": size, "truth": text})
    return made


def plain(files: list[str]) -> tuple[float, list[str]]:
    import cv2
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    engine(cv2.imread(files[0]))
    started = time.perf_counter()
    texts = []
    for file in files:
        result = engine(cv2.imread(file))
        texts.append("".join(result.txts or ()))
    return time.perf_counter() - started, texts


def ours(files: list[str]) -> list[str]:
    import numpy as np
    from PIL import Image

    from forensics.documents import ocr

    texts = []
    for file in files:
        reading = ocr.read(np.asarray(Image.open(file).convert("RGB")))
        texts.append("".join(line.text for line in reading.lines))
    return texts


def serve() -> None:
    """A worker of `parallel`: warms up, says so, reads its share when told."""
    files = json.loads(sys.stdin.readline())
    ours(files[:1])
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(ours(files)), flush=True)


def parallel(files: list[str], cores: int) -> tuple[float, list[str]]:
    shares = [files[i::cores] for i in range(cores)]
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.ocr", "--serve"]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) for _ in shares
    ]
    for worker, share in zip(workers, shares, strict=True):
        print(json.dumps(share), file=worker.stdin, flush=True)
    for worker in workers:
        worker.stdout.readline()
    started = time.perf_counter()
    for worker in workers:
        print("go", file=worker.stdin, flush=True)
    read = [json.loads(worker.stdout.readline()) for worker in workers]
    seconds = time.perf_counter() - started
    for worker in workers:
        worker.wait()
    texts = [""] * len(files)
    for i, share in enumerate(read):
        texts[i::cores] = share
    return seconds, texts


def accuracy(made: list[dict[str, object]], texts: list[str], size: int | None = None) -> float:
    pairs = [(m["truth"], t) for m, t in zip(made, texts, strict=True) if size in (None, m["size"])]
    return 1 - sum(errors(m, t) for m, t in pairs) / sum(len(letters(m)) for m, _ in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
        return
    import tempfile

    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as scratch:
        made = make(options.texts, options.pages, Path(scratch))
        files = [str(m["file"]) for m in made]
        slow, theirs = plain(files)
        fast, own = parallel(files, cores)
        print(f"drawn pages: {len(files)} on {cores} cores")
        print(f"  pages per second, ours / plain RapidOCR(): {slow / fast:.2f}")
        print(f"  characters right: ours {accuracy(made, own):.4f}, plain {accuracy(made, theirs):.4f}")
        for size in SIZES:
            print(f"    {size} px: ours {accuracy(made, own, size):.4f}, plain {accuracy(made, theirs, size):.4f}")
    if options.folder:
        files = sorted(str(f) for f in options.folder.iterdir() if f.suffix.lower() in (".png", ".jpg", ".jpeg"))
        slow, theirs = plain(files)
        fast, own = parallel(files, cores)
        differing = sum(errors(a, b) for a, b in zip(theirs, own, strict=True))
        apart = differing / max(1, sum(len(letters(t)) for t in theirs))
        print(f"real pages: {len(files)}")
        print(f"  pages per second, ours / plain RapidOCR(): {slow / fast:.2f}")
        print(f"  characters that differ between the two: {apart:.4f}")


if __name__ == "__main__":
    main()
