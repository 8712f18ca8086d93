"""time/re-dated beyond the fixtures: how early each sort of words may be, and what was not written that day."""

from __future__ import annotations

import datetime

import pytest

from detectors.time.re_dated import ReDated
from forensics.dates.dated import Certainty
from forensics.detection.finding import Finding
from forensics.documents.document import Document
from forensics.records import wording
from forensics.records.wording import Wording
from tests.making import document, examinations, findings

PATH = "榆树坪村/会议/记录.txt"
SURE = "我们要树牢“四个意识”，把渠修好。"
"""words that were first used on 29 January 2016"""


def dated(day: str, words: str = SURE, *, tail: str = "") -> str:
    return f"榆树坪村党支部会议记录\n时间：{day}\n地点：村部\n会议研究了修渠。\n{words}\n{tail}"


def found(made: str | Document, path: str = PATH) -> list[Finding]:
    return findings(ReDated, {path: made})


def strengths(made: str | Document, path: str = PATH) -> list[str]:
    return [f.strength.value for f in found(made, path)]


def read(text: str) -> Document:
    return document(text, source="ocr", confidence=0.97)


def test_sure_words_a_quarter_too_early_are_strong_and_marked() -> None:
    (finding,) = found(dated("2015年9月10日"))
    assert finding.strength == "strong"
    assert finding.unit == "榆树坪村"
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["2015年9月10日", "四个意识"]
    assert finding.statement == ("2015年9月10日的材料出现“四个意识”，这一提法2016年1月29日才有，早了141天")
    assert (finding.basis[0].date, finding.basis[0].certainty) == ("2016-01-29", "sure")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2015年10月30日", ["strong"]),
        ("2015年10月31日", ["moderate"]),
        ("2016年1月21日", ["moderate"]),
        ("2016年1月22日", ["weak"]),
        ("2016年1月28日", ["weak"]),
        ("2016年1月29日", []),
        ("2016年3月10日", []),
    ],
)
def test_how_early_sure_words_must_be(day: str, expected: list[str]) -> None:
    assert strengths(dated(day)) == expected


@pytest.mark.parametrize(
    ("day", "certainty", "expected"),
    [
        ("2016年3月31日", Certainty.LIKELY, ["moderate"]),
        ("2016年4月2日", Certainty.LIKELY, ["weak"]),
        ("2015年5月31日", Certainty.UNSURE, ["weak"]),
        ("2016年6月1日", Certainty.UNSURE, []),
    ],
)
def test_how_early_less_certain_words_must_be(
    day: str, certainty: Certainty, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Wording(
        name="五个过硬", sort="提法", literals=("五个过硬",), first=datetime.date(2016, 6, 1), certainty=certainty
    )
    monkeypatch.setattr(wording, "known", lambda: (words,))
    text = dated(day, "做到“五个过硬”，把渠修好。")
    assert strengths(text) == expected
    for finding in found(text):
        assert any(r.innocent and "可信程度" in r.text for r in finding.reasons)


def test_two_different_moderate_wordings_are_strong() -> None:
    both = SURE + "\n党员积极践行“四个合格”。"
    (finding,) = found(dated("2015年12月10日", both))
    assert strengths(dated("2015年12月10日")) == ["moderate"]
    assert finding.strength == "strong"
    assert "另有1处同类情形" in finding.statement
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence[1:]] == ["四个意识", "四个合格"]
    assert strengths(dated("2015年12月10日", f"{SURE}\n再讲一遍“四个意识”。")) == ["moderate"]


def test_a_day_read_by_ocr_is_weak_until_the_weekday_or_the_name_confirms_it() -> None:
    assert strengths(read(dated("2015年9月10日"))) == ["weak"]
    assert strengths(read(dated("2015年9月10日（星期四）"))) == ["moderate"]
    assert strengths(read(dated("2015年9月10日")), "榆树坪村/2015年9月10日.pdf") == ["moderate"]


def test_an_inferred_year_is_weak() -> None:
    text = dated("2015年9月10日").replace("2015年", "")
    (finding,) = found(text, "榆树坪村/2015年/记录.txt")
    assert finding.strength == "weak"
    assert any(r.innocent and "推断" in r.text for r in finding.reasons)


@pytest.mark.parametrize("words", ["通知发到微信红包群。", "会议改在腾讯会议上开。", "进门一律查健康码。"])
def test_everyday_things_are_weak(words: str) -> None:
    assert strengths(dated("2011年9月6日", words)) == ["weak"]


def test_a_weekday_that_fits_speaks_against_a_slip() -> None:
    assert any("不像笔误" in r.text for r in found(dated("2015年9月10日（星期四）"))[0].reasons)
    assert not any("不像笔误" in r.text for r in found(dated("2015年9月10日"))[0].reasons)


@pytest.mark.parametrize(
    "words",
    [
        "上级即将部署乡村振兴工作，先摸清家底。",
        "为迎接党的十九大，全村大扫除。",
        "学习强国平台尚未开通，等通知。",
        "（2018年3月20日补充）全面实施乡村振兴战略。",
        "补记：全面实施乡村振兴战略。",
        "编者按：这样做正合乡村振兴战略。",
    ],
)
def test_what_is_expected_or_added_with_its_own_day_is_innocent(words: str) -> None:
    assert found(dated("2016年9月8日", words)) == []


@pytest.mark.parametrize(
    "remark",
    ["（2018年5月重印）", "注：2018年5月根据手写记录整理。", "说明：原件受潮，2018年5月补录。", "（照原稿打印）"],
)
def test_a_record_that_says_it_was_made_later_is_innocent(remark: str) -> None:
    assert strengths(dated("2015年9月10日")) == ["strong"]
    assert found(dated("2015年9月10日", tail=remark)) == []


def test_a_file_whose_name_says_so_is_innocent() -> None:
    assert found(dated("2015年9月10日"), "榆树坪村/会议/记录（补）.txt") == []


def test_a_record_signed_after_the_words_came_up_is_innocent() -> None:
    assert found(dated("2015年9月10日", tail="榆树坪村党支部\n2016年3月1日\n")) == []
    assert strengths(dated("2015年9月10日", tail="榆树坪村党支部\n2015年9月11日\n")) == ["strong"]


def test_the_day_of_something_long_ago_dates_nothing() -> None:
    assert found("榆树坪村简介\n1954年4月1日建社。\n如今全村实施乡村振兴战略，建起文明实践站。\n") == []
    assert strengths("榆树坪村简介\n2004年4月1日建社。\n如今全村实施乡村振兴战略，建起文明实践站。\n") == ["strong"]


def test_what_a_whole_year_is_about_may_be_written_after_it() -> None:
    assert found("榆树坪村党支部2015年度总结\n我们树牢“四个意识”，修好了渠。\n") == []
    assert found("榆树坪村党支部2015年度总结\n今年是建党95周年，修好了渠。\n") == []


def test_a_book_counts_between_title_marks_only() -> None:
    assert strengths(dated("2015年9月10日", "观看《长津湖》，写了感想。")) == ["strong"]
    assert found(dated("2015年9月10日", "战士在长津湖冻伤的事，老罗讲了半天。")) == []


def test_the_longer_name_of_a_body_is_one_wording_not_two() -> None:
    (finding,) = found(dated("2019年5月9日", "材料报国家乡村振兴局。"))
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence[1:]] == ["国家乡村振兴局"]
    assert "机构" in finding.statement
    assert "另有" not in finding.statement


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        ("2016年6月21日", "庆祝建党96周年，慰问老党员。", ["moderate"]),
        ("2016年6月21日", "庆祝建党九十六周年，慰问老党员。", ["moderate"]),
        ("2016年6月21日", "庆祝建党95周年，慰问老党员。", []),
        ("2016年6月21日", "今年是建党94周年，慰问老党员。", ["weak"]),
        ("2016年6月21日", "庆祝建党94周年时栽的树活了。", []),
        ("2016年6月21日", "到建党100周年时全村通水泥路。", []),
        ("2016年6月21日", "回顾时都说今年是建党94周年大会最热闹。", []),
        ("2016年6月21日", "墙上挂着建党94周年的锦旗。", []),
        ("2016年11月15日", "迎接建党96周年，排练演出。", []),
        ("2016年4月12日", "迎接建党96周年，排练演出。", ["moderate"]),
        ("2018年9月4日", "庆祝改革开放40周年。", []),
        ("2017年9月5日", "庆祝改革开放40周年。", ["moderate"]),
    ],
)
def test_anniversaries(day: str, words: str, expected: list[str]) -> None:
    assert strengths(dated(day, words)) == expected


def test_an_anniversary_says_which_one_was_due() -> None:
    (finding,) = found(dated("2016年6月21日", "庆祝建党96周年，慰问老党员。"))
    assert finding.statement == "2016年6月21日的材料写“建党96周年”，当年应为95周年"
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["2016年6月21日", "建党96周年"]


def test_a_coming_anniversary_beside_a_day_read_by_ocr_is_weak() -> None:
    text = dated("2016年6月21日", "庆祝建党96周年，慰问老党员。")
    assert strengths(read(text)) == ["weak"]
    assert strengths(read(text.replace("21日", "21日（星期二）"))) == ["moderate"]


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        ("2018年3月6日", "今年胜利召开了党的十九大，喜事多。", ["moderate"]),
        ("2017年12月5日", "今年胜利召开了党的十九大，喜事多。", []),
        ("2018年3月6日", "去年党的十九大胜利召开，喜事多。", []),
        ("2019年3月5日", "去年党的十九大胜利召开，喜事多。", ["moderate"]),
        ("2016年3月8日", "明年将召开党的十九大。", []),
    ],
)
def test_this_year_and_last_year_before_a_congress(day: str, words: str, expected: list[str]) -> None:
    assert strengths(dated(day, words)) == expected


def test_the_year_of_the_congress_is_told_and_marked() -> None:
    (finding,) = found(dated("2019年3月5日", "去年党的十九大胜利召开，喜事多。"))
    assert finding.statement == "2019年3月5日的材料写“去年党的十九大胜利召开”，而十九大于2017年召开"
    assert finding.evidence[1].quote[slice(*finding.evidence[1].marks[0])] == "去年党的十九大胜利召开"
    assert "2018年" in finding.reasons[0].text
    read_by_ocr = read(dated("2019年3月5日", "去年党的十九大胜利召开，喜事多。"))
    assert strengths(read_by_ocr) == ["weak"]


def test_each_entry_of_a_notebook_has_its_own_day() -> None:
    book = "学习笔记\n2015年9月10日　抄党章第一章。\n2016年3月10日　抄“四个意识”四句话。\n"
    assert found(book) == []
    assert strengths(book.replace("抄党章第一章", "学“四个意识”")) == ["strong"]


def test_without_a_day_it_says_what_it_needs() -> None:
    (looked,) = examinations(ReDated, {"甲/说明.txt": SURE})
    assert [(s.state, s.reason) for s in looked.statements] == [("not_applicable", "需要记录写明日期")]
