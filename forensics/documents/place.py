"""A place in an item: what a finding points at."""

from __future__ import annotations

import msgspec

from forensics.documents.document import Box


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence: where it stands and what is marked there.

    `page` counts from 1 (0: the format has no pages); `box` is in points from the top left of the upright page
    (pixels for pictures); `turn` is the page's clockwise turn (see
    `Page`); `anchor` names paragraph, cell or line (see `Span`). `quote` is the text as written, `marks`
    half-open character ranges within it. `show` asks for the picture of the place (scans, photos).
    Evidence of two sides is laid out in rows: `side` 0 left or only, 1 right; equal `row` stands together.
    `note` says in Chinese what is marked.
    """

    path: str
    page: int = 0
    box: Box | None = None
    turn: int = 0
    anchor: str = ""
    quote: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    note: str = ""
    show: bool = False
    row: int = 0
    side: int = 0
