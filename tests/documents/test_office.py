import struct
from pathlib import Path

import docx
import pytest

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents import office, readers
from forensics.documents.errors import ReadError
from forensics.guard.limits import Limits
from tests.documents.ole_files import ole


def test_without_libreoffice_the_reason_says_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "available", lambda: None)
    (tmp_path / "a.ppt").write_bytes(ole(b"", "PowerPoint Document"))
    with pytest.raises(ReadError) as caught:
        office.read(tmp_path / "a.ppt", Limits(), Spool(tmp_path / "s"))
    assert caught.value.status is Status.UNREADABLE
    assert "LibreOffice" in caught.value.reason


def test_locked_package(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(ole(b"", "EncryptedPackage"))
    with pytest.raises(ReadError) as caught:
        office.read(tmp_path / "a.doc", Limits(), Spool(tmp_path / "s"))
    assert caught.value.status is Status.ENCRYPTED


def test_slide_show_still_gives_its_words_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "available", lambda: None)
    words = "党课讲稿".encode("utf-16-le")
    record = struct.pack("<HHI", 0xF, 1000, 999) + struct.pack("<HHI", 0, 0x0FA0, len(words)) + words
    (tmp_path / "a.ppt").write_bytes(ole(record, "PowerPoint Document"))
    document = office.read(tmp_path / "a.ppt", Limits(), Spool(tmp_path / "s"))
    assert [span.text for span in document.spans] == ["党课讲稿"]
    assert document.outcome.status is Status.PARTIAL
    assert "LibreOffice" in document.outcome.reason


def test_a_word_97_file_gives_its_text_tables_and_header_without_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "available", lambda: None)
    document = office.read(Path(__file__).parent / "data" / "minutes.doc", Limits(), Spool(tmp_path / "s"))
    spans = {span.anchor: span.text for span in document.spans}
    assert spans["p1"] == "支部委员会会议记录"
    assert [spans[f"t1r1c{c}"] for c in (1, 2, 3, 4)] == ["时间", "2019年5月6日（星期一）", "地点", "村部二楼"]
    assert spans["t1r2c2"] == "王德厚"
    assert any("六月以前要通水" in text for text in spans.values())
    assert [span.text for span in document.spans if span.role == "header"] == ["青石坡村党支部"]
    assert document.property("author") == "陈桂香"
    assert document.outcome.status is Status.PARTIAL
    assert "LibreOffice" in document.outcome.reason


def test_a_cut_word_97_file_is_named_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "available", lambda: None)
    whole = (Path(__file__).parent / "data" / "minutes.doc").read_bytes()
    for size in range(600, len(whole), 997):
        (tmp_path / "a.doc").write_bytes(whole[:size])
        document = readers.read(tmp_path / "a.doc", "doc", Limits(), Spool(tmp_path / "s"))
        assert document.outcome.status in (Status.PARTIAL, Status.UNREADABLE)
        assert document.outcome.reason


@pytest.mark.skipif(office.available() is None, reason="needs LibreOffice")
def test_old_word_file_reads_through_libreoffice(tmp_path: Path) -> None:
    program = office.available()
    assert program is not None
    made = docx.Document()
    made.add_paragraph("支部委员会会议记录")
    made.core_properties.author = "李小满"
    made.save(str(tmp_path / "a.docx"))
    old = office.convert(program, tmp_path / "a.docx", "docx", "doc", tmp_path)
    document = office.read(old, Limits(), Spool(tmp_path / "s"))
    assert document.spans[0].text == "支部委员会会议记录"
    assert document.properties[0].source == "SummaryInformation"
    assert document.property("author") == "李小满"
