"""Names as lists write them, and that everyday words and offices are none."""

from __future__ import annotations

import pytest

from forensics.records.minutes.names import listed, names_at, speaks_for_itself


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("书记龚长顺、副书记匡大山、妇女主任庄 秀", ["龚长顺", "匡大山", "庄秀"]),
        ("谷雨生书记、燕来福副书记、桂兰同志", ["谷雨生", "燕来福", "桂兰"]),
        ("尚 勇  步长青\n　　练红霞　来　庆", ["尚勇", "步长青", "练红霞", "来庆"]),
        ("巴特尔、阿依古丽、买买提·艾力、欧阳春生", ["巴特尔", "阿依古丽", "买买提·艾力", "欧阳春生"]),
        ("王某某、1.禹德明 2.钮翠英", ["王某某", "禹德明", "钮翠英"]),
        ("席满仓、卞荷花等19人", ["席满仓", "卞荷花"]),
        ("鹿鸣和银铃、和平安", ["鹿鸣", "银铃", "和平安"]),
        ("赵、钱、孙三位同志", []),
        ("全体党员（共23人）", []),
        ("无", []),
        ("各站所负责人12人", []),
    ],
)
def test_lists(text: str, expected: list[str]) -> None:
    found = list(names_at(text, 0, len(text)))
    assert [n.name for n in found] == expected
    assert all(text[slice(*n.chars)].replace(" ", "").replace("　", "") == n.name for n in found)


@pytest.mark.parametrize("word", ["党课", "纪委", "梁书记", "老燕", "会议", "时间", "同意", "参加人员", "方案"])
def test_no_names(word: str) -> None:
    assert not speaks_for_itself(word)


@pytest.mark.parametrize("name", ["何文书", "沈建设", "和平安", "由明", "双立志"])
def test_names_that_only_a_list_makes_sure(name: str) -> None:
    assert listed(name)
