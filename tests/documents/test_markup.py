from pathlib import Path

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Document
from forensics.documents.markup import read
from forensics.guard.limits import Limits


def _read(tmp_path: Path, data: bytes) -> Document:
    (tmp_path / "a").write_bytes(data)
    return read(tmp_path / "a", Limits(), Spool(tmp_path / "s"))


def test_page_in_gb2312(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="gb2312"><title>记录</title><script>var x=1</script></head>'
        "<body><p>会议 <b>纪要</b></p>"
        '<p style="display:none">隐藏</p><table><tr><th>姓名<th>职务</tr>'
        "<tr><td>王德厚<td>书记</table></body>"
    )
    document = _read(tmp_path, page.encode("gb18030"))
    first = document.spans[0]
    assert (first.anchor, first.role, first.text) == ("p1", "body", "会议 纪要")
    assert [s.text for s in document.spans if s.role == "hidden"] == ["隐藏"]
    assert document.tables[0].rows == (("姓名", "职务"), ("王德厚", "书记"))
    assert document.tables[0].header_rows == 1
    assert document.property("title") == "记录"
    assert "var x" not in "".join(s.text for s in document.spans)


def test_rtf_in_code_page_and_unicode(tmp_path: Path) -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}{\info{\author "
        + b"".join(b"\\'%02x" % b for b in "李".encode("gb18030"))
        + rb"}{\creatim\yr2016\mo5\dy18\hr9\min30}}\f0 "
        + b"".join(b"\\'%02x" % b for b in "会议记录".encode("gb18030"))
        + rb"\par \u20826?\u36153?{\v \u31192?}\par}"
    )
    document = _read(tmp_path, rtf)
    assert [(s.role, s.text) for s in document.spans] == [
        ("body", "会议记录"),
        ("body", "党费"),
        ("hidden", "秘"),
    ]
    assert document.property("author") == "李"
    assert document.property("created") == "2016-05-18T09:30"


def test_rtf_table_cells(tmp_path: Path) -> None:
    document = _read(tmp_path, rb"{\rtf1 \trowd\intbl a\cell b\cell\row\intbl c\cell d\cell\row\pard end\par}")
    assert [(s.anchor, s.text) for s in document.spans] == [
        ("t1r1c1", "a"),
        ("t1r1c2", "b"),
        ("t1r2c1", "c"),
        ("t1r2c2", "d"),
        ("p1", "end"),
    ]


def test_rtf_of_300000_braces(tmp_path: Path) -> None:
    document = _read(tmp_path, rb"{\rtf1 " + b"{" * 300_000 + b"deep" + b"}" * 299_000)
    assert document.spans[0].text == "deep"
    assert document.outcome.status is Status.PARTIAL


def test_web_archive(tmp_path: Path) -> None:
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "<p>网页</p>".encode()
        + b"\r\n--b--\r\n"
    )
    assert [s.text for s in _read(tmp_path, data).spans] == ["网页"]
