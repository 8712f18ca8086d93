"""The picture of a place: cut where the box says, turned as the page was read, no larger than a report bears."""

from __future__ import annotations

import io
import os
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from forensics.documents.document import Box
from forensics.documents.render import CropRequest, job
from forensics.guard.limits import Limits


def crop(file: Path, kind: str, *, page: int = 1, turn: int = 0, box: Box | None = None) -> np.ndarray:
    request = CropRequest(os.fsencode(file), kind, page, turn, box, Limits())
    made = Image.open(io.BytesIO(job(msgspec.msgpack.encode(request))))
    assert made.format == "JPEG"
    return np.asarray(made.convert("RGB")).astype(int)


def reddish(picture: np.ndarray) -> float:
    return float(np.mean((picture[..., 0] > 180) & (picture[..., 1] < 90)))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """1200 by 800, red in the upper right corner."""
    picture = Image.new("RGB", (1200, 800), "white")
    picture.paste((220, 20, 20), (1000, 0, 1200, 100))
    picture.save(tmp_path / "a.png")
    return tmp_path / "a.png"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Two pages of 600 by 800 points; on the second a red field 100..200 from the left, 50..90 from the top."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 800))
    canvas.drawString(72, 700, "1")
    canvas.showPage()
    canvas.setFillColorRGB(0.86, 0.08, 0.08)
    canvas.rect(100, 710, 100, 40, fill=1, stroke=0)
    canvas.save()
    return tmp_path / "a.pdf"


def test_the_whole_picture_is_made_small(photo: Path) -> None:
    whole = crop(photo, "png")
    assert whole.shape == (600, 900, 3)
    assert reddish(whole[:70, 760:]) > 0.9


def test_a_box_is_cut_out_with_a_margin(photo: Path) -> None:
    assert reddish(crop(photo, "png", box=(1000, 0, 1200, 100))) > 0.4
    assert reddish(crop(photo, "png", box=(0, 400, 200, 500))) == 0


def test_the_page_is_turned_before_the_box_is_cut(photo: Path) -> None:
    # turned by 180 degrees the red corner lies at the lower left
    assert reddish(crop(photo, "png", turn=180, box=(0, 700, 200, 800))) > 0.4
    # turned clockwise by 90 the page is 800 wide and the corner lies at the lower right
    assert reddish(crop(photo, "png", turn=90, box=(700, 1000, 800, 1200))) > 0.2


def test_boxes_of_a_pdf_are_points_of_its_page(pdf: Path) -> None:
    cut = crop(pdf, "pdf", page=2, box=(100, 50, 200, 90))
    assert reddish(cut) > 0.2
    assert cut.shape[1] < 300
    assert reddish(crop(pdf, "pdf", page=1, box=(100, 50, 200, 90))) == 0
    assert reddish(crop(pdf, "pdf", page=2, box=(100, 200, 200, 240))) == 0


def test_a_box_beyond_the_page_shows_the_page(photo: Path) -> None:
    assert crop(photo, "png", box=(5000, 5000, 5100, 5100)).shape == (600, 900, 3)


def test_a_page_that_is_not_there_is_an_error(photo: Path) -> None:
    with pytest.raises(ValueError, match="no page 2"):
        crop(photo, "png", page=2)
