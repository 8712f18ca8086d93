"""Who wrote a record, as far as name and head of the document tell."""

from __future__ import annotations

import re
from functools import lru_cache

from forensics.knowledge.load import table

NAME = r"[\u4e00-\u9fff·]{2,4}"
_LABELLED = re.compile(
    rf"(?:姓\s*名|作\s*者|发言人|汇报人|撰写人|承诺人|申请人)\s*[:：\t]\s*({NAME})(?![\u4e00-\u9fff])"
)
_AFTER_BRANCH = re.compile(rf"(?:党支部|党委|党总支|支部|社区|村|局|中学|小学)[\s　]+({NAME})(?=[\s　\d（(]|$)", re.M)
_IN_NAME = re.compile(
    rf"^({NAME}?)(?:同志)?(?:的)?(?:\d{{1,2}}月)?(?:\d{{4}}年?)?"
    r"(?:手写|党章|学习|读书|心得|研讨|体会|发言|对照|剖析|笔记|札记|思想|党课|专题)"
)
_BRACKETED = re.compile(rf"[（(]({NAME})[存交]?[）)]")
_DASHED = re.compile(rf"[-—_]\s*({NAME})$")


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


def author_of(stem: str, head: str, known: frozenset[str]) -> str:
    """The person whose own writing this is; '' when neither head nor file name says so.

    `stem` is the file name without extension, `head` the first lines, `known` names from the context.
    """
    stem = re.sub(r"[(（]\d+[)）]$|\s*-?\s*副本$", "", stem.strip())
    for name in sorted(known, key=len, reverse=True):
        if name in stem:
            return name
    candidates = [m[1] for m in _LABELLED.finditer(head)] + [m[1] for m in _AFTER_BRANCH.finditer(head)]
    candidates += [m[1] for pattern in (_BRACKETED, _DASHED) for m in pattern.finditer(stem)]
    for name in candidates:
        if name in known or plausible_name(name):
            return name
    if match := _IN_NAME.match(stem):
        name = match[1]
        # in front of 学习笔记 or 心得 stands a name even when its surname is rare
        everyday = any(name.startswith(w) for w in (*_surnames()[2], *table("terms")["person_names"]["not_authors"]))
        if name and not everyday and not re.search(r"[年月日会党区街村局]", name):
            return name
    return ""
