"""The event of a picture: told by its name, a folder, or the words beside it in a document."""

from __future__ import annotations

import msgspec
import pytest

from forensics.documents.document import Document, Picture, Span
from tests.making import document, photo, record


@pytest.mark.parametrize(
    ("path", "words", "day", "origin"),
    [
        ("坝上村/2019年5月9日主题党日清理河道/IMG_20190509_093012.jpg", "主题党日清理河道", "2019-05-09", "folder"),
        ("坝上村/照片/2018年7月1日慰问老党员.jpg", "慰问老党员", "2018-07-01", "name"),
        ("坝上村/2018年/7.1慰问老党员/1.jpg", "慰问老党员", "2018-07-01", "folder"),
        ("坝上村/党员大会/微信图片_20190304101010.jpg", "党员大会", "", "folder"),
        ("坝上村/2019年3月4日/党员大会/2.jpg", "党员大会", "2019-03-04", "folder"),
    ],
)
def test_by_name_or_folder(path: str, words: str, day: str, origin: str) -> None:
    event = record(path, photo()).event
    assert event is not None
    assert (event.words, event.day.start.isoformat() if event.day else "", event.origin) == (words, day, origin)


@pytest.mark.parametrize("path", ["坝上村/照片/IMG_20190509_093012.jpg", "坝上村/资料/1.jpg"])
def test_no_event(path: str) -> None:
    assert record(path, photo()).event is None


def test_a_paper_has_no_event() -> None:
    assert record("坝上村/主题党日/记录.docx", document("主题党日活动记录")).event is None


def test_a_caption_below_a_picture_of_a_page() -> None:
    box = (100.0, 100.0, 300.0, 250.0)
    spans = (
        Span("活动照片", 1, (100.0, 60.0, 200.0, 78.0), "layer"),
        Span("图1：2019年5月9日主题党日清理河道", 1, (110.0, 256.0, 290.0, 272.0), "layer"),
        Span("正文在下面另起。", 1, (100.0, 500.0, 400.0, 518.0), "layer"),
    )
    picture = Picture("page1/image1.jpeg", "0" * 64, 1, "jpeg", 1, box)
    made = record("坝上村/照片.pdf", Document(reader="pdf", spans=spans, pictures=(picture,)))
    event = made.captions["page1/image1.jpeg"]
    assert event.words == "2019年5月9日主题党日清理河道"
    assert event.day is not None
    assert event.day.start.isoformat() == "2019-05-09"


def test_captions_in_the_flow_and_in_cells() -> None:
    spans = (
        Span("主题党日活动记录", anchor="p1"),
        Span("党员在清理河道", anchor="p3"),
        Span("宣誓", source="cell", anchor="t1r2c1"),
        Span("植树", source="cell", anchor="t1r2c2"),
    )
    pictures = tuple(
        Picture(f"word/media/image{n}.jpeg", "0" * 64, 1, "jpeg", anchor=anchor)
        for n, anchor in enumerate(("p2", "t1r1c1", "t1r1c2", ""), 1)
    )
    made = record("坝上村/5月.docx", Document(reader="word", spans=spans, pictures=pictures))
    assert {name[-10:]: e.words for name, e in made.captions.items()} == {
        "mage1.jpeg": "党员在清理河道",
        "mage2.jpeg": "宣誓",
        "mage3.jpeg": "植树",
    }
    assert msgspec.structs.asdict(made.captions["word/media/image1.jpeg"])["day"] is None
