from pathlib import Path

import docx as python_docx
import pytest

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.documents.document import Document
from forensics.documents.errors import ReadError
from forensics.documents.word import read
from forensics.guard.limits import Limits
from tests.documents.word_files import PNG, REL, STRICT, docx, p, r, relations, write_zip


def _by_role(document: Document, role: str) -> list[str]:
    return [span.text for span in document.spans if span.role == role]


def _spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


def test_minutes_with_table_header_and_picture(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_paragraph("支部委员会会议记录")
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "姓名", "职务", "王德厚"
    (tmp_path / "a.png").write_bytes(PNG)
    made.add_picture(str(tmp_path / "a.png"))
    made.sections[0].header.paragraphs[0].text = "青石坡村党支部"
    made.core_properties.author = "李小满"
    made.save(str(tmp_path / "a.docx"))
    document = read(tmp_path / "a.docx", Limits(), _spool(tmp_path))
    assert document.outcome.ok
    assert [(s.anchor, s.text) for s in document.spans if s.source == "cell"] == [
        ("t1r1c1", "姓名"),
        ("t1r1c2", "职务"),
        ("t1r2c1", "王德厚"),
    ]
    assert document.tables[0].rows == (("姓名", "职务"), ("王德厚", ""))
    assert _by_role(document, "header") == ["青石坡村党支部"]
    assert document.property("author") == "李小满"
    (picture,) = document.pictures
    assert (picture.kind, picture.anchor) == ("png", "p2")
    assert _spool(tmp_path).path(picture.sha256).read_bytes() == PNG


def test_a_changed_date_shows_both_wordings_and_who_changed_it(tmp_path: Path) -> None:
    change = 'w:author="区委组织部" w:date="2016-11-03T10:15:00Z"'
    body = p(
        r("会议时间：2016年"),
        f"<w:del {change}><w:r><w:delText>10月20日</w:delText></w:r></w:del>",
        f"<w:ins {change}>{r('5月18日')}</w:ins>",
        r("待补", "<w:vanish/>"),
    )
    document = read(docx(tmp_path / "a.docx", body), Limits(), _spool(tmp_path))
    assert _by_role(document, "body") == ["会议时间：2016年5月18日"]
    assert _by_role(document, "deleted") == ["10月20日"]
    assert _by_role(document, "inserted") == ["5月18日"]
    assert _by_role(document, "hidden") == ["待补"]
    assert document.property("tracked_change") == "区委组织部|2016-11-03T10:15:00Z|del|10月20日"


def test_notes_comments_and_text_boxes_are_read(tmp_path: Path) -> None:
    body = p(r("正文"), f"<w:r><w:pict><w:txbxContent>{p(r('框中'))}</w:txbxContent></w:pict></w:r>")
    file = docx(
        tmp_path / "a.docx",
        body,
        **{
            "word___rels__document.xml.rels": relations(
                ("a", "footnotes", "footnotes.xml"), ("b", "comments", "comments.xml")
            ),
            "word__footnotes.xml": f'<w:footnotes xmlns:w="{_w()}"><w:footnote w:id="2">{p(r("脚注"))}'
            "</w:footnote></w:footnotes>",
            "word__comments.xml": f'<w:comments xmlns:w="{_w()}"><w:comment w:id="0" w:author="王">'
            f"{p(r('请核对'))}</w:comment></w:comments>",
        },
    )
    spans = {span.text: (span.role, span.anchor) for span in read(file, Limits(), _spool(tmp_path)).spans}
    assert spans == {
        "正文": ("body", "p1"),
        "框中": ("body", "p1x1"),
        "脚注": ("note", "footnote2p1"),
        "请核对": ("comment", "comment0p1"),
    }


def _w() -> str:
    return "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("ns", [STRICT, _w()])
def test_strict_files_and_renamed_main_parts(tmp_path: Path, ns: str) -> None:
    file = docx(tmp_path / "a.docx", p(r("会议记录")), main="docs/text2.xml", ns=ns)
    assert read(file, Limits(), _spool(tmp_path)).spans[0].text == "会议记录"


def test_utf16_part(tmp_path: Path) -> None:
    xml = (
        f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{_w()}"><w:body>{p(r("党费"))}'
        "</w:body></w:document>"
    )
    file = docx(tmp_path / "a.docx", "", **{"word__document.xml": xml.encode("utf-16")})
    assert read(file, Limits(), _spool(tmp_path)).spans[0].text == "党费"


def test_a_cell_that_claims_200_million_columns(tmp_path: Path) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="200000000"/></w:tcPr>{p(r("合计"))}</w:tc>'
    file = docx(tmp_path / "a.docx", f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    (table,) = read(file, Limits(), _spool(tmp_path)).tables
    assert table.rows[0][0] == "合计"
    assert len(table.rows[0]) <= 64


def test_nested_table_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(r('内'))}</w:tc></w:tr></w:tbl>"
    file = docx(tmp_path / "a.docx", f"<w:tbl><w:tr><w:tc>{p(r('外'))}{inner}</w:tc></w:tr></w:tbl>")
    document = read(file, Limits(), _spool(tmp_path))
    assert [(t.name, t.rows) for t in document.tables] == [("t1", (("外",),)), ("t2", (("内",),))]


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密")
    xml = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
        f'<w:document xmlns:w="{_w()}"><w:body>{p(r("甲&x;乙"))}</w:body></w:document>'
    )
    document = read(docx(tmp_path / "a.docx", "", **{"word__document.xml": xml}), Limits(), _spool(tmp_path))
    assert "机密" not in "".join(span.text for span in document.spans)
    assert document.outcome.status is Status.PARTIAL


def test_entity_bomb_costs_nothing(tmp_path: Path) -> None:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "哈">{steps}]>'
        f'<w:document xmlns:w="{_w()}"><w:body>{p(r("&e11;"))}</w:body></w:document>'
    )
    document = read(docx(tmp_path / "a.docx", "", **{"word__document.xml": xml}), Limits(), _spool(tmp_path))
    assert sum(len(span.text) for span in document.spans) < 1000


def test_text_beyond_the_limit_is_partial(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", p(r("字" * 30)) + p(r("后")))
    document = read(file, Limits(characters=20), _spool(tmp_path))
    assert document.outcome.status is Status.PARTIAL
    assert [span.text for span in document.spans] == ["字" * 20]


def test_editing_sessions_are_listed(tmp_path: Path) -> None:
    file = docx(
        tmp_path / "a.docx",
        p(r("文")),
        **{
            "word___rels__document.xml.rels": relations(("s", "settings", "settings.xml")),
            "word__settings.xml": f'<w:settings xmlns:w="{_w()}"><w:rsids><w:rsidRoot w:val="00A1"/>'
            '<w:rsid w:val="00B2"/></w:rsids></w:settings>',
        },
    )
    assert read(file, Limits(), _spool(tmp_path)).property("rsids") == "00A1 00B2"


def test_relation_that_climbs_out_is_ignored(tmp_path: Path) -> None:
    body = p(f'<w:r><a:blip xmlns:a="a" xmlns:r="{REL}" r:embed="x"/></w:r>', r("文"))
    rels = relations(("x", "image", "../../../etc/passwd"))
    file = docx(tmp_path / "a.docx", body, **{"word___rels__document.xml.rels": rels})
    assert read(file, Limits(), _spool(tmp_path)).pictures == ()


@pytest.mark.parametrize("parts", [{"a.txt": "x"}, {"word/document.xml": "<html/>"}])
def test_packages_without_a_text_are_unreadable(tmp_path: Path, parts: dict[str, str | bytes]) -> None:
    with pytest.raises(ReadError) as caught:
        read(write_zip(tmp_path / "a.docx", parts), Limits(), _spool(tmp_path))
    assert caught.value.status is Status.UNREADABLE
