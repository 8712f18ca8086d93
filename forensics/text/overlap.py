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
SKETCH, ALIKE = 64, 0.28
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


def masked(text: str, public: Grams, phrases: Iterable[str] = ()) -> npt.NDArray[np.bool_]:
    """Which letters are public wording: in a gram of `public`, or in one of the stock `phrases` (both as letters)."""
    hidden = np.zeros(len(text), bool)
    for start in np.flatnonzero(np.isin(grams(text), public)):
        hidden[start : start + K] = True
    for phrase in phrases:
        at = text.find(phrase)
        while at >= 0:
            hidden[at : at + len(phrase)] = True
            at = text.find(phrase, at + len(phrase))
    return hidden


def frequency_cap(documents: int) -> int:
    """How many documents may share a gram before it is common wording: clip(N/10, 3, 12) + N/1000, at most 30."""
    return min(30, int(min(12, max(3, documents / 10)) + documents / 1000))


def pairs(
    texts: Sequence[str],
    owners: Sequence[str],
    hidden: Sequence[npt.NDArray[np.bool_]],
    background: Sequence[Grams] = (),
) -> Iterator[Pair]:
    """Pairs of texts of different owners that share own wording.

    `hidden` are the masked letters of each text; a gram with more than two of them does not count. `background` are
    the grams of the other documents of the archive; grams that occur among more owners and other documents than the
    cap allows do not count either. Texts that are copies as a whole count as one there, however many hold them:
    else a text passed round a branch would be common wording. Of such a group each text is paired with the first.
    """
    all_grams = [grams(t) for t in texts]
    open_ = [_countable(len(g), h) for g, h in zip(all_grams, hidden, strict=True)]
    group = _whole_copies(all_grams, open_)
    common = _common(all_grams, owners, group, background)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, own in enumerate(all_grams):
        for position in np.flatnonzero(open_[i] & ~np.isin(own, common)):
            places[int(own[position])].append((i, int(position)))
    hits: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for found in places.values():
        for (i, p), (j, q) in _met(found, group):
            if i != j and owners[i] != owners[j]:
                hits[(i, j)].append((p, q))
    for (i, j), positions in sorted(hits.items()):
        if len({p for p, _ in positions}) >= MIN_SHARED:
            blocks = _blocks(positions)
            if blocks:
                yield Pair(i, j, tuple(blocks), sum(b.same for b in blocks))


def _countable(count: int, hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which of `count` gram positions have at most two masked letters."""
    if not count:
        return np.empty(0, bool)
    sums = np.concatenate([[0], np.cumsum(hidden)])
    countable: npt.NDArray[np.bool_] = sums[K:] - sums[:-K] <= 2
    return countable


def _whole_copies(all_grams: Sequence[Grams], open_: Sequence[npt.NDArray[np.bool_]]) -> list[int]:
    """For each text the first text of which it is a copy as a whole, itself if of none.

    Two texts are when the sets of their 64 lowest grams (a sketch of the whole) share 28 %.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    sketches: list[set[int]] = []
    first: list[int] = []
    for i, (own, counts) in enumerate(zip(all_grams, open_, strict=True)):
        sketch = {int(g) for g in np.unique(own[counts])[:SKETCH]}
        shared: dict[int, int] = defaultdict(int)
        for gram in sketch:
            for holder in holders[gram]:
                shared[holder] += 1
        alike = [h for h, n in shared.items() if n >= ALIKE * min(len(sketch), len(sketches[h]))]
        first.append(min(alike, default=i))
        sketches.append(sketch)
        if first[i] == i:
            for gram in sketch:
                holders[gram].append(i)
    return first


def _met(found: list[tuple[int, int]], group: list[int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Which holders of a gram are compared: all, but of one group each only with the group's first text."""
    for one, other in combinations(found, 2):
        same_group = group[one[0]] == group[other[0]]
        if not same_group or group[one[0]] in (one[0], other[0]):
            yield one, other


def _common(
    all_grams: Sequence[Grams], owners: Sequence[str], group: Sequence[int], background: Sequence[Grams]
) -> Grams:
    """Grams that more owners and other documents use than the cap allows; a group of copies counts as one owner."""
    counted: dict[str, list[Grams]] = defaultdict(list)
    for i, own in enumerate(all_grams):
        counted[owners[group[i]]].append(own)
    sets = [np.unique(np.concatenate(g)) for g in counted.values()] + [np.unique(g) for g in background]
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
