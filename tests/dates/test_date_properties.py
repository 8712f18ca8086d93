"""Any regular day reads back; no single misread character makes a wrong day look sure."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.dates.find import find

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31))
ONES = "〇一二三四五六七八九"


def chinese_year(year: int) -> str:
    return "".join(ONES[int(digit)] for digit in str(year))


def counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{ONES[tens]}十")
    return head + (ONES[ones] if ones else "")


def chinese(day: datetime.date) -> str:
    return f"{chinese_year(day.year)}年{counted(day.month)}月{counted(day.day)}日"


def full_width(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日".translate({code: code + 0xFEE0 for code in range(48, 58)})


def capitals(day: datetime.date) -> str:
    return chinese(day).translate(str.maketrans("〇一二三四五六七八九十", "零壹贰叁肆伍陆柒捌玖拾"))


STYLES: tuple[Callable[[datetime.date], str], ...] = (
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年{day.month:02d}月{day.day:02d}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}.{day.month:02d}.{day.day:02d}",
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}号",
    chinese,
    lambda day: chinese(day).replace("〇", "○"),
    lambda day: chinese(day).replace("〇", "零"),
    full_width,
    capitals,
)
LOOKALIKES = {
    "0": "OoDQ〇。口",
    "1": "lIi|]!丨",
    "2": "Zz乙",
    "3": "З彐}",
    "4": "Aㄐ",
    "5": "Ss§",
    "6": "bGб",
    "7": "T了/",
    "8": "B&",
    "9": "gqp",
    "年": "牟午千丰",
    "月": "目用丹冃日",
    "日": "曰目口臼月",
    ".": ",·。 :",
    "-": "—一_. ",
    "/": "1lI|7丿",
    "〇": "O0o口。",
    "一": "-—_",
    "二": "ニz=",
    "三": "彐ミ",
    "四": "囚西",
    "五": "玉王",
    "六": "大穴",
    "七": "匕t",
    "八": "人入",
    "九": "丸几",
    "十": "千+干",
}


@given(DAYS, st.sampled_from(STYLES), st.sampled_from(["", "时间：", "会议于", "1."]), st.booleans())
def test_every_day_in_every_regular_style_reads_back(
    day: datetime.date, style: Callable[[datetime.date], str], before: str, ocr: bool
) -> None:
    spelling = style(day)
    if before == "1." and "年" not in spelling:
        before = ""
    (dated,) = find(f"{before}{spelling}，召开会议", ocr=ocr)
    confused = "38３８" if spelling[0] in "12１２" else "二三贰叁"
    unwitnessed = ocr and set(confused) & set(spelling[1:])
    assert (dated.start, dated.end, dated.certainty) == (day, day, "likely" if unwitnessed else "sure")
    assert dated.text == spelling


@given(DAYS, DAYS)
def test_spans_read_back(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted((one, other))
    (dated,) = find(f"{first:%Y年%m月%d日}至{last:%Y年%m月%d日}")
    assert (dated.start, dated.end) == (first, last)


@pytest.mark.parametrize("with_year", [False, True])
@given(data=st.data(), day=DAYS, style=st.sampled_from(STYLES[:-2]))
def test_one_misread_character_never_makes_a_wrong_day_sure(
    with_year: bool, data: st.DataObject, day: datetime.date, style: Callable[[datetime.date], str]
) -> None:
    spelling = style(day)
    at = data.draw(st.sampled_from([index for index, char in enumerate(spelling) if char in LOOKALIKES]))
    wrong = spelling[:at] + data.draw(st.sampled_from(LOOKALIKES[spelling[at]])) + spelling[at + 1 :]
    for dated in find(f"时间：{wrong}，地点", year=day.year if with_year else None, ocr=True):
        right = dated.start <= day <= dated.end and not dated.impossible
        assert dated.certainty != "sure" or right, (wrong, dated)


@given(data=st.data(), day=DAYS)
def test_a_lost_unit_never_makes_a_wrong_day_sure(data: st.DataObject, day: datetime.date) -> None:
    spelling = data.draw(st.sampled_from([chinese(day), f"{day.year}年{day.month}月{day.day}日"]))
    unit = data.draw(st.sampled_from("年月日"))
    for dated in find(spelling.replace(unit, ""), ocr=True):
        assert dated.certainty != "sure" or (dated.start <= day <= dated.end and not dated.impossible), dated


@given(
    st.text(alphabet="0123456789年月日号.-/:—至一二十〇 \n第前上半季度lOS初底农历（四）元", max_size=60),
    st.booleans(),
    st.booleans(),
)
def test_any_text_is_read_without_error(text: str, ocr: bool, dotted: bool) -> None:
    found = find(text, year=2016, ocr=ocr, dotted=dotted, today=datetime.date(2016, 5, 12))
    assert [dated.chars for dated in found] == sorted(dated.chars for dated in found)
    for dated in found:
        assert dated.start <= dated.end
        assert dated.text == text[slice(*dated.chars)]
