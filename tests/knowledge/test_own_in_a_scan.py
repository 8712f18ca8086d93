"""Own knowledge in a scan: it reaches the workers, and a changed file is judged by anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import forensics
from tests.making import write

ROOT = Path(__file__).resolve().parents[2]
EARLY = """支部党员大会记录
时间：2018年3月12日
地点：村部会议室
主持人：王德厚
会议传达学习《清河县党员积分管理办法》，并部署落实。
"""
YEAR = """青石坡村党支部2016年主题党日记录本
时间：2016年2月15日
主题党日：清扫村道
时间：2016年11月14日
主题党日：走访困难群众
"""
POLICY = """
policies:
- id: own-jf
  kind: policy
  name: 清河县党员积分管理办法
  issuer: 清河县委
  dates:
    carry_out_not_before: {date: 2018-06-01, certainty: sure, basis: 清发〔2018〕6号}
"""
CADENCE = """
cadence:
- {id: own-ztdr, record: 主题党日, every: quarter, source: 清河县委2015年制度, scope: local, certainty: sure,
   valid_from: 2015}
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "报送", {"青石坡村/积分.txt": EARLY, "青石坡村/党日.txt": YEAR})


def found(archive: Path, *files: Path) -> dict[str, forensics.Finding]:
    only = ("time/before-policy", "time/cadence")
    case = forensics.scan(archive, case=archive.parent / "case", knowledge=files, only=only, jobs=1)
    assert case.result.knowledge == tuple(f.name for f in files)
    return {f.pattern: f for f in case.findings}


def test_own_policies_and_rules_are_judged_by_until_they_are_taken_away(archive: Path, tmp_path: Path) -> None:
    policy, cadence = tmp_path / "policy.yaml", tmp_path / "cadence.yaml"
    policy.write_text(POLICY, "utf-8")
    cadence.write_text(CADENCE, "utf-8")
    assert found(archive) == {}
    both = found(archive, policy, cadence)
    assert "早了81天" in both["time/before-policy"].statement
    assert both["time/before-policy"].basis[0].source == "清发〔2018〕6号"
    assert "第二季度、第三季度" in both["time/cadence"].statement
    policy.write_text(POLICY.replace("2018-06-01", "2018-03-01"), "utf-8")
    assert set(found(archive, policy, cadence)) == {"time/cadence"}
    cadence.write_text(CADENCE + "disable: [cad-zwh]\n", "utf-8")
    policy.write_text("", "utf-8")
    assert set(found(archive, policy, cadence)) == {"time/cadence"}
    assert found(archive) == {}


def test_a_detector_of_the_calling_process_sees_it_too(archive: Path, tmp_path: Path) -> None:
    from detectors.time.before_policy import BeforePolicy

    class Mine(BeforePolicy):
        pattern = "time/mine"

    file = tmp_path / "own.yaml"
    file.write_text(POLICY, "utf-8")
    case = forensics.scan(
        archive, case=tmp_path / "case", knowledge=[file], only=["time/mine"], detectors=[Mine], jobs=1
    )
    assert [f.pattern for f in case.findings] == ["time/mine"]


def test_a_rule_that_cannot_be_judged_is_a_warning(archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(CADENCE.replace("主题党日", "院坝恳谈"), "utf-8")
    case = forensics.scan(archive, case=tmp_path / "case", knowledge=[file], only=["time/cadence"], jobs=1)
    assert case.result.warnings == ("没有判断的规定（不是已知的会议种类）：院坝恳谈",)


def test_a_wrong_file_ends_the_command_with_2(archive: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(POLICY, "utf-8")
    bad.write_text(POLICY.replace("2018-06-01", "2018-06-31"), "utf-8")
    arguments = [sys.executable, ROOT / "cli.py", "scan", archive, "--knowledge", good, "--knowledge", bad]
    done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=90)
    assert done.returncode == 2
    assert "bad.yaml:8: policies[0].dates.carry_out_not_before.date: 不是存在的日期" in done.stderr
    assert not (tmp_path / "报送.case").exists()
