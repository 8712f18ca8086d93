"""A findings.json kept from the first schema, written by hand, still becomes every report."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import openpyxl

from forensics.report import findings_json, html, workbook

STORED = Path(__file__).parent / "data" / "schema1.findings.json"


def test_it_is_still_valid_by_the_schema() -> None:
    jsonschema.validate(json.loads(STORED.read_bytes()), findings_json.schema())


def test_it_still_becomes_page_and_workbook(tmp_path: Path) -> None:
    stored = findings_json.read(STORED)
    html.write(stored, {}, {}, tmp_path / "report.html", "../archive")
    workbook.write(stored, {}, tmp_path / "list.xlsx")
    page = (tmp_path / "report.html").read_text("utf-8")
    for words in ("<mark>两学一作</mark>", "第4段", "图像数据不完整", "没有可读文字", "录入笔误"):
        assert words in page
    cells = openpyxl.load_workbook(tmp_path / "list.xlsx")["问题清单"][2]
    assert [cell.value for cell in cells[:3]] == [1, "0123456789abcdef", "城东村"]


def test_writing_it_again_changes_no_fact(tmp_path: Path) -> None:
    findings_json.write(findings_json.read(STORED), tmp_path / "again.json")
    again = json.loads((tmp_path / "again.json").read_bytes())
    assert (again.pop("meetings"), again.pop("knowledge")) == ([], [])  # these two are newer than the stored file
    assert again == json.loads(STORED.read_bytes())
