"""What dates are the dates of."""

from __future__ import annotations

import pytest

from forensics.dates.dated import DateRole
from forensics.dates.find import find
from forensics.dates.roles import with_roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("时间：2016年5月12日上午9:00", ["meeting"]),
        ("会议时间 2016.5.12", ["meeting"]),
        ("日 期：2016年5月12日", ["meeting"]),
        ("活动时间 | 2016年5月12日", ["meeting"]),
        ("截止日期：2016年5月12日", ["deadline"]),
        ("完成时限：2016年6月底", ["deadline"]),
        ("于2016年5月12日前报送", ["deadline"]),
        ("2016年6月底之前完成", ["deadline"]),
        ("2016年5月12日前后", ["mentioned"]),
        ("印发日期：2016年5月5日", ["issued"]),
        ("镇党委2016年5月5日印发的方案", ["issued"]),
        ("填表日期：2016年5月5日", ["signed"]),
        ("出生日期：1970年5月5日", ["mentioned"]),
        ("2016年第二季度小结", ["period"]),
        ("2016年4月至12月开展", ["period"]),
        ("2016年2月工作", ["period"]),
        ("会上提到2016年5月12日的事", ["mentioned"]),
        ("2016年2月30日学习", ["mentioned"]),
        ("关于学习的通知\n请于2016年5月10日前报送。\n石桥村党支部\n2016年5月5日", ["deadline", "signed"]),
        ("2016年5月5日", ["mentioned"]),
    ],
)
def test_words_around_give_the_role(text: str, roles: list[str]) -> None:
    assert [dated.role for dated in with_roles(text, find(text))] == roles


def test_a_day_that_opens_an_entry_of_a_minute_book_is_a_meetings() -> None:
    text = "会议记录本\n二〇一六年\n〇 4月20日　星期三　支委会\n到会5人。\n5月18日（星期三）支部党员大会\n到会24人。\n"
    found = with_roles(text, find(text, year=2016, year_from="title"))
    assert [d.role for d in found if d.is_day] == [DateRole.MEETING, DateRole.MEETING]


def test_day_hour_and_place_on_a_line_of_their_own_open_an_entry() -> None:
    text = (
        "记录本\n2012年2月16日（星期四）上午9:00　村委会会议室\n到会4人。\n12月10日（星期一）晚7:00　家中\n到会24人。\n"
    )
    assert [d.role for d in with_roles(text, find(text)) if d.is_day] == [DateRole.MEETING, DateRole.MEETING]


def test_a_day_that_opens_a_sentence_is_not() -> None:
    text = "党史故事\n1921年7月23日，党的第一次全国代表大会在上海召开。\n大家听得入神。\n散会后种树。\n"
    assert [d.role for d in with_roles(text, find(text))] == [DateRole.MENTIONED]
