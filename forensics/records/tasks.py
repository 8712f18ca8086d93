"""Tasks that plans set and records report: which task words name, and whether a text is about it."""

from __future__ import annotations

import re
from functools import lru_cache

from forensics.knowledge.load import derived, table
from forensics.text.fold import fold, fold_literal

_NUMERALS = "一二三四五六七八九"
_ORDINAL = re.compile(rf"第([{_NUMERALS}1-9])(?:个|次)?(专题|阶段|批)|(专题|阶段)([{_NUMERALS}])")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_FORMS = re.compile(
    r"组织生活会|民主生活会|民主评议(?:党员)?|述职评议|动员部署会|动员会|专题党课|换届选举|整改评估|回头看|集中轮训|党员培训"
)
_TOPIC = re.compile(r"“([^”]{4,24})”")
_OBJECT = re.compile(
    r"关于(?:认真|切实|扎实|进一步|组织|集中|深入)*(?:开展|做好|抓好|推进|印发|实施)?(.{4,24}?)(?:工作|活动)?(?:方案|安排)?的(?:通知|意见|方案|安排|部署)"
)
_DONE = re.compile(r"完成|结束|召开|开展|上报|报送|到位|完毕|报(?=[局镇县区市乡街党组机上至送给到])")


def tasks_in(clause: str, title: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The tasks that a clause with a deadline sets, each with other names for it."""
    if ordinal := _ORDINAL.search(clause):
        topic = _TOPIC.search(clause, ordinal.end())
        return ((_ordinal(ordinal), (topic[1],) if topic else ()),)
    if forms := list(dict.fromkeys(m[0] for m in _FORMS.finditer(clause))):
        year = _YEAR.search(clause)
        return tuple((f"{year[0]}年度{form}" if year and f"{year[0]}年度" in clause else form, ()) for form in forms)
    named = _OBJECT.search(re.sub(r"[《》]", "", title))
    return ((named[1], ()),) if named and _DONE.search(clause) else ()


def may_be_about(what: str, text: str, topics: tuple[str, ...] = ()) -> bool:
    """A quick look that `is_about` can be true of no part of a text when this is false."""
    ordinal = _ORDINAL.search(what)
    names = (*topics, *(_topics_of(_ordinal(ordinal)) if ordinal else ()))
    return what[-2:] in text or any(name[:2] in text for name in names)


def is_about(what: str, text: str, title: str, topics: tuple[str, ...] = ()) -> bool:
    """Whether a text under a title is about a task: its words, its ordinal, or its topic stand there.

    A task of two parts (组织关系摸底) may have other words between them, the first part in the title.
    """
    folded, head = _plain(text), _plain(title)
    if year := _YEAR.search(what):
        if year[0] not in folded + head:
            return False
        what = what[year.end() :].removeprefix("年度").removeprefix("年")
    literal = fold_literal(what)
    if ordinal := _ORDINAL.search(what):
        names = {fold_literal(t) for t in (*topics, *_topics_of(_ordinal(ordinal)))}
        return any(_ordinal(m) == _ordinal(ordinal) for m in _ORDINAL.finditer(text)) or any(n in folded for n in names)
    if literal in folded or any(fold_literal(t) in folded for t in topics):
        return True
    thing, action = literal[:-2], literal[-2:]
    return len(thing) >= 2 and action in folded and (thing in folded or thing in head)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """A clause folded; the same ones are held against task after task."""
    return fold(text).text


def _ordinal(match: re.Match[str]) -> str:
    """第一专题 however it is written."""
    number = match[1] or match[4]
    number = _NUMERALS[int(number) - 1] if number.isdecimal() else number
    return f"第{number}{match[2] or match[3]}"


@derived
def _topics_of(ordinal: str) -> frozenset[str]:
    """What the policies call a stage: 第一专题 of 2016 is 讲政治有信念."""
    stages = (s["name"] for e in table("policies")["entries"] for s in e.get("stages", ()))
    named = ((m, name) for name in stages if (m := _ORDINAL.match(name)))
    return frozenset(name[m.end() :].strip() for m, name in named if _ordinal(m) == ordinal and name[m.end() :].strip())
