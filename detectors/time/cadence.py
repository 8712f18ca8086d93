"""time/cadence: required meetings are missing over the year, or all crowded into a few days.

The year is a grid of months or quarters for each branch and kind of meeting. It is judged where the papers claim to
cover the year: a book that names the kind (三会一课 names three), a table of months by kinds, minutes headed by their
quarters, or meetings in two thirds of the periods.

strong    at least half of the periods are empty and most of the year's meetings lie within two weeks
moderate  two quarters, or three months running, are empty
weak      one quarter or two months running are empty; a book that names the kind holds not one meeting of it; or the
          days were read by OCR and nothing confirms them
Left alone: periods before a branch was founded or after the last day that the archive shows; those that a note
excuses (合并、顺延、推迟、疫情 …) and those in which another paper of the same branch reports the meeting; one period
of a year in which as many meetings were held as are due; excerpts (部分、节选); years for which no rule was in force
and the inspector states none; local rules that he does not state.
Since 0.2.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from forensics import Basis, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Reviewer, Strength
from forensics.dates.dated import Certainty
from forensics.records import kinds
from forensics.records.duties import MONTHS, Duty, duties_of
from forensics.records.grids import Cell, cells_in
from forensics.records.minutes.meetings import Meeting
from forensics.records.reliance import firm

BRANCH = re.compile(r"([\u4e00-\u9fff]{1,20}?(?:党支部|党总支|总支部|支部|党小组))")
EXCERPT = re.compile(r"部分|节选|摘录|摘抄|选登|[一二三四]季度|[上下]半年")
EXCUSED = re.compile(
    r"合并|套开|一并召开|合开|[两三]会(?:合一|并)|顺延|延期|推迟|推后|改期|改在|调整[到至]|未[能]?召开|停开|暂停|取消|疫情|防汛|抗[旱洪冰]"
)
WITHOUT = re.compile(
    r"(?:不设|未设|没设|不划分|未划分|没分|不分|没有)((?:支委会|支部委员会|党小组)[、和及]?(?:支委会|支部委员会|党小组)?)"
)
FOUNDED = re.compile(r"成立|组建|设立|建立|批复同意")
CLASSES = ("rk-zbdh", "rk-zwh", "rk-dk")
"""the kinds that 三会一课 names for every branch; 党小组会 is due only where there are groups"""
KEPT_APART = re.compile(r"[（(][^）)]*(?:另|不含|除|单)[^）)]*[）)]")
"""（主题党日另记一份）"""
GROUPS = "rk-dxz"
GROUP = re.compile(r"第?[一二三四五六七八九十\d]{1,2}(?:党小)?组")
CROWDED_DAYS = 14
HEAD = 80
SHOWN = 4


class Held(msgspec.Struct, frozen=True):
    """A meeting that a record reports: kind ids, Party group, day, whether the day is firm, where it stands.

    `claims` is the first day of the quarter that the record's head names: 2022年第二季度.
    """

    kinds: tuple[str, ...]
    group: str
    day: datetime.date
    firm: bool
    place: Place
    claims: datetime.date | None = None


class Kept(msgspec.Struct, frozen=True):
    """What the review needs of one record; `charted` are the kinds and years of its table of months."""

    path: str
    unit: str
    folder: str
    branch: str
    title: str
    held: tuple[Held, ...]
    charted: tuple[tuple[str, int], ...]
    excused: tuple[datetime.date, ...]
    without: tuple[str, ...]
    founded: datetime.date | None
    excerpt: bool
    place: Place


class Cadence(Reviewer):
    """Lays the meetings of each branch out over the year and looks for what is missing."""

    pattern = "time/cadence"
    trace_type = Kept
    guide = Guide(
        title="按规定应开的会议缺失或集中补开",
        title_en="Required meetings missing over the year, or crowded together",
        looks_for="按月、按季应开的支委会、党员大会、党课等，在声称覆盖全年的记录中整季、连续数月没有记录，或大多挤在几天之内。",
        innocent=(
            "合并召开、顺延召开并在别处注明",
            "支部年中成立，或不设支委会、党小组",
            "记录另册保存，未随本次材料报送",
            "疫情、防汛、换届等期间上级有统一安排",
        ),
        next_steps=(
            "向支部了解缺少的月份是否召开、记录存放何处",
            "调阅会议记录本原件，看页码和前后日期是否连续",
            "核对同期签到表、照片、信息报道和党费收缴日期",
        ),
        basis=(
            "检查人员提供的应开次数（context.yaml 的 due）",
            "《中国共产党支部工作条例（试行）》（2018年10月28日起）",
        ),
    )

    def trace(self, record: Record, context: Context) -> Iterable[Kept]:
        """The dated meetings of a record, and the months that a note in it excuses."""
        cells = tuple(cells_in(record))
        held = (*(_held(record, m) for m in record.meetings if m.day and m.day.is_day), *_charted(record, cells))
        excused = (*_excused(record), *(datetime.date(c.year, c.month, 1) for c in cells if c.said))
        if not held and not excused:
            return
        years = {h.day.year for h in held}
        if held and not any(list(d.periods(y)) for d in duties_of(context) for y in years):
            raise NotApplicable("需要检查人员提供应开次数（due）：当年没有全国统一的规定")
        yield Kept(
            path=record.path,
            unit=record.unit,
            folder=record.unit_folder,
            branch=_branch(record),
            title=f"{record.title} {record.name}",
            held=held,
            charted=tuple(dict.fromkeys((c.kind, c.year) for c in cells)),
            excused=excused,
            without=tuple(_without(record)),
            founded=_founded(record),
            excerpt=bool(EXCERPT.search(record.title) or EXCERPT.search(record.name)),
            place=record.text.place(record.path, 0, max(1, record.text.full.find("\n"))),
        )

    def review(self, traces: Sequence[Kept], context: Context) -> Iterable[Finding]:
        """One finding for each branch and year."""
        horizon = max((h.day for t in traces for h in t.held), default=None)
        series: dict[tuple[str, str], list[Kept]] = defaultdict(list)
        for kept in traces:
            series[kept.folder, kept.branch].append(kept)
        for (folder, branch), papers in sorted(series.items()):
            if branch:  # papers that name no branch may be anyone's: they count for all, and are judged alone
                papers = papers + series.get((folder, ""), [])
            for year in sorted({h.day.year for p in papers for h in p.held}):
                if horizon and self._years(context, papers, year):
                    yield from self._year(papers, year, horizon, context)

    @staticmethod
    def _years(context: Context, papers: list[Kept], year: int) -> bool:
        unit = context.unit_at(papers[0].path)
        return not unit or not unit.years or year in unit.years

    def _year(self, papers: list[Kept], year: int, horizon: datetime.date, context: Context) -> Iterator[Finding]:
        gaps = [
            gap
            for duty in duties_of(context)
            for group in (_groups(papers, year) if duty.kind == GROUPS else ("",))
            if (gap := _gap(papers, duty, group, year, horizon))
        ]
        if not gaps:
            return
        strongest = max(gaps, key=lambda g: (g.strength.rank, len(g.missing)))
        yield self.finding(
            unit=papers[0].unit,
            strength=strongest.strength,
            statement=f"{year}年" + "；".join(g.said() for g in gaps),
            evidence=tuple(place for row, gap in enumerate(gaps) for place in gap.places(row)),
            reasons=tuple(r for g in gaps for r in g.reasons()),
            basis=tuple(Basis(g.duty.name, "", g.duty.certainty.value, g.duty.source) for g in gaps),
            calibration="按事实表定级（见检查说明 time/cadence）",
        )


class _Gap(msgspec.Struct, frozen=True):
    """What one kind of meeting lacks over a year. `held` are its meetings by day, `book` the paper that names it."""

    duty: Duty
    missing: tuple[tuple[datetime.date, datetime.date], ...]
    due: int
    held: tuple[Held, ...]
    book: Place | None
    running: int
    crowd: int

    @property
    def strength(self) -> Strength:
        """See the table at the head of the file."""
        if not all(h.firm for h in self.held) or self.duty.certainty is not Certainty.SURE:
            return Strength.WEAK
        half = 2 * len(self.missing) >= self.due
        if half and self.crowd > 2 and 2 * self.crowd > len(self.held):
            return Strength.STRONG
        long = self.running >= 3 if self.duty.every == "month" else len(self.missing) >= 2
        return Strength.MODERATE if long and self.held else Strength.WEAK

    def said(self) -> str:
        """The gap in words."""
        name = self.duty.name
        if not self.held:
            return f"的记录中未见{name}"
        words = f"{name}仅见{len(self.held)}次，" if self.duty.every != "month" else f"{name}"
        words += f"{_spans(self.missing, self.duty)}未见记录"
        if self.crowd > 2:
            first, last = _crowd(self.held)
            words += f"，其中{self.crowd}次集中在{_day(first)}" + (f"至{_day(last)}" if last > first else "一天")
        return words

    def places(self, row: int) -> Iterator[Place]:
        """The meetings on both sides of what is missing, those that stray from it, and the book."""
        if not self.held and self.book:
            yield msgspec.structs.replace(self.book, row=row, note=f"声称记载{self.duty.name}的记录")
        sides: dict[datetime.date, Held] = {}
        for start, end in self.missing:
            before = [h for h in self.held if h.day < start]
            after = [h for h in self.held if h.day > end]
            sides |= {h.day: h for h in (*before[-1:], *after[:1])}
        for held in self.strayed:
            yield msgspec.structs.replace(held.place, row=row, note="所属季度与会议日期不符")
        for _, held in sorted(sides.items())[:SHOWN]:
            if held not in self.strayed:
                yield msgspec.structs.replace(held.place, row=row, note=f"空缺前后的{self.duty.name}")

    @property
    def strayed(self) -> tuple[Held, ...]:
        """The meetings whose minutes name one of the missing quarters."""
        return tuple(h for h in self.held if h.claims and any(s <= h.claims <= e for s, e in self.missing))

    def reasons(self) -> Iterator[Reason]:
        """What speaks for and against."""
        yield Reason(f"{self.duty.name}应{_EVERY[self.duty.every]}（{self.duty.source}），缺{len(self.missing)}期")
        if self.strayed:
            yield Reason(f"{len(self.strayed)}份记录写明是所缺季度的，会议日期却不在该季度")
        if self.duty.innocent:
            yield Reason(f"规定允许：{'、'.join(self.duty.innocent)}", innocent=True)
        if not all(h.firm for h in self.held):
            yield Reason("部分日期由识别得出，需核对原件", innocent=True)


_EVERY = {"month": "每月至少一次", "quarter": "每季度至少一次", "half-year": "每半年至少一次", "year": "每年至少一次"}


def _groups(papers: list[Kept], year: int) -> list[str]:
    """The Party groups of a branch that met in a year, each judged by itself."""
    return sorted({h.group for p in papers for h in p.held if GROUPS in h.kinds and h.day.year == year})


def _gap(papers: list[Kept], duty: Duty, group: str, year: int, horizon: datetime.date) -> _Gap | None:
    """What is missing of one kind in one year; None where nothing is or it cannot be judged."""
    own = (h for p in papers for h in p.held if duty.kind in h.kinds and h.group == group and h.day.year == year)
    held = sorted({(h.day, h.claims): h for h in own}.values(), key=lambda h: h.day)
    founded = max((p.founded for p in papers if p.founded and p.founded.year == year), default=None)
    excused = {e for p in papers for e in p.excused}
    due = [
        (start, end)
        for start, end in duty.periods(year)
        if end <= horizon
        and not (founded and start <= founded)
        and (any(start <= h.day <= end for h in held) or not any(start <= e <= end for e in excused))
    ]
    book = next((p.place for p in papers if _covers(p, duty, year)), None)
    missing = tuple((s, e) for s, e in due if not any(s <= h.day <= e for h in held))
    if any(duty.kind in p.without for p in papers):
        return None
    shown = sum(any(s <= day <= e for h in held for day in (h.day, h.claims or h.day)) for s, e in due)
    if not missing or len(due) < 2 or (book is None and 3 * shown < 2 * len(due)):
        return None
    if len(missing) == 1 and len(held) >= len(due):
        return None  # all were held, one of them late
    running = _running(missing)
    if duty.every == "month" and held and running < 2:
        return None
    first, last = _crowd(held)
    crowd = sum(first <= h.day <= last for h in held) if held else 0
    named = msgspec.structs.replace(duty, name=group + duty.name if "党小组" not in group else group + "会")
    return _Gap(named, missing, len(due), tuple(held), book, running, crowd)


def _covers(paper: Kept, duty: Duty, year: int) -> bool:
    """Whether a paper claims to hold a kind of meeting for the whole year."""
    if (duty.kind, year) in paper.charted:
        return True
    if paper.excerpt or len([h for h in paper.held if h.day.year == year]) < 2:
        return False
    named = kinds.meetings_named(KEPT_APART.sub("", paper.title))
    return duty.kind in named or ("三会一课" in paper.title and duty.kind in CLASSES)


def _held(record: Record, meeting: Meeting) -> Held:
    assert meeting.day is not None
    place = record.text.place(record.path, *meeting.day.chars)
    group = GROUP.search(meeting.heading) if GROUPS in meeting.kinds else None
    return Held(
        kinds=meeting.kinds,
        group=group[0] if group else "",
        day=meeting.day.start,
        firm=firm(meeting.day, record),
        place=place,
        claims=_quarter(record, meeting),
    )


def _quarter(record: Record, meeting: Meeting) -> datetime.date | None:
    """The first day of the quarter under whose name the minutes of one meeting stand."""
    start = meeting.chars[0] if len(record.meetings) > 1 else 0
    heads = (d for d in record.dates if start <= d.chars[0] < start + HEAD and "季度" in d.text)
    return next((d.start for d in heads if not re.search(r"[。；，]", record.text.full[start : d.chars[0]])), None)


def _charted(record: Record, cells: Iterable[Cell]) -> Iterator[Held]:
    """The meetings of a table of months by kinds."""
    for cell in cells:
        place = record.text.place(record.path, *cell.chars)
        yield from (Held((cell.kind,), "", day, not record.text.recognised, place) for day in cell.days)


def _branch(record: Record) -> str:
    """The branch that the title or the file's name gives, without the kind of record around it; '' for none."""
    for text in (record.title, record.name):
        if match := BRANCH.search(text):
            return re.sub(r"^.*?(?:关于|中共)", "", match[1])
    return ""


def _excused(record: Record) -> Iterator[datetime.date]:
    """A day in each month that a note excuses: those named in the sentence and that of the entry around it."""
    full = record.text.full
    for match in EXCUSED.finditer(full):
        left, right = record.text.sentence(*match.span())
        if not re.search(r"会|党课|党日", full[left:right]):
            continue
        yield from (d.start for d in record.dates if left <= d.chars[0] < right and (d.end - d.start).days < 32)
        if about := record.time_at(match.start()):
            yield about.start


def _without(record: Record) -> Iterator[str]:
    """Kinds of meeting that the branch says it does not have: 不设支委会、不划分党小组."""
    for match in WITHOUT.finditer(record.text.full):
        yield from kinds.meetings_named(match[1])


def _founded(record: Record) -> datetime.date | None:
    """The day on which the record says that its branch was founded."""
    full = record.text.full
    for match in FOUNDED.finditer(full):
        left, right = record.text.sentence(*match.span())
        if re.search(r"支部|党组织", full[left:right]):
            days = [d for d in record.dates if left <= d.chars[0] < right and (d.end - d.start).days < 32]
            if days:
                return days[0].end
    return None


def _running(missing: Sequence[tuple[datetime.date, datetime.date]]) -> int:
    """The most periods missing one after another."""
    longest = run = 0
    before = None
    for start, end in missing:
        run = run + 1 if before is not None and (start - before).days == 1 else 1
        longest, before = max(longest, run), end
    return longest


def _crowd(held: Sequence[Held]) -> tuple[datetime.date, datetime.date]:
    """First and last day of the two weeks that hold the most meetings."""
    windows = [[h.day for h in held if 0 <= (h.day - first.day).days < CROWDED_DAYS] for first in held]
    fullest = max(windows, key=len, default=[datetime.date.min])
    return fullest[0], fullest[-1]


def _spans(missing: Sequence[tuple[datetime.date, datetime.date]], duty: Duty) -> str:
    if duty.every == "quarter":
        return "、".join(f"第{'一二三四'[(s.month - 1) // 3]}季度" for s, _ in missing)
    if MONTHS[duty.every] > 1:
        return "、".join(
            "上半年" if s.month == 1 and e.month == 6 else "下半年" if e.month == 12 else "" for s, e in missing
        )
    return "、".join(f"{s.month}月" for s, _ in missing)


def _day(day: datetime.date) -> str:
    return f"{day.month}月{day.day}日"
