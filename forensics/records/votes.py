"""Votes as records state them: 发出票26张，收回26张，同意24票、反对1票、弃权1票；全票通过."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from forensics.records.counts import NUMBER, number

_GAP = r"[ \u3000\t:：]{0,4}"
_UNIT = r"[ \u3000]*(?:张|票|人|名|份)"
_PARTS = {
    "issued": r"(?:共|实际|实)?(?:发出|发放|下发)(?:表决|选|测评|有效)?票?(?:数)?",
    "returned": r"(?:共|实际|实)?(?:收回|回收)(?:表决|选|测评|有效)?票?(?:数)?",
    "valid": r"有效票?(?:数)?",
    "invalid": r"(?:无效|作废|废)票?(?:数)?",
    "against": r"(?:反对|不同意|不赞成)(?:票)?(?:数)?的?",
    "approve": r"(?:同意|赞成)(?:票)?(?:数)?的?",
    "abstain": r"弃权(?:票)?(?:数)?的?",
}
_PART = re.compile(
    "|".join(rf"(?:(?P<{name}>{words}){_GAP}(?P<{name}_n>{NUMBER}){_UNIT})" for name, words in _PARTS.items())
)
_REVERSED = re.compile(rf"(?P<n>{NUMBER}){_UNIT}(?:表示)?(?P<what>不同意|不赞成|反对|同意|赞成|弃权)")
_NAMES = {
    "同意": "approve",
    "赞成": "approve",
    "反对": "against",
    "不同意": "against",
    "不赞成": "against",
    "弃权": "abstain",
}
_UNANIMOUS = re.compile(r"(?:全票|一致|全体)(?:表决)?(?:同意|通过|赞成)")
_REACH = 40
"""characters that may lie between two parts of one vote"""


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """One vote: numbers where stated, `unanimous` where only that is said; half-open range of the words."""

    chars: tuple[int, int]
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    approve: int | None = None
    against: int | None = None
    abstain: int | None = None
    unanimous: bool = False


def votes_in(text: str, start: int = 0, end: int | None = None) -> tuple[Vote, ...]:
    """The votes within a range, in order. Parts that follow one another closely are one vote."""
    stop = len(text) if end is None else end
    parts = sorted(_parts(text, start, stop))
    votes: list[Vote] = []
    held: dict[str, Any] = {}
    span = (0, 0)
    for left, right, name, value in parts:
        if held and (name in held or left - span[1] > _REACH or "\n" in text[span[1] : left].strip()):
            votes.append(Vote(chars=span, **held))
            held = {}
        span = (span[0] if held else left, right)
        held[name] = value
    if held:
        votes.append(Vote(chars=span, **held))
    for match in _UNANIMOUS.finditer(text, start, stop):
        if not any(v.chars[0] - _REACH < match.start() < v.chars[1] + _REACH for v in votes):
            votes.append(Vote(chars=match.span(), unanimous=True))
    return tuple(sorted(votes, key=lambda v: v.chars))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    taken = start
    for match in re.finditer(f"{_PART.pattern}|{_REVERSED.pattern}", text[start:end]):
        name = (match["what"] and _NAMES[match["what"]]) or next(n for n in _PARTS if match[n])
        value = number(match["n"] or match[f"{name}_n"])
        if value is not None and start + match.start() >= taken:
            taken = start + match.end()
            yield start + match.start(), taken, name, value
