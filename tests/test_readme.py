"""The README's Python, run as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_the_python_of_the_readme_runs_on_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "fixtures" / "demo", tmp_path / "fixtures" / "demo")
    shutil.copy(ROOT / "fixtures" / "demo-context.yaml", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    names: dict[str, object] = {"__name__": "readme"}
    exec("\n".join(blocks), names)
    said = capsys.readouterr().out
    assert "copy/members" in said and "加密" in said and "党课" in said
    assert (tmp_path / "demo.case" / "report" / "report.html").is_file()


def test_the_two_commands_are_the_first_two_shell_blocks() -> None:
    first, second, *_ = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert "forensics scan fixtures/demo" in first
    assert "pytest" in second
