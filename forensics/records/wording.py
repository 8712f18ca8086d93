"""Wordings, bodies, books and events with the day before which nobody could have written of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from forensics.dates.dated import Certainty
from forensics.knowledge.days import span_of
from forensics.knowledge.load import derived, own_keys, table
from forensics.records.calendar import is_title
from forensics.text.fold import Folded, fold_literal

_TITLED = frozenset({"study_materials", "works"})
_TERMS = (
    ("slogans", "term", "first", "提法"),
    ("enumerations", "name", "first", "提法"),
    ("study_materials", "title", "first", "书目"),
    ("works", "title", "first", "影视作品"),
    ("events", "name", "day", "事件"),
    ("technology", "name", "first", "技术"),
    ("bodies", "name", "from", "机构"),
    ("offices", "name", "from", "职务"),
)
_SPLIT = re.compile(r"（[^）]*）| / |/")
_NATIONAL = re.compile(r"^(?:国家|中央|全国)")
_RANK = re.compile(r"(?:部|总局|局|委员会|办公室)$")
_LOCAL = ("局", "厅", "委", "服务站", "服务中心")

_SHORTEST = 3
_PERSON_IN_OFFICE = re.compile(r"总书记$|总理$")
_MOST_CERTAIN = (Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE)


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """Words that did not exist before `first`; `titles` count between title marks only.

    `pattern` is what must follow from a literal on, where the whole name holds a place.

    Where several entries know the same words, `first` is the earliest of their days and `certainty` the best.
    """

    name: str
    sort: str
    literals: tuple[str, ...]
    first: datetime.date
    certainty: Certainty
    titles: bool = False
    pattern: str = ""
    basis: str = ""

    def mentions(self, folded: Folded, full: str) -> Iterator[tuple[int, int]]:
        """Where a text has these words, as ranges of `full`."""
        taken = -1
        for start, end in sorted(self._hits(folded), key=lambda h: (h[0], -h[1])):
            first, last = folded.original(start, end)
            if start >= taken and (not self.titles or is_title(full, first, last)):
                taken = end
                yield first, last

    def _hits(self, folded: Folded) -> Iterator[tuple[int, int]]:
        if self.pattern:
            yield from (m.span() for m in re.finditer(self.pattern, folded.text))
        else:
            for literal in self.literals:
                yield from folded.find(literal)


@derived
def known() -> tuple[Wording, ...]:
    """All wordings, the longest words first, so that 国家乡村振兴局 is found before 乡村振兴."""
    merged: dict[str, Wording] = {}
    for wording in (*_from_terms(), *_from_policies()):
        for literal in wording.literals:
            own = msgspec.structs.replace(wording, literals=(literal,))
            held = merged.get(literal)
            if held is None:
                merged[literal] = own
            else:
                best = min(held.certainty, own.certainty, key=_MOST_CERTAIN.index)
                earlier = min(held, own, key=lambda w: w.first)
                merged[literal] = msgspec.structs.replace(earlier, certainty=best)
    return tuple(sorted(merged.values(), key=lambda w: (-len(w.literals[0]), w.literals)))


def _from_terms() -> Iterator[Wording]:
    for section, named, dated, sort in _TERMS:
        for entry in table("terms")[section]:
            if entry.get("strength") == "weak":
                continue  # in common use before: 新时代, 组织力
            for first, literals in _literals(section, entry, entry[named]):
                if entry.get(dated) and literals:
                    yield Wording(
                        name=_SPLIT.split(entry[named])[0],
                        sort=sort,
                        literals=literals,
                        first=span_of(str(first or entry[dated]))[0],
                        certainty=_certainty(entry),
                        titles=section in _TITLED,
                        pattern=entry.get("pattern", ""),
                    )


def _certainty(entry: dict[str, Any]) -> Certainty:
    """The entry's own, else likely."""
    return Certainty(entry.get("certainty", "likely"))


def _literals(section: str, entry: dict[str, Any], name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Literals with the day of their own, '' where it is the entry's."""
    if section == "bodies":
        yield from _bodies(entry, name)
    elif section == "offices":
        yield "", (fold_literal(name),) if _PERSON_IN_OFFICE.search(name) else ()
    else:
        words = (fold_literal(w) for w in entry.get("match") or _SPLIT.split(name))
        yield "", tuple(w for w in words if len(w) >= _SHORTEST)


def _bodies(entry: dict[str, Any], name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The national name; the local ones, unless the entry says that such names were in local use before."""
    if "certainty" in entry and entry["id"] not in own_keys("bodies"):
        return
    if pattern := entry.get("pattern", ""):
        yield "", (fold_literal(re.split(r"[\[(]", pattern)[0]),)
        return
    plain = fold_literal(_SPLIT.split(name)[0])
    yield "", (plain,)
    if re.search(r"local|before|common", entry.get("note", "")):
        return
    before = {_stem(fold_literal(old)) for old in entry.get("before", ())}
    stems = {_stem(plain), fold_literal(entry["short"])} - before
    first = re.split(r"\.\.| |-(?=\d{4})", entry.get("local_from", ""))[0]
    yield first, tuple(sorted(s + rank for s in stems if len(s) >= 2 for rank in _LOCAL if not s.endswith(rank)))


def _stem(body: str) -> str:
    """应急管理 of 应急管理部, 医疗保障 of 国家医疗保障局."""
    return _RANK.sub("", _NATIONAL.sub("", body))


def _from_policies() -> Iterator[Wording]:
    """Names that nobody could know before they were first mentioned in public, and phrases with a day of their own."""
    for entry in table("policies")["entries"]:
        mentioned = entry["dates"].get("first_public_mention")
        if not mentioned:
            continue
        names = [*entry.get("match", ()), *entry.get("phrases", ())]
        dated = entry.get("phrase_from") or {}
        for name in dict.fromkeys([*names, *dated]):
            if len(fold_literal(name)) >= _SHORTEST:
                yield Wording(
                    name=name,
                    sort="提法",
                    literals=(fold_literal(name),),
                    first=span_of(str(dated.get(name, mentioned["date"])))[0],
                    certainty=Certainty(mentioned["certainty"]),
                    basis=mentioned.get("basis", ""),
                )
