"""Text recognition with rapidocr's packaged models (PP-OCRv6), tuned for pages on one thread.

What differs from a plain `RapidOCR()` call, and why (figures: benchmarks/ocr.py):
- lines are found on the page reduced to 960 pixels; small print (median line below 22 pixels) is looked for
  again at full size;
- each line is recognised alone and is not padded to 320 pixels, so a line's text depends on nothing but its
  own pixels and short cells cost little;
- lines are squeezed to 0.7 of their width: a third cheaper, and Han characters come out better, since long lines
  lose some at full width; digits and Latin letters come out worse, so lines that hold them are read at full width
  too and the two readings are merged;
- the page is set upright first: lines on their side turn it by 90 degrees, then a sample of lines tells
  whether it is upside down.
"""

from __future__ import annotations

import logging
import math
import re
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from forensics.documents.document import Box
from forensics.documents.orientation import Image, Quads, on_its_side, reading_order, turn

FULL_SIDE = 2000
QUICK_SIDE = 960
SMALL_PRINT = 22
MIN_CONFIDENCE = 0.5
LINE_HEIGHT, LINE_STEP, SHORTEST_LINE = 48, 16, 96
SQUEEZE = 0.7
NARROW = re.compile(r"[0-9A-Za-z]")
UPSIDE_DOWN_SAMPLE = 12


class Line(msgspec.Struct, frozen=True):
    """A recognised line: its box in pixels of the upright picture, its mean character probability."""

    text: str
    box: Box
    confidence: float


class Reading(msgspec.Struct, frozen=True):
    """All lines in reading order; `turn` is the clockwise turn in degrees that set the picture upright."""

    lines: tuple[Line, ...]
    turn: int = 0


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The three networks, loaded once per process: 0.5 s."""
    import cv2
    import rapidocr

    cv2.setNumThreads(1)
    logging.getLogger("RapidOCR").disabled = True
    make: Any = rapidocr.RapidOCR
    engine = make(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": QUICK_SIDE,
            "Rec.rec_batch_num": 1,
        }
    )
    for load in (engine._load_det_model, engine._load_cls_model, engine._load_rec_model):
        load()
    return engine


def read(picture: Image) -> Reading:
    """Recognise the text of an RGB picture (height, width, 3). Pictures under 24 pixels hold none."""
    import cv2

    height, width = picture.shape[:2]
    if min(height, width) < 24 or max(height, width) > 100 * min(height, width):
        return Reading(())
    scale = min(1.0, FULL_SIDE / max(height, width))
    page: Any = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    if scale < 1:
        page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page, quads, turned = _upright(page)
    lines = []
    for quad in quads[reading_order(quads)]:
        text, confidence = _recognise(_cut(page, quad))
        if text.strip() and confidence >= MIN_CONFIDENCE:
            corners = quad / scale
            left, top = (round(float(v), 1) for v in corners.min(axis=0))
            right, bottom = (round(float(v), 1) for v in corners.max(axis=0))
            lines.append(Line(text, (left, top, right, bottom), round(confidence, 4)))
    return Reading(tuple(lines), turned)


def _upright(page: Image) -> tuple[Image, Quads, int]:
    turned, quads = 0, _find(page)
    if on_its_side(quads):
        turned, page = 90, turn(page, 90)
        quads = _find(page)
    if _upside_down(page, quads):
        turned, page = turned + 180, turn(page, 180)
        quads = _find(page)
    return page, quads, turned


def _find(page: Image) -> Quads:
    quads = _detect(page, QUICK_SIDE)
    if len(quads) and max(page.shape[:2]) > QUICK_SIDE:
        heights = np.minimum(
            np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1),
            np.linalg.norm(quads[:, 0] - quads[:, 1], axis=1),
        )
        if np.median(heights) < SMALL_PRINT:
            return _detect(page, FULL_SIDE)
    return quads


def _detect(page: Image, side: int) -> Quads:
    detector = _engine().text_det
    detector.limit_side_len = side
    boxes = detector(page).boxes
    return np.empty((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)


def _upside_down(page: Image, quads: Quads) -> bool:
    """Whether most of the longest lines look turned by 180 degrees to the direction classifier."""
    if len(quads) < 2:
        return False
    longest = np.argsort(-np.linalg.norm(quads[:, 0] - quads[:, 1], axis=1), kind="stable")[:UPSIDE_DOWN_SAMPLE]
    labels = _engine().text_cls([_cut(page, quads[i]) for i in longest]).cls_res
    return bool(sum(label == "180" for label, _ in labels) > len(labels) / 2)


def _cut(page: Image, quad: Any) -> Image:
    from rapidocr.utils.process_img import get_rotate_crop_image

    cut: Image = get_rotate_crop_image(page, np.asarray(quad, np.float32))
    return cut


def _recognise(line: Image) -> tuple[str, float]:
    """Read a line squeezed; where narrow characters stand in it (digits, Latin), at full width as well."""
    text, confidence = _read_at(line, SQUEEZE)
    if not NARROW.search(text):
        return text, confidence
    full, sure = _read_at(line, 1.0)
    return merged(text, full), max(confidence, sure)


def _read_at(line: Image, squeeze: float) -> tuple[str, float]:
    """Recognise a line scaled to the network's height, and in width by `squeeze` beside that."""
    import cv2

    recogniser = _engine().text_rec
    wide = max(1, math.ceil(LINE_HEIGHT * line.shape[1] / max(1, line.shape[0]) * squeeze))
    scaled = cv2.resize(line, (wide, LINE_HEIGHT)).transpose(2, 0, 1).astype(np.float32)
    batch = np.zeros((1, 3, LINE_HEIGHT, max(SHORTEST_LINE, -(-wide // LINE_STEP) * LINE_STEP)), np.float32)
    batch[0, :, :, :wide] = scaled / 127.5 - 1
    ((text, confidence),), _ = recogniser.postprocess_op(recogniser.session(batch), False)
    return text, float(confidence)


def merged(squeezed: str, full: str) -> str:
    """One line read twice: narrow characters as read at full width, the others as read squeezed."""
    from rapidfuzz.distance import Indel

    parts: list[str] = []
    for step in Indel.opcodes(squeezed, full):
        own, other = squeezed[step.src_start : step.src_end], full[step.dest_start : step.dest_end]
        if step.tag == "equal":
            parts.append(own)
        else:
            parts.append(
                "".join(c for c in other if c.isascii()) if own == "" else "".join(c for c in own if not c.isascii())
            )
    return "".join(parts)
