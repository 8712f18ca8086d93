"""What a record says of its own handing in: 已于9月30日上交支部, 上报日期：."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from forensics.dates.dated import Dated, DateRole
from forensics.records.record import Record

_TO = (
    r"(?:党?支部|党?小组|党总支|党委|党工委|工委|组织[部科]|组织委员|纪委|机关|街道|乡镇|[镇乡区县市局院校办]|上级|书记|科室?|党建|"
    r"档案|小组|老师|公司|集团)"
)
_SELF = r"(?:[本此该](?:文|件|表|稿|材料|记录|报告|总结|名册|台账)|心得|体会|笔记|提纲|发言稿|材料|报表|全文|一式)"
_VERB = (
    r"(?:(?<=已)报(?![告道名销])|(?<=已)交(?![流代换叉通付])|送(?=[给到至]|"
    + _TO
    + r")|上交|上报|报送|呈报|呈交|递交|提交|送交|交[送存付]|报出|送审|交(?=[给到至]|"
    + _TO
    + r")|报(?=[给到至]|"
    + _TO
    + r"))"
)
_HANDED_IN = re.compile(
    _VERB + rf"(?:[了给到至于]|完毕)?(?=[^。；;\n，,]{{0,6}}?{_TO}|{_SELF}|\s*(?:[。；;，,（(）)】]|$))", re.M
)
_LABEL = re.compile(
    r"(?:收稿|收件|接收|上报|报送|上交|提交|呈报|报出|交稿|递交|送审|送交)(?:的)?(?:日期|时间|日)\s*[:：\t]?\s*\Z"
)
_FILLED = re.compile(r"(?:填报|填表|制表|填写|签字|签名|签收|盖章)(?:日期|时间)\s*[:：\t]?\s*\Z")
_OTHER_THING = re.compile(r"党费|会费|费用|款|元|捐|申请书|票|名额|人数|\d\s*名|\d\s*人|问题|线索|情况属实")
_TO_COME = re.compile(
    r"(?<!已)将|拟|(?<![接招])待|(?<!申)请(?![示假])|须|需|(?<![响供])应(?!到)|务必|准备|(?<![作度习年])计划|打算|(?<![按照])要求|争取|未|没|不|再|可以|能够|必须|何时|谁"
)
_DONE = re.compile(r"已|业经|均|如期|按[时期要]|及时|[于在]\s*\Z|了")
_EDGE_LINES = 5


class Claim(msgspec.Struct, frozen=True):
    """That the record was handed in on a day: the day, where the words stand, and how they say so.

    `how` is `words` for a sentence in the past tense, `label` for 上报日期, `filled` for 填报日期, 签字日期.
    """

    day: Dated
    chars: tuple[int, int]
    how: str


def claims_in(record: Record) -> Iterator[Claim]:
    """The days on which the record says that it was handed in."""
    full = record.text.full
    edges = _edges(full)
    said = list(_said(record, edges))
    for day in record.dates:
        before = full[max(0, day.chars[0] - 14) : day.chars[0]]
        if day.is_day and not day.impossible:
            if _LABEL.search(before):
                yield Claim(day, day.chars, "words" if said else "label")
            elif _FILLED.search(before):
                yield Claim(day, day.chars, "filled")
    for start, end in said:
        left, right = record.text.sentence(start, end)
        near = [
            d
            for d in record.dates
            if left <= d.chars[0] < right and d.is_day and not d.impossible and d.text[:1] not in "当今同"
        ]
        near = [d for d in near if d.role not in (DateRole.DEADLINE, DateRole.ISSUED)]
        if earlier := [d for d in near if d.chars[1] <= start]:
            yield Claim(earlier[-1], (earlier[-1].chars[0], end), "words")
        elif after := [d for d in near if 0 <= d.chars[0] - end <= 2]:
            yield Claim(after[0], (start, after[0].chars[1]), "words")


def _said(record: Record, edges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the head or end of a record, or a bracket, says in the past tense that it was handed in."""
    full = record.text.full
    for match in _HANDED_IN.finditer(full):
        if not any(a <= match.start() < b for a, b in edges):
            continue
        left, right = record.text.sentence(*match.span())
        clause = max(full.rfind(mark, left, match.start()) for mark in "，,；;。\n") + 1
        before = full[max(left, clause) : match.start()]
        dated = any(
            left <= d.chars[0] < match.start() and match.start() - d.chars[1] <= 12 for d in record.dates if d.is_day
        )
        if _TO_COME.search(before) or _OTHER_THING.search(full, match.start(), right) or _OTHER_THING.search(before):
            continue
        if full[match.end() : match.end() + 1] in ("的", "日", "时") or full[match.end() : match.end() + 2] == "日期":
            continue
        if dated or _DONE.search(before) or "了" in match[0]:
            yield match.span()


def _edges(full: str) -> list[tuple[int, int]]:
    """The first and last lines of a text, and its brackets."""
    bounds, at = [], 0
    for line in full.split("\n"):
        if line.strip():
            bounds.append((at, at + len(line)))
        at += len(line) + 1
    brackets = [m.span() for m in re.finditer(r"[（(【][^（）()【】\n]{4,60}[）)】]", full)]
    return [*bounds[:_EDGE_LINES], *bounds[-_EDGE_LINES:], *brackets]
