"""rules.yaml: what was due, how it is done, what a record must hold."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from forensics.knowledge.schema.common import Certainty, Days, Entry, Month, Partial, Pattern, Scope, Strict


class Cadence(Entry, frozen=True, kw_only=True):
    """How often something is due; `record` names it in the words of `kind_titles`."""

    id: str
    record: str
    every: Literal["month", "quarter", "half-year", "year"]
    at_least: int = 1
    at_least_hours: int | None = None
    hours_leaders: int | None = None
    usual_months: tuple[Month, ...] = ()
    per: str = ""
    valid_from: Partial | None = None
    valid_until: Partial | None = None
    source: str
    scope: Scope
    certainty: Certainty
    applies_to: str = ""
    innocent: tuple[str, ...] = ()
    check: str = ""


class CadenceSuspicion(Strict, frozen=True, kw_only=True):
    """What makes kept minutes suspect."""

    crowded: str
    too_regular: str
    holiday: str
    before_check: str


class Quorum(Entry, frozen=True, kw_only=True):
    """Who must be present and how many must agree."""

    id: str
    meeting: str
    present_min: str = ""
    # `pass` is a word of Python
    pass_: str = msgspec.field(default="", name="pass")
    rule: str = ""
    mode: str = ""
    valid_from: Partial | None = None
    source: str
    scope: Scope = "national"
    certainty: Certainty
    innocent: tuple[str, ...] = ()


class WhoVotes(Strict, frozen=True, kw_only=True):
    """Who has no vote, and how counts hang together."""

    no_vote: tuple[str, ...]
    counts: tuple[str, ...]


class Interval(Strict, frozen=True, kw_only=True):
    """Days between a step and an earlier one, named by its number."""

    earlier: int = msgspec.field(name="from")
    days: int
    certainty: Certainty | None = None
    scope: Scope = "national"
    extended_days: int | None = None
    tolerance: int | None = None
    note: str = ""


class Step(Strict, frozen=True, kw_only=True):
    """A step of a procedure; `match` finds it in a label."""

    n: int
    step: str
    match: Pattern | None = None
    stage: str = ""
    by: str = ""
    doc: str = ""
    rule: str = ""
    max_after: Interval | None = None
    min_after: Interval | None = None
    around: Interval | None = None


class Sequence(Entry, frozen=True, kw_only=True):
    """A procedure: its steps in order."""

    id: str
    name: str
    valid_from: Partial | None = None
    source: str
    certainty: Certainty
    steps: tuple[Step, ...]
    notes: tuple[str | dict[str, str], ...] = ()
    innocent: tuple[str, ...] = ()
    max_days: dict[str, int | str] = msgspec.field(default_factory=dict)
    note: str = ""


class Term(Entry, frozen=True, kw_only=True):
    """How long a body is elected for."""

    id: str
    body: str
    years: int | str
    valid_from: Partial | None = None
    valid_until: Partial | None = None
    source: str
    certainty: Certainty
    note: str = ""


class Rounds(Strict, frozen=True, kw_only=True):
    """When villages elected."""

    note: str
    certainty: Certainty


class BranchSize(Strict, frozen=True, kw_only=True):
    """How many members make which organisation."""

    form: str
    committee: str
    max: str
    general_branch: str
    committee_party: str
    joint: str
    valid_from: Partial
    certainty: Certainty


class Bracket(Strict, frozen=True, kw_only=True):
    """A share of the income between two sums; yuan."""

    above: int
    up_to: int | None
    rate: float


class Base(Strict, frozen=True, kw_only=True):
    """From what income dues are reckoned."""

    source: str
    valid_from: Partial
    certainty: Certainty
    text: str


class Dues(Entry, frozen=True, kw_only=True):
    """The dues of a time; yuan a month."""

    id: str
    valid_from: Partial
    valid_until: Partial | None = None
    source: str
    certainty: Certainty
    monthly_salary_after_tax: tuple[Bracket, ...]
    application: str = ""
    retired: tuple[Bracket, ...] = ()
    fixed_per_month: dict[str, tuple[float, float]] = msgspec.field(default_factory=dict)
    irregular_income: str = ""
    base_2008: str = ""
    base_2017: Base | None = None
    fixed_in_year: str = ""
    owed_from: str = msgspec.field(default="", name="from")
    large: str = ""
    arrears: str = ""
    innocent: tuple[str, ...] = ()


class Notice(Entry, frozen=True, kw_only=True):
    """How long something must hang out."""

    id: str
    what: str
    min_days: int | None = None
    max_days: int | None = None
    unit: Literal["working", "calendar"]
    scope: Scope
    valid_from: Partial | None = None
    certainty: Certainty
    note: str = ""


class DeadlineForm(Entry, frozen=True, kw_only=True):
    """A way to write a deadline and what it means."""

    KEY: ClassVar[str] = "pattern"
    pattern: str
    means: str
    certainty: Certainty = "sure"


class RecordKind(Entry, frozen=True, kw_only=True):
    """A kind of record: what must and should stand in it."""

    id: str
    kind: str
    must: tuple[str, ...]
    should: tuple[str, ...]
    header_words: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    note: str = ""


class Hours(Strict, frozen=True, kw_only=True):
    """When offices work."""

    start: str
    end: str
    note: str


class Length(Strict, frozen=True, kw_only=True):
    """How long a meeting lasts."""

    min_minutes: int
    max_hours: int
    note: str


class Plausible(Strict, frozen=True, kw_only=True):
    """What is ordinary in minutes."""

    office_hours: Hours
    village_evening: str
    meeting_length: Length
    travel: str
    recorder: str
    leader_overlap: str
    photo_vs_minutes: str


class Identity(Entry, frozen=True, kw_only=True):
    """A sum that must hold: left = right added up, less `minus`."""

    id: str
    left: str
    right: tuple[str, ...]
    minus: tuple[str, ...] = ()
    note: str = ""


class Ratios(Strict, frozen=True, kw_only=True):
    """Rates."""

    rule: str
    names: tuple[str, ...]
    over_100: str


class Jump(Strict, frozen=True, kw_only=True):
    """A change of a number that asks for a cause."""

    rule: str
    causes: tuple[str, ...]
    note: str


class PlanAdaptation(Strict, frozen=True, kw_only=True):
    """What a unit's plan must make its own."""

    must_differ: tuple[str, ...]
    should_differ: tuple[str, ...]
    may_be_same: tuple[str, ...]
    signs: tuple[str, ...]
    forwarding_words: tuple[str, ...]


class Cascade(Entry, frozen=True, kw_only=True):
    """Days from the central deployment to that of a level, least and most."""

    KEY: ClassVar[str] = "level"
    level: str
    after_central_days: tuple[int, int]
    certainty: Certainty


class CascadeExample(Strict, frozen=True, kw_only=True):
    """A dated example."""

    policy: str
    level: str
    date: Days
    note: str


class HandlingColumns(Strict, frozen=True, kw_only=True):
    """Headers of the columns of a register of matters."""

    received: tuple[Pattern, ...]
    done: tuple[Pattern, ...]
    answered: tuple[Pattern, ...]
    never: Pattern


class Rules(Strict, frozen=True, kw_only=True):
    """The file."""

    version: Literal[1]
    cadence: tuple[Cadence, ...]
    cadence_suspicion: CadenceSuspicion
    quorum: tuple[Quorum, ...]
    who_votes: WhoVotes
    sequences: tuple[Sequence, ...]
    terms_of_office: tuple[Term, ...]
    village_election_rounds: Rounds
    branch_size: BranchSize
    dues: tuple[Dues, ...]
    dues_checks: tuple[str, ...]
    notices: tuple[Notice, ...]
    deadline_forms: tuple[DeadlineForm, ...]
    deadline_innocent: tuple[str, ...]
    record_kinds: tuple[RecordKind, ...]
    short_forms_allowed: tuple[str, ...]
    plausible: Plausible
    weekday_check: str
    quarter_check: str
    identities: tuple[Identity, ...]
    ratios: Ratios
    announced_counts: str
    jump: Jump
    plan_adaptation: PlanAdaptation
    plan_timing: str
    mismatch_points: tuple[str, ...]
    mismatch_weight: dict[str, Literal["strong", "moderate", "weak", "none"]]
    cascade: tuple[Cascade, ...]
    cascade_examples: tuple[CascadeExample, ...]
    cascade_rule: str
    kind_titles: dict[str, tuple[str, ...]]
    header_synonyms: dict[str, tuple[str, ...]]
    handling_columns: HandlingColumns
