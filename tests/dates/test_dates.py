"""Context, columns, told days, and what no text may do to the reader."""

from __future__ import annotations

import datetime
import time

import pytest
from shown_dates import shown

from forensics.dates.find import find


def read(text: str, **options: object) -> list[str]:
    return [shown(dated) for dated in find(text, **options)]  # type: ignore[arg-type]


def test_characters_point_into_the_text_as_it_was_given() -> None:
    text = "时间：２０１７年３月９日（周四）地点"
    (dated,) = find(text)
    assert dated.text == text[slice(*dated.chars)] == "２０１７年３月９日（周四）"


def test_a_year_stated_above_serves_the_days_below() -> None:
    text = "2017年会议记录\n3月9日 党员大会\n4月12日 支委会"
    assert read(text)[1:] == ["2017-03-09 likely", "2017-04-12 likely"]
    assert {dated.year_from for dated in find(text)[1:]} == {"context"}


def test_a_year_in_the_middle_of_a_paragraph_is_no_heading() -> None:
    text = "自2012年中央出台规定以来，" + "全镇各级党组织认真贯彻执行，" * 3 + "\n3月9日"
    assert read(text) == ["2012-01-01..2012-12-31 sure"]


def test_a_year_too_far_above_is_not_used() -> None:
    assert read("2017年3月9日" + "好" * 3000 + "4月12日") == ["2017-03-09 sure"]


def test_a_year_beside_the_day_goes_before_the_given_one() -> None:
    assert read("2016年5月、6月", year=2018)[1] == "2016-06-01..2016-06-30 likely"
    # elsewhere two sources that disagree leave a doubt
    assert read("2016年5月开会。6月再开", year=2018)[1] == "2016-06-01..2016-06-30 unsure"


def test_the_turn_of_the_year_is_doubted() -> None:
    assert read("2016年12月28日上会，1月5日复查")[1] == "2017-01-05 unsure"


def test_a_day_without_month_takes_that_of_the_day_before() -> None:
    assert read("2017年3月9日、13日") == ["2017-03-09 sure", "2017-03-13 likely"]
    assert read("2017年3月9日动员，13日上午9:00集中") == ["2017-03-09 sure", "2017-03-13 likely @09:00"]
    assert read("2017年3月9日动员，13日集中")[1] == "2017-03-13 unsure"
    assert read("2017年3月9日起，3日内整改") == ["2017-03-09 sure"]
    assert read("2017年5月\n廿三日 学习") == ["2017-05-23 likely"]


def test_the_year_of_the_signature_serves_the_days_above() -> None:
    (day, _) = find("请于5月20日前报送。\n石桥村党支部\n2016年5月16日")
    assert (shown(day), day.year_from) == ("2016-05-20 likely", "signature")


def test_a_heading_that_names_an_occasion_still_tells_the_year() -> None:
    assert read("2016年清明节祭扫活动记录\n4月3日 出发", year=2016)[1] == "2016-04-03 likely"
    assert read("2016年清明节祭扫活动记录\n4月3日 出发")[1] == "2016-04-03 likely"


def test_the_day_of_posting_dates_no_content() -> None:
    assert read("调度会上的讲话\n发表时间：2017/6/14 11:50:53\n今天召开调度会。1—9月工作") == ["2017-06-14 sure @11:50"]


def test_a_date_of_the_name_is_a_witness_for_ocr() -> None:
    (named,) = find("2017年3月")
    assert read("2017年3月9日", ocr=True) == ["2017-03-09 likely"]
    assert read("2017年3月9日", ocr=True, named=[named]) == ["2017-03-09 sure"]
    assert read("2017年8月9日", ocr=True, named=[named]) == ["2017-08-09 likely"]


def test_told_days_are_reckoned_from_the_records_own_day() -> None:
    assert read("昨日去了三组，今年以来")[0:] == []
    assert read("工作小结\n2016年12月29日\n截至今天，共28人")[1] == "2016-12-29 likely"


def test_columns_of_dates_read_dotted_days() -> None:
    for cell in ("5.12", "5-12", "05/12"):
        assert read(cell, year=2016, dotted=True) == ["2016-05-12 likely"]
        assert read(cell, year=2016) == []
        assert read(cell, dotted=True) == []
    assert read("5.12-13", year=2016, dotted=True) == ["2016-05-12..2016-05-13 likely"]
    assert read("5.12—5.13", year=2016, dotted=True) == ["2016-05-12..2016-05-13 likely"]
    assert read("08.4—16.6", dotted=True) == ["2008-04-01..2016-06-30 likely"]
    assert read("2016.5", dotted=True) == ["2016-05-01..2016-05-31 likely"]
    assert read("12.50元", year=2016, dotted=True) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("今天上午9点", "2016-05-12 likely @09:00"),
        ("昨日", "2016-05-11 likely"),
        ("明天", "2016-05-13 likely"),
        ("同日", "2016-05-12 likely"),
        ("上周五", "2016-05-06 likely"),
        ("下周一", "2016-05-16 likely"),
        ("本周日", "2016-05-15 likely"),
        ("下星期天", "2016-05-22 likely"),
        ("本月", "2016-05-01..2016-05-31 likely"),
        ("上月", "2016-04-01..2016-04-30 likely"),
        ("去年", "2015-01-01..2015-12-31 likely"),
    ],
)
def test_told_days_need_a_day_to_tell_from(words: str, expected: str) -> None:
    assert read(words, today=datetime.date(2016, 5, 12)) == [expected]
    assert read(words) == []


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
def test_told_days_at_the_ends_of_the_calendar_are_left_out(day: datetime.date) -> None:
    find("昨日明天上周五下周本月上月下月去年明年", today=day)


@pytest.mark.parametrize(
    "text",
    [
        "2010年6日",
        "2017年五月12日",
        "2017年3月\n9日",
        "2016年5月12",
        "1年5月12日",
        "2017年3月1千日",
        "2016年5月l",
    ],
)
def test_an_irregular_date_from_ocr_is_never_sure(text: str) -> None:
    found = find(text, year=2016, ocr=True)
    assert all(dated.certainty != "sure" for dated in found)


@pytest.mark.parametrize(
    "text", ["2017年5月9日", "2017.5.9", "2017-05-09", "二〇一七年五月九日", "2017年3月9日（星期四）上午9:00"]
)
def test_a_clean_date_from_ocr_is_sure(text: str) -> None:
    (dated,) = find(text, ocr=True)
    assert dated.certainty == "sure"


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000, "1 " * 200_000, " " * 1_000_000, ("2016年" + " " * 30) * 10_000,
        "一二" * 200_000, "l" * 500_000,
        "2016-" * 100_000, "5月" * 100_000, "2016年\n" * 50_000, "2016年" * 100_000, "12日" * 100_000,
        "2017年3月9日" + "、13日" * 50_000, "壹" * 300_000, "农历" * 200_000, "²①٣年月日" * 10_000,
    ],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    find(text, ocr=True)
    find(text, year=2016, dotted=True, today=datetime.date(2016, 5, 12))
    assert time.perf_counter() - began < 15
