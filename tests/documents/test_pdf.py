"""PDF: text layers, scanned pages, pictures, properties; broken and locked files say so."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents import readers
from forensics.documents.document import Document
from forensics.documents.pdf import pdf_time
from forensics.guard.limits import Limits

WORDS = ["青石坡村党支部党员大会会议记录", "时间：2019年5月6日（星期一）", "会议讨论水渠清淤的人手和工具。"]
PAGE = Path(__file__).parent / "data" / "page.png"


def canvas(out: io.BytesIO) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    made = Canvas(out, pagesize=A4, invariant=True)
    made.setFont("STSong-Light", 14)
    return made


def words(made: Canvas) -> None:
    made.setFont("STSong-Light", 14)
    for i, line in enumerate(WORDS):
        made.drawString(72, 740 - 30 * i, line)


def read(content: bytes, folder: Path, limits: Limits | None = None) -> Document:
    (folder / "a.pdf").write_bytes(content)
    return readers.read(folder / "a.pdf", "pdf", limits or Limits(), Spool(folder / "spool"))


def small_picture() -> bytes:
    out = io.BytesIO()
    Image.effect_mandelbrot((120, 90), (-2, -1, 1, 1), 20).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path]:
    """A page of text with a small picture and a table, then a scanned page."""
    out = io.BytesIO()
    made = canvas(out)
    made.setAuthor("王德厚")
    words(made)
    made.drawImage(ImageReader(io.BytesIO(small_picture())), 100, 400, 120, 90)
    made.grid([100, 200, 300], [200, 230, 260])
    for x, y, cell in ((110, 240, "姓名"), (210, 240, "职务"), (110, 210, "李小满"), (210, 210, "组织委员")):
        made.drawString(x, y, cell)
    made.showPage()
    made.drawImage(str(PAGE), 0, 0, *A4)
    made.showPage()
    made.save()
    folder = tmp_path_factory.mktemp("pdf")
    return read(out.getvalue(), folder), folder


def test_a_text_layer_is_read_with_its_places(mixed: tuple[Document, Path]) -> None:
    document, _ = mixed
    assert document.outcome.ok
    first = [s for s in document.spans if s.page == 1]
    assert [s.text for s in first[:3]] == WORDS
    assert {s.source for s in first} == {"layer"}
    assert first[0].box is not None
    left, top, right, bottom = first[0].box
    assert left == pytest.approx(72, abs=2)
    assert bottom == pytest.approx(A4[1] - 740, abs=8)
    assert bottom - top == pytest.approx(14, abs=3)
    assert right > 250
    assert document.property("author") == "王德厚"


def test_a_scanned_page_is_recognised_in_points_of_the_page(mixed: tuple[Document, Path]) -> None:
    document, _ = mixed
    assert [p.ocr for p in document.pages] == [False, True]
    scanned = [s for s in document.spans if s.page == 2]
    assert {s.source for s in scanned} == {"ocr"}
    assert "青石坡村党支部会议记录" in [s.text for s in scanned]
    assert all(s.box and 0 <= s.box[0] < s.box[2] <= A4[0] and 0 <= s.box[1] < s.box[3] <= A4[1] for s in scanned)


def test_pictures_are_listed_and_the_scan_of_a_page_is_marked(mixed: tuple[Document, Path]) -> None:
    document, folder = mixed
    small, scan = document.pictures
    assert (small.page, small.kind, small.page_scan) == (1, "jpeg", False)
    assert (scan.page, scan.page_scan) == (2, True)
    assert small.box == pytest.approx((100, A4[1] - 490, 220, A4[1] - 400), abs=1)
    assert Spool(folder / "spool").path(small.sha256).read_bytes() == small_picture()


def test_a_ruled_table_is_read_cell_by_cell(mixed: tuple[Document, Path]) -> None:
    (table,) = mixed[0].tables
    assert table.rows == (("姓名", "职务"), ("李小满", "组织委员"))


def test_a_locked_pdf_is_encrypted_and_one_with_permissions_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    made = canvas(out)
    words(made)
    made.save()
    for user, status in (("geheim", Status.ENCRYPTED), ("", Status.OK)):
        locked = io.BytesIO()
        with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
            pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user=user))
        document = read(locked.getvalue(), tmp_path)
        assert document.outcome.status is status
        assert bool(document.spans) is (status is Status.OK)
    assert document.notes == ("文件设有权限密码（可以打开）",)


def test_a_broken_pdf_says_so(tmp_path: Path) -> None:
    document = read(b"%PDF-1.7\n1 0 obj\n<<", tmp_path)
    assert document.outcome.status is Status.UNREADABLE
    assert "PDF" in document.outcome.reason


def test_pages_beyond_the_limit_are_named(tmp_path: Path) -> None:
    out = io.BytesIO()
    made = canvas(out)
    for _ in range(3):
        words(made)
        made.showPage()
    made.save()
    document = read(out.getvalue(), tmp_path, Limits(pages=2))
    assert document.outcome.status is Status.PARTIAL
    assert "第 3 页起" in document.outcome.reason
    assert len(document.pages) == 2


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("D:20160512093012+08'00'", "2016-05-12T09:30:12+08:00"),
        ("D:20160512093012Z", "2016-05-12T09:30:12Z"),
        ("D:201605120930", "2016-05-12T09:30:00"),
        ("20160512", "2016-05-12"),
        ("gestern", "gestern"),
    ],
)
def test_times(written: str, iso: str) -> None:
    assert pdf_time(written) == iso
