"""time/impossible: a day, weekday, hour or season word that cannot be, or one person at two meetings at once.

strong    one person chairs, speaks or lectures at two meetings of one unit whose stated hours overlap and whose places
          lie apart
moderate  a day that does not exist; a weekday, or a festival, that does not fit its typed day; an end before the
          start; words for the end of a half-year, quarter or year that do not fit the stated day or quarter; a person
          of one unit, named with his unit and office, at a meeting of another unit while he holds his own
weak      any of these read by OCR and confirmed by nothing else; a weekday beside a swapped workday, or beside a day
          whose year is inferred; two meetings at once in rooms of one house (a leader goes from one to the other), or
          where a name is only listed
Left alone: meetings that continue one another; minutes, sign-in sheets and notes of one meeting; a slip that the text
itself corrects (更正、笔误、应为); midnight; same names in units that nothing connects.
Since 0.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.dates.dated import Dated, DateRole
from forensics.dates.workdays import swapped
from forensics.records.minutes.meetings import Meeting
from forensics.records.minutes.people import plausible_name
from forensics.records.reliance import firm

CORRECTED = re.compile(r"更正|笔误|应为|误写|误记|勘误|订正|原写")
LEADING = frozenset({"chair", "lecturer", "speaker", "organiser", "visitor"})
HALF_HOUR = 30
"""minutes that a meeting without a stated end is taken to have lasted at least"""
WEEKDAYS = "一二三四五六日"
OFFICE = (
    r"(?:党委|党组|党?支部|党?总支|党?工委)?(?:第一)?副?"
    r"(?:书记|主任|局长|镇长|乡长|区长|县长|校长|院长|所长|站长|经理|董事长|主席)"
)
VISITOR = re.compile(
    rf"(?P<unit>[\u4e00-\u9fff]{{2,20}}?){OFFICE}(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?:同志)?"
    r"(?:全程|亲自|到会|应邀|专程|一行|也|均|并)*"
    r"(?:参加|出席|主持|讲话|指导|到场|参与|带队|督导|讲课|授课|作(?:了)?讲话)"
)
ENDING = (
    r"[^，。；\n]{0,4}?(?:即将|马上|就要|快要|将要|眼看|临近|接近|已近|将近|行将|已?进入|已?到)[^，。；\n]{0,8}?"
    r"(?:结束|过去|尾声|过完|收官|收尾|完结)"
)
SEASONS = (
    (re.compile(f"上半年{ENDING}"), "上半年", (5, 6), 7),
    (re.compile(f"(?:下半年|全年|今年|本年度|一年){ENDING}"), "一年", (11, 12), 1),
    (re.compile(f"(?:第?一季度|首季){ENDING}"), "一季度", (3,), 4),
    (re.compile(f"第?二季度{ENDING}"), "二季度", (6,), 7),
    (re.compile(f"第?三季度{ENDING}"), "三季度", (9,), 10),
    (re.compile(f"第?四季度{ENDING}"), "四季度", (12,), 1),
)
"""words for the end of a period, the months in which they fit, and one in which they may still be said"""
QUARTER_MEETING = re.compile(r"第?(?P<n>[一二三四])季度[^，。；\n]{0,12}?(?:会|讲话|推进|调度|点评|通报|党课|党日)")
FESTIVAL = re.compile(r"端午节?|中秋节?|重阳节?|元宵节?|春节|除夕|清明节?|国庆节?|元旦|劳动节|建军节|教师节|妇女节")
SAID_TO_BE = re.compile(r"(?:正赶上|赶上|适逢|恰逢|正值|正逢|正好是|正是|就是|今天是|当天是|又是)[^，。；]{0,6}\Z")
ROOM = re.compile(
    r"(?:会议室|活动室|办公室|学习室|阅览室|值班室|教室|礼堂|[议说]事[亭厅室]|服务(?:站|中心|大厅)|之家|党校|村部)$"
)
"""where a unit meets at home (rules.yaml, plausible: leader_overlap)"""
LEGIBLE = 0.8
HEAD = 400
"""characters in which a text says of which quarter its meeting is"""


class Attended(msgspec.Struct, frozen=True):
    """A person at a meeting: minutes from midnight, what he did there, where that stands.

    `named_unit` is the unit that the words give him where he is a visitor.
    """

    name: str
    leading: bool
    named_unit: str
    folder: str
    unit: str
    path: str
    start: int
    end: int
    where: str
    topic: str
    firm: bool
    place: Place


class Kept(msgspec.Struct, frozen=True):
    """Findings of one record alone, or one person's presence at a meeting."""

    own: tuple[Finding, ...] = ()
    attended: Attended | None = None


class Impossible(Comparer):
    """Checks each stated day and hour against the calendar, and people against each other's meetings."""

    pattern = "time/impossible"
    trace_type = Kept
    guide = Guide(
        title="日期、星期、时刻不可能成立",
        title_en="A date, weekday or hour that cannot be",
        looks_for=(
            "不存在的日期；星期与日期不符；结束早于开始；“上半年即将结束”一类的话与所写日期或季度不符；同一人同一时段出现在两处会议。"
        ),
        innocent=(
            "一时笔误，前后材料可以证明实际日期",
            "调休上班日",
            "两份记录是同一次会议，或上午会议的续会",
            "同名的两个人",
        ),
        next_steps=(
            "核对会议通知、签到表和照片原始时间，确认实际日期",
            "调阅会议记录本原件，看前后页日期是否连续",
            "向当事人了解当天行程，核对考勤、派车记录",
        ),
        basis=("公历", "国务院办公厅节假日安排（调休上班日）"),
    )

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Kept]]:
        """What one record says by itself, under its path; who was at which meeting, under the day."""
        if not record.dates and not any(words.search(record.text.full) for words, *_ in SEASONS):
            raise NotApplicable("需要记录写明日期")
        own = (
            *self._no_such_day(record),
            *self._weekdays(record),
            *self._hours(record),
            *self._seasons(record),
            *self._festivals(record),
        )
        if own:
            yield record.path, Kept(own=own)
        for meeting in record.meetings:
            for attended in _attended(record, meeting):
                assert meeting.day is not None
                yield meeting.day.start.isoformat(), Kept(attended=attended)

    def compare(self, traces: Sequence[Kept], context: Context) -> Iterable[Finding]:
        """The findings of single records, and people who were at two meetings at once."""
        for kept in traces:
            yield from kept.own
        people: dict[str, list[Attended]] = {}
        for kept in traces:
            if kept.attended:
                people.setdefault(kept.attended.name, []).append(kept.attended)
        clashes: dict[tuple[str, str], list[tuple[Attended, Attended]]] = {}
        for times in people.values():
            pairs = [p for p in combinations(sorted(times, key=lambda a: (a.start, a.path)), 2) if _clash(*p)]
            if pairs:  # the clearest one of each person and day: sign-in sheets repeat what minutes say
                best = max(pairs, key=lambda p: _rank(*p).rank)
                clashes.setdefault((best[0].path, best[1].path), []).append(best)
        for _, pairs in sorted(clashes.items()):
            pairs.sort(key=lambda p: (-_rank(*p).rank, p[0].name))
            yield self._twice(pairs)

    def _no_such_day(self, record: Record) -> Iterator[Finding]:
        for day in record.dates:
            if day.impossible and not _corrected(record, day):
                yield self._lead(
                    record,
                    Strength.WEAK if record.text.recognised_at(*day.chars) else Strength.MODERATE,
                    f"所写日期“{day.text}”不存在",
                    [record.text.place(record.path, *day.chars, note="不存在的日期")],
                    ["日历上没有这一天"],
                )

    def _weekdays(self, record: Record) -> Iterator[Finding]:
        wrong = [
            d
            for d in record.dates
            if d.weekday is not None and d.is_day and d.weekday != d.start.weekday() and not _corrected(record, d)
        ]
        if not wrong:
            return
        right = sum(d.weekday is not None and d.is_day and d.weekday == d.start.weekday() for d in record.dates)
        strength = max((self._weekday_strength(record, d, right) for d in wrong), key=lambda s: s.rank)
        first = wrong[0]
        assert first.weekday is not None
        yield self._lead(
            record,
            strength,
            f"{_day(first)}是星期{WEEKDAYS[first.start.weekday()]}，记录写作星期{WEEKDAYS[first.weekday]}"
            + (f"（共{len(wrong)}处）" if len(wrong) > 1 else ""),
            record.text.places(record.path, [d.chars for d in wrong], note="星期与日期不符"),
            [f"同一材料中另有{right}处星期与日期相符"] if right else [],
        )

    @staticmethod
    def _weekday_strength(record: Record, day: Dated, right: int) -> Strength:
        """Weak where the day or the weekday may be misread: OCR, an inferred year, a swapped workday."""
        inferred = bool(day.year_from) and not right
        misread = record.text.recognised_at(*day.chars)
        return Strength.WEAK if misread or inferred or swapped(day.start) else Strength.MODERATE

    def _hours(self, record: Record) -> Iterator[Finding]:
        for meeting in record.meetings:
            hours = meeting.hours
            if hours is None or hours.end is None or not hours.backwards:
                continue
            yield self._lead(
                record,
                Strength.WEAK if record.text.recognised_at(*hours.chars) else Strength.MODERATE,
                f"所写结束时间{_clock(hours.end)}早于开始时间{_clock(hours.start)}",
                [record.text.place(record.path, *hours.chars, note="结束早于开始")],
                [],
            )

    def _seasons(self, record: Record) -> Iterator[Finding]:
        full = record.text.full
        for words, what, months, grace in SEASONS:
            for match in words.finditer(full):
                if other := _against(record, match.start(), what, months, grace):
                    place = record.text.place(record.path, *match.span(), note=f"“{what}即将结束”一类的话", side=1)
                    strength = Strength.WEAK if record.text.confidence(*match.span()) < LEGIBLE else Strength.MODERATE
                    yield self._lead(record, strength, f"{other.note}，文中却说“{match[0]}”", [other, place], [])
                    return

    def _festivals(self, record: Record) -> Iterator[Finding]:
        """A day that is said to be a festival of another day: 6月20日，正赶上端午节."""
        full = record.text.full
        named = [d for d in record.dates if d.is_day and FESTIVAL.fullmatch(d.text)]
        for festival in named:
            left, _ = record.text.sentence(*festival.chars)
            days = [d for d in record.dates if left <= d.chars[0] < festival.chars[0] and d.is_day and d not in named]
            if not days or not SAID_TO_BE.search(full[days[-1].chars[1] : festival.chars[0]]):
                continue
            day = days[-1]
            if day.start.year != festival.start.year or abs((day.start - festival.start).days) <= 1:
                continue
            yield self._lead(
                record,
                Strength.MODERATE if firm(day, record) else Strength.WEAK,
                f"{_day(day)}说成{festival.text}，当年{festival.text}是{festival.start.month}月{festival.start.day}日",
                [record.text.place(record.path, day.chars[0], festival.chars[1], note="节日与日期不符")],
                [],
            )
            return

    def _twice(self, pairs: Sequence[tuple[Attended, Attended]]) -> Finding:
        """One finding for two records; whoever led in both comes first."""
        one, other = pairs[0]
        also = f"（另有{len(pairs) - 1}人）" if len(pairs) > 1 else ""
        strength = _rank(one, other)
        return self.finding(
            unit=one.unit,
            strength=strength,
            statement=(
                f"{one.name}{also}同一天{_clock(one.start)}在{one.where}、{_clock(other.start)}在{other.where}，两处时间重叠"
            ),
            evidence=(
                msgspec.structs.replace(one.place, side=0, note=f"{_clock(one.start)}—{_clock(one.end)}　{one.where}"),
                msgspec.structs.replace(
                    other.place, side=1, note=f"{_clock(other.start)}—{_clock(other.end)}　{other.where}"
                ),
            ),
            reasons=(
                Reason("两份记录的起止时间重叠，地点不同"),
                *(
                    (Reason("日期或姓名由识别得出，需核对原件", innocent=True),)
                    if not (one.firm and other.firm)
                    else ()
                ),
                *((Reason("仅列名，可能代签或同名", innocent=True),) if not (one.leading and other.leading) else ()),
            ),
            basis=(Basis("同一时段只能在一处"),),
            calibration="按事实表定级（见检查说明 time/impossible）",
        )

    def _lead(
        self, record: Record, strength: Strength, statement: str, evidence: Sequence[Place], reasons: Iterable[str]
    ) -> Finding:
        read = any(p.show for p in evidence)
        return self.finding(
            unit=record.unit,
            strength=strength,
            statement=statement,
            evidence=evidence,
            reasons=(
                *map(Reason, reasons),
                *((Reason("文字由识别得出，需核对原件", innocent=True),) if read else ()),
            ),
            basis=(Basis("公历"),),
            calibration="按事实表定级（见检查说明 time/impossible）",
        )


def _against(record: Record, at: int, what: str, months: tuple[int, ...], grace: int) -> Place | None:
    """The quarter or the day of a record that words for the end of a period do not fit."""
    full = record.text.full
    quarter = QUARTER_MEETING.search(full, 0, HEAD)
    if quarter and what not in quarter[0]:
        first = 3 * "一二三四".index(quarter["n"]) + 1
        if not set(range(first, first + 3)) & set(months):
            return record.text.place(record.path, *quarter.span(), note=f"材料属于“{quarter[0]}”")
    day = record.day_at(at)
    if day and firm(day, record) and day.start.month not in (*months, grace):
        return record.text.place(record.path, *day.chars, note=f"记录日期为{_day(day)}")
    return None


def _corrected(record: Record, day: Dated) -> bool:
    """Whether the sentence says that it is a slip."""
    left, right = record.text.sentence(*day.chars)
    return bool(CORRECTED.search(record.text.full[left:right]))


def _attended(record: Record, meeting: Meeting) -> Iterator[Attended]:
    """Everyone whom a record has at a meeting with a firm day and a stated hour, and visitors named with their unit."""
    day = meeting.day
    hours = meeting.hours
    if day is None or not day.is_day or hours is None or day.role is not DateRole.MEETING:
        return
    full = record.text.full
    visitors = [
        (m["name"], "visitor", m["unit"], m.span("name"))
        for m in VISITOR.finditer(full, *meeting.chars)
        if plausible_name(m["name"])
    ]
    there = [(p.name, p.role, "", p.chars) for p in meeting.there]
    seen: set[str] = set()
    for name, role, unit, chars in (*visitors, *there):
        if name in seen:
            continue
        seen.add(name)
        yield Attended(
            name=name,
            leading=role in LEADING,
            named_unit=unit,
            folder=record.unit_folder,
            unit=record.unit,
            path=record.path,
            start=hours.start,
            end=hours.end or hours.start + HALF_HOUR,
            where=meeting.place,
            topic=meeting.heading,
            firm=firm(day, record),
            place=record.text.place(record.path, *chars),
        )


def _clash(one: Attended, other: Attended) -> bool:
    """Whether two presences exclude each other: hours overlap, places differ, and it is one person."""
    overlap = min(one.end, other.end) - max(one.start, other.start)
    if one.path == other.path or overlap <= 0:
        return False
    if one.where in other.where or other.where in one.where:
        return False
    if one.folder == other.folder:
        return True
    return _belongs(one, other) or _belongs(other, one)


def _belongs(visitor: Attended, host: Attended) -> bool:
    """Whether the unit that a visitor is named with is that of the other record."""
    named, unit = visitor.named_unit, host.unit
    return bool(named) and (unit in named or named in unit or host.folder in named or named in host.folder)


def _rank(one: Attended, other: Attended) -> Strength:
    if not (one.firm and other.firm):
        return Strength.WEAK
    if one.folder == other.folder and ROOM.search(one.where) and ROOM.search(other.where):
        return Strength.WEAK
    if one.leading and other.leading:
        return Strength.STRONG if one.folder == other.folder else Strength.MODERATE
    return Strength.WEAK


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _day(day: Dated) -> str:
    return f"{day.start.year}年{day.start.month}月{day.start.day}日"
