"""Whole records, as typed and as OCR gives them: what the readers find of each field, measured."""

from __future__ import annotations

import random
import re

import pytest

from forensics.records.kinds import MEETINGS
from tests.records.whole_reading import cases, read, score

CLEAN = {
    "kind": 0.97, "unit": 0.97, "kinds": 0.97, "day": 1.0, "hours": 0.97, "place": 0.97, "chair": 0.97,
    "recorder": 0.97, "lecturer": 0.97, "organiser": 0.97, "expected": 0.95, "attended": 0.95, "excused": 0.95,
    "observers": 0.95, "present": 0.95, "observer": 0.95, "absent": 0.95, "speakers": 0.95, "votes": 0.95,
}  # fmt: skip


def test_there_are_enough_of_every_sort() -> None:
    assert len(cases()) >= 78
    assert sum(not c["meetings"] for c in cases()) >= 12
    assert len({c["id"] for c in cases()}) == len(cases())
    assert {k for c in cases() for m in c["meetings"] for k in m["kinds"]} >= MEETINGS - {"rk-jy"}


def test_clean_text(capsys: pytest.CaptureFixture[str]) -> None:
    made = score()
    with capsys.disabled():
        print("\n" + made.table())
    short = {f: (made.precision(f), made.recall(f)) for f, bar in CLEAN.items() if min(made.precision(f), made.recall(f)) < bar}
    assert not short, "\n".join(made.wrong)
