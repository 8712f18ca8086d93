"""Names with one character wrong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forensics.text.near import NUMERALS, one_off

NAME = "党的群众路线教育实践活动"


@given(st.integers(0, len(NAME) - 1), st.sampled_from("战际见丰串"), st.text("甲乙丙", max_size=5))
def test_any_one_wrong_character_is_found_where_it_stands(at: int, wrong: str, before: str) -> None:
    text = before + NAME[:at] + wrong + NAME[at + 1 :] + "开始"
    assert list(dict.fromkeys(one_off(text, [NAME]))) == [(len(before), len(before) + len(NAME), NAME)]


def test_the_right_name_and_one_with_two_slips_are_not() -> None:
    assert list(one_off(f"开展{NAME}。", [NAME])) == []
    assert list(one_off("党的群众线路教育实践活动", [NAME])) == []


def test_another_number_is_another_name() -> None:
    assert list(one_off("第十八次全国代表大会", ["第十九次全国代表大会"])) == []
    assert "八" in NUMERALS
