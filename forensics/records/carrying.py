"""Where a record carries out a policy on a day on which it did not exist yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from forensics.dates.dated import Dated, DateRole
from forensics.records.calendar import NAMED_THINGS, Policy, calendar_of, found_in
from forensics.records.context import Context
from forensics.records.expected import EXPECTED
from forensics.records.record import Record

CARRIED_OUT = re.compile(
    r"动员|部署|传达|学习|领学|宣读|通读|念|一条一条|讲解|照着|贯彻|落实|实施|执行|开展|发动|启动|推进|研讨|宣讲|对照|逐条|领导小组|按照|根据"
)
THING_ITSELF = re.compile(
    r"教育|活动|动员|方案|条例|准则|规定|办法|意见|通知|规划|细则|规则|制度|规程|章程|守则|标准|纲要|要点|计划|决定|决议|"
    r"大会|全会|会议|工作|行动|号|法$"
)
EXISTS = re.compile(
    r"》?(?:读本|单行本|释义|第[一二三四五六七八九十百千\d]+条|[^，。；\n草征编]{0,4}已[^，。；\n将拟]{0,14}(?:通过|颁布|公布|出台|印发|施行|生效))"
)
"""behind a name: that the text of the thing is there, though drafts of it were known before"""
ADDED_LATER = re.compile(r"补记|补录|后注|整理时注|事后补")
NO_SLOGANS = frozenset({"congress", "plenum", "meeting", "law", "regulation"})
"""kinds whose bare name is the thing; that of a campaign or policy is a slogan, which may be older"""
NEARBY = 6
FOLLOWING = re.compile(r"[\s，。；：、,;:]")


class Early(NamedTuple):
    """Words that carry out a policy too early: their half-open range and the day of the passage."""

    policy: Policy
    start: int
    end: int
    day: Dated


def carried_out_early(record: Record, context: Context) -> Iterator[Early]:
    """Each passage once: words that one policy has been found by do not speak for another as well."""
    claimed: list[tuple[int, int]] = []
    for policy in (*calendar_of(context), *found_in(context, record.text.full, record.path)):
        if policy.kind not in NAMED_THINGS or not policy.may_stand_in(record.text.folded):
            continue
        found = [e for e in _against(record, policy) if not any(e.start < b and a < e.end for a, b in claimed)]
        claimed += [(e.start, e.end) for e in found]
        yield from found


def _against(record: Record, policy: Policy) -> Iterator[Early]:
    for start, end in policy.mentions(record.text.folded, record.text.full):
        day = record.day_at(start)
        if day is not None and day.end < policy.begins and _carries_out(record, start, end, day, policy):
            yield Early(policy, start, end, day)


def _carries_out(record: Record, start: int, end: int, day: Dated, policy: Policy) -> bool:
    """Whether the sentence acts on the policy, neither as something expected nor as a later addition."""
    full = record.text.simplified
    announced = policy.mentioned is not None and day.end >= policy.mentioned
    named = full[start:end] + FOLLOWING.split(full[end : end + NEARBY])[0]
    exists = EXISTS.match(full, end)
    if not exists and not THING_ITSELF.search(named) and (announced or policy.kind not in NO_SLOGANS):
        return False
    if not exists and announced and _quoted(record.text.full, start, end):
        return False
    left, right = record.text.sentence(start, end)
    row = "\t" in full[full.rfind("\n", 0, start) + 1 : start]
    acting = full[left:right] + (record.title if row else "")  # in a ledger the title tells what its rows are about
    if EXPECTED.search(full[left:right]) or not (exists or CARRIED_OUT.search(acting)):
        return False
    paragraph = full.rfind("\n", 0, left) + 1
    if ADDED_LATER.search(full[paragraph:right]):
        return False
    later = (d for d in record.dates if paragraph <= d.chars[0] < right and d.role is not DateRole.DEADLINE)
    return not any(d.end >= policy.begins for d in later)


def _quoted(full: str, start: int, end: int) -> bool:
    """Whether a name stands inside a longer quotation, beyond its own quotation marks."""
    opened, closed = full.rfind("“", 0, start), full.find("”", end)
    if opened < 0 or closed < 0 or "”" in full[opened:end] or "“" in full[end:closed]:
        return False
    return closed - opened > end - start + 8
