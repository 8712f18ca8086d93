"""Monthly climate normals of 225 places (data/climate.csv; approximate, see data/SOURCES.md)."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from math import asin, cos, radians, sin, sqrt

import msgspec

EARTH_KM = 6371.0
LAPSE = 0.6
"""degrees that the air cools with every 100 m"""
WITHIN_KM, WITHIN_M = 150.0, 500.0
"""how far away, and how much higher or lower, a place may lie to speak for another"""
NEAREST = 3


class Normal(msgspec.Struct, frozen=True):
    """A month, degrees Celsius: mean daily minimum, mean, mean daily maximum, year-to-year sd of the mean."""

    tmin: float
    tmean: float
    tmax: float
    sd: float


class Station(msgspec.Struct, frozen=True):
    """A place with its twelve months, January first; division code, degrees, metres."""

    code: str
    name: str
    lat: float
    lon: float
    altitude_m: float
    months: tuple[Normal, ...]


@lru_cache(maxsize=1)
def stations() -> tuple[Station, ...]:
    """All places with normals, in the order of their codes."""
    with files("forensics.knowledge").joinpath("data", "climate.csv").open("r", encoding="utf-8") as lines:
        rows = [*csv.DictReader(lines)]
    found = []
    for code, own in groupby(rows, key=lambda r: r["code"]):
        months = sorted(own, key=lambda r: int(r["month"]))
        first = months[0]
        normals = (
            Normal(float(m["tmin_mean"]), float(m["tmean"]), float(m["tmax_mean"]), float(m["sd_monthly"]))
            for m in months
        )
        place = float(first["lat"]), float(first["lon"]), float(first["alt_m"])
        found.append(Station(code, first["name"], *place, tuple(normals)))
    return tuple(found)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way between two points along the globe; degrees in, kilometres out."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def nearest(lat: float, lon: float, altitude_m: float | None = None) -> tuple[tuple[float, Station], ...]:
    """Up to three places that can speak for a point, with their distance in km, the nearest first."""
    near = sorted(((distance_km(lat, lon, s.lat, s.lon), s) for s in stations()), key=lambda p: (p[0], p[1].code))
    return tuple(
        (km, s)
        for km, s in near
        if km <= WITHIN_KM and (altitude_m is None or abs(s.altitude_m - altitude_m) <= WITHIN_M)
    )[:NEAREST]


def normal_at(lat: float, lon: float, month: int, altitude_m: float | None = None) -> Normal | None:
    """The month (1-12) at a point: the nearest places weighed by nearness, brought to its altitude where it is known.

    None where no place can speak for it.
    """
    near = nearest(lat, lon, altitude_m)
    if not near:
        return None
    weights = [1 / (1 + km) for km, _ in near]
    lower = [0.0 if altitude_m is None else (s.altitude_m - altitude_m) / 100 * LAPSE for _, s in near]
    months = [s.months[month - 1] for _, s in near]

    def mean(values: list[float]) -> float:
        return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)

    return Normal(
        mean([m.tmin + d for m, d in zip(months, lower, strict=True)]),
        mean([m.tmean + d for m, d in zip(months, lower, strict=True)]),
        mean([m.tmax + d for m, d in zip(months, lower, strict=True)]),
        mean([m.sd for m in months]),
    )
