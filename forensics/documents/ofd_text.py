"""From OFD text objects to lines: neighbours on one baseline read as one line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from forensics.documents.document import Box
from forensics.documents.package import Element, local

_REPEATS = 100_000


class Piece(NamedTuple):
    """A run of glyphs: millimetres from the page's origin, the height of the letters, and the baseline."""

    text: str
    box: Box
    size: float
    baseline: float
    upright: bool


class Line(NamedTuple):
    """Text that reads on in one line, with its box in millimetres."""

    text: str
    box: Box


def numbers(text: str) -> list[float]:
    """The finite numbers of an attribute; empty if any of them is none."""
    try:
        found = [float(word) for word in text.split()]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def deltas(text: str) -> list[float]:
    """Steps between glyphs; `g 3 10.5` stands for three steps of 10.5."""
    words = text.split()
    found: list[float] = []
    place = 0
    while place < len(words) and len(found) < _REPEATS:
        try:
            if words[place] == "g":
                count, step = int(words[place + 1]), float(words[place + 2])
                found.extend([step] * max(0, min(count, _REPEATS)))
                place += 3
            else:
                found.append(float(words[place]))
                place += 1
        except (ValueError, IndexError):
            break
    return found if all(map(math.isfinite, found)) else []


def text_pieces(root: Element) -> list[Piece]:
    """The text objects of a page, template or annotation, in drawing order."""
    found: list[Piece] = []
    for element in root.iter():
        if local(element) == "TextObject":
            shift = _block_shift(element)
            found.extend(_object(element, shift))
    return found


def _block_shift(element: Element) -> tuple[float, float]:
    """Annotations draw in a box of their own (`Appearance Boundary`): its corner."""
    above = element.getparent()
    while above is not None:
        if local(above) == "Appearance":
            place = numbers(above.get("Boundary", ""))
            return (place[0], place[1]) if len(place) == 4 else (0.0, 0.0)
        above = above.getparent()
    return 0.0, 0.0


def _object(element: Element, shift: tuple[float, float]) -> list[Piece]:
    boundary = numbers(element.get("Boundary", ""))
    if len(boundary) != 4:
        boundary = [0.0, 0.0, 0.0, 0.0]
    a, b, c, d, e, f = _matrix(element.get("CTM", ""))
    size = (numbers(element.get("Size", "")) or [4.0])[0]
    height = abs(size) * math.hypot(c, d)
    found: list[Piece] = []
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        text = "".join(code.itertext()).strip("\r\n")
        x = (numbers(code.get("X", "")) or [x])[0]
        y = (numbers(code.get("Y", "")) or [y])[0]
        across, down = deltas(code.get("DeltaX", "")), deltas(code.get("DeltaY", ""))
        width = sum(across[: max(len(text) - 1, 0)]) + abs(size) if across else abs(size) * len(text)
        drop = sum(down[: max(len(text) - 1, 0)])
        if not across and down:
            width = abs(size)
        corners = [
            (boundary[0] + shift[0] + a * u + c * v + e, boundary[1] + shift[1] + b * u + d * v + f)
            for u in (x, x + width)
            for v in (y - abs(size), y + drop)
        ]
        xs, ys = [u for u, _ in corners], [v for _, v in corners]
        baseline = boundary[1] + shift[1] + b * x + d * y + f
        upright = abs(b) < 1e-3 and abs(c) < 1e-3 and not down
        if text.strip():
            found.append(Piece(text, (min(xs), min(ys), max(xs), max(ys)), height or 4.0, baseline, upright))
    return found


def _matrix(text: str) -> Sequence[float]:
    found = numbers(text)
    return found if len(found) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def lines(pieces: Sequence[Piece]) -> list[Line]:
    """Join pieces drawn one after the other on one baseline with a gap below one and a half letters."""
    found: list[Line] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None and _reads_on(last, piece):
            gap = piece.box[0] - last.box[2]
            blank = " " if gap > 0.6 * last.size else ""
            box = (
                last.box[0],
                min(last.box[1], piece.box[1]),
                max(last.box[2], piece.box[2]),
                max(last.box[3], piece.box[3]),
            )
            last = Piece(last.text + blank + piece.text, box, last.size, last.baseline, True)
            continue
        if last is not None:
            found.append(Line(last.text, last.box))
        last = piece
    if last is not None:
        found.append(Line(last.text, last.box))
    return found


def _reads_on(last: Piece, piece: Piece) -> bool:
    if not (last.upright and piece.upright):
        return False
    gap = piece.box[0] - last.box[2]
    return (
        abs(piece.baseline - last.baseline) < 0.25 * last.size
        and 0.5 < piece.size / last.size < 2
        and -1.0 * last.size < gap < 1.5 * last.size
    )
