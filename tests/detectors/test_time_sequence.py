"""time/sequence beyond the fixtures: forms in which steps stand, what is innocent, how far each source carries."""

from __future__ import annotations

import pytest

from detectors.time.sequence import StepOrder
from forensics.documents.document import Document, Page, Span
from tests.making import document, examinations, findings

SIX = """枫岭村“四议两公开”工作登记表
事项：后垅塘坝加固
步骤	时间	参加人数	结果
村党组织提议	2019年3月4日	5	同意
村“两委”商议	2019年3月7日	7	同意
党员大会审议	2019年3月18日	22	同意21票
村民代表会议决议	2019年3月26日	31	同意29票
决议公开	2019年3月27日		无异议
实施结果公开	2019年8月15日		无异议
"""
NAME = "枫岭村/四议两公开/塘坝.docx"


def judged(*texts: str | Document, names: tuple[str, ...] = (NAME,)) -> list[str]:
    return [f.strength.value for f in findings(StepOrder, dict(zip(names, texts, strict=True)))]


def test_six_steps_in_order_are_innocent() -> None:
    assert judged(SIX) == []


def test_a_later_step_before_an_earlier_one_is_strong_and_points_at_both() -> None:
    (finding,) = findings(StepOrder, {NAME: SIX.replace("2019年3月18日", "2019年3月1日")})
    assert finding.strength == "strong"
    assert [p.quote for p in finding.evidence] == ["2019年3月7日", "2019年3月1日"]
    assert [p.side for p in finding.evidence] == [0, 1]
    assert "后垅塘坝加固" in finding.statement and "早于" in finding.statement


def test_two_steps_on_one_day_are_innocent() -> None:
    assert judged(SIX.replace("3月7日", "3月4日")) == []
    assert judged(SIX.replace("3月26日", "3月18日")) == []


def test_all_four_on_one_day_leave_a_weak_lead_unless_it_is_explained() -> None:
    crowded = SIX.replace("3月7日", "3月4日").replace("3月18日", "3月4日").replace("3月26日", "3月4日")
    assert judged(crowded) == ["weak"]
    assert judged(crowded + "说明：汛期应急抢险，四项会议当日连续召开。\n") == []


def test_a_missing_step_is_moderate_while_later_ones_are_there() -> None:
    lines = SIX.splitlines(keepends=True)
    assert judged("".join(x for x in lines if "党员大会" not in x)) == ["moderate"]
    assert judged("".join(x for x in lines if "决议公开" not in x)) == ["moderate"]
    assert judged(SIX.replace("2019年3月18日\t22\t同意21票", "\t\t")) == ["moderate"]


def test_an_unfinished_sheet_is_innocent() -> None:
    assert judged("".join(SIX.splitlines(keepends=True)[:6])) == []


@pytest.mark.parametrize("note", ["党员大会审议另见党员大会记录本。", "审议一步已补办，手续另附。"])
def test_a_step_that_is_noted_elsewhere_is_innocent(note: str) -> None:
    short = "".join(x for x in SIX.splitlines(keepends=True) if "党员大会" not in x)
    assert judged(short + f"备注：{note}\n") == []


def test_merged_first_steps_with_a_note_are_innocent() -> None:
    merged = SIX.replace("村党组织提议\t2019年3月4日\t5\t同意\n", "")
    assert judged(merged + "说明：本村书记主任一肩挑，提议与商议合并进行。\n") == []
    assert judged(merged) == ["moderate"]


def test_a_sheet_of_headings_with_a_time_below_each() -> None:
    text = """老屋场村“四议两公开”记录
事项：路灯安装
一、党支部提议
时间：2020年5月6日　地点：村部
到会5人，同意。
二、村两委商议
时间：2020年5月9日　地点：村部
三、党员大会审议
时间：2020年5月3日　地点：村部
四、村民代表会议决议
时间：2020年5月20日　地点：祠堂
"""
    assert judged(text) == ["strong"]
    assert judged(text.replace("5月3日", "5月13日")) == []


def test_a_ledger_with_the_steps_as_columns() -> None:
    head = "2021年四议两公开台账\n序号\t事项\t提议时间\t商议时间\t审议时间\t决议时间\t决议公开时间\n"
    good = "1\t水井清洗\t2021.3.2\t2021.3.5\t2021.3.12\t2021.3.20\t2021.3.21\n"
    bad = "2\t晒谷坪\t2021.4.2\t2021.4.5\t2021.4.12\t2021.3.30\t2021.4.21\n"
    assert judged(head + good) == []
    (finding,) = findings(StepOrder, {NAME: head + good + bad})
    assert finding.strength == "strong"
    assert "晒谷坪" in finding.statement


def test_loose_papers_of_one_matter_are_joined() -> None:
    names = ("枫岭村/四议两公开/党员大会审议记录.txt", "枫岭村/四议两公开/村民代表会议决议.txt")
    one = "枫岭村四议两公开　党员大会审议\n时间：2019年6月20日\n议题：小学围墙修缮\n到会25人，同意24人。\n"
    two = "枫岭村四议两公开　村民代表会议决议\n时间：2019年6月11日\n议题：小学围墙修缮\n到会30人，同意30人。\n"
    assert judged(one, two, names=names) == ["strong"]
    assert judged(one, two.replace("6月11日", "6月25日"), names=names) == []
    assert judged(one, two.replace("小学围墙修缮", "渡口护栏"), names=names) == []


ADMIT = """发展党员全程纪实表
姓名：褚秋生
阶段	日期	经办
递交入党申请书	2014年7月8日	本人
确定为入党积极分子	2015年3月10日	支委会
确定为发展对象	2016年5月9日	支委会
支部大会接收为预备党员	2016年6月27日	支部大会
上级党委审批	2016年7月20日	镇党委
支部大会讨论转正	2017年7月3日	支部大会
"""


def admitted(text: str) -> list[str]:
    return judged(text, names=("枫岭村/发展党员/纪实表.docx",))


def test_an_admission_by_the_rule_is_innocent() -> None:
    assert admitted(ADMIT) == []


def test_less_than_a_year_is_strong_and_a_few_days_are_weak() -> None:
    assert admitted(ADMIT.replace("2015年3月10日", "2015年11月10日")) == ["strong"]
    assert admitted(ADMIT.replace("2017年7月3日", "2016年12月26日")) == ["strong"]
    assert admitted(ADMIT.replace("2017年7月3日", "2017年6月20日")) == ["weak"]


def test_a_transfer_or_a_special_case_that_says_so_is_innocent() -> None:
    short = ADMIT.replace("2015年3月10日", "2015年11月10日")
    assert admitted(short + "备注：原单位确定为积极分子，考察时间连续计算。\n") == []


def test_an_extended_probation_is_innocent() -> None:
    assert admitted(ADMIT.replace("2017年7月3日", "2018年1月3日")) == []


def test_approval_before_the_meeting_is_strong() -> None:
    assert admitted(ADMIT.replace("2016年7月20日", "2016年6月15日")) == ["strong"]


def test_a_missing_main_step_counts_in_a_full_form_only() -> None:
    short = "".join(x for x in ADMIT.splitlines(keepends=True) if "发展对象" not in x)
    assert admitted(short) == ["moderate"]
    part = "转正材料\n姓名：褚秋生\n" + "".join(ADMIT.splitlines(keepends=True)[6:])
    assert admitted(part) == []


def test_a_roll_of_members() -> None:
    roll = "党员名册\n序号\t姓名\t性别\t入党时间\t转正时间\n1\t褚秋生\t男\t2011年6月\t2012年6月\n"
    assert admitted(roll) == []
    assert admitted(roll.replace("2012年6月", "2011年12月")) == ["strong"]
    assert admitted(roll.replace("2011年6月", "1971年6月").replace("2012年6月", "1971年6月")) == []


DESK = """枫岭村来访登记簿
序号	来访时间	来访人	反映事项	办结时间	回复时间
1	2018.4.2	褚满生	路灯不亮	2018.4.6	2018.4.7
2	2018.4.9	文细妹	水管漏水	2018.4.12	2018.4.12
3	2018.4.17	沈友根	田埂塌了	2018.4.25	2018.4.26
4	2018.5.3	卜三元	邻里地界	2018.5.9	2018.5.10
"""


def desk(text: str | Document) -> list[str]:
    return judged(text, names=("枫岭村/接待/来访登记簿.xlsx",))


def test_a_row_that_ends_before_it_begins_is_strong() -> None:
    assert desk(DESK) == []
    assert desk(DESK.replace("2018.4.25", "2018.4.11")) == ["strong"]


def test_an_answer_before_the_end_of_the_work_is_innocent() -> None:
    assert desk(DESK.replace("2018.4.26", "2018.4.20")) == []


def test_a_later_registration_that_is_noted_is_innocent() -> None:
    assert desk(DESK.replace("田埂塌了", "田埂塌了（先处理，补登记补录）").replace("2018.4.25", "2018.4.11")) == []


def test_days_without_year_are_moderate_and_may_turn_the_year() -> None:
    short = "2018年" + DESK.replace("2018.", "")
    assert desk(short) == []
    assert desk(short.replace("4.25", "4.11")) == ["moderate"]
    assert desk(short + "5\t12.28\t卜三元\t门锁坏了\t1.4\t1.5\n") == []


def test_deadlines_are_no_completion() -> None:
    assert desk(DESK.replace("办结时间", "办结时限").replace("2018.4.25", "2018.4.11")) == []


def test_a_rectification_ledger_closed_before_it_was_raised() -> None:
    text = "整改台账\n序号\t问题\t反馈时间\t整改措施\t销号时间\n1\t记录不全\t2019年5月6日\t补齐\t2019年6月3日\n"
    assert desk(text) == []
    assert desk(text.replace("2019年6月3日", "2019年4月3日")) == ["strong"]


def test_a_scan_counts_where_two_days_of_a_row_agree_beside_regular_rows() -> None:
    assert desk(_boxed(DESK)) == []
    assert desk(_boxed(DESK.replace("2018.4.25", "2018.4.11"))) == ["weak"]
    assert desk(_boxed(DESK.replace("2018.4.25", "2018.4.11").replace("2018.4.26", "2018.4.12", 1))) == ["moderate"]


def _boxed(text: str) -> Document:
    """A recognised table: cells side by side in columns 90 wide."""
    spans = tuple(
        Span(cell, 1, (20.0 + 90 * i, 40.0 + 30 * y, 100.0 + 90 * i, 58.0 + 30 * y), "ocr", 0.98)
        for y, line in enumerate(text.strip().split("\n"))
        for i, cell in enumerate(line.split("\t"))
    )
    return Document(reader="pdf", pages=(Page(1, 700, 900, ocr=True),), spans=spans)


def test_a_scanned_sheet_whose_order_one_slip_explains_is_weak() -> None:
    assert judged(_boxed(SIX.replace("3月18日", "3月1日"))) == ["weak"]
    both = SIX.replace("3月18日", "3月1日").replace("3月26日", "3月2日")
    assert judged(_boxed(both)) == ["moderate"]


SURVEY = "枫岭村失联党员摸底表（截至2016年7月8日）\n序号\t姓名\t状态\n1\t褚秋生\t外出\n"
LEDGER = "枫岭村失联党员排查整改台账\n2016年6月20日\n根据摸底结果建立本台账。\n1\t褚秋生\t联系不上\t登报\n"
PAIR = ("枫岭村/排查/摸底表.xlsx", "枫岭村/排查/台账.docx")


def test_a_ledger_before_its_survey() -> None:
    assert judged(SURVEY, LEDGER, names=PAIR) == ["strong"]
    assert judged(SURVEY, LEDGER.replace("根据摸底结果建立", "现建立"), names=PAIR) == ["moderate"]
    assert judged(SURVEY, LEDGER.replace("6月20日", "7月20日"), names=PAIR) == []
    assert judged(SURVEY.replace("摸底表", "第二次摸底表"), LEDGER, names=PAIR) == []
    assert judged(SURVEY.replace("失联党员", "党费基数"), LEDGER, names=PAIR) == []


def test_talks_before_a_meeting_that_are_dated_after_it() -> None:
    meeting = (
        "枫岭村党支部组织生活会记录\n时间：2020年1月8日上午\n地点：村部\n主持人：褚秋生\n逐人对照检查，开展批评。\n"
    )
    talk = (
        "谈心谈话记录\n时间：2020年1月15日\n谈话人：褚秋生　谈话对象：文细妹\n会前谈心：为开好组织生活会，互提意见。\n"
    )
    names = ("枫岭村/组织生活会/会议记录.docx", "枫岭村/组织生活会/谈心谈话记录.docx")
    assert judged(meeting, talk, names=names) == ["moderate"]
    assert judged(meeting, talk.replace("1月15日", "1月3日"), names=names) == []
    assert judged(meeting, talk.replace("会前谈心：为开好", "会后回访："), names=names) == []


def test_an_election_before_its_approval() -> None:
    names = ("枫岭村/换届/关于同意换届选举的批复.docx", "枫岭村/换届/换届选举大会记录.docx")
    reply = "关于同意枫岭村党支部换届选举的批复\n枫岭村党支部：\n你支部换届选举的请示收悉，同意。\n2020年11月20日\n"
    held = "枫岭村党支部换届选举大会记录\n时间：2020年11月12日\n地点：村部\n选举产生新一届支部委员会。\n"
    assert judged(reply, held, names=names) == ["strong"]
    assert judged(reply, held.replace("11月12日", "11月28日"), names=names) == []


def test_a_plan_of_the_procedure_is_no_record_of_it() -> None:
    text = "“四议两公开”工作方案\n2019年4月1日前完成党员大会审议，3月20日前完成村民代表会议决议。\n"
    assert judged(text) == []


def test_without_days_it_says_what_it_needs() -> None:
    (looked,) = examinations(StepOrder, {NAME: "枫岭村四议两公开登记表\n党员大会审议\t同意\n"})
    assert [(s.state, s.reason) for s in looked.statements] == [("not_applicable", "需要各步骤写明日期")]


def test_a_typed_document_is_not_taken_for_a_scan() -> None:
    assert judged(document(SIX.replace("3月18日", "3月1日"))) == ["strong"]
