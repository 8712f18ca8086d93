"""Dated steps of a procedure: read from tables by row, tables by column, headings with a day below, and plain lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from forensics.dates import file_names
from forensics.dates.dated import Dated, DateRole
from forensics.dates.find import find as find_dates
from forensics.knowledge.load import derived, table
from forensics.records.minutes import people
from forensics.records.record import Record

FOUR_TWO = "seq-syllgk"
ADMISSION = "seq-rudang"
ELECTION = "seq-huanjie"
LIFE_MEETING = "seq-mzshh"

ABOUT = {
    FOUR_TWO: re.compile(r"四议[一两二][^\n]{0,4}公开|五议两公开|[“\"]?4\s*[+＋]\s*2[”\"]?工作法|村级重大事项"),
    ADMISSION: re.compile(r"发展党员|入党|积极分子|发展对象|预备党员|转正|党员名册|党员花名册"),
    ELECTION: re.compile(r"换届|选举"),
    LIFE_MEETING: re.compile(r"(?:民主|组织)生活会"),
}
"""what a record says that deals with a procedure: title, name, folder or the first lines"""
HEAD = 300
LABEL = 30
"""characters that the name of a step has at most in a cell or heading"""
BELOW = 4
"""lines below a heading in which its day may stand"""
LONGEST = 31
"""days that the date of a step may span (a month, a notice)"""
_TIME = re.compile(r"时\s*间|日\s*期")
_ORDINAL = re.compile(r"[（(]?[\d一二三四五六七八九十①-⑩]{1,3}[)）、.．]?|第[一二三四五六七八九十\d]{1,2}步")
_CLAUSE = re.compile(r"[^，,。；;！？\n]+")
_MERGED = re.compile(r"合并|一并|套开|联席|同日|当日|先后")
_NOT_DONE = re.compile(
    r"[应须需将拟未待]|计划|准备|申请.{0,4}转|期满|定于|要求|才能|方可|之前|以前|按照|程序|办法|条例"
)
"""what a clause says of a step that is not yet taken, or of the rule"""
_NO_STEP = re.compile(
    r"方案|通知|制度|计划|办法|流程|须知|细则|登记表|台[账帐]|一览|汇总|总结|名册|指南|工作法|学习|培训班"
)
"""titles that name steps and are none"""
_MATTER = re.compile(
    r"(?:议\s*题|事\s*项|事\s*由|议事内容|项目)(?:名\s*称|内\s*容)?[ \u3000]*[：:\t][ \u3000\t]*([^\n\t]{2,50})"
)
_PERSON = re.compile(
    r"(?:姓\s*名|发展对象|入党申请人|申请人|积极分子|预备党员)[ \u3000]*[：:\t][ \u3000\t]*"
    r"([\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
)
_PERSON_HEADER = re.compile(r"姓名|人员|对象|发展对象|党员|同志|涉及人员|人员姓名")
_MATTER_HEADER = re.compile(r"事项|议题|项目|项目名称|决策事项|议事内容|内容")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")


class Cell(msgspec.Struct, frozen=True):
    """One cell of a row: half-open range in the text, and where it lies across (a column number or a span)."""

    text: str
    start: int
    across: tuple[float, float]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


class Step(msgspec.Struct, frozen=True):
    """A step with its day; `label` is the range of the words that name it, both in the record's text."""

    number: int
    day: Dated
    label: tuple[int, int]


class Sheet(msgspec.Struct, frozen=True):
    """The steps of one matter (or person) in one record.

    `form` is rows, columns or prose; `blank` are steps whose row holds nothing, `named` those that are named without
    a day; `chars` is the part of the text in which they stand.
    """

    procedure: str
    steps: tuple[Step, ...]
    form: str
    matter: str
    chars: tuple[int, int]
    blank: tuple[int, ...] = ()
    named: tuple[int, ...] = ()


@derived
def procedure(identity: str) -> dict[str, Any]:
    """The entry of rules.yaml, sequences."""
    found: dict[str, Any] = next(s for s in table("rules")["sequences"] if s["id"] == identity)
    return found


@derived
def _patterns(identity: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((s["n"], re.compile(s["match"])) for s in procedure(identity)["steps"] if "match" in s)


def step_name(identity: str, number: int) -> str:
    """What a step is called, with its stage where another step is called the same."""
    found = procedure(identity)["steps"]
    step = next(s for s in found if s["n"] == number)
    shared = sum(s["step"] == step["step"] for s in found) > 1
    return f"{step['step']}（{step['stage']}）" if shared and "stage" in step else str(step["step"])


def numbers_of(identity: str, label: str) -> tuple[int, ...]:
    """The steps that a label names; several where they were held together, none where it names none."""
    label = re.sub(r"[\s“”\"'‘’《》]|(?<=决议)(?:时间|日期)$", "", label)
    hits = [n for n, pattern in _patterns(identity) if pattern.search(label)]
    return _CHOICE[identity](hits, label) if hits else ()


def _four_two(hits: list[int], label: str) -> tuple[int, ...]:
    if public := tuple(n for n in hits if n > 4):
        return public
    bodies = ((2, r"两委|联席"), (3, r"党员(?:大会|会议)"), (4, r"代表(?:会|大会)|[村居]民(?:会议|大会)"))
    if named := tuple(n for n, body in bodies if re.search(body, label)):
        return named
    verbs = ((1, "提议|动议"), (2, "商议"), (3, "审议"), (4, "决议"))
    return tuple(n for n, verb in verbs if re.search(verb, label)) or (hits[0],)


def _admission(hits: list[int], label: str) -> tuple[int, ...]:
    if 22 in hits and not re.search(r"讨论|大会|通过", label):
        return (22,)
    if re.search(r"备案|公示|谈话|联系人|介绍人|思想汇报|考察(?!期?满)", label) and not re.search(
        r"确定|列为|接收|吸收|审批", label
    ):
        return ()
    if re.search(r"备案|公示|谈话|归档", label) and not re.search(r"大会|研究", label):
        return ()
    if together := tuple(n for n in hits if n in (10, 11)):
        return together
    return next(((n,) for n in (24, 23, 13, 20, 17, 15, 14, 7, 3, 1) if n in hits), ())


def _election(hits: list[int], label: str) -> tuple[int, ...]:
    return next((n,) for n in (10, 9, 6, 5, 3, 2, 7) if n in hits)


def _life_meeting(hits: list[int], label: str) -> tuple[int, ...]:
    if 6 in hits and re.search(r"(?:召开|举行)(?!前)", label) and not re.search(r"会前|为召开|为开好", label):
        return (6,)
    return next((n,) for n in (4, 3, 5, 6) if n in hits)


_CHOICE: dict[str, Callable[[list[int], str], tuple[int, ...]]] = {
    FOUR_TWO: _four_two,
    ADMISSION: _admission,
    ELECTION: _election,
    LIFE_MEETING: _life_meeting,
}


def procedures_in(record: Record) -> tuple[str, ...]:
    """The procedures that a record deals with, of those that the rules know."""
    known = {s["id"] for s in table("rules")["sequences"]}
    head = f"{record.path}\n{record.text.full[:HEAD]}"
    return tuple(identity for identity, words in ABOUT.items() if identity in known and words.search(head))


def rows_of(record: Record) -> list[list[Cell]]:
    """The lines of a record as rows of cells; a line without tabs is one cell."""
    found, start = [], 0
    for line in record.text.full.split("\n"):
        offset, cells = start, []
        parts = line.split("\t")
        for i, part in enumerate(parts):
            cells.append(Cell(part, offset, _across(record, offset, part, i, alone=len(parts) == 1)))
            offset += len(part) + 1
        found.append(cells)
        start += len(line) + 1
    return found


def _across(record: Record, start: int, text: str, index: int, *, alone: bool) -> tuple[float, float]:
    if alone or not text:
        return float(index), float(index)
    place = record.text.passage(record.path, start, start + len(text), ((start, start + len(text)),))
    if match := re.fullmatch(r"t\d+r\d+c(\d+)", place.anchor):
        return float(match[1]), float(match[1])
    if match := re.search(r"!([A-Z]+)\d+$", place.anchor):
        number = 0
        for letter in match[1]:
            number = number * 26 + ord(letter) - 64
        return float(number), float(number)
    return (place.box[0], place.box[2]) if place.box else (float(index), float(index))


def column_of(cell: Cell, headers: list[Cell]) -> int:
    """The index of the header above a cell; -1 where none is."""
    middle = sum(cell.across) / 2
    reach = [abs(middle - sum(h.across) / 2) - (h.across[1] - h.across[0]) / 2 for h in headers]
    nearest = min(range(len(headers)), key=lambda i: reach[i], default=-1)
    return nearest if nearest >= 0 and reach[nearest] <= (cell.across[1] - cell.across[0]) / 2 + 0.4 else -1


def year_of(record: Record) -> int | None:
    """The year that stands in for one a cell lacks: that of the title, else of the path."""
    titled = _YEAR.search(record.text.full[:60])
    return int(titled[1]) if titled else file_names.year_in_path(record.path.replace("!/", "/"))


def day_in(text: str, offset: int, year: int | None, *, last: bool = False) -> Dated | None:
    """The first (or last) day, short span or month that a cell states, with offsets of the record's text."""
    short = len(text.strip()) <= 24
    found = [
        d
        for d in find_dates(text, year=year, year_from="title" if year else "", dotted=short)
        if not d.impossible and (d.end - d.start).days < LONGEST and d.role is not DateRole.DEADLINE
    ]
    if not found:
        return None
    day = max(found, key=lambda d: d.end) if last else found[0]
    return msgspec.structs.replace(day, chars=(day.chars[0] + offset, day.chars[1] + offset))


def sheets_in(record: Record, identity: str) -> list[Sheet]:
    """The steps of a procedure that a record dates, one sheet for each matter or person."""
    rows = rows_of(record)
    year = year_of(record)
    if by_columns := list(_columns(record, rows, identity, year)):
        return by_columns
    by_rows = [s for key, part in _parts(rows, identity) for s in _rows(record, part, identity, year, key)]
    if any(len(s.steps) >= 3 for s in by_rows) or len({s.matter for s in by_rows}) > 1:
        return by_rows
    prose = _prose(record, rows, identity, year)
    return [prose] if prose and len(prose.steps) >= len(by_rows[0].steps if by_rows else ()) else by_rows


def _columns(record: Record, rows: list[list[Cell]], identity: str, year: int | None) -> Iterator[Sheet]:
    """One sheet for each row of a table whose headers are the steps."""
    headers: list[Cell] = []
    numbers: dict[int, int] = {}
    least = 2 if identity == ADMISSION else 3
    for row in rows:
        steps = {
            i: n[0]
            for i, c in enumerate(row)
            if len(c.text.strip()) <= 16 and len(n := numbers_of(identity, c.text)) == 1
        }
        if (
            len(row) > least
            and len(set(steps.values())) == len(steps) >= least
            and not any(day_in(c.text, 0, year) for c in row)
        ):
            headers, numbers = row, steps
            continue
        if not numbers or len(row) < 3:
            continue
        found, who = [], ""
        for cell in row:
            at = column_of(cell, headers)
            if at in numbers and (day := day_in(cell.text, cell.start, year)):
                found.append(Step(numbers[at], day, (headers[at].start, headers[at].end)))
            elif not who and re.search(r"[\u4e00-\u9fff]{2}", cell.text):
                who = cell.text.strip()
        if len(found) >= 2:
            yield Sheet(identity, tuple(found), "columns", who, (row[0].start, row[-1].end))


def _parts(rows: list[list[Cell]], identity: str) -> list[tuple[str, list[list[Cell]]]]:
    """Rows of a log by the person or matter that a column of theirs names; all together where none does."""
    words = _PERSON_HEADER if identity == ADMISSION else _MATTER_HEADER
    for i, header in enumerate(rows):
        if len(header) < 3 or not any(_TIME.search(c.text) for c in header):
            continue
        keys = [c for c in header if words.fullmatch(re.sub(r"\s", "", c.text))]
        if not keys:
            continue
        parts: dict[str, list[list[Cell]]] = {}
        key = ""
        for row in rows[i + 1 :]:
            cell = next((c for c in row if column_of(c, header) == header.index(keys[0]) and c.text.strip()), None)
            key = re.sub(r"\s", "", cell.text) if cell else key
            parts.setdefault(key, []).append(row)
        if any(len(part) > 1 for part in parts.values()):  # else the column tells of each step, not of matters
            return list(parts.items())
    return [("", rows)]


def _rows(record: Record, rows: list[list[Cell]], identity: str, year: int | None, key: str) -> Iterator[Sheet]:
    """Sheets whose rows are the steps; a repeated first step begins another."""
    steps: list[Step] = []
    blank: list[int] = []
    named: list[int] = []
    first = last = 0
    for row in (part for whole in rows for part in _pairs(whole, year)):
        if len(row) < 2:
            continue
        at, numbers = _label(identity, row)
        if not numbers:
            continue
        seen = {s.number for s in steps}
        if identity == ADMISSION and numbers == (17,) and seen & {17} and seen & {22, 23}:
            numbers = (24,)
        if numbers[0] in seen and numbers[0] <= 3 and len(steps) >= 3:
            yield Sheet(
                identity,
                tuple(steps),
                "rows",
                key or matter_of(record, identity, first),
                (first, last),
                tuple(blank),
                tuple(named),
            )
            steps, blank, named = [], [], []
            seen = set()
        others = [c for i, c in enumerate(row) if i != at]
        days = (day_in(c.text, c.start, year) for c in (*others, row[at]))
        day = next((d for d in days if d), None)
        if not steps:
            first = row[0].start
        last = row[-1].end
        for number in numbers:
            if day and number not in seen:
                steps.append(Step(number, day, (row[at].start, row[at].end)))
            elif not day:
                empty = not any(c.text.strip(" \u3000/年月日—-") for c in others[at:])
                (blank if empty else named).append(number)
    if steps:
        yield Sheet(
            identity,
            tuple(steps),
            "rows",
            key or matter_of(record, identity, first),
            (first, last),
            tuple(blank),
            tuple(named),
        )


def _pairs(row: list[Cell], year: int | None) -> list[list[Cell]]:
    """A row of two labels with a value each as two rows."""
    dated = [bool(day_in(c.text, 0, year)) for c in row]
    return [row[:2], row[2:]] if len(row) == 4 and dated[1] and not dated[0] and not dated[2] else [row]


def _label(identity: str, row: list[Cell]) -> tuple[int, tuple[int, ...]]:
    """Which cell of a row names a step, and which: one of the first three, short."""
    for i, cell in enumerate(row[:3]):
        text = cell.text.strip()
        if 2 <= len(text) <= LABEL and not _ORDINAL.fullmatch(text) and (numbers := numbers_of(identity, text)):
            return i, numbers
    return 0, ()


def _prose(record: Record, rows: list[list[Cell]], identity: str, year: int | None) -> Sheet | None:
    """Steps in plain lines: a heading with a day below it, or a clause that names a step and a day."""
    steps: dict[int, Step] = {}
    named: set[int] = set()
    for i, row in enumerate(rows):
        line = "\t".join(c.text for c in row)
        start = row[0].start
        heading = _ORDINAL.sub("", line.strip(), count=1).strip(" 　、.．:：【】[]")
        if 2 <= len(heading) <= LABEL and "\t" not in line and (numbers := numbers_of(identity, heading)):
            day = day_in(line, start, year) or _below(rows[i + 1 : i + 1 + BELOW], identity, year)
            for number in numbers:
                if day:
                    steps.setdefault(number, Step(number, day, (start, start + len(line))))
                else:
                    named.add(number)
            if day:
                continue
        for number, step in _clauses(record, identity, line, start):
            if step:
                steps.setdefault(number, step)
            else:
                named.add(number)
    if not steps:
        return None
    ordered = tuple(sorted(steps.values(), key=lambda s: s.label))
    chars = (ordered[0].label[0], ordered[-1].label[1])
    return Sheet(
        identity, ordered, "prose", matter_of(record, identity, chars[0]), chars, (), tuple(sorted(named - set(steps)))
    )


def _below(rows: list[list[Cell]], identity: str, year: int | None) -> Dated | None:
    for row in rows:
        line = "\t".join(c.text for c in row)
        heading = _ORDINAL.sub("", line.strip(), count=1)
        if len(heading) <= LABEL and numbers_of(identity, heading) and not _TIME.search(line):
            return None
        if _TIME.search(line) and (day := day_in(line, row[0].start, year)):
            return day
    return None


def _clauses(record: Record, identity: str, line: str, start: int) -> Iterator[tuple[int, Step | None]]:
    """(number, step) of each clause that names one step; without a day in reach, None stands for it."""
    current: Dated | None = None
    sentence = 0
    whole = re.sub(r"[“”\"《》]", " ", line)
    days = [d for d in record.dates if start <= d.chars[0] < start + len(line) and not d.impossible]
    for clause in _CLAUSE.finditer(whole):
        if "。" in line[sentence : clause.start()]:
            current, sentence = None, clause.start()
        here = [d for d in days if start + clause.start() <= d.chars[0] < start + clause.end()]
        if here:
            usable = len(here) == 1 and (here[0].end - here[0].start).days < LONGEST
            current = here[0] if usable and here[0].role is not DateRole.DEADLINE else None
        if _NOT_DONE.search(clause[0]):
            continue
        numbers = numbers_of(identity, clause[0])
        if len(numbers) > 1 and not _MERGED.search(line):
            continue
        for number in numbers:
            at = (start + clause.start(), start + clause.end())
            yield number, Step(number, current, at) if current else None


def titled(record: Record, identity: str, day: Dated | None) -> Sheet | None:
    """The one step that the title of a loose paper names, with the day of the paper: 关于同意…换届选举的批复."""
    title = re.sub(r"[“\"]?四议[一两二]公开[”\"]?", "", record.title)
    numbers = numbers_of(identity, title)
    if day is None or len(numbers) != 1 or _NO_STEP.search(record.title):
        return None
    at = record.text.full.find(record.title.split(" ")[0])
    label = (max(at, 0), max(at, 0) + len(record.title))
    return Sheet(identity, (Step(numbers[0], day, label),), "paper", matter_of(record, identity, label[1]), label)


def matter_of(record: Record, identity: str, before: int) -> str:
    """The person of an admission, the matter of a decision: the nearest label before an offset, else the next one."""
    label = _PERSON if identity == ADMISSION else _MATTER
    found = list(label.finditer(record.text.full))
    above = [m for m in found if m.start() <= before]
    nearest = above[-1] if above else next((m for m in found if m.start() < HEAD), None)
    if identity == ADMISSION:
        return nearest[1] if nearest and people.plausible_name(nearest[1]) else record.author
    return re.sub(r"\s", "", nearest[1]) if nearest else ""
