"""Fields of work by their concrete words, and which are foreign to a kind of unit (terms.yaml, fields)."""

from __future__ import annotations

import re

import msgspec

from forensics.knowledge.load import derived, table
from forensics.records.context import KnownUnit


class Field(msgspec.Struct, frozen=True):
    """A field of work: `strong` words are hardly said of oneself outside it, `soft` ones count beside others."""

    id: str
    name: str
    trades: str
    strong: tuple[str, ...]
    soft: tuple[str, ...]


class UnitKind(msgspec.Struct, frozen=True):
    """A kind of unit: fields foreign to its own duties, to those who write there; `leader`: nobody there is one."""

    id: str
    match: str
    foreign: tuple[str, ...]
    person: tuple[str, ...]
    leader: bool = False


@derived
def fields() -> tuple[Field, ...]:
    """All fields."""
    return tuple(msgspec.convert(f, Field) for f in table("terms")["fields"])


@derived
def _kinds() -> tuple[UnitKind, ...]:
    return tuple(msgspec.convert(k, UnitKind) for k in table("terms")["field_kinds"])


def kind_in(words: str) -> UnitKind | None:
    """The kind of unit that words name (a stated kind, a unit's name)."""
    return next((k for k in _kinds() if re.search(k.match, words)), None)


_PLACE = re.compile(r"^.*(?:街道|镇|乡|县|市(?!场)|区(?!管|直))(?=[\u4e00-\u9fff]{2})(?!机关|党|办|政府|直|委|村振兴)")
"""the place before a unit's own name: 石桥街道 in 石桥街道柳溪村"""
_NAMED_BY_PLACE = frozenset(
    {"u-community", "u-village", "u-street", "u-street-urban", "u-township", "u-mixed", "u-retired"}
)
"""units whose names are those of places and tell no trade"""


def own_name(name: str) -> str:
    """A unit's name without the place before it."""
    return _PLACE.sub("", name.rpartition("/")[2])


def kind_of(known: KnownUnit | None, name: str) -> tuple[UnitKind | None, bool]:
    """The kind of a unit and whether the inspector states it; else what its own name says."""
    if known and known.kind and (kind := kind_in(known.kind)):
        return kind, True
    return kind_in(own_name(name)), False


def own_fields(kind: UnitKind, known: KnownUnit | None, name: str) -> frozenset[str]:
    """The fields that a unit works in or near: by its name, its parts and what the inspector says it has."""
    own = [own_name(n) for n in ([name, known.name, known.branch] if known else [name])]
    at_hand = [*known.has, *known.sub_units] if known else []
    named = {f.id for f in fields() if kind.id not in _NAMED_BY_PLACE and any(_trade(f, word) for word in own)}
    given = {
        f.id for f in fields() for word in at_hand if _trade(f, word) or any(t in word for t in (*f.strong, *f.soft))
    }
    return frozenset(named | given)


def _trade(field: Field, name: str) -> bool:
    return bool(re.search(field.trades, name))
