"""`forensics explain`: the page of a pattern, or the whole of one finding, as plain text."""

from __future__ import annotations

import inspect
from pathlib import Path

from forensics.case.store import CaseError
from forensics.detection import registry
from forensics.detection.finding import Finding
from forensics.report.anchors import place_words
from forensics.report.labels import CERTAINTIES, STRENGTHS
from forensics.report.visible import one_line
from forensics.screening import Case


def pattern_text(pattern: str) -> str:
    """The guide and the strength table of a pattern. Raises `UnknownPatternError`."""
    (detector, *_) = registry.choose([pattern])
    guide = detector.guide
    table = inspect.getdoc(inspect.getmodule(detector)) or ""
    return "\n".join(
        [
            f"{detector.pattern}　{guide.title}",
            guide.title_en,
            f"\n查什么：{guide.looks_for}",
            *_listed("可能的正常原因", guide.innocent),
            *_listed("建议核实", guide.next_steps),
            *_listed("依据", guide.basis),
            f"\n{table}",
        ]
    )


def finding_text(fingerprint: str, case: Path | None) -> str:
    """A finding of a case by its id, or the unique beginning of it. Raises `CaseError` where there is none."""
    folder = case or _only_case()
    found = [f for f in Case(folder).findings if f.fingerprint.startswith(fingerprint)]
    if len(found) != 1:
        raise CaseError(f"案卷 {folder} 中{'没有' if not found else '不止一条'}编号为 {fingerprint} 的线索")
    return _finding(found[0])


def _only_case() -> Path:
    cases = sorted(Path.cwd().glob("*.case"))
    if len(cases) != 1:
        raise CaseError("请用 --case 指明案卷文件夹")
    return cases[0]


def _finding(finding: Finding) -> str:
    lines = [
        f"{finding.fingerprint}　{finding.pattern}　线索强度：{STRENGTHS[finding.strength]}",
        finding.statement,
    ]
    for place in finding.evidence:
        lines.append(f"\n{place.path}　{place_words(place)}　{place.note}".rstrip())
        if place.quote:
            lines.append(f"  “{one_line(place.quote)}”")
    lines += _listed("支持", [r.text for r in finding.reasons if not r.innocent])
    lines += _listed("反向", [r.text for r in finding.reasons if r.innocent])
    lines += _listed("可能的正常原因", finding.innocent_causes)
    lines += _listed("建议核实", finding.next_steps)
    lines += _listed(
        "依据",
        [
            " ".join(filter(None, (b.name, b.date, CERTAINTIES.get(b.certainty, b.certainty), b.source)))
            for b in finding.basis
        ],
    )
    return "\n".join([*lines, f"\n强度依据：{finding.calibration}"])


def _listed(title: str, entries: tuple[str, ...] | list[str]) -> list[str]:
    return [f"\n{title}：", *(f"  · {e}" for e in entries)] if entries else []
