"""Who a record names, and whose own writing it is, as far as labels, names of files and the layout tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from forensics.knowledge.load import derived, table
from forensics.records.minutes.fields import Field, fields_in, labelled
from forensics.records.minutes.names import names_at

NAME = r"[\u4e00-\u9fff·]{2,4}"
ROLES = frozenset(
    ["chair", "leader", "recorder", "lecturer", "organiser", "receiver", "present", "observer", "absent", "author"],
)
"""the fields whose values are people"""
LISTS = frozenset(["present", "observer", "absent"])
"""the fields whose list of people may run over several lines"""
_BELOW = re.compile(r"[、，,；; \u3000\xa0]*[^\n\t]{0,12}\n[ \u3000\xa0]*(?P<row>[^\n\t：:。]{2,120})(?=\n|\Z)")
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
    """A person named under a label: role (see `ROLES`) and half-open character range in the text."""

    name: str
    role: str
    chars: tuple[int, int]


@derived
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
    for field in fields_in(text):
        yield from people_of(text, field)


def people_of(text: str, field: Field) -> Iterator[Person]:
    """The people that a field names: those in front of its value, up to what is no name; a list may run on below."""
    if field.role not in ROLES or field.chars[0] >= field.chars[1]:
        return
    at = field.chars[0]
    for named in names_at(text, *field.chars):
        at = named.end
        yield Person(named.name, field.role, named.chars)
    if field.role not in LISTS or not _ends_line(text, at):
        return
    while (below := _BELOW.match(text, at)) and (row := tuple(names_at(text, *below.span("row")))):
        if labelled(text, *below.span("row")):
            break
        titled = len(row) == 1 and text[row[0].end : row[0].end + 1].isspace()
        indented = below.start("row") - text.rfind("\n", 0, below.start("row")) > 2
        if row[-1].end < below.end("row") and not titled:
            break
        if len(row) == 1 and not titled and not indented:
            break  # a name that stands alone on its line heads a speech
        for named in row:
            yield Person(named.name, field.role, named.chars)
        at = below.end("row")


def _ends_line(text: str, at: int) -> bool:
    """Whether nothing follows in a line but separators and an office."""
    end = text.find("\n", at)
    return end >= 0 and not re.search(r"[：:。\t（(]", text[at:end]) and end - at <= 12


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
