"""time/impossible beyond the fixtures: the calendar, the clock, and people in two places."""

from __future__ import annotations

import pytest

from detectors.time.impossible import Impossible
from forensics.detection.finding import Finding
from forensics.documents.document import Document
from tests.making import document, examinations, findings

PATH = "柳塘村/会议/记录.txt"


def meeting(
    time: str = "2019年4月9日（星期二）上午9:00—11:00",
    place: str = "村部会议室",
    *,
    unit: str = "柳塘村",
    chair: str = "葛长顺",
    kind: str = "支委会会议记录",
    more: str = "",
) -> str:
    return f"{unit}党支部{kind}\n时间：{time}\n地点：{place}\n主持人：{chair}\n记录人：苗小英\n议定清淤人手。\n{more}"


def found(made: str | Document, path: str = PATH) -> list[Finding]:
    return findings(Impossible, {path: made})


def strengths(made: str | Document, path: str = PATH) -> list[str]:
    return [f.strength.value for f in found(made, path)]


def read(text: str) -> Document:
    return document(text, source="ocr", confidence=0.97)


def test_an_ordinary_meeting_is_innocent() -> None:
    assert found(meeting()) == []


@pytest.mark.parametrize("day", ["2019年2月30日", "2019年2月29日", "2019年13月5日", "2019年4月31日"])
def test_a_day_that_does_not_exist_is_moderate_and_marked(day: str) -> None:
    (finding,) = found(meeting(f"{day}上午9:00"))
    assert finding.strength == "moderate"
    assert f"所写日期“{day}" in finding.statement
    (place,) = finding.evidence
    assert place.quote[slice(*place.marks[0])].startswith(day)


def test_the_last_of_february_exists_in_a_leap_year() -> None:
    assert found(meeting("2020年2月29日（星期六）上午9:00")) == []


def test_such_a_day_read_by_ocr_is_weak() -> None:
    (finding,) = found(read(meeting("2019年4月31日上午9:00")))
    assert finding.strength == "weak"
    assert any(r.innocent and "识别" in r.text for r in finding.reasons)


def test_a_weekday_that_does_not_fit_its_typed_day_is_moderate() -> None:
    (finding,) = found(meeting("2019年4月9日（星期四）上午9:00"))
    assert finding.strength == "moderate"
    assert finding.statement == "2019年4月9日是星期二，记录写作星期四"
    assert finding.evidence[0].quote[slice(*finding.evidence[0].marks[0])].startswith("2019年4月9日（星期四）")


def test_weekdays_that_fit_elsewhere_in_the_paper_are_told() -> None:
    text = meeting("2019年4月9日（星期四）上午9:00", more="下次会议定于2019年5月7日（星期二）。\n")
    assert any("另有1处" in r.text for r in found(text)[0].reasons)


@pytest.mark.parametrize("name", ["记录.pdf", "2019年4月9日支委会.pdf"])
def test_a_weekday_read_by_ocr_is_weak(name: str) -> None:
    assert strengths(read(meeting("2019年4月9日（星期四）上午9:00")), f"柳塘村/会议/{name}") == ["weak"]


def test_a_weekday_beside_a_day_whose_year_is_inferred_is_weak_unless_others_fit() -> None:
    log = "柳塘村党支部2019年值班日志\n4月9日　星期四　看水\n"
    assert strengths(log) == ["weak"]
    assert strengths(log + "4月10日　星期三　看水\n") == ["moderate"]


def test_a_swapped_workday_is_weak() -> None:
    # Sunday 28 April 2019 was worked for the May holiday: a clerk may well write the day that was swapped in
    assert strengths(meeting("2019年4月28日（星期一）上午9:00")) == ["weak"]
    assert strengths(meeting("2019年4月21日（星期一）上午9:00")) == ["moderate"]
    assert found(meeting("2019年4月28日（星期日）上午9:00")) == []


@pytest.mark.parametrize("word", ["更正", "笔误", "应为", "误写"])
def test_a_slip_that_the_text_itself_corrects_is_innocent(word: str) -> None:
    assert strengths(meeting(more="上次记录写作2019年3月5日（星期四）。\n")) == ["moderate"]
    assert found(meeting(more=f"上次记录{word}：2019年3月5日（星期四），今改。\n")) == []
    assert strengths(meeting(more="上次记录的日期是2019年2月30日。\n")) == ["moderate"]
    assert found(meeting(more=f"上次记录的日期2019年2月30日有误，{word}月底。\n")) == []


def test_an_end_before_the_start_is_moderate_and_weak_by_ocr() -> None:
    text = meeting("2019年4月9日（星期二）下午3:30—2:10")
    (finding,) = found(text)
    assert finding.strength == "moderate"
    assert finding.statement == "所写结束时间2:10早于开始时间15:30"
    assert "3:30—2:10" in finding.evidence[0].quote[slice(*finding.evidence[0].marks[0])]
    assert strengths(read(text)) == ["weak"]


@pytest.mark.parametrize("hours", ["上午10:00—2:10", "晚10:00—1:00", "上午9:00—11:00", "晚上11:00—24:00"])
def test_hours_over_noon_or_midnight_are_innocent(hours: str) -> None:
    assert found(meeting(f"2019年4月9日（星期二）{hours}")) == []


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        ("2019年10月15日", "上半年即将结束", ["moderate"]),
        ("2019年6月18日", "上半年即将结束", []),
        ("2019年7月2日", "上半年已近尾声", []),
        ("2019年3月12日", "全年马上就要过去", ["moderate"]),
        ("2019年12月10日", "全年马上就要过去", []),
        ("2019年5月14日", "一季度即将收官", ["moderate"]),
        ("2019年3月26日", "一季度即将收官", []),
        ("2019年4月9日", "二季度工作即将结束", ["moderate"]),
        ("2019年5月14日", "三季度即将结束", ["moderate"]),
        ("2019年9月24日", "三季度即将结束", []),
        ("2019年8月13日", "四季度眼看过去", ["moderate"]),
        ("2019年10月15日", "上半年的工作已经结束", []),
    ],
)
def test_words_for_the_end_of_a_period_must_fit_the_day(day: str, words: str, expected: list[str]) -> None:
    text = meeting(day, more=f"葛长顺：{words}，欠账要补上。\n")
    assert strengths(text) == expected
    for finding in found(text):
        assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == [day, words]
        assert words in finding.statement


def test_a_quarter_meeting_may_not_end_the_half_year() -> None:
    text = "柳塘村党支部第三季度党员大会讲话\n葛长顺：上半年即将结束，欠账要补上。\n"
    (finding,) = found(text)
    assert finding.strength == "moderate"
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["第三季度党员大会", "上半年即将结束"]
    assert found(text.replace("第三季度", "第二季度")) == []


def test_such_words_are_weak_where_they_are_hard_to_read_and_nothing_where_the_day_is() -> None:
    text = meeting("2019年10月15日（星期二）上午9:00", more="葛长顺：上半年即将结束，欠账要补上。\n")
    assert strengths(read(text)) == ["moderate"]
    assert strengths(document(text, source="ocr", confidence=0.7)) == ["weak"]
    assert found(read(text.replace("（星期二）", ""))) == []


def twice(first: str, second: str, *, other: str = "柳塘村/会议/记录二.txt") -> list[Finding]:
    return findings(Impossible, {PATH: first, other: second})


HERE = meeting("2019年4月9日上午9:00—11:00", "村部会议室")
THERE = meeting("2019年4月9日上午10:00—11:30", "东沟小学操场", kind="党员大会会议记录").replace("苗小英", "龚小满")


def test_one_chair_at_two_meetings_of_his_unit_is_strong() -> None:
    (finding,) = twice(HERE, THERE)
    assert finding.strength == "strong"
    assert finding.statement == "葛长顺同一天9:00在村部会议室、10:00在东沟小学操场，两处时间重叠"
    assert [p.quote[slice(*p.marks[0])] for p in finding.evidence] == ["葛长顺", "葛长顺"]
    assert {p.path for p in finding.evidence} == {PATH, "柳塘村/会议/记录二.txt"}


def test_two_rooms_of_one_house_are_weak() -> None:
    (finding,) = twice(HERE, THERE.replace("东沟小学操场", "党员活动室"))
    assert finding.strength == "weak"


@pytest.mark.parametrize(
    "second",
    [
        THERE.replace("4月9日", "4月10日"),
        THERE.replace("10:00—11:30", "11:00—11:30"),
        THERE.replace("东沟小学操场", "村部会议室"),
        THERE.replace("东沟小学操场", "村部"),
        THERE.replace("地点：东沟小学操场\n", ""),
        THERE.replace("上午10:00—11:30", ""),
        THERE.replace("葛长顺", "仇大海"),
    ],
    ids=["another day", "continues", "same place", "the same house", "no place", "no hour", "others"],
)
def test_meetings_that_leave_room_for_each_other_are_innocent(second: str) -> None:
    assert twice(HERE, second) == []


def test_minutes_and_sign_in_sheet_of_one_meeting_are_innocent() -> None:
    sheet = "柳塘村党支部支委会签到表\n时间：2019年4月9日上午9:00\n地点：村部会议室\n姓名\t签名\n葛长顺\t√\n苗小英\t√\n"
    assert twice(HERE, sheet) == []


def test_a_name_that_is_only_listed_is_weak() -> None:
    second = THERE.replace("主持人：葛长顺", "主持人：仇大海\n参加人员：葛长顺、龚月琴")
    (finding,) = twice(HERE, second)
    assert finding.strength == "weak"
    assert any(r.innocent and "仅列名" in r.text for r in finding.reasons)


def test_a_meeting_without_an_end_lasts_half_an_hour() -> None:
    early = THERE.replace("10:00—11:30", "8:30")
    assert twice(HERE, early) == []
    assert [f.strength.value for f in twice(HERE, early.replace("8:30", "8:31"))] == ["strong"]


def test_two_meetings_at_once_read_by_ocr_are_weak_unless_weekdays_confirm_the_day() -> None:
    def both(first: str, second: str) -> list[str]:
        files: dict[str, str | Document] = {PATH: read(first), "柳塘村/会议/记录二.txt": read(second)}
        return [f.strength.value for f in findings(Impossible, files)]

    assert both(HERE, THERE) == ["weak"]
    assert both(*(t.replace("4月9日", "4月9日（星期二）") for t in (HERE, THERE))) == ["strong"]


def test_same_names_in_units_that_nothing_connects_are_innocent() -> None:
    assert twice(HERE, THERE.replace("柳塘村", "东沟村"), other="东沟村/会议/记录.txt") == []


def test_a_guest_named_with_his_unit_and_office_while_he_holds_his_own_is_moderate() -> None:
    guest = meeting(
        "2019年4月9日上午9:30—11:00",
        "东沟村文化室",
        unit="东沟村",
        chair="仇大海",
        kind="党员大会会议记录",
        more="柳塘村党支部书记葛长顺到会指导。\n",
    )
    (finding,) = twice(HERE, guest, other="东沟村/会议/记录.txt")
    assert finding.strength == "moderate"
    assert "葛长顺" in finding.statement
    elsewhere = guest.replace("柳塘村党支部书记", "西坡村党支部书记")
    assert twice(HERE, elsewhere, other="东沟村/会议/记录.txt") == []
    assert twice(HERE, guest.replace("柳塘村党支部书记", ""), other="东沟村/会议/记录.txt") == []


def test_a_guest_is_known_though_the_folder_names_the_town_as_well() -> None:
    guest = meeting(
        "2019年4月9日上午9:30—11:00", "东沟村文化室", chair="仇大海", more="柳塘村党支部书记葛长顺到会指导。\n"
    )
    files: dict[str, str | Document] = {"清水镇柳塘村/记录.txt": HERE, "清水镇东沟村/记录.txt": guest}
    assert [f.strength.value for f in findings(Impossible, files)] == ["moderate"]


def test_a_day_that_is_only_mentioned_places_nobody() -> None:
    spoken = THERE.replace("时间：2019年4月9日上午10:00—11:30\n", "")
    assert twice(HERE, f"{spoken}葛长顺：2019年4月9日上午10:00—11:30到镇里领图纸。\n") == []


def test_without_a_day_it_says_what_it_needs() -> None:
    (looked,) = examinations(Impossible, {PATH: "柳塘村水费标准\n每吨一块八。\n"})
    assert [(s.state, s.reason) for s in looked.statements] == [("not_applicable", "需要记录写明日期")]


@pytest.mark.parametrize(
    ("words", "strengths_"),
    [
        ("2013年6月20日，星期四，正赶上端午节，早上去看了五户。", ["moderate"]),
        ("2013年6月12日，星期三，正赶上端午节，早上去看了五户。", []),
        ("2013年6月20日，说起上次端午节，早上去看了五户。", []),
    ],
)
def test_a_day_that_is_said_to_be_a_festival_of_another_day(words: str, strengths_: list[str]) -> None:
    assert strengths(words) == strengths_
