"""Traces of the source of a text, and what only looks like them."""

from __future__ import annotations

import pytest

from detectors.copy.residue import Residue
from forensics import Strength
from tests.making import document, findings

OWN = "今年修了两条渠，都是党员带头。\n{}\n明年接着修。\n"


def strengths(text: str, name: str = "总结.txt") -> list[Strength]:
    return [f.strength for f in findings(Residue, {f"柳林坝村/{name}": text})]


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        ("更多内容见新文秘网，侵权必究。", Strength.STRONG),
        ("（未完，全文共3000字，正式会员可完整阅读）", Strength.STRONG),
        ("来源：第一范文网", Strength.MODERATE),
        ("清泉范文网整理", Strength.MODERATE),
        ("成为VIP免费下载本文档", Strength.MODERATE),
        ("希望这篇总结对您有帮助", Strength.MODERATE),
        ("您的位置：首页　链接地址：见下", Strength.WEAK),
    ],
)
def test_sites_and_notices_are_leads_by_what_they_say(line: str, strength: Strength) -> None:
    assert strengths(OWN.format(line)) == [strength]


def test_the_longest_name_is_marked_once() -> None:
    (found,) = findings(Residue, {"柳林坝村/总结.txt": OWN.format("摘自第一范文网")})
    (place,) = found.evidence
    assert [place.quote[a:b] for a, b in place.marks] == ["第一范文网"]


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        ("××同志主持，**街道参加，XX公司发言。", Strength.MODERATE),
        ("活动于20XX年X月X日开展，某某村承办。", Strength.MODERATE),
        ("（此处填写参加人员）", Strength.WEAK),
    ],
)
def test_placeholders_of_a_finished_record_are_leads(line: str, strength: Strength) -> None:
    assert strengths(OWN.format(line)) == [strength]


@pytest.mark.parametrize(
    "line",
    [
        "记录人：王××，联系电话138****1234",
        "横幅两条，3×0.7米；标牌120×80厘米",
        "不得从范文网、百度文库下载照搬",
        "他是局里的笔杆子",
        "我们在学习强国上答题",
        "王某某家的屋顶漏了",
    ],
)
def test_masks_measures_and_warnings_are_innocent(line: str) -> None:
    assert strengths(OWN.format(line)) == []


@pytest.mark.parametrize("name", ["登记表（空白）.txt", "承诺书范本.txt"])
def test_blank_forms_may_have_placeholders(name: str) -> None:
    assert strengths("姓名：\n时间：20××年×月×日\n单位：××村\n", name) == []


def test_a_copy_for_publication_may_hide_names() -> None:
    assert strengths("公示对象：××、**两户，按规定隐去姓名。\n20××年×月×日\n") == []


def test_signs_that_only_ocr_read_are_no_placeholders() -> None:
    page = document("会议由××主持\n参加：**村、XX村\n", source="ocr")
    assert findings(Residue, {"扫描.pdf": page}) == []
