"""A real browser opens the report offline: hostile evidence runs nothing, links and filters work."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import lxml.html
import pytest

from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.report import html

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
)
pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium or Chrome is installed on this machine")


def opened(address: str, profile: Path) -> tuple[lxml.html.HtmlElement, str]:
    """The page as the browser has it after its script ran, and what the browser complained about."""
    call = [BROWSER, *OPTIONS, f"--user-data-dir={profile}", "--dump-dom", address]
    shown = subprocess.run(call, capture_output=True, text=True, timeout=60, check=True)
    return lxml.html.document_fromstring(shown.stdout), shown.stderr


def test_a_link_to_a_weak_lead_opens_its_card_and_only_that(
    result: Result, pictures: Mapping[str, bytes], guides: Mapping[str, Guide], tmp_path: Path
) -> None:
    html.write(result, pictures, guides, tmp_path / "report.html")
    page, complaints = opened(f"{(tmp_path / 'report.html').as_uri()}#lead-5", tmp_path / "profile")
    assert page.xpath("//article[contains(@class, 'weak')][details/@open]/@id") == ["lead-5"]
    assert page.findtext(".//title") == "2016年学习教育档案 · 档案筛查报告"
    assert "CONSOLE" not in complaints and "Uncaught" not in complaints


def test_the_filter_leaves_the_cards_that_fit_and_counts_them(
    result: Result, pictures: Mapping[str, bytes], guides: Mapping[str, Guide], tmp_path: Path
) -> None:
    # A second script plays the reader, so this copy does without the policy that forbids it.
    text = html.rendered(result, pictures, guides)
    play = """<script>
      const form = document.getElementById("filter"), step = (name, value) => {
        form.elements.namedItem(name).value = value;
        form.dispatchEvent(new Event("input"));
        const left = [...document.querySelectorAll("article.lead")].filter((card) => !card.hidden).map((c) => c.id);
        const nothing = !document.getElementById("nothing").hidden;
        document.body.insertAdjacentHTML("beforeend", "<pre>" + [left.join(" "), nothing].join("|") + "</pre>");
      };
      step("unit", "城东村"); step("strength", "moderate"); step("words", "IMG_0512"); step("words", "没有这样的字");
    </script></body>"""
    policy = '<meta http-equiv="Content-Security-Policy"'
    assert policy in text
    (tmp_path / "report.html").write_text(text.replace(policy, "<meta name=off").replace("</body>", play), "utf-8")
    page, complaints = opened((tmp_path / "report.html").as_uri(), tmp_path / "profile")
    town = [f"lead-{at}" for at, found in enumerate(result.findings, 1) if found.unit == "城东村"]
    photo = [f"lead-{at}" for at, found in enumerate(result.findings, 1) if found.pattern == "photo/clock"]
    assert len(town) == 2
    kept = [*(f"{' '.join(ids)}|false" for ids in (town, photo, photo)), "|true"]
    assert [note.text for note in page.xpath("//body/pre")] == kept
    assert page.findtext(".//output") == f"显示 0 / {len(result.findings)} 条"
    assert "Uncaught" not in complaints
