"""Cut the picture of a place out of a page, for the evidence in a report."""

from __future__ import annotations

import io
import os
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image as Pillow

from forensics.archive.item import Outcome
from forensics.documents.document import Box
from forensics.documents.orientation import Image, turn
from forensics.documents.readers import IMAGES
from forensics.guard.limits import Limits

LONGEST_SIDE = 900
DRAW_DPI = 110
MARGIN = 6.0
"""points around a place, enough to see where it stands without halves of other lines"""


class CropRequest(msgspec.Struct, frozen=True):
    """A place to show: the page is turned clockwise by `turn`, then `box` is cut with a margin, None = whole page."""

    file: bytes
    kind: str
    page: int
    turn: int
    box: Box | None
    limits: Limits


def job(payload: bytes) -> bytes:
    """`CropRequest` in, JPEG out, in a worker. The longest side is 900 pixels at most."""
    request = msgspec.msgpack.decode(payload, type=CropRequest)
    picture, scale = _page(request)
    picture = turn(picture, request.turn)
    if request.box is not None:
        picture = _cut(picture, request.box, scale)
    image = Pillow.fromarray(picture)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=72, optimize=True)
    return out.getvalue()


def _page(request: CropRequest) -> tuple[Image, float]:
    """The page's pixels before turning, and pixels per unit of its boxes."""
    file = Path(os.fsdecode(request.file))
    if request.kind in IMAGES:
        from forensics.documents.image import frames

        for number, frame in enumerate(frames(file, request.limits), 1):
            if number == request.page and not isinstance(frame, Outcome):
                return frame, 1.0
        raise ValueError(f"no page {request.page}")
    import pypdfium2

    from forensics.documents.pdf import draw

    document = pypdfium2.PdfDocument(file)
    try:
        page = document[request.page - 1]
        picture = draw(page, DRAW_DPI)
        return picture, picture.shape[1] / page.get_width()
    finally:
        document.close()


def _cut(picture: Image, box: Box, scale: float) -> Image:
    height, width = picture.shape[:2]
    left, top, right, bottom = (v * scale for v in box)
    margin = MARGIN * scale
    cut = picture[
        max(0, int(top - margin)) : min(height, int(bottom + margin) + 1),
        max(0, int(left - margin)) : min(width, int(right + margin) + 1),
    ]
    return np.ascontiguousarray(cut) if cut.size else picture
