"""Recognised text: what stands on the page, upright whichever way the page lies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from forensics.documents import ocr
from forensics.documents.orientation import turn

PAGE = np.asarray(Image.open(Path(__file__).parent / "data" / "page.png").convert("RGB"))
LINES = [
    "青石坡村党支部会议记录",
    "时间：2019年5月6日星期一",
    "地点：村部会议室",
    "会议讨论水渠清淤的人手和工具，",
    "定于周六早上七点在村口集合。",
    "主持人：王德厚记录人：李小满",
]


def plain(words: str) -> str:
    return words.replace(" ", "").replace(":", "：").replace(",", "，")


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(lies: int) -> None:
    reading = ocr.read(turn(PAGE, lies))
    assert [plain(line.text) for line in reading.lines] == LINES
    assert reading.turn == -lies % 360
    first = reading.lines[0]
    assert first.confidence > 0.9
    left, top, right, bottom = first.box  # of the upright page, whichever way it lay
    assert (left, top) == pytest.approx((40, 36), abs=14)
    assert (right, bottom) == pytest.approx((414, 76), abs=14)


def test_what_holds_no_text_gives_none() -> None:
    assert ocr.read(np.full((300, 400, 3), 255, np.uint8)).lines == ()
    assert ocr.read(np.zeros((10, 400, 3), np.uint8)).lines == ()
    assert ocr.read(np.zeros((30, 4000, 3), np.uint8)).lines == ()
