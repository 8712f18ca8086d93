"""Tables of months by sorts of meeting, as branches draw them at the end of a year."""

from __future__ import annotations

import datetime

from forensics.records.grids import cells_in
from tests.making import record


def read(text: str) -> dict[tuple[str, int], tuple[list[int], str]]:
    made = record("青石坡村/2021年一览.xlsx", text)
    return {(c.kind, c.month): ([d.day for d in c.days], c.said) for c in cells_in(made)}


MONTHS = range(1, 9)
DOWN = "2021年组织生活一览\n月份\t支委会\t党员大会\n" + "".join(
    f"{m}月\t{m + 1}日、{m + 11}日\t{'与上月合并' if m == 6 else '20日' if m % 2 else '—'}\n" for m in MONTHS
)


def test_months_in_rows() -> None:
    cells = read(DOWN)
    assert cells["rk-zwh", 3] == ([4, 14], "")
    assert cells["rk-zbdh", 4] == ([], "")
    assert cells["rk-zbdh", 6] == ([], "与上月合并")


def test_months_in_columns() -> None:
    months = "\t".join(f"{m}月" for m in MONTHS)
    cells = read(f"2021年组织生活一览\n会议\t{months}\n支委会\t3.1\t" + "\t".join(f"{m}.5" for m in range(2, 9)) + "\n")
    assert cells["rk-zwh", 2] == ([5], "")
    assert cells["rk-zwh", 1] == ([], "3.1")  # a day of another month is none of this cell


def test_the_cell_is_found_in_the_text() -> None:
    made = record("青石坡村/2021年一览.xlsx", DOWN)
    cell = next(c for c in cells_in(made) if c.days == (datetime.date(2021, 5, 20),))
    assert made.text.full[slice(*cell.chars)] == "20日"


def test_ticks_a_few_months_and_a_missing_year_are_not_read() -> None:
    assert read(DOWN.replace("日", "√").replace("20", "").translate(dict.fromkeys(map(ord, "0123456789")))) == {}
    assert read("\n".join(DOWN.splitlines()[:6])) == {}
    assert [*cells_in(record("青石坡村/一览.xlsx", DOWN.replace("2021年", "")))] == []
    assert read(DOWN.replace("4日、14日", "31日、32日")).get(("rk-zwh", 3)) is None
