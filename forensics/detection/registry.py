"""Which detectors there are: entry points of the group `forensics.detectors`, and those registered by hand."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import entry_points
from typing import TypeVar

from forensics.detection.detector import Detector

GROUP = "forensics.detectors"
_by_hand: dict[str, type[Detector]] = {}

D = TypeVar("D", bound=type[Detector])


class UnknownPatternError(ValueError):
    """A pattern that no detector serves."""


def register(detector: D) -> D:
    """Add a detector class for this process (also as a decorator). It runs in the calling process."""
    _by_hand[detector.pattern] = detector
    return detector


def unregister(pattern: str) -> None:
    """Take back what `register` added."""
    _by_hand.pop(pattern, None)


@lru_cache(maxsize=1)
def installed() -> dict[str, type[Detector]]:
    """The detectors of all installed packages, by pattern."""
    found = {point.name: point.load() for point in entry_points(group=GROUP)}
    return dict(sorted(found.items()))


def available() -> dict[str, type[Detector]]:
    """All detectors, by pattern. One registered by hand stands before an installed one of its pattern."""
    return dict(sorted({**installed(), **_by_hand}.items()))


def is_installed(detector: type[Detector]) -> bool:
    """Whether a worker process can find this detector too."""
    return installed().get(detector.pattern) is detector


def choose(patterns: Iterable[str] = (), added: Iterable[type[Detector]] = ()) -> tuple[type[Detector], ...]:
    """The detectors of these patterns (`family/name` or `family`), all when none is named.

    `added` are further ones, which stand before installed ones of their patterns.

    Raises `UnknownPatternError` naming the nearest known pattern.
    """
    known = dict(sorted({**available(), **{d.pattern: d for d in added}}.items()))
    chosen: dict[str, type[Detector]] = {}
    for pattern in patterns:
        matching = {p: d for p, d in known.items() if p == pattern or p.split("/")[0] == pattern}
        if not matching:
            near = difflib.get_close_matches(pattern, known, 1)
            hint = f"，是否为 {near[0]}？" if near else ""
            raise UnknownPatternError(f"没有这种检查：{pattern}{hint}（现有：{'、'.join(known)}）")
        chosen.update(matching)
    return tuple((dict(sorted(chosen.items())) if chosen else known).values())
