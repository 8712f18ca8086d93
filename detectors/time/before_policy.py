"""time/before-policy: a record carries out a policy that did not exist yet.

strong    the day is certain, the policy's date is sure (or given by the inspector), and the sentence deploys,
          passes on, studies or carries out the policy by name or document number
moderate  the same, with a policy date that is likely (a day or two may be off: the gap must exceed three days), or
          when the thing had been announced before
weak      the day or the policy's date is unsure; or they lie more than three years apart (the day is then probably
          that of something else in the record)
Left alone: a name that is only mentioned (time/re-dated looks at those); a short name that was in use before the
thing itself (三严三实 before its 专题教育); an expectation (即将、拟、待印发、预计 …); an addition that gives a later
day of its own; a passage quoted from an announcement; a day that cannot be read. Names are searched in folded text, so
neither a line break nor traditional characters hide them.
Since 0.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from forensics import Basis, Context, Examiner, Finding, Guide, NotApplicable, Reason, Record, Strength
from forensics.dates.dated import Certainty, Dated
from forensics.records.calendar import Policy
from forensics.records.carrying import Early, carried_out_early
from forensics.records.reliance import firm

MARGIN_DAYS = 3
DOUBTFUL_DAYS = 3 * 365
SHOWN = 4


class BeforePolicy(Examiner):
    """Compares the day of each passage with the day of the policies it names."""

    pattern = "time/before-policy"
    guide = Guide(
        title="会议、活动早于所落实文件的出台时间",
        title_en="A meeting carries out a policy before it was issued",
        looks_for="记录写明的日期，早于文中动员、部署、传达、学习或落实的文件（会议、活动）首次印发、公布或召开的日期。",
        innocent=(
            "会议只是通报即将开展的工作，文件名称为事前所知",
            "材料事后整理，补充内容另注日期",
            "上级以电话、视频会先行布置，正式文件后到",
            "记录日期笔误",
        ),
        next_steps=(
            "调阅收文登记和上级文件原件，核对收文日期",
            "调阅会议记录本原件，看前后页日期是否连续",
            "分别询问参会人员何时首次听说该文件、由谁传达",
        ),
        basis=(
            "中央和地方文件的公开印发、召开日期（内置政策日历，各条注明可信程度）",
            "检查人员提供的地方文件日期",
        ),
    )

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        """One finding for each policy that a record carries out too early."""
        if not any(d.is_day for d in record.dates) and not any(t.dated.is_day for t in record.named_dates):
            raise NotApplicable("需要记录写明日期")
        for policy, early in groupby(carried_out_early(record, context), key=lambda e: e.policy):
            yield self._lead(record, policy, list(early))

    def _lead(self, record: Record, policy: Policy, early: list[Early]) -> Finding:
        _, start, end, day = early[0]
        strength = self._strength(record, day, policy)
        said = record.text.full[start:end].translate(dict.fromkeys(map(ord, "“”《》〈〉")))
        gap = (policy.begins - day.end).days
        where = (
            record.text.place(record.path, *day.chars, note=f"记录日期：{_day(day)}")
            if self._in_text(record, day)
            else None
        )
        ranges = [(e.start, e.end) for e in early]
        places = record.text.places(record.path, ranges, note=f"提到“{policy.name}”", first_row=1, most=SHOWN)
        return self.finding(
            unit=record.unit,
            strength=strength,
            statement=f"{_day(day)}的材料已部署、学习或落实“{said}”，而它{_span(policy)}才公开，早了{gap}天",
            evidence=([where] if where else []) + places + ([policy.place] if policy.place else []),
            reasons=tuple(self._reasons(record, day, policy, len(early))),
            basis=(
                Basis(
                    policy.name,
                    policy.begins.isoformat(),
                    policy.certainty.value,
                    policy.basis or policy.issuer,
                ),
            ),
            calibration="按事实表定级（见检查说明 time/before-policy）",
        )

    @staticmethod
    def _in_text(record: Record, day: Dated) -> bool:
        return record.text.full[day.chars[0] : day.chars[1]] == day.text

    @staticmethod
    def _strength(record: Record, day: Dated, policy: Policy) -> Strength:
        if not firm(day, record) or policy.certainty is Certainty.UNSURE:
            return Strength.WEAK
        if (policy.begins - day.end).days > DOUBTFUL_DAYS:
            return Strength.WEAK
        announced = policy.mentioned is not None and day.end >= policy.mentioned
        if policy.certainty is Certainty.SURE and not announced:
            return Strength.STRONG
        return Strength.MODERATE if (policy.begins - day.end).days > MARGIN_DAYS else Strength.WEAK

    @staticmethod
    def _reasons(record: Record, day: Dated, policy: Policy, times: int) -> Iterable[Reason]:
        yield Reason(f"文中以部署、传达、学习或落实的口吻写到该名称，共{times}处")
        if day.weekday is not None and day.weekday == day.start.weekday():
            yield Reason("记录所写星期与日期相符，日期不像笔误")
        if policy.mentioned and policy.mentioned < policy.begins and day.end >= policy.mentioned:
            yield Reason(f"该名称在{policy.mentioned:%Y-%m-%d}前后已有公开提及，可能只是预告", innocent=True)
        if policy.certainty is not Certainty.SURE:
            yield Reason("政策日期的可信程度不是“确定”，可能相差数日", innocent=True)
        if not firm(day, record):
            yield Reason("记录日期由识别或推断得出，需核对原件", innocent=True)
        if (policy.begins - day.end).days <= MARGIN_DAYS:
            yield Reason("相差不超过三天", innocent=True)


def _day(day: Dated) -> str:
    return f"{day.start.year}年{day.start.month}月{day.start.day}日"


def _span(policy: Policy) -> str:
    if policy.begins == policy.ends_by:
        return f"{policy.begins.year}年{policy.begins.month}月{policy.begins.day}日"
    if policy.begins.month == policy.ends_by.month:
        return f"{policy.begins.year}年{policy.begins.month}月"
    return f"{policy.begins.year}年"
