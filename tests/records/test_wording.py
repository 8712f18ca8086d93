"""Words with the day before which nobody could have written them."""

from __future__ import annotations

import datetime

import pytest

from forensics.dates.dated import Certainty
from forensics.records.wording import Wording, known
from forensics.text.fold import fold


def entry(literal: str) -> Wording | None:
    return next((w for w in known() if w.literals == (literal,)), None)


def mentioned(text: str) -> list[str]:
    """What a text mentions, the longest words first at each place."""
    taken: list[tuple[int, int]] = []
    for words in known():
        for start, end in words.mentions(fold(text), text):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
    return [text[a:b] for a, b in sorted(taken)]


@pytest.mark.parametrize(
    ("literal", "sort", "first", "certainty"),
    [
        ("四个意识", "提法", "2016-01-29", Certainty.SURE),
        ("学习强国", "提法", "2019-01-01", Certainty.SURE),
        ("国家乡村振兴局", "机构", "2021-02-25", Certainty.LIKELY),
        ("长津湖", "影视作品", "2021-09-30", Certainty.SURE),
        ("健康码", "技术", "2020-02-11", Certainty.SURE),
        ("汶川地震", "事件", "2008-05-12", Certainty.SURE),
        ("李强总理", "职务", "2023-03-11", Certainty.LIKELY),
    ],
)
def test_sorts_and_first_days(literal: str, sort: str, first: str, certainty: Certainty) -> None:
    found = entry(literal)
    assert found is not None
    assert (found.sort, found.first.isoformat(), found.certainty) == (sort, first, certainty)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("树牢“四个意识”", ["四个意识"]),
        ("樹牢四個意識", ["四個意識"]),
        ("树牢四个\n意识", ["四个\n意识"]),
        ("报国家乡村振兴局备案", ["国家乡村振兴局"]),
        ("到县乡村振兴局领表", ["乡村振兴局"]),
        ("观看《长津湖》", ["《长津湖》"]),
        ("长津湖很冷", []),
        ("修水渠", []),
    ],
)
def test_what_a_text_mentions(text: str, expected: list[str]) -> None:
    assert mentioned(text) == [e.strip("《》") for e in expected]


def test_a_local_body_has_the_day_of_its_own() -> None:
    national, local = entry("国家乡村振兴局"), entry("乡村振兴局")
    assert national is not None
    assert local is not None
    assert national.first <= local.first


def test_words_in_common_use_before_bound_nothing_for_sure() -> None:
    found = entry("新时代")
    assert found is None or found.certainty is Certainty.UNSURE


def test_the_name_of_a_policy_counts_from_its_first_mention_not_its_day() -> None:
    found = entry("十九大")
    assert found is not None
    assert found.first < datetime.date(2017, 10, 18)


def test_the_longest_words_come_first_and_each_once() -> None:
    literals = [w.literals[0] for w in known()]
    assert len(set(literals)) == len(literals)
    assert [len(words) for words in literals] == sorted((len(words) for words in literals), reverse=True)
    assert min(map(len, literals)) >= 3


def test_a_body_whose_name_holds_a_place() -> None:
    (bureau,) = (w for w in known() if w.pattern)
    text = "国家税务总局通知：国家税务总局青萍区税务局自查。"
    assert [text[a:b] for a, b in bureau.mentions(fold(text), text)] == ["国家税务总局青萍区税务局"]
    assert bureau.first.isoformat() == "2018-06-15"
