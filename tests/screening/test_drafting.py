"""`forensics context`: what the archive says of itself, as a context file to correct."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
import forensics
from forensics.records import context
from tests.making import InProcess, write

MINUTES = """梅坞村党支部党员大会会议记录
时间：2017年{month}月{day}日
地点：村部会议室
主持人：罗石生
记录人：阮小梅
应到24人，实到21人。
罗石生：今天讨论茶园路灯。
阮小梅：报价三家。
"""
NOTICE = """中共岭下县委办公室
关于开展党员组织关系排查的通知
岭办发〔2017〕8号
各乡镇党委：
各支部于2017年5月20日前完成逐人排查。
中共岭下县委办公室
2017年4月6日
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for place in ("drafting", ""):
        monkeypatch.setattr(f"forensics.screening{'.' * bool(place)}{place}.Pool", InProcess)
    monkeypatch.chdir(tmp_path)
    files = {f"梅坞村/{m}月党员大会.txt": MINUTES.format(month=m, day=m + 3) for m in (3, 6, 9)}
    return write(tmp_path / "岭下镇材料", files | {"上级来文/排查通知.txt": NOTICE})


def test_the_draft_names_units_people_and_size_and_is_a_valid_context(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "context.yaml").write_text(forensics.draft_context(archive), "utf-8")
    known, warnings = context.load(tmp_path / "context.yaml", archive)
    assert warnings == ()
    (unit,) = known.units
    assert (unit.folder, unit.branch, unit.kind) == ("梅坞村", "梅坞村党支部", "村")
    assert (unit.years, unit.members_at_start) == ((2017,), 24)
    assert [(p.name, p.role) for p in unit.people] == [("罗石生", "书记"), ("阮小梅", "")]


def test_papers_and_deadlines_found_wait_for_the_inspector_to_confirm_them(archive: Path, tmp_path: Path) -> None:
    draft = forensics.draft_context(archive)
    assert "# - {name: 岭办发〔2017〕8号, issuer: 中共岭下县委办公室, level: county, date: '2017-04-06'}" in draft
    assert "# - {what: 党员组织关系排查, by: '2017-05-20'}   # 上级来文/排查通知.txt" in draft
    (tmp_path / "context.yaml").write_text(draft.replace("# - {", "- {"), "utf-8")
    known, _ = context.load(tmp_path / "context.yaml", archive)
    assert known.policies[0].name == "岭办发〔2017〕8号"
    assert {d.what for d in known.due} >= {"支委会", "党员组织关系排查"}


def test_the_scan_that_follows_reads_nothing_anew(archive: Path) -> None:
    forensics.draft_context(archive)
    assert forensics.scan(archive).result.run.read == 0


def test_the_command_writes_the_file_and_never_over_another(archive: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(cli.app, ["context", str(archive)])
    assert run.exit_code == 0
    written = (tmp_path / "context.yaml").read_text("utf-8")
    again = CliRunner().invoke(cli.app, ["context", str(archive)])
    assert again.exit_code == 2
    assert "已存在" in again.output
    assert (tmp_path / "context.yaml").read_text("utf-8") == written


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli.app, ["context", str(tmp_path / "没有")]).exit_code == 2
