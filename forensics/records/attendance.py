"""Who was due and who came: 应到31人，实到27人，请假4人（外出务工）, in a line, in cells, as a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from forensics.records.counts import NUMBER, number

_GAP = r"[（( \u3000\t:：人)）]{0,6}"
_WHO = r"(?:会|学)?(?:人数|人员|党员|代表|委员|会员|正式党员|村民|户数)*"
_COUNTS = {
    "expected": rf"应(?:到|参加|出席|参会|参学){_WHO}",
    "attended": rf"(?:实(?:到|际到会|有到会|参加|参会)|到会|出席|参加|参会|听课){_WHO}",
    "excused": rf"(?:请假|缺席|因事请假|因故缺席|未到){_WHO}",
    "observers": rf"列席{_WHO}",
}
_COUNT = re.compile("|".join(rf"(?P<{name}>{words})" for name, words in _COUNTS.items()))
_VALUE = re.compile(rf"{_GAP}({NUMBER})[ \u3000]*(?P<unit>人|名|位|户|$|(?=[，,。；;、\s）)]))")
_WHOLE = re.compile(rf"全体(?:党员|人员|委员)[（(]?共?({NUMBER})[人名]")
_SPLIT = re.compile(r"[、，,；;]")
_NAME = r"[\u4e00-\u9fff·]{2,4}"
_WITH_REASON = re.compile(
    rf"\s*(?P<names>{_NAME}(?:[、，, \u3000]{_NAME})*)\s*(?:同志)?[（(](?P<reason>[^）)\n]{{1,20}})[）)]"
)
_ALONE = re.compile(rf"\s*({_NAME}|[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff])(?:同志)?\s*")


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


def attendance_in(text: str, start: int = 0, end: int | None = None) -> Attendance:
    """The first count of each sort within a range."""
    found: dict[str, Count] = {}
    for name, count in _counts(text, start, len(text) if end is None else end):
        found.setdefault(name, count)
    return Attendance(**found)


def _counts(text: str, start: int, end: int) -> Iterator[tuple[str, Count]]:
    for match in _COUNT.finditer(text, start, end):
        value = _VALUE.match(text, match.end(), end)
        counted = number(value[1]) if value else None
        if value and counted is not None and match.lastgroup:
            yield match.lastgroup, Count(counted, (match.start(), value.end()))
    for match in _WHOLE.finditer(text, start, end):
        if (counted := number(match[1])) is not None:
            yield "attended", Count(counted, match.span())


def absences_in(text: str, start: int, end: int) -> Iterator[Absence]:
    """The people named within a range that lists who is missing: 周立秋（住院）、李强、王五（出差）."""
    at = start
    while at < end:
        if listed := _WITH_REASON.match(text, at, end):
            for name in re.finditer(r"[\u4e00-\u9fff·]+", listed["names"]):
                where = listed.start("names") + name.start()
                yield Absence(name[0], listed["reason"].strip(), (where, where + len(name[0])))
            at = listed.end()
        else:
            stop = _SPLIT.search(text, at, end)
            part = text[at : stop.start() if stop else end]
            if alone := _ALONE.fullmatch(part):
                yield Absence(re.sub(r"\s", "", alone[1]), "", (at + alone.start(1), at + alone.end(1)))
            at = stop.end() if stop else end
        if following := _SPLIT.match(text, at, end):
            at = following.end()
