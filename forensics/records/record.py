"""A record: what one document claims to be, by whom, when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from forensics.archive.item import Item
from forensics.dates import columns as date_columns
from forensics.dates import file_names, roles
from forensics.dates.dated import Certainty, Dated, DateRole
from forensics.dates.find import find as find_dates
from forensics.documents.document import Document
from forensics.documents.readers import IMAGES
from forensics.records import events, figures, kinds
from forensics.records.context import Context
from forensics.records.minutes import people
from forensics.records.minutes.fields import fields_in
from forensics.records.minutes.meetings import Meeting, meetings_in
from forensics.records.text import Text

UNIT_WORDS = re.compile(
    r"社区|村|街道|镇|乡|局|中学|小学|学校|公司|集团|管委会|市场|医院|支部|党委|总支|办事处|中心|所|站|院"
)
TOWN = re.compile(r"(?:镇|乡|街道|办事处|县|区|市)(?:党委|党工委|政府)?\Z")
WITHIN = re.compile(
    r"[\d.、_ -]{0,4}[\u4e00-\u9fff]{1,10}(?:村|社区|居委会|中学|小学|学校|医院|卫生院|公司|所|站)"
    r"(?:党支部|党总支|支部)?"
)
"""a folder in that of a town that is itself one of its units"""
SIGN_IN = "rk-qd"
HEAD = 120
BRACKETED = re.compile(r"\s*[\[【〔［][^\]】〕］\n]{1,12}[\]】〕］]\s*")
"""what may stand before the day of an entry: 【支委会】"""
MINUTES = re.compile(r"会(?:议)?(?:记录|纪录|纪要)(?:[（(][^）)]*[)）])?\Z")
"""a title that calls the record minutes, of whatever meeting"""
"""characters in which the head of a record lies"""
LETTERHEAD = re.compile(r"([\u4e00-\u9fff]{2,24}?(?:党支部|党总支|党委|党工委|村委会|居委会|街道办事处|管委会))")


@dataclass(frozen=True, eq=False)
class Record:
    """A document read as a record. Holds live text, so it is made anew where it is needed and never stored.

    `dates` are those of the text (see `Dated`), `named_dates` those of the file and folder names.
    `author` is the one person whose own writing it is, '' where that is not said.
    """

    item: Item
    document: Document
    context: Context

    @property
    def path(self) -> str:
        """The item's path in the archive."""
        return self.item.path

    @cached_property
    def text(self) -> Text:
        """The running text."""
        return Text(self.document)

    @cached_property
    def title(self) -> str:
        """The first line that can be a title: up to 60 characters, no label."""
        for line in self.text.full[:600].split("\n")[:4]:
            line = line.strip()
            if 2 <= len(line) <= 60 and "：" not in line[:8] and "\t" not in line:
                return re.sub(r"\s+", " ", line)
        return ""

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path.replace("!/", "/")).parts

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders above, outermost first; containers count as folders."""
        return self._parts[:-1]

    @property
    def name(self) -> str:
        """The file's name."""
        return self._parts[-1]

    @cached_property
    def unit(self) -> str:
        """The unit: by context folder, else the letterhead of the title, else the outermost folder that names one."""
        if known := self.context.unit_at(self.path):
            return known.name
        if folder := self._naming:
            return folder.rpartition("/")[2]
        if match := LETTERHEAD.search(self.title):
            return match[1]
        return self.folders[0] if self.folders else ""

    @cached_property
    def unit_folder(self) -> str:
        """The folder of the unit, relative to the archive; '' when the whole archive is one unit's."""
        known = self.context.unit_at(self.path)
        if known:
            return known.folder
        return self._naming or (self.folders[0] if self.folders else "")

    @cached_property
    def _naming(self) -> str:
        """The folder that names the unit, with those above it: the outermost, or a village within its town."""
        found = next((i for i, f in enumerate(self.folders) if UNIT_WORDS.search(f)), -1)
        if found < 0:
            return ""
        first = found
        while (
            found + 1 < len(self.folders)
            and TOWN.search(self.folders[found])
            and WITHIN.fullmatch(self.folders[found + 1])
        ):
            found += 1
        return "/".join(self.folders[first : found + 1])

    @cached_property
    def _kind(self) -> tuple[str, Certainty]:
        if self.is_photo:
            return kinds.PHOTO, Certainty.LIKELY
        kind, certainty = kinds.kind_of(self.title, self.name, ())
        if not kind and (stated := self._stated_kind):
            return stated, Certainty.LIKELY
        return (kind, certainty) if kind else kinds.kind_of(self.title, self.name, self.folders)

    @property
    def _stated_kind(self) -> str:
        """The one kind of meeting that a field 会议名称 or 会议类型 at the head names."""
        head = self.text.full[:HEAD]
        named = [kinds.meetings_named(head[slice(*f.chars)]) for f in fields_in(head) if f.role == "name"]
        return named[0][0] if named and len(named[0]) == 1 else ""

    @property
    def kind(self) -> str:
        """The kind's id (rules.yaml, record_kinds), `photo`, or '' when not known."""
        return self._kind[0]

    @property
    def kind_certainty(self) -> Certainty:
        """How sure the kind is."""
        return self._kind[1]

    @property
    def is_image(self) -> bool:
        """Whether the item is a picture file or a picture inside a document."""
        return self.item.kind in IMAGES

    @cached_property
    def is_photo(self) -> bool:
        """Whether a picture shows a scene and not a page: hardly any text was found on it."""
        return self.is_image and sum(len(s.text) for s in self.document.spans) < 40

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """The dates of the text with their roles; a missing year comes from the title, name or folders."""
        year = file_names.year_in_path(self.path.replace("!/", "/"))
        named = [t.dated for t in self.named_dates if t.origin == "stated"]
        found = find_dates(
            self.text.full, year=year, year_from="path" if year else "", ocr=self.text.recognised, named=named
        )
        columns = () if self.text.recognised else tuple(date_columns.in_columns(self.text.full, year))
        taken = {d.chars[0] for d in columns}
        others = (d for d in roles.with_roles(self.text.full, found) if d.chars[0] not in taken)
        return tuple(sorted((*columns, *others), key=lambda d: d.chars))

    @cached_property
    def named_dates(self) -> tuple[file_names.NameTime, ...]:
        """The dates that the file's name and then its folders state, nearest first."""
        year = file_names.year_in_path(self.path.replace("!/", "/"))
        stem = self.name.rsplit(".", 1)[0]
        return tuple(t for part in (stem, *reversed(self.folders)) for t in file_names.in_name(part, year=year))

    @cached_property
    def people(self) -> tuple[people.Person, ...]:
        """The people who stand under a label: chair, recorder, present, absent …"""
        return tuple(people.people_in(self.text.full))

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings it reports; none for notes, plans and other papers."""
        reports = self.kind in kinds.MEETINGS or self.kind in ("", SIGN_IN, "rk-jb", "rk-sylgk", "rk-tz")
        if not reports:
            return ()
        titled = not self.kind and bool(MINUTES.search(self.title))
        return meetings_in(self.text.full, self.dates, self.kind, signed=self.kind == SIGN_IN, titled=titled)

    @cached_property
    def figures(self) -> tuple[figures.Figure, ...]:
        """The figures it states, in its tables and in running text."""
        full, starts, at = self.text.full, dict[str, int](), 0
        for span in self.text.spans:
            at = full.find(span.text, at)
            starts[span.anchor] = at
            at += len(span.text)
        placed = bool(self.document.tables) and all(t.anchors for t in self.document.tables)
        grids = list(figures.grids_of(self.document.tables, starts)) if placed else None
        return figures.figures_in(full, grids, self.dates)

    @cached_property
    def event(self) -> events.Event | None:
        """The event that a picture shows, as its name or a folder above tells; None for other records."""
        return events.event_of(self.folders, self.name, self.named_dates) if self.is_image else None

    @cached_property
    def captions(self) -> Mapping[str, events.Event]:
        """The events of the pictures inside the document, by the pictures' inner names."""
        year = file_names.year_in_path(self.path.replace("!/", "/"))
        return dict(events.captions(self.document, year))

    @cached_property
    def author(self) -> str:
        """The one person whose own writing this is, or ''."""
        known = self.context.unit_at(self.path)
        names = frozenset(p.name for p in known.people) if known else frozenset()
        return people.author_of(self.name.rsplit(".", 1)[0], self.text.full, names)

    def day_at(self, offset: int) -> Dated | None:
        """The day on which the words at an offset were said or written, as the record states it; see `time_at`."""
        return self._dated_at(offset, [d for d in self._own_dates if d.is_day], days_only=True)

    def time_at(self, offset: int) -> Dated | None:
        """The day, month or year of the words at an offset.

        The one date of their table row; else the nearest stated meeting day before them; else the day the record
        was signed; else the nearest date before them that opens a line, where the head of the text gives one of about
        that time; else the date of the head; else one stated in the name of the file or a folder.
        """
        return self.day_at(offset) or self._dated_at(offset, self._own_dates, days_only=False)

    @property
    def _own_dates(self) -> list[Dated]:
        """The dates that can date a passage: days that exist and are not reckoned from others."""
        return [d for d in self.dates if not d.impossible and not d.told]

    def _opens_line(self, dated: Dated) -> bool:
        """Whether a date stands first in its line, as the days of a notebook do."""
        start = dated.chars[0]
        before = self.text.full[self.text.full.rfind("\n", 0, start) + 1 : start]
        return bool(BRACKETED.fullmatch(before)) or (len(before) <= 4 and not re.search(r"[\u4e00-\u9fff]", before))

    def _in_row(self, offset: int, dates: list[Dated]) -> Dated | None:
        """The one date of the table row in which an offset lies."""
        full = self.text.full
        start, end = full.rfind("\n", 0, offset) + 1, full.find("\n", offset)
        end = len(full) if end < 0 else end
        found = [d for d in dates if start <= d.chars[0] < end]
        return found[0] if len(found) == 1 and "\t" in full[start:end] else None

    def _dated_at(self, offset: int, dates: list[Dated], *, days_only: bool) -> Dated | None:
        if row := self._in_row(offset, dates):
            return row
        about = (m.day for m in self.meetings if m.chars[0] <= offset < m.chars[1])
        if (held := next(about, None)) and held in dates:
            return held
        meetings = [d for d in dates if d.role is DateRole.MEETING]
        before = [d for d in meetings if d.chars[0] <= offset]
        if before:
            return before[-1]
        if meetings:
            return meetings[0]
        signed = [d for d in dates if d.role is DateRole.SIGNED]
        own = {DateRole.MENTIONED, DateRole.SIGNED} | (set() if days_only else {DateRole.PERIOD})
        head = [d for d in dates if d.chars[0] < HEAD and d.role in own]
        if signed:
            return signed[0]
        if head:
            entries = [d for d in dates if d.chars[0] <= offset and self._opens_line(d) and _near(d, head[0])]
            return entries[-1] if entries else head[0]
        stated = (t.dated for t in self.named_dates if t.origin == "stated")
        return next((d for d in stated if d.is_day or not days_only), None)


def _near(one: Dated, other: Dated) -> bool:
    """Whether two dates lie within some thirteen months, as the entries of one notebook do."""
    return abs((one.start - other.start).days) <= 400
