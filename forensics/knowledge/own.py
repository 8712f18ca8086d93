"""An inspector's own knowledge: YAML files of the same form as the shipped ones (docs/user-guide)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from forensics.knowledge.days import span_of
from forensics.knowledge.load import Change, changed, shipped
from forensics.knowledge.nodes import FileError, Reader, root_of
from forensics.knowledge.schema import TABLES
from forensics.knowledge.schema.common import Entry

DISABLE = "disable"
_PERIODS = (("valid_from", "valid_until"), ("from", "to"), ("first", "last"), ("first", "last_natural"))
_PARTS = {"stages": ("from", "by"), "batches": ("start", "end")}


class KnowledgeError(ValueError):
    """An own knowledge file that cannot be used; the message names every line and key that is wrong."""


class Section(msgspec.Struct, frozen=True):
    """A section that own files may change: where it stands, its type, and the field that names its entries."""

    table: str
    name: str
    kind: Any
    key: str


def _sections() -> Iterator[tuple[str, Section]]:
    """Lists of entries that have a key, lists of words, and mappings; `entries` of policies.yaml is `policies`."""
    for table, struct in TABLES.items():
        for name, kind in get_type_hints(struct, include_extras=True).items():
            inner = get_args(kind)[0] if get_origin(kind) is tuple else None
            keyed = isinstance(inner, type) and issubclass(inner, Entry)
            if keyed or inner is str or get_origin(kind) is dict:
                key = inner.KEY if keyed and inner else ""
                yield table if name == "entries" else name, Section(table, name, kind, key)


SECTIONS = dict(_sections())
"""what own files may change, by the key in them"""
OwnFile: Any = msgspec.defstruct(
    "OwnFile",
    [
        ("version", Literal[1], 1),
        (DISABLE, tuple[str, ...], ()),
        *((name, section.kind, None) for name, section in SECTIONS.items()),
    ],
    frozen=True,
    kw_only=True,
)
"""The form of an own file: any of the sections, and `disable`, keys of entries to leave out."""


def load(files: Iterable[Path]) -> bytes:
    """Read and check own files, each changing what the earlier ones left. What comes back is for `load.using`.

    Raises `KnowledgeError` naming file, line and key for unknown keys, wrong types, impossible dates, missing keys
    and references to entries that do not exist.
    """
    changes: list[Change] = []
    for file in files:
        try:
            root = root_of(file)
        except FileError as error:
            raise KnowledgeError(str(error)) from error
        if root is None:
            continue
        reader = Reader(file)
        values = reader.read(root, OwnFile)
        reader.errors += reader.unknown
        if not reader.errors:
            changes += _changes(values, reader, changes)
        if reader.errors:
            raise KnowledgeError("\n".join(reader.errors))
    return msgspec.msgpack.encode(changes) if changes else b""


def _changes(values: dict[str, Any], reader: Reader, earlier: list[Change]) -> list[Change]:
    held = _tables(earlier)
    removed = _removed(values.get(DISABLE, ()), reader, held)
    found = []
    for name, section in SECTIONS.items():
        entries = values.get(name, {} if section.kind is dict else [])
        gone = removed.get(name, ())
        if section.key:
            entries = [_completed(e) if name == "policies" else e for e in entries]
            _check_entries(name, section, entries, reader)
        if entries or gone:
            found.append(Change(section.table, section.name, section.key, entries, tuple(gone)))
    _check_references(values, reader, _tables([*earlier, *found]))
    return found


def _tables(changes: list[Change]) -> dict[str, Any]:
    return {name: changed(shipped(name), (c for c in changes if c.table == name)) for name in TABLES}


def _removed(disabled: Iterable[str], reader: Reader, held: dict[str, Any]) -> dict[str, list[str]]:
    """The keys to leave out of each section; one key may name entries of several."""
    known = {name: {e[s.key] for e in held[s.table][s.name]} for name, s in SECTIONS.items() if s.key}
    found: dict[str, list[str]] = {}
    for i, key in enumerate(disabled):
        names = [name for name, keys in known.items() if key in keys]
        if not names:
            near = difflib.get_close_matches(key, {k for keys in known.values() for k in keys}, 1)
            hint = f"，是否为 {near[0]}？" if near else ""
            reader.complain(f"{DISABLE}[{i}]", f"没有此条目：{key}{hint}")
        for name in names:
            found.setdefault(name, []).append(key)
    return found


def _completed(policy: dict[str, Any]) -> dict[str, Any]:
    """A policy that gives no words to search for is searched by its name."""
    named = "match" in policy or "match_any_edition" in policy
    return policy if named else {**policy, "match": [policy["name"]]}


def _check_entries(name: str, section: Section, entries: list[dict[str, Any]], reader: Reader) -> None:
    seen = set()
    for i, entry in enumerate(entries):
        where = f"{name}[{i}]"
        if entry[section.key] in seen:
            reader.complain(f"{where}.{section.key}", f"重复的条目：{entry[section.key]}")
        seen.add(entry[section.key])
        for period in _PERIODS:
            _check_period(where, period, entry, reader)
        for part, period in _PARTS.items():
            for j, each in enumerate(entry.get(part, ())):
                _check_period(f"{where}.{part}[{j}]", period, each, reader)
        if name == "miswritings" and entry["right"] in entry["wrong"]:
            reader.complain(f"{where}.wrong", f"与正确写法相同：{entry['right']}")


def _check_period(where: str, period: tuple[str, str], entry: dict[str, Any], reader: Reader) -> None:
    first, last = period
    begun, ended = entry.get(first), entry.get(last)
    if begun and ended and span_of(begun)[0] > span_of(ended)[1]:
        reader.complain(f"{where}.{last}", f"早于 {first}：{ended}")


def _check_references(values: dict[str, Any], reader: Reader, held: dict[str, Any]) -> None:
    policies = {e["id"]: e for e in held["policies"]["entries"]}
    past = {e["policy"] for e in held["terms"]["stale"]}
    for i, entry in enumerate(values.get("policies", ())):
        if "carry_out_not_before" not in entry["dates"] and (
            entry["id"] in past or "first_public_mention" not in entry["dates"]
        ):
            reader.complain(f"policies[{i}].dates", "缺少 carry_out_not_before")
        for key in ("supersedes", "superseded_by"):
            for j, other in enumerate(entry.get(key, ())):
                if other not in policies:
                    reader.complain(f"policies[{i}].{key}[{j}]", f"没有此政策：{other}")
    for i, entry in enumerate(values.get("stale", ())):
        if "carry_out_not_before" not in policies.get(entry["policy"], {"dates": {}})["dates"]:
            reader.complain(f"stale[{i}].policy", f"没有此政策，或它没有 carry_out_not_before：{entry['policy']}")
    kinds = {e["id"] for e in held["rules"]["record_kinds"]}
    for kind in values.get("kind_titles", {}):
        if kind not in kinds:
            reader.complain(f"kind_titles.{kind}", f"record_kinds 中没有此种类：{kind}")
