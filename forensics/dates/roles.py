"""What a date is the date of, told by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from forensics.dates.dated import Dated, DateRole
from forensics.dates.numerals import fold

_LABELS = (
    (
        DateRole.DEADLINE,
        r"(?:截止|到期|完成)(?:日期|时间|时限)?|时限|期限|最迟|不迟于|不晚于|务必于|截止[到至于]",
    ),
    (DateRole.ISSUED, r"(?:印发|发文|成文|发布|发表|上传|更新|签发|制发|印制|公布)(?:日期|时间)?"),
    (DateRole.SIGNED, r"(?:签字|签名|签署|填报|填表|制表|申请|落款|审核|报送|打印)(?:日期|时间)"),
    (
        DateRole.MEETING,
        r"(?:会议|活动|学习|开会|召开|谈话|授课|上课|走访|接待|研讨|培训|测评|评议|举行)?"
        r"(?: ?时 {0,3}间| ?日 {0,3}期)|会期",
    ),
)
_BEFORE = tuple((role, re.compile(rf"(?:{label})[ :|\])】]{{0,6}}\Z")) for role, label in _LABELS)
_OTHER_LABEL = re.compile(
    r"(?:出生|入党|转正|参加工作|发展|任职|成立|收文|来文|缴费|回复|办结)(?:日期|时间)[ :|]{0,6}\Z"
)
_DEADLINE_AFTER = re.compile(r" ?(?:之前|以前|前(?![往来后夕期言景提进去述列几两三])|止|截止|为止)")
_TO_BE_DONE = re.compile(r"[^\n,。;]{0,6}?(?:完成|报|交|办结|整改|到位|建成|兑现|落实)")
_PAST = "昨上去今同当"
"""by which words begin for what is past: 到上周为止"""
_ISSUED_AFTER = re.compile(
    r" ?(?:由[^\n,。]{1,12}|[\u4e00-\u9fff]{0,8}(?:委|中央|部|办公室|办公厅|政府|国务院|委员会|党组))?"
    r"(?:印发|下发|发文|发布|颁布|颁发|公布|出台|签发|转发)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MEETING_FOLLOWS = re.compile(
    r"[ )\]|]*(?:(?:星期|周)[一二三四五六日天])?[ )\]|]*[\u4e00-\u9fff]{0,10}(?:会|党课|党日|学习|研讨)(?:[ |。,]|$)"
)
_NUMBERED_MEETING = re.compile(r" *第[0-9一二三四五六七八九十]{1,3}次 *[\u4e00-\u9fff]{1,12} *[(]?")
_BRACKETED = re.compile(r" *[\[【〔(]([^\]】〕)\n]{2,12})[\]】〕)] *")
"""a sort of meeting in brackets at the head of a line: 【支委会】1月8日"""
_MEETING_WORD = re.compile(r"会|党课|党日|学习|研讨|碰头|谈|评议|培训")
_PLACE = 30
_LAST_LINES = 6
_MARGIN = 120
_PERIOD_DAYS = 28
_PERIOD_WORD = re.compile(r"年度|季度|半年|学年")


def with_roles(text: str, dates: Iterable[Dated]) -> tuple[Dated, ...]:
    """The dates of a text, each with the role that its surroundings give it."""
    plain = fold(text)
    tail = _tail_start(plain)
    return tuple(msgspec.structs.replace(dated, role=_role(plain, dated, tail)) for dated in dates)


def _role(text: str, dated: Dated, tail: int) -> DateRole:
    start, end = dated.chars
    before, after = text[max(start - 16, 0) : start], text[end : end + 16]
    deadline = _DEADLINE_AFTER.match(after)
    if deadline and not (deadline[0].endswith("止") and dated.text[0] in _PAST):
        return DateRole.DEADLINE
    if dated.text.endswith("前") and _TO_BE_DONE.match(after):
        return DateRole.DEADLINE
    if _ISSUED_AFTER.match(after):
        return DateRole.ISSUED
    if not _OTHER_LABEL.search(before):
        for role, label in _BEFORE:
            if label.search(before):
                return role
    if start == end - len(dated.text) and dated.is_day and _heads_entry(text, dated):
        return DateRole.MEETING
    if start >= tail and _alone(text, start, end):
        return DateRole.SIGNED
    long = (dated.end - dated.start).days + 1 >= _PERIOD_DAYS
    if not dated.impossible and (long or _PERIOD_WORD.search(dated.text)):
        return DateRole.PERIOD
    return DateRole.MENTIONED


def _heads_entry(text: str, dated: Dated) -> bool:
    """Whether a date opens an entry of a minute book: `〇 6月15日 星期三 支委会` at the head of a line."""
    start, end = dated.chars
    before = text[max(start - _MARGIN, 0) : start].rpartition("\n")[2]
    after = text[end : end + _MARGIN].partition("\n")[0]
    if _NUMBERED_MEETING.fullmatch(before):
        return not after.strip()
    bracketed = _BRACKETED.fullmatch(before)
    if bracketed and _MEETING_WORD.search(bracketed[1]):
        return True
    if len(before) > 4 or _HAN.search(before):
        return False
    if dated.clock and len(after) <= _PLACE and not re.search(r"[,。;]", after):
        return True  # day, hour and at most a place: 2012年2月16日（星期四）上午9:00　村委会会议室
    apart = dated.weekday is not None or after[:1].isspace()
    return apart and bool(_MEETING_FOLLOWS.match(after))


def _alone(text: str, start: int, end: int) -> bool:
    before = text[max(start - _MARGIN, 0) : start].rpartition("\n")
    after = text[end : end + _MARGIN].partition("\n")
    whole = (before[1] or start <= _MARGIN) and (after[1] or end + _MARGIN >= len(text))
    return bool(whole) and not before[2].strip() and not after[0].strip(" 。)")


def _tail_start(text: str) -> int:
    """Where the last lines begin; a text of one line has none."""
    stripped = text.rstrip()
    at = len(stripped)
    for _ in range(_LAST_LINES):
        at = stripped.rfind("\n", 0, at)
        if at < 0:
            break
    first_line_end = stripped.lstrip().find("\n")
    if first_line_end < 0:
        return len(text) + 1
    lead = len(stripped) - len(stripped.lstrip())
    return max(at, lead + first_line_end)
