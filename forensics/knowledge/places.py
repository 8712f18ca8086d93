"""Provinces, prefectures and counties with their coordinates (data/places.csv.xz; see data/SOURCES.md)."""

from __future__ import annotations

import csv
import io
import lzma
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec


class Division(msgspec.Struct, frozen=True):
    """An administrative division: its code and that of its parent ('' for a province), its seat in degrees.

    `note` says where the coordinates are approximate and which divisions were abolished or renamed by 2023.
    """

    code: str
    name: str
    level: Literal["province", "prefecture", "county"]
    parent: str
    lat: float
    lon: float
    note: str = ""


@lru_cache(maxsize=1)
def divisions() -> dict[str, Division]:
    """All divisions by code."""
    packed = files("forensics.knowledge").joinpath("data", "places.csv.xz").read_bytes()
    rows = csv.DictReader(io.StringIO(lzma.decompress(packed).decode("utf-8")))
    return {row["code"]: msgspec.convert(row, Division, strict=False) for row in rows}


def parents(division: Division) -> tuple[Division, ...]:
    """The divisions that hold a division, the nearest first."""
    found: list[Division] = []
    while division.parent:
        division = divisions()[division.parent]
        found.append(division)
    return tuple(found)


def named(name: str, *within: str) -> tuple[Division, ...]:
    """The divisions of a name (长沙市, or 长沙 for short) that lie in divisions of all names in `within`."""
    return tuple(d for d in _by_name().get(name, ()) if all(any(_is(p, w) for p in parents(d)) for w in within if w))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in divisions().values():
        for name in {division.name, _short(division.name)}:
            found.setdefault(name, []).append(division)
    return {name: tuple(same) for name, same in found.items()}


def _is(division: Division, name: str) -> bool:
    return name in (division.name, _short(division.name))


def _short(name: str) -> str:
    """长沙 of 长沙市; names of two characters stay whole: 东区."""
    for ending in ("自治州", "自治县", "自治区", "特别行政区", "地区", "省", "市", "县", "区", "盟", "旗"):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name
