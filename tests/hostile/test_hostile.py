"""What the field brings, in one archive: the scan ends, names every file, finds in the others what it found before."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from collections.abc import Iterable
from functools import lru_cache

import docx
import openpyxl
import pytest
from PIL import Image

import forensics
from forensics.archive.item import Status
from tests.making import EARLY, PLAIN, write

BAD_STATUS = {
    "断.zip": {Status.UNREADABLE, Status.PARTIAL},
    "无正文.docx": {Status.UNREADABLE},
    "环.pdf": {Status.UNREADABLE, Status.PARTIAL, Status.CRASHED, Status.TIMED_OUT},
    "巨.jpg": {Status.UNREADABLE},
    "百万行宽.xlsx": {Status.OVER_LIMIT},
    "环路": {Status.SPECIAL},
}
"""What cannot be examined in whole, and how that may end."""


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def without_body() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as whole:
        return zipped({n: whole.read(n) for n in whole.namelist() if n != "word/document.xml"})


def million_rows(last: str) -> bytes:
    """A sheet of a million empty rows with three cells filled, one of them the last."""
    out = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet[f"{last}1048576"] = "姓名", "党费", "尾"
    book.save(out)
    with zipfile.ZipFile(out) as whole:
        parts = {n: whole.read(n) for n in whole.namelist()}
    rows = b"".join(b'<row r="%d"/>' % n for n in range(2, 1_000_001))
    body = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = body.replace(b'<row r="1048576"', rows + b'<row r="1048576"', 1)
    return zipped(parts)


def looping_pdf() -> bytes:
    """A page tree that holds itself."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"xref\n0 4\n0000000000 65535 f \n%strailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def jpeg(**exif: str) -> bytes:
    out = io.BytesIO()
    made = Image.Exif()
    for name, value in exif.items():
        made[{"model": 0x0110, "software": 0x0131}[name]] = value
    Image.new("RGB", (20, 20), (90, 90, 90)).save(out, "JPEG", exif=made)
    return out.getvalue()


def huge_jpeg() -> bytes:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 14_200, 14_200)
    return bytes(data)


def wrong_exif() -> bytes:
    """An entry that claims two thousand million characters beyond the end of the block."""
    data = bytearray(jpeg(model="IXUS", software="x" * 40))
    at = data.index(b"Exif\0\0") + 6
    order = "<" if data[at : at + 2] == b"II" else ">"
    first = at + struct.unpack(f"{order}I", data[at + 4 : at + 8])[0] + 2
    data[first + 4 : first + 12] = struct.pack(f"{order}II", 2_000_000_000, 0xFFFFFFF0)
    return bytes(data)


def gbk_zip() -> bytes:
    """Names in GBK without the flag for UTF-8, as Windows tools wrote them."""
    held = "".join(chr(b) for b in "旧材料/水渠.txt".encode("gbk"))
    marker = "x" * len(held)
    data = zipped({marker: "旧机器里的水渠材料。\n".encode()})
    return data.replace(marker.encode(), "旧材料/水渠.txt".encode("gbk"))


def nested(depth: int) -> bytes:
    data = zipped({"底.txt": b"x"})
    for n in range(depth):
        data = zipped({f"{n + 1}.zip": data})
    return data


GOOD = {"甲村/三月.txt": EARLY, "甲村/同名.txt": PLAIN, "乙村/同名.txt": EARLY.replace("青石坡", "松林坡")}


@lru_cache(maxsize=1)
def hostile() -> dict[str, bytes]:
    return {
        "断.zip": zipped({"a.txt": b"a" * 5000, "b.txt": os.urandom(5000)})[:3000],
        "无正文.docx": without_body(),
        "百万行.xlsx": million_rows("B"),
        "百万行宽.xlsx": million_rows("XFD"),
        "环.pdf": looping_pdf(),
        "巨.jpg": huge_jpeg(),
        "坏信息.jpg": wrong_exif(),
        "旧.zip": gbk_zip(),
        "套娃.zip": nested(8),
        "空.docx": b"",
        "<script>alert(1)<_script>.txt": "水渠<script>alert(1)</script>".encode(),
    }


def found(findings: Iterable[forensics.Finding]) -> set[tuple[str, str, str, tuple[str, ...]]]:
    return {(f.pattern, f.strength, f.fingerprint, tuple(p.path for p in f.evidence)) for f in findings}


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> tuple[forensics.Case, forensics.Case]:
    """The good files alone, and the same among the hostile ones."""
    folder = tmp_path_factory.mktemp("hostile")
    write(folder / "好" / "报送", GOOD)
    among = write(folder / "坏" / "报送", {**GOOD, **hostile()})
    if sys.platform != "win32":
        (among / "环路").symlink_to(".")
    good = forensics.scan(folder / "好" / "报送", case=folder / "case1", jobs=2)
    return good, forensics.scan(among, case=folder / "case2", jobs=2)


def test_the_other_files_give_the_same_findings(scans: tuple[forensics.Case, forensics.Case]) -> None:
    good, mixed = scans
    assert len(good.findings) == 2
    assert found(mixed.findings) == found(good.findings)


def test_every_file_is_named_and_what_failed_says_why(scans: tuple[forensics.Case, forensics.Case]) -> None:
    ledger = {i.path: i for i in scans[1].result.ledger}
    assert {*GOOD, *hostile()} <= set(ledger)
    for path, allowed in BAD_STATUS.items():
        if path == "环路" and sys.platform == "win32":
            continue
        assert ledger[path].outcome.status in allowed, (path, ledger[path].outcome)
    failed = {i.path: i.outcome.reason for i in scans[1].unexamined}
    assert all(failed.values())
    deepest = [p for p in ledger if p.startswith("套娃.zip!/")][-1]
    assert ledger[deepest].outcome.status is Status.OVER_LIMIT
    around = {p for p in ledger if deepest.startswith(f"{p}!/")}
    assert set(failed) <= {*BAD_STATUS, "断.zip!/a.txt", "断.zip!/b.txt", deepest, *around}
    assert "旧.zip!/旧材料/水渠.txt" in ledger


def test_a_long_empty_sheet_is_read_for_what_it_holds(scans: tuple[forensics.Case, forensics.Case]) -> None:
    (sheet,) = [i for i in scans[1].result.ledger if i.path == "百万行.xlsx"]
    assert sheet.outcome.ok


def test_no_detector_failed(scans: tuple[forensics.Case, forensics.Case]) -> None:
    assert [d.failed for d in scans[1].result.detectors if d.failed] == []


def test_the_report_shows_markup_in_names_as_text(scans: tuple[forensics.Case, forensics.Case]) -> None:
    page = (scans[1].report / "report.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
