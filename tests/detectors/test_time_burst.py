"""time/burst beyond the fixtures."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from detectors.time.burst import Burst
from forensics.detection.finding import Finding
from forensics.documents.document import Document, Property
from tests.making import document, findings

MONTHS = (2, 4, 5, 7, 9, 10)
FOLDER = "长岭村/支委会"


def minutes(month: int, made: str, *, saved: str = "", more: str = "") -> Document:
    text = (
        f"长岭村党支部支委会会议记录\n时间：2018年{month}月12日\n地点：村部\n主持人：葛大海\n议定{month}号堰。\n{more}"
    )
    properties = [Property("created", made, "docProps/core.xml")] if made else []
    properties += [Property("modified", saved, "docProps/core.xml")] if saved else []
    return msgspec.structs.replace(document(text), properties=tuple(properties))


def sitting(
    *, count: int = 6, step: int = 7, hour: int = 2, suffix: str = "docx", day: str = "2018-12-04", more: str = ""
) -> dict[str, Document]:
    """Minutes of so many months made `step` minutes apart."""
    return {
        f"{FOLDER}/{m}月支委会.{suffix}": minutes(
            m, f"{day}T{hour + i * step // 60:02d}:{i * step % 60:02d}:{i * 3:02d}Z", more=more
        )
        for i, m in enumerate(MONTHS[:count])
    }


def found(files: dict[str, Document | str]) -> list[Finding]:
    return findings(Burst, files)


def test_six_months_typed_in_an_hour_are_one_strong_finding() -> None:
    (finding,) = found({**sitting()})
    assert finding.strength == "strong"
    assert {p.path for p in finding.evidence} == set(sitting())
    assert finding.statement.startswith("6份材料写明2018-02-12至2018-10-12的日期")
    assert "2018-12-04 10:00至10:35" in finding.statement
    assert finding.evidence[1].quote == "创建时间 2018-12-04T02:00:00Z"
    assert any("先后完全一致" in r.text for r in finding.reasons)


def test_four_are_moderate_and_three_nothing() -> None:
    assert [f.strength.value for f in found({**sitting(count=4)})] == ["moderate"]
    assert found({**sitting(count=3)}) == []


def test_one_a_day_is_no_sitting() -> None:
    files = {f"{FOLDER}/{m}月支委会.docx": minutes(m, f"2018-12-{3 + i:02d}T02:00:00Z") for i, m in enumerate(MONTHS)}
    assert found({**files}) == []


def test_before_or_on_the_stated_days_is_innocent() -> None:
    assert found({**sitting(day="2018-01-10")}) == []


def test_pdf_is_moderate_and_seconds_apart_weak() -> None:
    assert [f.strength.value for f in found({**sitting(suffix="pdf")})] == ["moderate"]
    assert [f.strength.value for f in found({**sitting(step=0)})] == ["weak"]


def test_equal_times_are_a_copy() -> None:
    same = {f"{FOLDER}/{m}月.docx": minutes(m, "2018-12-04T02:00:00Z", saved="2018-12-04T02:00:00Z") for m in MONTHS}
    assert found({**same}) == []


def test_copies_of_a_younger_parent_count_by_saving_and_of_an_older_not() -> None:
    def copies(parent: str) -> dict[str, Document | str]:
        return {
            f"{FOLDER}/{m}月.docx": minutes(m, parent, saved=f"2018-12-04T02:{i * 8:02d}:00Z")
            for i, m in enumerate(MONTHS)
        }

    assert [f.strength.value for f in found(copies("2018-12-04T01:50:00Z"))] == ["moderate"]
    assert found(copies("2018-01-05T01:50:00Z")) == []


def test_files_saved_before_they_were_created_were_copied() -> None:
    files = {
        f"{FOLDER}/{m}月.docx": minutes(m, f"2018-12-04T02:{i * 8:02d}:00Z", saved=f"2018-{m:02d}-14T02:00:00Z")
        for i, m in enumerate(MONTHS)
    }
    assert found({**files}) == []


@pytest.mark.parametrize("words", ["（2018年12月照手写原稿录入）", "注：补录", "说明：因更换系统于2018年12月导出。"])
def test_records_that_say_so_are_innocent(words: str) -> None:
    assert found({**sitting(more=words)}) == []


@pytest.mark.parametrize(
    ("path", "text", "excused"),
    [
        (f"{FOLDER}/说明.txt", "2018年12月4日换新电脑，旧文档全部另存，文件创建时间为当天。", True),
        ("长岭村/迁移说明.txt", "2018年12月旧系统停用，各类文档统一导出。", True),
        ("长岭村/其他/电话记录.txt", "2018年12月4日所有文档统一迁移到新电脑。", True),
        ("长岭村/迁移说明.txt", "2015年3月旧系统停用，各类文档统一导出。", False),
        ("长岭村/其他/说明.txt", "2018年12月4日扫描件已存档。", False),
        ("石板村/迁移说明.txt", "2018年12月4日旧系统停用，各类文档统一导出。", False),
    ],
)
def test_a_note_of_that_time_in_the_unit_explains_the_sitting(path: str, text: str, excused: bool) -> None:
    files: dict[str, Document | str] = {**sitting(), path: text}
    assert (found(files) == []) is excused


def test_notices_and_plans_of_the_same_minutes_speak_for_a_batch() -> None:
    more = {
        f"长岭村/通知/关于{i}号堰的通知.docx": msgspec.structs.replace(
            document(f"关于召开{i}号堰用水会的通知\n各组：\n2018年{i}月3日开会。"),
            properties=(Property("created", f"2018-12-04T02:{i * 5:02d}:30Z", "docProps/core.xml"),),
        )
        for i in range(2, 6)
    }
    (finding,) = found({**sitting(), **more})
    assert finding.strength == "weak"
    assert not any("通知" in p.path for p in finding.evidence)


def scans(hour: int, *, weekday: bool = False, title: str = "支委会会议记录") -> dict[str, Document | str]:
    files: dict[str, Document | str] = {}
    for i, m in enumerate(MONTHS):
        day = f"2018年{m}月12日" + (f"（星期{'一二三四五六日'[date(2018, m, 12).weekday()]}）" if weekday else "")
        text = f"长岭村党支部{title}\n时间：{day}\n地点：村部\n会议讨论了闸门和水渠的分段维护，定了人和完工的日子。"
        files[f"{FOLDER}/20181204{hour:02d}{10 + i}12001.jpg"] = document(text, source="ocr")
    return files


def test_a_scanning_run_is_weak_but_for_one_by_night() -> None:
    assert [f.strength.value for f in found(scans(10))] == ["weak"]
    assert [f.strength.value for f in found(scans(22))] == ["weak"]  # days read by OCR that nothing confirms
    assert [f.strength.value for f in found(scans(22, weekday=True))] == ["moderate"]
    assert [f.strength.value for f in found(scans(22, weekday=True, title="葛长河学习笔记"))] == ["weak"]


def test_constants_of_templates_mean_nothing() -> None:
    files = {
        f"{FOLDER}/{m}月.docx": minutes(m, "2013-12-23T23:15:00Z", saved=f"2018-12-04T02:{i * 8:02d}:00Z")
        for i, m in enumerate(MONTHS)
    }
    assert found({**files}) == []
