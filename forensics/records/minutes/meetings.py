"""The meetings that a record reports, split apart where one file holds several."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from forensics.dates.dated import Dated, DateRole
from forensics.dates.hours import Hours, hours_at, hours_of
from forensics.records import kinds
from forensics.records.minutes import sections
from forensics.records.minutes.attendance import Absence, Attendance, absences_in, attendance_in
from forensics.records.minutes.fields import Field, fields_in
from forensics.records.minutes.people import LISTS, Person, people_of
from forensics.records.minutes.signatures import Signature, signatures_in
from forensics.records.minutes.speeches import Speech, speeches_in
from forensics.records.minutes.told import told_fields
from forensics.records.minutes.votes import Vote, votes_in

HEAD = 200
"""characters at the head of a report in which it says what was held"""
_CLOCKED = re.compile(r"[^，,]*\d[:：时点]\d{0,2}[^，,]{0,8}[，,]\s*")
"""day and hours before the place: 时间、地点：6月12日8：30，局三楼会议室"""
_WORD = 8
"""characters in which the line below a day names the sort of meeting"""
_HELD = re.compile(r"(?:召开|举行|开展|组织|参加)(?:了)?(?P<what>[^。；\n]{2,40})")


class Roster:
    """The labelled fields of a whole text and the names under them, read once for all its meetings."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The labelled fields in order."""
        return fields_in(self._text)

    @cached_property
    def names(self) -> frozenset[str]:
        """Everyone named under a label."""
        return frozenset(p.name for f in self.fields for p in people_of(self._text, f))

    def within(self, start: int, end: int) -> tuple[Field, ...]:
        """The fields that begin within a range; values do not reach beyond it."""
        first = bisect_left(self.fields, start, key=lambda f: f.start)
        last = bisect_left(self.fields, end, key=lambda f: f.start)
        return self.fields[first:last]


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
        roster: Roster,
        *,
        signed: bool = False,
        cells: tuple[Field, ...] = (),
    ) -> None:
        self._text = text
        self._kind = kind
        self._cells = cells
        self._roster = roster
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
        for text in (self.name, *self.heading[: sections.HEADING].split("\t"), self.topic):
            if found := kinds.meetings_named(text):
                return found
        if self._kind in kinds.MEETINGS:
            return (self._kind,)
        second = sections.line_at(self._text, self.chars[0])[1] + 1
        opening = self._text[self.chars[0] : min(self.chars[1], *(f.start for f in self.fields), second + _WORD)]
        if found := kinds.meetings_named(opening[: sections.HEADING * 2]):
            return found
        held = _HELD.search(self._text, self.chars[0], min(self.chars[1], self.chars[0] + HEAD))
        return kinds.meetings_named(held["what"]) if held else ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The labelled fields of this meeting, with offsets of the whole text."""
        if self._cells:
            return self._cells
        labelled = self._roster.within(*self.chars)
        stated = {f.role for f in labelled if f.chars[0] < f.chars[1]}
        told = (f for f in told_fields(self._text, *self.chars) if f.role not in stated)
        return tuple(sorted((*labelled, *told), key=lambda f: f.start))

    @cached_property
    def hours(self) -> Hours | None:
        """The stated hours: those beside the day, else those of a field 时间 of their own."""
        if self.day and self.day.clock:
            return hours_of(self._text, self.day.clock, self.day.chars)
        places = [f.chars[0] for f in self.fields if f.role == "time"]
        if self.day and any(f.chars[0] <= self.day.chars[0] < f.chars[1] for f in self.fields if f.role == "time"):
            places.insert(0, self.day.chars[1])
        stated = (hours_at(self._text, at) for at in places)
        return next((h for h in stated if h), None)

    @property
    def place(self) -> str:
        """Where it was held, or ''."""
        return _CLOCKED.sub("", self._value("place"))

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
        # 请假 in a row of a signed sheet is what stands by one name, no label of the next
        lists = () if self._signatures else LISTS
        found = [p for f in self.fields if f.role in lists or f.role not in LISTS for p in people_of(self._text, f)]
        led = any(p.role == "chair" for p in found)
        # the head of a group leads its meeting where nobody else is said to
        labelled = (
            Person(p.name, "chair", p.chars) if p.role == "leader" else p
            for p in found
            if p.role != "leader" or not led
        )
        signed = (Person(s.name, "present" if s.came else "absent", s.chars) for s in self._signatures)
        return (*labelled, *signed)

    @cached_property
    def _signatures(self) -> tuple[Signature, ...]:
        return tuple(signatures_in(self._text, *self.chars)) if self.signed else ()

    @cached_property
    def attendance(self) -> Attendance:
        """The stated counts."""
        return attendance_in(self._text, *self.chars, self.fields, rows=not self.signed)

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """Who was missing, with the stated reason."""
        listed = (
            a
            for f in self.fields
            if f.role == "absent" and not self._signatures
            for a in absences_in(self._text, *f.chars)
        )
        unsigned = (Absence(s.name, s.reason, s.chars) for s in self._signatures if not s.came)
        return (*listed, *unsigned)

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Who said what."""
        if self.signed:
            return ()
        chair = next((p.name for p in self.people if p.role == "chair"), "")
        known = (p.name for p in self.people)
        return speeches_in(self._text, *self.chars, known, fields=self.fields, chair=chair, others=self._roster.names)

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


def meetings_in(
    text: str, dates: Sequence[Dated], kind: str, *, signed: bool = False, titled: bool = False
) -> tuple[Meeting, ...]:
    """The meetings that a text reports, in order. `dates` are those of the text, `kind` that of the record.

    `titled` says that the title calls it minutes, of whatever meeting (纠纷协调会记录): one where one day stands.

    A new meeting begins where a line at the head of an entry names a day and a sort of meeting, or where a second
    field 时间 follows; a row of a table with a day and a sort of meeting is one as well.
    """
    days = [d for d in dates if (d.is_day or d.impossible) and not d.told]
    roster = Roster(text)
    begun = sections.starts(text, days, roster.fields, of_meetings=kind in kinds.MEETINGS)
    if not begun:
        rows = tuple(
            Meeting(text, chars, day, kind, roster, cells=cells) for chars, day, cells in sections.rows(text, days)
        )
        one = titled and len({d.start for d in days}) == 1
        if rows or (kind not in kinds.MEETINGS and not signed and not one):
            return rows
        return (Meeting(text, (0, len(text)), _day(days, 0, len(text)), kind, roster, signed=signed),)
    # what stands before the first entry is the head of the book, unless it is the only one
    first = 0 if len(begun) == 1 else begun[0]
    bounds = [first, *begun[1:], len(text)]
    return tuple(
        Meeting(text, (start, end), _day(days, start, end), kind, roster, signed=signed)
        for start, end in pairwise(bounds)
    )


def _day(days: Sequence[Dated], start: int, end: int) -> Dated | None:
    """The day of a section: that of its field 时间 or heading, else the first that is merely there."""
    inside = [d for d in days if start <= d.chars[0] < end and d.role not in (DateRole.DEADLINE, DateRole.ISSUED)]
    stated = [d for d in inside if d.role is DateRole.MEETING]
    with_clock = [d for d in stated if d.clock]
    return next(iter((*with_clock, *stated, *inside)), None)
