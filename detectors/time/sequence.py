"""time/sequence: steps of a procedure are missing, in the wrong order or too close together.

Read are 四议两公开, 发展党员, 换届选举, the papers around a 民主生活会 or 组织生活会, 摸底 before 台账, and the rows of
registers from receipt (登记、反馈) through handling to the answer (答复、销号).

strong    typed, full days: a later step lies before an earlier one; 培养考察 or 预备期 is at least 15 days short of the
          year that the rule in force demands; a ledger drawn up, as it says, from a survey that is younger
moderate  the year comes from the title; a step of 四议两公开, or a main step in a full form of an admission, is missing
          while later ones are there; a ledger is older than the survey but does not name it; a paper made 会前 is dated
          after its meeting; in a scan a row whose two later days both lie before the receipt, or one of two such
          rows, where the receipt is in line with its neighbours and three rows are regular; a scanned sheet whose
          order no single misread day explains
weak      other days that OCR read; an interval short by less than 15 days; a missing step that is named elsewhere, or
          in loose papers; days before the rule was in force; four deliberations all on one day (local rules); a
          register or roll most of whose rows break the order
Left alone: two steps on one day; steps merged with a note (合并、联席、一肩挑、同日连开); a missing step noted as kept
elsewhere or held later (另见、补办), or after which nothing follows; 考察时间连续计算, 火线入党 and other special cases
that say so; deadlines; an answer before the end of the work; second surveys and rolling ledgers; a year's turn between
12月 and 1月 in columns without years. Since 0.3.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Reason, Record, Strength
from forensics.dates.dated import Dated
from forensics.knowledge.load import derived
from forensics.records import steps
from forensics.records.procedures import Held, Paper, papers_of, same_matter
from forensics.records.registers import Row, register_rows
from forensics.records.steps import ADMISSION, ELECTION, FOUR_TWO, LIFE_MEETING

MAIN = {FOUR_TWO: (1, 2, 3, 4, 5, 6), ADMISSION: (3, 7, 15, 17, 23)}
"""the steps whose absence counts"""
CHAINS = {
    FOUR_TWO: ((1, 2, 3, 4, 5, 6),),
    ADMISSION: ((1, 3, 7, 15, 17, 23, 24), (7, 10, 15), (11, 15), (14, 15), (22, 24)),
    ELECTION: ((2, 3, 7, 9, 10), (5, 6, 7)),
    LIFE_MEETING: ((3, 6), (4, 6), (5, 6)),
}
"""steps that follow one another"""
YEAR_APART = {(3, 7): "培养教育和考察", (15, 23): "预备期"}
PROBATION_SINCE = datetime.date(1983, 1, 1)
"""before it the charter had other probations"""
SHORT = 15
"""days that an interval may be short without counting for more than weak"""
APART = 200
"""days within which papers can be about the same round"""
CUSTOM = 4
"""rows of a roll that break the same rule, from which on its columns may mean something else"""
REGULAR = 3
"""rows in order that let a reversed row of a scan stand out"""
SHOWN = 4

NUMBERS = re.compile(r"[一二三四五六七八九十百\d]+")
_OUTSIDE = re.compile(r"[^\u4e00-\u9fff]")


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """What one record gives to a procedure, or findings of its own."""

    paper: Paper | None = None
    ready: tuple[Finding, ...] = ()


class Breach(msgspec.Struct, frozen=True):
    """One thing that does not fit: its strength, the words for it, the two sides."""

    strength: Strength
    said: str
    sides: tuple[Held, ...]
    reason: str


class StepOrder(Comparer):
    """Lays the dated steps of each procedure beside the order and intervals that its rule demands."""

    pattern = "time/sequence"
    trace_type = Trace
    guide = Guide(
        title="程序步骤缺失、倒置或间隔不足",
        title_en="Steps of a procedure are missing, in the wrong order or too close together",
        looks_for=(
            "“四议两公开”、发展党员、换届选举、民主（组织）生活会、先摸底后台账、登记—办理—答复等程序中，"
            "后一步的日期早于前一步、缺少其中一步，或间隔不足规定时间。"
        ),
        innocent=(
            "规定允许同日先后召开或合并进行，并有说明",
            "缺少的步骤另册记载、另行补办",
            "工作调动，培养考察时间连续计算",
            "先口头受理处理，事后补登记",
            "日期笔误，或扫描识别有误",
        ),
        next_steps=(
            "调阅各步骤的会议记录原件、签到和公示照片，逐一核对日期",
            "向上级党委核对备案、批复的日期和文号",
            "询问参会党员、村民代表各次会议的先后",
        ),
        basis=(
            "《中国共产党发展党员工作细则》（2014年5月28日起）",
            "“四议两公开”工作法（2010年中央一号文件）",
            "《中国共产党基层组织选举工作条例》、民主生活会若干规定、信访办理通行程序",
        ),
    )

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Trace]]:
        """The dated steps of a record, what it is in a survey or around a meeting, and the rows of its registers."""
        found = [Trace(paper=paper) for paper in papers_of(record)]
        if ready := tuple(self._rows(record)):
            found.append(Trace(ready=ready))
        if not found and steps.ABOUT[FOUR_TWO].search(f"{record.title}{record.name}") and record.kind == "rk-sylgk":
            raise NotApplicable("需要各步骤写明日期")
        for trace in found:
            yield record.unit_folder, trace

    def compare(self, traces: Sequence[Trace], context: Context) -> Iterable[Finding]:
        """Findings among the papers of one unit."""
        for trace in traces:
            yield from trace.ready
        papers = [t.paper for t in traces if t.paper]
        for identity in CHAINS:
            sheets = [p for p in papers if p.sort == identity]
            rolls: dict[str, list[list[Paper]]] = defaultdict(list)
            for group in _grouped(sheets, identity):
                if group[0].form == "columns":
                    rolls[group[0].path].append(group)
                else:
                    yield from self._judged([group], identity)
            for rows in rolls.values():
                yield from self._judged(rows, identity)
        yield from self._survey_after_ledger(papers)
        yield from self._after_the_meeting(papers)

    def _judged(self, cases: list[list[Paper]], identity: str) -> Iterator[Finding]:
        """One finding for the steps of one matter, which may lie in several papers, or for the rows of one roll."""
        breaches: list[Breach] = []
        broken = 0
        for papers in cases:
            held: dict[int, Held] = {}
            for paper in papers:
                for step in paper.held:
                    held.setdefault(step.number, step)
            found = list(_breaches(papers, held, identity))
            broken += bool(found)
            who = f"{papers[0].matter}：" if len(cases) > 1 and papers[0].matter else ""
            breaches += [msgspec.structs.replace(b, said=who + b.said) for b in found]
        if not breaches:
            return
        if broken >= CUSTOM and 2 * broken >= len(cases):  # so many rows alike: the column means something else
            breaches = [msgspec.structs.replace(b, strength=Strength.WEAK) for b in breaches]
        papers = cases[0]
        strength = max((b.strength for b in breaches), key=lambda s: s.rank)
        rule = steps.procedure(identity)
        matter = papers[0].matter if len(cases) == 1 else ""
        about = f"{'“' + matter + '”的' if matter and identity != ADMISSION else ''}{_NAMES[identity]}"
        breaches.sort(key=lambda b: -b.strength.rank)
        places = []
        for row, breach in enumerate(breaches[:SHOWN]):
            for side, step in enumerate(breach.sides):
                place = msgspec.structs.replace(step.place, row=row, side=side, note=f"{step.name}：{_day(step)}")
                places.append(place)
        reasons = [Reason(r) for r in dict.fromkeys(b.reason for b in breaches) if r]
        if min((s.sure for b in breaches for s in b.sides), default=3) < 2:
            reasons.append(Reason("日期由识别得出，需核对原件", innocent=True))
        if any(s.sure == 2 for b in breaches for s in b.sides):
            reasons.append(Reason("部分日期未写年份，按标题或路径推定", innocent=True))
        yield self.finding(
            unit=papers[0].unit,
            strength=strength,
            statement=f"{about}：" + "；".join(b.said for b in breaches[:SHOWN]),
            evidence=places,
            reasons=tuple(reasons),
            basis=(
                Basis(str(rule["name"]), str(rule.get("valid_from", "")), str(rule["certainty"]), str(rule["source"])),
            ),
            calibration="按事实表定级（见检查说明 time/sequence）",
        )

    # ------------------------------------------------------------------ registers
    def _rows(self, record: Record) -> Iterator[Finding]:
        """One finding for the rows of a register that end before they begin."""
        rows = register_rows(record)
        reversed_rows = [r for r in rows if r.reversed]
        if not reversed_rows:
            return
        regular = sum(not r.reversed and r.whole for r in rows)
        graded = [(_row_strength(r, rows, regular, len(reversed_rows)), r) for r in reversed_rows]
        if len(reversed_rows) > max(3, regular):
            # the columns are then read the wrong way round, or the form means something else
            graded = [(Strength.WEAK, r) for _, r in graded]
        strength = max((s for s, _ in graded), key=lambda s: s.rank)
        places = []
        for i, (_, row) in enumerate(graded[:SHOWN]):
            for side, (name, day) in enumerate([row.received, *row.late]):
                note = f"{name}：{day.start:%Y-%m-%d}"
                places.append(record.text.place(record.path, *day.chars, note=note, row=i, side=min(side, 1)))
        first = graded[0][1]
        name, day = first.late[0]
        more = f"等{len(graded)}处" if len(graded) > 1 else ""
        reasons = [Reason(f"同表其余{regular}行先后正常")] if regular else []
        if any(len(r.late) > 1 for r in reversed_rows):
            reasons.append(Reason("同一行后两个日期都早于登记，不像一处笔误"))
        if record.text.recognised_at(*day.chars):
            reasons.append(Reason("日期由识别得出，需核对原件", innocent=True))
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=f"登记表中{name}（{_short(day)}）早于{first.received[0]}（{_short(first.received[1])}）{more}，与先登记后办理答复的顺序不一致",
            evidence=places,
            reasons=tuple(reasons),
            basis=(Basis("登记—办理—答复", "", "likely", "信访和接待办理通行程序"),),
            calibration="按事实表定级（见检查说明 time/sequence）",
        )

    # ------------------------------------------------------------------ survey and ledger
    def _survey_after_ledger(self, papers: Sequence[Paper]) -> Iterator[Finding]:
        surveys = [t for t in papers if t.sort == "survey"]
        for ledger in (t for t in papers if t.sort == "ledger"):
            made = ledger.held[0]
            same = [s for s in surveys if s.path != ledger.path and same_matter(s.matter, ledger.matter)]
            near = [s for s in same if abs((s.held[0].start - made.start).days) <= APART]
            if not near or any(s.held[0].start <= made.end for s in near):
                continue
            survey = min(near, key=lambda s: s.held[0].start)
            asked = survey.held[0]
            gap = (asked.start - made.end).days
            strength = Strength.WEAK
            if min(made.sure, asked.sure) >= 2 and gap > 3:
                full = "on-survey" in ledger.marks and min(made.sure, asked.sure) == 3
                strength = Strength.STRONG if full else Strength.MODERATE
            reasons = [Reason(f"同一事项的摸底表比台账晚{gap}天")]
            if "on-survey" in ledger.marks:
                reasons.append(Reason("台账写明根据摸底（排查）结果建立"))
            yield self.finding(
                unit=ledger.unit,
                strength=strength,
                statement=f"台账{_day(made)}已建立，而同一事项的摸底表{_day(asked)}才完成，与先摸底后建账的顺序不一致",
                evidence=(
                    msgspec.structs.replace(made.place, note="台账日期", side=0),
                    msgspec.structs.replace(asked.place, note="摸底表日期", side=1),
                ),
                reasons=tuple(reasons),
                basis=(Basis("先摸底后台账", "", "likely", "专项排查通行做法"),),
                calibration="按事实表定级（见检查说明 time/sequence）",
            )

    # ------------------------------------------------------------------ papers around a meeting
    def _after_the_meeting(self, papers: Sequence[Paper]) -> Iterator[Finding]:
        meetings = [t for t in papers if t.sort == "life-meeting"]
        for paper in (t for t in papers if t.sort == "before-meeting"):
            day = paper.held[0]
            kind = paper.matter
            same = [
                m for m in meetings if (not kind or m.matter == kind) and (m.path != paper.path or m.form == "list")
            ]
            past = [m for m in same if 0 < (day.start - m.held[0].end).days <= 60]
            if not past or any(0 <= (m.held[0].start - day.end).days <= 90 for m in same):
                continue
            meeting = max(past, key=lambda m: m.held[0].start).held[0]
            strength = Strength.MODERATE if min(day.sure, meeting.sure) >= 2 else Strength.WEAK
            yield self.finding(
                unit=paper.unit,
                strength=strength,
                statement=f"会前的{day.name}写明{_day(day)}，晚于{_day(meeting)}已召开的生活会，与会前程序不一致",
                evidence=(
                    msgspec.structs.replace(day.place, note=f"{day.name}日期", side=0),
                    msgspec.structs.replace(meeting.place, note="会议日期", side=1),
                ),
                reasons=(Reason("该材料写明为会前所作"),),
                basis=(Basis("民主生活会 / 组织生活会", "", "sure", "民主生活会若干规定、支部工作条例"),),
                calibration="按事实表定级（见检查说明 time/sequence）",
            )


_NAMES = {FOUR_TWO: "“四议两公开”程序", ADMISSION: "发展党员程序", ELECTION: "换届选举程序", LIFE_MEETING: "生活会程序"}


# ---------------------------------------------------------------------- judging steps
def _grouped(papers: list[Paper], identity: str) -> Iterator[list[Paper]]:
    """Papers of one matter: whole sheets stand alone, loose single steps join those of the same matter."""
    loose: list[list[Paper]] = []
    for paper in papers:
        if len(paper.held) >= 3 or paper.form == "columns":
            yield [paper]
            continue
        for group in loose:
            other = group[0]
            same = _same_body(paper.matter, other.matter) if identity == ELECTION else _same_decision(paper, other)
            if same and abs((paper.held[0].start - other.held[0].start).days) <= (
                APART if identity != ADMISSION else 3000
            ):
                group.append(paper)
                break
        else:
            loose.append([paper])
    yield from loose


def _same_decision(one: Paper, other: Paper) -> bool:
    """Whether two loose papers are about one matter (or person): alike in words and in every number."""
    if not _key(one) or not _key(other):
        return False
    return NUMBERS.findall(one.matter) == NUMBERS.findall(other.matter) and same_matter(_key(one), _key(other))


def _same_body(one: str, other: str) -> bool:
    """Whether two branches may be the same: one is not named, or its name ends the other's."""
    return not one or not other or one.endswith(other) or other.endswith(one)


def _key(paper: Paper) -> str:
    return _OUTSIDE.sub("", paper.matter)


def _breaches(papers: list[Paper], held: dict[int, Held], identity: str) -> Iterator[Breach]:
    marks = {m for p in papers for m in p.marks}
    scanned = any(h.sure < 2 for h in held.values())
    loose = len(papers) > 1 or papers[0].form == "prose"
    if identity == ADMISSION and len({_key(p) for p in papers}) > 1:
        return
    explained = _explained(held, CHAINS[identity][0])
    for left, right in _reversed(held, identity):
        if "again" in marks:
            continue
        strength = _pair_strength(left, right, explained)
        if loose and identity in (ADMISSION, LIFE_MEETING) and papers[0].form == "prose":
            strength = min(strength, Strength.MODERATE, key=lambda s: s.rank)
        if identity == FOUR_TWO and left.start < _since(identity):
            strength = Strength.WEAK
        yield Breach(
            strength,
            f"“{right.name}”（{_day(right)}）早于“{left.name}”（{_day(left)}）",
            (left, right),
            "后一步骤的日期早于前一步骤",
        )
    yield from _too_close(held, identity, marks, papers[0].form)
    yield from _missing(papers, held, identity, marks, scanned)
    if identity == FOUR_TWO and not marks & {"merged", "again", "elsewhere"}:
        first = [held[n] for n in (1, 2, 3, 4) if n in held]
        if len(first) == 4 and len({(h.start, h.end) for h in first}) == 1 and first[0].start == first[0].end:
            yield Breach(
                Strength.WEAK,
                f"提议、商议、审议、决议都写在{_day(first[0])}一天",
                (first[0], first[-1]),
                "四个步骤集中在一天，未见说明",
            )


def _reversed(held: dict[int, Held], identity: str) -> Iterator[tuple[Held, Held]]:
    """Neighbours of a chain that stand the wrong way round, each pair once."""
    seen: set[tuple[int, int]] = set()
    for chain in CHAINS[identity]:
        there = [held[n] for n in chain if n in held]
        for left, right in pairwise(there):
            if right.end < left.start and (left.number, right.number) not in seen:
                seen.add((left.number, right.number))
                yield left, right


def _explained(held: dict[int, Held], chain: tuple[int, ...]) -> bool:
    """Whether one misread day would explain all that is out of order."""
    starts = [held[n].start for n in chain if n in held]
    tails: list[datetime.date] = []
    for day in starts:
        at = bisect_right(tails, day)
        tails[at : at + 1] = [day]
    return len(starts) - len(tails) <= 1


def _pair_strength(left: Held, right: Held, explained: bool) -> Strength:
    sure = min(left.sure, right.sure)
    if sure == 3:
        return Strength.STRONG
    if sure == 2 or (sure == 1 and not explained):
        return Strength.MODERATE
    return Strength.WEAK


def _too_close(held: dict[int, Held], identity: str, marks: set[str], form: str) -> Iterator[Breach]:
    if identity != ADMISSION or "special" in marks:
        return
    for (first, then), what in YEAR_APART.items():
        if first not in held or then not in held or held[then].end < held[first].start:
            continue
        left, right = held[first], held[then]
        days = (right.end - left.start).days
        if days >= 365 or (then == 23 and left.start < PROBATION_SINCE):
            continue
        sure = min(left.sure, right.sure)
        strength = Strength.WEAK
        in_force = then == 23 or right.start >= _since(identity)
        if in_force and 365 - days >= SHORT and form != "prose":
            applied = held.get(1)
            confirmed = applied and applied.sure and then == 7 and (right.end - applied.start).days < 365
            strength = {3: Strength.STRONG, 2: Strength.MODERATE}.get(sure, Strength.WEAK)
            if sure == 1 and confirmed:
                strength = Strength.MODERATE
        if form == "columns" and days <= 31:
            strength = Strength.WEAK  # rolls often repeat one day in both columns
        yield Breach(
            strength,
            f"“{left.name}”（{_day(left)}）到“{right.name}”（{_day(right)}）只有{days}天，不满一年",
            (left, right),
            f"{what}应满一年",
        )


def _missing(
    papers: list[Paper], held: dict[int, Held], identity: str, marks: set[str], scanned: bool
) -> Iterator[Breach]:
    """Main steps that lack while later ones are there."""
    if identity not in MAIN or papers[0].form == "columns" or "elsewhere" in marks:
        return
    named = {n for p in papers for n in p.named}
    blank = {n for p in papers for n in p.blank}
    there = [n for n in MAIN[identity] if n in held]
    least = 4 if identity == FOUR_TWO else 3
    if len(there) < least or (identity == ADMISSION and len(held) < 4):
        return
    for number in MAIN[identity]:
        before = [n for n in there if n < number]
        after = [n for n in there if n > number]
        if number in held or not after or (identity == ADMISSION and not before):
            continue
        if "merged" in marks and identity == FOUR_TWO and number <= 4:
            continue
        if identity == ADMISSION and number == 17 and "whole" not in marks:
            continue
        loose = len(papers) > 1 or papers[0].form == "prose"
        strength = Strength.WEAK if scanned or loose or number in named else Strength.MODERATE
        if identity == ADMISSION and "whole" not in marks:
            strength = Strength.WEAK
        if len(papers) > 1 and len(there) == 5:
            strength = Strength.MODERATE if not scanned else Strength.WEAK
        if held[after[0]].start < _since(identity):
            strength = Strength.WEAK
        name = steps.step_name(identity, number)
        sides = ((held[before[-1]],) if before else ()) + (held[after[0]],)
        said = "该行为空" if number in blank else "未见"
        yield Breach(
            strength,
            f"{said}“{name}”一步，而其后的“{held[after[0]].name}”（{_day(held[after[0]])}）已有记载",
            sides,
            f"缺少“{name}”，其后步骤已完成",
        )


@derived
def _since(identity: str) -> datetime.date:
    return datetime.date.fromisoformat(str(steps.procedure(identity).get("valid_from", "1900-01-01")))


def _row_strength(row: Row, rows: Sequence[Row], regular: int, reversed_: int) -> Strength:
    if row.sure == 3:
        return Strength.STRONG
    if row.sure == 2:
        return Strength.MODERATE
    if row.sure == 1 and regular >= REGULAR and row.in_line and (len(row.late) > 1 or reversed_ > 1):
        return Strength.MODERATE
    return Strength.WEAK


def _day(held: Held) -> str:
    if held.start == held.end:
        return f"{held.start.year}年{held.start.month}月{held.start.day}日"
    if (held.start.year, held.start.month) == (held.end.year, held.end.month) and held.start.day == 1:
        return f"{held.start.year}年{held.start.month}月"
    return f"{held.start.year}年{held.start.month}月{held.start.day}日起"


def _short(day: Dated) -> str:
    return f"{day.start.year}年{day.start.month}月{day.start.day}日"
