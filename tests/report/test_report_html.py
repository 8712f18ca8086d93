"""The HTML report: complete, self-contained, and harmless whatever the evidence says."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from forensics.detection.finding import Finding, Strength
from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.documents.place import Place
from forensics.report import html

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
QUIET = re.findall(
    r"\S+",
    """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --enable-logging=stderr""",
)


class Page(HTMLParser):
    """Tags with their attributes, and the text of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def text(result: Result, pictures: Mapping[str, bytes], guides: Mapping[str, Guide]) -> str:
    return html.rendered(result, pictures, guides, "../../%E6%A1%A3%E6%A1%88")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_nothing_is_fetched_from_anywhere(page: Page, text: str) -> None:
    fetched = ("src", "srcset", "data", "action", "poster", "xlink:href")
    assert not [
        v for _, attrs in page.tags for k, v in attrs.items() if k in fetched and not str(v).startswith("data:")
    ]
    assert "data:image/jpeg;base64," in text
    assert not [v for tag, attrs in page.tags if tag == "link" for v in attrs.values()]
    assert not re.search(r"@import|url\((?!['\"]?data:|#)", text)


def test_links_lead_into_the_archive_percent_encoded(page: Page) -> None:
    links = [a["href"] for tag, a in page.tags if tag == "a" and a.get("href") and not a["href"].startswith("#")]
    assert links and all(link.startswith("../../%E6%A1%A3%E6%A1%88/") for link in links)
    assert any("%E7%8E%8B%E7%A7%80%E5%85%B0.docx" in link for link in links)
    assert not any("!/" in link or " " in link for link in links)


def test_scripts_and_markup_in_evidence_stay_words(page: Page, text: str) -> None:
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any("onerror" in attrs for _, attrs in page.tags)
    assert "<script>document.title='owned'</script>" in "".join(page.words)
    assert "49" not in re.findall(r"\{\{.*?\}\}|49", text.split("7*7")[0][-20:])
    assert "{{ 7*7 }} {% raw %}" in "".join(page.words)


def test_characters_that_hide_or_reorder_text_are_shown_by_number(text: str) -> None:
    assert "\u202e" not in text and "\x00" not in text and "\x1b" not in text
    assert "⟨U+202E⟩" in text and "⟨U+0000⟩" in text


def test_both_sides_stand_in_one_row_with_what_is_shared_marked(text: str) -> None:
    rows = re.findall(r'<div class="row">.*?(?=<div class="row">|</div>\s*</div>\s*<div class="reasons">)', text, re.S)
    both = [r for r in rows if "王秀兰.docx" in r and "李建国.docx" in r]
    assert both
    marked = re.findall(r"<mark>(.*?)</mark>", both[0])
    assert len(marked) == 2 and marked[0] == marked[1] and "加强党性修养" in marked[0]


@pytest.mark.parametrize("words", ["第12段", "表1第2行第3列", "第45行", "第3页"])
def test_places_are_named_in_words(words: str, page: Page) -> None:
    assert words in re.sub(r"\s", "", "".join(page.words))


def test_each_picture_is_held_once_however_often_it_is_shown(text: str, result: Result) -> None:
    pictures = re.findall(r"data:image/jpeg;base64,[\w+/=]+", text)
    assert len(pictures) == len(set(pictures)) == 2


def test_what_was_not_examined_stands_there_with_its_reason(page: Page, result: Result) -> None:
    words = "".join(page.words)
    for item in result.ledger:
        if not item.outcome.ok and "<" not in item.outcome.reason:
            assert item.path in words and item.outcome.reason in words
    assert "没有可读文字" in words and "只有一人的笔记" in words


def test_the_whole_ledger_is_there(page: Page, text: str, result: Result) -> None:
    words = "".join(page.words)
    assert all(item.path in words for item in result.ledger if item.path.isprintable())
    assert all(item.sha256 in text for item in result.ledger if item.sha256)


def test_it_says_that_leads_are_no_conclusions(page: Page) -> None:
    words = "".join(page.words)
    assert "不是结论" in words
    assert not re.search(r"伪造|造假|弄虚作假", words)


def test_a_quote_of_forty_thousand_characters_is_cut_around_its_mark(text: str) -> None:
    assert len(max(re.findall(r"学+", text), key=len)) < 4000


def test_a_thousand_leads_are_written_quickly_and_stay_small(tmp_path: Path) -> None:
    findings = tuple(
        Finding(
            pattern="copy/members",
            strength=Strength.MODERATE,
            unit=f"第{i % 30}村",
            statement=f"两份材料第{i}处相同",
            evidence=(
                Place(path=f"村/{i}.docx", quote="甲" * 200, marks=((3, 150),)),
                Place(path=f"村/{i}b.docx", quote="甲" * 200, marks=((3, 150),), side=1),
            ),
        ).sealed()
        for i in range(1000)
    )
    started = time.perf_counter()
    html.write(Result(version="1", archive="大", findings=findings), {}, {}, tmp_path / "r.html")
    assert time.perf_counter() - started < 10
    assert (tmp_path / "r.html").stat().st_size < 20_000_000


@pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed on this machine")
def test_a_real_browser_shows_every_lead_without_an_error(
    result: Result, pictures: Mapping[str, bytes], guides: Mapping[str, Guide], tmp_path: Path
) -> None:
    html.write(result, pictures, guides, tmp_path / "report.html")
    assert BROWSER is not None
    shown = subprocess.run(
        [BROWSER, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", (tmp_path / "report.html").as_uri()],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert shown.stdout.count('<article class="lead') == len(result.findings)
    assert "<title>owned" not in shown.stdout
    assert "Uncaught" not in shown.stderr and ":CONSOLE" not in shown.stderr
    assert f"显示 {len(result.findings)} / {len(result.findings)}" in re.sub(r"<[^>]+>", "", shown.stdout)


def test_the_same_result_gives_the_same_page(
    result: Result, pictures: Mapping[str, bytes], guides: Mapping[str, Guide]
) -> None:
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(result), type=Result)
    assert html.rendered(again, pictures, guides) == html.rendered(result, pictures, guides)
