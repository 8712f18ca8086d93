"""Choosing detectors by pattern or family; a typing error is answered with the nearest name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forensics.detection import registry
from forensics.detection.detector import Examiner
from tests.screening.test_detectors_in_a_scan import Spade


@pytest.fixture
def by_hand() -> Iterator[type[Examiner]]:
    yield registry.register(Spade)
    registry.unregister(Spade.pattern)


def patterns(*wanted: str) -> list[str]:
    return [d.pattern for d in registry.choose(wanted)]


def test_none_named_means_all_in_order() -> None:
    assert patterns() == sorted(registry.available())


def test_a_pattern_or_a_family() -> None:
    assert patterns("term/stale") == ["term/stale"]
    assert patterns("term") == ["term/misfit", "term/miswritten", "term/stale"]
    assert patterns("photo", "copy/members", "photo/clock") == ["copy/members", "photo/clock"]


def test_an_unknown_pattern_names_the_nearest_and_all() -> None:
    with pytest.raises(registry.UnknownPatternError) as error:
        registry.choose(["term/mis-written"])
    assert "是否为 term/miswritten" in str(error.value)
    assert "photo/clock" in str(error.value)
    with pytest.raises(registry.UnknownPatternError) as error:
        registry.choose(["zzz"])
    assert "是否为" not in str(error.value)


def test_one_registered_by_hand_is_chosen_until_taken_back(by_hand: type[Examiner]) -> None:
    assert patterns("own") == ["own/spade"]
    assert not registry.is_installed(by_hand)
    registry.unregister("own/spade")
    with pytest.raises(registry.UnknownPatternError):
        registry.choose(["own"])
