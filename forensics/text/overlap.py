"""Shared own wording between texts: what two texts have in common that hardly anyone else has.

All-position character 6-grams of the folded text (Han characters and digits only, digit runs to one 0), a
document-frequency cap that takes out what many share, and blocks of grams that run in step. The measured design
and its figures: notes on copy detection, taken over into docs/decisions/005.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import msgspec
import numpy as np
import numpy.typing as npt

K = 6
GAP = 12
MIN_SHARED = 8
MIN_BLOCK = 10
Grams = npt.NDArray[np.uint64]


class Letters(msgspec.Struct, frozen=True):
    """A text reduced to what is compared; `origin[i]` is the offset of letter i in the original."""

    text: str
    origin: tuple[int, ...]


class Block(msgspec.Struct, frozen=True):
    """A passage shared by two texts: the pieces that are equal, as (index in a, index in b, length), in order.

    Between pieces lie up to `GAP` letters that differ.
    """

    pieces: tuple[tuple[int, int, int], ...]

    @property
    def same(self) -> int:
        """How many letters are equal."""
        return sum(length for *_, length in self.pieces)

    @property
    def a(self) -> tuple[int, int]:
        """The passage in text a, as a half-open letter range."""
        return self.pieces[0][0], self.pieces[-1][0] + self.pieces[-1][2]

    @property
    def b(self) -> tuple[int, int]:
        """The passage in text b."""
        return self.pieces[0][1], self.pieces[-1][1] + self.pieces[-1][2]


class Pair(msgspec.Struct, frozen=True):
    """Two texts by index and the blocks that they share, longest first; `shared` letters in all (of text a)."""

    a: int
    b: int
    blocks: tuple[Block, ...]
    shared: int


def letters(folded: str, origin: Sequence[int]) -> Letters:
    """Keep Han characters and digits of a folded text; a run of digits becomes one 0."""
    kept: list[str] = []
    where: list[int] = []
    for c, o in zip(folded, origin, strict=True):
        if "\u4e00" <= c <= "\u9fff":
            kept.append(c)
            where.append(o)
        elif c.isdecimal() and (not kept or kept[-1] != "0" or where[-1] != o - 1):
            kept.append("0")
            where.append(o)
        elif c.isdecimal():
            where[-1] = o
    return Letters("".join(kept), tuple(where))


def grams(text: str) -> Grams:
    """A hash of the K characters at each position; texts shorter than K have none."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    if len(codes) < K:
        return np.empty(0, np.uint64)
    value = np.zeros(len(codes) - K + 1, np.uint64)
    for i in range(K):
        value = value * np.uint64(1_000_003) + codes[i : len(codes) - K + 1 + i]
    value ^= value >> np.uint64(29)
    return value * np.uint64(0x9E3779B97F4A7C15)


def frequency_cap(documents: int) -> int:
    """How many documents may share a gram before it is common wording: clip(N/10, 3, 12) + N/1000, at most 30."""
    return min(30, int(min(12, max(3, documents / 10)) + documents / 1000))


def pairs(texts: Sequence[str], owners: Sequence[str], background: Sequence[Grams], public: Grams) -> Iterator[Pair]:
    """Pairs of texts of different owners that share own wording.

    `background` are the grams of the other documents of the archive and `public` those of public texts; grams that
    are public, or that occur among more owners and other documents than the cap allows, do not count.
    """
    all_grams = [grams(t) for t in texts]
    common = _common(all_grams, owners, background)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, own in enumerate(all_grams):
        counts = ~np.isin(own, common) & ~np.isin(own, public)
        for position in np.flatnonzero(counts):
            places[int(own[position])].append((i, int(position)))
    hits: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for found in places.values():
        for (i, p), (j, q) in combinations(found, 2):
            if i != j and owners[i] != owners[j]:
                hits[(i, j)].append((p, q))
    for (i, j), positions in sorted(hits.items()):
        if len({p for p, _ in positions}) >= MIN_SHARED:
            blocks = _blocks(positions)
            shared = sum(b.same for b in blocks)
            if shared:
                yield Pair(i, j, tuple(blocks), shared)


def _common(all_grams: Sequence[Grams], owners: Sequence[str], background: Sequence[Grams]) -> Grams:
    """Grams that more owners and other documents use than the cap allows."""
    by_owner: dict[str, list[Grams]] = defaultdict(list)
    for owner, own in zip(owners, all_grams, strict=True):
        by_owner[owner].append(own)
    sets = [np.unique(np.concatenate(g)) for g in by_owner.values()] + [np.unique(g) for g in background]
    if not sets:
        return np.empty(0, np.uint64)
    values, counts = np.unique(np.concatenate(sets), return_counts=True)
    return values[counts > frequency_cap(len(sets))]


def _blocks(positions: Iterable[tuple[int, int]]) -> list[Block]:
    """Blocks of hits on one diagonal with small gaps; of blocks that overlap in either text the longer stays."""
    diagonals: dict[int, list[int]] = defaultdict(list)
    for p, q in positions:
        diagonals[q - p].append(p)
    found: list[Block] = []
    for shift, starts in diagonals.items():
        for run in _runs(sorted(starts)):
            block = Block(tuple((start, start + shift, length) for start, length in _pieces(run)))
            if block.same >= MIN_BLOCK:
                found.append(block)
    kept: list[Block] = []
    for block in sorted(found, key=lambda b: (-b.same, b.a, b.b)):
        if not any(_overlap(block.a, k.a) or _overlap(block.b, k.b) for k in kept):
            kept.append(block)
    return kept


def _runs(starts: Sequence[int]) -> Iterator[list[int]]:
    """Sorted positions cut where the gap to the next exceeds `GAP`."""
    run = [starts[0]]
    for p in starts[1:]:
        if p - run[-1] > GAP:
            yield run
            run = []
        run.append(p)
    yield run


def _pieces(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(start, length) of the stretches covered by grams that start at these sorted positions."""
    begin = end = starts[0]
    for p in starts:
        if p > end:
            yield begin, end - begin
            begin = p
        end = p + K
    yield begin, end - begin


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > K // 2
