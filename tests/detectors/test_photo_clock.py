"""photo/clock beyond the fixtures."""

from __future__ import annotations

from detectors.photo.clock import PhotoClock
from forensics.documents.document import Document
from tests.making import examinations, findings, photo

FOLDER = "沙洲村/照片/2019年7月1日慰问老党员"


def judged(files: dict[str, Document]) -> dict[str, str]:
    found = findings(PhotoClock, {k if "/" in k else f"{FOLDER}/{k}": v for k, v in files.items()})
    return {f.evidence[0].path.split("/", 2)[2]: f.strength.value for f in found}


HERE = FOLDER.split("/", 2)[2]


def test_two_clocks_that_agree_against_the_folder_are_strong() -> None:
    (finding,) = findings(PhotoClock, {f"{FOLDER}/IMG_20190312_091500.jpg": photo(taken="2019-03-12T09:15:00")})
    assert finding.strength == "strong"
    assert {p.quote for p in finding.evidence} == {"EXIF 2019-03-12T09:15:00", "IMG_20190312_091500.jpg"}
    assert "2019-07-01" in finding.statement


def test_one_clock_alone_is_moderate() -> None:
    assert judged({"1.jpg": photo(taken="2019-03-12T09:15:00")}) == {f"{HERE}/1.jpg": "moderate"}


def test_a_clock_that_agrees_with_the_folder_leaves_a_weak_lead() -> None:
    assert judged({"IMG_20190701_091500.jpg": photo(taken="2019-03-12T09:15:00")}) == {
        f"{HERE}/IMG_20190701_091500.jpg": "weak"
    }


def test_the_right_day_and_the_next_are_innocent() -> None:
    assert judged({"1.jpg": photo(taken="2019-07-01T09:15:00"), "2.jpg": photo(taken="2019-07-02T00:10:00")}) == {}


def test_a_camera_off_by_one_constant_is_innocent_but_not_its_odd_photo() -> None:
    def shot(taken: str) -> Document:
        return photo(taken=taken, maker="Canon", camera="IXUS 70")

    roll = {
        "沙洲村/照片/2019年7月1日慰问/1.jpg": shot("2018-06-20T09:00:00"),
        "沙洲村/照片/2019年9月12日植树/2.jpg": shot("2018-09-01T10:00:00"),
        "沙洲村/照片/2019年10月8日清淤/3.jpg": shot("2018-09-27T15:00:00"),
    }
    assert judged(roll) == {}
    odd = {**roll, "沙洲村/照片/2019年11月5日扫雪/4.jpg": shot("2017-02-03T10:00:00")}
    assert judged(odd) == {"2019年11月5日扫雪/4.jpg": "moderate"}


def test_the_name_of_a_messenger_is_no_clock() -> None:
    assert judged({"mmexport1617612345678.jpg": photo(), "微信图片_20210405163012.jpg": photo()}) == {}
    assert judged({"IMG_20210405_163012.jpg": photo()}) == {f"{HERE}/IMG_20210405_163012.jpg": "moderate"}


def test_a_folder_named_for_handing_in_leaves_a_weak_lead() -> None:
    path = "沙洲村/2019年12月20日上报照片/1.jpg"
    (finding,) = findings(PhotoClock, {path: photo(taken="2019-03-12T09:15:00")})
    assert finding.strength == "weak"


def test_gps_counts_in_utc() -> None:
    assert judged({"1.jpg": photo(gps_time="2019-06-29T20:30:00Z")}) == {}
    assert judged({"1.jpg": photo(gps_time="2019-06-29T12:00:00Z")}) == {f"{HERE}/1.jpg": "moderate"}


def test_a_camera_that_was_never_set_is_weak() -> None:
    assert judged({"1.jpg": photo(taken="2000-01-01T00:12:00")}) == {f"{HERE}/1.jpg": "weak"}


def test_a_date_printed_at_the_edge_counts_and_one_in_the_middle_does_not() -> None:
    assert judged({"1.jpg": photo(lines=(("2018 03 12", 440.0),))}) == {f"{HERE}/1.jpg": "weak"}
    assert judged({"1.jpg": photo(lines=(("2018 03 12", 240.0),))}) == {}


def test_a_year_inferred_from_an_upper_folder_is_weak() -> None:
    files = {"沙洲村/2019年/7月1日慰问/1.jpg": photo(taken="2019-03-12T09:15:00")}
    assert list(judged(files).values()) == ["weak"]


def test_without_a_stated_day_it_says_what_it_needs() -> None:
    (looked,) = examinations(PhotoClock, {"沙洲村/照片/1.jpg": photo(taken="2019-03-12T09:15:00")})
    assert [s.reason for s in looked.statements] == ["需要文件夹或文件名写明活动日期"]
