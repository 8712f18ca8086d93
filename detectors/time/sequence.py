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

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.knowledge.load import derived, table
from forensics.records import steps
from forensics.records.dated import Certainty, Dated, DateRole
from forensics.records.reliance import firm
from forensics.records.steps import ADMISSION, ELECTION, FOUR_TWO, LIFE_MEETING, Cell, Sheet

MERGED = re.compile(r"合并|合开|套开|一并|联席|一肩挑|交叉任职|同日|当日连|连开|先后召开|连续召开")
ELSEWHERE = re.compile(
    r"另见|另附|另册|详见|见附|附后|存[于在]|补办|补开|补齐|免于|无需|不需|不再|简化|应急|紧急|抢险|授权|节选|摘录|部分"
)
AGAIN = re.compile(r"补办|补开|补记|补签|补录|重新|重开|第二次|再次|二次|复议|退回|改期")
SPECIAL = re.compile(
    r"(?:连续|合并|累计|一并|合计)计算|连续考察|计入考察|含原单位|在原单位|火线|追认|特殊情况|直接接收|恢复党籍|随.{0,6}转入|培养.{0,8}随转|复员|退役"
)
WHOLE = re.compile(r"程序|全程|纪实|流程|步骤|一览|登记表|台[账帐]|进程")
FULL_DAY = re.compile(r"(?:19|20)\d\d\s*[年.\-/．－]\s*\d{1,2}\s*[月.\-/．－]\s*\d{1,2}\s*日?")

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
SURE_READING = 0.9
"""confidence of OCR from which a full day can count"""
SHOWN = 4

SURVEY = re.compile(r"摸底|普查|清查登记|底数|排摸|(?:排查|调查|核查)(?:登记|情况|统计)?(?:表|册)")
NO_SURVEY = re.compile(r"台[账帐]|清单|方案|通知|报告|总结|计划|会议|动员|简报|整改|汇报|记录|笔记")
LEDGER = re.compile(r"台[账帐]|(?:问题|整改|任务)清单|整改(?:销号)?(?:情况)?(?:一览)?表")
ON_SURVEY = re.compile(
    r"(?:根据|依据|按照|结合|通过|经|在).{0,8}(?:摸底|排查|调查|普查|核查)|(?:摸底|排查|调查|普查|核查).{0,6}(?:结果|情况|基础|后|发现|出)"
)
AGAIN_SURVEY = re.compile(r"第[二三四五]|二次|再次|复核|复查|更新|补充|回头看|动态|续|月报|季报")
ROLLING = re.compile(r"初步|动态|滚动|边[查摸排]边|先行|第一批|初稿|预登记|草")
AS_OF = re.compile(
    r"(?:截至|截止|统计到|(?:(?:摸底|填[报表]|制表|调查|排查)(?:时间|日期)?)|时间|日期)[ 　:：到至(（]{0,4}$"
)
GENERAL = re.compile(
    r"摸底|排查|排摸|普查|调查|核查|清查|登记|情况|统计|整改|问题|台[账帐]|清单|汇总|销号|一览|工作|专项|党员|机关|党支部|支部|党委|党总支|"
    r"[0-9０-９年月日（）()\-_—.、·\s]|截至|副本|扫描件?|[表册簿本的和与]"
)
BEFORE_MEETING = re.compile(r"会前|为(?:了)?(?:开好|召开)|召开前|即将(?:召开|开)|筹备|做好准备|拟(?:于|在)?召开")
AFTERWARDS = re.compile(r"会后|修改稿|修订|修改后|定稿|誊|补[充交写记]|整改|归档|回访")
TALK = re.compile(r"谈心|谈话")
OPINIONS = re.compile(r"征求.{0,6}意见|意见.{0,4}(?:汇总|征求)")
SELF_EXAMINATION = re.compile(r"对照检查|检视剖析|剖析材料|检视材料")
PAPER_ONLY = re.compile(r"方案|通知|报告|总结|计划|整改|简报|请示|批复|提纲|安排|通报|测评|学习")
LIFE = re.compile(r"(民主|组织)生活会")
NUMBERS = re.compile(r"[一二三四五六七八九十百\d]+")
BODY = re.compile(r"(?:^|关于|同意|中共)([\u4e00-\u9fff]{2,20}?(?:支部|总支|党委))")
_OUTSIDE = re.compile(r"[^\u4e00-\u9fff]")


class Held(msgspec.Struct, frozen=True):
    """A dated step. `sure`: 3 typed and full, 2 typed with a year from elsewhere, 1 OCR with full day, 0 other."""

    number: int
    start: datetime.date
    end: datetime.date
    sure: int
    place: Place
    name: str


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What one record gives: steps of one matter, a survey, a ledger, a meeting, or findings of its own (`ready`)."""

    path: str
    unit: str
    sort: str
    matter: str = ""
    form: str = ""
    held: tuple[Held, ...] = ()
    blank: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
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
    trace_type = Paper
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

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Paper]]:
        """The dated steps of a record, what it is in a survey or around a meeting, and the rows of its registers."""
        found = list(self._papers(record))
        if not found and steps.ABOUT[FOUR_TWO].search(f"{record.title}{record.name}") and record.kind == "rk-sylgk":
            raise NotApplicable("需要各步骤写明日期")
        for paper in found:
            yield record.unit_folder, paper

    def _papers(self, record: Record) -> Iterator[Paper]:
        if ready := tuple(self._rows(record)):
            yield Paper(path=record.path, unit=record.unit, sort="ready", ready=ready)
        for identity in steps.procedures_in(record):
            sheets = steps.sheets_in(record, identity)
            if not any(len(s.steps) >= 3 for s in sheets):
                day = record.meetings[0].day if len(record.meetings) == 1 else None
                single = steps.titled(record, identity, day or _head_day(record, None))
                sheets = [single] if single else sheets
            for sheet in sheets:
                if paper := _paper(record, sheet):
                    yield paper
        yield from _surveys(record)
        yield from _around_meeting(record)

    def compare(self, traces: Sequence[Paper], context: Context) -> Iterable[Finding]:
        """Findings among the papers of one unit."""
        for paper in traces:
            yield from paper.ready
        for identity in CHAINS:
            sheets = [t for t in traces if t.sort == identity]
            rolls: dict[str, list[list[Paper]]] = defaultdict(list)
            for group in _grouped(sheets, identity):
                if group[0].form == "columns":
                    rolls[group[0].path].append(group)
                else:
                    yield from self._judged([group], identity)
            for rows in rolls.values():
                yield from self._judged(rows, identity)
        yield from self._survey_after_ledger(traces)
        yield from self._after_the_meeting(traces)

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
        rows = _register(record)
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
    def _survey_after_ledger(self, traces: Sequence[Paper]) -> Iterator[Finding]:
        surveys = [t for t in traces if t.sort == "survey"]
        for ledger in (t for t in traces if t.sort == "ledger"):
            made = ledger.held[0]
            same = [s for s in surveys if s.path != ledger.path and _same_matter(s.matter, ledger.matter)]
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
    def _after_the_meeting(self, traces: Sequence[Paper]) -> Iterator[Finding]:
        meetings = [t for t in traces if t.sort == "life-meeting"]
        for paper in (t for t in traces if t.sort == "before-meeting"):
            day = paper.held[0]
            kind = paper.matter
            same = [m for m in meetings if (not kind or m.matter == kind) and m.path != paper.path]
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


# ---------------------------------------------------------------------- what a record gives
def _sure(record: Record, day: Dated) -> int:
    """How far a day carries, see `Held`."""
    if day.impossible or day.certainty is Certainty.UNSURE:
        return 0
    if not record.text.recognised_at(*day.chars):
        return 3 if day.certainty is Certainty.SURE else 2 if day.certainty is Certainty.LIKELY else 0
    if firm(day, record):
        return 3
    written = record.text.full[slice(*day.chars)]
    return 1 if FULL_DAY.fullmatch(written) and record.text.confidence(*day.chars) >= SURE_READING else 0


def _held(record: Record, number: int, day: Dated, name: str) -> Held:
    return Held(number, day.start, day.end, _sure(record, day), record.text.place(record.path, *day.chars), name)


def _paper(record: Record, sheet: Sheet) -> Paper | None:
    """The steps of a sheet as a paper; loose clauses count only in a record that is about the procedure."""
    titled = steps.ABOUT[sheet.procedure].search(
        f"{record.title}\n{record.name}\n{record.folders[-1] if record.folders else ''}"
    )
    if sheet.form == "prose" and (
        not titled or len(record.text.full) > 4000 or (len(record.meetings) > 1 and record.kind != "rk-sylgk")
    ):
        return None
    full = record.text.full
    near = full[max(0, sheet.chars[0] - 300) : sheet.chars[1] + 200]
    found = (("merged", MERGED), ("elsewhere", ELSEWHERE), ("again", AGAIN), ("special", SPECIAL))
    marks = [mark for mark, words in found if words.search(near)]
    if titled and WHOLE.search(f"{record.title}{record.name}"):
        marks.append("whole")
    held = tuple(
        _held(
            record,
            s.number,
            s.day,
            re.sub(r"\s+", "", full[slice(*s.label)])[:20] or steps.step_name(sheet.procedure, s.number),
        )
        for s in sheet.steps
    )
    named = tuple(n for n in sheet.named if n not in {h.number for h in held})
    return Paper(
        path=record.path,
        unit=record.unit,
        sort=sheet.procedure,
        matter=_body(record.title) if sheet.procedure == ELECTION else sheet.matter,
        form=sheet.form,
        held=tuple(msgspec.structs.replace(h, name=_clean(h, sheet)) for h in held),
        blank=sheet.blank,
        named=named,
        marks=tuple(marks),
    )


def _body(title: str) -> str:
    found = BODY.search(re.sub(r"^.*(?:关于|同意|中共)", "", title) or title)
    return found[1] if found else ""


def _clean(held: Held, sheet: Sheet) -> str:
    """The step's name: as the sheet writes it where that is a label, else as the rule calls it."""
    return held.name if sheet.form != "prose" else steps.step_name(sheet.procedure, held.number)


def _head_day(record: Record, asked: re.Pattern[str] | None) -> Dated | None:
    """The day (or days, up to a month) that a table or list bears: stated in its title or head, signed, or a field."""
    full = record.text.full
    short = (d for d in record.dates if not d.impossible and not d.told and (d.end - d.start).days < 31)
    days = [d for d in short if d.role not in (DateRole.DEADLINE, DateRole.PERIOD)]
    if asked:
        stated = [d for d in days if asked.search(full[max(0, d.chars[0] - 12) : d.chars[0]])]
        if stated:
            return stated[0]
    signed = [d for d in days if d.role is DateRole.SIGNED]
    head = [d for d in days if d.chars[0] < 160 and "\t" not in full[full.rfind("\n", 0, d.chars[0]) + 1 : d.chars[0]]]
    fields = [d for d in days if d.role is DateRole.MEETING]
    return next(iter(signed or head or fields), None)


def _surveys(record: Record) -> Iterator[Paper]:
    """A survey with the day of its figures, or a ledger with the day on which it was drawn up."""
    names = f"{record.title} {record.name.rsplit('.', 1)[0]}"
    survey = SURVEY.search(names) and not NO_SURVEY.search(names)
    ledger = LEDGER.search(names) and re.search(r"整改|排查|摸底|问题|隐患|清理", names)
    if not survey and not ledger:
        return
    head = names + record.text.full[:200]
    if (AGAIN_SURVEY if survey else ROLLING).search(head):
        return
    day = _head_day(record, AS_OF)
    if day is None:
        return
    marks = ("on-survey",) if ledger and ON_SURVEY.search(record.text.full[:600]) else ()
    name = "摸底表" if survey else "台账"
    yield Paper(
        path=record.path,
        unit=record.unit,
        sort="survey" if survey else "ledger",
        matter=_matter(record),
        held=(_held(record, 0, day, name),),
        marks=marks,
    )


def _matter(record: Record) -> str:
    """What a survey or ledger is about: its title without unit, form and everyday words."""
    text = record.title or record.name.rsplit(".", 1)[0]
    for name in {record.unit, record.unit_folder.rpartition("/")[2], *(record.unit.split() or [])}:
        text = text.replace(name, "")
    text = re.sub(r"^.*?(?:党支部|党总支|党委|支部|村|社区|局|公司|集团|学校|中学|小学|医院|街道|镇|乡)", "", text)
    return GENERAL.sub("", text)


def _same_matter(one: str, other: str) -> bool:
    """Whether two names of matters share their subject."""
    if not one or not other:
        return one == other
    short, long = sorted((one, other), key=len)
    return short in long if len(short) < 3 else any(short[i : i + 3] in long for i in range(len(short) - 2))


def _around_meeting(record: Record) -> Iterator[Paper]:
    """A 民主生活会 or 组织生活会, or a paper that was made for it beforehand."""
    names = f"{record.title} {record.name.rsplit('.', 1)[0]}"
    said = LIFE.search(names) or LIFE.search("/".join(record.folders[-1:]))
    sorts = ((TALK, "谈心谈话"), (OPINIONS, "征求意见"), (SELF_EXAMINATION, "对照检查"))
    sort = next((name for words, name in sorts if words.search(names)), "")
    if sort:
        text = record.text.full
        ahead = BEFORE_MEETING.search(text[:800])
        kind = said or LIFE.search(text[:800])
        if not kind or not (ahead or said) or AFTERWARDS.search(names + text[:300]):
            return
        if sort == "谈心谈话" and not ahead:
            return
        day = record.meetings[0].day if record.meetings else None
        day = day or _head_day(record, None)
        if day and not day.impossible:
            yield Paper(
                path=record.path,
                unit=record.unit,
                sort="before-meeting",
                matter=kind[1],
                held=(_held(record, 0, day, sort),),
            )
        return
    title = LIFE.search(names)
    if not title or PAPER_ONLY.search(names) or len(record.meetings) != 1:
        return
    day = record.meetings[0].day
    if day and day.is_day and not day.impossible:
        yield Paper(
            path=record.path,
            unit=record.unit,
            sort="life-meeting",
            matter=title[1],
            held=(_held(record, 0, day, "生活会"),),
        )


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
    return NUMBERS.findall(one.matter) == NUMBERS.findall(other.matter) and _same_matter(_key(one), _key(other))


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


# ---------------------------------------------------------------------- registers
class _Row(msgspec.Struct, frozen=True):
    """A row of a register: (header, day) of the receipt and of all later columns that lie before it."""

    received: tuple[str, Dated]
    late: tuple[tuple[str, Dated], ...]
    whole: bool
    sure: int
    in_line: bool

    @property
    def reversed(self) -> bool:
        """Whether something lies before the receipt."""
        return bool(self.late)


@derived
def _columns() -> dict[str, re.Pattern[str]]:
    known = table("rules")["handling_columns"]
    made = {k: re.compile(f"(?:{'|'.join(v)})") for k, v in known.items() if k != "never"}
    return made | {"never": re.compile(known["never"])}


def _headers(row: list[Cell]) -> dict[int, str]:
    """Which columns of a header row hold the receipt, the end of the work and the answer."""
    words = _columns()
    found: dict[int, str] = {}
    for i, cell in enumerate(row):
        name = re.sub(r"\s", "", cell.text)
        if len(name) > 12 or words["never"].search(name):
            continue
        for sort in ("done", "answered", "received"):
            if words[sort].fullmatch(name) and not (sort == "received" and "received" in found.values()):
                found[i] = sort
                break
    if "received" not in found.values():
        first = next((i for i, s in found.items() if s == "answered"), None)
        if first is not None and first == min(found) and "反馈" in row[first].text:
            found[first] = "received"  # 反馈时间 at the head of a rectification ledger is when the problem was named
    received = [i for i, s in found.items() if s == "received"]
    if not received or len(found) < 2 or any(i < received[0] for i in found):
        return {}
    return found


def _register(record: Record) -> list[_Row]:
    """The rows of registers that run from receipt to answer."""
    full = record.text.full
    if "\t" not in full or not re.search(r"办|理|复|处|改|成|销|馈|访", full):
        return []
    rows = steps.rows_of(record)
    year = steps.year_of(record)
    headers: list[Cell] = []
    sorts: dict[int, str] = {}
    read: list[tuple[tuple[str, Dated], list[tuple[str, Dated]], str]] = []
    for row in rows:
        if len(row) < 3:
            continue
        if found := _headers(row):
            headers, sorts = row, found
            continue
        if not sorts:
            continue
        received: tuple[str, Dated] | None = None
        later: list[tuple[str, Dated]] = []
        for cell in row:
            at = steps.column_of(cell, headers)
            if at not in sorts:
                continue
            text = cell.text.strip()
            day = steps.day_in(cell.text, cell.start, year, last=sorts[at] != "received")
            if day is None or not day.is_day:
                continue
            name = re.sub(r"\s", "", headers[at].text)
            if sorts[at] == "received":
                received = (name, day)
            elif len(text) <= len(day.text) + 6 or _ends_with_work(cell, day):
                later.append((name, day))
        if received and later:
            read.append((received, later, "\t".join(c.text for c in row)))
    return [_row(record, read, i) for i in range(len(read))]


def _ends_with_work(cell: Cell, day: Dated) -> bool:
    """Whether a note says that the work ended on a day: 5月22日清淤完毕."""
    after = cell.text[day.chars[1] - cell.start :][:16]
    return bool(re.search(r"^[^，。；]{0,10}(?:完|毕|结|解决|处理|答复|回复|修[好复]|销号)", after))


def _row(record: Record, read: Sequence[tuple[tuple[str, Dated], list[tuple[str, Dated]], str]], at: int) -> _Row:
    received, later, words = read[at]
    late = []
    for name, day in later:
        if day.end >= received[1].start or AGAIN.search(words):
            continue
        unyeared = bool(day.year_from)
        if unyeared and (received[1].start - day.end).days > 180:
            continue  # December received, January answered
        late.append((name, day))
    sure = min(_sure(record, d) for _, d in (received, *(late or later)))
    before = read[at - 1][0][1].start if at else received[1].start
    after = read[at + 1][0][1].start if at + 1 < len(read) else received[1].start
    return _Row(received, tuple(late), len(later) > 0, sure, before <= received[1].start <= after)


def _row_strength(row: _Row, rows: Sequence[_Row], regular: int, reversed_: int) -> Strength:
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
