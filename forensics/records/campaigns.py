"""Names that records get wrong or use too late: miswritings, enumerations, past campaigns (terms.yaml)."""

from __future__ import annotations

import datetime

import msgspec

from forensics.knowledge.days import span_of
from forensics.knowledge.load import derived, own_keys, table
from forensics.text.fold import fold_literal

PARTY = "中国共产党"


class Miswriting(msgspec.Struct, frozen=True):
    """A proper name and the wrong forms of it that occur; all folded. `ordinary` ones are everyday words too."""

    name: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    ordinary: frozenset[str]
    cause: str
    note: str = ""


class Enumeration(msgspec.Struct, frozen=True):
    """A fixed enumeration: its name and its members in order, folded."""

    name: str
    members: tuple[str, ...]


class PastCampaign(msgspec.Struct, frozen=True):
    """A campaign that is no current work after a day; all words folded."""

    id: str
    name: str
    literals: tuple[str, ...]
    markers: tuple[str, ...]
    innocent: tuple[str, ...]
    began: datetime.date
    over: datetime.date


@derived
def miswritings() -> tuple[Miswriting, ...]:
    """Miswritten proper names: campaigns, bodies, documents, kinds of meetings. Everyday slips are left out, but for
    those that the inspector adds.
    """
    names, own = _proper_names(), own_keys("miswritings")
    found = []
    for entry in table("terms")["miswritings"]:
        right = tuple(fold_literal(r) for r in entry["right"].split(" / "))
        if entry["right"] in own or any(r in names for r in right):
            found.append(
                Miswriting(
                    entry["right"],
                    right,
                    tuple(sorted((fold_literal(w) for w in entry["wrong"]), key=len, reverse=True)),
                    frozenset(fold_literal(w) for w in entry.get("ordinary", ())),
                    entry["cause"],
                    entry.get("note", ""),
                )
            )
    return tuple(found)


def _proper_names() -> frozenset[str]:
    terms, rules = table("terms"), table("rules")
    names = [
        n
        for e in table("policies")["entries"]
        for k in ("match", "match_weak", "match_any_edition")
        for n in e.get(k) or ()
    ]
    names += [s["term"] for s in terms["slogans"]] + [e["name"] for e in terms["enumerations"]]
    names += [word for words in rules["kind_titles"].values() for word in words]
    return frozenset(map(fold_literal, names))


@derived
def official_names() -> tuple[str, ...]:
    """Folded names of documents, campaigns and congresses of eight characters and more, with and without 中国共产党.

    Without laws: 宪法修正案 and 刑法修正案 are two laws, not one with a slip.
    """
    entries = [e for e in table("policies")["entries"] if e["kind"] != "law"]
    listed = [n for e in entries for k in ("match", "match_any_edition") for n in e.get(k) or ()]
    listed += [s["term"] for s in table("terms")["slogans"] if s.get("strength") == "strong"]
    lists = {"".join(e.members) for e in enumerations()}
    names = {fold_literal(n.split("(")[0].split("（")[0]) for n in listed}
    names |= {n.removeprefix(PARTY) for n in names}
    return tuple(sorted(n for n in names - lists if len(n) >= 8))


@derived
def enumerations() -> tuple[Enumeration, ...]:
    """Enumerations whose members are long enough (three characters) to tell a wrong one from another word."""
    listed = [Enumeration(e["name"], tuple(map(fold_literal, e["members"]))) for e in table("terms")["enumerations"]]
    return tuple(e for e in listed if len(e.members) >= 3 and min(map(len, e.members)) >= 3)


@derived
def past_campaigns() -> tuple[PastCampaign, ...]:
    """Campaigns that are over, with what gives away that a text treats them as current."""
    policies = {e["id"]: e for e in table("policies")["entries"]}
    slogans = table("terms")["slogans"]
    found = []
    for entry in table("terms")["stale"]:
        policy = policies[entry["policy"]]
        names = [
            *policy.get("match", ()),
            *(s["term"] for s in slogans if s.get("policy") == entry["policy"]),
        ]
        found.append(
            PastCampaign(
                id=entry["policy"],
                name=min((policy["name"], *policy.get("aliases", ())[:1]), key=len),
                literals=tuple(sorted(set(map(fold_literal, names)), key=len, reverse=True)),
                markers=tuple(map(fold_literal, entry["markers"])),
                innocent=tuple(map(fold_literal, entry["innocent"])),
                began=span_of(str(policy["dates"]["carry_out_not_before"]["date"]))[0],
                over=span_of(str(entry["after"]))[1],
            )
        )
    return tuple(found)


@derived
def stock_phrases() -> tuple[str, ...]:
    """Phrases that belong to nobody: set pieces of speeches, slogans, enumerations; folded, longest first."""
    terms = table("terms")
    listed = [*terms["boilerplate"], *(s["term"] for s in terms["slogans"])]
    listed += ["".join(e["members"]) for e in terms["enumerations"]]
    return tuple(sorted({w for w in map(fold_literal, listed) if len(w) >= 4}, key=lambda w: (-len(w), w)))
