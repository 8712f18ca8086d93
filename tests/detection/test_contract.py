"""Every installed detector is complete: guide, strength table, fixtures, a place in the manual."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import forensics
from forensics.detection import registry
from forensics.detection.detector import Comparer, Detector, Examiner, Reviewer

ROOT = Path(__file__).resolve().parents[2]
DETECTORS = tuple(registry.installed().values())

every = pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.pattern)


def test_the_five_first_patterns_are_installed() -> None:
    assert {"copy/members", "photo/clock", "term/miswritten", "term/stale", "time/before-policy"} <= set(
        registry.installed()
    )


@every
def test_the_guide_is_complete_and_chinese(detector: type[Detector]) -> None:
    guide = detector.guide
    for words in (guide.title, guide.looks_for, *guide.innocent, *guide.next_steps, *guide.basis):
        assert re.search(r"[\u4e00-\u9fff]", words), words
        assert "伪造" not in words
    assert min(len(guide.innocent), len(guide.next_steps), len(guide.basis)) >= 1
    assert re.fullmatch(r"[\x20-\x7e]+", guide.title_en)


@every
def test_the_module_opens_with_its_strength_table(detector: type[Detector]) -> None:
    words = inspect.getdoc(inspect.getmodule(detector)) or ""
    assert words.startswith(f"{detector.pattern}: ")
    for strength in forensics.Strength:
        assert re.search(rf"^{strength.value} {{2,}}\S", words, re.M), strength
    assert "Left alone" in words


@every
def test_it_has_one_of_the_three_shapes_and_lies_in_the_file_of_its_pattern(detector: type[Detector]) -> None:
    assert sum(issubclass(detector, shape) for shape in (Examiner, Comparer, Reviewer)) == 1
    family, name = detector.pattern.split("/")
    assert detector.__module__ == f"detectors.{family}.{name.replace('-', '_')}"
    assert registry.installed()[detector.pattern] is detector


@every
def test_it_opens_no_file_itself(detector: type[Detector]) -> None:
    source = inspect.getsource(inspect.getmodule(detector) or detector)
    assert not re.search(r"\bopen\(|read_text|read_bytes|import (?:os|pathlib|io)\b", source)


@every
def test_it_has_suspicious_and_innocent_fixtures(detector: type[Detector]) -> None:
    for side in ("suspicious", "innocent"):
        cases = [p.parent for p in (ROOT / "fixtures" / detector.pattern / side).glob("*/expect.json")]
        assert cases, f"fixtures/{detector.pattern}/{side} holds no case"
        assert all(any((c / "files").rglob("*")) for c in cases)


@every
def test_the_manual_describes_it(detector: type[Detector]) -> None:
    manual = ROOT / "docs" / "detectors.md"
    assert manual.is_file(), "docs/detectors.md is missing"
    assert detector.pattern in manual.read_text("utf-8")
