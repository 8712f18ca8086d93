import base64
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Document
from forensics.documents.errors import ReadError
from forensics.documents.mail import read
from forensics.guard.limits import Limits


def _read(tmp_path: Path, data: bytes) -> Document:
    (tmp_path / "a.eml").write_bytes(data)
    return read(tmp_path / "a.eml", Limits(), Spool(tmp_path / "s"))


def _word(text: str) -> str:
    return "=?gb2312?B?" + base64.b64encode(text.encode("gb18030")).decode() + "?="


def test_mail_in_gb2312_with_attachment(tmp_path: Path) -> None:
    mail = MIMEMultipart()
    mail["Subject"], mail["From"] = (
        _word("关于报送朱镕基讲话的通知"),
        _word("组织办") + " <z@example.invalid>",
    )
    mail["Date"] = "Wed, 18 May 2016 15:30:00 +0800"
    body = MIMEText("", "plain")
    body.set_payload(base64.b64encode("请于5月31日前报送".encode("gb18030")).decode())
    body["Content-Transfer-Encoding"] = "base64"
    body.set_param("charset", "gb2312")
    del body["Content-Transfer-Encoding"]
    body["Content-Transfer-Encoding"] = "base64"
    mail.attach(body)
    attached = MIMEApplication(b"bytes")
    attached.add_header("Content-Disposition", "attachment", filename=_word("../记录.docx"))
    mail.attach(attached)
    document = _read(tmp_path, mail.as_bytes())
    assert [s.text for s in document.spans] == ["关于报送朱镕基讲话的通知", "请于5月31日前报送"]
    assert document.property("sent") == "2016-05-18T15:30:00+08:00"
    assert document.property("from") == "组织办 <z@example.invalid>"
    (attachment,) = document.pictures
    assert (attachment.name, attachment.kind, attachment.size) == (".._记录.docx", "attachment", 5)


def test_html_twin_is_not_read_twice_but_its_own_words_are(tmp_path: Path) -> None:
    mail = MIMEMultipart("alternative")
    mail["Subject"] = "x"
    mail.attach(MIMEText("会议推迟", "plain", "utf-8"))
    mail.attach(MIMEText("<p>会议推迟</p><p>另附名单</p>", "html", "utf-8"))
    assert [s.text for s in _read(tmp_path, mail.as_bytes()).spans] == ["x", "会议推迟", "另附名单"]


def test_forwarded_mail_is_read(tmp_path: Path) -> None:
    inner = MIMEText("原文", "plain", "utf-8")
    inner["Subject"] = "inner"
    outer = MIMEMultipart()
    outer["Subject"] = "outer"
    outer.attach(MIMEMessage(inner))
    spans = _read(tmp_path, outer.as_bytes()).spans
    assert [(s.anchor, s.text) for s in spans] == [
        ("subject", "outer"),
        ("m2subject", "inner"),
        ("m2l1", "原文"),
    ]


def test_ten_thousand_parts_and_300_nested(tmp_path: Path) -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    many = b"Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 10_000 + b"--b--\r\n"
    assert _read(tmp_path, many).outcome.status is Status.PARTIAL
    deep = b"Subject: s\r\nContent-Type: message/rfc822\r\n\r\n" * 300 + b"Subject: end\r\n\r\nbody\r\n"
    try:
        assert "body" in [s.text for s in _read(tmp_path, deep).spans]
    except ReadError as error:
        assert error.status is Status.OVER_LIMIT


def test_unknown_charset_and_raw_headers(tmp_path: Path) -> None:
    data = "Subject: 会议通知安排\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n请大家参加".encode("gb18030")
    assert [s.text for s in _read(tmp_path, data).spans] == ["会议通知安排", "请大家参加"]


def test_no_mail_at_all(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        _read(tmp_path, b"\0\1\2" * 100)
