"""The calendar of policies and what the inspector adds to it."""

from __future__ import annotations

import datetime

import pytest

from forensics.dates.dated import Certainty
from forensics.knowledge.days import span_of
from forensics.records.calendar import calendar_of
from forensics.records.context import Context, KnownPolicy
from forensics.text.fold import fold

DAY = datetime.date(2016, 5, 12)


def mentioned(text: str, context: Context | None = None) -> dict[str, list[str]]:
    folded = fold(text)
    found = {p.id: [text[a:b] for a, b in p.mentions(folded, text)] for p in calendar_of(context or Context())}
    return {k: v for k, v in found.items() if v}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-05-12", "2016-05-12", "2016-05-12"),
    ],
)
def test_spans(text: str, first: str, last: str) -> None:
    assert [d.isoformat() for d in span_of(text)] == [first, last]


def test_the_dates_are_in_order_and_the_ids_unique() -> None:
    policies = calendar_of(Context())
    assert len({p.id for p in policies}) == len(policies) > 100
    assert [p.id for p in policies if not p.begins <= p.ends_by] == []
    assert [p.id for p in policies if p.over and p.over < p.begins] == []
    assert [p.id for p in policies if p.mentioned and p.mentioned > p.ends_by] == []


def test_a_name_is_found_once_at_each_place_by_its_longest_form() -> None:
    found = mentioned("开展“两学一做”学习教育，把“两学\n一做”抓实。")
    assert found["lxyz-2016"] == ["两学一做”学习教育", "两学\n一做"]


def test_a_part_of_another_word_is_no_mention() -> None:
    assert mentioned("第十八届六中全会精神") == {}
    assert "plen-18-6" in mentioned("党的十八届六中全会精神")


def test_an_inspectors_date_stands_before_the_built_in_one() -> None:
    own = Context(policies=(KnownPolicy(name="“两学一做”学习教育", date=DAY, level="central"),))
    (policy,) = [p for p in calendar_of(own) if p.id == "lxyz-2016"]
    assert (policy.begins, policy.certainty, policy.from_context) == (DAY, Certainty.SURE, True)
    assert len(calendar_of(own)) == len(calendar_of(Context()))


def test_a_county_plan_of_the_same_name_is_added_beside_it() -> None:
    own = Context(policies=(KnownPolicy(name="“两学一做”学习教育", date=DAY, level="county"),))
    assert len(calendar_of(own)) == len(calendar_of(Context())) + 1
    (policy,) = [p for p in calendar_of(own) if p.id == "lxyz-2016"]
    assert policy.begins == datetime.date(2016, 2, 28)


@pytest.mark.parametrize("written", ["清委发〔2016〕8号", "清委发[2016]8号", "清委发（2016）8号", "清委发 2016 8号"])
def test_a_document_number_is_found_however_bracketed(written: str) -> None:
    own = Context(policies=(KnownPolicy(name="清委发〔2016〕8号", date=DAY),))
    assert mentioned(f"传达{written}文件", own) == {"context:清委发〔2016〕8号": [written]}
    assert mentioned(f"传达{written.replace('8号', '18号')}文件", own) == {}
