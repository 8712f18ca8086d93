"""term/miswritten beyond the fixtures."""

from __future__ import annotations

from detectors.term.miswritten import Miswritten
from forensics.documents.document import Document
from tests.making import document, findings

NAME = "茶亭社区/台账/学习.txt"


def judged(text: str | Document) -> list[tuple[str, int]]:
    return [(f.strength.value, sum(len(p.marks) for p in f.evidence)) for f in findings(Miswritten, {NAME: text})]


def test_wrong_throughout_is_strong_and_marks_each_place() -> None:
    (finding,) = findings(Miswritten, {NAME: "开展二学一做学习教育。\n支部把“二学一做”记入台账。"})
    assert finding.strength == "strong"
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["二学一做", "二学一做"]
    assert "两学一做" in finding.statement


def test_a_right_name_broken_over_lines_is_right_and_a_wrong_one_is_still_wrong() -> None:
    assert judged("社区开展两学\n一做学习教育，落实三会\n一课。") == []
    assert judged("社区开展二学\n一做学习教育，\n把二学一\n做记入台账。") == [("strong", 2)]


def test_an_official_name_with_one_character_wrong_throughout_is_moderate() -> None:
    wrong = "支部学习《中国共产党党员教育管理工作条列》。\n按照《党员教育管理工作条列》第三章自查。"
    (finding,) = findings(Miswritten, {NAME: wrong})
    assert finding.strength == "moderate"
    assert sum(len(p.marks) for p in finding.evidence) == 2
    assert judged(wrong.split("\n")[0]) == []
    assert judged(wrong + "\n《党员教育管理工作条例》共四十三条。") == []
    assert judged(document(wrong, source="ocr", confidence=0.99)) == []


def test_names_that_differ_by_a_numeral_or_by_an_everyday_end_are_two_names() -> None:
    assert judged("村里第七次全国代表大会的故事。\n第六次全国代表大会在莫斯科召开。") == []
    assert judged("改善基层组织选举工作条件。\n基层组织选举工作条件有限。") == []


def test_a_text_about_the_slip_is_innocent() -> None:
    assert judged("检查发现，有的支部把“两学一做”写成“二学一做”。\n台账上“二学一做”应为“两学一做”。") == []


def test_one_slip_is_weak() -> None:
    assert judged("本月开展二学一做学习教育。") == [("weak", 1)]


def test_slips_beside_right_forms_are_weak_until_they_prevail() -> None:
    right = "两学一做学习教育开始了。\n"
    assert judged(right * 2 + "二学一做要入心。\n二学一做要见行动。") == [("weak", 2)]
    assert judged(right + "二学一做要入心。\n二学一做要见行动。") == [("moderate", 2)]


def test_an_everyday_word_is_weak_however_often() -> None:
    assert judged("要树立四种意识。\n四种意识要牢记。\n四种意识不能丢。") == [("weak", 3)]


def test_a_recognised_page_needs_two_clear_lines_that_no_misreading_explains() -> None:
    twice = "支部开展二学一做学习教育\n支部把二学一做记入台账"
    assert judged(document(twice, source="ocr", confidence=0.97)) == [("moderate", 2)]
    assert judged(document(twice, source="ocr", confidence=0.8)) == []
    assert judged(document("支部开展二学一做学习教育", source="ocr", confidence=0.97)) == []
    looks_alike = "全村推进精准扶贪工作\n精准扶贪台账一本"
    assert judged(document(looks_alike, source="ocr", confidence=0.97)) == []
    assert judged(looks_alike) == [("strong", 2)]


def test_an_enumeration_with_a_wrong_member() -> None:
    wrong = "要增强政治意识、大局意识、核心意识、看起意识。\n"
    (finding,) = findings(Miswritten, {NAME: wrong})
    assert finding.strength == "weak"
    assert finding.evidence[0].quote[slice(*finding.evidence[0].marks[0])] == "看起意识"
    assert "应为“看齐意识”" in finding.statement
    assert judged(wrong * 2) == [("moderate", 2)]
    assert judged("要增强政治意识、大局意识、核心意识、看齐意识。\n" * 2) == []


def test_a_list_of_other_things_is_no_wrong_enumeration() -> None:
    assert judged("要增强政治意识、大局意识、服务意识、责任意识，守住安全底线。\n" * 2) == []
