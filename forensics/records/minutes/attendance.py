"""Who was due and who came: 应到31人，实到27人，请假4人（外出务工）, in a line, in cells, as a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from forensics.records.minutes.counts import NUMBER, number
from forensics.records.minutes.fields import Field
from forensics.records.minutes.names import Named, listed, names_at

_B = r"[ \u3000\xa0]*"
_GAP = r"[（( \u3000\xa0:：人)）]{0,6}"
_CELL = r"[ \u3000\xa0:：]{0,3}\t[ \u3000\xa0]*"
_WHO = (
    r"(?:会议?|学习?|有选举权的?|有表决权的?|本支部|的)*"
    r"(?:人数|人员|正式党员|党员|村民代表|代表|委员|会员|村民|户数|总数|数)*"
)
_COUNTS = {
    "expected": rf"应{_B}(?:{_B}到|参加|出席|参会|参学){_WHO}",
    "attended": rf"(?:实{_B}到|实际到会|实有到会|实际?参加|实际?(?:参会|出席)|[到与]会|出席|参加|参[会学]|听课){_WHO}",
    "excused": rf"(?:因?[事病公故]?请{_B}假|因?故?缺{_B}席|未到){_WHO}",
    "observers": rf"列{_B}席{_WHO}",
}
_COUNT = re.compile("|".join(rf"(?P<{name}>{words})" for name, words in _COUNTS.items()))
_VALUE = re.compile(
    rf"(?P<gap>{_GAP}|{_CELL})(?P<n>{NUMBER})[ \u3000]*"
    r"(?:[（(]?(?P<unit>人|名|位|户)[)）]?|$|(?=[，,。；;、\s）)])|(?=[实请缺列到出](?:到|假|席|会)))"
)
_REVERSED = re.compile(
    rf"(?P<n>{NUMBER})[人名位](?P<who>正式党员|党员|同志|委员|代表|群众)?"
    r"(?:(?P<excused>因[事病公故]?[\u4e00-\u9fff]{0,3}(?:请假|缺席)|请假|缺席)|(?P<attended>(?:参加|出席)(?:了)?(?:会议|本次|此次|大会|活动|(?=[，。；,]))|到会)"
    r"|(?P<observers>列席))"
)
_WHOLE = re.compile(rf"全体(?:党员|人员|委员)[（(]?共?(?P<n>{NUMBER})[人名]")
_AND_OTHERS = re.compile(
    rf"(?:等(?:同志|党员)?|(?<=[\s：:])(?:全体)?(?:在家)?(?:正式)?(?:党员|委员))共?(?P<n>{NUMBER})[人名]"
)
_GUESTS = re.compile(rf"[^\n、，,；;]{{0,14}}?(?P<n>{NUMBER})[人名](?=[\s。，,；;]|\Z)")
_SUMMED = {"present": ("attended", _AND_OTHERS.search), "observer": ("observers", _GUESTS.match)}
"""what a list of people sums up: the count it gives, how"""
_ROW = re.compile(r"[ \u3000]*\d{1,3}\t")
"""a numbered row of a table: 缺席 in it is a remark on one person"""
_SPLIT = re.compile(r"[、，,；;。]")
_REASON_WORD = (
    r"因|外出|出差|出国|住院|生病|重病|患病|请|病|事假|公假|产假|探亲|回|去|到|值班|值勤|在|带|陪|参加|开会|培训|年老|年迈|"
    r"行动|下乡|务工|打工|卧床|腿|身体|家中|家里|照顾|照看"
)
_REASON_BEHIND = re.compile(
    rf"{_B}(?:同志)?(?:[：:，,]{_B})?(?P<reason>(?:{_REASON_WORD})[^\n、，,；;。]{{0,16}}|(?<=[：:])[^\n、，,；;。]{{1,16}})"
)
_REASON_FIRST = re.compile(
    rf"{_B}(?P<reason>(?:{_REASON_WORD}|其他|外地)[^\n、，,；;。：:]{{0,10}}?)(?:的)?(?:有)?{_B}[：:]{_B}"
)


class Absence(msgspec.Struct, frozen=True):
    """A person who was missing, with the stated reason ('' where none is given) and half-open range of the name."""

    name: str
    reason: str
    chars: tuple[int, int]


class Count(msgspec.Struct, frozen=True):
    """A stated number of people and the half-open range of the words that state it."""

    value: int
    chars: tuple[int, int]


class Attendance(msgspec.Struct, frozen=True, kw_only=True):
    """What a record says of attendance; None where it says nothing."""

    expected: Count | None = None
    attended: Count | None = None
    excused: Count | None = None
    observers: Count | None = None


def attendance_in(
    text: str, start: int = 0, end: int | None = None, fields: Iterable[Field] = (), *, rows: bool = True
) -> Attendance:
    """The first count of each sort within a range, and those that `fields` (of the same text) hold.

    `rows` says whether numbered rows of a table are read as well: those of a sign-in sheet state no counts.
    """
    stop = len(text) if end is None else end
    found: dict[str, Count] = {}
    stated = sorted(_counts(text, start, stop, fields), key=lambda c: (c[2], c[1].chars))
    for name, count, _ in stated:
        if rows or not _ROW.match(text, text.rfind("\n", 0, count.chars[0]) + 1):
            found.setdefault(name, count)
    return Attendance(**found)


def _counts(text: str, start: int, end: int, fields: Iterable[Field]) -> Iterator[tuple[str, Count, int]]:
    """Sort, count and how late it is asked: a stated number before what a list sums up, 请假 before 缺席."""
    for match in _COUNT.finditer(text, start, end):
        value = _VALUE.match(text, match.end(), end)
        counted = number(value["n"]) if value else None
        if value and counted is not None and match.lastgroup and _said(match, value):
            late = int(match.lastgroup == "excused" and "假" not in match[0])
            yield match.lastgroup, Count(counted, (match.start(), value.end())), late
    for pattern, name in ((_WHOLE, "attended"), (_REVERSED, "")):
        for match in pattern.finditer(text, start, end):
            if (counted := number(match["n"])) is not None:
                yield name or str(match.lastgroup), Count(counted, match.span()), 2
    for field in fields:
        name, read = _SUMMED.get(field.role, (field.role, _VALUE.match))
        said = read(text, *field.chars) if name in _COUNTS else None
        if said and (counted := number(said["n"])) is not None:
            yield name, Count(counted, said.span()), 3


def _said(match: re.Match[str], value: re.Match[str]) -> bool:
    """Whether a word of attendance and the number behind it belong together: 参加2 or 3 without a unit may not."""
    bare = re.sub(r"\s", "", match[0])
    return bool(
        value["unit"]
        or "\t" in value["gap"]
        or bare[:1] in "应实"
        or len(bare) > 2
        or ":" in value["gap"]
        or "：" in value["gap"]
        or match.lastgroup == "excused"
        or bare == "到会"
        or bare == "列席"
    )


def absences_in(text: str, start: int, end: int) -> Iterator[Absence]:
    """The people named within a range that lists who is missing.

    Reasons stand in brackets, behind the name (因公出差, ：住院), behind several that share it, or before (出差：…).
    """
    at = start
    shared: str = ""
    pending: list[Absence] = []
    while at < end:
        if gap := re.compile(r"[、，,；;。\s]+").match(text, at, end):
            at = gap.end()
            continue
        if (first := _REASON_FIRST.match(text, at, end)) and not pending:
            shared, at = first["reason"].strip(), first.end()
            continue
        named = next(iter(names_at(text, at, end)), None) or _glued(text, at, end)
        if named is None:
            skip = _SPLIT.search(text, at, end)
            yield from pending
            pending = []
            at = skip.end() if skip else end
            continue
        reason, at = named.remark, named.end
        if not reason and (behind := _REASON_BEHIND.match(text, at, end)):
            reason, at = behind["reason"].strip(), behind.end()
        made = Absence(named.name, reason or shared, named.chars)
        if reason:
            yield from (Absence(p.name, p.reason or reason, p.chars) for p in pending)
            yield made
            pending = []
        else:
            pending.append(made)
            ends = re.compile(r"[ \u3000]*[；;。\n]").match(text, at, end)
            if ends:
                yield from pending
                pending, shared = [], ""
    yield from pending


def _glued(text: str, at: int, end: int) -> Named | None:
    """A name that runs on into its reason: 鄂明因公出差."""
    match = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:同志)?(?={_REASON_WORD})").match(text, at, end)
    return Named(match["name"], match.span("name"), "", match.end()) if match and listed(match["name"]) else None
