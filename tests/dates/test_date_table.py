"""The hand-made table, read clean and with the slips of a recogniser."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest
from date_table import Row, reading, rows

from forensics.dates.dated import Certainty
from forensics.dates.find import find

CONFUSIONS = {
    "0": "Oo〇DQ", "1": "lI|i", "2": "Zz", "3": "8", "5": "Ss", "6": "bG", "8": "B3", "9": "gq",
    "年": "牟午", "月": "目用", "日": "曰目", "〇": "O0o", "○": "O0", "一": "-—", "二": "三", "三": "二",
    "十": "+千", "七": "匕", "六": "大", "九": "允", "四": "皿西", ".": ",、", "-": "一_", "周": "同",
}  # fmt: skip
MOST_SLIPS = 400


@pytest.mark.parametrize("row", rows(), ids=lambda row: repr(f"{row.text} {row.context}"))
def test_a_row_is_read_as_it_says(row: Row) -> None:
    found = row.read()
    assert tuple(reading(dated) for dated in found) == row.readings
    assert all(row.allows(index, dated) for index, dated in enumerate(found)), [(d.certainty, d.role) for d in found]
    assert all(dated.text == row.text[slice(*dated.chars)] for dated in found)


def test_the_table_is_large_and_is_read_precisely() -> None:
    kinds = [row.kind for row in rows()]
    assert len(kinds) >= 400
    assert kinds.count("none") >= 80
    assert kinds.count("ocr") >= 60
    read = [tuple(reading(dated) for dated in row.read()) for row in rows()]
    right = sum((Counter(found) & Counter(row.readings)).total() for found, row in zip(read, rows(), strict=True))
    precision, recall = right / sum(map(len, read)), right / sum(len(row.readings) for row in rows())
    print(f"\n{len(kinds)} rows, precision {precision:.4f}, recall {recall:.4f}")
    assert min(precision, recall) >= 0.99


def slips(text: str) -> list[str]:
    """The text with one character replaced by one that a recogniser takes it for."""
    made = (text[:at] + wrong + text[at + 1 :] for at, char in enumerate(text) for wrong in CONFUSIONS.get(char, ""))
    return list(islice(made, MOST_SLIPS))


@pytest.mark.parametrize("row", [row for row in rows() if row.kind == "clean"], ids=lambda row: repr(row.text))
def test_no_slip_makes_a_wrong_day_sure(row: Row) -> None:
    truth = {(dated.start, dated.end) for dated in row.read(ocr=False)}
    for text in slips(row.text):
        for dated in row.read(text, ocr=True):
            wrong = dated.impossible or (dated.start, dated.end) not in truth
            assert not (wrong and dated.certainty is Certainty.SURE), (text, dated)


@pytest.mark.parametrize("text", ["1234567890" * 20_000, "2016" * 50_000, "二〇一六" * 50_000, "5月" + "1" * 200_000])
def test_a_run_of_digits_is_no_date(text: str) -> None:
    assert all(dated.certainty is not Certainty.SURE for dated in find(text, ocr=True))
