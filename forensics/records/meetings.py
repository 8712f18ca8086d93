"""The meetings that a record reports, split apart where one file holds several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from forensics.records import kinds
from forensics.records.attendance import Absence, Attendance, absences_in, attendance_in
from forensics.records.dated import Dated, DateRole
from forensics.records.fields import Field, fields_in, role_of
from forensics.records.hours import Hours, hours_at, hours_of
from forensics.records.people import Person, people_of
from forensics.records.speeches import Speech, speeches_in
from forensics.records.votes import Vote, votes_in

_MEETING_WORD = re.compile(r"会|党课|党日|研讨|学习|活动日|评议|座谈|培训|谈话")
_BULLET = re.compile(
    r"[ \u3000]*(?:第[一二三四五六七八九十百\d]+[次期][ \u3000、：:]*"
    r"|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[〇○●■◆▲★※·*－—-]+)?[ \u3000]*"
)
_HEADING = 60
"""characters that a heading has at most"""
_LEAD = 24
"""characters in which a line that opens an entry names the sort of meeting after the day"""
_TITLE_LINES = 2
_TICK = re.compile(r"[√✓✔∨vV○O]|已?到|签")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_NAME_HEADER = re.compile(r"姓\s*名|党员姓名|签名人")
_SIGN_HEADER = re.compile(r"签\s*[到名字]|到会|出席|是否到")
_REMARK_HEADER = re.compile(r"备\s*注|说\s*明")


class Meeting:
    """One meeting as a record reports it. Offsets are those of the record's text.

    `chars` is the part of the text that is about it, `heading` its first line, `day` when it was held (None where
    that is not said), `signed` whether it is a sign-in sheet. `cells` are the fields of one that is a row of a table.
    """

    def __init__(
        self,
        text: str,
        chars: tuple[int, int],
        day: Dated | None,
        kind: str,
        *,
        signed: bool = False,
        cells: tuple[Field, ...] = (),
    ) -> None:
        self._text = text
        self._kind = kind
        self._cells = cells
        self.chars = chars
        self.day = day
        self.signed = signed

    @property
    def heading(self) -> str:
        """The first line."""
        return self._text[self.chars[0] : self.chars[1]].lstrip().split("\n")[0].strip()

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kind ids (rules.yaml) of this meeting: several where it was combined, none where that is not said."""
        for text in (self.name, *self.heading[:_HEADING].split("\t"), self._value("topic")):
            if found := kinds.meetings_named(text):
                return found
        return (self._kind,) if self._kind in kinds.MEETINGS else ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The labelled fields of this meeting, with offsets of the whole text."""
        base = self.chars[0]
        return self._cells or tuple(
            Field(f.role, f.start + base, (f.chars[0] + base, f.chars[1] + base))
            for f in fields_in(self._text[slice(*self.chars)])
        )

    @cached_property
    def hours(self) -> Hours | None:
        """The stated hours: those beside the day, else those of a field 时间 of their own."""
        if self.day and self.day.clock:
            return hours_of(self._text, self.day.clock, self.day.chars)
        stated = (hours_at(self._text, f.chars[0]) for f in self.fields if f.role == "time")
        return next((h for h in stated if h), None)

    @property
    def place(self) -> str:
        """Where it was held, or ''."""
        return self._value("place")

    @property
    def name(self) -> str:
        """The stated name of the meeting, or ''."""
        return self._value("name")

    @property
    def topic(self) -> str:
        """The stated topic or agenda, or ''."""
        return self._value("topic")

    def _value(self, role: str) -> str:
        return next(
            (self._text[slice(*f.chars)] for f in self.fields if f.role == role and f.chars[0] < f.chars[1]), ""
        )

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The people under labels, and those that signed: chair, recorder, present, absent …"""
        start, end = self.chars
        labelled = (p for f in self.fields for p in people_of(self._text, f))
        return (*labelled, *(_signatures(self._text, start, end) if self.signed else ()))

    @cached_property
    def attendance(self) -> Attendance:
        """The stated counts."""
        return attendance_in(self._text, *self.chars, self.fields, rows=not self.signed)

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """Who was missing, with the stated reason."""
        return tuple(a for f in self.fields if f.role == "absent" for a in absences_in(self._text, *f.chars))

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Who said what."""
        return speeches_in(self._text, *self.chars, known=(p.name for p in self.people))

    @cached_property
    def votes(self) -> tuple[Vote, ...]:
        """The votes taken."""
        return votes_in(self._text, *self.chars)

    @cached_property
    def there(self) -> tuple[Person, ...]:
        """Everyone whom the record has there, each once: under a label, in the list, speaking."""
        away = {a.name for a in self.absences} | {p.name for p in self.people if p.role == "absent"}
        spoke = (Person(s.speaker, "speaker", (s.chars[0], s.chars[0])) for s in self.speeches)
        seen: dict[str, Person] = {}
        for person in (*self.people, *spoke):
            if person.role in _THERE and person.name not in away:
                seen.setdefault(person.name, person)
        return tuple(seen.values())


_THERE = frozenset({"chair", "recorder", "lecturer", "organiser", "present", "observer", "speaker"})


def meetings_in(text: str, dates: Sequence[Dated], kind: str, *, signed: bool = False) -> tuple[Meeting, ...]:
    """The meetings that a text reports, in order. `dates` are those of the text, `kind` that of the record.

    A new meeting begins where a line at the head of an entry names a day and a sort of meeting, or where a second
    field 时间 follows; a row of a table with a day and a sort of meeting is one as well.
    """
    days = [d for d in dates if (d.is_day or d.impossible) and not d.told]
    rows = list(_rows(text, days, kind))
    entries = frozenset(_entries(text, days))
    starts = sorted({*entries, *_forms(text, days, entries)})
    if not starts:
        if rows:
            return tuple(rows)
        if kind not in kinds.MEETINGS and not signed:
            return ()
        return (Meeting(text, (0, len(text)), _day(days, 0, len(text)), kind, signed=signed),)
    # what stands before the first entry is the head of the book, unless it is the only one
    first = 0 if len(starts) == 1 else starts[0]
    bounds = [first, *starts[1:], len(text)]
    return tuple(
        Meeting(text, (start, end), _day(days, start, end), kind, signed=signed) for start, end in pairwise(bounds)
    )


def _day(days: Iterable[Dated], start: int, end: int) -> Dated | None:
    """The day of a section: that of its field 时间 or heading, else the first that is merely there."""
    inside = [d for d in days if start <= d.chars[0] < end and d.role not in (DateRole.DEADLINE, DateRole.ISSUED)]
    stated = [d for d in inside if d.role is DateRole.MEETING]
    with_clock = [d for d in stated if d.clock]
    return next(iter((*with_clock, *stated, *inside)), None)


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def _entries(text: str, days: Iterable[Dated]) -> Iterator[int]:
    """Where a line opens an entry: 第3次 支委会 2016年3月7日; 〇 6月15日 星期三 支委会; 5月9日，召开党员大会。"""
    for day in days:
        start, end = _line(text, day.chars[0])
        bullet = _BULLET.match(text, start, end)
        head = bullet.end() if bullet else start
        before, after = text[head : day.chars[0]], text[day.chars[1] : end]
        if "\t" in text[start:end] or (day.role is not DateRole.MEETING and not _numbered(text, start, head)):
            continue
        opens = not before.strip() and _MEETING_WORD.search(after[:_LEAD])
        closes = end - start <= _HEADING and _MEETING_WORD.search(before) and not re.search(r"[：:。，,；]", before)
        if opens or (closes and not re.search(r"[\u4e00-\u9fff]{3}", after)):
            yield start


def _numbered(text: str, start: int, head: int) -> bool:
    return "第" in text[start:head]


def _forms(text: str, days: Sequence[Dated], entries: frozenset[int]) -> Iterator[int]:
    """Where a form begins: at its field 时间, or at the title above it."""
    for field in fields_in(text):
        if field.role != "time" or not any(field.chars[0] <= d.chars[0] < field.chars[1] for d in days):
            continue
        start = _line(text, field.start)[0]
        yield start if start in entries else _title_above(text, start, entries)


def _title_above(text: str, start: int, entries: frozenset[int]) -> int:
    """The start of the title lines directly above a form, or `start`."""
    best = start
    for _ in range(_TITLE_LINES):
        if start == 0:
            break
        above, end = _line(text, start - 1)
        if above in entries:
            return above
        line = text[above:end].strip()
        if not line or len(line) > _HEADING or "\t" in line or re.search(r"[。；：:]", line):
            break
        if _MEETING_WORD.search(line) or re.match(r"第[一二三四五六七八九十百\d]+[次期]", line):
            best = above
        start = above
    return best


def _rows(text: str, days: Sequence[Dated], kind: str) -> Iterator[Meeting]:
    """Rows of a table that each name one day and a sort of meeting."""
    for day in days:
        start, end = _line(text, day.chars[0])
        line = text[start:end]
        if "\t" not in line or any(start <= d.chars[0] < end for d in days if d is not day):
            continue
        if any(len(cell) <= _HEADING and kinds.meetings_named(cell) for cell in line.split("\t")):
            yield Meeting(text, (start, end), day, kind, cells=tuple(_cells(text, start, end)))


def _cells(text: str, start: int, end: int) -> Iterator[Field]:
    """The cells of a row as fields, by the header of their column: the nearest row above that names columns."""
    above = start
    while above > 0:
        above, below = _line(text, above - 1)
        roles = [role_of(cell) for cell in text[above:below].split("\t")]
        if sum(map(bool, roles)) >= 2:
            break
    else:
        return
    at = start
    for role, cell in zip(roles, text[start:end].split("\t"), strict=False):
        if role:
            yield Field(role, at, (at, at + len(cell)))
        at += len(cell) + 1


def _signatures(text: str, start: int, end: int) -> Iterator[Person]:
    """The names of a sign-in table: present where the cell is ticked or signed, absent where it gives a reason."""
    columns: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        cells = line.split("\t")
        if any(_NAME_HEADER.fullmatch(c.strip()) for c in cells):
            columns = list(_column_pairs(cells))
        elif columns and len(cells) > 1:
            offset = at
            offsets = []
            for cell in cells:
                offsets.append(offset)
                offset += len(cell) + 1
            for name_at, sign_at in columns:
                if name_at < len(cells) and _NAME.fullmatch(name := re.sub(r"\s", "", cells[name_at])):
                    mark = cells[sign_at].strip() if sign_at < len(cells) else ""
                    came = bool(_TICK.search(mark)) or mark == name
                    role = "present" if came else "absent" if mark else ""
                    if role:
                        yield Person(name, role, (offsets[name_at], offsets[name_at] + len(cells[name_at])))
        at += len(line) + 1


def _column_pairs(cells: list[str]) -> Iterator[tuple[int, int]]:
    """Name column and the signature column that follows it; several blocks may stand side by side."""
    for i, cell in enumerate(cells):
        if _NAME_HEADER.fullmatch(cell.strip()):
            following = (j for j in range(i + 1, len(cells)) if _SIGN_HEADER.search(cells[j]))
            yield i, next(following, len(cells))
