"""term/stale: a past campaign is written down as current work.

strong    the day is certain and at least a year after the campaign, which is the record's topic (title, topic or
          content line) or is shown by an own mark of it (its leading group, its stages, its pledge)
moderate  the day is certain, and either a year has passed and the sentence speaks of it as present work (当前、正在、
          进入…阶段、部署 …), or it is the topic within the first year
weak      the day is unsure; or the words stand on a wall or banner in a photo
Left alone: 回顾、总结、巩固…成果, reports and summaries, a history that names the year or several campaigns, what the
knowledge file lists as innocent, a bare mention, an own mark (活动办) without the name, and within the first year
everything but a topic, since work may still go on. Since 0.1.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from forensics import Basis, Context, Examiner, Finding, Guide, NotApplicable, Reason, Record, Strength
from forensics.dates.dated import Dated
from forensics.records.campaigns import PastCampaign, past_campaigns
from forensics.records.reliance import firm
from forensics.text.fold import fold

REVIEW = re.compile(
    r"回顾|回望|总结|巩固|拓展|成果|成效|历程|历史|历次|每次|哪次|先后|曾|当年|当时|以来|上一?次|往年|前几年|过去|经验|老照片|常态化|制度化|长效|"
    r"[一二三四五六七八九十两\d]+年前|去年|前年|(?:19|20)\d\d年(?:开展|进行)?的|一次接着一次|从.{0,12}到"
)
PRESENT = re.compile(
    r"当前|目前|正在|现正|进入|转入|开展|参加(?![了过])|承诺|评议|征求意见|表态|深入|部署|推进|启动|动员|阶段|环节|领导小组|继续抓|抓好|要求各|请各位|按照.{0,20}(?:要求|部署|安排)|"
    r"月底前|下一步|今年的?|本月|本周|转段"
)
REPORT = re.compile(rf"{REVIEW.pattern}|报告|汇报|述职|大事记|年鉴|纪实|简介")
"""titles of what looks back"""
PLAN = re.compile(r"计划|安排|方案|要点|日程")
PLAN_REVIEW = re.compile(r"回顾|历程|历史|巩固|拓展|常态化|制度化|长效|年前|从.{0,12}到")
"""what looks back even in a plan; its 成效 and 总结 are still to come"""
TOPIC = re.compile(r"(?:议\s*题|主\s*题|内\s*容|事\s*项|课\s*题|名\s*称)[^\n：:\t]{0,4}[：:\t][^\n]*$")
STRONG_AFTER = datetime.timedelta(days=365)


LONG_MARK = 6


class Stale(Examiner):
    """Compares the day of each passage with the end of the campaigns that it treats as present."""

    pattern = "term/stale"
    reads = "any"
    guide = Guide(
        title="把已结束的活动写作当前工作",
        title_en="A past campaign is written down as current work",
        looks_for="记录日期已在某次集中教育或活动结束之后，内容仍把它当作当前任务来学习、部署、推进。",
        innocent=(
            "回顾历史、巩固成果",
            "党史、党建讲座按年代列举",
            "旧标语、旧展板未及时更换",
            "常态化、制度化的延续要求",
        ),
        next_steps=(
            "询问当时实际开展的学习内容",
            "调阅同期上级部署文件",
            "查看该材料是否由往年材料改日期而成",
        ),
        basis=("各次集中教育的起止时间（内置政策日历）",),
    )

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        """One finding for each past campaign that a record treats as present."""
        named = [c for c in past_campaigns() if any(w in record.text.folded.text for w in (*c.literals, *c.markers))]
        if not named:
            return
        if not record.dates and not record.named_dates:
            raise NotApplicable("需要记录写明日期")
        for campaign in named:
            yield from self._against(record, campaign)

    def _against(self, record: Record, campaign: PastCampaign) -> Iterable[Finding]:
        signs = [s for s in _once(self._signs(record, campaign)) if _past(s, campaign)]
        if not signs:
            return
        start, end, day, weight = max(signs, key=lambda s: (s[3], -s[0]))
        certain = firm(day, record)
        strength = Strength.WEAK
        if certain and not record.is_photo:
            late = day.start - campaign.over >= STRONG_AFTER
            strength = Strength.STRONG if weight == 2 and late else Strength.MODERATE
        over = f"{campaign.name}（{campaign.over:%Y-%m}后已不是当前工作）"
        ranges = [(a, b) for a, b, *_ in signs]
        places = record.text.places(record.path, ranges, note=over, first_row=1, most=4)
        if record.text.full[day.chars[0] : day.chars[1]] == day.text:
            places.insert(0, record.text.place(record.path, *day.chars, note="记录日期"))
        said = record.text.full[start:end]
        if weight == 1:
            reasons = [Reason("文中以当前工作的口吻写到该活动")]
        elif fold(said).text in campaign.markers:
            reasons = [Reason(f"文中有该活动特有的环节或提法“{said}”")]
        else:
            reasons = [Reason("该活动是本记录的议题或内容")]
        if not certain:
            reasons.append(Reason("记录日期由识别或推断得出，需核对原件", innocent=True))
        if record.is_photo:
            reasons.append(Reason("文字见于照片中的标语或展板，可能只是未及时更换", innocent=True))
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=(
                f"{_when(day)}的材料把“{campaign.name}”"
                f"（{campaign.began.year}年开始，{campaign.over.year}年{campaign.over.month}月前已结束）写作当前工作"
            ),
            evidence=places,
            reasons=reasons,
            basis=(Basis(campaign.name, campaign.over.isoformat(), "likely"),),
            calibration="按事实表定级（见检查说明 term/stale）",
        )

    def _signs(self, record: Record, campaign: PastCampaign) -> Iterator[tuple[int, int, Dated, int]]:
        """(start, end, the passage's day, weight): 2 for a topic or an own mark, 1 for a sentence in the present."""
        text = record.text
        marks = [w for w in campaign.markers if w in text.folded.text]
        # 活动办 or 整改落实阶段 mark a campaign only where its name or a second, longer mark stands as well
        named = any(w in text.folded.text for w in campaign.literals) or (
            len(marks) > 1 and max(map(len, marks)) >= LONG_MARK
        )
        for literal in (*campaign.literals, *(campaign.markers if named else ())):
            for hit in text.folded.find(literal):
                start, end = text.folded.original(*hit)
                day = record.time_at(start)
                if day is None or self._is_review(record, start, end, campaign):
                    continue
                left, right = text.sentence(start, end)
                line = text.simplified[text.full.rfind("\n", 0, start) + 1 : end]
                if literal in campaign.markers or TOPIC.search(line) or start < len(record.title) or record.is_photo:
                    yield start, end, day, 2
                elif PRESENT.search(text.simplified[left:right]) or PLAN.search(record.title):
                    yield start, end, day, 1

    @staticmethod
    def _is_review(record: Record, start: int, end: int, campaign: PastCampaign) -> bool:
        left, right = record.text.sentence(start, end)
        sentence = record.text.simplified[left:right]
        folded = fold(sentence).text
        looks_back = PLAN_REVIEW if PLAN.search(record.title) else REVIEW
        if looks_back.search(sentence) or REPORT.search(record.title) or any(w in folded for w in campaign.innocent):
            return True
        if sum(any(w in folded for w in c.literals) for c in past_campaigns()) > 1:
            return True  # a list of campaigns is a history
        stated = (d.start.year for d in record.dates if left <= d.chars[0] < right)
        return any(campaign.began.year <= year <= campaign.over.year for year in stated)


def _past(sign: tuple[int, int, Dated, int], campaign: PastCampaign) -> bool:
    """Whether a sign lies after the campaign: within the first year only a topic counts, since work may still go on."""
    *_, day, weight = sign
    return day.start > campaign.over and (weight == 2 or day.start - campaign.over >= STRONG_AFTER)


def _once(signs: Iterable[tuple[int, int, Dated, int]]) -> list[tuple[int, int, Dated, int]]:
    """In order of the text; where names overlap (三严三实, 三严三实专题教育) the longest counts."""
    kept: list[tuple[int, int, Dated, int]] = []
    for sign in sorted(signs, key=lambda s: (s[0], -s[1], -s[3])):
        if kept and sign[0] < kept[-1][1]:
            kept[-1] = (*kept[-1][:3], max(kept[-1][3], sign[3]))
        else:
            kept.append(sign)
    return kept


def _when(day: Dated) -> str:
    if day.is_day:
        return f"{day.start.year}年{day.start.month}月{day.start.day}日"
    return f"{day.start.year}年{day.start.month}月" if day.start.month == day.end.month else f"{day.start.year}年"
