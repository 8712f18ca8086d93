"""Shared own wording: a planted passage is found with its place, common and public wording is not."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from forensics.text.fold import fold
from forensics.text.overlap import Grams, K, Letters, Pair, frequency_cap, grams, letters, masked, pairs

PLANTED = "那天夜里雨下得急我和老支书打着手电把二十多户人家一户一户叫起来转到村小的教室里"
NOTHING = np.empty(0, np.uint64)


def filler(seed: int, length: int = 200) -> str:
    """Han characters in no order."""
    drawn = np.random.default_rng(seed).integers(0x4E00, 0x9FA5, length)
    return "".join(map(chr, drawn))


def shared(
    texts: list[str],
    owners: list[str],
    background: list[Grams] | None = None,
    public: Grams = NOTHING,
    phrases: tuple[str, ...] = (),
) -> list[Pair]:
    return list(pairs(texts, owners, [masked(t, public, phrases) for t in texts], background or []))


def test_a_planted_passage_is_found_where_it_stands() -> None:
    texts = [filler(1) + PLANTED + filler(2), PLANTED + filler(3), filler(4)]
    (pair,) = shared(texts, ["甲", "乙", "丙"])
    assert (pair.a, pair.b, pair.shared) == (0, 1, len(PLANTED))
    (block,) = pair.blocks
    assert texts[0][slice(*block.a)] == PLANTED == texts[1][slice(*block.b)]


def test_one_changed_letter_keeps_the_passage_in_one_block() -> None:
    changed = PLANTED.replace("手电", "火把")
    (pair,) = shared([filler(1) + PLANTED, changed + filler(2)], ["甲", "乙"])
    (block,) = pair.blocks
    assert block.a[1] - block.a[0] == len(PLANTED)
    assert len(PLANTED) - 12 <= block.same < len(PLANTED)


def test_passages_of_one_owner_are_not_compared() -> None:
    assert shared([PLANTED, PLANTED], ["甲", "甲"]) == []


def test_what_many_share_or_the_public_wrote_does_not_count() -> None:
    texts = [filler(i) + PLANTED for i in range(6)]
    owners = list("甲乙丙丁戊己")
    assert shared(texts, owners) == []
    assert len(shared(texts[:3], owners[:3])) == 3
    assert shared(texts[:3], owners[:3], [grams(PLANTED)]) == []
    assert shared(texts[:2], owners[:2], public=grams(PLANTED)) == []


def test_stock_phrases_do_not_count_even_where_one_follows_the_other() -> None:
    phrases = ("通过学习使我深刻认识到", "作为一名共产党员", "要坚定理想信念", "增强党性修养", "全心全意为人民服务")
    texts = [filler(1) + "".join(phrases), "".join(phrases) + filler(2)]
    assert shared(texts, ["甲", "乙"])
    assert shared(texts, ["甲", "乙"], phrases=phrases) == []


def test_a_text_passed_round_a_whole_branch_is_no_common_wording() -> None:
    whole = filler(9, 150) + PLANTED
    owners = [chr(ord("甲") + i) for i in range(40)]
    found = shared([filler(i, 10) + whole for i in range(40)], owners)
    assert {p.a for p in found} == {0} and {p.b for p in found} == set(range(1, 40))
    assert min(p.shared for p in found) >= len(whole)


def test_a_short_coincidence_is_no_block() -> None:
    assert shared([filler(1) + PLANTED[:9], PLANTED[:9] + filler(2)], ["甲", "乙"]) == []


def test_the_cap_grows_slowly() -> None:
    assert [frequency_cap(n) for n in (0, 30, 100, 1000, 100_000)] == [3, 3, 10, 13, 30]


def test_letters_are_han_and_one_zero_for_a_number() -> None:
    text = "收到25户、共1380元（abc）"
    folded = fold(text)
    kept = letters(folded.text, folded.origin)
    assert kept.text == "收到0户共0元"
    assert [text[o] for o in kept.origin] == ["收", "到", "5", "户", "共", "0", "元"]
    assert letters("", ()) == Letters("", ())


@given(st.text(st.sampled_from("甲乙丙丁0"), max_size=30))
def test_grams_tell_texts_apart_and_nothing_else(text: str) -> None:
    found = grams(text)
    windows = [text[i : i + K] for i in range(len(text) - K + 1)]
    assert len(found) == len(windows)
    assert len(set(found.tolist())) == len(set(windows))
