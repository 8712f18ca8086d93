"""Who a record names, and whose own writing it is, as far as labels, names of files and the layout tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from forensics.knowledge.load import table

NAME = r"[\u4e00-\u9fff·]{2,4}"
_ROLES = {
    "chair": r"主\s*持(?:\s*人)?",
    "recorder": r"记\s*录(?:\s*人|\s*员)?",
    "lecturer": r"(?:授\s*课|主\s*讲|讲\s*课)\s*人?",
    "organiser": r"组\s*织\s*者",
    "receiver": r"接\s*待\s*人",
    "present": r"(?:参加|出席|到会|参会)\s*(?:人员|党员|委员|同志|人)?",
    "observer": r"列\s*席(?:\s*人员)?",
    "absent": r"(?:缺\s*席|请\s*假)(?:\s*人员)?(?:及原因)?",
    "author": r"姓\s*名|作\s*者|发\s*言\s*人|汇\s*报\s*人|撰\s*写\s*人|承\s*诺\s*人|申\s*请\s*人",
}
_LABELS = re.compile("|".join(rf"(?P<{role}>{words})" for role, words in _ROLES.items()))
_AFTER_LABEL = re.compile(r"\s*[:：\t]\s*")
_LISTED = re.compile(rf"\s*({NAME}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?:[（(][^）)\n]{{1,16}}[）)])?\s*(?:同志)?")
_NEXT = re.compile(r"[、，,\s]+")
_AFTER_BRANCH = re.compile(rf"(?:党支部|党委|党总支|支部|社区|村|局|中学|小学)[\s　]+({NAME})(?=[\s　\d（(]|$)", re.M)
_ALONE = re.compile(rf"^\s*({NAME})\s*$", re.M)
_OWN_WRITING = "手写|党章|学习|读书|心得|研讨|体会|发言|对照|剖析|笔记|札记|思想|党课|专题"
_BEFORE_KIND = re.compile(
    rf"^\d*[.、_\-\s]*({NAME}?)(?:同志)?(?:的)?(?:\d{{1,2}}月)?(?:\d{{4}}年?)?[-—_\s]*(?:{_OWN_WRITING})"
)
_IN_STEM = (
    re.compile(rf"[（(]({NAME})[存交]?[）)]"),
    re.compile(rf"[-—_]\s*({NAME})$"),
    re.compile(rf"^\d*[.、_\-\s]*({NAME})$"),
    re.compile(rf"(?:笔记|心得|体会|提纲|材料|发言|札记)\s*({NAME})$"),
)


class Person(msgspec.Struct, frozen=True):
    """A person named under a label: role (see `_ROLES`) and half-open character range in the text."""

    name: str
    role: str
    chars: tuple[int, int]


@lru_cache(maxsize=1)
def _surnames() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    names = table("terms")["person_names"]
    return frozenset(names["surnames"]), tuple(names["compound"]), tuple(names["not_names"])


def plausible_name(text: str) -> bool:
    """Whether two to four characters read as a Chinese name: a known surname, no everyday word."""
    single, compound, words = _surnames()
    if not 2 <= len(text) <= 4 or any(text.startswith(w) for w in words):
        return False
    return text.startswith(compound) or (text[0] in single and len(text) <= 3)


def people_in(text: str) -> Iterator[Person]:
    """The people that stand under a label (主持人、记录人、参加人员、缺席 …), in order of the text."""
    for label in _LABELS.finditer(text):
        after = _AFTER_LABEL.match(text, label.end())
        at = after.end() if after else -1
        while at >= 0 and (found := _LISTED.match(text, at)):
            name = re.sub(r"\s", "", found[1])
            if not plausible_name(name):
                break
            yield Person(name, label.lastgroup or "", found.span(1))
            following = _NEXT.match(text, found.end())
            same_row = following is not None and "\n" not in following[0] and "\t" not in following[0]
            at = following.end() if following and same_row else -1


def author_of(stem: str, text: str, known: frozenset[str]) -> str:
    """The person whose own writing this is; '' when neither the file's name nor the text says so.

    `stem` is the file name without extension, `known` names from the context. The name of the file stands before
    the text: it was typed, while the text may have been recognised.
    """
    stem = re.sub(r"[(（]\d+[)）]$|\s*-?\s*副本$", "", stem.strip())
    for name in sorted(known, key=len, reverse=True):
        if name in stem:
            return name
    named = [m[1] for pattern in _IN_STEM for m in pattern.finditer(stem)]
    head, tail = text[:300], text[-80:]
    written = [p.name for p in people_in(head) if p.role == "author"] + [m[1] for m in _AFTER_BRANCH.finditer(head)]
    for name in [n for n in named if n in known or plausible_name(n)]:
        return name
    if name := _before_kind(stem):
        return name
    signed = [m[1] for m in _ALONE.finditer(tail)]
    return next((n for n in [*written, *signed] if n in known or plausible_name(n)), "")


def _before_kind(stem: str) -> str:
    """What stands in front of 学习笔记 or 心得: a name even when its surname is rare, unless an everyday word."""
    match = _BEFORE_KIND.match(stem)
    everyday = (*_surnames()[2], *table("terms")["person_names"]["not_authors"])
    if not match or any(match[1].startswith(w) for w in everyday) or re.search(r"[年月日会党区街村局]", match[1]):
        return ""
    return match[1]
