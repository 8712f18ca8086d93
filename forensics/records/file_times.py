"""The times that a file states about itself, put to Beijing time; constants of programs and templates left out."""

from __future__ import annotations

import datetime

import msgspec

from forensics.documents.document import Document

_BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_CONSTANT_DAYS = frozenset(
    {
        "1996-12-17",  # Excel 97 workbook
        "2006-08-16",  # PowerPoint 2007
        "2006-09-13",  # Excel 2007
        "2006-09-16",  # Excel and PowerPoint 2007
        "2013-01-27",  # python-pptx
        "2013-12-23",  # python-docx
    }
)
_CONSTANT_STAMPS = frozenset(
    {
        "2014-10-29T12:08:00",  # WPS Writer
        "2015-06-05T18:17:20",  # Excel 2016
        "2015-06-05T18:19:34",  # Excel 2016
        "2023-05-12T11:15:00",  # WPS Spreadsheets
    }
)
_FIRST_YEAR = 1995
"""years before are zeros of a calendar (1601, 1899, 1970, 1980), not times of office files"""


class FileTime(msgspec.Struct, frozen=True):
    """A time of a file: local without zone, as stored, and where it stands. `exact` means it has a time of day."""

    name: str
    time: datetime.datetime
    text: str
    source: str
    exact: bool = True

    @property
    def day(self) -> datetime.date:
        """Its day."""
        return self.time.date()


def local_time(text: str) -> datetime.datetime | None:
    """An ISO time as Beijing time without zone; None for what is none."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(_BEIJING).replace(tzinfo=None)
    except (OverflowError, ValueError):
        return None


def file_time(document: Document, name: str) -> FileTime | None:
    """The first stated time of that name (created, modified, printed, taken …); None where it means nothing."""
    for stated in document.properties:
        if stated.name != name:
            continue
        time = local_time(stated.value)
        if time is None or is_constant(time, stated.value):
            return None
        return FileTime(name, time, stated.value, stated.source, exact=len(stated.value) > len("2016-01-01"))
    return None


def is_constant(time: datetime.datetime, stored: str) -> bool:
    """Whether a program or its template writes this time into every file."""
    return time.year < _FIRST_YEAR or stored[:10] in _CONSTANT_DAYS or stored[:19] in _CONSTANT_STAMPS
