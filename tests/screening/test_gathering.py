"""What the archive says of itself before anything is judged: superiors' papers join the calendar of the scan."""

from __future__ import annotations

from pathlib import Path

import pytest

import forensics
from tests.making import Watch, write

NOTICE = """中共蓼江县委办公室文件
蓼委办〔2019〕8号
关于印发《蓼江县党员积分管理办法》的通知
各乡镇党委：
第一专题学习研讨须于2019年6月30日前完成。
中共蓼江县委办公室
2019年3月12日
"""
EARLY = """荷叶村党支部党员大会记录
时间：2019年1月15日
地点：晒场
会议按照《蓼江县党员积分管理办法》要求，部署全年积分工作，确定记分员。
"""
LATE = """荷叶村党支部会议记录
时间：2019年9月12日
地点：晒场
议题：第一专题学习研讨
逐人发言。
"""
STAGE = "归集会议和文件"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "报送", {"县委文件/通知.txt": NOTICE, "大塘镇荷叶村/会议/一月.txt": EARLY})


def test_a_meeting_before_the_notice_of_the_archive_is_found_and_the_notice_cited(
    archive: Path, tmp_path: Path
) -> None:
    done = forensics.scan(archive, case=tmp_path / "case", jobs=1, only=["time/before-policy"])
    (finding,) = done.findings
    assert finding.unit == "大塘镇荷叶村"
    shown = {p.path: p.quote[slice(*p.marks[0])] for p in finding.evidence}
    assert shown["县委文件/通知.txt"] == "2019年3月12日"
    assert set(shown) == {"县委文件/通知.txt", "大塘镇荷叶村/会议/一月.txt"}
    assert finding.basis[0].date == "2019-03-12"


def test_a_task_of_the_notice_done_late_is_found_and_the_notice_cited(archive: Path, tmp_path: Path) -> None:
    write(archive, {"大塘镇荷叶村/会议/九月.txt": LATE})
    done = forensics.scan(archive, case=tmp_path / "case", jobs=1, only=["time/deadline"])
    (finding,) = done.findings
    assert {p.path for p in finding.evidence} == {"县委文件/通知.txt", "大塘镇荷叶村/会议/九月.txt"}
    assert "蓼委办〔2019〕8号" in finding.statement


def test_a_second_scan_reads_nothing_anew_and_finds_the_same(archive: Path, tmp_path: Path) -> None:
    first, again = Watch(), Watch()
    before = forensics.scan(archive, case=tmp_path / "case", jobs=1, progress=first)
    after = forensics.scan(archive, case=tmp_path / "case", jobs=1, progress=again)
    assert sorted(first.steps[STAGE]) == ["县委文件/通知.txt", "大塘镇荷叶村/会议/一月.txt"]
    assert [p for paths in again.steps.values() for p in paths] == []
    assert after.findings == before.findings != ()


def test_a_notice_that_comes_later_is_gathered_alone_and_judged_against_all(archive: Path, tmp_path: Path) -> None:
    text = (archive / "县委文件/通知.txt").read_text("utf-8")
    (archive / "县委文件/通知.txt").unlink()
    without = forensics.scan(archive, case=tmp_path / "case", jobs=1, only=["time/before-policy"])
    assert without.findings == ()
    write(archive, {"县委文件/通知.txt": text})
    again = Watch()
    done = forensics.scan(archive, case=tmp_path / "case", jobs=1, only=["time/before-policy"], progress=again)
    assert again.steps[STAGE] == ["县委文件/通知.txt"]
    assert len(done.findings) == 1
