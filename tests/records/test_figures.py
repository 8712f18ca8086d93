"""The figures of texts and tables: indicator, value, unit, row, total, part, and whether they are exact."""

from __future__ import annotations

import pytest

from forensics.documents.document import Document, Span, Table
from forensics.records.figures import figures_in
from tests.making import record

HEADED = "村名\t党员总数\t其中\t\t\n\t\t女\t少数民族\t35岁以下\n坝上村\t31\t8\t2\t4\n合计\t31\t8\t2\t4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "党员总数31名；收缴党费1,240.50元；占比35%。",
            [("党员总数", 31, "名"), ("收缴党费", 1240.5, "元"), ("占比", 35, "%")],
        ),
        (
            "全年召开党员大会4次，支委会12次，上党课4次。",
            [("召开党员大会", 4, "次"), ("支委会", 12, "次"), ("上党课", 4, "次")],
        ),
        (
            "全镇共有党支部12个，党员二百三十一名，覆盖率达到98.5%",
            [("党支部", 12, "个"), ("党员", 231, "名"), ("覆盖率", 98.5, "%")],
        ),
        ("收缴党费壹千元", [("收缴党费", 1000, "元")]),
        ("争取资金1.2万元", [("争取资金", 12000, "元")]),
        ("第3期，2019年5月9日，参会23人", [("参会", 23, "人")]),
        ("党员总数：31", []),
        ("收缴党费１，２４０元", [("收缴党费", 1240, "元")]),
        ("到会率达91.3%", [("到会率", 91.3, "%")]),
        ("联系电话13800000000", []),
    ],
)  # fmt: skip
def test_running_text(text: str, expected: list[tuple[str, float, str]]) -> None:
    dates = record("a/1.txt", text).dates
    assert [(f.indicator, f.value, f.unit) for f in figures_in(text, dates=dates)] == expected


@pytest.mark.parametrize(
    "text", ["慰问困难党员约20户", "发放慰问金3—5万元", "植树120余株", "投工300人左右", "培训近100人次"]
)
def test_ranges_and_approximations_are_unsure(text: str) -> None:
    (found,) = figures_in(text)
    assert not found.sure


def test_parts() -> None:
    found = figures_in("现有党员31名，其中女党员8名、预备党员2名；支部3个。")
    assert [(f.indicator, f.part_of) for f in found] == [
        ("党员", ""),
        ("女党员", "党员"),
        ("预备党员", "党员"),
        ("支部", ""),
    ]


def test_a_table_of_people_with_totals() -> None:
    found = figures_in("姓名\t1月\t2月\t合计\n龚长顺\t5\t5\t10\n合计\t5\t5\t10")
    assert [(f.scope, f.indicator, f.value, f.total) for f in found] == [
        ("龚长顺", "1月", 5, False),
        ("龚长顺", "2月", 5, False),
        ("龚长顺", "合计", 10, True),
        ("合计", "1月", 5, True),
        ("合计", "2月", 5, True),
        ("合计", "合计", 10, True),
    ]


def test_a_header_of_two_levels_with_parts() -> None:
    found = figures_in(HEADED)
    assert [(f.scope, f.indicator, f.part_of, f.value) for f in found[:4]] == [
        ("坝上村", "党员总数", "", 31),
        ("坝上村", "女", "党员总数", 8),
        ("坝上村", "少数民族", "党员总数", 2),
        ("坝上村", "35岁以下", "党员总数", 4),
    ]
    assert all(f.total for f in found[4:])


def test_two_levels_name_both() -> None:
    found = figures_in("村名\t一季度\t\t二季度\t\n\t应交\t实交\t应交\t实交\n坝上村\t50\t48\t50\t50")
    assert [(f.indicator, f.value) for f in found] == [
        ("一季度：应交", 50),
        ("一季度：实交", 48),
        ("二季度：应交", 50),
        ("二季度：实交", 50),
    ]


def test_numbers_that_are_no_figures() -> None:
    found = figures_in("序号\t姓名\t电话\t入党时间\t月收入（元）\n1\t龚长顺\t13800000000\t1985.7.1\t2300")
    assert [(f.indicator, f.value, f.unit, f.scope) for f in found] == [("月收入", 2300, "元", "龚长顺")]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：元\n姓名\t金额\n龚长顺\t20", "元"),
        ("姓名\t金额（元）\n龚长顺\t20", "元"),
        ("姓名\t金额\n龚长顺\t20元", "元"),
        ("村名\t到会率\n坝上村\t91.3", "%"),
    ],
)
def test_where_the_unit_stands(text: str, unit: str) -> None:
    (found,) = figures_in(text)
    assert found.unit == unit


def test_a_form_of_pairs() -> None:
    found = figures_in("党员总数\t31\t其中：女\t8\n党小组数\t3\t困难党员\t约5人")
    assert [(f.indicator, f.value, f.part_of, f.sure) for f in found] == [
        ("党员总数", 31, "", True),
        ("女", 8, "党员总数", True),
        ("党小组数", 3, "", True),
        ("困难党员", 5, "", False),
    ]


def test_the_day_is_that_of_the_row_or_of_the_heading_above() -> None:
    made = record("a/1.txt", "党费收缴情况（2019年6月28日）\n姓名\t日期\t金额\n龚长顺\t2019年5月6日\t20\n褚小麦\t\t30")
    days = [f.day.start.isoformat() if f.day else "" for f in made.figures if f.indicator == "金额"]
    assert days == ["2019-05-06", "2019-06-28"]


def test_a_sheet_with_empty_cells_keeps_its_columns() -> None:
    rows = (("村名", "党员", "党小组"), ("坝上村", "", "3"), ("红石岗村", "33", "4"))
    anchors = tuple(tuple(f"Sheet1!{'ABC'[c]}{r}" for c in range(3)) for r in range(1, 4))
    spans = tuple(
        Span(cell, source="cell", anchor=anchor)
        for line, names in zip(rows, anchors, strict=True)
        for cell, anchor in zip(line, names, strict=True)
        if cell
    )
    made = record("a/1.xlsx", Document(reader="sheet", spans=spans, tables=(Table("Sheet1", rows, anchors),)))
    assert [(f.scope, f.indicator, f.value) for f in made.figures] == [
        ("坝上村", "党小组", 3),
        ("红石岗村", "党员", 33),
        ("红石岗村", "党小组", 4),
    ]
    assert [made.text.full[slice(*f.chars)] for f in made.figures] == ["3", "33", "4"]
