"""The summary on the terminal at the end of a scan: some thirty lines, the gravest leads first."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from forensics.detection.result import Result
from forensics.report import labels
from forensics.report.lead import Lead, leads
from forensics.report.overview import STRONG_FIRST, gaps, tally
from forensics.report.visible import one_line

_TOP = 6
_TONES = {"strong": "bold red", "moderate": "bold yellow", "weak": "bold blue"}


class Screen(Console):
    """The terminal. A reader that goes away (`forensics scan … | head`) does not change the exit status."""

    def on_broken_pipe(self) -> None:
        """Let what is still to be printed vanish instead of ending the program."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def summarise(result: Result, console: Console, report: Path) -> None:
    """Print counts, the first leads, what could not be examined, and where the report lies."""
    found = leads(result, {})
    console.print(_head(result, found), soft_wrap=True)
    if found:
        console.print(_top(found))
    if len(found) > _TOP:
        console.print(f"……其余 {len(found) - _TOP} 条见报告。", style="dim")
    console.print(_unexamined(result))
    if any(detector.failed for detector in result.detectors):
        count = sum(len(detector.failed) for detector in result.detectors)
        console.print(f"有 {count} 次检查出错，详见报告“检查情况”。", style="yellow")
    console.print("以上为筛查线索，不是结论；请核对原件、听取说明后再作判断。")
    console.print(Text(f"报告：{one_line(str(report))}"), soft_wrap=True)


def _head(result: Result, found: tuple[Lead, ...]) -> Text:
    counts = tally(found)
    head = Text(f"{one_line(result.archive)}：{len(result.ledger)} 个文件，{counts.total} 条线索")
    for strength in STRONG_FIRST:
        head.append("　")
        head.append(f"{labels.STRENGTHS[strength]} {getattr(counts, strength.value)}", _TONES[strength.value])
    return head


def _top(found: tuple[Lead, ...]) -> Table:
    # Text objects, not strings: rich reads no markup in them.
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for lead in found[:_TOP]:
        words = Text(one_line(lead.finding.statement), "bold")
        words.append(f"\n{one_line(lead.unit)} · {one_line(lead.title)}", "not bold")
        words.append(f"\n{one_line(lead.finding.evidence[0].path)}" if lead.finding.evidence else "", "not bold dim")
        table.add_row(Text(lead.strength, _TONES[lead.finding.strength.value]), words)
    return table


def _unexamined(result: Result) -> Text:
    groups = [f"{labels.STATUSES[gap.status]} {len(gap.items)}" for gap in gaps(result.ledger)]
    if not groups:
        return Text("全部文件均已检查。")
    return Text(f"未能完整检查的文件：{'，'.join(groups)}。", "yellow")
