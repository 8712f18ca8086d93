"""Dates that cameras print: read, called unsure where there are two ways, refused where there is none."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.photo.burnt import printed_day


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2016/05/12 09:30", "2016-05-12"),
        ("2016.5.12", "2016-05-12"),
        ("2016年5月12日", "2016-05-12"),
        (" 2016-05-12 ", "2016-05-12"),
        ("'16 5 12", "2016-05-12"),
        ("20160512", "2016-05-12"),
        ("2016 312", "2016-03-12"),
        ("2016 0512", "2016-05-12"),
    ],
)
def test_printed_dates(words: str, expected: str) -> None:
    found = printed_day(words)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "words",
    [
        "2016 111",
        "2016/13/40",
        "2016/02/30",
        "1889/05/12",
        "09:30:12",
        "12:05:06",
        "13800138000",
        "第3号 2016",
        "会议 2016/05/12",
        "",
    ],
)
def test_what_is_no_date_or_could_be_two(words: str) -> None:
    assert printed_day(words) is None


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2049, 12, 31)), st.sampled_from("/.- '"))
def test_every_day_printed_in_full_is_read(day: datetime.date, mark: str) -> None:
    assert printed_day(f"{day.year}{mark}{day.month:02}{mark}{day.day:02}") == day


@given(st.text(st.sampled_from("0123456789 ./:'-年月日"), max_size=24))
def test_no_string_breaks_it(words: str) -> None:
    found = printed_day(words)
    assert found is None or 1990 <= found.year <= 2049
