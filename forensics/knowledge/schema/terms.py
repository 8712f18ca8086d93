"""terms.yaml: words with the time in which they are natural, and vocabularies."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from forensics.knowledge.schema.common import Certainty, Entry, Partial, Pattern, Strict, Yearly


class Slogan(Entry, frozen=True, kw_only=True):
    """A slogan with the day before which it could not stand in a text."""

    id: str
    term: str
    first: Partial
    certainty: Certainty
    last_natural: Partial | None = None
    strength: Literal["strong", "weak"]
    policy: str = ""
    note: str = ""


class Anniversary(Entry, frozen=True, kw_only=True):
    """An event whose anniversaries are counted from `base`, a year; N stands for the number in `forms`."""

    id: str
    name: str
    base: int
    day: Yearly
    forms: tuple[str, ...]
    note: str = ""


class Enumeration(Entry, frozen=True, kw_only=True):
    """A fixed enumeration with its members in order."""

    id: str
    name: str
    members: tuple[str, ...]
    first: Partial | None = None
    last: Partial | None = None
    certainty: Certainty


class WrongIf(Strict, frozen=True, kw_only=True):
    """A form that is wrong only in some use."""

    form: str
    when: str


class Miswriting(Entry, frozen=True, kw_only=True):
    """A proper name with the wrong forms of it that occur; `ordinary` ones are everyday words too."""

    KEY: ClassVar[str] = "right"
    right: str
    wrong: tuple[str, ...]
    cause: Literal["synonym", "homophone", "order", "shape", "ocr"]
    ordinary: tuple[str, ...] = ()
    wrong_if: tuple[WrongIf, ...] = ()
    note: str = ""


class Stale(Entry, frozen=True, kw_only=True):
    """A campaign that is no current work after a day; `policy` is its id in policies.yaml."""

    KEY: ClassVar[str] = "policy"
    policy: str
    after: Partial
    markers: tuple[str, ...]
    innocent: tuple[str, ...]


class Body(Entry, frozen=True, kw_only=True):
    """A national body under the name that it bore from one day to another; local ones followed.

    `pattern` is a regular expression for names that hold a place: 国家税务总局某某县税务局.
    """

    id: str
    name: str
    pattern: str = ""
    short: str
    first: Partial = msgspec.field(name="from")
    to: Partial | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    local_from: str = ""
    local_to: str = ""
    certainty: Certainty | None = None
    note: str = ""


class Office(Entry, frozen=True, kw_only=True):
    """An office, or a person in one, from one day to another."""

    id: str
    name: str
    first: Partial = msgspec.field(name="from")
    to: Partial | None = None
    certainty: Certainty | None = None
    note: str = ""


class Series(Strict, frozen=True, kw_only=True):
    """Words that begin document numbers, by level."""

    central: tuple[str, ...]
    county: tuple[str, ...]
    township: tuple[str, ...]
    branch: str


class DocumentNumbers(Strict, frozen=True, kw_only=True):
    """How document numbers are written."""

    right_form: str
    brackets_right: tuple[str, ...]
    brackets_seen: tuple[str, ...]
    rules: tuple[str, ...]
    agency_words: tuple[str, ...]
    party_series: Series


class UnitPart(Strict, frozen=True, kw_only=True):
    """What a body among several has and has not."""

    has: tuple[str, ...]
    has_not: tuple[str, ...]


class Unit(Entry, frozen=True, kw_only=True):
    """A kind of unit: what lies in its charge, what does not."""

    id: str
    names: tuple[str, ...]
    has: tuple[str, ...]
    has_not: tuple[str, ...]
    maybe: tuple[str, ...] = ()
    kinds: dict[str, UnitPart] = msgspec.field(default_factory=dict)


class Field(Entry, frozen=True, kw_only=True):
    """A field of work by its words."""

    id: str
    name: str
    trades: Pattern
    strong: tuple[str, ...]
    soft: tuple[str, ...]


class FieldKind(Entry, frozen=True, kw_only=True):
    """A kind of unit with the fields foreign to it and to those who write there."""

    id: str
    match: Pattern
    foreign: tuple[str, ...]
    person: tuple[str, ...]
    leader: bool = False


class LeaderWords(Strict, frozen=True, kw_only=True):
    """What only a leader says of himself."""

    strong: Pattern
    soft: Pattern


class Role(Entry, frozen=True, kw_only=True):
    """A role with what its holder would write and would not."""

    id: str
    names: tuple[str, ...]
    would_not: tuple[str, ...]
    would: tuple[str, ...]


class Residue(Strict, frozen=True, kw_only=True):
    """Marks of where a text was taken from."""

    sites: tuple[str, ...]
    notices: tuple[str, ...]
    notices_weak: tuple[str, ...]
    placeholders: tuple[str, ...]
    placeholder_innocent: tuple[str, ...]
    generator_marks: tuple[str, ...]


class Material(Entry, frozen=True, kw_only=True):
    """A book that was studied."""

    id: str
    title: str
    match: tuple[str, ...]
    first: Partial
    certainty: Certainty
    note: str = ""


class Work(Entry, frozen=True, kw_only=True):
    """A film or series."""

    id: str
    title: str
    first: Partial
    certainty: Certainty
    note: str = ""


class Named(Entry, frozen=True, kw_only=True):
    """A model person or a technology, known from a day on."""

    id: str
    name: str
    first: Partial
    certainty: Certainty
    note: str = ""


class Event(Entry, frozen=True, kw_only=True):
    """An event everybody knew of."""

    id: str
    name: str
    day: Partial
    certainty: Certainty


class Emblem(Entry, frozen=True, kw_only=True):
    """A flag or emblem as it must look; centimetres."""

    id: str
    name: str
    field: str
    charge: str
    position: str = ""
    ratio: str = ""
    geometry: str = ""
    sizes_cm: tuple[tuple[int, int], ...] = ()
    diameters_cm: tuple[int, ...] = ()
    wrong: tuple[str, ...] = ()
    source: str = ""
    certainty: Certainty | None = None
    note: str = ""


class PersonNames(Strict, frozen=True, kw_only=True):
    """What tells a name from a word; `surnames` are single characters without blanks."""

    surnames: str
    compound: tuple[str, ...]
    minority_forms: tuple[str, ...]
    titles_after: tuple[str, ...]
    lead_in: tuple[str, ...]
    not_authors: tuple[str, ...]
    not_names: tuple[str, ...]
    same_person_marks: tuple[str, ...]


class Terms(Strict, frozen=True, kw_only=True):
    """The file."""

    version: Literal[1]
    slogans: tuple[Slogan, ...]
    anniversaries: tuple[Anniversary, ...]
    enumerations: tuple[Enumeration, ...]
    miswritings: tuple[Miswriting, ...]
    stale: tuple[Stale, ...]
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...]
    document_numbers: DocumentNumbers
    units: tuple[Unit, ...]
    fields: tuple[Field, ...]
    field_kinds: tuple[FieldKind, ...]
    leader_words: LeaderWords
    roles: tuple[Role, ...]
    residue: Residue
    study_materials: tuple[Material, ...]
    works: tuple[Work, ...]
    model_persons: tuple[Named, ...]
    events: tuple[Event, ...]
    technology: tuple[Named, ...]
    emblems: tuple[Emblem, ...]
    oath_scene: str
    boilerplate: tuple[str, ...]
    person_names: PersonNames
