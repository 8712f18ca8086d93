"""Where the meetings of a text begin: entries of a book, forms one below the other, rows of a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from forensics.dates.dated import Dated, DateRole
from forensics.records import kinds
from forensics.records.minutes.fields import Field, role_of

MEETING_WORD = re.compile(r"会|党课|党日|研讨|学习|活动日|评议|座谈|培训|谈话")
_BULLET = re.compile(
    r"[ \u3000]*(?:第[一二三四五六七八九十百\d]+[次期][ \u3000、：:]*"
    r"|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[〇○●■◆▲★※·*－—-]+)?[ \u3000]*"
)
_BRACKETED = re.compile(r"[ \u3000]*[【\[〔［（(][^】\]〕］）)\n]{2,12}[】\]〕］）)][ \u3000]*")
_NUMBERED_LINE = re.compile(r"第[一二三四五六七八九十百\d]+[次期]")
_HELD = re.compile(r"召开|举行|开展|组织|开了|上了?(?=.{0,6}党课)|参加")
_TO_COME = re.compile(r"推迟|延期|顺延|改期|取消|未召开|没有开|将|拟|定于|准备|计划|通知|前召开|应召开|前完成")
_OTHER_DAY = re.compile(r"出生|入党|转正|参加工作|填表|填报|打印|缴费|回复|办结|截止|下次")
_ADOPTED = re.compile(r"(?<!表决)(?:审议|讨论)?通过[)）]?\Z")
"""2019年2月21日支部党员大会通过 says of rules when they were adopted"""
_DUE = re.compile(r"时限|期限|整改|到期|计划")
_APART = re.compile(r"[：:。，,；]")
HEADING = 60
"""characters that a heading has at most"""
_LEAD = 24
"""characters in which a line that opens an entry names the sort of meeting after the day"""
_SENTENCE = 48
"""characters of a first sentence within which a meeting is said to have been held"""
_PLACE = 14
"""characters of a place behind the day of a heading"""
_SHORT = 36
"""characters of a line that is only a heading"""
_KIND_COLON = re.compile(r"[ \u3000]*[\u4e00-\u9fff]{2,10}[：:][ \u3000]*")
_TITLE_LINES = 2
_LEAD_LINES = 3


def line_at(text: str, at: int) -> tuple[int, int]:
    """The half-open range of the line around an offset."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def starts(text: str, days: Sequence[Dated], fields: Sequence[Field], *, of_meetings: bool) -> list[int]:
    """Where meetings begin: a line at the head of an entry that names a day and a sort of meeting, a field 时间.

    `of_meetings` says that the record is a book of meetings: 第三次　三月十五日　植树 need not name the sort again.
    """
    sure = frozenset(_entries(text, days, of_meetings=of_meetings))
    forms = set(_forms(text, days, fields, sure))
    alike = frozenset() if forms or sure else frozenset(_alike(text, days))
    told = frozenset() if forms or sure or alike else frozenset(_told(text, days))
    return sorted({*sure, *alike, *told, *forms})


def _entries(text: str, days: Iterable[Dated], *, of_meetings: bool) -> Iterator[int]:
    """Where a heading opens an entry: 第3次 支委会 2016年3月7日; 〇 6月15日 星期三 支委会."""
    for day in days:
        start, end = line_at(text, day.chars[0])
        bullet = _BULLET.match(text, start, end)
        head = bullet.end() if bullet else start
        marked = bool(text[start:head].strip())
        before, after = text[head : day.chars[0]], text[day.chars[1] : end]
        if "\t" in text[start:end] or (day.role is not DateRole.MEETING and not marked):
            continue
        if day.role is DateRole.MEETING and _BRACKETED.fullmatch(text[start : day.chars[0]]):
            yield start
            continue
        timed = of_meetings and marked and bool(day.clock) and not before.strip()
        numbered = "第" in text[start:head] or timed
        if numbered and (of_meetings if not before.strip() else kinds.meetings_named(before) and len(before) <= _PLACE):
            yield start
            continue
        opens = (
            not before.strip()
            and MEETING_WORD.search(after[:_LEAD])
            and (
                day.role is DateRole.MEETING
                or "第" in text[start:head]
                or (end - start <= HEADING and not _APART.search(after))
            )
        )
        closes = end - start <= HEADING and MEETING_WORD.search(before) and not _APART.search(before)
        if opens or (closes and len(after) <= _PLACE and not _APART.search(after)):
            yield start


def _alike(text: str, days: Iterable[Dated]) -> Iterator[int]:
    """Where short lines of one form, two and more, name a day and a sort of meeting: 《支委会》 1月8日 村部."""
    found: dict[str, list[int]] = defaultdict(list)
    for day in days:
        if day.role in (DateRole.DEADLINE, DateRole.ISSUED):
            continue
        if opening := _opening(text, day):
            form, start = opening
            found[form].append(start)
    for begun in found.values():
        if len(set(begun)) > 1:
            yield from begun


def _opening(text: str, day: Dated) -> tuple[str, int] | None:
    """The form of a heading around a day, and where it begins: its sort of meeting beside, above or below the day."""
    start, end = line_at(text, day.chars[0])
    before, after = text[start : day.chars[0]], text[day.chars[1] : end]
    if "\t" in text[start:end]:
        return None
    if _KIND_COLON.fullmatch(before) and kinds.meetings_named(before):
        return "colon", start
    short = end - start <= _SHORT and not re.search(r"[。；;]", text[start:end])
    if not short or _APART.search(before):
        return None
    if kinds.meetings_named(before):
        return "before", start
    if kinds.meetings_named(after):
        return "after", start
    if before.strip():
        return None
    above, below = line_at(text, max(0, start - 1)), line_at(text, min(len(text), end + 1))
    line = text[slice(*above)].strip()
    if above[0] < start and len(line) <= _SHORT and not re.search("[。，,；;]", line) and kinds.meetings_named(line):
        return "above", above[0]
    return ("below", start) if kinds.meetings_named(text[below[0] : min(below[1], below[0] + 8)]) else None


def _told(text: str, days: Iterable[Dated]) -> Iterator[int]:
    """Where a sentence tells that a meeting was held: 5月9日，召开党员大会。"""
    for day in days:
        start, end = line_at(text, day.chars[0])
        bullet = _BULLET.match(text, start, end)
        if text[bullet.end() if bullet else start : day.chars[0]].strip() or "\t" in text[start:end]:
            continue
        if day.role in (DateRole.DEADLINE, DateRole.ISSUED, DateRole.SIGNED):
            continue
        sentence = re.split("[。；\n]", text[day.chars[1] : min(end, day.chars[1] + _SENTENCE)])[0]
        held = _HELD.search(sentence) and MEETING_WORD.search(sentence)
        if (
            (held or kinds.meetings_named(sentence[:_LEAD]))
            and not _TO_COME.search(sentence)
            and not _ADOPTED.search(sentence)
        ):
            yield start


def _forms(text: str, days: Sequence[Dated], fields: Sequence[Field], entries: frozenset[int]) -> Iterator[int]:
    """Where a form begins: at its field 时间, or at the title above it."""
    labels = [f.start for f in fields]
    lead: tuple[str, ...] | None = None
    for start in sorted({line_at(text, at)[0] for at in _stated(text, days, fields)}):
        if lead is None:  # the first form shows which labelled lines stand above the day in all of them
            lead = tuple(role for role, _ in _labelled_above(text, start, fields, _LEAD_LINES))
        above = list(_labelled_above(text, start, fields, len(lead)))
        if above and tuple(role for role, _ in above) == lead:
            start = above[-1][1]
        yield start if start in entries else _title_above(text, start, entries, labels)


def _stated(text: str, days: Sequence[Dated], fields: Sequence[Field]) -> Iterator[int]:
    """Where forms state their day: in a field 时间, or as the one thing beside a label of their own."""
    at = [d.chars[0] for d in days]
    for field in fields:
        i = bisect_left(at, field.chars[0])
        if field.role == "time" and i < len(at) and at[i] < field.chars[1]:
            yield field.start
    yield from (d.chars[0] for d in days if _fills_cell(text, d))


def _fills_cell(text: str, dated: Dated) -> bool:
    """Whether a day with its hour is the whole second cell of a row, whatever the first one calls it."""
    start, end = dated.chars
    before = text[text.rfind("\n", 0, start) + 1 : start]
    alone = before.count("\t") == 1 and before.endswith("\t") and text[end : end + 1] in ("", "\n")
    return bool(dated.clock) and alone and not _OTHER_DAY.search(before)


def _labelled_above(text: str, start: int, fields: Sequence[Field], most: int) -> Iterator[tuple[str, int]]:
    """The lines directly above that begin with a label, from below: the role of the label and the line's start."""
    firsts = {f.start: f.role for f in fields}
    for _ in range(most):
        if start == 0:
            return
        above = line_at(text, start - 1)[0]
        role = firsts.get(above)
        if role is None or role == "time":
            return
        yield role, above
        start = above


def _title_above(text: str, start: int, entries: frozenset[int], labels: Sequence[int]) -> int:
    """The start of the title lines directly above a form, or `start`."""
    best = start
    for _ in range(_TITLE_LINES):
        if start == 0:
            break
        above, end = line_at(text, start - 1)
        if above in entries:
            return above
        line = text[above:end].strip()
        if kinds.meetings_named(line.split()[0] if line else "") and len(line) <= HEADING:
            return above
        i = bisect_left(labels, above)
        if i < len(labels) and labels[i] < end:
            break
        if not line or len(line) > HEADING or "\t" in line or re.search(r"[。；：:]", line):
            break
        if MEETING_WORD.search(line) or _NUMBERED_LINE.match(line):
            best = above
        start = above
    return best


def rows(text: str, days: Sequence[Dated]) -> Iterator[tuple[tuple[int, int], Dated, tuple[Field, ...]]]:
    """Rows of a table that each name one day and a sort of meeting, with their cells as fields."""
    lines = [line_at(text, d.chars[0]) for d in days]
    header: list[str] = []
    table_head, inside = "", False
    read = 0
    for i, (day, (start, end)) in enumerate(zip(days, lines, strict=True)):
        line = text[start:end]
        if "\t" not in line or any(0 <= j < len(lines) and lines[j][0] == start for j in (i - 1, i + 1)):
            continue
        for above in text[read:start].split("\n"):
            roles = [role_of(cell) for cell in above.split("\t")]
            table_head = above if "\t" in above and not inside else table_head
            inside = "\t" in above
            header = roles if sum(map(bool, roles)) >= 2 and not _labelled(above, roles) else header
        read = start
        cells = line.split("\t")
        if "time" not in header and _DUE.search(table_head):
            continue  # 完成时限 and the like are no days of meetings
        if any(len(cell) <= HEADING and kinds.meetings_named(cell) for cell in cells):
            yield (start, end), day, tuple(_cells(cells, start, header))


def _labelled(line: str, roles: list[str]) -> bool:
    """Whether the cells of a line are labels with their values: 地点 | 村部 | 主持人 | 龚长顺."""
    cells = line.split("\t")
    return all(not role for role in roles[1::2]) and len(cells) >= 4 and any(cell.strip() for cell in cells[1::2])


def _cells(cells: list[str], at: int, header: list[str]) -> Iterator[Field]:
    for role, cell in zip(header, cells, strict=False):
        if role:
            yield Field(role, at, (at, at + len(cell)))
        at += len(cell) + 1
