"""The summary and the progress bar on a terminal."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from forensics.detection.result import Result
from forensics.report.bar import Bar
from forensics.report.terminal import summarise


def shown(result: Result, *, terminal: bool = False) -> str:
    out = io.StringIO()
    summarise(result, Console(file=out, width=100, force_terminal=terminal), Path("case/report"))
    return out.getvalue()


def test_the_summary_fits_on_a_screen_and_names_the_report(result: Result) -> None:
    text = shown(result)
    assert len(text.splitlines()) <= 32
    assert "case/report" in text and "不是结论" in text
    assert text.index("强") < text.index("弱")


def test_evidence_can_neither_colour_nor_steer_the_terminal(result: Result) -> None:
    hostile = shown(Result(version="1", archive="[red]x[/red]\x1b[2J", findings=result.findings[-8:]))
    assert "[red]" in hostile
    assert "\x1b[2J" not in hostile and "\x07" not in hostile


def test_progress_is_silent_where_nobody_looks() -> None:
    out = io.StringIO()
    with Bar(Console(file=out, force_terminal=False)) as bar:
        bar.begin("读取", 3)
        bar.step("a.docx", failed=False)
        bar.step("b.docx", failed=True)
    assert out.getvalue() == ""


def test_progress_on_a_terminal_names_stage_count_and_file() -> None:
    out = io.StringIO()
    with Bar(Console(file=out, force_terminal=True, width=120)) as bar:
        bar.begin("读取与识别", 3)
        bar.step("会议[1].docx", failed=True)
    assert "读取与识别" in out.getvalue() and "1/3" in out.getvalue() and "会议[1].docx" in out.getvalue()
