"""What a record gives to a procedure: dated steps of one matter, a survey or ledger, a paper around a meeting."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

from forensics.dates.dated import Dated, DateRole
from forensics.documents.place import Place
from forensics.records import steps
from forensics.records.minutes.people import plausible_name
from forensics.records.record import Record
from forensics.records.reliance import weight
from forensics.records.steps import ELECTION, Sheet

MERGED = re.compile(r"合并|合开|套开|一并|联席|一肩挑|交叉任职|同日|当日连|连开|先后召开|连续召开")
ELSEWHERE = re.compile(
    r"另见|另附|另册|详见|见附|附后|存[于在]|补办|补开|补齐|免于|无需|不需|不再|简化|应急|紧急|抢险|授权|节选|摘录|部分"
)
AGAIN = re.compile(r"补办|补开|补记|补签|补录|重新|重开|第二次|再次|二次|复议|退回|改期")
SPECIAL = re.compile(
    r"(?:连续|合并|累计|一并|合计)计算|连续考察|计入考察|含原单位|在原单位|火线|追认|特殊情况|直接接收|恢复党籍|随.{0,6}转入|培养.{0,8}随转|复员|退役"
)
WHOLE = re.compile(r"程序|全程|纪实|流程|步骤|一览|登记表|台[账帐]|进程")
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
BODY = re.compile(r"(?:^|关于|同意|中共)([\u4e00-\u9fff]{2,20}?(?:支部|总支|党委))")


_PERSON = r"([\u4e00-\u9fff]{2,4}?)(?:同志)?"
_DECIDED = (
    (3, re.compile(rf"(?:确定|吸收|推荐|同意|批准){_PERSON}为(?:入党)?积极分子")),
    (
        7,
        re.compile(
            rf"(?:确定|同意|讨论){_PERSON}为发展对象|[：:。；，]{_PERSON}(?:经|培养)[^。；\n]{{0,24}}(?:列|确定|定)为发展对象"
        ),
    ),
    (15, re.compile(rf"(?:接收|吸收){_PERSON}为(?:中共)?预备党员")),
    (23, re.compile(rf"(?:同意|批准|通过){_PERSON}(?:按期|如期)?转(?:正|为(?:中共)?正式党员)")),
)
"""what minutes say of a person, by the step of seq-rudang"""


class Held(msgspec.Struct, frozen=True):
    """A dated step; `sure` is the weight of its day (`reliance.weight`)."""

    number: int
    start: datetime.date
    end: datetime.date
    sure: int
    place: Place
    name: str


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What one record gives. `sort` is a procedure's id (rules.yaml, sequences), survey, ledger, before-meeting or
    life-meeting; `blank` and `named` are steps that the sheet leaves open or only names; `marks` what it tells.
    """

    path: str
    unit: str
    sort: str
    matter: str = ""
    form: str = ""
    held: tuple[Held, ...] = ()
    blank: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()


def papers_of(record: Record) -> Iterator[Paper]:
    """Everything that a record gives to a procedure."""
    for identity in steps.procedures_in(record):
        sheets = steps.sheets_in(record, identity)
        if not any(len(s.steps) >= 3 for s in sheets):
            day = record.meetings[0].day if len(record.meetings) == 1 else None
            single = steps.titled(record, identity, day or _head_day(record, None))
            sheets = [single] if single else sheets
        for sheet in sheets:
            if paper := _paper(record, sheet):
                yield paper
    yield from _admissions(record)
    yield from _surveys(record)
    yield from _around_meeting(record)


def _held(record: Record, number: int, day: Dated, name: str) -> Held:
    return Held(number, day.start, day.end, weight(day, record), record.text.place(record.path, *day.chars), name)


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


def same_matter(one: str, other: str) -> bool:
    """Whether two names of matters share their subject."""
    if not one or not other:
        return one == other
    short, long = sorted((one, other), key=len)
    return short in long if len(short) < 3 else any(short[i : i + 3] in long for i in range(len(short) - 2))


def _admissions(record: Record) -> Iterator[Paper]:
    """Decisions on a person that the minutes of one meeting tell: 确定方某为入党积极分子."""
    day = record.meetings[0].day if len(record.meetings) == 1 else None
    if day is None or day.impossible or steps.sheets_in(record, steps.ADMISSION):
        return
    for number, words in _DECIDED:
        for match in words.finditer(record.text.full):
            name = next(n for n in match.groups() if n)
            if plausible_name(name):
                step = _held(record, number, day, steps.step_name(steps.ADMISSION, number))
                yield Paper(
                    path=record.path, unit=record.unit, sort=steps.ADMISSION, matter=name, form="told", held=(step,)
                )


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
        heading = record.text.full.find("\n") if "\n" in record.text.full else 0
        stated = next(
            (d for d in record.dates if d.chars[1] <= heading and LIFE.search(text, d.chars[1], heading)), None
        )
        listed = [d for d in record.dates if d.chars[0] > heading and d.is_day and not d.told and not d.impossible]
        if stated and stated.is_day and listed:  # a list whose heading names the meeting's day: the last talk counts
            held = (_held(record, 0, stated, "生活会"),)
            yield Paper(path=record.path, unit=record.unit, sort="life-meeting", matter=kind[1], form="list", held=held)
            day = max((d for d in listed if d.role is not DateRole.SIGNED), key=lambda d: d.start, default=None)
        else:
            day = (record.meetings[0].day if record.meetings else None) or _head_day(record, None)
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
