"""Superiors' papers of the archive: which paper is one, what it is called, whom it binds, what it sets."""

from __future__ import annotations

import datetime

import pytest

from forensics.documents.document import Document
from forensics.records.context import Issued
from forensics.records.issued import issued_in
from tests.making import document, record

NOTICE = """中共蓼江县委办公室文件
蓼委办〔2019〕8号
关于印发《蓼江县党员积分管理办法》的通知
各乡镇党委：
第一专题须于2019年6月30日前完成。6月20日前各村领取手册。
中共蓼江县委办公室
2019年3月12日
"""
PLAIN = NOTICE.replace("中共蓼江县委办公室文件\n蓼委办〔2019〕8号\n", "")


def issued(text: str | Document, path: str = "县委/通知.txt") -> Issued | None:
    return issued_in(record(path, text))


def test_a_numbered_notice() -> None:
    paper = issued(NOTICE)
    assert paper is not None
    assert (paper.number, paper.issuer, paper.audience) == ("蓼委办〔2019〕8号", "中共蓼江县委办公室", "各乡镇党委")
    assert paper.day == datetime.date(2019, 3, 12)
    assert paper.place.quote[slice(*paper.place.marks[0])] == "2019年3月12日"
    assert paper.names == ("蓼江县党员积分管理办法", "党员积分管理办法")


@pytest.mark.parametrize("number", ["蓼委办[2019]8号", "蓼委办（2019）第8号", "蓼委办 〔 2019 〕 8 号"])
def test_a_number_in_any_brackets(number: str) -> None:
    paper = issued(NOTICE.replace("蓼委办〔2019〕8号", number))
    assert paper is not None
    assert paper.number == "蓼委办〔2019〕8号"


def test_its_tasks_with_their_last_days_and_places() -> None:
    paper = issued(NOTICE)
    assert paper is not None
    (due,) = paper.dues
    assert (due.what, due.by) == ("第一专题", datetime.date(2019, 6, 30))
    assert due.place.quote[slice(*due.place.marks[0])] == "2019年6月30日"


def test_without_a_number_the_signature_of_a_superior_is_needed() -> None:
    paper = issued(PLAIN)
    assert paper is not None
    assert (paper.number, paper.names[0]) == ("", "蓼江县党员积分管理办法")
    for signer in ("荷叶村党支部", "荷叶村村民委员会", "第二党小组", "张三"):
        assert issued(PLAIN.replace("\n中共蓼江县委办公室\n", f"\n{signer}\n")) is None


def test_a_title_without_quotation_marks_is_the_name() -> None:
    paper = issued(PLAIN.replace("关于印发《蓼江县党员积分管理办法》的通知", "蓼江县农村党员积分管理实施方案"))
    assert paper is not None
    assert paper.names == ("蓼江县农村党员积分管理实施方案", "农村党员积分管理实施方案")


@pytest.mark.parametrize(
    "text",
    [
        NOTICE.replace("2019年3月12日\n", ""),
        PLAIN.replace("关于印发《蓼江县党员积分管理办法》的通知", "蓼江县党员积分情况"),
        "荷叶村党支部党员大会记录\n时间：2019年3月12日\n学习蓼委办〔2019〕8号文件。\n",
    ],
    ids=["no signature", "no order", "minutes that cite one"],
)
def test_what_is_no_paper_of_a_superior(text: str) -> None:
    assert issued(text) is None


def test_a_day_that_ocr_read_is_not_firm_enough_unless_the_name_confirms_it() -> None:
    read = document(NOTICE, source="ocr", confidence=0.97)
    assert issued(read) is None
    assert issued(read, "县委/2019年3月12日通知.pdf") is not None


def test_a_name_too_short_to_be_told_from_others_is_left_out() -> None:
    paper = issued(PLAIN.replace("蓼江县党员积分管理办法", "蓼江县积分办法"))
    assert paper is not None
    assert paper.names == ()
