"""Lines of a PDF's text layer, built from its characters in the order in which they are drawn.

Sorting characters by position mixes text that lies on other text (a corrected figure over the old one, a word
printed twice to look bold); the drawing order keeps each run whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from forensics.documents.document import Box

Char = dict[str, Any]
"""A character of pdfplumber: text, x0, x1, top, bottom, size (points from the top left), upright, matrix."""

NEW_SPAN_GAP = 1.6
BLANK_GAP = 0.25
BACKWARD = 0.6
OFF_BASELINE = 0.5
RECENT = 12


def lines(chars: Iterable[Char], left: float, top: float) -> list[tuple[str, Box]]:
    """Runs of characters on one baseline (or in one column, for vertical writing) with their boxes.

    `left`, `top` are the page's origin. A gap wider than 1.6 characters ends a run, a narrower one between Latin
    letters or digits is a blank. What is drawn again at its place (poor man's bold) is given once.
    """
    found: list[tuple[str, Box]] = []
    for run in _runs(_along_its_line(c) for c in chars):
        text = _text(run).strip()
        whole = [c.get("page", c) for c in run]
        box = (
            round(min(c["x0"] for c in whole) - left, 1),
            round(min(c["top"] for c in whole) - top, 1),
            round(max(c["x1"] for c in whole) - left, 1),
            round(max(c["bottom"] for c in whole) - top, 1),
        )
        if text and not any(text in t and _inside(box, b) for t, b in found[-RECENT:]):
            found.append((text, box))
    return found


def _along_its_line(char: Char) -> Char:
    """A character of a line that runs up or down the page, laid along the line; `page` keeps where it stands."""
    if char["upright"]:
        return char
    up = char["matrix"][1] > 0
    return {
        **char,
        "x0": -char["bottom"] if up else char["top"],
        "x1": -char["top"] if up else char["bottom"],
        "top": char["x0"] if up else -char["x1"],
        "bottom": char["x1"] if up else -char["x0"],
        "matrix": (1.0,),
        "page": char,
    }


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    run: list[Char] = []
    for char in chars:
        if not char["text"].strip() and not run:
            continue
        if run and not _follows(run, char):
            yield run
            run = [char] if char["text"].strip() else []
        else:
            run.append(char)
    if run:
        yield run


def _follows(run: list[Char], char: Char) -> bool:
    last = run[-1]
    size = max(last["size"], char["size"], 1.0)
    down = char["top"] - last["top"]
    if char["upright"] != last["upright"]:
        return False
    if abs(down) < OFF_BASELINE * size and not _is_column(run):
        gap = last["x0"] - char["x1"] if _upside_down(char) else char["x0"] - last["x1"]
        return bool(-BACKWARD * size < gap < NEW_SPAN_GAP * size)
    centred = abs((char["x0"] + char["x1"]) - (last["x0"] + last["x1"])) < 0.6 * size
    return bool(centred and 0 < down < NEW_SPAN_GAP * size and (len(run) == 1 or _is_column(run)) and _wide(last, char))


def _upside_down(char: Char) -> bool:
    """Whether the character is drawn turned by 180 degrees, so that its line runs to the left."""
    return bool(char.get("matrix", (1.0,))[0] < 0)


def _is_column(run: list[Char]) -> bool:
    return len(run) > 1 and abs(run[1]["top"] - run[0]["top"]) > OFF_BASELINE * max(run[0]["size"], 1.0)


def _wide(*chars: Char) -> bool:
    """Vertical writing is for full-width characters: Latin letters below each other are two lines."""
    return all(unicodedata.east_asian_width(c["text"][0]) in "WF" for c in chars if c["text"].strip())


def _text(run: list[Char]) -> str:
    parts = [run[0]["text"]]
    for before, char in pairwise(run):
        gap = char["x0"] - before["x1"]
        narrow = before["text"][-1:].isascii() and char["text"][:1].isascii()
        if narrow and not _is_column(run) and gap > BLANK_GAP * max(before["size"], 1.0):
            parts.append(" ")
        parts.append(char["text"])
    return "".join(parts)


def _inside(one: Box, other: Box) -> bool:
    """Whether a box lies in another, give or take half a line."""
    slack = 0.5 * max(1.0, one[3] - one[1])
    return (
        one[0] > other[0] - slack
        and one[1] > other[1] - slack
        and one[2] < other[2] + slack
        and one[3] < other[3] + slack
    )
