"""time/before-policy beyond the fixtures: what is innocent, how sure each source may make it."""

from __future__ import annotations

import datetime

import pytest

from detectors.time.before_policy import BeforePolicy
from forensics.documents.document import Document
from forensics.records.context import Context, KnownPolicy
from tests.making import document, examinations, findings

HEAD = "松林坡村党支部会议记录\n时间：2015年11月12日\n地点：活动室\n"
NAME = "松林坡村/会议/记录.txt"


def judged(text: str | Document, context: Context | None = None, name: str = NAME) -> list[str]:
    return [f.strength.value for f in findings(BeforePolicy, {name: text}, context)]


def test_a_plenum_of_sure_date_is_strong_and_points_at_day_and_name() -> None:
    text = HEAD + "支部书记传达学习十八届六中全会精神，部署全村学习。"
    (finding,) = findings(BeforePolicy, {NAME: text})
    assert finding.strength == "strong"
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["2015年11月12日", "十八届六中全会"]
    assert finding.basis[0].date == "2016-10-27"
    assert "早了350天" in finding.statement


def test_a_campaign_of_likely_date_is_moderate() -> None:
    assert judged(HEAD + "会议部署“两学一做”学习教育，成立领导小组。") == ["moderate"]


def test_the_same_words_after_the_policy_are_innocent() -> None:
    assert judged(HEAD.replace("2015", "2016") + "会议部署“两学一做”学习教育，成立领导小组。") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "上级通知“两学一做”学习教育即将开展，请各组先学习党章。",
        "“两学一做”学习教育方案尚未印发，待下发后再部署。",
        "大家讨论了为迎接十八届六中全会召开开展的环境整治。",
        "墙上贴着“两学一做”四个字。",
    ],
)
def test_an_expectation_or_a_bare_mention_is_innocent(sentence: str) -> None:
    assert judged(HEAD + sentence) == []


def test_a_slogan_older_than_its_campaign_is_innocent() -> None:
    text = HEAD.replace("2015年11月12日", "2014年11月13日") + "会议学习“三严三实”要求，联系实际谈体会。"
    assert judged(text) == []
    assert judged(text.replace("要求，", "\t会议名称")) == []
    assert judged(text.replace("要求", "专题教育方案")) == ["moderate"]


def test_each_entry_of_a_notebook_has_its_own_day() -> None:
    book = "学习笔记\n2012年2月16日　读《乡土中国》第一章。\n2012年12月10日　集中学习十八大精神，支书领读。\n"
    assert judged(book) == []
    assert judged(book.replace("12月10日", "3月12日")) == ["strong"]


def test_the_row_of_a_table_gives_its_own_day() -> None:
    rows = "2016年学习安排\n制表：2015年12月28日\n"
    plan = rows + "2016年3月9日\t部署“两学一做”学习教育方案\t会议室\n"
    assert judged(plan) == []
    assert judged(plan.replace("2016年3月9日", "2016年1月9日")) == ["moderate"]


def test_a_short_name_counts_between_title_marks_only() -> None:
    text = HEAD.replace("2015年11月12日", "2016年6月15日")
    assert judged(text + "会议领学《问责条例》，逐条对照。") == ["strong"]
    assert judged(text + "会议学习党内问责条例的由来。") == []


def test_a_quotation_of_what_was_announced_is_innocent() -> None:
    text = "学习笔记\n2018年1月18日\n"
    quoted = "抄报告：“以县处级以上领导干部为重点，在全党开展‘不忘初心、牢记使命’主题教育，用党的创新理论武装头脑”。"
    assert judged(text + quoted) == []
    assert judged(text + "支部召开“不忘初心、牢记使命”主题教育动员会。") == ["moderate"]


def test_a_day_that_lies_years_apart_leaves_a_weak_lead() -> None:
    assert judged(HEAD.replace("2015年", "2011年") + "会议部署“两学一做”学习教育，成立领导小组。") == ["weak"]


def test_an_addition_with_its_own_later_day_is_innocent() -> None:
    early = "会议部署“两学一做”学习教育，成立领导小组。"
    assert judged(HEAD + "会议研究修路。\n（2016年4月20日补）" + early) == []
    assert judged(HEAD + "会议研究修路。\n补记：" + early) == []
    assert judged(HEAD + "会议研究修路。\n" + early) == ["moderate"]


def test_a_name_broken_over_two_lines_is_found() -> None:
    assert judged(HEAD + "会议传达学习十八\n届六中全会精神。") == ["strong"]


def test_a_sentence_in_traditional_characters_is_found() -> None:
    assert judged(HEAD + "會議傳達學習十八屆六中全會精神。") == ["strong"]


LOCAL = HEAD.replace("2015年11月12日", "2017年5月9日") + "会议按照《清河县党员积分管理办法》部署全年积分工作。"


def test_a_local_policy_of_the_context_counts() -> None:
    assert judged(LOCAL) == []
    day = datetime.date(2018, 6, 1)
    known = Context(policies=(KnownPolicy(name="清河县党员积分管理办法", date=day),))
    (finding,) = findings(BeforePolicy, {NAME: LOCAL}, known)
    assert finding.strength == "strong"
    assert finding.basis[0].source == "检查人员提供"
    assert judged(LOCAL.replace("2017年", "2019年"), known) == []


def test_a_local_document_number_counts_in_any_brackets() -> None:
    known = Context(policies=(KnownPolicy(name="清委发〔2018〕12号", date=datetime.date(2018, 6, 1)),))
    text = HEAD.replace("2015年11月12日", "2017年5月9日") + "会议贯彻落实清委发[2018]12号文件精神。"
    assert judged(text, known) == ["strong"]
    assert judged(text.replace("12号", "13号"), known) == []


def test_a_day_that_ocr_read_gives_only_a_weak_lead_unless_something_confirms_it() -> None:
    text = HEAD + "支部书记传达学习十八届六中全会精神，部署全村学习。"
    assert judged(document(text, source="ocr", confidence=0.97)) == ["weak"]
    weekday = text.replace("12日", "12日（星期四）")
    assert judged(document(weekday, source="ocr", confidence=0.97)) == ["strong"]
    wrong = text.replace("12日", "12日（星期五）")
    assert judged(document(wrong, source="ocr", confidence=0.97)) == ["weak"]
    named = "松林坡村/会议/2015年11月12日记录.pdf"
    assert judged(document(text, source="ocr", confidence=0.97), name=named) == ["strong"]


def test_a_later_meeting_in_the_same_book_has_its_own_day() -> None:
    book = HEAD + "会议研究修路。\n时间：2016年11月3日\n会议传达学习十八届六中全会精神。"
    assert judged(book) == []


def test_without_a_day_it_says_what_it_needs() -> None:
    (looked,) = examinations(BeforePolicy, {"甲/说明.txt": "支部传达学习十八届六中全会精神。"})
    assert [(s.state, s.reason) for s in looked.statements] == [("not_applicable", "需要记录写明日期")]


def test_a_text_that_is_said_to_be_passed_or_in_print_is_there_though_drafts_were_known() -> None:
    head = "松冈村党支部党员大会会议记录\n时间：2020年4月22日\n"
    assert judged(head + "支书传达：民法典已经全国人大表决通过，要求5月前讲到组里。") == ["moderate"]
    assert judged(head + "每户发《民法典》读本一册。") == ["moderate"]
    assert judged(head + "支书说，民法典草案已提请审议。") == []
    assert judged(head + "支书说，民法典即将表决通过。") == []
    assert judged(head.replace("4月", "6月") + "支书传达：民法典已经全国人大表决通过。") == []
