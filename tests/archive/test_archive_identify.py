"""The type is read from the content; a name that promises another one is noted."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pptx import Presentation

from forensics.archive.extensions import disagreement
from forensics.archive.identify import identify, identify_stream


def kind(content: bytes) -> str:
    return identify_stream(io.BytesIO(content)).kind


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def ole(*names: str) -> bytes:
    """A compound file of three sectors: header, allocation table, directory."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for number, name in enumerate(("Root Entry", *names)):
        raw = name.encode("utf-16-le") + b"\0\0"
        right = number + 1 if 0 < number < len(names) else 0xFFFFFFFF
        child = 1 if number == 0 and names else 0xFFFFFFFF
        entry = raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(raw), 5 if number == 0 else 2, 1, 0xFFFFFFFF, right, child
        )
        directory += entry.ljust(128, b"\0")
    return bytes(header) + table + directory.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"junk\n%PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi", "rtf"),
        ("会议记录".encode("gb18030"), "text"),
        ("会议记录\n".encode("utf-16"), "text"),
        ("會議記錄在此".encode("big5"), "text"),
        (b"a,b\r\n1,2\r\n", "text"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"<html xmlns:o='x'>", "html"),
        (b"<?xml version='1.0'?><svg xmlns='x'>", "svg"),
        (b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\nhello", "eml"),
        (
            b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n",
            "mhtml",
        ),
        ("主题: 会议\n日期: 今天\n".encode(), "text"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypisom", "video"),
        (b"ID3\x03\0", "audio"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"SQLite format 3\0", "sqlite"),
        (bytes(20_000), "binary"),
        (bytes(range(256)) * 4, "binary"),
        (ole("WordDocument", "1Table"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("PowerPoint Document"), "ppt"),
        (ole("__properties_version1.0"), "msg"),
        (ole("EncryptionInfo", "EncryptedPackage"), "encrypted-office"),
        (ole("CONTENTS"), "works"),
        (ole("Other"), "ole"),
        (ole("WordDocument")[:600], "ole"),
        (zipped(**{"OFD.xml": "<x/>"}), "ofd"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet-template"), "ods"),
        (zipped(**{"a.txt": "x"}), "zip"),
    ],
)
def test_content_decides(content: bytes, expected: str) -> None:
    assert kind(content) == expected


def test_office_files_are_known_by_their_main_part_whatever_its_name() -> None:
    for make, expected in ((Document, "docx"), (Workbook, "xlsx"), (Presentation, "pptx")):
        out = io.BytesIO()
        make().save(out)
        assert kind(out.getvalue()) == expected
        assert kind(out.getvalue()[:-300]) == expected
    part = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert kind(zipped(**{"[Content_Types].xml": f"<Override ContentType='{part}'/>", "other.xml": ""})) == "docx"
    part = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    assert kind(zipped(**{"[Content_Types].xml": f"<Override ContentType='{part}'/>"})) == "xlsb"


def test_a_tar_without_magic_is_known_by_its_checksum() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    old = bytearray(out.getvalue())
    old[257:265] = bytes(8)
    old[148:156] = b"%06o\0 " % (sum(old[:148]) + 256 + sum(old[156:512]))
    assert kind(bytes(old)) == "tar"
    assert kind(gzip.compress(b"x")) == "gzip"


@pytest.mark.parametrize("start", [44, 48, 68, 76])
def test_compound_files_that_loop_or_lie_end(start: int) -> None:
    for value in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
        broken = bytearray(ole("WordDocument"))
        struct.pack_into("<I", broken, start, value)
        assert kind(bytes(broken)) in ("doc", "ole")


@pytest.mark.parametrize(
    ("extension", "found", "noted"),
    [
        ("docx", "docx", False),
        ("docm", "docx", False),
        ("wps", "doc", False),
        ("et", "xlsx", False),
        ("jpeg", "jpeg", False),
        ("htm", "html", False),
        ("csv", "text", False),
        ("docx", "encrypted-office", False),
        ("会议", "pdf", False),
        ("docx", "empty", False),
        ("doc", "html", True),
        ("doc", "docx", True),
        ("pdf", "jpeg", True),
        ("jpg", "exe", True),
        ("zip", "rar", True),
    ],
)
def test_only_a_broken_promise_is_noted(extension: str, found: str, noted: bool) -> None:
    assert bool(disagreement(extension, found)) is noted


STARTS = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"7z\xbc\xaf\x27\x1c",
    b"BZh91AY&SY",
    b"MIME-Version:",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(start=st.sampled_from(STARTS), content=st.binary(max_size=3000))
def test_any_bytes_are_identified(tmp_path: Path, start: bytes, content: bytes) -> None:
    file = tmp_path / "any"
    file.write_bytes(start + content)
    assert identify(file).kind
