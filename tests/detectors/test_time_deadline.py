"""time/deadline beyond the fixtures: who sets a last day, what is late, what explains it."""

from __future__ import annotations

import datetime

import pytest

from detectors.time.deadline import Deadline
from forensics.detection.finding import Finding
from forensics.documents.document import Document
from forensics.records.context import Context, Due
from forensics.records.issued import issued_in
from tests.making import document, examinations, findings, record

UNIT = "杏花街道葡萄架社区"
PATH = f"{UNIT}/会议/研讨.txt"
DUE = Context(due=(Due(what="第二专题学习研讨", by=datetime.date(2017, 6, 30)),))


def minutes(day: str, *, topic: str = "第二专题学习研讨", more: str = "") -> str:
    return f"葡萄架社区党支部会议记录\n时间：{day}\n地点：活动室\n主持人：闵素珍\n议题：{topic}\n逐人发言。{more}\n"


def plan(step: str) -> str:
    return f"葡萄架社区党支部学习教育实施方案\n一、学习党章。\n二、{step}\n葡萄架社区党支部\n2017年4月20日\n"


def report(sentence: str) -> str:
    return f"葡萄架社区党支部学习教育情况报告\n{sentence}\n葡萄架社区党支部\n2017年12月20日\n"


def found(made: dict[str, str] | str | Document, context: Context | None = DUE) -> list[Finding]:
    files: dict[str, str | Document] = {**made} if isinstance(made, dict) else {PATH: made}
    return findings(Deadline, files, context)


def strengths(made: dict[str, str] | str | Document, context: Context | None = DUE) -> list[str]:
    return [f.strength.value for f in found(made, context)]


def test_a_meeting_more_than_a_month_late_is_strong_and_points_at_its_day() -> None:
    (finding,) = found(minutes("2017年9月14日"))
    assert finding.strength == "strong"
    assert finding.statement == (
        "“第二专题学习研讨”应在2017年6月30日前完成（检查人员提供的时限），材料开展日期为2017年9月14日，晚76天"
    )
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["2017年9月14日"]
    assert finding.basis[0].date == "2017-06-30"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017年6月29日", []),
        ("2017年6月30日", []),
        ("2017年7月1日", ["moderate"]),
        ("2017年7月31日", ["moderate"]),
        ("2017年8月1日", ["strong"]),
    ],
)
def test_within_a_month_is_moderate(day: str, expected: list[str]) -> None:
    assert strengths(minutes(day)) == expected


def test_a_report_of_a_late_stage_is_late_on_the_day_it_names() -> None:
    (finding,) = found(report("第二专题学习研讨于2017年9月14日完成，党员21人参加。"))
    assert finding.strength == "strong"
    assert "材料完成日期为2017年9月14日" in finding.statement
    assert found(report("第二专题学习研讨于2017年6月14日完成，党员21人参加。")) == []


def test_a_plan_that_sets_a_stage_too_late_is_late() -> None:
    (finding,) = found(plan("2017年10月开展第二专题学习研讨，人人发言。"))
    assert finding.strength == "strong"
    assert "材料安排日期为2017年10月，晚93天" in finding.statement
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["2017年10月"]
    assert found(plan("2017年6月开展第二专题学习研讨，人人发言。")) == []


def test_a_plan_for_the_last_day_itself_is_in_time() -> None:
    assert found(plan("2017年6月30日开展第二专题学习研讨，人人发言。")) == []
    assert strengths(plan("2017年7月1日开展第二专题学习研讨，人人发言。")) == ["moderate"]


def test_a_plan_stays_late_though_the_meeting_was_in_time() -> None:
    late_plan = plan("2017年10月开展第二专题学习研讨，人人发言。")
    files = {PATH: minutes("2017年6月14日"), f"{UNIT}/方案.txt": late_plan}
    assert [f.evidence[0].path for f in found(files)] == [f"{UNIT}/方案.txt"]


def test_a_day_read_by_ocr_is_weak_unless_the_weekday_confirms_it() -> None:
    def read(day: str) -> Document:
        return document(minutes(day), source="ocr", confidence=0.97)

    (finding,) = found(read("2017年9月14日"))
    assert finding.strength == "weak"
    assert any(r.innocent and "识别" in r.text for r in finding.reasons)
    assert strengths(read("2017年9月14日（星期四）")) == ["strong"]


@pytest.mark.parametrize("word", ["补课", "补充", "第二轮", "回头看", "再次"])
def test_a_second_round_or_a_lesson_made_up_is_innocent(word: str) -> None:
    assert found(minutes("2017年9月14日", topic=f"第二专题学习研讨（{word}）")) == []
    assert found(plan(f"2017年10月开展第二专题学习研讨{word}，人人发言。")) == []
    assert found(report(f"第二专题学习研讨{word}于2017年9月14日完成。")) == []


def test_a_paper_whose_title_says_second_round_is_innocent() -> None:
    text = plan("2017年10月开展第二专题学习研讨，人人发言。")
    assert strengths(text) == ["strong"]
    assert found(text.replace("实施方案", "补课方案", 1)) == []


def test_what_comes_after_a_first_round_in_time_is_innocent() -> None:
    late = {PATH: minutes("2017年9月14日")}
    assert strengths(late) == ["strong"]
    assert found({**late, f"{UNIT}/会议/六月.txt": minutes("2017年6月14日")}) == []
    other = minutes("2017年6月14日", topic="第一专题学习研讨")
    assert strengths({**late, f"{UNIT}/会议/六月.txt": other}) == ["strong"]


@pytest.mark.parametrize("word", ["顺延", "延期", "推迟", "延至", "改期"])
def test_a_postponement_that_a_paper_of_the_unit_reports_is_innocent(word: str) -> None:
    late = {PATH: minutes("2017年9月14日")}
    request = f"关于第二专题学习研讨{word}的请示\n因防汛，第二专题学习研讨拟{word}九月。\n2017年6月20日\n"
    assert found({**late, f"{UNIT}/请示.txt": request}) == []
    other = request.replace("第二专题学习研讨", "道路硬化工程")
    assert strengths({**late, f"{UNIT}/请示.txt": other}) == ["strong"]
    assert strengths({**late, "杏花街道柳巷社区/请示.txt": request}) == ["strong"]


NOTICE = """中共梅溪区委办公室关于做好“两学一做”第二专题学习研讨工作的通知
各街道党工委、社区党支部：
第二专题学习研讨须于2017年6月30日前完成。
中共梅溪区委办公室
2017年4月10日
"""


def superior(text: str = NOTICE) -> Context:
    """What a scan gathers from a superior's paper in the archive."""
    paper = issued_in(record("区委/通知.txt", text))
    assert paper is not None
    return Context(found=(paper,))


def test_several_late_stages_of_one_record_are_one_finding_the_gravest_first() -> None:
    first = superior(NOTICE.replace("第二专题", "第一专题").replace("6月30日前", "5月31日前"))
    context = Context(due=DUE.due, found=first.found)
    text = plan("2017年9月开展第一专题学习研讨。\n三、2017年10月开展第二专题学习研讨。")
    (finding,) = found(text, context)
    assert finding.strength == "strong"
    assert finding.statement.startswith("“第二专题学习研讨”")
    assert "另有1项同类情形" in finding.statement
    marked = [(p.row, p.quote[slice(*p.marks[0])]) for p in finding.evidence if p.path == PATH]
    assert marked == [(0, "2017年10月"), (1, "2017年9月")]


def test_a_superiors_paper_of_the_archive_gives_moderate_and_is_shown() -> None:
    (finding,) = found(minutes("2017年9月14日"), superior())
    assert finding.strength == "moderate"
    assert "应在2017年6月30日前完成" in finding.statement
    assert [p.path for p in finding.evidence] == [PATH, "区委/通知.txt"]
    assert finding.evidence[1].quote[slice(*finding.evidence[1].marks[0])].startswith("2017年6月30日")
    assert found(minutes("2017年6月14日"), superior()) == []


def test_what_the_inspector_states_stands_before_a_superiors_paper() -> None:
    later = Context(due=(Due(what="第二专题学习研讨", by=datetime.date(2017, 9, 30)),), found=superior().found)
    assert found(minutes("2017年9月14日"), later) == []


def test_a_superiors_paper_binds_only_its_addressees_and_those_who_cite_it() -> None:
    schools = NOTICE.replace("各街道党工委、社区党支部", "各中小学校")
    late = minutes("2017年9月14日")
    assert found(late, superior(schools)) == []
    cited = schools.replace("\n各中小学校", "\n梅委办〔2017〕22号\n各中小学校")
    assert found(late, superior(cited)) == []
    assert strengths(late.replace("逐人发言", "按梅委办〔2017〕22号要求逐人发言"), superior(cited)) == ["moderate"]


@pytest.mark.parametrize(
    ("audience", "folder", "bound"),
    [
        ("各党支部", "县盐业公司", True),
        ("各乡镇党委", "石鼓镇", True),
        ("各乡镇党委", "县盐业公司", False),
        ("各村（社区）党总支", "石鼓镇上湾村", True),
        ("各中小学校", "县第五小学", True),
        ("县直机关各局", "县林业局", True),
        ("县直机关各局", "石鼓镇上湾村", False),
        ("各国有企业", "县盐业公司", True),
        ("各医院、卫生院", "县中医院", True),
    ],
)
def test_who_is_addressed(audience: str, folder: str, bound: bool) -> None:
    late = {f"{folder}/会议/研讨.txt": minutes("2017年9月14日").replace("葡萄架社区", "")}
    context = superior(NOTICE.replace("各街道党工委、社区党支部", audience))
    assert bool(found(late, context)) is bound


def ledger(*rows: str, head: str = "序号\t问题\t完成时限\t完成日期\t结果") -> str:
    return "葡萄架社区问题整改台账\n2017年\n" + "\n".join((head, *rows)) + "\n"


def test_a_row_that_says_it_was_done_in_time_though_it_was_not_is_moderate() -> None:
    (finding,) = found(ledger("1\t楼道堆物\t2017年6月30日\t2017年8月4日\t按时完成"), None)
    assert finding.strength == "moderate"
    assert finding.statement == "表中时限为“2017年6月30日”的事项，完成日期为“2017年8月4日”，却注明按时完成"
    (place,) = {p.path: p for p in finding.evidence}.values()
    assert place.path == PATH
    assert {p.quote[slice(*m)] for p in finding.evidence for m in p.marks} == {"2017年6月30日", "2017年8月4日"}


def test_a_row_simply_closed_late_is_weak_and_one_in_time_nothing() -> None:
    assert strengths(ledger("1\t楼道堆物\t2017年6月30日\t2017年8月4日\t已销号"), None) == ["weak"]
    assert found(ledger("1\t楼道堆物\t2017年6月30日\t2017年6月30日\t按时完成"), None) == []
    assert found(ledger("1\t楼道堆物\t2017年6月\t2017年6月30日\t按时完成"), None) == []


def test_a_row_whose_limit_a_superior_set_is_moderate() -> None:
    head = "序号\t工作\t区委要求时限\t本单位安排\t备注"
    (finding,) = found(ledger("1\t学习研讨\t2017年6月30日前\t2017年9月\t", head=head), None)
    assert finding.strength == "moderate"
    assert "安排日期为“2017年9月”" in finding.statement
    own = head.replace("区委要求时限", "完成时限")
    assert strengths(ledger("1\t学习研讨\t2017年6月30日前\t2017年9月\t", head=own), None) == ["weak"]


@pytest.mark.parametrize("limit", ["立行立改", "长期坚持", ""])
def test_rows_without_a_limit_are_innocent(limit: str) -> None:
    assert found(ledger(f"1\t楼道堆物\t{limit}\t2017年8月4日\t按时完成"), None) == []


def test_late_rows_are_one_finding_that_counts_the_notable_ones() -> None:
    late = ("2017年6月30日\t2017年8月4日", "2017年6月30日\t2017年8月7日", "2017年6月30日\t2017年8月9日")
    results = ("按时完成", "按期完成", "已销号")
    rows = [f"{i}\t问题{i}\t{days}\t{result}" for i, (days, result) in enumerate(zip(late, results, strict=True), 1)]
    (finding,) = found(ledger(*rows), None)
    assert (finding.strength, "（共2行）" in finding.statement) == ("moderate", True)


def test_rows_read_by_ocr_are_weak() -> None:
    text = ledger("1\t楼道堆物\t2017年6月30日\t2017年8月4日\t按时完成")
    assert strengths(document(text, source="ocr", confidence=0.97), None) == ["weak"]


def test_each_unit_answers_for_itself() -> None:
    files = {
        PATH: minutes("2017年6月14日"),
        "杏花街道柳巷社区/会议/研讨.txt": minutes("2017年9月14日").replace("葡萄架", "柳巷"),
    }
    assert [f.unit for f in found(files)] == ["杏花街道柳巷社区"]


def test_what_a_report_only_repeats_of_its_order_is_innocent() -> None:
    assert found(report("按照要求，第二专题学习研讨须于2017年9月30日前完成。")) == []


def test_without_a_day_it_says_what_it_needs() -> None:
    (looked,) = examinations(Deadline, {"甲/说明.txt": "第二专题学习研讨已经开展。"}, DUE)
    assert [(s.state, s.reason) for s in looked.statements] == [("not_applicable", "需要记录写明日期")]


ASKED_FOR = """关于开展公章使用自查的通知
杏纪办〔2022〕11号
各党支部：
各支部自查报告于2022年6月30日前报街道纪工委。
中共杏花街道工作委员会办公室
2022年5月20日
"""


def handed_in(day: str, *, cited: str = "杏纪办〔2022〕11号") -> str:
    return (
        f"葡萄架社区党支部公章使用自查报告\n街道纪工委：\n按{cited}通知，逐月核对用印登记。\n葡萄架社区党支部\n{day}\n"
    )


def test_a_report_that_a_paper_asks_for_is_late_by_its_own_signature() -> None:
    (finding,) = found(handed_in("2022年7月28日"), superior(ASKED_FOR))
    assert finding.strength == "moderate"
    assert "材料落款日期为2022年7月28日，晚28天" in finding.statement
    assert {p.path for p in finding.evidence} == {PATH, "区委/通知.txt"}


def test_a_report_signed_in_time_or_of_another_round_is_innocent() -> None:
    assert found(handed_in("2022年6月29日"), superior(ASKED_FOR)) == []
    assert found(handed_in("2023年7月28日", cited="上级"), superior(ASKED_FOR)) == []
    both = {PATH: handed_in("2022年7月28日"), f"{UNIT}/初报.txt": handed_in("2022年6月28日")}
    assert found(both, superior(ASKED_FOR)) == []


def test_the_paper_that_states_what_the_inspector_states_is_shown_beside() -> None:
    (finding,) = found(minutes("2017年9月14日"), Context(due=DUE.due, found=superior().found))
    assert finding.strength == "strong"
    assert [p.path for p in finding.evidence] == [PATH, "区委/通知.txt"]


def told(term: str, signed: str, *, more: str = "") -> str:
    return (
        f"关于农资打假自查情况的报告\n杏花街道办：\n2011年9月28日会议要求，各社区于{term}将自查结果报来。"
        f"现已查完。{more}\n葡萄架社区\n{signed}\n"
    )


@pytest.mark.parametrize(
    ("term", "signed", "expected"),
    [
        ("5个工作日内", "2011年10月17日", ["moderate"]),
        ("5个工作日内", "2011年10月10日", []),  # 8 and 9 October were worked, the week before was not
        ("十日内", "2011年10月9日", ["moderate"]),
        ("十日内", "2011年10月8日", []),
        ("两周内", "2011年10月17日", ["moderate"]),
    ],
)
def test_a_report_that_tells_its_own_term_in_days(term: str, signed: str, expected: list[str]) -> None:
    assert strengths(told(term, signed), None) == expected


def test_what_explains_an_exceeded_term() -> None:
    assert found(told("十日内", "2011年10月17日", more="经同意延期一周。"), None) == []
    assert found(told("十日内", "2011年10月17日", more="初步情况已于2011年10月6日上报完毕。"), None) == []


SHEET = """杏花街道问题整改督办单
编号	街督2018-07	签发日期	2018年6月8日
责任支部	葡萄架社区党支部	整改时限	自收到之日起15日内
收到日期	2018年6月11日	签收人	闵素珍
"""


def test_an_order_with_a_term_from_its_receipt_binds_the_answer_that_cites_it() -> None:
    def answered(day: str, number: str = "街督2018-07") -> list[str]:
        text = f"关于{number}号督办单的回复\n街道党工委：\n支部于{day}对问题逐项整改到位。\n葡萄架社区党支部\n{day}\n"
        return strengths(text, superior(SHEET))

    assert answered("2018年7月6日") == ["moderate"]
    assert answered("2018年6月26日") == []
    assert answered("2018年7月6日", "街督2018-08") == []
