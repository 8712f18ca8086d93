"""Days in the date column of a register."""

from __future__ import annotations

from forensics.dates.columns import in_columns
from forensics.dates.dated import Certainty, DateRole

REGISTER = "2013年度活动登记簿\n日期\t类别\t内容\n1.16\t支委会\t年度计划 3.5 版\n3月20日\t大会\t动员\n合计\t2\t\n"


def test_bare_days_below_the_header_are_read_with_the_year_of_the_title() -> None:
    found = list(in_columns(REGISTER, None))
    assert [d.start.isoformat() for d in found] == ["2013-01-16", "2013-03-20"]
    assert all(d.role is DateRole.MEETING and d.certainty is not Certainty.SURE for d in found)
    assert [REGISTER[slice(*d.chars)] for d in found] == ["1.16", "3月20日"]


def test_numbers_of_other_columns_and_of_plain_text_are_no_days() -> None:
    assert list(in_columns("编号\t金额\t内容\n1.16\t3.20\t电费\n", 2013)) == []
    assert list(in_columns("时间：3.20 到 4.1\n", 2013)) == []
