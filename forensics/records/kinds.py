"""What kind of record a document is, told by its title, file name and folder (words of rules.yaml, kind_titles)."""

from __future__ import annotations

import re

from forensics.dates.dated import Certainty
from forensics.knowledge.load import derived, table
from forensics.text.fold import fold, fold_literal

NOTES = frozenset({"rk-xxbj", "rk-xdth", "rk-fytg", "rk-dzjc"})
"""Study notes, reflections, speech outlines, self-examinations: one person's own writing."""

MEETINGS = frozenset(
    {
        "rk-zbdh",
        "rk-zwh",
        "rk-dxz",
        "rk-dk",
        "rk-ztdr",
        "rk-zzshh",
        "rk-mzpy",
        "rk-mzshh",
        "rk-yt",
        "rk-zxz",
        "rk-zdzdsh",
        "rk-jy",
    }
)
"""Kinds that report a meeting."""

PHOTO = "photo"


@derived
def _words() -> tuple[tuple[str, str], ...]:
    pairs = [(fold_literal(w), kind) for kind, words in table("rules")["kind_titles"].items() for w in words]
    return tuple(sorted(pairs, key=lambda p: (-len(p[0]), p)))


@derived
def _names() -> dict[str, str]:
    return {e["id"]: e["kind"] for e in table("rules")["record_kinds"]}


def name_of(kind: str) -> str:
    """The Chinese name of a kind, '' for none."""
    return "照片" if kind == PHOTO else _names().get(kind, "")


def word_of(kind: str) -> str:
    """The short word for a kind, as people say it: 党课 for 党课记录 / 讲稿."""
    return str(table("rules")["kind_titles"].get(kind, [""])[0])


_WEAK = frozenset(["讨论记录", "学习研讨", "报告", "票"])
"""words that tell the kind only where no other does"""
_MINUTES = re.compile(r"(?:发言|讨论|会议|活动)?(?:记录|纪录|记录表|记录本|记录簿)(?:[（(][^）)]*[)）])?\d*\Z")


def _kind_in(text: str) -> str:
    """The kind whose word stands nearest the end: `学习心得体会登记表` is told by its last word.

    What ends as minutes (专题研讨发言记录) reports the meeting that it names, not one person's own writing.
    """
    folded = fold(text).text
    hits = [
        (word not in _WEAK, folded.rfind(word) + len(word), len(word), kind)
        for word, kind in _words()
        if word in folded
    ]
    kind = max(hits, default=(False, 0, 0, ""))[3]
    if kind in NOTES and _MINUTES.search(folded) and (named := meetings_named(text)):
        return named[-1]
    return kind


def kind_of(title: str, name: str, folders: tuple[str, ...]) -> tuple[str, Certainty]:
    """The kind id (see rules.yaml) and how sure it is: title and name agree, one of them, only a folder, none."""
    by_title, by_name = _kind_in(title), _kind_in(name.rsplit(".", 1)[0])
    if by_title and by_title == by_name:
        return by_title, Certainty.SURE
    if by_title or by_name:
        return by_title or by_name, Certainty.LIKELY
    for folder in reversed(folders):
        if kind := _kind_in(folder):
            return kind, Certainty.UNSURE
    return "", Certainty.UNSURE


@derived
def _meeting_words() -> tuple[tuple[str, str], ...]:
    return tuple((word, kind) for word, kind in _words() if kind in MEETINGS - {"rk-jy"})


def meetings_named(text: str) -> tuple[str, ...]:
    """The kinds of meeting that a heading names, in order, each once: 支委会与党员大会合并召开 names two."""
    folded = fold(text)
    taken: list[tuple[int, int, str]] = []
    for word, kind in _meeting_words():  # longest words first: 支部党员大会 before 党员大会
        for start, end in folded.find(word):
            if not any(a < end and start < b for a, b, _ in taken):
                taken.append((start, end, kind))
    firm = [t for t in taken if folded.text[t[0] : t[1]] not in _WEAK]
    return tuple(dict.fromkeys(kind for _, _, kind in sorted(firm or taken)))
