from pathlib import Path

import pytest

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.errors import ReadError
from forensics.documents.ofd import read
from forensics.documents.ofd_text import deltas
from forensics.guard.limits import Limits
from tests.documents.word_files import PNG, write_zip

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _ofd(path: Path, content: str, media: str = "a.png", **extra: str | bytes) -> Path:
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:Author>李小满</ofd:Author>"
        "<ofd:CreationDate>2016-05-18</ofd:CreationDate></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
        '<ofd:TemplatePage ID="9" BaseLoc="Tpl.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Res.xml": f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedia ID="5">'
        f"<ofd:MediaFile>{media}</ofd:MediaFile></ofd:MultiMedia></ofd:Res>",
        "Doc_0/Res/a.png": PNG,
        "Doc_0/Tpl.xml": f"<ofd:Page {NS}><ofd:Content>{_text('0 280 50 5', '模板页脚', 'g 3 5')}"
        "</ofd:Content></ofd:Page>",
        "Doc_0/Page.xml": f'<ofd:Page {NS}><ofd:Template TemplateID="9"/><ofd:Content>{content}'
        "</ofd:Content></ofd:Page>",
    }
    parts.update({name.replace("__", "/"): value for name, value in extra.items()})
    return write_zip(path, parts)


def _text(boundary: str, text: str, delta: str) -> str:
    return (
        f'<ofd:TextObject Boundary="{boundary}" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="{delta}">{text}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def test_lines_boxes_templates_and_pictures(tmp_path: Path) -> None:
    content = _text("25.4 25.4 50 5", "会议", "g 1 5") + _text("35.4 25.4 50 5", "记录", "5")
    content += '<ofd:ImageObject ResourceID="5" Boundary="0 0 25.4 25.4"/>'
    document = read(_ofd(tmp_path / "a.ofd", content), Limits(), Spool(tmp_path / "s"))
    assert [span.text for span in document.spans] == ["模板页脚", "会议记录"]
    box = document.spans[1].box
    assert box is not None
    assert box == pytest.approx((72, 72, 72 + 20 * 72 / 25.4, 72 + 5 * 72 / 25.4))
    assert (round(document.pages[0].width), round(document.pages[0].height)) == (595, 842)
    assert document.pictures[0].box == pytest.approx((0, 0, 72, 72))
    assert (document.property("author"), document.property("created")) == ("李小满", "2016-05-18")


def test_resource_paths_may_not_climb(tmp_path: Path) -> None:
    content = _text("0 0 9 9", "文", "") + '<ofd:ImageObject ResourceID="5" Boundary="0 0 9 9"/>'
    document = read(_ofd(tmp_path / "a.ofd", content, "../../../../etc/passwd"), Limits(), Spool(tmp_path / "s"))
    assert document.pictures == ()
    assert document.outcome.reason == "资源路径指向文件之外，已拒绝"


def test_locked(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(_ofd(tmp_path / "a.ofd", "", **{"Encryptions.xml": "<x/>"}), Limits(), Spool(tmp_path / "s"))
    assert caught.value.status is Status.ENCRYPTED


def test_steps() -> None:
    assert deltas("g 3 10.5 2") == [10.5, 10.5, 10.5, 2.0]
    assert len(deltas("g 999999999 1")) <= 200_000
