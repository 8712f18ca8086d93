"""time/file-clock beyond the fixtures."""

from __future__ import annotations

import msgspec
import pytest

from detectors.time.file_clock import FileClock
from forensics.detection.compare import compare
from forensics.detection.examine import examine
from forensics.detection.finding import Finding
from forensics.documents.document import Document, Property
from forensics.records.context import Context
from tests.making import document, examinations, findings, item

NOTE = "读书心得\n长岭村党支部　葛长河　2017年6月5日\n我管堰塘的闸，今年先放远田。\n{}\n"
MINUTES = "长岭村党支部党员大会会议记录\n时间：2017年6月5日\n地点：村部\n主持人：葛大海\n葛大海：先放远田。\n"


def made(text: str, *, source: str = "docProps/core.xml", ocr: bool = False, **times: str) -> Document:
    body = document(text, source="ocr" if ocr else "paragraph")
    return msgspec.structs.replace(body, properties=tuple(Property(n, v, source) for n, v in times.items()))


def judged(text: str, path: str = "长岭村/笔记/葛长河心得.docx", *, ocr: bool = False, **times: str) -> list[Finding]:
    return findings(FileClock, {path: made(text, ocr=ocr, **times)})


def strengths(text: str, path: str = "长岭村/笔记/葛长河心得.docx", **times: str) -> list[str]:
    return [f.strength.value for f in judged(text, path, **times)]


@pytest.mark.parametrize(
    "words",
    [
        "本人于2017年6月8日上交支部。",
        "已于2017年6月8日报送镇党委组织委员。",
        "（2017年6月8日已交支部）",
        "2017年6月8日提交",
        "此稿已于2017年6月8日呈报县委组织部",
        "已将心得于2017年6月8日递交党小组",
    ],
)
def test_words_that_it_was_handed_in_before_the_file_was_made_are_strong(words: str) -> None:
    (finding,) = judged(NOTE.format(words), created="2017-11-20T03:00:00Z")
    assert finding.strength == "strong"
    assert "2017-06-08" in finding.statement and "2017-11-20 11:00" in finding.statement
    assert [p.quote for p in finding.evidence][-1] == "创建时间 2017-11-20T03:00:00Z"
    assert "2017年6月8日" in finding.evidence[0].quote


@pytest.mark.parametrize(
    "words",
    [
        "请于2017年6月8日前上交支部。",
        "拟于2017年6月8日上报镇党委。",
        "2017年6月8日上交党费12元。",
        "2017年6月8日上报的施工队名单有误。",
        "2017年6月8日我递交了入党申请书。",
        "水闸的事2017年6月8日上报12户。",
    ],
)
def test_deadlines_plans_and_other_things_are_no_claim(words: str) -> None:
    assert strengths(NOTE.format(words), created="2017-07-20T03:00:00Z") == []


def test_the_gap_and_the_way_it_is_said_give_the_strength() -> None:
    words = NOTE.format("已于2017年6月8日上交支部。")
    assert strengths(words, created="2017-06-09T16:30:00Z") == []
    assert strengths(words, created="2017-06-15T03:00:00Z") == ["weak"]
    label = "党员情况\n上报日期：2017年6月8日\n在册21名。"
    assert strengths(label, "长岭村/党员情况.docx", created="2017-09-15T03:00:00Z") == ["moderate"]
    assert strengths(label, "长岭村/党员情况.pdf", created="2017-09-15T10:00:00+08:00") == ["weak"]
    assert strengths(label.replace("上报", "填表"), "长岭村/党员情况.docx", created="2017-09-15T03:00:00Z") == ["weak"]
    assert strengths(words.replace("2017年6月8日上交", "上交"), created="2017-07-15T03:00:00Z") == []


def test_put_on_file_is_a_claim_and_no_excuse_while_typing_from_paper_is() -> None:
    claim = "2017年6月8日已交支部存档。"
    assert strengths(NOTE.format(claim), created="2017-11-20T03:00:00Z") == ["strong"]
    typed = claim + "\n注：2017年11月由支部照原稿录入。"
    assert strengths(NOTE.format(typed), created="2017-11-20T03:00:00Z") == []


def test_late_minutes_alone_are_weak_and_only_when_very_late() -> None:
    path = "长岭村/会议/6月党员大会会议记录.docx"
    assert strengths(MINUTES, path, created="2017-06-19T03:00:00Z") == []
    assert strengths(MINUTES, path, created="2017-07-25T03:00:00Z") == []
    assert strengths(MINUTES, path, created="2017-11-25T03:00:00Z") == ["weak"]
    assert strengths(MINUTES, path.replace("docx", "pdf"), created="2017-11-25T03:00:00Z") == []


def test_a_file_written_by_a_program_is_left_alone() -> None:
    same = "2017-11-25T03:00:00Z"
    path = "长岭村/会议/6月党员大会会议记录.docx"
    assert strengths(MINUTES, path, created=same, modified=same, edit_minutes="0") == []
    assert strengths(MINUTES, path, created=same, modified=same, edit_minutes="31") == ["weak"]


def sign_in(*days: str) -> str:
    return "长岭村党支部会议签到表\n" + "\n".join(f"时间：{d}\n姓名\t签到\n葛大海\t√\n葛长河\t√" for d in days)


def test_a_sign_in_sheet_younger_than_all_its_meetings() -> None:
    path = "长岭村/签到/会议签到表.xlsx"
    year = sign_in("2017年2月9日", "2017年5月11日", "2017年9月14日", "2017年12月7日")
    assert strengths(year, path, created="2018-02-20T03:00:00Z") == ["strong"]
    assert strengths(year, path, created="2017-12-28T03:00:00Z") == ["weak"]
    assert strengths(year, path, created="2017-01-10T03:00:00Z", modified="2018-02-20T03:00:00Z") == []
    assert strengths(sign_in("2017年2月9日"), path, created="2017-06-20T03:00:00Z") == ["moderate"]


def test_constants_scans_and_files_without_times() -> None:
    claim = NOTE.format("已于2005年6月8日上交支部。")
    for constant in ("2006-09-16T00:00:00Z", "2013-12-23T23:15:00Z", "1601-01-01T00:00:00Z", "2014-10-29T12:08:00Z"):
        looked = examinations(FileClock, {"长岭村/笔记/葛长河心得.docx": made(claim, created=constant)})
        assert not looked[0].traces
        assert [s.state for s in looked[0].statements] == ["not_applicable"]
    late = NOTE.format("已于2017年6月8日上交支部。")
    assert judged(late, "长岭村/笔记/葛长河心得.pdf", ocr=True, created="2019-11-20T10:00:00+08:00") == []


def stored(text: str, when: str, container: str = "", **times: str) -> list[str]:
    body = made(text, **times)
    kept = msgspec.structs.replace(
        item("长岭村/会议/6月党员大会会议记录.docx", body), modified=when, container=container
    )
    found, failures = compare([FileClock], examine(kept, body, Context(), [FileClock]).traces, Context())
    assert not failures
    return [f.strength.value for f in found]


def test_the_future_counts_from_the_time_under_which_the_file_is_stored() -> None:
    times = {"created": "2017-06-06T03:00:00Z", "modified": "2044-01-01T00:00:00Z"}
    assert stored(MINUTES, "2018-01-01T00:00:00Z", **times) == ["moderate"]
    assert stored(MINUTES, "2018-01-01T00:00:00", container="a.zip", **times) == ["weak"]
    agreeing = {"created": "2017-06-06T03:00:00Z", "modified": "2017-06-06T05:00:00Z"}
    assert stored(MINUTES, "2016-01-01T00:00:00Z", **agreeing) == []
    assert stored(MINUTES, "2044-01-01T08:00:00Z", **times) == []
    assert stored(MINUTES, "1980-01-01T00:00:00", **times) == []


def test_the_order_of_times() -> None:
    created = "2017-06-06T03:00:00Z"
    assert stored(MINUTES, "", created=created, modified="2017-05-20T03:00:00Z") == ["weak"]
    assert stored(MINUTES, "", created=created, printed="2017-05-20T03:00:00Z") == ["weak"]
    assert stored(MINUTES, "", created=created, printed="2016-02-20T03:00:00Z") == []
    assert stored(MINUTES, "", created=created, printed="2017-06-05T19:00:00Z") == []


def test_minutes_of_a_meeting_that_were_saved_before_it() -> None:
    path = "长岭村/会议/6月党员大会会议记录.docx"
    over = MINUTES + "\n会议决定：修渠。五点散会。"
    early = {"created": "2017-05-20T03:00:00Z", "modified": "2017-05-20T05:00:00Z"}
    assert strengths(over, path, **early) == ["moderate"]
    assert strengths(MINUTES.replace("会议决定", "拟议"), "长岭村/会议/6月党员大会议程.docx", **early) == []
    assert strengths(over, path, created="2017-05-20T03:00:00Z", modified="2017-06-09T05:00:00Z") == []


def test_a_paper_with_a_later_day_of_its_own_tells_of_an_earlier_one() -> None:
    words = "排查回头看\n2017年9月20日\n第一轮已于2017年6月8日上报镇党委，现再核一遍。"
    assert strengths(words, "长岭村/回头看.docx", created="2017-09-21T03:00:00Z") == []


def test_many_late_records_of_a_unit_are_one_finding() -> None:
    files: dict[str, str | Document] = {
        f"长岭村/会议/{m}月党员大会会议记录.docx": made(
            MINUTES.replace("2017年6月", f"2017年{m}月"), created=f"2018-03-0{m}T03:00:00Z"
        )
        for m in (4, 5, 6, 7)
    }
    (one,) = findings(FileClock, files)
    assert "4份记录" in one.statement
    assert {p.path for p in one.evidence} == set(files)


def folder(last: str, *, others: int = 10, said: str = "2017年6月5日") -> dict[str, str | Document]:
    """A folder of papers saved in June 2017, and one whose own time is given."""
    text = "长岭村堰塘管护办法\n{}\n"
    files: dict[str, str | Document] = {
        f"长岭村/制度/{n}.docx": made(text.format("2017年6月5日"), created=f"2017-06-{n + 5:02}T03:00:00Z")
        for n in range(others)
    }
    return {**files, "长岭村/制度/末.docx": made(text.format(said), created="2017-06-06T03:00:00Z", modified=last)}


def test_one_file_from_after_everything_else_is_weak() -> None:
    (finding,) = findings(FileClock, folder("2031-08-02T03:00:00Z"))
    assert finding.strength == "weak"
    assert [p.path for p in finding.evidence] == ["长岭村/制度/末.docx"]
    assert "2031-08-02" in finding.statement
    assert any(r.innocent for r in finding.reasons)


def test_a_file_within_a_year_of_the_others_or_of_its_own_text_is_innocent() -> None:
    assert findings(FileClock, folder("2018-05-02T03:00:00Z")) == []
    assert findings(FileClock, folder("2031-08-02T03:00:00Z", said="2031年7月30日")) == []
    assert findings(FileClock, folder("2031-08-02T03:00:00Z", others=5)) == []
