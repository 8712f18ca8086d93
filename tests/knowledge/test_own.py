"""An inspector's own file adds, replaces and leaves out entries, or is refused with file, line and key."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from forensics.dates import workdays
from forensics.dates.dated import Certainty
from forensics.knowledge.load import own_keys, shipped, table, using
from forensics.knowledge.own import SECTIONS, KnowledgeError, load
from forensics.records import kinds
from forensics.records.calendar import calendar_of
from forensics.records.campaigns import miswritings
from forensics.records.context import Context
from forensics.records.duties import duties_of, not_judged
from forensics.records.wording import known

POLICY = """
policies:
- id: own-jf
  kind: policy
  name: 清河县党员积分管理办法
  issuer: 清河县委
  dates:
    first_public_mention: {date: 2018-05, certainty: CERTAINTY, basis: 县委会议}
    carry_out_not_before: {date: 2018-06-01, certainty: CERTAINTY}
"""
CADENCE = """
cadence:
- {id: own-ztdr, record: 主题党日, every: quarter, source: 县委文件, scope: local, certainty: CERTAINTY,
   valid_from: 2015, valid_until: 2017-12}
"""


def own(text: str, tmp_path: Path, name: str = "own.yaml") -> bytes:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return load([file])


def refused(text: str, tmp_path: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as error:
        own(text, tmp_path)
    return [line.replace(f"{tmp_path}/", "") for line in str(error.value).split("\n")]


def test_no_file_and_empty_files_change_nothing(tmp_path: Path) -> None:
    assert load([]) == own("", tmp_path) == own("version: 1\n", tmp_path) == own("policies: []\n", tmp_path) == b""
    assert table("policies") == shipped("policies")


@pytest.mark.parametrize("certainty", list(Certainty))
def test_an_own_policy_joins_the_calendar_and_the_wordings_as_sure_as_it_says(
    certainty: Certainty, tmp_path: Path
) -> None:
    body = own(POLICY.replace("CERTAINTY", certainty.value), tmp_path)
    with using(body):
        policy = next(p for p in calendar_of(Context(knowledge=body)) if p.id == "own-jf")
        wording = next(w for w in known() if w.name == "清河县党员积分管理办法")
    assert policy.literals == ("清河县党员积分管理办法",)  # its name, since it gives no words to search for
    assert policy.begins == datetime.date(2018, 6, 1)
    assert policy.certainty is wording.certainty is certainty
    assert wording.first == datetime.date(2018, 5, 1)
    assert all(p.id != "own-jf" for p in calendar_of(Context()))
    assert all(w.name != "清河县党员积分管理办法" for w in known())


@pytest.mark.parametrize("certainty", list(Certainty))
def test_an_own_cadence_rule_is_judged_though_it_is_local(certainty: Certainty, tmp_path: Path) -> None:
    with using(own(CADENCE.replace("CERTAINTY", certainty.value), tmp_path)):
        duty = next(d for d in duties_of(Context()) if d.source == "县委文件")
        assert not_judged() == ()
    assert (duty.kind, duty.every, duty.certainty) == ("rk-ztdr", "quarter", certainty)
    assert [len(list(duty.periods(year))) for year in (2014, 2015, 2017, 2018)] == [0, 4, 4, 0]


def test_an_own_rule_for_no_kind_of_meeting_is_named(tmp_path: Path) -> None:
    text = "cadence:\n- {id: own-x, record: 院坝恳谈, every: month, source: 县委, scope: local, certainty: sure}\n"
    with using(own(text, tmp_path)):
        assert not_judged() == ("院坝恳谈",)
    text += "kind_titles: {rk-ztdr: [主题党日, 院坝恳谈]}\n"
    with using(own(text, tmp_path)):
        assert not_judged() == ()
        assert kinds.meetings_named("院坝恳谈记录") == ("rk-ztdr",)
    assert kinds.meetings_named("院坝恳谈记录") == ()


def test_a_known_key_replaces_its_entry_in_place(tmp_path: Path) -> None:
    text = "miswritings:\n- {right: 两学一做, wrong: [两学一座], cause: homophone}\n"
    with using(own(text, tmp_path)):
        entries = table("terms")["miswritings"]
        own_entry = next(m for m in miswritings() if m.name == "两学一做")
    assert own_entry.wrong == ("两学一座",)
    assert [e["right"] for e in entries] == [e["right"] for e in shipped("terms")["miswritings"]]


def test_an_own_miswriting_counts_whatever_it_names(tmp_path: Path) -> None:
    text = "miswritings:\n- {right: 青石坡村, wrong: [青石波村], cause: homophone}\n"
    with using(own(text, tmp_path)):
        assert "青石坡村" in {m.name for m in miswritings()}
        assert own_keys("miswritings") == {"青石坡村"}


def test_an_own_body_counts_even_where_it_says_how_sure_it_is(tmp_path: Path) -> None:
    text = "bodies:\n- {id: own-b, name: 县大数据服务中心, short: 大数据, from: 2019-03, certainty: likely}\n"
    with using(own(text, tmp_path)):
        assert "县大数据服务中心" in {w.literals[0] for w in known()}


def test_disable_leaves_entries_out(tmp_path: Path) -> None:
    with using(own("disable: [wz-2016, cad-ztdr]\n", tmp_path)):
        assert "wz-2016" not in {p.id for p in calendar_of(Context())}
        assert "rk-ztdr" not in {d.kind for d in duties_of(Context())}
    assert "rk-ztdr" in {d.kind for d in duties_of(Context())}


def test_a_policy_takes_its_staleness_along(tmp_path: Path) -> None:
    with using(own("disable: [lxyz-2016]\n", tmp_path)):
        assert "lxyz-2016" not in {e["policy"] for e in table("terms")["stale"]}


def test_a_year_and_words_can_be_added(tmp_path: Path) -> None:
    text = """
holidays:
  2031: {library_day: 2030-11, days_off: {元旦: [2031-01-01]}, workdays: ['2031-01-04']}
boilerplate: [按照街道统一部署]
"""
    assert not workdays.swapped(datetime.date(2031, 1, 4))
    with using(own(text, tmp_path)):
        assert workdays.swapped(datetime.date(2031, 1, 4))
        assert workdays.swapped(datetime.date(2016, 10, 8))
        assert table("terms")["boilerplate"][-1] == "按照街道统一部署"


def test_a_later_file_changes_what_an_earlier_one_added(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(POLICY.replace("CERTAINTY", "sure"), "utf-8")
    second.write_text("disable: [own-jf]\n", "utf-8")
    with using(load([first, second])):
        assert "own-jf" not in {p.id for p in calendar_of(Context())}
    with pytest.raises(KnowledgeError, match=r"b.yaml:1: disable\[0\]: 没有此条目：own-jf"):
        load([second, first])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("polices: []\n", "own.yaml:1: 未知的键 polices，是否为 policies？"),
        (
            "slogans:\n- {id: a, term: 甲乙, first: 2016, certainty: sure, strenght: weak, strength: weak}\n",
            "own.yaml:2: 未知的键 slogans[0].strenght，是否为 strength？",
        ),
        (
            "events:\n- id: a\n  name: 甲乙\n  day: 2016-02-30\n  certainty: sure\n",
            "own.yaml:4: events[0].day: 不是存在的日期（应为 2016-05-05、2016-05 或 2016 的形式）：2016-02-30",
        ),
        ("events:\n- {id: a, name: 甲乙, day: 2016}\n", "own.yaml:2: events[0].certainty: 缺少此键"),
        (
            "events:\n- {id: a, name: 甲乙, day: 2016, certainty: certain}\n",
            "own.yaml:2: events[0].certainty: 不是允许的值：certain",
        ),
        ("enumerations:\n  id: a\n", "own.yaml:2: enumerations: 应为列表"),
        ("boilerplate: [[甲]]\n", "own.yaml:1: boilerplate[0]: 应为单个值"),
        (
            "anniversaries:\n- {id: a, name: 甲, base: 去年, day: 07-01, forms: [甲]}\n",
            "own.yaml:2: anniversaries[0].base: 应为数字：去年",
        ),
        (
            "anniversaries:\n- {id: a, name: 甲, base: 1921, day: 7月1日, forms: [甲]}\n",
            "own.yaml:2: anniversaries[0].day: 不是存在的日期（应为 05-05 或 05-05..06-01 的形式）：7月1日",
        ),
        (
            "field_kinds:\n- {id: a, match: '(茶', foreign: [], person: []}\n",
            "own.yaml:2: field_kinds[0].match: 不是有效的正则表达式：(茶",
        ),
        ("disable: [cong-99]\n", "own.yaml:1: disable[0]: 没有此条目：cong-99，是否为 cong-19？"),
        (
            "stale:\n- {policy: nobody, after: 2016, markers: [], innocent: []}\n",
            "own.yaml:2: stale[0].policy: 没有此政策，或它没有 carry_out_not_before：nobody",
        ),
        (
            "kind_titles:\n  rk-nothing: [甲]\n",
            "own.yaml:2: kind_titles.rk-nothing: record_kinds 中没有此种类：rk-nothing",
        ),
        (
            "offices:\n- {id: a, name: 甲, from: 2016, to: 2015-01}\n",
            "own.yaml:2: offices[0].to: 早于 from：2015-01",
        ),
        (
            "policies:\n- {id: a, kind: policy, name: 甲乙丙, issuer: 县委, dates: {}}\n",
            "own.yaml:2: policies[0].dates: 缺少 carry_out_not_before",
        ),
        (
            "miswritings:\n- {right: 甲乙, wrong: [甲乙], cause: ocr}\n",
            "own.yaml:2: miswritings[0].wrong: 与正确写法相同：甲乙",
        ),
        ("disable: []\ndisable: []\n", "own.yaml:2: disable: 重复的键"),
        ("version: 2\n", "own.yaml:1: version: 不是允许的值：2"),
        ("- a\n", "own.yaml:1: 文件: 应为键值对"),
    ],
)
def test_what_is_wrong_is_named_with_line_and_key(text: str, message: str, tmp_path: Path) -> None:
    assert message in refused(text, tmp_path)


def test_two_entries_of_one_key_are_refused(tmp_path: Path) -> None:
    event = "- {id: a, name: 甲乙, day: 2016, certainty: sure}\n"
    text = f"events:\n{event}{event}"
    assert refused(text, tmp_path) == ["own.yaml:3: events[1].id: 重复的条目：a"]


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="无法读取"):
        load([tmp_path / "nothing.yaml"])
    assert refused("policies: [\n", tmp_path)[0].startswith("own.yaml: 第 2 行不是有效的 YAML")


def test_what_the_guide_names_can_be_changed() -> None:
    named = (
        "policies cadence sequences slogans miswritings enumerations stale bodies anniversaries units roles holidays"
    )
    assert set(named.split()) <= SECTIONS.keys()


@pytest.mark.parametrize("guide", ["user-guide.md", "user-guide.en.md"])
def test_the_example_of_the_guide_can_be_used(guide: str, tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / guide).read_text("utf-8")
    example = next(block for block in re.findall(r"```yaml\n(.*?)```", text, re.S) if "cadence" in block)
    with using(own(example, tmp_path)):
        assert "own-jf" in {p.id for p in calendar_of(Context())}
        assert not_judged() == ()
