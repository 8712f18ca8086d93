"""What one document claims to be: title, unit, kind, author, the day of its words."""

from __future__ import annotations

import pytest

from forensics.records.context import Context, KnownPerson, KnownUnit
from forensics.records.record import Record
from forensics.records.reliance import firm
from tests.making import document, photo, record

MINUTES = """青石坡村党支部党员大会会议记录
时间：2019年5月6日（星期一）
地点：村部会议室
会议讨论水渠清淤，2018年8月的老账一并说明。
时间：2019年6月11日
会议通过账目。
2019年6月12日
"""


def day(made: Record, words: str) -> str:
    found = made.day_at(made.text.full.index(words))
    return found.start.isoformat() if found else ""


def test_title_unit_kind_and_folders() -> None:
    made = record("青石坡村/会议/外.zip!/三月.docx", MINUTES)
    assert made.title == "青石坡村党支部党员大会会议记录"
    assert (made.unit, made.unit_folder) == ("青石坡村", "青石坡村")
    assert made.folders == ("青石坡村", "会议", "外.zip")
    assert made.name == "三月.docx"


def test_the_unit_comes_from_the_title_where_no_folder_names_one() -> None:
    assert record("报送/001.docx", MINUTES).unit == "青石坡村党支部"
    assert record("报送/001.docx", "随手记").unit == "报送"
    assert record("001.docx", "随手记").unit == ""


def test_the_context_names_the_unit_and_its_people() -> None:
    unit = KnownUnit(name="清河县水利局", folder="A12", people=(KnownPerson(name="昝三"),))
    made = record("A12/本子/昝三的本子.docx", "随手记", Context(units=(unit,)))
    assert (made.unit, made.unit_folder, made.author) == ("清河县水利局", "A12", "昝三")
    assert record("A12/本子/昝三的本子.docx", "随手记").author == ""


def test_words_belong_to_the_meeting_before_them() -> None:
    made = record("青石坡村/记录.docx", MINUTES)
    assert day(made, "水渠") == "2019-05-06"
    assert day(made, "通过账目") == "2019-06-11"
    assert day(made, "青石坡") == "2019-05-06"


def test_without_a_meeting_the_signature_then_the_name_tells_the_day() -> None:
    signed = "读书心得\n学了水渠的事，很受教育。\n王德厚\n2019年6月12日"
    assert day(record("a/心得.txt", signed), "水渠") == "2019-06-12"
    bare = "读书心得\n学了水渠的事，很受教育。"
    assert day(record("a/2019年7月3日心得.txt", bare), "水渠") == "2019-07-03"
    assert day(record("2019年/7月3日学习/心得.txt", bare), "水渠") == "2019-07-03"
    assert day(record("a/心得.txt", bare), "水渠") == ""


def test_a_name_that_a_scanner_gave_tells_no_day() -> None:
    assert day(record("a/扫描件_20230901_101500.txt", "读书心得\n水渠"), "水渠") == ""


def test_a_month_serves_where_a_day_is_not_needed() -> None:
    made = record("2019年/7月学习/心得.txt", "读书心得\n水渠")
    assert day(made, "水渠") == ""
    found = made.time_at(6)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == ("2019-07-01", "2019-07-31")


def test_a_scene_is_a_photo_and_a_page_is_not() -> None:
    assert record("a/1.jpg", photo()).is_photo
    assert record("a/1.jpg", photo()).kind == "photo"
    page = record("a/1.jpg", document(MINUTES, source="ocr", confidence=0.9))
    assert page.is_image
    assert not page.is_photo


def test_a_day_read_by_ocr_is_firm_only_with_its_weekday_or_the_file_name() -> None:
    plain = document("会议记录\n时间：2019年5月6日\n水渠", source="ocr", confidence=0.99)
    weekday = document("会议记录\n时间：2019年5月6日（星期一）\n水渠", source="ocr", confidence=0.99)
    for made, expected in (
        (record("a/1.pdf", plain), False),
        (record("a/1.pdf", weekday), True),
        (record("a/2019年5月记录.pdf", plain), True),
        (record("a/2019年6月记录.pdf", plain), False),
        (record("a/1.txt", "会议记录\n时间：2019年5月6日\n水渠"), True),
    ):
        found = made.day_at(made.text.full.index("水渠"))
        assert found is not None
        assert firm(found, made) is expected


def test_a_title_that_calls_it_minutes_makes_a_meeting_of_whatever_name() -> None:
    made = record("青石坡村/打草场.docx", "打草场纠纷协调会记录\n2019年9月17日，村部。\n两户按手印。\n")
    assert [m.day.start.isoformat() for m in made.meetings if m.day] == ["2019-09-17"]
    both = "协调会记录\n本组2019年3月4日成立。\n2019年9月17日，村部。\n两户按手印。\n"
    assert record("青石坡村/打草场.docx", both).meetings == ()  # which of the days is not known
    assert record("青石坡村/打草场.docx", "打草场纠纷协调会通知\n2019年9月17日，村部。\n").meetings == ()


def test_entries_under_a_sort_of_meeting_in_brackets_have_days_of_their_own() -> None:
    book = "青石坡村党支部会议记录本（2020年度）\n" + "".join(
        f"【{kind}】{month}月{8 + month}日（{week}）晚 村部 到：昝三\n  议：修渠。\n"
        for kind, month, week in (("支委会", 1, "周四"), ("碰头", 4, "周日"), ("党员大会", 6, "周日"))
    )
    made = record("青石坡村/2020年/记录本.docx", book)
    assert [m.day.start.month for m in made.meetings if m.day] == [1, 4, 6]
    assert day(made, "党员大会") == "2020-06-14"


@pytest.mark.parametrize(
    "entry",
    [
        "支委会　2019.{m}.8\n",
        "2019年{m}月8日　晴\n支委会。\n",
        "日期：{m}月8日\n类型：支委会\n",
        "【2019-0{m}-08】支委会\n",
        "支委会纪要（第{m}期）\n2019年{m}月8日\n",
        "支委会：{m}月8日晚，村部。到会五人。\n",
        "会议{m}：支委会\n{m}月8日 19:00 村部\n",
        "（{m}月8日 支委会）\n",
        "支部委员会会议记录\n2019年{m}月8日晚7:00　村部\n主持：昝三\n",
        "第{m}页\n支委会\n{m}月8日\n",
        "《支委会》 {m}月8日 村部\n",
    ],
)
def test_a_minute_book_is_split_whatever_the_form_of_its_headings(entry: str) -> None:
    book = "青石坡村党支部2019年记录本\n" + "".join(f"{entry.format(m=m)}议修渠。\n" for m in (1, 3, 5, 9))
    made = record("青石坡村/会议/记录本.txt", book)
    assert [(m.day.start.month, m.kinds) for m in made.meetings if m.day] == [(m, ("rk-zwh",)) for m in (1, 3, 5, 9)]


def test_two_days_in_running_text_are_no_entries() -> None:
    text = "青石坡村党支部说明\n支委会1月8日、3月8日各开一次，议修渠的人手和石料，账目另附。\n党课情况见另册。\n"
    assert record("青石坡村/会议/说明.txt", text).meetings == ()
