"""What names tell."""

from __future__ import annotations

import pytest
from shown_dates import shown

from forensics.dates.file_names import in_name, year_in_path


@pytest.mark.parametrize(
    ("name", "origin", "expected"),
    [
        ("IMG_20170309_093012.jpg", "camera", "2017-03-09 sure @09:30"),
        ("IMG20170309093012.jpg", "camera", "2017-03-09 sure @09:30"),
        ("20170309_093012.jpg", "camera", "2017-03-09 sure @09:30"),
        ("IMG_20170309_093012_1.jpg", "camera", "2017-03-09 sure @09:30"),
        ("wx_camera_1463019284000.jpg", "camera", "2016-05-12 sure @10:14"),
        ("mmexport1463019284000.jpg", "messenger", "2016-05-12 sure @10:14"),
        ("微信图片_20170309093012.jpg", "messenger", "2017-03-09 sure @09:30"),
        ("QQ图片20170309093012.png", "messenger", "2017-03-09 sure @09:30"),
        ("Screenshot_2017-03-09-09-30-12.png", "screenshot", "2017-03-09 sure @09:30"),
        ("Screenshot_20170309_093012_com.tencent.mm.jpg", "screenshot", "2017-03-09 sure @09:30"),
        ("扫描 20170309093012001.pdf", "scan", "2017-03-09 sure @09:30"),
        ("20170309093012001.pdf", "scan", "2017-03-09 sure @09:30"),
        ("Scan_20170309.pdf", "scan", "2017-03-09 sure"),
        ("20170309.docx", "stated", "2017-03-09 sure"),
        ("20170309支委会.docx", "stated", "2017-03-09 sure"),
        ("2017年10月10日清理楼道杂物", "stated", "2017-10-10 sure"),
        ("2017.3.9", "stated", "2017-03-09 sure"),
        ("2017-03-09会议记录.doc", "stated", "2017-03-09 sure"),
        ("2017_03_09会议记录.doc", "stated", "2017-03-09 likely"),
        ("2017年", "stated", "2017-01-01..2017-12-31 sure"),
        ("2017年5月党员活动日.doc", "stated", "2017-05-01..2017-05-31 sure"),
        ("2017年第二季度党课", "stated", "2017-04-01..2017-06-30 sure"),
        ("2017年清明节祭扫活动.docx", "stated", "2017-01-01..2017-12-31 sure"),
        ("2017年“七一”前夕慰问.docx", "stated", "2017-01-01..2017-12-31 sure"),
        ("二〇一七年三月九日记录.doc", "stated", "2017-03-09 sure"),
    ],
)
def test_a_name_tells_its_day(name: str, origin: str, expected: str) -> None:
    (read,) = in_name(name)
    assert (read.origin, shown(read.dated)) == (origin, expected)
    assert read.dated.text == name[slice(*read.dated.chars)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("3月14日党员大会记录.docx", "2017-03-14 likely"),
        ("会议记录5.12.doc", "2017-05-12 likely"),
        ("0512支委会.docx", "2017-05-12 likely"),
        ("5.12党员大会.docx", "2017-05-12 likely"),
        ("1.1 党员名册.docx", "2017-01-01 unsure"),
    ],
)
def test_a_name_without_year_takes_the_given_one(name: str, expected: str) -> None:
    (read,) = in_name(name, year=2017)
    assert (shown(read.dated), read.dated.year_from) == (expected, "folder")
    assert in_name(name) == ()


@pytest.mark.parametrize(
    "name", ["1.jpg", "DSC_0123.JPG", "P1010001.jpg", "扫描件001.pdf", "文档1.docx", "", "IMG_20161399.jpg"]
)
def test_other_names_tell_nothing(name: str) -> None:
    assert in_name(name) == ()


@pytest.mark.parametrize("name", ["42502.jpg", "40001.pdf", "国庆节.jpg", "3-2栋.jpg", "K12+500.jpg"])
def test_running_numbers_and_occasions_are_no_days_even_with_a_year(name: str) -> None:
    assert in_name(name, year=2017) == ()


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("甲村/2016年/a.docx", 2016),
        ("2016年/会议/a.docx", 2016),
        ("2015年/2016年/a.docx", 2016),
        ("2016/a.docx", 2016),
        ("二〇一六年资料/a.docx", 2016),
        ("2016年.zip!/记录/a.docx", 2016),
        ("2015-2016年/a.docx", None),
        ("2015年和2016年/a.docx", None),
        ("甲村/2016年总结.docx", None),
        ("12016年/a.docx", None),
        ("", None),
    ],
)
def test_folders_name_a_year(path: str, year: int | None) -> None:
    assert year_in_path(path) == year
