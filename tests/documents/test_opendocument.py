from pathlib import Path

import pytest

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.errors import ReadError
from forensics.documents.opendocument import read
from forensics.guard.limits import Limits
from tests.documents.word_files import write_zip

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NS = " ".join(f'xmlns:{n}="{OASIS}:{n}:1.0"' for n in ("office", "text", "table", "draw", "meta"))
NS += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def _odt(path: Path, body: str, **extra: str) -> Path:
    parts: dict[str, str | bytes] = {
        "content.xml": f"<office:document-content {NS}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {NS}><office:meta><meta:initial-creator>李</meta:initial-creator>"
        "</office:meta></office:document-meta>",
    }
    parts.update({name.replace("__", "/"): value for name, value in extra.items()})
    return write_zip(path, parts)


def test_paragraphs_tables_and_author(tmp_path: Path) -> None:
    body = (
        '<text:h>会议<text:s text:c="2"/>记录</text:h><table:table><table:table-row><table:table-cell>'
        "<text:p>姓名</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="900000000"/>'
        "</table:table-row></table:table>"
    )
    document = read(_odt(tmp_path / "a.odt", body), Limits(), Spool(tmp_path / "s"))
    assert [(s.anchor, s.text) for s in document.spans] == [("p1", "会议  记录"), ("t1r1c1", "姓名")]
    assert len(document.tables[0].rows[0]) <= 256
    assert document.property("author") == "李"


def test_deleted_and_inserted_wording(tmp_path: Path) -> None:
    info = "<office:change-info><dc:creator>王</dc:creator><dc:date>2016-11-03T10:15:00</dc:date></office:change-info>"
    body = (
        f'<text:tracked-changes><text:changed-region text:id="d"><text:deletion>{info}'
        "<text:p>10月20日</text:p>"
        f'</text:deletion></text:changed-region><text:changed-region text:id="i"><text:insertion>{info}'
        "</text:insertion></text:changed-region></text:tracked-changes>"
        '<text:p>时间<text:change text:change-id="d"/><text:change-start text:change-id="i"/>5月18日'
        '<text:change-end text:change-id="i"/>上午</text:p>'
    )
    document = read(_odt(tmp_path / "a.odt", body), Limits(), Spool(tmp_path / "s"))
    assert {(s.role, s.text) for s in document.spans} == {
        ("body", "时间5月18日上午"),
        ("deleted", "10月20日"),
        ("inserted", "5月18日"),
    }
    assert document.property("tracked_change") == "王|2016-11-03T10:15:00|del|10月20日"


def test_locked(tmp_path: Path) -> None:
    manifest = (
        f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    )
    file = _odt(tmp_path / "a.odt", "", **{"META-INF__manifest.xml": manifest})
    with pytest.raises(ReadError) as caught:
        read(file, Limits(), Spool(tmp_path / "s"))
    assert caught.value.status is Status.ENCRYPTED
