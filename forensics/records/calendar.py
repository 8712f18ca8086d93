"""The calendar of policies: the built-in one, and what the inspector's context adds or corrects."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from forensics.dates.dated import Certainty
from forensics.documents.place import Place
from forensics.knowledge.days import span_of
from forensics.knowledge.load import derived, table
from forensics.records.context import Context, KnownPolicy
from forensics.text.fold import Folded, fold_literal

NAMED_THINGS = frozenset({"policy", "campaign", "regulation", "law", "meeting", "plenum", "congress", "system"})
NUMBERED = re.compile(r"^(.+?)[〔\[(（【](\d{4})[〕\])）】](\d+)号$")
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,8})\s?[〔\[(（【［]\s?((?:19|20)\d\d)\s?[〕\])）】］]\s?(?:第)?(\d{1,4})\s?号"
)
_CITED = re.compile(r"《([^》\n]{4,50})》")
TITLED = frozenset({"regulation", "law"})
KICK_OFF = re.compile(r"工作会议|座谈会|动员大会")
ADDED_WORDS = ("", "方案", "工作", "工作方案", "实施方案", "活动", "教育")


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A policy with the span of its day.

    `literals` are folded names to search for, `titles` short ones that name it only between title marks (《问责条例》),
    `number` a pattern for a document number in folded text. `begins`..`ends_by` is the span in which the day lies on
    which it could first be carried out, `mentioned` the day before which nobody could know its name (None: nothing
    known), `over` the day after which it is past. `level` and `issuer` are the context's; the built-in calendar holds
    central ones. `place` is where a paper of the archive itself states its day.
    """

    id: str
    name: str
    kind: str
    literals: tuple[str, ...]
    begins: datetime.date
    ends_by: datetime.date
    certainty: Certainty
    mentioned: datetime.date | None = None
    over: datetime.date | None = None
    number: str = ""
    titles: tuple[str, ...] = ()
    level: str = "central"
    issuer: str = ""
    basis: str = ""
    from_context: bool = False
    place: Place | None = None

    def may_stand_in(self, folded: Folded) -> bool:
        """A quick look: where this is false, the text does not name the policy."""
        return bool(self.number) or any(map(folded.text.__contains__, (*self.literals, *self.titles)))

    def mentions(self, folded: Folded, full: str) -> Iterator[tuple[int, int]]:
        """Where a text names this policy, as ranges of `full`; the longest name at each place, once."""
        taken = -1
        for start, end in sorted(self._hits(folded), key=lambda h: (h[0], -h[1])):
            if start >= taken and not _continues(folded.text, start, end):
                first, last = folded.original(start, end)
                if folded.text[start:end] in self.literals or not self.titles or is_title(full, first, last):
                    taken = end
                    yield first, last

    def _hits(self, text: Folded) -> Iterator[tuple[int, int]]:
        for literal in (*self.literals, *self.titles):
            yield from text.find(literal)
        if self.number:
            yield from (m.span() for m in re.finditer(self.number, text.text))


def is_title(full: str, start: int, end: int) -> bool:
    """Whether title marks enclose a range, give or take （试行）."""
    return full[max(0, start - 1) : start] == "《" and "》" in full[end : end + 5]


def _continues(text: str, start: int, end: int) -> bool:
    """Whether the neighbours make another word of it: 二十大类, 第十八大队, 三个代表队."""
    return text[end : end + 1] in ("类", "队", "个", "名", "项") or text[max(0, start - 1) : start] == "第"


@derived
def _built_in() -> tuple[Policy, ...]:
    earliest: dict[str, datetime.date] = {}
    entries = [e for e in table("policies")["entries"] if "carry_out_not_before" in e["dates"]]
    for entry in entries:  # a name shared by several editions is bound by the first of them only
        begins = span_of(str(entry["dates"]["carry_out_not_before"]["date"]))[0]
        for name in entry.get("match_any_edition", ()):
            earliest[name] = min(begins, earliest.get(name, begins))
    policies = [_entry(e, earliest) for e in entries]
    meetings = (_kick_off(e, p) for e, p in zip(entries, policies, strict=True))
    phrases = (phrase for e, p in zip(entries, policies, strict=True) for phrase in _phrases(e, p))
    return (*policies, *(m for m in meetings if m is not None), *phrases)


def _phrases(entry: dict[str, Any], policy: Policy) -> Iterator[Policy]:
    """Wordings with a day of their own: 十九大精神 is not before the congress, though 十九大 is announced."""
    for phrase, day in (entry.get("phrase_from") or {}).items():
        begins, ends_by = span_of(str(day))
        yield msgspec.structs.replace(
            policy,
            id=f"{policy.id}/{phrase}",
            name=phrase,
            literals=(fold_literal(phrase),),
            begins=begins,
            ends_by=ends_by,
            mentioned=None,
        )


def _kick_off(entry: dict[str, Any], campaign: Policy) -> Policy | None:
    """The central meeting that opened a campaign, named after it: 主题教育 becomes 主题教育工作会议.

    No more than likely, since a local meeting may bear the same name.
    """
    meeting = entry["dates"].get("kick_off") or {}
    kind = KICK_OFF.search(meeting.get("basis", ""))
    if entry["kind"] != "campaign" or not kind or meeting["certainty"] != "sure":
        return None
    begins, ends_by = span_of(str(meeting["date"]))
    if begins <= campaign.begins:
        return None
    endings = (kind[0], f"工作{kind[0]}") if not kind[0].startswith("工作") else (kind[0],)
    return Policy(
        id=f"{campaign.id}/kick-off",
        name=f"{entry['name']}{kind[0]}",
        kind="meeting",
        literals=tuple(literal + ending for literal in campaign.literals for ending in endings),
        begins=begins,
        ends_by=ends_by,
        certainty=Certainty.LIKELY,
        basis=meeting["basis"],
    )


def _entry(entry: dict[str, Any], earliest: dict[str, datetime.date]) -> Policy:
    dates = entry["dates"]
    first = dates["carry_out_not_before"]
    begins, ends_by = span_of(str(first["date"]))
    shared = [n for n in entry.get("match_any_edition", ()) if earliest[n] == begins]
    mentioned, over = dates.get("first_public_mention"), dates.get("ended")
    return Policy(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        literals=tuple(sorted({fold_literal(n) for n in (*entry.get("match", ()), *shared)}, key=len, reverse=True)),
        begins=begins,
        ends_by=ends_by,
        certainty=Certainty(first["certainty"]),
        titles=tuple(map(fold_literal, entry.get("match_weak") or ())) if entry["kind"] in TITLED else (),
        mentioned=span_of(str(mentioned["date"]))[0] if mentioned else None,
        over=span_of(str(over["date"]))[1] if over else None,
        issuer=entry["issuer"],
        basis=first.get("basis", ""),
    )


@derived
def calendar_of(context: Context) -> tuple[Policy, ...]:
    """All policies; one of the context stands before a built-in one of the same name."""
    known = list(_built_in())
    added = []
    for own in context.policies:
        name = fold_literal(own.name)
        same = [i for i, p in enumerate(known) if own.level == "central" and _same(name, p)]
        for i in same:
            known[i] = msgspec.structs.replace(
                known[i],
                begins=own.date,
                ends_by=own.date,
                certainty=Certainty.SURE,
                basis="检查人员提供",
                from_context=True,
            )
        if not same:
            added.append(_own(own, name))
    return tuple(known + added)


def found_in(context: Context, text: str, path: str) -> Iterator[Policy]:
    """The superiors' papers of the archive that a text cites by number or title; none cites itself."""
    cited = {fold_literal(name) for name in _CITED.findall(text)} if context.found else set()
    numbers = list(_NUMBER.findall(text)) if context.found else []
    known = [m.groups() for p in context.policies if (m := NUMBERED.match(p.name.strip()))]
    for paper in context.found:
        match = NUMBERED.match(paper.number)
        number = match.groups() if match else None
        names = tuple(fold_literal(n) for n in paper.names)
        if paper.path == path or (number and any(_same_number(k, number) for k in known)):
            continue
        if cited.intersection(names) or (number and any(_same_number(n, number) for n in numbers)):
            yield Policy(
                id=f"archive:{paper.path}",
                name=paper.number or paper.names[0],
                kind="policy",
                literals=(),
                titles=names,
                number=_pattern(*number) if number else "",
                begins=paper.day,
                ends_by=paper.day,
                certainty=Certainty.LIKELY,
                issuer=paper.issuer,
                basis="本次材料中的上级文件",
                place=paper.place,
            )


def _same_number(cited: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a document number is cited, whatever stands before it and whatever its brackets."""
    return (
        cited[1:2] == own[1:2]
        and int(cited[2]) == int(own[2])
        and fold_literal(cited[0]).endswith(fold_literal(own[0]))
    )


def _pattern(issuer: str, year: str, number: str) -> str:
    return rf"{re.escape(fold_literal(issuer))}\W?{year}\W?0*{int(number)}号"


def _same(name: str, policy: Policy) -> bool:
    return any(name == literal + word for literal in policy.literals for word in ADDED_WORDS)


def _own(own: KnownPolicy, name: str) -> Policy:
    number = NUMBERED.match(own.name.strip())
    pattern = ""
    if number:
        pattern = _pattern(*number.groups())
    return Policy(
        id=f"context:{own.name}",
        name=own.name,
        kind="policy",
        literals=() if number else (name,),
        number=pattern,
        begins=own.date,
        ends_by=own.date,
        certainty=Certainty.SURE,
        mentioned=own.date,
        level=own.level,
        issuer=own.issuer,
        basis="检查人员提供",
        from_context=True,
    )
