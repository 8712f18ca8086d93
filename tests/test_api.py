"""The public API as the README shows it: scan, loop, read one document, a detector of one's own in ten lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import forensics
from forensics.detection import registry
from tests.making import EARLY, PLAIN, write

GUIDE = forensics.Guide(
    title="写到水渠", title_en="A canal", looks_for="水渠", innocent=("修渠",), next_steps=("看渠",), basis=("无",)
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "报送", {"甲村/三月.txt": EARLY, "甲村/水渠.txt": PLAIN})


def test_every_public_name_is_there_and_no_other() -> None:
    for name in forensics.__all__:
        assert getattr(forensics, name).__name__ == name
    assert set(forensics.__all__) <= set(dir(forensics))
    with pytest.raises(AttributeError, match="nothing_here"):
        forensics.nothing_here  # noqa: B018


def test_scan_and_loop_over_the_findings(archive: Path, tmp_path: Path) -> None:
    case = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    for finding in case.findings:
        assert finding.strength is forensics.Strength.STRONG
        assert finding.pattern == "time/before-policy"
        assert finding.innocent_causes
        assert finding.next_steps
        for place in finding.evidence:
            text = "".join((archive / place.path).read_text("utf-8").split())
            assert "".join(place.quote.split()) in text
            assert [place.quote[a:b] for a, b in place.marks] in (["2021年3月4日（星期四）"], ["十九届六中全会"])
    assert len(case.findings) == 1
    assert case.unexamined == ()
    assert sorted(f.name for f in case.report.iterdir()) == sorted(["findings.json", "report.html", "问题清单.xlsx"])


def test_the_case_lies_in_the_current_folder_by_default(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert forensics.scan(str(archive), jobs=1).folder == tmp_path / "here" / "报送.case"


def test_every_scan_leaves_two_lines_in_the_custody_log(archive: Path, tmp_path: Path) -> None:
    for expected in (2, 4):
        log = forensics.scan(archive, case=tmp_path / "case", jobs=1).log
        assert len(log) == expected
        assert [time for time, _ in log] == sorted(time for time, _ in log)
    assert "报送" in log[0][1]


def test_read_one_document(archive: Path) -> None:
    document = forensics.read(archive / "甲村/水渠.txt")
    assert isinstance(document, forensics.Document)
    assert document.outcome.ok
    assert "水渠清淤" in "".join(span.text for span in document.spans)


@pytest.fixture
def canal() -> Iterator[str]:
    @forensics.register
    class Canal(forensics.Examiner):
        pattern = "own/canal"
        guide = GUIDE

        def examine(self, record: forensics.Record, context: forensics.Context) -> Iterator[forensics.Finding]:
            if (at := record.text.full.find("水渠")) >= 0:
                yield self.finding(
                    unit=record.unit,
                    strength=forensics.Strength.WEAK,
                    statement="写到水渠",
                    evidence=[record.text.place(record.path, at, at + 2)],
                )

    yield "own/canal"
    registry.unregister("own/canal")


def test_an_own_detector_in_ten_lines(archive: Path, tmp_path: Path, canal: str) -> None:
    case = forensics.scan(archive, case=tmp_path / "case", jobs=1, only=[canal])
    (finding,) = case.findings
    assert (finding.pattern, finding.unit, finding.evidence[0].path) == (canal, "甲村", "甲村/水渠.txt")
    assert finding.innocent_causes == ("修渠",)


def test_errors_are_of_their_own_kinds(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(forensics.ArchiveError, match="没有这个文件夹"):
        forensics.scan(tmp_path / "none")
    with pytest.raises(forensics.UnknownPatternError, match="是否为 copy/members"):
        forensics.scan(archive, case=tmp_path / "case", only=["copy/member"])
    (tmp_path / "c.yaml").write_text("units: 1", "utf-8")
    with pytest.raises(forensics.ContextError, match=r"c.yaml:1: units: 应为列表"):
        forensics.scan(archive, case=tmp_path / "case", context=tmp_path / "c.yaml")
    assert not (tmp_path / "case").exists()
