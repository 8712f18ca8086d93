"""What a record says of its own making, and everyday work in the same words."""

from __future__ import annotations

import pytest

from forensics.records.remarks import remarks_in, remarks_in_name, sorts_of, tells_later_making

BODY = "支委会会议记录\n时间：2015年3月9日\n地点：村部\n主持人：石大河\n石大河：水塔漏了。\n会议决定：五月前换。\n"


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("（以上记录系2016年3月补录）", "added"),
        ("补记：三月二十日收到镇上文件，增加一项。", "added"),
        ("注：原为手写稿，2016年秋由文书录入。", "typed"),
        ("本页系按当时便条誊抄，便条附后。", "typed"),
        ("说明：原记录受潮，照原件重新打印。", "typed"),
        ("2018年6月重印", "reprinted"),
        ("2017年1月6日导出存档", "moved"),
        ("因更换电脑，本文件另存于新机。", "moved"),
        ("（2018年3月档案数字化扫描件，原件存档案室）", "archived"),
    ],
)
def test_a_remark_is_found_with_the_range_of_its_words(words: str, sort: str) -> None:
    text = BODY + words
    found = remarks_in(text)
    assert sort in sorts_of(found)
    for remark in found:
        start, end = remark.chars
        assert BODY and text[start:end] in remark.text
        assert start >= len(BODY)


@pytest.mark.parametrize(
    "words",
    [
        "村里的档案整理工作由石小红负责，半年来归档合同四十份，数据录入进度过半，年底前要把历年台账逐项核对清楚并交镇里，"
        "库里土地迁移登记也要一并核对，缺页的去找当时的经手人补齐，能补的尽量补，补不了的写明原因，大家分头去办。",
        "会议要求尚未归档。",
        "下一步拟补录两户信息。",
        "错了就在原处划掉签名，不重抄。",
    ],
)
def test_everyday_work_plans_and_denials_are_no_remarks(words: str) -> None:
    assert remarks_in(BODY + words + "\n石大河：散会。\n列席：无\n缺席：无\n记录：石小红") == ()


@pytest.mark.parametrize(
    ("stem", "sort"),
    [
        ("发言稿（手稿录入）", "typed"),
        ("2015年记录（归档扫描）", "archived"),
        ("7月研讨记录（补）", "added"),
        ("8月记录_补", "added"),
    ],
)
def test_names_carry_remarks_too(stem: str, sort: str) -> None:
    assert sort in sorts_of(remarks_in_name(stem))


def test_a_plain_name_and_an_empty_text_carry_none() -> None:
    assert remarks_in_name("2016年补助发放表") == ()
    assert remarks_in("") == ()


def test_put_on_file_does_not_say_that_the_file_is_younger() -> None:
    assert not tells_later_making(remarks_in(BODY + "（已存档）"))
    assert tells_later_making(remarks_in(BODY + "（原件存档，此为扫描件）"))
    assert tells_later_making(remarks_in(BODY + "（2016年补录）"))
