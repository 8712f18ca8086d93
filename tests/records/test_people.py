"""Whose own writing a record is, and that everyday words are no names."""

from __future__ import annotations

import pytest

from forensics.records.minutes.people import author_of, people_in, plausible_name

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("stem", "head", "expected"),
    [
        ("王德厚学习笔记", "", "王德厚"),
        ("王德厚学习笔记(1)", "", "王德厚"),
        ("王德厚学习笔记 - 副本", "", "王德厚"),
        ("王德厚同志的心得体会", "", "王德厚"),
        ("心得体会（李小满）", "", "李小满"),
        ("读书心得-欧阳海", "", "欧阳海"),
        ("0001", "学习心得\n姓名：陈桂香\n2019年5月", "陈桂香"),
        ("0001", "对照检查材料\n青石坡村党支部　赵长根\n", "赵长根"),
        ("03 王德厚", "", "王德厚"),
        ("心得体会李小满", "", "李小满"),
        ("王德厚-读书笔记", "", "王德厚"),
        ("0001", "学习体会\n今年雨水多，渠道清了三遍。\n李小满\n2019年5月6日", "李小满"),
        ("王德厚学习笔记", "姓名：王德原", "王德厚"),
        ("党员学习笔记", "", ""),
        ("2019年学习笔记", "", ""),
        ("学习笔记", "", ""),
        ("个人学习心得", "", ""),
        ("三月心得体会", "", ""),
    ],
)
def test_author(stem: str, head: str, expected: str) -> None:
    assert author_of(stem, head, NOBODY) == expected


def test_a_person_of_the_context_stands_first() -> None:
    known = frozenset({"昝三", "昝三宝"})
    assert author_of("昝三宝的本子", "姓名：王德厚", known) == "昝三宝"


def test_people_stand_under_their_labels() -> None:
    text = (
        "时间：2019年5月6日　主持人：王德厚　记录：李 强\n出席人员\t陈桂香、赵长根（组织委员）、欧阳海\t地点\t村部\n"
        "缺席：周立秋（住院）\n议题：清理水渠"
    )
    found = [(p.role, p.name) for p in people_in(text)]
    assert found == [
        ("chair", "王德厚"),
        ("recorder", "李强"),
        ("present", "陈桂香"),
        ("present", "赵长根"),
        ("present", "欧阳海"),
        ("absent", "周立秋"),
    ]
    assert all(text[slice(*p.chars)].replace(" ", "") == p.name for p in people_in(text))


@pytest.mark.parametrize(
    ("text", "expected"), [("王德厚", True), ("欧阳海", True), ("学习", False), ("王", False), ("高度重视", False)]
)
def test_plausible_names(text: str, expected: bool) -> None:
    assert plausible_name(text) is expected
