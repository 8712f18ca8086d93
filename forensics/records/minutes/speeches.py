"""Who said what in a meeting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from forensics.records.minutes.fields import BLANK, Field
from forensics.records.minutes.names import HAN, TITLE, listed, read_name, speaks_for_itself
from forensics.records.minutes.people import ROLES
from forensics.records.minutes.votes import opens_vote

_BULLET = rf"(?:(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、.．,，]|[●■◆·○〇★*－—①-⑳-]){BLANK}*)?"
_NAME = rf"(?:{HAN}{{1,6}}[·•]{HAN}{{1,6}}|{HAN}(?:某{{1,2}}|[×xX*]{{2}})|{HAN}{{2,4}}?|{HAN}{BLANK}+{HAN})"
_TURN = (
    rf"(?:(?:首先|其次|再次|接着|随后|然后|最后|接下来|之后|会上|另外|下面)[，,]?{BLANK}*(?:先)?(?:请|由)?{BLANK}*|由)"
)
_SAID = (
    r"(?:作?了?(?:个人|对照检查|交流|重点|表态|总结|补充|主题|研讨|检视|自我批评|自我剖析|典型)?(?:发言|讲话|汇报|讲解|对照检查)"
    r"|作?(?:补充|总结|小结|表态|回应|答复)(?:发言|讲话|说)?|(?:插话|接着|也|又|还)?(?:说道?|讲道?|谈到?)|指出|认为|表示|强调|提出|建议|反映|提议|点评)"
)
_TOLD = (
    r"(?:传达|汇报|通报|宣读|领学|宣布|介绍|讲解|带领|组织|解读|部署|"
    r"作(?=[\u4e00-\u9fff]{0,10}(?:发言|报告|讲话|检查)))"
)
_REMARK = r"[（(][^）)\n]{1,16}[）)]"
_WORDS_ARE = rf"(?:{BLANK}*\n{BLANK}*(?:发言)?(?:内容|要点){BLANK}*[:：])?"
_COLON = re.compile(
    rf"{BLANK}*{_BULLET}{_TURN}?(?:发言人{BLANK}*[:：]{BLANK}*)?(?:{TITLE}{BLANK}*){{0,2}}(?P<name>{_NAME})"
    rf"(?P<title>{BLANK}*(?:{_REMARK})?{BLANK}*(?:{TITLE})?{BLANK}*(?:{_REMARK})?)"
    rf"(?:[对给向]{HAN}{{2,4}}(?:同志)?(?:提(?:出|意见|建议)?(?:批评|意见)?|说|的批评|批评)?|批评{HAN}{{2,4}})?(?:{BLANK}*{_SAID})?{BLANK}*(?:[:：]+){_WORDS_ARE}"
)
_OPENED = re.compile(rf"{BLANK}*(?:【(?P<name>{_NAME})(?P<title>)】|(?P<dashed>{_NAME})(?:{TITLE})?(?:——|—|--))")
_SPOKE_OF = re.compile(
    rf"{BLANK}*{_BULLET}{_TURN}?(?P<name>{_NAME})(?P<title>(?:{TITLE})?)(?:谈了?|讲了?|提出了?|作了?|汇报了?)[^，。：:\n]{{1,8}}[:：]"
)
"""简宁同志谈了三点体会："""
_SPEAKER_LINE = re.compile(
    rf"{BLANK}*发言人{BLANK}*[:：]{BLANK}*(?P<name>{_NAME})(?P<title>{BLANK}*(?:{_REMARK})?){_WORDS_ARE}(?=\n|\Z|(?<=[:：]))"
)
_CELL = re.compile(rf"{BLANK}*{_BULLET}(?P<name>{_NAME})(?P<title>(?:{_REMARK})?){BLANK}*\t")
_SAYS = re.compile(
    rf"{BLANK}*{_BULLET}{_TURN}?(?:{TITLE})?(?P<name>{_NAME})(?P<title>(?:{_REMARK})?(?:{TITLE})?)(?:[对给向]{HAN}{{2,4}})?(?P<said>{_SAID})[，,。；;\n]"
)
_TELLS = re.compile(
    rf"{BLANK}*(?P<lead>{_BULLET}(?:{_TURN})?)(?:{TITLE})?(?P<name>{_NAME})(?P<title>(?:{TITLE})?)(?:首先|接着|随后|最后|就|对|代表{HAN}{{2,8}}?)?(?P<said>(?={_TOLD}))"
)
_ALONE = re.compile(
    rf"{BLANK}*{_BULLET}(?P<name>{_NAME})(?P<title>(?:{_REMARK})?){BLANK}*\n(?=[^\n：:\t]{{0,6}}[^\n\t]{{4,}})"
)
_CHAIR = re.compile(rf"{BLANK}*{_BULLET}{_TURN}?主持人(?:作?(?:总结|小结|讲话|发言|强调)+){BLANK}*[:：]")
_BY_OFFICE = re.compile(
    rf"{BLANK}*{_BULLET}(?P<name>(?P<surname>{HAN}{{1,2}}?)(?:{TITLE})|[老小](?P<plain>{HAN}))(?P<said>{_SAID})?{BLANK}*[:：，,]"
)
_SPEAKER_COLUMN = re.compile(rf"^(?:[^\n]*\t)?{BLANK}*(?:发言人|姓名){BLANK}*\t[^\n]*(?:发言|内容|要点|意见)", re.M)
_SENTENCE = re.compile(r"(?<=[。！？；”])(?=[\u4e00-\u9fff])")
_STARTS = re.compile(r"^|(?<=\t)", re.M)
_CLOSING = re.compile(
    rf"^{BLANK}*(?:会议(?:最后|决定|决议|议定|形成|要求|强调|结束|指出|认为)|[（(]?[一二三四五六七八九十][)）、][^。：:，\n\t]{{2,14}}$|"
    r"决议|议定|表决|散会|主持人签|记录人签|签名|附[:：]|备注|测评|同志们一致|大家一致|与会|[（(]补记)",
    re.M,
)
_PROSE = re.compile(r"[，。！？,；]")
_SHORTEST = 4
_CELL_PROSE = 12
"""characters from which a cell beside a name is something said"""


class Speech(msgspec.Struct, frozen=True):
    """A speaker with the half-open range of what he is recorded to have said."""

    speaker: str
    chars: tuple[int, int]


def speeches_in(
    text: str,
    start: int,
    end: int,
    known: Iterable[str] = (),
    *,
    fields: Iterable[Field] = (),
    chair: str = "",
    others: frozenset[str] = frozenset(),
) -> tuple[Speech, ...]:
    """The speeches within a range, in order.

    `known` are names that stand in the record's own lists of this meeting, `others` in those of other meetings,
    `fields` the labelled fields of the range, `chair` the person whom 主持人总结 means.
    """
    reading = _Reading(text, end, frozenset(known), others, chair)
    # 发言人：张三 opens a speech; what stands under other labels does not: 缺席 | 古大山：外地就医
    labels = {at for f in fields if f.role != "author" for at in (f.start, *(f.chars[:1] if f.role in ROLES else ()))}
    bodies = {f.chars[0] for f in fields if f.role in ("body", "decision")}
    lines = {m.start() for m in _STARTS.finditer(text, start, end)} | {start} | bodies
    table = bool(_SPEAKER_COLUMN.search(text, start, end))
    opened: dict[int, tuple[str, int]] = {}
    for at in sorted(lines - labels):
        if found := reading.line(at, table=table):
            opened[at] = found
    for match in _SENTENCE.finditer(text, start, end):
        if found := reading.sentence(match.start()):
            opened.setdefault(match.start(), found)
    ends = sorted({*opened, *(m.start() for m in _CLOSING.finditer(text, start, end)), *_own_lines(text, fields), end})
    found_speeches = []
    for at, (name, body) in sorted(opened.items()):
        stop = ends[bisect_right(ends, max(at, body - 1))]
        stop = max(body, body + len(text[body:stop].rstrip()))
        body += len(text[body:stop]) - len(text[body:stop].lstrip())
        if stop - body >= _SHORTEST and not opens_vote(text, body):
            found_speeches.append(Speech(name, (body, stop)))
    return tuple(found_speeches)


def _own_lines(text: str, fields: Iterable[Field]) -> Iterator[int]:
    """Where a label opens a line: what was said ends there."""
    return (f.start for f in fields if f.role != "author" and text[f.start - 1 : f.start] in ("", "\n"))


class _Reading:
    """The names that may speak in a meeting, and the reading of a line or sentence as the opening of a speech."""

    def __init__(self, text: str, end: int, known: frozenset[str], others: frozenset[str], chair: str) -> None:
        self._text = text
        self._end = end
        self._known = known
        self._others = known | others
        self._chair = chair

    def line(self, at: int, *, table: bool) -> tuple[str, int] | None:
        """Speaker and start of the words where a line (or cell, or field) opens a speech."""
        if (match := _CHAIR.match(self._text, at, self._end)) and self._chair:
            return self._chair, match.end()
        for pattern in (_COLON, _SPEAKER_LINE):
            if (match := pattern.match(self._text, at, self._end)) and (name := self._named(match)):
                return name, match.end()
        match = _OPENED.match(self._text, at, self._end)
        if match and (name := re.sub(BLANK, "", match["name"] or match["dashed"])) in self._known:
            return name, match.end()
        if (match := _SPOKE_OF.match(self._text, at, self._end)) and (name := self._named(match)):
            return name, match.end()
        match = _BY_OFFICE.match(self._text, at, self._end)
        spoke = match and (match["said"] or match[0][-1] in ":：")
        if match and spoke and (name := self._by_surname(match["surname"] or match["plain"])):
            return name, match.end()
        if (match := _CELL.match(self._text, at, self._end)) and (name := self._named(match, strict=not table)):
            stop = re.compile(r"[\t\n]|\Z").search(self._text, match.end(), self._end)
            cell = self._text[match.end() : stop.start() if stop else self._end]
            if len(cell) >= _CELL_PROSE or _PROSE.search(cell):
                return name, match.end()
        if (match := _TELLS.match(self._text, at, self._end)) and (
            name := self._named(match, strict=not match["lead"])
        ):
            return name, match.end()
        if (match := _ALONE.match(self._text, at, self._end)) and (name := self._named(match, strict=True)):
            below = self._text[match.end() : match.end() + 8].split("\n")[0].strip()
            if at == 0 or self._text[at - 1] == "\n":
                return (name, match.end()) if not read_name(below) else None
        return self.sentence(at)

    def sentence(self, at: int) -> tuple[str, int] | None:
        """Speaker and start of the words where a sentence tells that somebody spoke."""
        if (match := _SAYS.match(self._text, at, self._end)) and (name := self._named(match)):
            return name, match.end()
        match = _COLON.match(self._text, at, self._end)
        if match and (name := re.sub(BLANK, "", match["name"])) in self._known:
            return name, match.end()
        if (
            match
            and re.search(rf"{_SAID}\W*\Z", match[0])
            and (name := self._named(match, strict=at > 0 and self._text[at - 1] not in "\n\t"))
        ):
            return name, match.end()
        return None

    def _named(self, match: re.Match[str], *, strict: bool = False) -> str:
        name = re.sub(BLANK, "", match["name"])
        if name in self._others:
            return name
        if any(name.startswith(k) for k in self._others) or (
            not strict and not speaks_for_itself(name) and listed(name)
        ):
            return ""
        return name if not strict and speaks_for_itself(name) else ""

    def _by_surname(self, surname: str) -> str:
        """The one person of the lists with this surname."""
        for names in (self._known, self._others):
            found = [n for n in names if n.startswith(surname)]
            if found:
                return found[0] if len(found) == 1 else ""
        return ""
