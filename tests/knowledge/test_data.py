"""A linter for the shipped knowledge: every file has its form, every fact agrees with the others and the calendar."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

import forensics.knowledge
from forensics.knowledge.days import span_of
from forensics.knowledge.load import shipped
from forensics.knowledge.nodes import Reader, root_of
from forensics.knowledge.own import SECTIONS
from forensics.knowledge.schema import TABLES
from forensics.knowledge.schema.policies import Policy, When
from forensics.knowledge.schema.rules import Rules
from forensics.knowledge.schema.seasons import Seasons
from forensics.knowledge.schema.terms import Terms
from forensics.text.fold import fold_literal

DATA = Path(forensics.knowledge.__file__).parent / "data"
POLICIES: tuple[Policy, ...] = msgspec.convert(shipped("policies"), TABLES["policies"], strict=False).entries
TERMS: Terms = msgspec.convert(shipped("terms"), Terms)
RULES: Rules = msgspec.convert(shipped("rules"), Rules)
SEASONS: Seasons = msgspec.convert(shipped("seasons"), Seasons)
BY_ID = {p.id: p for p in POLICIES}


def first(when: When) -> datetime.date:
    return span_of(when.date)[0]


def last(when: When) -> datetime.date:
    return span_of(when.date)[1]


@pytest.mark.parametrize("name", TABLES)
def test_every_file_has_the_form_of_its_schema_and_its_days_exist(name: str) -> None:
    file = DATA / f"{name}.yaml"
    reader = Reader(file)
    values = reader.read(root_of(file), TABLES[name])
    assert reader.errors + reader.unknown == []
    msgspec.convert(values, TABLES[name])
    assert values == shipped(name)  # what a plain YAML loader gives: dates are quoted, no word is a boolean


@pytest.mark.parametrize("name", [n for n, s in SECTIONS.items() if s.key])
def test_entries_of_a_section_have_keys_of_their_own(name: str) -> None:
    section = SECTIONS[name]
    counts = Counter(e[section.key] for e in shipped(section.table)[section.name])
    assert [key for key, n in counts.items() if n > 1] == []


def test_ids_are_unique_over_all_sections_but_for_the_kinds_of_units() -> None:
    keyed = [s for s in SECTIONS.values() if s.key == "id" and s.name != "field_kinds"]  # these go by the ids of units
    counts = Counter(e["id"] for s in keyed for e in shipped(s.table)[s.name])
    assert [key for key, n in counts.items() if n > 1] == []


def test_what_is_made_of_tables_is_kept_by_the_knowledge_in_force() -> None:
    """An own file changes tables: `lru_cache` would give one scan what another one made (docs/decisions/007)."""
    root = Path(forensics.knowledge.__file__).parents[2]
    cached = re.compile(r"^@(?:lru_cache|cache)\b.*\n(?:@.*\n)*def (\w+).*\n((?:[ \t].*\n|\n)*)", re.M)
    wrong = [
        (file.name, function)
        for package in ("forensics", "detectors")
        for file in (root / package).rglob("*.py")
        for function, body in cached.findall(file.read_text("utf-8"))
        if 'table("' in body
    ]
    assert wrong == []


# ---------------------------------------------------------------------- policies


def test_days_of_a_policy_are_in_order() -> None:
    wrong = []
    for policy in POLICIES:
        dates = policy.dates
        mentioned, begun, ended = dates.first_public_mention, dates.carry_out_not_before, dates.ended
        if ended and any(first(earlier) > last(ended) for earlier in (dates.issued, begun) if earlier):
            wrong.append((policy.id, "over before it began"))
        sure = begun and mentioned and begun.certainty == mentioned.certainty == "sure"
        if sure and begun and mentioned and last(begun) < first(mentioned):
            wrong.append((policy.id, "carried out before it was mentioned"))
    assert wrong == []


def test_batches_and_stages_end_after_they_begin_and_not_before_their_policy() -> None:
    wrong = []
    for policy in POLICIES:
        parts = [(b.name, b.start, b.end, b.certainty) for b in policy.batches]
        parts += [(s.name, s.first, s.by, s.certainty) for s in policy.stages]
        begun = policy.dates.carry_out_not_before
        for name, start, end, certainty in parts:
            early = begun and certainty == begun.certainty == "sure" and span_of(end)[1] < first(begun)
            if early or span_of(start)[0] > span_of(end)[1]:
                wrong.append((policy.id, name))
    assert wrong == []


def test_a_sure_day_of_a_policy_says_what_it_rests_on() -> None:
    named = ("first_public_mention", "kick_off", "issued", "text_public", "ended")
    bare = [
        (p.id, name)
        for p in POLICIES
        for name in named
        if (when := getattr(p.dates, name)) and when.certainty == "sure" and not when.basis
    ]
    assert bare == []


def test_a_sure_beginning_is_derived_from_another_day_of_the_policy() -> None:
    wrong = [
        p.id
        for p in POLICIES
        if (begun := p.dates.carry_out_not_before)
        and begun.certainty == "sure"
        and not begun.basis
        and begun.date not in {w.date for w in _days(p)} | set(p.phrase_from.values())
    ]
    assert wrong == []


def _days(policy: Policy) -> Iterator[When]:
    for name in ("first_public_mention", "kick_off", "issued", "text_public", "ended"):
        if when := getattr(policy.dates, name):
            yield when


def test_a_literal_names_one_policy_unless_editions_share_it() -> None:
    counts = Counter(word for p in POLICIES for word in {fold_literal(m) for m in p.match})
    assert [word for word, n in counts.items() if n > 1] == []
    shared = {fold_literal(m) for p in POLICIES for m in p.match_any_edition}
    assert sorted(shared & set(counts)) == []


def test_an_alias_names_one_policy_unless_editions_share_it() -> None:
    shared = {fold_literal(m) for p in POLICIES for m in (*p.match_any_edition, *p.match_weak)}
    counts = Counter(word for p in POLICIES for word in {fold_literal(a) for a in p.aliases} - shared)
    assert [word for word, n in counts.items() if n > 1] == []


def test_succession_names_known_policies_both_ways() -> None:
    after = {(p.id, later) for p in POLICIES for later in p.superseded_by}
    before = {(earlier, p.id) for p in POLICIES for earlier in p.supersedes}
    assert sorted(after ^ before) == []
    assert [pair for pair in after if not BY_ID.keys() >= set(pair)] == []


def test_succession_never_comes_back() -> None:
    for policy in POLICIES:
        reached: set[str] = set()
        open_ = list(policy.superseded_by)
        while open_:
            later = open_.pop()
            assert later != policy.id
            if later not in reached:
                reached.add(later)
                open_ += BY_ID[later].superseded_by


def test_what_succeeds_begins_later() -> None:
    wrong = []
    for policy in POLICIES:
        for later in policy.superseded_by:
            begun, after = policy.dates.carry_out_not_before, BY_ID[later].dates.carry_out_not_before
            if begun and after and first(begun) > last(after):
                wrong.append((policy.id, later))
    assert wrong == []


def test_phrases_with_a_day_are_phrases_and_not_before_the_name() -> None:
    wrong = []
    for policy in POLICIES:
        known = {*policy.phrases, *policy.phrases_weak, *policy.match, *policy.match_any_edition, *policy.aliases}
        wrong += [(policy.id, phrase) for phrase in policy.phrase_from if phrase not in known]
    assert wrong == []


# ---------------------------------------------------------------------- terms


def test_windows_of_terms_are_in_order() -> None:
    windows: list[tuple[str, str | None, str | None]] = [
        *((s.id, s.first, s.last_natural) for s in TERMS.slogans),
        *((e.id, e.first, e.last) for e in TERMS.enumerations),
        *((b.id, b.first, b.to) for b in TERMS.bodies),
        *((o.id, o.first, o.to) for o in TERMS.offices),
    ]
    assert [i for i, begun, over in windows if begun and over and span_of(begun)[0] > span_of(over)[1]] == []


def test_references_of_terms_name_policies() -> None:
    named = [(s.id, s.policy) for s in TERMS.slogans if s.policy] + [(s.policy, s.policy) for s in TERMS.stale]
    assert [pair for pair in named if pair[1] not in BY_ID] == []
    assert [s.policy for s in TERMS.stale if not BY_ID[s.policy].dates.carry_out_not_before] == []


def test_a_campaign_is_stale_only_after_it_ended() -> None:
    wrong = []
    for stale in TERMS.stale:
        ended = BY_ID[stale.policy].dates.ended
        if ended and span_of(stale.after)[1] < first(ended):
            wrong.append(stale.policy)
    assert wrong == []


def test_a_slogan_is_not_older_than_its_policy_was_known() -> None:
    wrong = []
    for slogan in TERMS.slogans:
        mentioned = BY_ID[slogan.policy].dates.first_public_mention if slogan.policy else None
        if (
            mentioned
            and slogan.certainty == mentioned.certainty == "sure"
            and span_of(slogan.first)[1] < first(mentioned)
        ):
            wrong.append(slogan.id)
    assert wrong == []


def test_a_wrong_form_is_never_a_right_one() -> None:
    right = {fold_literal(r) for m in TERMS.miswritings for r in m.right.split(" / ")}
    right |= {fold_literal(w) for p in POLICIES for w in (*p.match, *p.match_any_edition)}
    right |= {fold_literal(s.term) for s in TERMS.slogans} | {fold_literal(e.name) for e in TERMS.enumerations}
    wrong = [(m.right, w) for m in TERMS.miswritings for w in m.wrong if fold_literal(w) in right]
    assert wrong == []


def test_ordinary_forms_are_among_the_wrong_ones() -> None:
    assert [(m.right, o) for m in TERMS.miswritings for o in m.ordinary if o not in m.wrong] == []


def test_enumerations_have_as_many_members_as_their_name_says() -> None:
    numerals = "一两三四五六七八九十"
    for entry in TERMS.enumerations:
        assert len(set(entry.members)) == len(entry.members), entry.name
        if count := re.match(rf"([{numerals}])(?:个|大(?!攻))", entry.name):
            assert len(entry.members) == numerals.index(count[1]) + 1, entry.name


def test_anniversaries_are_of_days_that_exist_in_their_year() -> None:
    for entry in TERMS.anniversaries:
        datetime.date.fromisoformat(f"{entry.base}-{entry.day}")


def test_fields_that_kinds_of_units_name_exist() -> None:
    known = {f.id for f in TERMS.fields}
    assert [(k.id, f) for k in TERMS.field_kinds for f in (*k.foreign, *k.person) if f not in known] == []


# ---------------------------------------------------------------------- rules


def test_rules_are_valid_from_before_until() -> None:
    spans = [(e.id, e.valid_from, e.valid_until) for s in (RULES.cadence, RULES.terms_of_office, RULES.dues) for e in s]
    assert [i for i, begun, over in spans if begun and over and span_of(begun)[0] > span_of(over)[1]] == []


def test_no_national_rule_is_applied_before_its_document() -> None:
    begun: dict[str, datetime.date] = {}
    for policy in POLICIES:
        if policy.dates.carry_out_not_before:
            day = first(policy.dates.carry_out_not_before)
            for name in {*map(_plain, (policy.name, *policy.match, *policy.match_any_edition, *policy.aliases))}:
                begun[name] = min(day, begun.get(name, day))
    bound = {
        e["id"]: (e.get("valid_from"), begun[_plain(e["source"])]) for e in _sourced() if _plain(e["source"]) in begun
    }
    assert len(bound) >= 20
    assert [i for i, (valid, day) in bound.items() if not valid or span_of(valid)[0] < day] == []


def _plain(name: str) -> str:
    """The name of a document without its edition and its issuer."""
    plain = re.sub(r"[（(][^）)]*[）)]", "", name.replace("（暂行）", "暂行"))
    return plain.removeprefix("中国共产党").removeprefix("中华人民共和国")


def _sourced() -> Iterator[dict[str, Any]]:
    """National rules with a source; 同上 is that of the entry above."""
    for section in ("cadence", "quorum", "sequences", "terms_of_office", "dues"):
        source = ""
        for entry in shipped("rules")[section]:
            source = source if entry["source"] == "同上" else entry["source"]
            if entry.get("scope", "national") == "national":
                yield {**entry, "source": source}


def test_kinds_that_words_stand_for_exist() -> None:
    known = {k.id for k in RULES.record_kinds}
    assert sorted(set(RULES.kind_titles) - known) == []
    assert sorted(known - set(RULES.kind_titles)) == []


def test_a_word_names_one_kind() -> None:
    counts = Counter(fold_literal(w) for words in RULES.kind_titles.values() for w in set(words))
    assert [word for word, n in counts.items() if n > 1] == []


def test_steps_are_numbered_and_intervals_lead_back() -> None:
    wrong = []
    for sequence in RULES.sequences:
        assert [s.n for s in sequence.steps] == list(range(1, len(sequence.steps) + 1)), sequence.id
        for step in sequence.steps:
            intervals = (i for i in (step.max_after, step.min_after, step.around) if i)
            wrong += [(sequence.id, step.n) for i in intervals if not 1 <= i.earlier < step.n]
    assert wrong == []


def test_brackets_of_dues_follow_each_other() -> None:
    for dues in RULES.dues:
        for brackets in (dues.monthly_salary_after_tax, dues.retired):
            assert all(a.up_to == b.above for a, b in pairwise(brackets))


def test_examples_name_policies() -> None:
    assert [e.policy for e in RULES.cascade_examples if e.policy not in BY_ID] == []


# ---------------------------------------------------------------------- seasons


def test_swapped_workdays_are_weekend_days_and_no_day_off() -> None:
    wrong = []
    for year, notice in SEASONS.holidays.items():
        off = {day for spans in notice.days_off.values() for span in spans for day in _each(span)}
        for text in notice.workdays:
            day = datetime.date.fromisoformat(text)
            if day.weekday() < 5 or day in off or abs(day.year - year) > 1:
                wrong.append((year, text))
    assert wrong == []


def test_a_notice_comes_in_the_winter_before() -> None:
    posted = {year: span_of(n.library_day)[0] for year, n in SEASONS.holidays.items() if year > 2008}
    assert [y for y, day in posted.items() if not datetime.date(y - 1, 10, 1) <= day <= datetime.date(y, 1, 31)] == []


def test_the_fixed_holidays_hold_their_day() -> None:
    fixed = {"元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}
    wrong = []
    for year, notice in SEASONS.holidays.items():
        for name, day in fixed.items():
            spans = [s for names, spans in notice.days_off.items() if name in names.split("、") for s in spans]
            if datetime.date(year, *day) not in {d for span in spans for d in _each(span)}:
                wrong.append((year, name))
    assert wrong == []


def _each(span: str) -> Iterator[datetime.date]:
    begin, _, end = span.partition("..")
    day = datetime.date.fromisoformat(begin)
    while day <= datetime.date.fromisoformat(end or begin):
        yield day
        day += datetime.timedelta(1)


def test_lunar_months_have_29_or_30_days() -> None:
    firsts = []
    for year in sorted(SEASONS.lunar):
        own = SEASONS.lunar[year]
        assert len(own.first) == 12
        firsts += [*own.first, *([own.leap[1]] if own.leap else [])]
    days = sorted(map(datetime.date.fromisoformat, firsts))
    assert {(b - a).days for a, b in pairwise(days)} == {29, 30}


def test_the_new_year_lies_in_its_holiday() -> None:
    for year in sorted(SEASONS.holidays.keys() & SEASONS.lunar.keys()):
        spring = {d for span in SEASONS.holidays[year].days_off["春节"] for d in _each(span)}
        assert datetime.date.fromisoformat(SEASONS.lunar[year].first[0]) in spring, year


def test_solar_terms_follow_each_other() -> None:
    days = list(SEASONS.solar_terms.terms.values())
    assert len(days) == 24
    assert days == sorted(days)


def test_months_of_a_zone_do_not_contradict_each_other() -> None:
    assert [z.id for z in SEASONS.zones if set(z.snow_never) & {*z.snow_common, *z.snow_possible}] == []
