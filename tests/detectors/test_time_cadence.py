"""time/cadence beyond the fixtures: what counts as missing, how sure it may be, what excuses it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import msgspec
import pytest

from detectors.time.cadence import Cadence
from forensics.dates.dated import Certainty
from forensics.detection.finding import Finding
from forensics.documents.document import Document
from forensics.records.context import Context, Due, KnownUnit
from forensics.records.duties import duties_of
from tests.making import document, examinations, findings

BRANCH = "松冈村党支部"
BOOK = "松冈村/会议/记录本.txt"
QUARTERLY = Context(due=(Due(what="支部党员大会", every="quarter"),))


def entry(kind: str, month: int, day: int = 8, *, year: int = 2019, weekday: bool = False, more: str = "") -> str:
    names = "一二三四五六日"
    beside = f"（星期{names[datetime.date(year, month, day).weekday()]}）" if weekday else ""
    return f"{kind}\n时间：{year}年{month}月{day}日{beside}\n地点：村部\n议定了修渠的人手。{more}\n"


def book(kind: str, days: Iterable[int | tuple[int, int]], *, year: int = 2019, weekday: bool = False) -> str:
    """A book that names one kind, with its meetings on the 8th of each month or on the days given."""
    pairs = [d if isinstance(d, tuple) else (d, 8) for d in days]
    return f"{BRANCH}{year}年{kind}会议记录本\n" + "".join(entry(kind, *p, year=year, weekday=weekday) for p in pairs)


def minutes(kind: str, months: Iterable[int], *, year: int = 2019) -> dict[str, str]:
    """A file for each meeting."""
    return {f"松冈村/会议/{year}年{m}月{kind}.txt": f"{BRANCH}{entry(kind + '会议记录', m, year=year)}" for m in months}


def found(files: dict[str, str | Document] | dict[str, str] | str, context: Context | None = None) -> list[Finding]:
    made: dict[str, str | Document] = {BOOK: files} if isinstance(files, str) else dict(files)
    return findings(Cadence, made, context)


def strengths(files: dict[str, str | Document] | dict[str, str] | str, context: Context | None = None) -> list[str]:
    return [f.strength.value for f in found(files, context)]


def test_a_full_year_is_innocent() -> None:
    assert found(book("支委会", range(1, 13))) == []
    assert found(book("党员大会", (2, 5, 8, 11))) == []


def test_three_months_running_are_moderate_and_the_finding_shows_both_sides() -> None:
    (finding,) = found(book("支委会", (1, 2, 3, 4, 8, 9, 10, 11, 12)))
    assert finding.strength == "moderate"
    assert finding.unit == "松冈村"
    assert "2019年" in finding.statement
    assert "5月、6月、7月未见记录" in finding.statement
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["2019年4月8日", "2019年8月8日"]
    assert any("每月至少一次" in r.text and "缺3期" in r.text for r in finding.reasons)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12), []),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 12), ["weak"]),
        ((1, 3, 5, 7, 9, 11, 12), []),
        ((1, 2, 3, 4, 5, 6, 7, 8, 12), ["moderate"]),
    ],
)
def test_months_count_only_where_two_or_three_run_together(held: tuple[int, ...], expected: list[str]) -> None:
    assert strengths(book("支委会", held)) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (((2, 8), (5, 8), (8, 8), (11, 8)), []),
        (((2, 8), (5, 8), (11, 8)), ["weak"]),
        (((2, 8), (11, 8)), ["moderate"]),
        (((2, 8), (5, 8), (11, 8), (11, 20)), []),
    ],
)
def test_one_quarter_is_weak_two_are_moderate_and_a_late_meeting_nothing(
    held: tuple[tuple[int, int], ...], expected: list[str]
) -> None:
    # the archive goes on into the next year, so that the last quarter is due as well
    files = {BOOK: book("党员大会", held), **minutes("党课", (1,), year=2020)}
    assert strengths(files) == expected


def test_half_of_the_year_empty_and_the_rest_crowded_is_strong() -> None:
    (finding,) = found(book("党员大会", ((2, 8), (12, 2), (12, 4), (12, 9))))
    assert finding.strength == "strong"
    assert "第二季度、第三季度未见记录" in finding.statement
    assert "3次集中在12月2日至12月9日" in finding.statement


def test_spread_over_more_than_two_weeks_or_the_smaller_part_is_no_crowd() -> None:
    assert strengths(book("党员大会", ((2, 8), (11, 8), (11, 29), (12, 20)))) == ["moderate"]
    spread = ((1, 8), (2, 8), (3, 8), (12, 2), (12, 4), (12, 9))
    assert strengths(book("党员大会", spread)) == ["moderate"]


def test_a_crowd_beside_a_few_empty_months_is_moderate() -> None:
    crowd = [(12, day) for day in range(2, 11)]
    assert strengths(book("支委会", [1, 2, 3, 4, 8, 9, 10, 11, *crowd])) == ["moderate"]


def test_a_rule_that_is_only_likely_gives_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    (sure,) = (d for d in duties_of(Context()) if d.kind == "rk-zwh")
    likely = msgspec.structs.replace(sure, certainty=Certainty.LIKELY)
    text = book("支委会", (1, 2, 3, 4, 8, 9, 10, 11, 12))
    assert strengths(text) == ["moderate"]
    monkeypatch.setattr("detectors.time.cadence.duties_of", lambda _: (likely,))
    assert strengths(text) == ["weak"]


def test_a_single_period_is_no_grid() -> None:
    whole = "".join(entry("党员大会", m) for m in (2, 5, 8, 11)) + "".join(entry("支委会", m, 12) for m in range(1, 13))
    files = {BOOK: f"{BRANCH}2019年三会一课记录本\n会后当天填写。\n{whole}", **minutes("支委会", (1,), year=2020)}
    assert found(files) == []  # a lecture is due once in the year


def test_none_at_all_is_weak_even_over_two_months() -> None:
    text = f"{BRANCH}2019年三会一课记录本\n本支部于2019年10月9日成立。\n{entry('党员大会', 11)}{entry('党员大会', 12)}"
    (finding,) = found({BOOK: text, **minutes("支委会", (1,), year=2020)})
    assert (finding.strength, finding.statement) == ("weak", "2019年的记录中未见支部委员会")


def test_a_book_that_names_a_kind_and_holds_none_is_weak() -> None:
    text = f"{BRANCH}2019年三会一课记录本\n" + "".join(entry("党员大会", m) for m in (2, 5, 8, 11))
    (finding,) = found(text)
    assert finding.strength == "weak"
    assert "未见支部委员会" in finding.statement
    assert [p.path for p in finding.evidence] == [BOOK]
    assert "三会一课" in finding.evidence[0].quote


@pytest.mark.parametrize("said", ["本支部党员五名，不设支委会。", "因人数少，不设支部委员会和党小组。"])
def test_a_branch_that_says_it_has_no_such_body_owes_no_meeting_of_it(said: str) -> None:
    entries = "".join(entry("党员大会", m) for m in (2, 5, 8, 11))
    assert found(f"{BRANCH}2019年三会一课记录本\n{said}\n{entries}") == []


def test_groups_are_due_only_where_there_are_groups_and_each_by_itself() -> None:
    whole = "".join(entry("党员大会", m) for m in (2, 5, 8, 11)) + "".join(entry("支委会", m, 12) for m in range(1, 13))
    head = f"{BRANCH}2019年三会一课记录本\n"
    assert found(head + whole) == []
    first = "".join(entry("第一党小组会", m, 20) for m in range(1, 13))
    second = "".join(entry("第二党小组会", m, 21) for m in (1, 2, 3, 7, 8, 9, 10, 11, 12))
    title = f"{BRANCH}2019年党小组会记录本\n"
    (finding,) = found(title + first + second)
    assert "第二党小组会4月、5月、6月未见记录" in finding.statement
    assert "第一" not in finding.statement


def test_meetings_read_by_ocr_are_weak_unless_the_weekday_confirms_them() -> None:
    days = (1, 2, 3, 4, 8, 9, 10, 11, 12)
    plain = document(book("支委会", days), source="ocr", confidence=0.97)
    (finding,) = found({BOOK: plain})
    assert finding.strength == "weak"
    assert any(r.innocent and "识别" in r.text for r in finding.reasons)
    confirmed = document(book("支委会", days, weekday=True), source="ocr", confidence=0.97)
    assert strengths({BOOK: confirmed}) == ["moderate"]


def test_without_a_book_two_thirds_of_the_periods_must_be_there() -> None:
    later = minutes("党课", (1,), year=2020)
    assert strengths({**minutes("党员大会", (2, 5, 11)), **later}) == ["weak"]
    assert found({**minutes("党员大会", (2, 5)), **later}) == []


def test_what_lies_after_the_last_day_of_the_archive_is_not_due() -> None:
    assert found(book("党员大会", (2, 5))) == []
    assert strengths({BOOK: book("党员大会", (2, 5)), **minutes("党课", (1,), year=2020)}) == ["moderate"]


def test_what_lies_before_the_branch_was_founded_is_not_due() -> None:
    held = book("支委会", (6, 7, 8, 9, 10, 11, 12))
    assert strengths(held) == ["moderate"]
    assert found(held + "经上级批复，本支部于2019年5月20日成立。\n") == []
    assert strengths(held + "本村卫生室于2019年5月20日成立。\n") == ["moderate"]


@pytest.mark.parametrize(
    "note",
    [
        "2019年8月15日的党员大会推迟举行。",
        "2019年8月的党员大会与支委会合并召开。",
        "2019年8月正值疫情，党员大会没有开。",
        "2019年8月抗旱，党员大会没有开。",
        "2019年8月未召开党员大会。",
        "2019年8月党员大会顺延。",
    ],
)
def test_a_note_of_the_branch_excuses_its_period(note: str) -> None:
    files = {BOOK: book("党员大会", (2, 5, 11)), **minutes("党课", (1,), year=2020)}
    assert strengths(files) == ["weak"]
    assert found({**files, "松冈村/说明.txt": f"{BRANCH}关于会议的说明\n{note}\n"}) == []
    assert strengths({**files, "松冈村/说明.txt": f"{BRANCH}说明\n{note.replace('8月', '5月')}\n"}) == ["weak"]
    assert strengths({**files, "石桥村/说明.txt": f"石桥村党支部说明\n{note}\n"}) == ["weak"]


def test_a_note_without_a_day_excuses_the_period_in_which_it_was_written() -> None:
    files = {BOOK: book("党员大会", (2, 5, 11)), **minutes("党课", (1,), year=2020)}
    note = f"{BRANCH}说明\n因堤上抢险，党员大会推迟。\n2019年8月20日\n"
    assert found({**files, "松冈村/说明.txt": note}) == []
    assert strengths({**files, "松冈村/说明.txt": note.replace("8月20日", "6月20日")}) == ["weak"]


def test_branches_of_one_name_in_two_units_do_not_help_each_other() -> None:
    files = {
        f"{unit}/记录.txt": book("支委会", held).replace(BRANCH, "第一党支部")
        for unit, held in (("松冈村", (1, 2, 3, 4, 8, 9, 10, 11, 12)), ("石桥村", range(1, 13)))
    }
    assert [f.unit for f in found(files)] == ["松冈村"]


def test_a_note_about_anything_but_meetings_excuses_nothing() -> None:
    files = {BOOK: book("党员大会", (2, 5, 11)), **minutes("党课", (1,), year=2020)}
    files["松冈村/说明.txt"] = f"{BRANCH}说明\n2019年8月水渠工程因防汛推迟。\n"
    assert strengths(files) == ["weak"]


def test_another_paper_of_the_branch_fills_the_gap() -> None:
    missing = book("支委会", (1, 2, 3, 4, 8, 9, 10, 11, 12))
    assert found({BOOK: missing, **minutes("支委会", (5, 6, 7))}) == []
    other = {f"松冈村/{m}月.txt": "松冈村卫生室党支部" + entry("支委会会议记录", m) for m in (5, 6, 7)}
    assert strengths({BOOK: missing, **other}) == ["moderate"]


def test_a_paper_that_names_no_branch_fills_the_gap_too() -> None:
    missing = book("支委会", (1, 2, 3, 4, 8, 9, 10, 11, 12))
    nameless = {f"松冈村/会议/{m}月.txt": entry("支委会会议记录", m) for m in (5, 6, 7)}
    assert found({BOOK: missing, **nameless}) == []


def test_a_combined_meeting_counts_for_both_kinds() -> None:
    held = "".join(entry("支委会", m) for m in (1, 2, 3, 4, 8, 9, 10, 11, 12))
    combined = "".join(entry("支委会、党员大会", m) for m in (5, 6, 7))
    head = f"{BRANCH}2019年支委会会议记录本\n"
    assert strengths(head + held) == ["moderate"]
    assert found(head + held + combined) == []


@pytest.mark.parametrize("word", ["部分会议记录", "会议记录节选", "会议记录摘录", "会议记录选登", "上半年会议记录"])
def test_an_excerpt_claims_nothing(word: str) -> None:
    text = book("支委会", (1, 2, 9))
    assert strengths(text) == ["moderate"]
    assert found(text.replace("会议记录本", word)) == []


def test_a_year_without_a_rule_needs_the_inspector() -> None:
    text = book("党员大会", (2, 11), year=2016)
    (looked,) = examinations(Cadence, {BOOK: text})
    assert [(s.state, s.reason) for s in looked.statements] == [
        ("not_applicable", "需要检查人员提供应开次数（due）：当年没有全国统一的规定")
    ]
    (finding,) = found(text, QUARTERLY)
    assert finding.strength == "moderate"
    assert finding.basis[0].source == "检查人员提供的应开次数"


def test_a_local_rule_counts_only_where_the_inspector_states_it() -> None:
    text = book("党课", ((2, 8), (11, 8)))
    assert found(text) == []
    (finding,) = found(text, Context(due=(Due(what="党课", every="quarter"),)))
    assert (finding.strength, finding.basis[0].name) == ("moderate", "党课")


def test_the_stated_frequency_replaces_the_national_one() -> None:
    text = book("支委会", (2, 5, 8, 11))
    assert strengths(text) == ["weak"]
    assert found(text, Context(due=(Due(what="支委会", every="quarter"),))) == []


def test_only_the_years_handed_in_are_judged() -> None:
    text = book("支委会", (1, 2, 3, 4, 8, 9, 10, 11, 12))
    unit = KnownUnit(name="松冈村", folder="松冈村", years=(2019,))
    assert strengths(text, Context(units=(unit,))) == ["moderate"]
    other = KnownUnit(name="松冈村", folder="松冈村", years=(2020,))
    assert found(text, Context(units=(other,))) == []


def test_each_branch_and_year_is_one_finding() -> None:
    held = (1, 2, 3, 4, 8, 9, 10, 11, 12)
    files = {
        BOOK: book("支委会", held),
        "松冈村/会议/记录本二.txt": book("支委会", held, year=2020),
        "石桥村/会议/记录本.txt": book("支委会", held).replace("松冈村", "石桥村"),
    }
    assert sorted((f.unit, f.statement[:5]) for f in found(files)) == [
        ("松冈村", "2019年"),
        ("松冈村", "2020年"),
        ("石桥村", "2019年"),
    ]


def test_a_day_that_does_not_exist_is_no_meeting_of_its_month() -> None:
    text = book("支委会", (1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)) + entry("支委会", 2, 28).replace("28日", "30日")
    assert found(text) == []
    longer = book("支委会", (1, 4, 5, 6, 7, 8, 9, 10, 11, 12)) + entry("支委会", 2, 28).replace("28日", "30日")
    assert strengths(longer) == ["weak"]


def chart(october: str = "—", november: str = "", note: str = "") -> str:
    """A table of months by kinds of meeting, with days in its cells."""
    cells = {10: october, 11: november}
    rows = "".join(f"{m}月\t{cells.get(m, '6日')}\t{'20日' if m in (2, 5, 8, 12) else ''}\n" for m in range(1, 13))
    return f"{BRANCH}2021年组织生活一览表\n月份\t支委会\t党员大会\n{rows}{note}\n制表：顾晓燕　2021年12月30日\n"


def test_a_table_of_months_claims_the_year_and_its_empty_cells_are_missing_meetings() -> None:
    (finding,) = found(chart())
    assert (finding.strength, "支部委员会10月、11月未见记录" in finding.statement) == ("weak", True)
    assert found(chart(november="9日")) == []


@pytest.mark.parametrize("note", ["说明：10月、11月支委会与12月合并召开。", "说明：因疫情10月、11月未召开支委会。"])
def test_what_a_table_or_its_note_explains_is_innocent(note: str) -> None:
    assert found(chart(note=note)) == []
    assert found(chart(october="与9月合并")) == []


def quarters(**more: str) -> dict[str, str]:
    """Minutes headed by their quarters, the last three held on one morning."""
    days = {"一": "2022年3月17日", "二": "2022年12月27日", "三": "2022年12月27日", "四": "2022年12月27日"}
    return {
        f"松冈村/会议/党员大会{q}.txt": f"{BRANCH}党员大会会议记录\n（2022年第{q}季度）\n时间：{day}\n"
        f"主持人：石大勇\n议题：通过计划。{more.get(q, '')}\n"
        for q, day in days.items()
    }


def test_minutes_headed_by_quarters_that_were_held_on_one_day_are_strong_and_all_shown() -> None:
    (finding,) = found(quarters())
    assert finding.strength == "strong"
    assert "第二季度、第三季度未见记录，其中3次集中在12月27日一天" in finding.statement
    shown = {p.path for p in finding.evidence}
    assert {"松冈村/会议/党员大会二.txt", "松冈村/会议/党员大会三.txt"} <= shown
    assert any("2份记录写明是所缺季度的" in r.text for r in finding.reasons)


def test_a_copy_of_the_same_minutes_is_no_second_meeting() -> None:
    files = {BOOK: book("党员大会", ((2, 8), (5, 8), (8, 8), (11, 8)))}
    assert found({**files, "松冈村/会议/副本.txt": files[BOOK]}) == []
