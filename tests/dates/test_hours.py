"""The stated hours of a meeting, and an end that lies before the start."""

from __future__ import annotations

import pytest

from forensics.dates.hours import Hours, hours_at, hours_of


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("上午9:00—11:20", 540, 680),
        ("9时至11时20分", 540, 680),
        ("下午3点至5点", 900, 1020),
        ("晚7点半", 1170, None),
        ("9:0011:20", 540, 680),
        ("下午3:30—2:10", 930, 130),
        ("下午4:20至3:10", 980, 190),
    ],
)
def test_hours_as_stated(text: str, start: int, end: int | None) -> None:
    found = hours_at(text, 0)
    assert found is not None
    assert (found.start, found.end) == (start, end)
    assert text[slice(*found.chars)] == text


def test_no_hours_where_none_stand() -> None:
    assert hours_at("村部会议室", 0) is None


def test_an_end_may_follow_a_day_that_was_read_with_its_clock() -> None:
    text = "2019年6月20日下午4:20—3:10 机房"
    found = hours_of(text, "16:20", (0, 16))
    assert (found.start, found.end, text[slice(*found.chars)]) == (980, 190, "2019年6月20日下午4:20—3:10")
    assert hours_of("2019年6月20日上午9:00 机房", "09:00-11:00", (0, 16)).end == 660


@pytest.mark.parametrize(
    ("start", "end", "backwards"),
    [
        ((9, 0), (11, 20), False),
        ((9, 0), None, False),
        ((15, 30), (14, 10), True),
        ((15, 30), (2, 10), True),
        ((10, 0), (2, 10), False),
        ((22, 0), (1, 0), False),
        ((18, 30), (1, 0), False),
        ((22, 0), (3, 30), True),
        ((9, 0), (9, 0), False),
        ((14, 0), (14, 0), False),
    ],
)
def test_backwards(start: tuple[int, int], end: tuple[int, int] | None, backwards: bool) -> None:
    minutes = end[0] * 60 + end[1] if end else None
    assert Hours(start[0] * 60 + start[1], minutes, (0, 0)).backwards is backwards
