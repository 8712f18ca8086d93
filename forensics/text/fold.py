"""Folding: the form of a text in which wording is compared, with the way back to the original characters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import msgspec

DROPPED = frozenset(" \t\r\n\f\v\u3000\xa0\u200b\ufeff“”‘’\"'「」『』《》〈〉、，,·•・。．.")
"""What notation adds and wording lacks: blanks, quotation and title marks, commas, dots and full stops."""


class Folded(msgspec.Struct, frozen=True):
    """A folded text; `origin[i]` is the index in the original of the character that gave `text[i]`."""

    text: str
    origin: tuple[int, ...]

    def find(self, literal: str) -> Iterator[tuple[int, int]]:
        """Every occurrence of an already folded literal, as half-open ranges of the folded text."""
        start = self.text.find(literal)
        while literal and start >= 0:
            yield start, start + len(literal)
            start = self.text.find(literal, start + 1)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the original that a range of the folded text came from."""
        return self.origin[start], self.origin[end - 1] + 1

    def position(self, offset: int) -> int:
        """The first folded character at or after an offset of the original."""
        return bisect_right(self.origin, offset - 1)


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Traditional to simplified by character (OpenCC's TSCharacters, Apache-2.0, read from its package)."""
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t", 1) for line in table.splitlines() if "\t" in line)
    return {old: new.split(" ")[0] for old, new in pairs if len(old) == 1}


def simplify(text: str) -> str:
    """Traditional characters simplified one by one; the length stays."""
    table = _simplified()
    return "".join(table.get(c, c) for c in text)


@lru_cache(maxsize=65536)
def _character(c: str) -> str:
    """One character folded: NFKC, simplified, lower case, '' for what notation adds."""
    if c in DROPPED:
        return ""
    table = _simplified()
    return "".join(table.get(x, x) for x in unicodedata.normalize("NFKC", c).lower() if x not in DROPPED)


def fold(text: str) -> Folded:
    """Fold a text for matching: NFKC, traditional forms simplified, lower case, without `DROPPED`."""
    kept: list[str] = []
    origin: list[int] = []
    for i, c in enumerate(text):
        folded = _character(c)
        if folded:
            kept.append(folded)
            origin.extend([i] * len(folded))
    return Folded("".join(kept), tuple(origin))


@lru_cache(maxsize=16384)
def fold_literal(literal: str) -> str:
    """A literal of the knowledge files in the form to search for."""
    return fold(literal).text
