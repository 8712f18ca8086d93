"""The meetings of a record as rows of the 会议一览表, plain values that can be kept and shown."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from forensics.records import kinds
from forensics.records.minutes.meetings import Meeting
from forensics.records.record import Record
from forensics.records.reliance import firm


class MeetingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting as one record reports it.

    `day` is an ISO day, `hours` `09:00-11:20` or '', `kinds` the words for its kinds, `source` that of the
    record; counts are None where none is stated. `sure` is false where the day was recognised or inferred.
    """

    unit: str
    path: str
    day: str
    hours: str = ""
    sure: bool = True
    kinds: tuple[str, ...] = ()
    source: str = ""
    topic: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    expected: int | None = None
    attended: int | None = None
    absent: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def rows_of(record: Record) -> Iterator[MeetingRow]:
    """The meetings of a record that state an existing day."""
    for meeting in record.meetings:
        if meeting.day and meeting.day.is_day and not meeting.day.impossible:
            yield _row(record, meeting)


def _row(record: Record, meeting: Meeting) -> MeetingRow:
    assert meeting.day is not None
    attendance = meeting.attendance
    named = {p.role: p.name for p in reversed(meeting.people)}
    hours = meeting.hours
    return MeetingRow(
        unit=record.unit,
        path=record.path,
        day=meeting.day.start.isoformat(),
        hours=f"{_clock(hours.start)}{f'-{_clock(hours.end)}' if hours.end is not None else ''}" if hours else "",
        sure=firm(meeting.day, record),
        kinds=tuple(map(kinds.word_of, meeting.kinds)),
        source=kinds.name_of(record.kind),
        topic=(meeting.name or meeting.topic or meeting.heading)[:80],
        place=meeting.place[:40],
        chair=named.get("chair", ""),
        recorder=named.get("recorder", ""),
        expected=attendance.expected.value if attendance.expected else None,
        attended=attendance.attended.value if attendance.attended else None,
        absent=tuple(dict.fromkeys(a.name for a in meeting.absences)),
        people=tuple(p.name for p in meeting.there),
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
