"""Votes as records state them: 发出票26张，收回26张，同意24票、反对1票、弃权1票；全票通过."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import msgspec

from forensics.records.minutes.counts import NUMBER, number
from forensics.records.minutes.names import listed

_GAP = r"(?:[ \u3000\t:：]{0,4}|[ \u3000]?(?:为|共|有|是|计)[ \u3000]?)"
_UNIT = r"(?:[ \u3000]*(?:张|票|人|名|份)|(?=[ \u3000]*(?:[\t\n，,；;。]|\Z)))"
_SORT = r"(?:表决|选|测评|有效)"
_PARTS = {
    "issued": rf"(?:共|实际|实|应)?(?:发出|发放|下发|发(?=票)){_SORT}?票?(?:数)?",
    "returned": rf"(?:共|实际|实)?(?:收回|回收){_SORT}?票?(?:数)?",
    "valid": r"有效(?:选|表决)?票(?:数)?",
    "invalid": r"(?:无效|作废|废)(?:选|表决)?票(?:数)?",
    "against": r"(?:反对|不同意|不赞成)(?:票)?(?:数)?的?",
    "approve": r"(?:同意|赞成)(?:票)?(?:数)?的?",
    "abstain": r"弃权(?:票)?(?:数)?的?",
}
_PART = re.compile(
    "|".join(rf"(?:(?P<{name}>{words}){_GAP}(?P<{name}_n>{NUMBER}){_UNIT})" for name, words in _PARTS.items())
)
_REVERSED = re.compile(
    rf"(?P<n>{NUMBER})[ \u3000]*(?:张|票|人|名|份)(?:表示)?(?P<what>不同意|不赞成|反对|同意|赞成|弃权)"
)
_NONE = re.compile(
    r"(?:无|没有)(?:人|一人|一票)?(?P<none>反对|不同意|弃权)(?:票|的)?(?:[和、或](?P<also>反对|不同意|弃权)(?:票|的)?)?"
)
_ANY = re.compile(f"{_PART.pattern}|{_REVERSED.pattern}|{_NONE.pattern}")
_WON = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:同志)?(?:获得?|得)(?:到)?(?:赞成|同意)?票?[:：]?(?P<n>{NUMBER})[ \u3000]*票"
)
_OTHER_MATTER = re.compile(r"[。；;\n]([^。；;\n：:]{2,})[：:]")
_IN_LIST = re.compile(rf"(?<=[：:，,、；;\s])(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<n>{NUMBER})[ \u3000]*票")
"""得票情况：张三45票，李四44票"""
_ON_NAME = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|候选人)?[ \u3000]*"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff])"
    r"(?:同志)?[ \u3000]*[:：，,]?[ \u3000]*\Z"
)
_CANDIDATES = re.compile(r"候选人|姓\s*名|被选举人")
_NAMES = {
    "同意": "approve",
    "赞成": "approve",
    "反对": "against",
    "不同意": "against",
    "不赞成": "against",
    "弃权": "abstain",
}
_UNANIMOUS = re.compile(r"(?:全票|一致|全体)(?:党员)?(?:举手)?(?:表决)?(?:同意|通过|赞成)")
_REACH = 40
"""characters that may lie between two parts of one vote"""


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """One vote: numbers where stated, `unanimous` where only that is said; half-open range of the words.

    `candidate` is the person it was on where each has numbers of their own, '' elsewhere.
    """

    chars: tuple[int, int]
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    approve: int | None = None
    against: int | None = None
    abstain: int | None = None
    unanimous: bool = False
    candidate: str = ""


def votes_in(text: str, start: int = 0, end: int | None = None) -> tuple[Vote, ...]:
    """The votes within a range, in order. Parts that follow one another closely are one vote."""
    stop = len(text) if end is None else end
    votes = [*_on_candidates(text, start, stop)]
    held: dict[str, Any] = {}
    span = (0, 0)
    for left, right, name, value in _parts(text, start, stop):
        if held and (name in held or left - span[1] > _REACH or _apart(text[span[1] : left])):
            votes.append(_vote(text, span, held))
            held = {}
        span = (span[0] if held else left, right)
        held[name] = value
    if held:
        votes.append(_vote(text, span, held))
    votes.sort(key=lambda v: v.chars)
    ends = [v.chars for v in votes]
    for match in _UNANIMOUS.finditer(text, start, stop):
        i = bisect_left(ends, match.span())
        if not any(a - _REACH < match.start() < b + _REACH for a, b in ends[max(i - 1, 0) : i + 1]):
            votes.append(Vote(chars=match.span(), unanimous=True))
    return tuple(sorted(votes, key=lambda v: v.chars))


def _apart(between: str) -> bool:
    """Whether what lies between two parts begins another vote: a line of its own, 甘家：… after a full stop."""
    other = _OTHER_MATTER.search(between)
    return "\n" in between.strip() or bool(other and not re.search(r"结果|表决|情况|其中|投票", other[1]))


def opens_vote(text: str, at: int) -> bool:
    """Whether the numbers of a vote stand at an offset."""
    return bool(_ANY.match(text, at))


def _vote(text: str, span: tuple[int, int], parts: dict[str, Any]) -> Vote:
    """The vote of some parts, on the person whose name alone stands before them in the sentence."""
    opening = max(text.rfind(c, max(span[0] - 40, 0), span[0]) for c in "\n。；;") + 1
    on = _ON_NAME.match(text[opening : span[0]]) if opening or span[0] <= 40 else None
    name = re.sub(r"\s", "", on["name"]) if on else ""
    return Vote(chars=span, candidate=name if listed(name) else "", **parts)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    for match in _ANY.finditer(text, start, end):
        if match["none"]:
            for what in filter(None, (match["none"], match["also"])):
                yield *match.span(), _NAMES[what], 0
            continue
        name = (match["what"] and _NAMES[match["what"]]) or next(n for n in _PARTS if match[n])
        if (value := number(match["n"] or match[f"{name}_n"])) is not None:
            yield *match.span(), name, value


def _on_candidates(text: str, start: int, end: int) -> Iterator[Vote]:
    """Votes of an election: 祁玉芬得36票, and the rows of a table of candidates."""
    for match in (m for pattern in (_WON, _IN_LIST) for m in pattern.finditer(text, start, end)):
        if (value := number(match["n"])) is not None and listed(match["name"]):
            yield Vote(chars=match.span(), candidate=match["name"], approve=value)
    columns: list[str] = []
    at = start
    for line in text[start:end].split("\n") if _CANDIDATES.search(text, start, end) else ():
        cells = [cell.strip() for cell in line.split("\t")]
        if any(_CANDIDATES.fullmatch(c) for c in cells) and any(_COLUMN.fullmatch(c) for c in cells):
            columns = ["candidate" if _CANDIDATES.fullmatch(c) else _column(c) for c in cells]
        elif columns and len(cells) > 1:
            row = dict(zip(columns, cells, strict=False))
            counted: dict[str, Any] = {
                k: n for k, v in row.items() if k and k != "candidate" and (n := number(v)) is not None
            }
            name = re.sub(r"\s", "", row.get("candidate", ""))
            if counted and listed(name):
                yield Vote(chars=(at, at + len(line)), candidate=name, **counted)
        at += len(line) + 1


_COLUMN = re.compile(r"(?P<what>不同意|不赞成|反对|同意|赞成|弃权|得)票?数?")


def _column(cell: str) -> str:
    match = _COLUMN.fullmatch(cell)
    return _NAMES.get(match["what"], "approve") if match else ""
