"""Which tasks a clause sets, and whether a text is about one."""

from __future__ import annotations

import pytest

from forensics.records.tasks import is_about, tasks_in

TITLE = "关于开展党员组织关系摸底工作的通知"


@pytest.mark.parametrize(
    ("clause", "title", "expected"),
    [
        ("第二专题于6月30日前完成", "", (("第二专题", ()),)),
        ("专题三须于6月30日前完成", "", (("第三专题", ()),)),
        ("第2个专题“讲规矩、有纪律”6月底前研讨完毕", "", (("第二专题", ("讲规矩、有纪律",)),)),
        ("第一阶段6月30日前完成", "", (("第一阶段", ()),)),
        ("组织生活会于1月31日前召开", "", (("组织生活会", ()),)),
        ("2018年度组织生活会于2019年1月31日前召开", "", (("2018年度组织生活会", ()),)),
        (
            "组织生活会、民主评议党员于1月31日前完成，组织生活会要实",
            "",
            (("组织生活会", ()), ("民主评议党员", ())),
        ),
        ("6月30日前全部完成", TITLE, (("党员组织关系摸底", ()),)),
        ("6月30日前各村领取表格", TITLE, ()),
        ("6月30日前完成", "水费标准", ()),
    ],
)
def test_the_tasks_that_a_clause_sets(clause: str, title: str, expected: tuple[tuple[str, tuple[str, ...]]]) -> None:
    assert tasks_in(clause, title) == expected


@pytest.mark.parametrize(
    ("what", "text", "title", "expected"),
    [
        ("组织生活会", "召开组织生活会", "", True),
        ("组织生活会", "召開組織生活會", "", True),
        ("组织生活会", "召开民主生活会", "", False),
        ("第二专题", "开展专题二研讨", "", True),
        ("第二专题学习研讨", "开展第2专题研讨", "", True),
        ("第二专题", "开展第三专题研讨", "", False),
        ("第二阶段", "开展第二专题研讨", "", False),
        ("第一专题", "围绕讲政治、有信念研讨", "", True),
        ("2018年度组织生活会", "2018年度组织生活会记录", "", True),
        ("2018年度组织生活会", "召开组织生活会", "2018年度总结", True),
        ("2018年度组织生活会", "2019年度组织生活会记录", "", False),
        ("组织关系摸底", "组织关系已经逐户摸底", "", True),
        ("组织关系摸底", "逐户摸底", "组织关系台账", True),
        ("组织关系摸底", "水管逐户摸底", "", False),
        ("组织关系摸底", "组织关系转接", "", False),
    ],
)
def test_whether_a_text_is_about_a_task(what: str, text: str, title: str, expected: bool) -> None:
    assert is_about(what, text, title) is expected


def test_the_topic_of_a_stage_is_another_name_for_it() -> None:
    assert is_about("第四专题", "研讨“守水护渠”", "", ("守水护渠",))
    assert is_about("冬训", "研讨“守水护渠”", "", ("守水护渠",))
    assert not is_about("第四专题", "研讨“养猪”", "", ("守水护渠",))
