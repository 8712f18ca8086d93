"""term/stale beyond the fixtures."""

from __future__ import annotations

import pytest

from detectors.term.stale import Stale
from forensics.documents.document import Document
from tests.making import document, examinations, findings, photo

NAME = "青河村/会议/记录.txt"
HEAD = "青河村党支部会议记录\n时间：2018年5月10日\n"


def judged(text: str | Document, name: str = NAME) -> list[str]:
    return [f.strength.value for f in findings(Stale, {name: text})]


def test_a_past_campaign_as_the_topic_is_strong() -> None:
    (finding,) = findings(Stale, {NAME: HEAD + "议题：部署党的群众路线教育实践活动\n会议讨论了安排。"})
    assert finding.strength == "strong"
    assert finding.evidence[0].quote[slice(*finding.evidence[0].marks[0])] == "2018年5月10日"
    assert "2014年" in finding.statement


def test_present_work_in_a_sentence_is_moderate() -> None:
    assert judged(HEAD + "会议要求，当前要抓紧推进党的群众路线教育实践活动。") == ["moderate"]


def test_less_than_a_year_after_it_is_not_strong() -> None:
    text = HEAD.replace("2018年5月10日", "2015年6月10日") + "议题：部署党的群众路线教育实践活动"
    assert judged(text) == ["moderate"]


def test_while_it_ran_it_is_innocent() -> None:
    text = HEAD.replace("2018年5月10日", "2014年5月10日") + "议题：部署党的群众路线教育实践活动"
    assert judged(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "议题：回顾党的群众路线教育实践活动，推进今年的整改",
        "会议要求巩固和拓展党的群众路线教育实践活动成果，当前要抓好落实。",
        "2013年起开展党的群众路线教育实践活动，村里修了水渠。",
        "书记讲党史，讲到党的群众路线教育实践活动。",
    ],
)
def test_a_review_is_innocent(sentence: str) -> None:
    assert judged(HEAD + sentence) == []


def test_a_day_that_ocr_read_is_only_weak() -> None:
    text = HEAD + "议题：部署党的群众路线教育实践活动"
    assert judged(document(text, source="ocr", confidence=0.95)) == ["weak"]


def test_an_old_banner_in_a_photo_is_only_weak() -> None:
    banner = photo(lines=(("深入开展党的群众路线教育实践活动", 20.0),))
    assert judged(banner, "青河村/照片/2018年5月10日义务劳动/IMG_0001.jpg") == ["weak"]


def test_without_any_date_it_says_what_it_needs() -> None:
    (looked,) = examinations(Stale, {"甲/说明.txt": "当前要推进党的群众路线教育实践活动。"})
    assert [(s.state, s.reason) for s in looked.statements] == [("not_applicable", "需要记录写明日期")]
