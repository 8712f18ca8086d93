"""The part of a quote that a page shows: whole when short, else what is marked with its surroundings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_AROUND = 80

Range = tuple[int, int]


class Segment(NamedTuple):
    """A piece of the quote, marked or not; `left_out` counts the characters that are missing before it."""

    text: str
    marked: bool = False
    left_out: int = 0


def excerpt(quote: str, marks: Iterable[Range], limit: int) -> tuple[Segment, ...]:
    """Pieces of at most `limit` characters together. Marks may overlap or lead outside the quote."""
    ranges = _merged((max(0, start), min(len(quote), end)) for start, end in marks)
    segments: list[Segment] = []
    at = 0
    for start, end in _windows(len(quote), ranges, limit):
        left_out = start - at
        for text_start, text_end, marked in _pieces(start, end, ranges):
            segments.append(Segment(quote[text_start:text_end], marked, left_out))
            left_out = 0
        at = end
    if at < len(quote):
        segments.append(Segment("", left_out=len(quote) - at))
    return tuple(segments)


def plain(segments: Iterable[Segment]) -> str:
    """The excerpt as one string, marks as 【…】."""
    return "".join(_gap(s.left_out) + (f"【{s.text}】" if s.marked else s.text) for s in segments)


def _gap(count: int) -> str:
    return f"……（略{count}字）……" if count else ""


def _merged(ranges: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _windows(length: int, marks: list[Range], limit: int) -> list[Range]:
    if length <= limit:
        return [(0, length)] if length else []
    windows: list[Range] = []
    room = limit
    for start, end in _merged((max(0, s - _AROUND), min(length, e + _AROUND)) for s, e in marks):
        if room > 0:
            windows.append((start, min(end, start + room)))
            room -= end - start
    return windows or [(0, limit)]


def _pieces(start: int, end: int, marks: list[Range]) -> list[tuple[int, int, bool]]:
    pieces, at = [], start
    for mark_start, mark_end in marks:
        low, high = max(at, mark_start), min(end, mark_end)
        if low < high:
            pieces += [(at, low, False), (low, high, True)]
            at = high
    pieces.append((at, end, False))
    return [piece for piece in pieces if piece[0] < piece[1]]
