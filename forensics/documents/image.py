"""Pictures: pixels for OCR, and what the camera wrote (EXIF by exifread, Pillow as second reader)."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from forensics.archive.item import OK, Outcome, Status
from forensics.archive.spool import Spool
from forensics.documents import ocr
from forensics.documents.document import Document, Page, Property, Span
from forensics.documents.errors import ReadError
from forensics.documents.orientation import Image
from forensics.guard.limits import Limits

Pillow.MAX_IMAGE_PIXELS = None  # Limits.pixels decides, with a reason in words

PIXELS_PER_BYTE = 2000
"""more than the best packed page of one colour"""
EXIF_TIMES = {"taken": (0x9003, "DateTimeOriginal"), "digitized": (0x9004, "DateTimeDigitized")}


def read(file: Path, limits: Limits, spool: Spool) -> Document:
    """Read a picture. Every frame of a TIFF is a page; boxes are in pixels of the upright frame."""
    properties, notes = metadata(file)
    pages, spans = [], []
    outcome = OK
    for number, frame in enumerate(frames(file, limits), 1):
        if isinstance(frame, Outcome):
            outcome = frame
            break
        reading = ocr.read(frame)
        height, width = frame.shape[:2] if reading.turn % 180 == 0 else frame.shape[1::-1]
        pages.append(Page(number, float(width), float(height), reading.turn, ocr=True))
        spans += [Span(line.text, number, line.box, "ocr", line.confidence) for line in reading.lines]
    return Document(
        reader="image",
        outcome=outcome,
        pages=tuple(pages),
        spans=tuple(spans),
        properties=tuple(properties),
        notes=tuple(notes),
    )


def frames(file: Path, limits: Limits) -> Iterator[Image | Outcome]:
    """The frames of a picture as RGB arrays, upright by EXIF. An `Outcome` says why the rest is missing.

    Raises `ReadError` when not even the first frame can be decoded.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Pillow.open(file)
        except Exception as error:
            raise ReadError(Status.UNREADABLE, f"无法识别的图片：{error}") from error
        with picture:
            count = min(getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1, limits.pages + 1)
            for number in range(count):
                if number == limits.pages:
                    yield Outcome(Status.PARTIAL, f"超过 {limits.pages} 页，其余未读")
                    return
                try:
                    picture.seek(number)
                    _check_size(picture, file, limits)
                    yield _upright(picture)
                except ReadError:
                    raise
                except Exception as error:
                    if number:
                        yield Outcome(Status.PARTIAL, f"第 {number + 1} 页无法解码：{error}")
                        return
                    partial = _what_is_left(file)
                    if partial is None:
                        raise ReadError(Status.UNREADABLE, f"图片无法解码：{error}") from error
                    yield partial
                    yield Outcome(Status.PARTIAL, f"图片数据不完整：{error}")
                    return


def _check_size(picture: Any, file: Path, limits: Limits) -> None:
    """Raise `ReadError` for more pixels than the limit, or than a file of this size can hold."""
    pixels = picture.width * picture.height
    if pixels > limits.pixels:
        size = f"{picture.width}×{picture.height} 像素"
        if pixels > PIXELS_PER_BYTE * file.stat().st_size:
            raise ReadError(Status.UNREADABLE, f"图片声称有 {size}，文件却装不下，已损坏或有意为之")
        raise ReadError(Status.OVER_LIMIT, f"图片过大：{size}")


def _upright(picture: Any) -> Image:
    try:
        upright = ImageOps.exif_transpose(picture)
    except Exception:  # a broken EXIF block must not cost the pixels
        upright = picture
    return np.asarray(upright.convert("RGB"))


def _what_is_left(file: Path) -> Image | None:
    """The pixels of a cut JPEG as far as they go."""
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with Pillow.open(file) as picture:
            return _upright(picture)
    except Exception:  # nothing could be saved; the caller reports the first error
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def metadata(file: Path) -> tuple[list[Property], list[str]]:
    """What the picture says of itself, with the reader that found it, and notes where the readers disagree."""
    first, second = _by_exifread(file), _by_pillow(file)
    notes = []
    for name in EXIF_TIMES:
        values = {p.value for p in (*first, *second) if p.name == name}
        if len(values) > 1:
            notes.append(f"两个读取程序读出的 {name} 不同：{'、'.join(sorted(values))}")
    known = {(p.name, p.value) for p in first}
    return first + [p for p in second if (p.name, p.value) not in known], notes


def exif_time(text: str) -> str:
    """`2016:05:12 09:30:12` as ISO `2016-05-12T09:30:12`; anything else as it stands, zeroes as ''."""
    text = text.strip().strip("\0").strip()
    match = re.fullmatch(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)", text)
    if not match:
        return "" if not text.strip("0: -") else text
    year, month, day, *clock = match.groups()
    return "" if year == "0000" else f"{year}-{month}-{day}T{':'.join(clock)}"


def _by_exifread(file: Path) -> list[Property]:
    import exifread

    try:
        with file.open("rb") as stream:
            tags = exifread.process_file(stream, details=False, extract_thumbnail=False)
    except Exception:  # Pillow reads next; a file that neither reads simply has no metadata
        return []
    found: list[Property] = []

    def add(name: str, tag: str, convert: Any = str) -> None:
        if tag in tags:
            try:
                value = convert(str(tags[tag]))
            except (ValueError, ZeroDivisionError):
                value = ""
            if value:
                found.append(Property(name, value, f"EXIF {tag.split(' ', 1)[1]} (exifread)"))

    add("taken", "EXIF DateTimeOriginal", exif_time)
    add("digitized", "EXIF DateTimeDigitized", exif_time)
    add("modified", "Image DateTime", exif_time)
    add("offset", "EXIF OffsetTimeOriginal")
    add("camera", "Image Model")
    add("maker", "Image Make")
    add("software", "Image Software")
    add("orientation", "Image Orientation")
    found += _gps(tags)
    return found


def _gps(tags: dict[str, Any]) -> list[Property]:
    found = []
    date, clock = tags.get("GPS GPSDate"), tags.get("GPS GPSTimeStamp")
    try:
        if date is not None and clock is not None:
            hour, minute, second = (int(float(v)) for v in clock.values)
            day = exif_time(f"{date} {hour:02d}:{minute:02d}:{second:02d}")
            if day:
                found.append(Property("gps_time", f"{day}Z", "EXIF GPSDateStamp, GPSTimeStamp (exifread)"))
        degrees = []
        for axis, negative in (("Latitude", "S"), ("Longitude", "W")):
            d, m, s = (float(v) for v in tags[f"GPS GPS{axis}"].values)
            sign = -1 if str(tags.get(f"GPS GPS{axis}Ref", "")).upper().startswith(negative) else 1
            degrees.append(sign * (d + m / 60 + s / 3600))
        found.append(Property("gps", f"{degrees[0]:.6f},{degrees[1]:.6f}", "EXIF GPSLatitude, GPSLongitude (exifread)"))
    except (KeyError, ValueError, ZeroDivisionError, TypeError, AttributeError):
        pass  # no position, or one that is no number: nothing to state
    return found


def _by_pillow(file: Path) -> list[Property]:
    found = []
    try:
        with warnings.catch_warnings(), Pillow.open(file) as picture:
            warnings.simplefilter("ignore")
            exif = picture.getexif()
            inner = exif.get_ifd(0x8769)
            for name, (tag, label) in EXIF_TIMES.items():
                if value := exif_time(str(inner.get(tag, ""))):
                    found.append(Property(name, value, f"EXIF {label} (Pillow)"))
            for name, tag, label in (("modified", 0x0132, "DateTime"), ("software", 0x0131, "Software")):
                text = str(exif.get(tag, "")).strip("\0 ")
                if value := exif_time(text) if name == "modified" else text:
                    found.append(Property(name, value, f"EXIF {label} (Pillow)"))
            found += _xmp(picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b"")
    except Exception:  # exifread has read what could be read
        return found
    return found


def _xmp(packet: bytes | str) -> list[Property]:
    """Times and tools of an XMP packet, found by name (source: XMP specification part 2, xmp namespace)."""
    text = packet.decode("utf-8", "replace") if isinstance(packet, bytes) else packet
    found = []
    for name, label in (("created", "CreateDate"), ("modified", "ModifyDate"), ("software", "CreatorTool")):
        if match := re.search(rf'xmp:{label}\s*(?:=\s*"([^"]+)"|>([^<]+)<)', text):
            found.append(Property(name, (match[1] or match[2]).strip(), f"XMP {label}"))
    return found


def encode_png(picture: Any) -> bytes:
    """A Pillow picture as PNG, fast rather than small."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()
