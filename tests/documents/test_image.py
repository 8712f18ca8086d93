"""Pictures: what the camera wrote, and bounds for what a file claims to be."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from forensics.archive.item import Outcome, Status
from forensics.archive.spool import Spool
from forensics.documents import readers
from forensics.documents.image import exif_time, frames, metadata
from forensics.guard.limits import Limits


def jpeg(
    file: Path, *, taken: str = "", gps: bool = False, orientation: int = 0, size: tuple[int, int] = (60, 40)
) -> Path:
    picture = Image.new("RGB", size, (90, 140, 60))
    picture.paste((250, 250, 250), (0, 0, size[0], size[1] // 4))  # light above
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "IXUS 70"
    if orientation:
        exif[0x0112] = orientation
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    if gps:
        place = exif.get_ifd(0x8825)
        place[1], place[2] = "N", (IFDRational(30), IFDRational(15), IFDRational(36))
        place[3], place[4] = "E", (IFDRational(109), IFDRational(30), IFDRational(0))
        place[7], place[29] = (IFDRational(1), IFDRational(30), IFDRational(12)), "2016:05:12"
    picture.save(file, "JPEG", exif=exif)
    return file


def stated(file: Path) -> dict[str, str]:
    return {p.name: p.value for p in metadata(file)[0]}


def test_what_the_camera_wrote(tmp_path: Path) -> None:
    found = stated(jpeg(tmp_path / "a.jpg", taken="2016:05:12 09:30:12", gps=True))
    assert found["taken"] == "2016-05-12T09:30:12"
    assert (found["maker"], found["camera"]) == ("Canon", "IXUS 70")
    assert found["gps_time"] == "2016-05-12T01:30:12Z"
    assert found["gps"] == "30.260000,109.500000"


def test_each_value_says_where_it_was_read(tmp_path: Path) -> None:
    properties, notes = metadata(jpeg(tmp_path / "a.jpg", taken="2016:05:12 09:30:12"))
    assert next(p.source for p in properties if p.name == "taken") == "EXIF DateTimeOriginal (exifread)"
    assert notes == []
    assert [p.name for p in properties].count("taken") == 1


def test_a_picture_without_exif_states_nothing(tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png")
    assert metadata(tmp_path / "a.png") == ([], [])


def test_a_picture_is_set_upright_by_its_exif(tmp_path: Path) -> None:
    (lying,) = frames(jpeg(tmp_path / "a.jpg", orientation=6), Limits())
    assert isinstance(lying, np.ndarray)
    assert lying.shape == (60, 40, 3)
    assert lying[:, -5:].mean() > lying[:, :5].mean() + 50  # what was above is now at the right


def test_frames_of_a_tiff_up_to_the_limit(tmp_path: Path) -> None:
    pages = [Image.new("L", (40, 30), shade) for shade in (0, 100, 200)]
    pages[0].save(tmp_path / "a.tiff", save_all=True, append_images=pages[1:])
    every = list(frames(tmp_path / "a.tiff", Limits()))
    assert [int(f[0, 0, 0]) for f in every if not isinstance(f, Outcome)] == [0, 100, 200]
    *_, last = frames(tmp_path / "a.tiff", Limits(pages=2))
    assert isinstance(last, Outcome)
    assert last.status is Status.PARTIAL


def test_a_picture_that_claims_too_many_pixels_is_refused_before_decoding(tmp_path: Path) -> None:
    data = bytearray(jpeg(tmp_path / "a.jpg").read_bytes())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 14_200, 14_200)
    (tmp_path / "a.jpg").write_bytes(data)
    document = readers.read(tmp_path / "a.jpg", "jpeg", Limits(), Spool(tmp_path / "spool"))
    assert document.outcome.status is Status.UNREADABLE
    assert "14200" in document.outcome.reason and "装不下" in document.outcome.reason


def test_a_picture_of_more_pixels_than_allowed_is_refused_before_decoding(tmp_path: Path) -> None:
    limits = Limits(pixels=1000)
    document = readers.read(jpeg(tmp_path / "a.jpg"), "jpeg", limits, Spool(tmp_path / "spool"))
    assert document.outcome.status is Status.OVER_LIMIT


def test_a_cut_jpeg_gives_what_is_left_and_says_so(tmp_path: Path) -> None:
    whole = jpeg(tmp_path / "a.jpg", size=(640, 480)).read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    left, outcome = frames(tmp_path / "a.jpg", Limits())
    assert isinstance(left, np.ndarray)
    assert left.shape == (480, 640, 3)
    assert isinstance(outcome, Outcome)
    assert outcome.status is Status.PARTIAL


def test_what_is_no_picture_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    document = readers.read(tmp_path / "a.jpg", "jpeg", Limits(), Spool(tmp_path / "spool"))
    assert document.outcome.status is Status.UNREADABLE


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2016:05:12 09:30:12", "2016-05-12T09:30:12"),
        ("2016-05-12T09:30:12\0", "2016-05-12T09:30:12"),
        ("0000:00:00 00:00:00", ""),
        ("    :  :     :  :  ", ""),
        ("unknown", "unknown"),
    ],
)
def test_times(written: str, iso: str) -> None:
    assert exif_time(written) == iso
