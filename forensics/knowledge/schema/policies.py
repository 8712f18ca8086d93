"""policies.yaml: campaigns, regulations, laws, congresses and what else came down from the centre."""

from __future__ import annotations

from typing import Literal

import msgspec

from forensics.knowledge.schema.common import Certainty, Entry, Partial, Scope, Strict


class When(Strict, frozen=True, kw_only=True):
    """A day, how sure it is and what it rests on."""

    date: Partial
    certainty: Certainty
    basis: str = ""


class Dates(Strict, frozen=True, kw_only=True):
    """The days of a policy; the head of the file explains each."""

    first_public_mention: When | None = None
    kick_off: When | None = None
    issued: When | None = None
    text_public: When | None = None
    carry_out_not_before: When | None = None
    ended: When | None = None


class Number(Strict, frozen=True, kw_only=True):
    """A document number."""

    value: str
    certainty: Certainty


class Batch(Strict, frozen=True, kw_only=True):
    """Which units took part from when to when."""

    name: str
    units: str
    start: Partial
    end: Partial
    certainty: Certainty


class Stage(Strict, frozen=True, kw_only=True):
    """A step and the months in which units went through it."""

    name: str
    first: Partial = msgspec.field(name="from")
    by: Partial
    certainty: Certainty
    scope: Scope


class Policy(Entry, frozen=True, kw_only=True):
    """One of them."""

    id: str
    kind: Literal[
        "policy", "regulation", "campaign", "plenum", "slogan", "meeting", "system", "law", "congress", "body"
    ]
    name: str
    dates: Dates
    issuer: str
    aliases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    match_any_edition: tuple[str, ...] = ()
    match_weak: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    phrases_weak: tuple[str, ...] = ()
    phrase_from: dict[str, Partial] = msgspec.field(default_factory=dict)
    document_no: Number | None = None
    audience: str = ""
    units_had_to: tuple[str, ...] = ()
    batches: tuple[Batch, ...] = ()
    stages: tuple[Stage, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    note: str = ""


class Policies(Strict, frozen=True, kw_only=True):
    """The file."""

    version: Literal[1]
    entries: tuple[Policy, ...]
