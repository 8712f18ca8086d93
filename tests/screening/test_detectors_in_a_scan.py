"""Detectors added by hand work; one that breaks costs only itself and is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

import forensics
from forensics import Comparer, Context, Examiner, Finding, Guide, NotApplicable, Record, Strength
from tests.making import EARLY, PLAIN, write

GUIDE = Guide(title="查词", title_en="Words", looks_for="词", innocent=("a",), next_steps=("b",), basis=("c",))


class Spade(Examiner):
    pattern = "own/spade"
    guide = GUIDE

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        at = record.text.full.find("水渠")
        if at < 0:
            raise NotApplicable("需要写到水渠")
        yield self.finding(
            unit=record.unit,
            strength=Strength.WEAK,
            statement="写到水渠",
            evidence=[record.text.place(record.path, at, at + 2)],
        )


class Breaks(Examiner):
    pattern = "own/breaks"
    guide = GUIDE

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        raise KeyError("没有料到")


class Kept(msgspec.Struct, frozen=True):
    path: str


class BreaksLate(Comparer):
    pattern = "own/late"
    guide = GUIDE
    trace_type = Kept

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Kept]]:
        yield record.folders[0], Kept(record.path)

    def compare(self, traces: Sequence[Any], context: Context) -> Iterable[Finding]:
        if traces[0].path.startswith("乙"):
            raise ValueError("比对出错")
        yield self.finding(
            unit="", strength=Strength.WEAK, statement="有", evidence=[forensics.Place(path=t.path) for t in traces]
        )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "报送", {"甲村/三月.txt": EARLY, "甲村/水渠.txt": PLAIN, "乙村/会议.txt": "乙村会议记录\n"})


def test_own_and_broken_detectors_beside_the_installed_ones(archive: Path, tmp_path: Path) -> None:
    case = forensics.scan(archive, case=tmp_path / "case", jobs=2, detectors=[Spade, Breaks, BreaksLate])
    found = {(f.pattern, tuple(sorted({p.path for p in f.evidence}))) for f in case.findings}
    assert found == {
        ("time/before-policy", ("甲村/三月.txt",)),
        ("own/spade", ("甲村/水渠.txt",)),
        ("own/late", ("甲村/三月.txt", "甲村/水渠.txt")),
    }
    shown = {d.pattern: d for d in case.result.detectors}
    assert (shown["own/spade"].examined, shown["own/spade"].weak) == (1, 1)
    assert shown["own/spade"].not_applicable == {"需要写到水渠": 2}
    assert [path for path, _ in shown["own/breaks"].failed] == ["乙村/会议.txt", "甲村/三月.txt", "甲村/水渠.txt"]
    assert all("没有料到" in words for _, words in shown["own/breaks"].failed)
    ((group, words),) = shown["own/late"].failed
    assert (group, "比对出错" in words) == ("乙村", True)
    assert shown["time/before-policy"].failed == ()
    page = (case.report / "report.html").read_text("utf-8")
    assert "own/breaks" in page or "没有料到" in page


def test_only_restricts_to_the_named_pattern(archive: Path, tmp_path: Path) -> None:
    case = forensics.scan(archive, case=tmp_path / "case", jobs=1, only=["term"])
    assert [d.pattern for d in case.result.detectors] == ["term/misfit", "term/miswritten", "term/stale"]
    assert case.findings == ()
