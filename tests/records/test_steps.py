"""Which step a label names, and the forms in which dated steps stand."""

from __future__ import annotations

import pytest

from forensics.records import steps
from forensics.records.steps import ADMISSION, ELECTION, FOUR_TWO
from tests.making import record


@pytest.mark.parametrize(
    ("procedure", "label", "numbers"),
    [
        (FOUR_TWO, "村党支部会提议", (1,)),
        (FOUR_TWO, "村“两委”会商议", (2,)),
        (FOUR_TWO, "党员大会审议", (3,)),
        (FOUR_TWO, "村民代表会议决议", (4,)),
        (FOUR_TWO, "村民会议或村民代表会议决议", (4,)),
        (FOUR_TWO, "决议公开", (5,)),
        (FOUR_TWO, "决议事项公示", (5,)),
        (FOUR_TWO, "实施结果公开", (6,)),
        (FOUR_TWO, "办理结果公告", (6,)),
        (FOUR_TWO, "提议、商议", (1, 2)),
        (FOUR_TWO, "现场照片", ()),
        (ADMISSION, "递交入党申请书", (1,)),
        (ADMISSION, "确定为入党积极分子", (3,)),
        (ADMISSION, "入党积极分子备案", ()),
        (ADMISSION, "列为发展对象", (7,)),
        (ADMISSION, "发展对象政治审查", (10,)),
        (ADMISSION, "发展对象公示", ()),
        (ADMISSION, "支部大会接收为预备党员", (15,)),
        (ADMISSION, "上级党委审批", (17,)),
        (ADMISSION, "提出转正申请", (22,)),
        (ADMISSION, "支部大会讨论转正申请", (23,)),
        (ADMISSION, "按期转为正式党员", (23,)),
        (ADMISSION, "党委审批转正", (24,)),
        (ADMISSION, "上级党委预审", (13,)),
        (ELECTION, "关于支部换届的请示", (2,)),
        (ELECTION, "关于同意换届选举的批复", (3,)),
        (ELECTION, "换届选举大会", (7,)),
        (ELECTION, "选举结果报告", (9,)),
    ],
)
def test_a_label_names_its_step(procedure: str, label: str, numbers: tuple[int, ...]) -> None:
    assert steps.numbers_of(procedure, label) == numbers


def test_two_matters_in_one_file_are_two_sheets() -> None:
    one = "事项：修路\n提议\t2019年3月1日\n商议\t2019年3月2日\n审议\t2019年3月9日\n决议\t2019年3月12日\n"
    two = one.replace("修路", "挖井").replace("2019年3月", "2019年5月")
    made = record("枫岭村/四议两公开.docx", "枫岭村四议两公开记录\n" + one + two)
    sheets = steps.sheets_in(made, FOUR_TWO)
    assert [(s.matter, [x.number for x in s.steps]) for s in sheets] == [("修路", [1, 2, 3, 4]), ("挖井", [1, 2, 3, 4])]


def test_clauses_give_each_step_its_own_day() -> None:
    text = "四议两公开情况说明\n2019年3月1日，支部会提议修路。3月5日两委会商议，3月12日党员大会审议通过。\n"
    (sheet,) = steps.sheets_in(record("枫岭村/四议两公开说明.docx", text), FOUR_TWO)
    assert [(s.number, s.day.start.day) for s in sheet.steps] == [(1, 1), (2, 5), (3, 12)]


def test_what_is_planned_is_no_step() -> None:
    text = "四议两公开情况说明\n2019年3月1日支部会提议修路。拟于2019年3月20日召开党员大会审议。\n"
    sheets = steps.sheets_in(record("枫岭村/四议两公开说明.docx", text), FOUR_TWO)
    assert [[s.number for s in sheet.steps] for sheet in sheets] == [[1]]


def test_a_log_of_several_people_gives_each_a_sheet() -> None:
    text = (
        "2021年党员发展工作台账\n日期\t事项\t人员\n2021年3月5日\t确定为入党积极分子\t褚秋生\n"
        "2021年4月5日\t列为发展对象\t文细妹\n2021年6月5日\t接收为预备党员\t文细妹\n"
    )
    sheets = steps.sheets_in(record("枫岭村/发展党员/台账.docx", text), ADMISSION)
    assert [(s.matter, [x.number for x in s.steps]) for s in sheets] == [("褚秋生", [3]), ("文细妹", [7, 15])]
