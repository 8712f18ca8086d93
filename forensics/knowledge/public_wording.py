"""Wording that anyone may use: fingerprints of the Party charter and of phrases of public reports.

`build` makes the data file; the texts are official documents (Art. 5 of the PRC Copyright Law: not protected)
and are not shipped themselves, only the hashes of their character 6-grams.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

DATA = "public_wording.npy"


@lru_cache(maxsize=1)
def fingerprints() -> npt.NDArray[np.uint64]:
    """The sorted gram hashes (`text.overlap.grams` of `text.overlap.letters`) of public wording."""
    body = files("forensics.knowledge").joinpath("data", DATA).read_bytes()
    hashes: npt.NDArray[np.uint64] = np.load(BytesIO(body), allow_pickle=False)
    return hashes


def merged(hashes: Iterable[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint64]:
    """Hashes of several texts as the data file holds them: sorted, each once."""
    return np.unique(np.concatenate(list(hashes)))
