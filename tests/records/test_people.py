"""Whose own writing a record is, and that everyday words are no names."""

from __future__ import annotations

import pytest

from forensics.records.people import author_of, plausible_name

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


@pytest.mark.parametrize(
    ("text", "expected"), [("王德厚", True), ("欧阳海", True), ("学习", False), ("王", False), ("高度重视", False)]
)
def test_plausible_names(text: str, expected: bool) -> None:
    assert plausible_name(text) is expected
