"""PDF: pikepdf for structure and dates, pdfplumber for text and tables, pypdfium2 to draw and for pictures."""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from forensics.archive.item import OK, Outcome, Status
from forensics.archive.spool import Spool
from forensics.documents import ocr
from forensics.documents.document import Box, Document, Page, Picture, Property, Span, Table
from forensics.documents.errors import ReadError
from forensics.documents.image import encode_png
from forensics.documents.legible import legible
from forensics.documents.orientation import Image
from forensics.documents.pdf_lines import lines
from forensics.guard.limits import Limits

DRAW_DPI = 200
DRAW_PIXELS = 8e6
FEW_CHARACTERS = 20
SCAN_SHARE = 0.6
TEXT_PAGES_WITH_TABLES = 200

logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """Read a PDF. Boxes are in points from the top left of the upright page.

    Raises `ReadError` for a locked file and for one that pdfium cannot open at all.
    """
    properties, notes = _structure(file)
    document = _open(file)
    pages: list[Page] = []
    spans: list[Span] = []
    tables: list[Table] = []
    pictures: list[Picture] = []
    missing: list[str] = []
    try:
        count = len(document)
        layers = _Layers(file)
        for index in range(min(count, limits.pages)):
            try:
                page = document[index]
                width, height = page.get_size()
                found = list(_pictures(page, index + 1, (width, height), spool))
                layer = layers.lines(index) if legible(_quick_text(page)) else []
                scanned = any(p.page_scan for p in found)
                if _length(layer) >= FEW_CHARACTERS or (layer and not scanned):
                    pages.append(Page(index + 1, width, height))
                    spans += layer
                    tables += layers.tables(index)
                    found = [_as_shown(p) for p in found]
                else:
                    turned, lines = _recognise(page, index + 1)
                    size = (width, height) if turned % 180 == 0 else (height, width)
                    pages.append(Page(index + 1, *size, turned, ocr=True))
                    spans += lines
                pictures += found
                page.close()
            except (MemoryError, KeyboardInterrupt):
                raise
            except Exception as error:  # one broken page must not cost the others
                missing.append(f"第 {index + 1} 页（{type(error).__name__}）")
        layers.close()
    finally:
        document.close()
    if count > limits.pages:
        missing.append(f"第 {limits.pages + 1} 页起（超过页数上限）")
    if not pages:
        raise ReadError(Status.UNREADABLE, "PDF 中没有可读的页")
    outcome = Outcome(Status.PARTIAL, f"未读：{'、'.join(missing[:20])}") if missing else OK
    return Document(
        reader="pdf",
        outcome=outcome,
        pages=tuple(pages),
        spans=tuple(spans),
        tables=tuple(tables),
        pictures=tuple(pictures),
        properties=tuple(properties),
        notes=tuple(notes),
    )


def draw(page: Any, dpi: float = DRAW_DPI) -> Image:
    """Draw a pdfium page as RGB, at `dpi` or at what keeps it under 8 megapixels."""
    width, height = page.get_size()
    scale = min(dpi / 72, (DRAW_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, no_smoothtext=False)
    pixels = bitmap.to_numpy()
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    rgb: Image = np.ascontiguousarray(np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels[:, :, :3])
    return rgb


def _open(file: Path) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError(Status.ENCRYPTED, "加密的 PDF，请向报送单位索取密码") from error
        raise ReadError(Status.UNREADABLE, f"PDF 已损坏，无法打开（{error}）") from error


def _quick_text(page: Any) -> str:
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded())
    finally:
        text_page.close()


def _length(spans: list[Span]) -> int:
    return sum(len(s.text.strip()) for s in spans)


def _recognise(page: Any, number: int) -> tuple[int, list[Span]]:
    picture = draw(page)
    width, _ = page.get_size()
    scale = width / picture.shape[1]
    reading = ocr.read(picture)
    spans = [
        Span(line.text, number, _floats(v * scale for v in line.box), "ocr", line.confidence) for line in reading.lines
    ]
    return reading.turn, spans


class _Layers:
    """The text layer by pdfplumber, page by page; pdfium's own text where pdfplumber fails."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._pdf: Any = None
        self._page: tuple[int, Any] | None = None
        self._broken = False

    def _plumb(self, index: int) -> Any | None:
        import pdfplumber

        if self._broken:
            return None
        if self._pdf is None:
            try:
                self._pdf = pdfplumber.open(self._file)
                if len(self._pdf.pages) <= index:
                    raise ValueError("pdfplumber sees fewer pages")
            except (Exception, RecursionError):
                self._broken = True
                return None
        if self._page is None or self._page[0] != index:
            if self._page:
                self._page[1].close()
            self._page = (index, self._pdf.pages[index])
        return self._page[1]

    def lines(self, index: int) -> list[Span]:
        try:
            page = self._plumb(index)
            if page is not None:
                found = lines(page.chars, page.bbox[0], page.bbox[1])
                return [Span(text, index + 1, box, "layer") for text, box in found]
        except (Exception, RecursionError):
            self._broken = True
        return self._by_pdfium(index)

    def _by_pdfium(self, index: int) -> list[Span]:
        document = _open(self._file)
        try:
            page = document[index]
            height = page.get_height()
            text_page = page.get_textpage()
            spans = []
            for i in range(text_page.count_rects()):
                left, bottom, right, top = text_page.get_rect(i)
                text = text_page.get_text_bounded(left, bottom, right, top).strip()
                if text:
                    spans.append(Span(text, index + 1, (left, height - top, right, height - bottom), "layer"))
            return spans
        finally:
            document.close()

    def tables(self, index: int) -> list[Table]:
        """Tables drawn with rules. Pages beyond the first 200 with text are not searched: it takes a second each."""
        if index >= TEXT_PAGES_WITH_TABLES:
            return []
        try:
            page = self._plumb(index)
            if page is None or len(page.edges) < 4 or len(page.edges) > 20_000:
                return []
            found = []
            for n, table in enumerate(page.find_tables(), 1):
                rows = tuple(tuple((cell or "").strip() for cell in row) for row in table.extract())
                if len(rows) > 1 or (rows and len(rows[0]) > 1):
                    name = f"第{index + 1}页表{n}"
                    found.append(Table(name, rows, page=index + 1, box=_floats(table.bbox)))
            return found
        except (Exception, RecursionError):
            return []

    def close(self) -> None:
        if self._pdf is not None:
            with contextlib.suppress(Exception):
                self._pdf.close()


def _floats(box: Any) -> Box:
    left, top, right, bottom = (round(float(v), 1) for v in box)
    return left, top, right, bottom


def _pictures(page: Any, number: int, size: tuple[float, float], spool: Spool) -> Iterator[Picture]:
    import pypdfium2.raw as pdfium

    width, height = size
    for n, image in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3), 1):
        if n > 200:
            return
        try:
            left, bottom, right, top = image.get_bounds()
            box = _floats((max(0, left), max(0, height - top), min(width, right), min(height, height - bottom)))
            share = max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]) / max(1.0, width * height)
            if min(image.get_px_size()) < 32:
                continue
            data, kind = _bytes_of(image)
            sha256, length = spool.put(data)
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception:  # a picture that cannot be taken out is still seen on its page
            continue
        scan = share >= SCAN_SHARE
        # pdfium gives bounds before the page's own /Rotate: no box is better than a wrong one
        shown = None if page.get_rotation() else box
        yield Picture(f"page{number}/image{n}.{kind}", sha256, length, kind, number, shown, page_scan=scan)


def _bytes_of(image: Any) -> tuple[bytes, str]:
    """The picture as stored when it is a JPEG (its EXIF survives), else as PNG."""
    if image.get_filters(skip_simple=True) == ["DCTDecode"]:
        out = io.BytesIO()
        image.extract(out)
        data = out.getvalue()
        if data[:2] == b"\xff\xd8":
            return data, "jpeg"
    return encode_png(image.get_bitmap().to_pil().convert("RGB")), "png"


def _as_shown(picture: Picture) -> Picture:
    """On a page with readable text a large picture is not the page itself: it is read on its own."""
    return msgspec.structs.replace(picture, page_scan=False)


def _structure(file: Path) -> tuple[list[Property], list[str]]:
    """Info and XMP by pikepdf. A file that pikepdf cannot open has none; pdfium says whether it is readable."""
    import pikepdf

    found: list[Property] = []
    notes: list[str] = []
    try:
        with pikepdf.open(file) as pdf:
            if pdf.is_encrypted:
                notes.append("文件设有权限密码（可以打开）")
            info = {
                "Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified",
                "Producer": "producer", "Creator": "application",
            }  # fmt: skip
            for key, name in info.items():
                value = pdf.docinfo.get(f"/{key}")
                if value is not None and str(value).strip():
                    text = pdf_time(str(value)) if name in ("created", "modified") else str(value)
                    found.append(Property(name, text[:500], f"Info {key}"))
            if "/Metadata" in pdf.Root:
                found += _xmp(bytes(pdf.Root.Metadata.read_bytes())[:1_000_000])
    except Exception:
        notes.append("文件结构损坏，属性未读")
    return found, notes


def _xmp(packet: bytes) -> list[Property]:
    text = packet.decode("utf-8", "replace")
    names = {
        "CreateDate": "created",
        "ModifyDate": "modified",
        "MetadataDate": "metadata_modified",
        "CreatorTool": "application",
    }
    found = []
    for label, name in names.items():
        if match := re.search(rf'xmp:{label}\s*(?:=\s*["\']([^"\']+)["\']|>([^<]+)<)', text):
            found.append(Property(name, (match[1] or match[2]).strip(), f"XMP {label}"))
    return found


def pdf_time(text: str) -> str:
    """`D:20160512093012+08'00'` as ISO `2016-05-12T09:30:12+08:00` (PDF 32000-1, 7.9.4); else as it stands."""
    match = re.match(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?", text.strip())
    if not match:
        return text
    year, month, day, hour, minute, second, zulu, zone_hour, zone_minute = match.groups()
    iso = f"{year}-{month}-{day}"
    if hour:
        iso += f"T{hour}:{minute}:{second or '00'}"
        iso += "Z" if zulu else f"{zone_hour}:{zone_minute or '00'}" if zone_hour else ""
    return iso
