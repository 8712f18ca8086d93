"""time/deadline: a stage is done, or planned, after its last day.

strong    minutes, a report or the unit's own plan set a task after the last day that the inspector states, by more than
          a month, and nothing explains it
moderate  the same within a month; after the last day that a superior's paper in the archive sets, where the unit is
          among its addressees or cites it; a row whose own limit lies before its own day of completion although it
          says that it was done in time, or whose limit a superior set; a report signed after the term in days that it
          tells itself, or that a paper which it cites sets
weak      the day was read by OCR and nothing confirms it; a row that was simply closed after its own limit
Left alone: a second round or a lesson made up (补课、补充、第二轮、回头看) and whatever comes after a first round in
time; postponements that a paper of the unit reports (顺延、延期、推迟); rows without days (立行立改、长期坚持).
Since 0.2.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.dates.dated import Dated, DateRole
from forensics.dates.find import find as find_dates
from forensics.records.context import Issued
from forensics.records.reliance import firm
from forensics.records.tasks import is_about, may_be_about, tasks_in
from forensics.records.terms import terms_in

POSTPONED = re.compile(r"顺延|延期|推迟|延至|延后|推后|改期")
AGAIN = re.compile(r"补课|补学|补充|补开|第二轮|第二次研讨|再次|回头看|新一轮|追加|补训")
REPORTED = re.compile(r"完成|结束|到位|完毕|建立|上报|报送|开展|进行|开始|启动")
PLAN = frozenset({"rk-fa", "rk-tongzhi"})
PLANNED = re.compile(r"方案|计划|安排")
REPORT = re.compile(r"情况|报告|总结|小结|汇报|台[账帐]|整改|回复|反馈|答复")
LIMIT = re.compile(r"时限|期限|截止|规定时间|要求时间|要求完成|应完成|到期|限期|^规定$|^要求$")
ACTUAL = re.compile(r"完成(?:日期|时间)|销号|办结|实际|本单位|整改(?:日期|时间)|落实(?:日期|时间)|安排")
OF_SUPERIOR = re.compile(r"[区县市镇乡局校]委|上级|街道|工委|党组|要求|规定")
IN_TIME = re.compile(r"按时|如期|按期|按要求")
AUDIENCE = (
    (re.compile(r"各(?:基层)?(?:党)?支部|各党[（(]?工?[）)]?委|各党组织|各单位|各部门|各总支"), re.compile("")),
    (re.compile(r"乡镇|镇党委|乡党委|各乡|各镇"), re.compile(r"乡|镇|村")),
    (re.compile(r"街道|社区"), re.compile(r"街道|社区")),
    (re.compile(r"各?村"), re.compile("村")),
    (re.compile(r"学校|中小学|校"), re.compile(r"学校|中学|小学|[一二三四五六七八九]中|校")),
    (re.compile(r"县直|市直|区直|机关|局"), re.compile(r"局|办|委|院|公司|中心")),
    (re.compile(r"企业|公司"), re.compile(r"公司|集团|厂")),
    (re.compile(r"医院|卫生"), re.compile(r"医院|卫生")),
)
"""who is addressed, and units that are meant"""
ASKED = re.compile(r"[上区县市镇乡局党委部].{0,4}(?:要求|规定|部署|安排|通知)|(?:要求|规定)[^。]{0,12}[^。]*前")
DEMANDED = re.compile(r"要求|规定|通知|限|应|须|部署|安排|请")
VERBS = {"held": "开展", "planned": "安排", "reported": "完成", "signed": "落款"}
ANY_YEAR = 2000
MONTH = datetime.timedelta(days=31)
SAME_ROUND = 183
"""days after which a report is one of another round"""


class Task(msgspec.Struct, frozen=True):
    """A task with its last day: who set it, and the paper's place where that lies in the archive.

    `stated` says that the inspector states it, `paper` that a report on it has to be handed in by that day.
    """

    what: str
    by: datetime.date
    basis: str
    topics: tuple[str, ...] = ()
    place: Place | None = None
    stated: bool = False
    paper: bool = False


class Step(msgspec.Struct, frozen=True):
    """A task as a record has it: held or reported on a day, planned for one, postponed, or a finding of its own."""

    unit: str
    path: str
    sort: str
    said: str
    task: Task | None
    first: datetime.date
    last: datetime.date
    firm: bool
    place: Place | None
    own: Finding | None = None


class Deadline(Comparer):
    """Compares when tasks were done or planned with when they were due."""

    pattern = "time/deadline"
    trace_type = Step
    guide = Guide(
        title="阶段任务的完成或安排晚于规定时限",
        title_en="A stage done, or planned, after its deadline",
        looks_for="方案、会议记录、报告、台账中某项任务的安排或完成日期，晚于检查人员提供、上级文件规定或台账本身写明的时限。",
        innocent=(
            "上级同意顺延，批复另存",
            "按期开展后增加的补课、第二轮",
            "本单位不在文件要求的范围内",
            "材料所写为补充、整理日期",
        ),
        next_steps=(
            "核对上级文件原文的时限和适用范围",
            "查有无顺延请示、批复或统一延期通知",
            "调阅同一任务的其他记录，确认首次开展的日期",
        ),
        basis=("检查人员提供的时限（context.yaml 的 due）", "本次材料中的上级文件", "台账写明的时限"),
    )

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Step]]:
        """Under the unit's folder: what the record says of each task, and rows that missed their own limit."""
        steps = [*self._rows(record), *self._overdue(record)]
        if not steps and not record.dates and not record.named_dates:
            raise NotApplicable("需要记录写明日期")
        for task in (*_tasks(record, context), *_own_tasks(record)):
            steps += _steps(record, task)
        for step in steps:
            yield record.unit_folder, step

    def compare(self, traces: Sequence[Step], context: Context) -> Iterable[Finding]:
        """Rows by themselves; each task of a unit once, unless it was done in time or postponed."""
        late: dict[str, list[tuple[Task, Step]]] = defaultdict(list)
        tasks: dict[Task, list[Step]] = defaultdict(list)
        for step in traces:
            if step.own:
                yield step.own
            elif step.task:
                tasks[step.task].append(step)
        for task, steps in tasks.items():
            if any(s.sort == "postponed" for s in steps):
                continue
            in_time = any(s.sort in ("held", "reported", "signed") and s.first <= task.by for s in steps)
            for step in steps:
                if step.last > task.by and (step.sort == "planned" or not in_time):
                    late[step.path].append((task, step))
        for _, found in sorted(late.items()):
            yield self._late(sorted(found, key=lambda f: (-_rank(*f).rank, f[0].by, f[0].what)))

    def _late(self, found: Sequence[tuple[Task, Step]]) -> Finding:
        """One finding for all that one record has late, the gravest first."""
        task, step = found[0]
        places = [replace(p, row=i) for i, (t, s) in enumerate(found) for p in (s.place, t.place) if p]
        return self.finding(
            unit=step.unit,
            strength=_rank(task, step),
            statement=(
                f"“{task.what}”应在{_day(task.by)}前完成（{task.basis}），材料{VERBS[step.sort]}日期为{step.said}，"
                f"晚{(step.last - task.by).days}天" + (f"；另有{len(found) - 1}项同类情形" if len(found) > 1 else "")
            ),
            evidence=places,
            reasons=(
                Reason("同一单位的材料中未见按期开展或经批准顺延的记录"),
                *((Reason("日期由识别得出，需核对原件", innocent=True),) if not step.firm else ()),
            ),
            basis=tuple(
                Basis(f"{t.what}：{t.basis}", t.by.isoformat(), "sure" if t.stated else "likely") for t, _ in found
            ),
            calibration="按事实表定级（见检查说明 time/deadline）",
        )

    def _rows(self, record: Record) -> Iterator[Step]:
        """Rows of a table with a limit and a later day of completion."""
        late: list[tuple[Dated, Dated, bool]] = []
        by_superior = False
        for header, row in _table_rows(record):
            limits = [i for i, cell in enumerate(header) if LIMIT.search(cell)]
            actual = [i for i, cell in enumerate(header) if ACTUAL.search(cell) and i not in limits]
            for i in limits[:1]:
                for j in actual:
                    limit, done = _date_in(record, row, i), _date_in(record, row, j)
                    if limit and done and done.end > limit.end:
                        claims = any(IN_TIME.search(record.text.full[a:b]) for a, b in row)
                        set_above = bool(OF_SUPERIOR.search(header[i]))
                        by_superior |= set_above
                        late.append((limit, done, claims or set_above))
        if not late:
            return
        notable = [r for r in late if r[2]]
        shown = notable or late
        if any(not firm(done, record) and record.text.recognised_at(*done.chars) for _, done, _ in shown):
            strength = Strength.WEAK
        else:
            strength = Strength.MODERATE if notable else Strength.WEAK
        limit, done, _ = shown[0]
        finding = self.finding(
            unit=record.unit,
            strength=strength,
            statement=(
                f"表中时限为“{limit.text}”的事项，{'安排' if by_superior else '完成'}日期为“{done.text}”"
                + (f"（共{len(shown)}行）" if len(shown) > 1 else "")
                + ("，却注明按时完成" if notable and not by_superior else "")
            ),
            evidence=record.text.places(
                record.path, [chars for a, b, _ in shown for chars in (a.chars, b.chars)], note="时限与实际日期"
            ),
            reasons=(Reason(f"{len(shown)}行的日期晚于同一行的时限"),),
            basis=(Basis("材料本身写明的时限"),),
            calibration="按事实表定级（见检查说明 time/deadline）",
        )
        yield Step(record.unit, record.path, "row", "", None, done.start, done.end, True, None, finding)

    def _overdue(self, record: Record) -> Iterator[Step]:
        """A report that tells its own term (会后5个工作日内报来) and was signed, or reports the work done, after it."""
        title = f"{record.title} {record.name}"
        if not REPORT.search(title) or AGAIN.search(title) or POSTPONED.search(record.text.full):
            return
        done = [*_reported(record)]
        for term in terms_in(record):
            left, right = record.text.sentence(*term.chars)
            later = [d for d in done if d.end > term.since.end]
            if not DEMANDED.search(record.text.full[left:right]) or not later:
                continue
            first = min(later, key=lambda d: d.end)
            if not term.by < first.end <= term.by + datetime.timedelta(SAME_ROUND):
                continue
            sure = firm(first, record) and firm(term.since, record)
            finding = self.finding(
                unit=record.unit,
                strength=Strength.MODERATE if sure else Strength.WEAK,
                statement=(
                    f"材料写明自{_day(term.since.end)}起“{record.text.full[slice(*term.chars)]}”办结，"
                    f"应在{_day(term.by)}前，材料日期为{_said(first)}，晚{(first.end - term.by).days}天"
                ),
                evidence=[
                    record.text.place(record.path, *term.since.chars, note="时限起算的日期"),
                    record.text.place(record.path, *term.chars, note=f"时限，至{_day(term.by)}"),
                    record.text.place(record.path, *first.chars, note="办结或落款日期"),
                ],
                reasons=(Reason("材料中未见按期办结或经批准顺延的记录"),),
                basis=(Basis("材料本身写明的时限", term.by.isoformat(), "likely"),),
                calibration="按事实表定级（见检查说明 time/deadline）",
            )
            yield Step(record.unit, record.path, "row", "", None, first.start, first.end, True, None, finding)
            return


def _reported(record: Record) -> Iterator[Dated]:
    """The days on which a report says that the work was done, and that of its signature."""
    for day in record.dates:
        if not day.is_day or day.impossible or day.told or day.role in (DateRole.DEADLINE, DateRole.ISSUED):
            continue
        _, right = record.text.sentence(*day.chars)
        if day.role is DateRole.SIGNED or REPORTED.search(record.text.full[day.chars[1] : right]):
            yield day


def _rank(task: Task, step: Step) -> Strength:
    if not step.firm:
        return Strength.WEAK
    return Strength.STRONG if task.stated and step.last - task.by > MONTH else Strength.MODERATE


def _tasks(record: Record, context: Context) -> Iterator[Task]:
    """What the record's unit owes: by the context, and by papers of the archive for tasks that it does not name."""
    stated = {d.what: Task(d.what, d.by, "检查人员提供的时限", stated=True) for d in context.due if d.by}
    for paper in context.found:
        if paper.path != record.path and _addressed(record, paper):
            for due in paper.dues:
                same = [t for t in stated.values() if is_about(t.what, due.what, "") or is_about(due.what, t.what, "")]
                for task in same:
                    if task.by == due.by and not task.place:  # the paper that the inspector means is shown beside
                        stated[task.what] = replace(task, place=due.place)
                if not same:
                    basis = paper.number or paper.names[0]
                    yield Task(due.what, due.by, basis, due.topics, due.place, paper=due.paper)
    yield from stated.values()


def _own_tasks(record: Record) -> Iterator[Task]:
    """Deadlines that a plan itself repeats as its superior's: 按县上要求，第一专题5月底前、第二专题7月底前学完."""
    full = record.text.full
    for day in record.dates:
        if day.role is DateRole.DEADLINE and not day.impossible and not day.told:
            left, right = record.text.sentence(*day.chars)
            if ASKED.search(full[left:right]):
                start = max(left, *(full.rfind(mark, left, day.chars[0]) + 1 for mark in "，、,"))
                place = record.text.place(record.path, *day.chars, note="材料写明的时限")
                for what, topics in tasks_in(full[start:right], record.title):
                    yield Task(what, day.end, "材料写明的上级时限", topics, place)


def _addressed(record: Record, paper: Issued) -> bool:
    """Whether a paper binds the record's unit: it is cited, or its addressees are units of that sort."""
    if paper.number and paper.number in record.text.full:
        return True
    unit = f"{record.unit} {record.unit_folder}"
    return any(who.search(paper.audience) and kind.search(unit) for who, kind in AUDIENCE)


def _steps(record: Record, task: Task) -> Iterator[Step]:
    """What a record says of a task."""
    title = f"{record.title} {record.name}"
    if not may_be_about(task.what, title + record.text.simplified, task.topics):
        return
    about_title = is_about(task.what, title, title, task.topics)
    full = record.text.full
    if about_title or is_about(task.what, full[:600], title, task.topics):
        for match in POSTPONED.finditer(f"{title}\n{full}"):
            around = f"{title}\n{full}"[max(0, match.start() - 60) : match.end() + 60]
            if about_title or is_about(task.what, around, title, task.topics):
                yield _step(record, task, "postponed", None)
                return
    if AGAIN.search(title):
        return
    if record.meetings and not PLANNED.search(title):
        for meeting in record.meetings:
            topic = f"{meeting.name} {meeting.heading} {meeting.topic}"
            if AGAIN.search(topic) or not (meeting.day and meeting.day.is_day):
                continue
            if is_about(task.what, topic, title, task.topics):
                yield _step(record, task, "held", meeting.day)
    elif record.kind in PLAN or PLANNED.search(title):
        yield from (_step(record, task, "planned", d) for d in _near(record, task, title))
    elif REPORT.search(title):
        told = [*_near(record, task, title, REPORTED)]
        yield from (_step(record, task, "reported", d) for d in told)
        if task.paper and about_title and not told:
            signed = [d for d in record.dates if d.role is DateRole.SIGNED and d.is_day and not d.impossible]
            yield from (_step(record, task, "signed", d) for d in signed[-1:] if (d.end - task.by).days <= SAME_ROUND)


def _near(record: Record, task: Task, title: str, words: re.Pattern[str] | None = None) -> Iterator[Dated]:
    """The dates that stand with a task in one clause or row: the last in a clause that reports it, else the first."""
    full = record.text.full
    seen: set[int] = set()
    for day in record.dates:
        if day.impossible or day.told or (day.end - day.start).days > 100:
            continue
        left, right = record.text.sentence(*day.chars)
        if "\t" in full[_line_start(full, left) : right + 1]:
            left, right = _line_start(full, left), _line_end(full, right)
        elif words is None:
            left, right = _clause(full, left, right, day.chars[0])
        clause = full[left:right]
        if left in seen or AGAIN.search(clause) or not is_about(task.what, clause, title, task.topics):
            continue
        if words and not words.search(clause) and task.what[-2:] not in clause:
            continue
        if day.role in (DateRole.DEADLINE, DateRole.ISSUED) and words:
            continue  # what was asked, not what was done
        seen.add(left)
        others = [d for d in record.dates if left <= d.chars[0] < right and not d.told and not d.impossible]
        yield others[-1] if words else day


def _clause(full: str, left: int, right: int, at: int) -> tuple[int, int]:
    """The part of a sentence around an offset that commas part, reaching back to where the date's subject stands."""
    stop = full.find("，", at, right)
    start = full.rfind("，", left, at) + 1
    return (start or left), (stop if stop >= 0 else right)


def _step(record: Record, task: Task, sort: str, day: Dated | None) -> Step:
    if day is None:
        return Step(record.unit, record.path, sort, "", task, task.by, task.by, True, None)
    place = record.text.place(record.path, *day.chars, note=f"{VERBS[sort]}日期")
    sure = firm(day, record) if sort == "held" else not record.text.recognised_at(*day.chars) or firm(day, record)
    # a plan for a month begins with it; what was held or reported ended on its last day
    last = day.start if sort == "planned" and not day.is_day and day.start.day == 1 else day.end
    return Step(record.unit, record.path, sort, _said(day), task, day.start, last, sure, place)


def _table_rows(record: Record) -> Iterator[tuple[list[str], list[tuple[int, int]]]]:
    """The header above and the cell ranges of each row of a table."""
    full = record.text.full
    header: list[str] = []
    at = 0
    for line in full.split("\n"):
        cells = line.split("\t")
        if len(cells) > 2:
            if sum(bool(LIMIT.search(c) or ACTUAL.search(c)) for c in cells) >= 2 and not re.search(r"\d", line):
                header = cells
            elif header:
                ranges, left = [], at
                for cell in cells:
                    ranges.append((left, left + len(cell)))
                    left += len(cell) + 1
                yield header, ranges
        else:
            header = []
        at += len(line) + 1


def _date_in(record: Record, row: list[tuple[int, int]], column: int) -> Dated | None:
    """The last date of a cell; cells of one row that lack a year have the same."""
    if column >= len(row):
        return None
    left, right = row[column]
    year = next((d.start.year for d in record.dates if not d.told), ANY_YEAR)
    found = find_dates(record.text.full[left:right], year=year, dotted=True)
    inside = [d for d in found if not d.impossible]
    return replace(inside[-1], chars=tuple(left + c for c in inside[-1].chars)) if inside else None


def _line_start(full: str, at: int) -> int:
    return full.rfind("\n", 0, at) + 1


def _line_end(full: str, at: int) -> int:
    end = full.find("\n", at)
    return len(full) if end < 0 else end


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _said(day: Dated) -> str:
    """The days as the record means them: a day, a month, a span."""
    if day.is_day:
        return _day(day.start)
    if (day.end + datetime.timedelta(1)).day == day.start.day == 1 and day.start.month == day.end.month:
        return f"{day.start.year}年{day.start.month}月"
    return f"{_day(day.start)}至{_day(day.end)}"
