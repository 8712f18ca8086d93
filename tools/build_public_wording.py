"""Build forensics/knowledge/data/public_wording.npy from public texts.

    python tools/build_public_wording.py TEXTS.jsonl.xz PHRASES.tsv.xz

TEXTS holds one JSON object a line with `title` and `text`; those whose title names the Party charter or the
constitution are taken. PHRASES holds a phrase in the last column: official wording found in at least four
independent public reports.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path

import numpy as np

from forensics.knowledge.public_wording import DATA, merged
from forensics.text.fold import fold
from forensics.text.overlap import grams, letters

TAKEN = ("章程", "宪法")


def hashes(text: str) -> np.ndarray:
    """The gram hashes of a text, as the detectors compute them."""
    folded = fold(text)
    return grams(letters(folded.text, folded.origin).text)


def main() -> None:
    """Read the two files named on the command line and write the data file."""
    texts, phrases = sys.argv[1:]
    with lzma.open(texts, "rt", encoding="utf-8") as lines:
        documents = [d for d in map(json.loads, lines) if any(t in d["title"] for t in TAKEN)]
    with lzma.open(phrases, "rt", encoding="utf-8") as lines:
        wording = [line.rstrip("\n").split("\t")[-1] for line in lines]
    for document in documents:
        print(document["title"], len(document["text"]))
    found = merged([hashes(d["text"]) for d in documents] + [hashes(p) for p in wording])
    target = Path(__file__).parents[1] / "forensics" / "knowledge" / "data" / DATA
    np.save(target, found, allow_pickle=False)
    print(target.name, len(found), "hashes")


if __name__ == "__main__":
    main()
