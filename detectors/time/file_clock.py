"""time/file-clock: a file was made after the day on which it says it was handed in, or its own times cannot be.

strong    the text says in words that it was handed in, reported or put on file on a day (已于…上报, …上交支部), and
          an office file was created more than 14 days later; a typed sign-in sheet of several meetings over months was
          created more than 30 days after the last of them
moderate  the same words on a PDF (it may have been exported again), or only a label (上报日期：) on an office file;
          one sign-in sheet created more than 30 days after its meeting; a minute book of months created more than 60
          days after its last meeting; a time that lies in the future of the time under which the file is stored;
          minutes of a meeting that is over, last saved days before it
weak      handed in 3 to 14 days before the file was created; a label on a PDF; 填报日期 or 签字日期 more than 30 days
          before; a day that was inferred or read by OCR; a sign-in sheet 14 to 30 days late, a minute book 30 to 60;
          one record or note created more than 60 days after its day, with nothing else (many such of one unit are one
          finding); more than three years between them; saved before it was created, or printed up to 90 days before; a
          future that only a container tells, or in a file whose text states no day; one file whose own time lies more
          than a year after all times and days of the whole folder
Left alone: created normally and saved, printed or exported later; a record that says it was added, typed from paper,
printed again, moved or archived; scans (a scan made later is a copy of paper); constants of programs and templates;
one day, for time zones; a file created and saved in one second (written by a program); plans, summaries, ledgers of a
procedure; a future within a year of the days in the text (then the stored time is odd). The future counts from the
time under which the file itself was stored, never from the day of the scan.
Since 0.2.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.dates.dated import Dated, DateRole
from forensics.records import kinds
from forensics.records.file_times import FileTime, file_time, local_time
from forensics.records.handed_in import claims_in
from forensics.records.reliance import firm
from forensics.records.remarks import remarks_in, remarks_in_name, tells_later_making

SIGN_IN = "rk-qd"
CONTEMPORARY = kinds.MEETINGS | kinds.NOTES | {SIGN_IN, "rk-txth", "rk-jd", "rk-zyzs", "rk-jfbf", "rk-xunguan"}
"""kinds that are written when the thing happens"""
DAY = datetime.timedelta(days=1)
NEAR, TYPED_UP, LATE, VERY_LATE = 2, 14, 30, 60
BOOK_MEETINGS, BOOK_DAYS = 3, 80
FUTURE_DAYS, A_YEAR = 30, 366
PRINTED_NEAR = 90
DOUBTFUL_DAYS = 3 * 365
ENOUGH = 10
"""files with times of their own, below which a folder tells nothing of when it was put together"""
WHOLE = "全部材料"
OWN_DAYS = frozenset({DateRole.MEETING, DateRole.SIGNED})
HOW = ("words", "label", "filled")
FEW = 2
"""late single records of a unit that are shown one by one"""
SHOWN = 8
CALIBRATION = "按事实表定级（见检查说明 time/file-clock）"
NAMES = {"created": "创建", "modified": "最后保存", "printed": "打印"}
HELD = re.compile(r"散会|散的|会议结束|\d点?[半分]?散|表决结果|一致通过|会议(?:决定|议定|要求)|实到|到会?\d+人")
PREPARED = re.compile(r"议程|预案|筹备|方案|通知|主持词|讲话稿|计划|安排|草")


class Last(msgspec.Struct, frozen=True):
    """The last time that a file's program wrote into it, and the last day that its text states."""

    unit: str
    time: datetime.datetime
    said: datetime.date | None
    place: Place


class Trace(msgspec.Struct, frozen=True):
    """What one file gives: a finding, `single` where it is one record that was only made late; or its last own time."""

    finding: Finding | None = None
    single: bool = False
    last: Last | None = None


class FileClock(Comparer):
    """Holds the times inside a file against what its text says of its own day, and against each other."""

    pattern = "time/file-clock"
    trace_type = Trace
    guide = Guide(
        title="文件时间晚于材料所称上交、形成的日期",
        title_en="A file was made after the day it claims to have been handed in",
        looks_for="文件自带的创建时间晚于材料写明的上交、上报日期，或晚于签到等当场形成的记录所记的全部日期较多；文件时间在将来，"
        "或打印、保存早于创建。",
        innocent=(
            "手写原件事后录入、补录，电子文件是后做的",
            "原文件丢失后按纸质件重新制作，或由旧文件另建新文件",
            "PDF是后来另行导出的，导出时间不是形成时间",
            "制作电脑的时钟不准",
            "套用曾经打印过的模板或旧文件，打印时间由旧文件带来",
        ),
        next_steps=(
            "调取上级收到的原件或收文登记，核对收到日期和内容是否一致",
            "调取制作电脑、邮箱、聊天工具中的最初文件和发送记录",
            "询问制作人文件何时、依据什么制作，纸质原件在何处",
        ),
        basis=("文件自带属性（Office 的 docProps/core.xml、OLE 摘要信息，PDF 的 CreationDate）",),
    )

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Trace]]:
        """What one file gives by itself; a single late record joins the others of its unit."""
        for trace in self._found(record):
            yield (WHOLE if trace.last else record.unit_folder), trace

    def compare(self, traces: Sequence[Trace], context: Context) -> Iterable[Finding]:
        """Each finding, but many single late records of one unit as one."""
        yield from self._beyond([t.last for t in traces if t.last])
        singles = [t.finding for t in traces if t.finding and t.single]
        yield from (t.finding for t in traces if t.finding and not t.single)
        if len(singles) <= FEW:
            yield from singles
            return
        yield self.finding(
            unit=singles[0].unit,
            strength=Strength.WEAK,
            statement=f"{len(singles)}份记录的文件都在所记日期两个多月以后才创建，例如{singles[0].statement}",
            evidence=[replace(p, row=i) for i, f in enumerate(singles[:SHOWN]) for p in f.evidence],
            reasons=singles[0].reasons,
            basis=singles[0].basis,
            calibration=CALIBRATION,
        )

    def _beyond(self, lasts: Sequence[Last]) -> Iterator[Finding]:
        """A file whose own time lies more than a year after all other times and days in the folder."""
        if len(lasts) < ENOUGH:
            return
        before, last = sorted(lasts, key=lambda f: (f.time, f.place.path))[-2:]
        known = max(before.time.date(), *(f.said for f in lasts if f.said))
        if (last.time.date() - known).days <= A_YEAR:
            return
        yield self.finding(
            unit=last.unit,
            strength=Strength.WEAK,
            statement=f"文件自带的时间{last.time:%Y-%m-%d}比本次全部材料中最晚的时间{known:%Y-%m-%d}还晚一年以上",
            evidence=[last.place],
            reasons=(
                Reason(f"其余{len(lasts) - 1}份文件的时间和各份材料所写日期都在此前"),
                Reason("可能只是保存时电脑的时钟不准", innocent=True),
            ),
            basis=(Basis("文件自带属性"),),
            calibration=CALIBRATION,
        )

    def _found(self, record: Record) -> Iterator[Trace]:
        """At most one finding on the order of a file's times and one on what the text claims."""
        times = {n: t for n in ("created", "modified", "printed") if (t := file_time(record.document, n))}
        if not times or record.is_image:
            raise NotApplicable("需要文件自带的创建、保存或打印时间")
        latest = max(times.values(), key=lambda t: t.time)
        days = [d.end for d in record.dates if d.is_day and not d.impossible and d.role in OWN_DAYS]
        clock = _clock(record, latest, note=f"文件自带的{NAMES[latest.name]}时间")
        disordered = [*self._order(record, times)]
        yield from map(Trace, disordered)
        if not disordered:
            yield Trace(last=Last(record.unit, latest.time, max(days, default=None), clock))
        yield from map(Trace, self._foretold(record, times))
        created = times.get("created")
        if created is None or record.text.recognised or _explained(record):
            return
        yield from self._late(record, created, times.get("modified"))

    def _order(self, record: Record, times: dict[str, FileTime]) -> Iterator[Finding]:
        """Times that cannot be: in the future of the file, printed or saved before it was created."""
        stored = local_time(record.item.modified)
        said = [d.end for d in record.dates if d.is_day and not d.impossible]
        future = [
            t
            for t in times.values()
            if stored
            and stored.year > 2000
            and t.time - stored > FUTURE_DAYS * DAY
            # where text and file agree, it is the stored time that is odd
            and not any(abs((t.day - d).days) <= A_YEAR for d in said)
        ]
        wrong = [(t, f"{NAMES[t.name]}时间{t.time:%Y-%m-%d}晚于该文件的存放时间{stored:%Y-%m-%d}") for t in future]
        created = times.get("created")
        earlier = (times[name] for name in ("printed", "modified") if name in times)
        wrong += [
            (t, f"{NAMES[t.name]}时间{t.time:%Y-%m-%d}早于创建时间{created.time:%Y-%m-%d}")
            for t in earlier
            if created and created.time - t.time > DAY
        ]
        if not wrong or (not future and not self._tells(record, created, wrong[0][0])):
            return
        loose = not future or not said or bool(record.item.container)
        strength = Strength.WEAK if loose else Strength.MODERATE
        shown = {t.name: t for t, _ in wrong} | ({"created": created} if created else {})
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=f"文件自带的时间相互矛盾：{'；'.join(words for _, words in wrong)}",
            evidence=[
                _clock(record, t, note=next((w for x, w in wrong if x is t), "文件自带的创建时间"))
                for t in shown.values()
            ],
            reasons=tuple(self._order_reasons(record, future, wrong)),
            basis=(Basis("文件自带属性", source="；".join(sorted({t.source for t in shown.values()}))),),
            calibration=CALIBRATION,
        )

    @staticmethod
    def _tells(record: Record, created: FileTime | None, wrong: FileTime) -> bool:
        """Whether a wrong order alone is worth a look: often an older file that had been printed was written over."""
        near = created is not None and created.time - wrong.time <= PRINTED_NEAR * DAY
        return wrong.name != "printed" or (near and any(d.is_day for d in record.dates))

    @staticmethod
    def _order_reasons(record: Record, future: list[FileTime], wrong: list[tuple[FileTime, str]]) -> Iterator[Reason]:
        if len(wrong) > 1:
            yield Reason(f"共有{len(wrong)}处时间不合顺序")
        if future:
            yield Reason("只有电脑时钟调错，或时间经人改动，文件才会带有将来的时间")
            yield Reason("可能只是保存时电脑的时钟不准", innocent=True)
            if record.item.container:
                yield Reason("压缩包内所记的存放时间可由打包程序改变", innocent=True)
        if any(t.name == "printed" for t, _ in wrong):
            yield Reason("打印时间可能由所套用的旧文件、模板带来", innocent=True)
        if any(t.name == "modified" for t, _ in wrong) and not future:
            yield Reason("有的程序转换、另存时会重写创建时间", innocent=True)

    def _foretold(self, record: Record, times: dict[str, FileTime]) -> Iterator[Finding]:
        """The file was last saved before the day of the meeting that it reports as held."""
        saved = max((t for n, t in times.items() if n != "printed"), key=lambda t: t.time, default=None)
        held = [m.day for m in record.meetings if m.day and m.day.is_day]
        day = held[0] if len(held) == 1 else record.day_at(0) if not held else None
        if saved is None or day is None or not HELD.search(record.text.full):
            return
        early = (day.start - saved.day).days
        if not NEAR <= early <= A_YEAR or PREPARED.search(f"{record.title}{record.name}"):
            return
        yield self.finding(
            unit=record.unit,
            strength=Strength.MODERATE if firm(day, record) else Strength.WEAK,
            statement=f"材料写{_day(day)}的会议已开完，文件却在{saved.time:%Y-%m-%d %H:%M}就已最后保存，早{early}天",
            evidence=[
                record.text.place(record.path, *day.chars, note=f"会议日期：{_day(day)}"),
                _clock(record, saved, note=f"文件自带的{NAMES[saved.name]}时间"),
            ],
            reasons=(
                Reason("会后的内容在会前就已写好"),
                Reason("会议可能改期，或事先拟好议程后未再修改", innocent=True),
            ),
            basis=(Basis("文件自带属性", source=saved.source),),
            calibration=CALIBRATION,
        )

    def _late(self, record: Record, created: FileTime, modified: FileTime | None) -> Iterator[Trace]:
        """The file was created after the day of which its text speaks."""
        pdf = record.item.kind == "pdf"
        claims = [
            c for c in claims_in(record) if (created.day - c.day.end).days > (LATE if c.how == "filled" else NEAR)
        ]
        # a paper with a day of its own near the making of the file tells of an earlier one that was handed in
        own = [d.start for d in record.dates if d.is_day and not d.told and abs((created.day - d.start).days) <= LATE]
        claims = [c for c in claims if not any(day > c.day.end for day in own)]
        if claims:
            claim = min(claims, key=lambda c: (HOW.index(c.how), c.chars))
            gap = (created.day - claim.day.end).days
            how = HOW.index(claim.how) + pdf
            strength = (Strength.STRONG, Strength.MODERATE, Strength.WEAK)[min(how, 2)]
            if not TYPED_UP < gap <= DOUBTFUL_DAYS or not firm(claim.day, record):
                strength = Strength.WEAK
            done = "填写、签署" if claim.how == "filled" else "上交或上报"
            yield Trace(
                self._finding(
                    record,
                    created,
                    strength,
                    f"材料写明{_day(claim.day)}已{done}，文件却在{created.time:%Y-%m-%d %H:%M}才创建，晚{gap}天",
                    [
                        record.text.place(record.path, *c.chars, note=f"写明的{done}日期：{_day(c.day)}", row=i)
                        for i, c in enumerate(claims[:3])
                    ],
                    [Reason(f"材料自称在该日已{done}，此后才创建的文件不是当时的那一份"), *_other_copy(pdf)],
                )
            )
            return
        written_by_program = modified is not None and created.exact and created.time == modified.time
        if pdf or record.kind not in CONTEMPORARY or (written_by_program and _edited(record) == 0):
            return
        yield from self._contemporary(record, created)

    def _contemporary(self, record: Record, created: FileTime) -> Iterator[Trace]:
        """A record of the moment that was created long after the last day it records."""
        days = _own_days(record)
        if not days:
            return
        # whatever day before the file's creation the text names last is the one to count from
        named = [d for d in record.dates if d.is_day and not d.impossible and d.role is not DateRole.DEADLINE]
        last = max((*days, *(d for d in named if d.end <= created.day)), key=lambda d: d.end)
        first = min(days, key=lambda d: d.start)
        gap = (created.day - last.end).days
        distinct = len({d.start for d in days})
        book = distinct >= BOOK_MEETINGS and (last.end - first.start).days >= BOOK_DAYS
        signed = record.kind == SIGN_IN
        strength = None
        if signed and gap > TYPED_UP:
            strength = (Strength.STRONG if book else Strength.MODERATE) if gap > LATE else Strength.WEAK
        elif book and gap > LATE:
            strength = Strength.MODERATE if gap > VERY_LATE else Strength.WEAK
        elif gap > VERY_LATE:
            strength = Strength.WEAK
        if strength is None:
            return
        if not all(firm(d, record) for d in (*days, last)):
            strength = Strength.WEAK
        what = "签到" if signed else "记录"
        span = f"{_day(first)}至{_day(last)}共{distinct}个日期的{what}" if distinct > 1 else f"{_day(last)}的{what}"
        reasons = []
        if signed:
            reasons.append(Reason("签到表应当场签写，文件晚于所记全部日期才创建"))
        if book:
            reasons.append(Reason("所记各次会议分布在数月，文件却在最后一次之后才创建，不是逐次记录的本子"))
        reasons.append(Reason("可能另有手写原件，电子文件是事后录入的", innocent=True))
        shown = [first, last] if first is not last else [last]
        yield Trace(
            self._finding(
                record,
                created,
                strength,
                f"{span}，文件在{created.time:%Y-%m-%d %H:%M}才创建，晚于最后一个日期{gap}天",
                [
                    record.text.place(record.path, *d.chars, note=f"所记日期：{_day(d)}", row=i)
                    if record.text.full[slice(*d.chars)] == d.text
                    else Place(path=record.path, quote=record.name, note=f"文件名所写日期：{_day(d)}", row=i)
                    for i, d in enumerate(shown)
                ],
                reasons,
            ),
            single=not signed and not book,
        )

    def _finding(
        self,
        record: Record,
        created: FileTime,
        strength: Strength,
        statement: str,
        places: list[Place],
        reasons: Iterable[Reason],
    ) -> Finding:
        return self.finding(
            unit=record.unit,
            strength=strength,
            statement=statement,
            evidence=[*places, _clock(record, created, note="文件自带的创建时间", row=len(places))],
            reasons=tuple(reasons),
            basis=(Basis("文件自带属性", source=created.source),),
            calibration=CALIBRATION,
        )


def _explained(record: Record) -> bool:
    """Whether the record says itself that this file was made later."""
    return tells_later_making((*remarks_in(record.text.full), *remarks_in_name(record.name.rsplit(".", 1)[0])))


def _own_days(record: Record) -> list[Dated]:
    """The days a record is about: its meetings', else that of its head or end, else that of its name."""
    if days := [m.day for m in record.meetings if m.day and m.day.is_day and not m.day.impossible]:
        return days
    stated = record.day_at(0)
    return [stated] if stated else []


def _edited(record: Record) -> int | None:
    minutes = record.document.property("edit_minutes")
    return int(minutes) if minutes.isdecimal() else None


def _other_copy(pdf: bool) -> Iterator[Reason]:
    if pdf:
        yield Reason("PDF的创建时间是导出时间，可能是后来重新导出的", innocent=True)
    else:
        yield Reason("可能交出的是手写稿，电子文件为事后录入", innocent=True)


def _clock(record: Record, time: FileTime, *, note: str, row: int = 0) -> Place:
    quote = f"{NAMES[time.name]}时间 {time.text}"
    return Place(path=record.path, quote=quote, marks=((0, len(quote)),), note=f"{note}（{time.source}）", row=row)


def _day(dated: Dated) -> str:
    return f"{dated.start:%Y-%m-%d}"
