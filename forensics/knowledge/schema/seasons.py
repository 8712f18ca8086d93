"""seasons.yaml: clothing, heating, phenology, holidays, school terms, the lunar calendar."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from forensics.knowledge.schema.common import Certainty, Day, Days, Entry, Month, Partial, Strict, Yearly


class Clothing(Entry, frozen=True, kw_only=True):
    """Garments and the mean temperatures at which they are natural and odd; degrees Celsius."""

    id: str
    garments: tuple[str, ...]
    natural_tmean: tuple[int, int]
    odd_above: int | None = None
    strong_above: int | None = None
    odd_below: int | None = None
    strong_below: int | None = None
    layer: int | None = None
    note: str = ""


class Example(Strict, frozen=True, kw_only=True):
    """A worked example of the rules for clothing."""

    place: str
    month: Month
    tmean: float
    seen: str
    layer_expected: int
    layer_seen: int
    verdict: str


class Heating(Entry, frozen=True, kw_only=True):
    """When a region heats; `codes` are beginnings of division codes."""

    KEY: ClassVar[str] = "region"
    region: str
    codes: tuple[str, ...]
    start: Yearly
    end: Yearly
    certainty: Certainty | None = None
    note: str = ""


class Zone(Entry, frozen=True, kw_only=True):
    """What nature shows in a zone, by month; `provinces` are beginnings of division codes."""

    id: str
    name: str
    provinces: tuple[str, ...]
    snow_common: tuple[Month, ...] = ()
    snow_possible: tuple[Month, ...] = ()
    snow_never: tuple[Month, ...] = ()
    bare_trees: tuple[Month, ...] = ()
    leaf_out: tuple[Month, ...] = ()
    blossom: tuple[Month, ...] = ()
    green: tuple[Month, ...] = ()
    autumn_colour: tuple[Month, ...] = ()
    wheat_green: tuple[Month, ...] = ()
    wheat_ripe: tuple[Month, ...] = ()
    rice_transplant: tuple[Month, ...] = ()
    rice_ripe: tuple[Month, ...] = ()
    maize_tall: tuple[Month, ...] = ()
    maize_harvest: tuple[Month, ...] = ()
    plough: tuple[Month, ...] = ()
    canola_bloom: tuple[Month, ...] = ()
    cotton: tuple[Month, ...] = ()
    note: str = ""


class SceneSigns(Strict, frozen=True, kw_only=True):
    """Things in a picture that tell the season."""

    winter: tuple[str, ...]
    spring: tuple[str, ...]
    summer: tuple[str, ...]
    autumn: tuple[str, ...]


class YearMark(Entry, frozen=True, kw_only=True):
    """A day or time of the year with work of its own; `since` is the first year."""

    id: str
    name: str
    date: Yearly | None = None
    when: str = ""
    since: int | None = msgspec.field(default=None, name="from")
    certainty: Certainty | None = None


class WinterBreak(Strict, frozen=True, kw_only=True):
    """The winter holidays of schools."""

    north: Yearly
    south: Yearly


class SchoolTerm(Strict, frozen=True, kw_only=True):
    """The terms of schools."""

    spring: Yearly
    autumn: Yearly


class School(Strict, frozen=True, kw_only=True):
    """The year of schools."""

    summer_break: Yearly
    winter_break: WinterBreak
    note: str
    term: SchoolTerm


class Holidays(Strict, frozen=True, kw_only=True):
    """Days off and worked weekend days of a year; `library_day` is that of the notice, or its month."""

    library_day: Partial
    days_off: dict[str, tuple[Days, ...]]
    workdays: tuple[Day, ...]


class LunarYear(Strict, frozen=True, kw_only=True):
    """First days of the twelve months; `leap` is the number of the leap month and its first day."""

    first: tuple[Day, ...]
    leap: tuple[int, Day] | None = None


class LunarNames(Strict, frozen=True, kw_only=True):
    """How lunar months and days are called."""

    month: tuple[str, ...]
    also: dict[str, str]
    day: dict[int | str, str]


class SolarTerms(Strict, frozen=True, kw_only=True):
    """The solar terms."""

    note: str
    terms: dict[str, Yearly]


class Seasons(Strict, frozen=True, kw_only=True):
    """The file."""

    version: Literal[1]
    clothing: tuple[Clothing, ...]
    clothing_rules: tuple[str, ...]
    example: Example
    heating: tuple[Heating, ...]
    heating_none: tuple[str, ...]
    heating_note: str
    zones: tuple[Zone, ...]
    scene_signs: SceneSigns
    scene_rules: tuple[str, ...]
    year_marks: tuple[YearMark, ...]
    school: School
    holidays: dict[int, Holidays]
    lunar: dict[int, LunarYear]
    lunar_names: LunarNames
    lunar_festivals: dict[str, str]
    solar_terms: SolarTerms
