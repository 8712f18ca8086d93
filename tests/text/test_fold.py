"""Folding keeps the wording, drops the notation, and knows the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forensics.text.fold import DROPPED, fold, fold_literal

WRITTEN = st.text(
    st.one_of(st.sampled_from("两学一做黨員會議ＡＢ１２３“”《》、 \n\t㈱½ﬀİ"), st.characters(codec="utf-8")),
    max_size=40,
)


@given(WRITTEN, st.data())
def test_every_range_has_an_original_that_holds_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        left, right = folded.original(start, end)
        assert 0 <= left < right <= len(text)
        again = fold(text[left:right]).text
        assert folded.text[start:end] in again
        whole = (not start or folded.origin[start - 1] < left) and (
            end == len(folded.text) or folded.origin[end] >= right
        )
        if whole:
            assert again == folded.text[start:end]


@given(WRITTEN)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert not DROPPED & set(once)


@given(WRITTEN, st.integers(0, 45))
def test_a_position_is_the_first_folded_character_from_there_on(text: str, offset: int) -> None:
    folded = fold(text)
    at = folded.position(offset)
    assert all(o >= offset for o in folded.origin[at:])
    assert all(o < offset for o in folded.origin[:at])


def test_marks_breaks_width_and_traditional_forms_do_not_matter() -> None:
    text = "開展“兩學\n一做” 學習教育，２０１６年"
    assert fold(text).text == "开展两学一做学习教育2016年"
    folded = fold(text)
    ((start, end),) = folded.find(fold_literal("“两学一做”"))
    left, right = folded.original(start, end)
    assert text[left:right] == "兩學\n一做"


def test_all_occurrences_are_found_also_overlapping_ones() -> None:
    assert list(fold("人人人").find("人人")) == [(0, 2), (1, 3)]
    assert list(fold("abc").find("")) == []
