"""A lead as a row of the 问题清单."""

from __future__ import annotations

from collections.abc import Sequence

from forensics.documents.place import Place
from forensics.report import links
from forensics.report.anchors import place_words
from forensics.report.excerpt import excerpt, plain
from forensics.report.lead import Lead
from forensics.report.sheet import Cell, Column, Link
from forensics.report.visible import one_line

COLUMNS = (
    Column("序号", 6),
    Column("编号", 19),
    Column("单位", 18),
    Column("问题类别", 20),
    Column("问题表述", 44),
    Column("线索强度", 9),
    Column("依据", 30),
    Column("事实与出处（文件、页、处、原文）", 64),
    Column("文件一", 26),
    Column("文件二", 26),
    Column("可能的正常原因", 34),
    Column("核实方式建议", 34),
    Column("核查结果", 12),
    Column("核查人", 10),
    Column("核查日期", 12, day=True),
    Column("整改要求", 24),
    Column("责任人", 10),
    Column("时限", 12, day=True),
    Column("备注", 24),
)

FINDINGS = ("查实", "部分查实", "排除", "待查")
"what 核查结果 offers"

_QUOTE_CHARACTERS = 240
_PLACES = 20


def row_of(lead: Lead, archive_href: str) -> tuple[Cell, ...]:
    """The cells up to 核实方式建议; the rest is for the inspector."""
    first, second = (Link(path, links.for_workbook(archive_href, path)) for path in _two_files(lead))
    return (
        lead.number,
        lead.finding.fingerprint,
        lead.unit,
        f"{lead.family}：{lead.title}",
        lead.finding.statement,
        lead.strength,
        "\n".join(lead.basis),
        _facts(lead.finding.evidence),
        first,
        second,
        _listed(lead.innocent_causes),
        _listed(lead.next_steps),
    )


def _two_files(lead: Lead) -> tuple[str, str]:
    """The first file of the left side and the first other one, '' where there is none."""
    paths = list(dict.fromkeys(place.path for row in lead.rows for place in (*row.left, *row.right)))
    first, second, *_ = [*paths, "", ""]
    return first, second


def _facts(evidence: Sequence[Place]) -> str:
    lines = [f"{number}. {_fact(place)}" for number, place in enumerate(evidence[:_PLACES], 1)]
    if len(evidence) > _PLACES:
        lines.append(f"……共 {len(evidence)} 处，其余见网页报告")
    return "\n".join(lines)


def _fact(place: Place) -> str:
    where = f"{place.path} {place_words(place)}".rstrip()
    quote = one_line(plain(excerpt(place.quote, place.marks, _QUOTE_CHARACTERS)))
    said = f"：“{quote}”" if quote else ""
    return f"{where}{said}{f'（{place.note}）' if place.note else ''}"


def _listed(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
