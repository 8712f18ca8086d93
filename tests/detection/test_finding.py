"""A fingerprint names the same facts over re-scans, and other facts otherwise."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from forensics.detection.finding import Finding, Reason, Strength
from forensics.documents.place import Place

PLACES = (
    Place(path="甲/a.txt", quote="两学一作", marks=((0, 4),), row=0),
    Place(path="乙/b.txt", quote="二学一做", row=1, side=1),
    Place(path="甲/a.txt", quote="又一处", page=3),
)


def finding(**changes: Any) -> Finding:
    made = Finding(pattern="term/miswritten", strength=Strength.WEAK, unit="甲", statement="写错", evidence=PLACES)
    return msgspec.structs.replace(made, **changes).sealed()


@given(st.permutations(PLACES), st.sampled_from(Strength), st.text(max_size=8))
def test_it_does_not_depend_on_order_strength_or_wording(evidence: list[Place], strength: Strength, words: str) -> None:
    changed = finding(
        evidence=tuple(evidence), strength=strength, statement=words, reasons=(Reason(words),), unit=words
    )
    assert changed.fingerprint == finding().fingerprint


def test_it_depends_on_pattern_paths_and_quotes() -> None:
    moved = msgspec.structs.replace(PLACES[0], path="丙/a.txt")
    other = msgspec.structs.replace(PLACES[0], quote="俩学一做")
    prints = {
        finding().fingerprint,
        finding(pattern="term/stale").fingerprint,
        finding(evidence=(moved, *PLACES[1:])).fingerprint,
        finding(evidence=(other, *PLACES[1:])).fingerprint,
        finding(evidence=PLACES[:2]).fingerprint,
    }
    assert len(prints) == 5
    assert all(len(p) == 16 for p in prints)


def test_a_path_and_a_quote_do_not_run_into_each_other() -> None:
    one = finding(evidence=(Place(path="a", quote="bc"),))
    other = finding(evidence=(Place(path="ab", quote="c"),))
    assert one.fingerprint != other.fingerprint


def test_a_name_that_is_no_unicode_can_be_sealed() -> None:
    assert finding(evidence=(Place(path="\udcff.txt"),)).fingerprint


def test_strengths_have_an_order() -> None:
    assert [s.rank for s in (Strength.WEAK, Strength.MODERATE, Strength.STRONG)] == [1, 2, 3]
