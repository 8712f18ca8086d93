"""time/re-dated: wording that did not exist on the stated day.

strong    words whose first day is sure stand in a typed record more than 90 days earlier; or two different such words
moderate  sure words more than a week too early, likely ones more than 60 days; an anniversary with a number that is
          still to come; 今年 or 去年 before a congress of another year
weak      the day was read by OCR or inferred and nothing confirms it; the words' first day is only known by hearsay; an
          anniversary that lies behind; everyday things (a messenger, an application)
Left alone: what time/before-policy raises; what is announced or expected; a record that says it was printed again,
completed or typed later; an addition with a day of its own; titles of earlier speeches; years that lie far apart (the
day is then that of something else).
Since 0.2.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from forensics import Basis, Context, Examiner, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.dates.dated import Certainty, Dated, DateRole
from forensics.knowledge.days import span_of
from forensics.knowledge.load import table
from forensics.records import wording
from forensics.records.carrying import carried_out_early
from forensics.records.expected import EXPECTED
from forensics.records.minutes.counts import NUMBER, number
from forensics.records.reliance import firm
from forensics.records.remarks import remarks_in, remarks_in_name, sorts_of

LATER = frozenset({"added", "reprinted", "typed"})
"""remarks that say the words were written after the stated day"""
ADDED = re.compile(r"补记|补录|后注|整理时注|事后补|编者按")
MARGINS = {Certainty.SURE: 7, Certainty.LIKELY: 60}
"""days by which words must be early for more than a weak lead; unsure ones give no other"""
STRONG_DAYS = 90
DOUBTFUL_DAYS = 20 * 365
APART = datetime.timedelta(3 * 365)
"""what is carried out too early by less than this is for time/before-policy"""
EVERYDAY = frozenset({"技术"})
CELEBRATED = re.compile(r"今年|庆祝|纪念|迎接|喜迎|迎来|献礼|适逢|正值|逢|之际|来临|前夕|座谈会")
THIS_YEAR = re.compile(r"今年(?:是|恰逢|适逢|正值|迎来)")
EARLIER_SPEECH = re.compile(r"大会|讲话|《|》|回顾|曾|当年|历史|时隔|那年")
COMING = re.compile(r"即将|明年|迎接|筹备|准备|来年|将迎来|翌年|喜迎")
_CONGRESS = r"(?:党的)?(?P<what{n}>十[六七八九]大|二十大)"
_HELD = r"(?:胜利|隆重)?(?:召开|举行|闭幕|开幕)"
YEAR_WORD = re.compile(
    rf"(?P<which>今年|去年|前年|明年)[^。；\n]{{0,8}}?"
    rf"(?:{_HELD}[的了]?{_CONGRESS.format(n=1)}|{_CONGRESS.format(n=2)}[^，。；\n]{{0,6}}?{_HELD})"
)
YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
SHOWN = 6


class ReDated(Examiner):
    """Compares the day of each passage with the first day of the words in it."""

    pattern = "time/re-dated"
    guide = Guide(
        title="文中提法晚于所写日期",
        title_en="Wording that did not exist on the stated day",
        looks_for="材料写明的日期之后才出现的提法、机构、职务、书目、事件，还没有到的周年数，与日期矛盾的“今年”“去年”。",
        innocent=(
            "后来重印、补充或整理，已经注明",
            "提法在公开前已在本地或系统内使用",
            "日期为笔误",
            "引用后来的文件作附注",
        ),
        next_steps=(
            "调阅原件和电子文件属性，核对实际形成时间",
            "询问执笔人该提法从何处得知",
            "对照同期其他单位材料是否已使用该提法",
        ),
        basis=("公开报道和文件的首见日期（内置，各条注明可信程度）",),
    )

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        """At most one finding for words that came too early, one for anniversaries and years."""
        if not record.dates and not record.named_dates:
            raise NotApplicable("需要记录写明日期")
        remarks = (*remarks_in(record.text.full), *remarks_in_name(record.name.rsplit(".", 1)[0]))
        if LATER & sorts_of(remarks):
            return
        yield from self._early(record, context)
        yield from self._anniversaries(record)
        yield from self._years(record)

    def _early(self, record: Record, context: Context) -> Iterator[Finding]:
        taken: list[tuple[int, int]] = []
        early: list[tuple[wording.Wording, int, int, Dated]] = []
        there = record.text.folded.text.__contains__
        for words in wording.known():
            if not any(map(there, words.literals)):
                continue
            for start, end in words.mentions(record.text.folded, record.text.full):
                if any(a < end and start < b for a, b in taken):
                    continue
                taken.append((start, end))
                day = record.time_at(start)
                if day and _short(day) and day.end < words.first and self._own(record, start, end, day, words.first):
                    early.append((words, start, end, day))
        if early:
            elsewhere = [e for e in carried_out_early(record, context) if e.policy.begins - e.day.end < APART]
            early = [e for e in early if not any(e[1] < x.end and x.start < e[2] for x in elsewhere)]
        if not early:
            return
        early.sort(key=lambda e: (-_strength(record, *e).rank, e[1]))
        words, start, end, day = early[0]
        strength = _strength(record, words, start, end, day)
        names = {w.name for w, s, e, d in early if _strength(record, w, s, e, d) is Strength.MODERATE}
        if strength is Strength.MODERATE and len(names) > 1:
            strength = Strength.STRONG
        said = record.text.full[start:end]
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=(
                f"{_said(day)}的材料出现“{said}”，这一{words.sort}{_first(words)}才有，"
                f"早了{(words.first - day.end).days}天"
                + (f"；另有{len(early) - 1}处同类情形" if len(early) > 1 else "")
            ),
            evidence=(
                *_dated_place(record, day),
                *record.text.places(
                    record.path,
                    [(s, e) for _, s, e, _ in early],
                    note="所写日期之后才有的提法",
                    first_row=1,
                    most=SHOWN,
                ),
            ),
            reasons=tuple(_reasons(record, words, day)),
            basis=tuple(
                Basis(w.name, w.first.isoformat(), w.certainty.value, w.basis)
                for w in dict.fromkeys(e[0] for e in early)
            ),
            calibration="按事实表定级（见检查说明 time/re-dated）",
        )

    @staticmethod
    def _own(record: Record, start: int, end: int, day: Dated, first: datetime.date) -> bool:
        """Whether the words are part of the record as it was written that day: nothing expected, nothing added."""
        full = record.text.simplified
        left, right = record.text.sentence(start, end)
        paragraph = full.rfind("\n", 0, left) + 1
        if (first - day.end).days > DOUBTFUL_DAYS or EXPECTED.search(full[left:right]):
            return False
        if ADDED.search(full[paragraph:right]):
            return False
        later = [d for d in record.dates if d.start >= first and not d.impossible]
        return not any(
            paragraph <= d.chars[0] < right or d.role in (DateRole.SIGNED, DateRole.ISSUED, DateRole.MEETING)
            for d in later
        )

    def _anniversaries(self, record: Record) -> Iterator[Finding]:
        for entry in table("terms")["anniversaries"]:
            for pattern in _forms(entry):
                for match in pattern.finditer(record.text.full):
                    if finding := self._anniversary(record, entry, match):
                        yield finding
                        return

    def _anniversary(self, record: Record, entry: dict[str, object], match: re.Match[str]) -> Finding | None:
        full = record.text.full
        stated, day = number(match["n"]), record.time_at(match.start())
        if stated is None or day is None or day.start.year != day.end.year:
            return None
        due = day.start.year - int(str(entry["base"]))
        left, right = record.text.sentence(*match.span())
        coming = day.end.month >= 10 and COMING.search(full[left:right])
        if stated == due or (stated == due + 1 and coming) or stated < 5 or not _short(day):
            return None
        around = full[max(0, match.start() - 12) : match.end() + 12]
        if stated < due and (EARLIER_SPEECH.search(around) or not THIS_YEAR.search(around)):
            return None  # an earlier celebration, or that of the year reported on
        if stated > due and not CELEBRATED.search(full[left:right]):
            return None  # a goal: 到建党100周年时
        ahead = stated > due and firm(day, record)
        return self.finding(
            unit=record.unit,
            strength=Strength.MODERATE if ahead and abs(stated - due) < 30 else Strength.WEAK,
            statement=f"{_said(day)}的材料写“{match[0]}”，当年应为{due}周年",
            evidence=(*_dated_place(record, day), record.text.place(record.path, *match.span(), note="周年数", row=1)),
            reasons=(
                Reason(f"{entry['name']}为{entry['base']}年，{day.start.year}年是{due}周年"),
                *(() if ahead else (Reason("可能引用往年活动名称，或日期由识别得出", innocent=True),)),
            ),
            basis=(Basis(str(entry["name"]), str(entry["base"]), "sure"),),
            calibration="按事实表定级（见检查说明 time/re-dated）",
        )

    def _years(self, record: Record) -> Iterator[Finding]:
        for match in YEAR_WORD.finditer(record.text.full):
            day = record.time_at(match.start())
            if not day or day.start.year != day.end.year:
                continue
            what = match["what1"] or match["what2"]
            held = _congress(what)
            if held is None or day.start.year + YEARS[match["which"]] == held.year:
                continue
            yield self.finding(
                unit=record.unit,
                strength=Strength.MODERATE if firm(day, record) else Strength.WEAK,
                statement=f"{_said(day)}的材料写“{match[0]}”，而{what}于{held.year}年召开",
                evidence=(
                    *_dated_place(record, day),
                    record.text.place(record.path, *match.span(), note="年份矛盾", row=1),
                ),
                reasons=(Reason(f"按所写日期推算，“{match['which']}”是{day.start.year + YEARS[match['which']]}年"),),
                basis=(Basis(what, held.isoformat(), "sure"),),
                calibration="按事实表定级（见检查说明 time/re-dated）",
            )
            return


def _strength(record: Record, words: wording.Wording, start: int, end: int, day: Dated) -> Strength:
    gap = (words.first - day.end).days
    if not firm(day, record) or words.sort in EVERYDAY or gap <= MARGINS.get(words.certainty, gap):
        return Strength.WEAK
    typed = not record.text.recognised_at(start, end)
    return Strength.STRONG if words.certainty is Certainty.SURE and gap > STRONG_DAYS and typed else Strength.MODERATE


def _short(day: Dated) -> bool:
    """Whether it is a day or a month: what a whole year is about may have been written after it."""
    return (day.end - day.start).days < 32


def _reasons(record: Record, words: wording.Wording, day: Dated) -> Iterator[Reason]:
    if day.weekday is not None and day.weekday == day.start.weekday():
        yield Reason("记录所写星期与日期相符，日期不像笔误")
    if words.certainty is not Certainty.SURE:
        yield Reason("首见日期的可信程度不是“确定”，可能有出入", innocent=True)
    if not firm(day, record):
        yield Reason("记录日期由识别或推断得出，需核对原件", innocent=True)


def _dated_place(record: Record, day: Dated) -> tuple[Place, ...]:
    if record.text.full[slice(*day.chars)] != day.text:
        return ()
    return (record.text.place(record.path, *day.chars, note=f"记录日期：{_said(day)}"),)


def _forms(entry: dict[str, list[str]]) -> Iterator[re.Pattern[str]]:
    """建党N周年 with the number in Arabic or Chinese digits."""
    for form in entry["forms"]:
        before, found, after = form.partition("N")
        if found:
            yield re.compile(rf"{re.escape(before)}(?P<n>{NUMBER}){re.escape(after)}")


def _congress(name: str) -> datetime.date | None:
    for entry in table("policies")["entries"]:
        if entry["kind"] == "congress" and name in entry["match"]:
            return span_of(str(entry["dates"]["kick_off"]["date"]))[0]
    return None


def _said(day: Dated) -> str:
    if day.is_day:
        return f"{day.start.year}年{day.start.month}月{day.start.day}日"
    return f"{day.start.year}年{day.start.month}月" if day.start.month == day.end.month else f"{day.start.year}年"


def _first(words: wording.Wording) -> str:
    return f"{words.first.year}年{words.first.month}月{words.first.day}日"
