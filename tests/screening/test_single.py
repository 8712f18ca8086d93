"""Reading one document outside any case."""

from __future__ import annotations

from pathlib import Path

import pytest

import forensics
from forensics.archive.item import Status
from tests.making import PLAIN


def test_a_text_is_read_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAIN, "utf-8")
    document = forensics.read(tmp_path / "a.txt")
    assert document.outcome.ok
    assert [s.text for s in document.spans] == PLAIN.strip().split("\n")


def test_a_broken_word_file_is_not_called_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 not a package")
    broken = forensics.read(tmp_path / "a.docx")
    assert broken.outcome.status is Status.UNREADABLE
    assert broken.outcome.reason


def test_bad_input_is_an_outcome_and_a_missing_file_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    broken = forensics.read(tmp_path / "a.pdf")
    assert broken.outcome.status is Status.UNREADABLE
    assert broken.outcome.reason
    assert forensics.read(tmp_path).outcome.status is Status.SPECIAL
    with pytest.raises(FileNotFoundError):
        forensics.read(tmp_path / "none.txt")
