"""Each fixture folder yields the findings of its pattern that expect.json lists; an innocent one none to rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import forensics
from tests.making import InProcess

ROOT = Path(__file__).resolve().parents[2] / "fixtures"
CASES = sorted(p.parent for side in ("suspicious", "innocent") for p in ROOT.glob(f"*/*/{side}/*/expect.json"))


def name(case: Path) -> str:
    return case.relative_to(ROOT).as_posix()


def test_there_are_fixtures_of_both_kinds() -> None:
    assert {case.parent.name for case in CASES} == {"suspicious", "innocent"}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_fixture(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forensics.screening.Pool", InProcess)
    pattern = "/".join(case.relative_to(ROOT).parts[:2])
    context = case / "context.yaml"
    done = forensics.scan(
        case / "files", case=tmp_path / "case", only=[pattern], context=context if context.is_file() else None
    )
    assert all(not d.failed for d in done.result.detectors)
    found = [(f.strength, {p.path for p in f.evidence}) for f in done.findings if f.pattern == pattern]
    expected = json.loads((case / "expect.json").read_text("utf-8"))
    ledger = {i.path for i in done.result.ledger}
    for entry in expected:
        assert entry["pattern"] == pattern
        assert set(entry["files"]) <= ledger
        assert any(set(entry["files"]) <= paths for _, paths in found), (entry, found)
    if case.parent.name == "innocent":
        assert expected == []
        assert [f for f in found if f[0] is not forensics.Strength.WEAK] == []
    else:
        assert expected
