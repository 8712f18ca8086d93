"""time/burst: records of many months were made in one sitting.

The members of a burst are at least four records of one unit (minutes, notes, sign-in sheets) whose stated days lie in
three or more months and span 60 days or more, and whose files were all made within two and a half hours, each more
than a week after its own day but the last, which may be younger.

strong    five or more, written one after the other (minutes apart), in office files, and a second fact: in the order of
          the days they claim, in a few minutes of editing each, or outside working hours
moderate  the same with four, or without a second fact; a run of PDF exports; copies of one parent file saved one after
          the other, where the parent itself is younger than the days; a scanning run of five or more records of
          half a year outside working hours, none of them a notebook
weak      another scanning run; times a few seconds apart (a program wrote them); notices and plans of others of
          the same minutes (a batch); only the times of the file system; days that were inferred or read by OCR
Left alone: a record that says it was typed from paper, added, moved, archived or printed again; all files of a
folder under a note that says so; equal times to the second (a copy); constants of templates; a sitting before or on
the stated days; photos. Since 0.2.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

import msgspec

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.dates.dated import Certainty, Dated
from forensics.dates.file_names import NameOrigin
from forensics.records import kinds
from forensics.records.file_times import file_time, local_time
from forensics.records.reliance import firm
from forensics.records.remarks import Remark, remarks_in, remarks_in_name, tells_later_making

LEAST, MANY = 4, 5
MONTHS, SPAN_DAYS, HALF_YEAR = 3, 60, 150
AFTER_DAYS, AT_ALL = 7, 1
SITTING, PAUSE = datetime.timedelta(minutes=150), datetime.timedelta(minutes=45)
MACHINE = datetime.timedelta(seconds=12)
FEW_MINUTES = 15
SHOWN = 12
CLOCKED = (NameOrigin.SCAN, NameOrigin.CAMERA)
NOT_RECORDS = frozenset({"rk-fa", "rk-zj", "rk-tongzhi", "rk-qingshi", "rk-gs", "rk-jb", "rk-wm"})
"""plans, summaries, notices: written at their own time, often together"""
CONTAINERS = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".eml", ".msg"})
OFFICE, PDF, SCAN, STORED = "office", "pdf", "scan", "stored"
WHAT = {OFFICE: "文件创建时间", PDF: "PDF生成时间", SCAN: "扫描时间", STORED: "文件系统时间"}
NOTE_TITLE = re.compile(r"说明|备忘|须知|告知|清单|移交|通知|登记|readme", re.I)
NOTE_OF_ALL = re.compile(
    r"(?:统一|批量|全部|所有|各|一批|逐|集中|旧|原)[^。；;\n]{0,16}(?:文件|文档|档案|资料|材料|记录)|(?:文件|文档|档案|资料|材料|记录)[^。；;\n]{0,8}(?:统一|批量|全部|均|都|集中)"
)
NOTE_NEAR = 45


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """When a file was made and which day it claims; or a note on how the files of a folder came to be.

    `way` is how the time is known, `saved` the time of last saving, `text_place` where the day stands.
    """

    path: str
    unit: str
    way: str = ""
    made: datetime.datetime | None = None
    saved: datetime.datetime | None = None
    by_saving: bool = False
    source: str = ""
    shown: str = ""
    day: datetime.date | None = None
    day_sure: bool = True
    text_place: Place | None = None
    minutes: int | None = None
    record: bool = True
    notebook: bool = False
    excused: bool = False
    note_of: str = ""
    note_of_unit: bool = False
    note_days: tuple[tuple[datetime.date, datetime.date], ...] = ()


class Burst(Comparer):
    """Looks for sittings: many files of one unit, made together, for days months apart."""

    pattern = "time/burst"
    reads = "any"
    trace_type = Trace
    guide = Guide(
        title="数月的记录在一次集中制成",
        title_en="Records of many months were made in one sitting",
        looks_for="一个单位写明数月不同日期的多份记录，其文件创建、PDF生成或扫描时间都挤在同一天的一两个小时内，且晚于所写日期，"
        "疑似为应付检查集中补写。",
        innocent=(
            "纸质原件真实存在，集中扫描或录入归档",
            "系统迁移、更换电脑、批量转换格式，时间统一改变",
            "由同一份旧文件另存而来，创建时间相同",
            "年底按手写记录本统一整理成电子文档，但未注明",
        ),
        next_steps=(
            "调取纸质原始记录本，看笔迹、墨水、页序是否连续",
            "询问记录人各次会议后何时形成文字、存放在何处",
            "与通知、照片、签到和其他单位的材料核对各次会议是否召开",
            "调取制作电脑、扫描仪的使用记录和最初文件",
        ),
        basis=("文件自带属性（Office 的 docProps/core.xml、PDF 的 CreationDate、扫描图像的 EXIF 与文件名时间）",),
    )

    def concerns(self, record: Record) -> bool:
        """Documents with text, pages among the pictures; no scenes."""
        return bool(record.document.spans) and not record.is_photo

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Trace]]:
        """Traces are compared within a unit's folder; a note above the units is given to each of them."""
        notes = list(self._notes(record, context))
        yield from notes
        inside = record.item.container and PurePosixPath(record.item.container).suffix.lower() not in CONTAINERS
        if inside:
            return
        made = _made(record)
        if made is None and notes:
            return
        if made is None:
            raise NotApplicable("需要文件自带的创建、生成或扫描时间")
        way, time, shown, source = made
        day = _stated(record)
        saved = file_time(record.document, "modified")
        minutes = record.document.property("edit_minutes")
        text_place = None
        if day is not None and record.text.full[slice(*day.chars)] == day.text:
            text_place = record.text.place(record.path, *day.chars)
        own = _remarks(record)
        yield (
            record.unit_folder,
            Trace(
                path=record.path,
                unit=record.unit,
                way=way,
                made=time,
                saved=saved.time if saved else None,
                source=source,
                shown=shown,
                day=day.end if day else None,
                day_sure=day is not None and _sure(day, record),
                text_place=text_place,
                minutes=int(minutes) if minutes.isdecimal() else None,
                record=record.kind not in NOT_RECORDS,
                notebook=record.kind in kinds.NOTES,
                excused=tells_later_making(own),
            ),
        )

    @staticmethod
    def _notes(record: Record, context: Context) -> Iterator[tuple[str, Trace]]:
        """What a note tells of the other files of its folder: a migration, a run of the scanner, typing from paper."""
        if record.kind in kinds.MEETINGS | kinds.NOTES and record.kind_certainty is not Certainty.UNSURE:
            return
        remarks = [r for r in _remarks(record) if r.sort != "reprinted"]
        of_all = any(NOTE_OF_ALL.search(r.text) for r in remarks)
        if not tells_later_making(remarks) or not (of_all or NOTE_TITLE.search(record.name + record.title)):
            return
        folder = "/".join(record.path.split("/")[:-1])
        days = tuple((d.start, d.end) for d in record.dates if not d.impossible)[:8]
        note = Trace(path=record.path, unit=record.unit, note_of=folder or ".", note_of_unit=of_all, note_days=days)
        units = {u.folder for u in context.units if u.folder and (not folder or u.folder.startswith(folder + "/"))}
        for group in sorted({record.unit_folder, *units}):
            yield group, note

    def compare(self, traces: Sequence[Trace], context: Context) -> Iterable[Finding]:
        """One finding for each sitting."""
        notes = [t for t in traces if t.note_of]
        files = [t for t in traces if t.made is not None]
        files = _parents_replaced(files)
        for ways in ((OFFICE, PDF), (SCAN,), (STORED,)):
            kept = [t for t in files if t.way in ways]
            for sitting in _sittings(kept):
                yield from self._judge(sitting, notes, kept)

    def _judge(self, sitting: list[Trace], notes: list[Trace], kept: list[Trace]) -> Iterator[Finding]:
        members = [t for t in sitting if t.record and not t.excused and _late(t, AT_ALL) and not _noted(t, notes)]
        late = [t for t in members if _late(t, AFTER_DAYS)]
        days = sorted({t.day for t in late if t.day})
        if (
            len(days) < LEAST
            or len({(d.year, d.month) for d in days}) < MONTHS
            or (days[-1] - days[0]).days < SPAN_DAYS
        ):
            return
        times = sorted(_time(t) for t in members)
        ways = Counter(t.way for t in members)
        way = OFFICE if ways[OFFICE] >= LEAST else ways.most_common(1)[0][0]
        same = times[0] == times[-1] and way != SCAN  # the names of scans tell no seconds
        if same or (way == STORED and (2 * len(sitting) > len(kept) or _machine(members))):
            return  # one copy of all; or the files of the unit were put there together
        members.sort(key=lambda t: (t.day or datetime.date.min, t.path))
        facts = list(_facts(members, way))
        strength = _strength(members, sitting, way, facts, days)
        first, last = min(times), max(times)
        unit = Counter(t.unit for t in members).most_common(1)[0][0]
        span = f"{members[0].day:%Y-%m-%d}至{members[-1].day:%Y-%m-%d}"
        when = (
            f"{first:%Y-%m-%d %H:%M}至{last:%H:%M}"
            if first.date() == last.date()
            else f"{first:%Y-%m-%d %H:%M}至{last:%Y-%m-%d %H:%M}"
        )
        what = "文件创建、保存时间" if any(t.by_saving for t in members) else WHAT[way]
        yield self.finding(
            unit=unit,
            strength=strength,
            statement=f"{len(members)}份材料写明{span}的日期，{what}却都在{when}之间，与各自所写日期不一致",
            evidence=list(_places(members)),
            reasons=tuple(self._reasons(members, sitting, way, facts)),
            basis=(Basis(what, source="；".join(sorted({t.source for t in members}))),),
            calibration="按事实表定级（见检查说明 time/burst）",
        )

    @staticmethod
    def _reasons(members: list[Trace], sitting: list[Trace], way: str, facts: list[str]) -> Iterator[Reason]:
        yield Reason(f"所写日期涉及{len({(t.day.year, t.day.month) for t in members if t.day})}个月，文件一次制成")
        for fact in facts:
            yield Reason(fact)
        if len(members) > SHOWN:
            yield Reason(f"共{len(members)}份，仅列出其中{SHOWN}份")
        if _machine(members):
            yield Reason("各文件时间只差几秒，像是程序批量写出", innocent=True)
        if _others(members, sitting):
            yield Reason(f"同一时段还有{_others(members, sitting)}份通知、方案等文件，可能是整批处理", innocent=True)
        if way == SCAN:
            yield Reason("可能是纸质记录集中扫描归档，但材料和文件夹中均未注明", innocent=True)
        if way == PDF:
            yield Reason("PDF时间是导出时间，可能由早已形成的文件集中导出", innocent=True)
        if way == OFFICE:
            yield Reason("可能按手写记录集中录入，但材料中未注明", innocent=True)
        if way == STORED:
            yield Reason("文件系统时间会因复制、解压而改变", innocent=True)


def _remarks(record: Record) -> tuple[Remark, ...]:
    return (*remarks_in(record.text.full), *remarks_in_name(record.name.rsplit(".", 1)[0]))


def _made(record: Record) -> tuple[str, datetime.datetime, str, str] | None:
    """How and when the file was made, the words that say so, and where they stand."""
    document = record.document
    scanned = next((t.dated for t in record.named_dates if t.origin in CLOCKED and t.dated.clock), None)
    if record.is_image:
        for name in ("taken", "digitized", "modified"):
            if time := file_time(document, name):
                return SCAN, time.time, f"EXIF {time.text}", f"EXIF {time.source}".replace("EXIF EXIF", "EXIF")
    elif (created := file_time(document, "created")) and created.exact:
        way = OFFICE if record.item.kind != "pdf" else SCAN if record.text.recognised else PDF
        return way, created.time, f"创建时间 {created.text}", created.source
    if scanned is not None:
        hour, minute = (int(n) for n in scanned.clock[:5].split(":"))
        return SCAN, datetime.datetime.combine(scanned.start, datetime.time(hour, minute)), record.name, "文件名"
    if any(p.name == "created" for p in document.properties):
        return None  # a constant of its template, or a day without a time: the file system knows no better
    stored = local_time(record.item.modified)
    if stored is None or stored.year < 2000:
        return None
    return STORED, stored, f"文件系统时间 {record.item.modified}", "文件系统"


def _stated(record: Record) -> Dated | None:
    """The last day that a record is about, else the month of its file's name."""
    days = [m.day for m in record.meetings if m.day and m.day.is_day and not m.day.impossible]
    if days:
        return max(days, key=lambda d: d.end)
    if day := record.day_at(0):
        return day
    named = (t.dated for t in record.named_dates if t.origin is NameOrigin.STATED)
    return next((d for d in named if (d.end - d.start).days <= 31), None)


def _sure(day: Dated, record: Record) -> bool:
    """Firm, or told in the same words by the name of the file."""
    if firm(day, record):
        return True
    if day.certainty is Certainty.UNSURE or day.impossible:
        return False
    return any(t.origin == "stated" and t.dated.start <= day.start <= t.dated.end for t in record.named_dates)


def _parents_replaced(files: list[Trace]) -> list[Trace]:
    """Files that share one creation time have one parent: what tells their own making is when each was saved."""
    shared = Counter(t.made for t in files if t.way == OFFICE)
    return [
        msgspec.structs.replace(t, by_saving=True, shown=f"{t.shown}；最后保存 {t.saved:%Y-%m-%d %H:%M:%S}")
        if t.way == OFFICE and shared[t.made] > 1 and t.saved
        else t
        for t in files
    ]


def _time(trace: Trace) -> datetime.datetime:
    """The time that counts: of saving for copies of one parent, of making for all others."""
    time = trace.saved if trace.by_saving else trace.made
    assert time
    return time


def _sittings(files: list[Trace]) -> Iterator[list[Trace]]:
    """Runs of files without a long pause, cut where they grow too long."""
    ordered = sorted(files, key=lambda t: (_time(t), t.path))
    run: list[Trace] = []
    for trace in ordered:
        if run and (_time(trace) - _time(run[-1]) > PAUSE or _time(trace) - _time(run[0]) > SITTING):
            yield run
            run = []
        run.append(trace)
    if run:
        yield run


def _late(trace: Trace, days: int) -> bool:
    """Whether the file (and its parent) was made so many days after its stated day, and not saved before (a copy)."""
    assert trace.made
    copied = trace.saved is not None and trace.made - trace.saved > datetime.timedelta(days=1)
    return trace.day is not None and not copied and (trace.made.date() - trace.day).days > days


def _noted(trace: Trace, notes: list[Trace]) -> bool:
    """Whether a note in the folder or above it, of about that time, speaks of how the files came to be."""
    day = _time(trace).date()
    for note in notes:
        inside = note.note_of_unit or note.note_of == "." or trace.path.startswith(note.note_of + "/")
        near = [(a - day).days <= NOTE_NEAR and (day - b).days <= NOTE_NEAR for a, b in note.note_days]
        if inside and note.path != trace.path and (any(near) or not near):
            return True
    return False


def _machine(members: list[Trace]) -> bool:
    """Whether at least half the steps from one file to the next are a few seconds: no person writes so."""
    times = sorted(_time(t) for t in members)
    steps = [b - a for a, b in pairwise(times)]
    return 2 * sum(s <= MACHINE for s in steps) >= len(steps)


def _others(members: list[Trace], sitting: list[Trace]) -> int:
    """How many notices, plans and summaries of the same sitting speak for a batch; 0 when too few."""
    count = sum(not t.record for t in sitting)
    return count if count >= max(2, len(members) // 2) else 0


def _unsociable(members: list[Trace]) -> bool:
    """Whether the sitting lies outside working hours: evening, night, weekend."""
    return all(t.weekday() >= 5 or not 7 <= t.hour < 19 for t in map(_time, members))


def _facts(members: list[Trace], way: str) -> Iterator[str]:
    """What else speaks for one sitting; members come in the order of their days."""
    times = [_time(t) for t in members]
    if way == OFFICE and all(a < b for a, b in pairwise(times)):
        yield "制作先后与所写日期的先后完全一致"
    minutes = [t.minutes for t in members if t.minutes is not None]
    if len(minutes) == len(members) and 1 <= max(minutes) <= FEW_MINUTES:
        yield f"每份编辑不超过{max(minutes)}分钟"
    if _unsociable(members):
        yield f"制作时间在下班后或休息日（{min(times):%Y-%m-%d %H:%M}起）"


def _strength(
    members: list[Trace], sitting: list[Trace], way: str, facts: list[str], days: list[datetime.date]
) -> Strength:
    sure = sum(t.day_sure for t in members) >= LEAST
    if way == STORED or (way != SCAN and _machine(members)) or _others(members, sitting) or not sure:
        return Strength.WEAK
    if way == SCAN:
        dense = len(members) >= MANY and (days[-1] - days[0]).days >= HALF_YEAR
        notebooks = any(t.notebook for t in members)
        return Strength.MODERATE if dense and _unsociable(members) and not notebooks else Strength.WEAK
    own = sum(t.way == OFFICE and not t.by_saving for t in members)
    if way == OFFICE and own >= MANY and facts:
        return Strength.STRONG
    return Strength.MODERATE


def _places(members: list[Trace]) -> Iterator[Place]:
    """For each member the stated day with the time of the file, for the first and last the time's own place too."""
    step = max(1, -(-len(members) // SHOWN))
    chosen = members if len(members) <= SHOWN else members[::step]
    for row, t in enumerate(chosen[:SHOWN]):
        note = f"所写日期{t.day:%Y-%m-%d}，{'最后保存时间' if t.by_saving else WHAT[t.way]}{_time(t):%Y-%m-%d %H:%M:%S}"
        if t.text_place is not None:
            yield msgspec.structs.replace(t.text_place, note=note, row=row)
        else:
            yield Place(path=t.path, quote=PurePosixPath(t.path).name, note=note, row=row)
        if t in (chosen[0], chosen[-1]):
            yield Place(
                path=t.path,
                quote=t.shown,
                marks=((0, len(t.shown)),),
                note=f"文件自带的时间（{t.source}）",
                row=row,
                side=1,
            )
