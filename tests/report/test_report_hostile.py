"""The report keeps hostile, damaged and plentiful evidence visible, in its place and harmless."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path

import lxml.html
import msgspec
import pytest

from forensics.detection.finding import Finding, Strength
from forensics.detection.guide import Guide
from forensics.detection.result import Result
from forensics.documents.place import Place
from forensics.report import html, workbook
from forensics.report.visible import visible

ARCHIVE = "../../%E6%A1%A3%E6%A1%88"


@pytest.fixture(scope="module")
def page(result: Result, pictures: Mapping[str, bytes], guides: Mapping[str, Guide]) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html.rendered(result, pictures, guides, ARCHIVE))


def card(page: lxml.html.HtmlElement, finding: Finding) -> lxml.html.HtmlElement:
    (found,) = page.xpath(f"//article[.//code[text()='{finding.fingerprint}']]")
    return found


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def hostile(result: Result) -> list[Finding]:
    return [found for found in result.findings if found.pattern == "term/miswritten" and found.unit]


def test_every_hostile_text_is_readable_in_each_part_of_its_card(page: lxml.html.HtmlElement, result: Result) -> None:
    assert len(hostile(result)) == 7
    for finding in hostile(result):
        text = " ".join(visible(finding.unit).split())
        # unit, statement, anchor, quote, note, the member's name, two reasons, cause, step, basis, calibration
        assert words(card(page, finding)).count(text) >= 12


def test_the_page_has_no_element_that_the_templates_do_not_write(page: lxml.html.HtmlElement, result: Result) -> None:
    bare = Result(version="1", archive="空", findings=result.findings[:1])
    assert not page.xpath("//img | //iframe | //object | //embed | //base | //*[@*[starts-with(name(), 'on')]]")
    assert len(page.xpath("//style")) == len(page.xpath("//script")) == 1
    script = lxml.html.document_fromstring(html.rendered(bare, {}, {})).xpath("//script")[0].text
    assert page.xpath("//script")[0].text == script


def test_every_address_is_a_place_in_the_page_a_picture_or_a_file_of_the_archive(page: lxml.html.HtmlElement) -> None:
    addresses = page.xpath("//@href | //@src")
    assert addresses
    assert all(a.startswith(("#", "data:image/jpeg;base64,", f"{ARCHIVE}/")) for a in addresses)
    assert not re.search(r"https?:|//", re.sub(r"data:\S+", "", " ".join(page.xpath("//style/text()"))))


def test_every_link_within_the_page_leads_somewhere(page: lxml.html.HtmlElement) -> None:
    targets = set(page.xpath("//@id"))
    assert len(targets) == len(page.xpath("//@id"))
    assert {a[1:] for a in page.xpath("//@href") if a.startswith("#")} <= targets


def test_a_member_of_a_container_is_named_but_only_the_container_is_linked(page: lxml.html.HtmlElement) -> None:
    inner = page.xpath("//*[contains(@class, 'inner')][contains(., '通知 #1%.docx')]")
    assert inner and all(part.tag == "span" and not part.xpath("ancestor::a") for part in inner)
    linked = {part.getprevious().get("href") for part in inner}
    assert linked == {f"{ARCHIVE}/%E6%B2%B3%E8%A5%BF%E7%A4%BE%E5%8C%BA.zip"}


def test_each_side_of_a_row_shows_its_own_file_and_its_own_marks(page: lxml.html.HtmlElement, result: Result) -> None:
    (copy,) = [found for found in result.findings if found.pattern == "copy/members"]
    first, second = card(page, copy).xpath(".//div[@class='row']")
    left, right = first.xpath("./div[@class='side']")
    assert "王秀兰.docx" in words(left) and "李建国.docx" not in words(left)
    assert "李建国.docx" in words(right) and "第9段" in words(right)
    assert [mark.text for mark in second.xpath(".//mark")] == ["两学一作", "两学一作"]
    assert "表1第2行第3列" in words(second) and "第11段" in words(second)


def test_a_cell_is_named_by_its_sheet_in_words() -> None:
    evidence = (Place(path="表.xlsx", anchor="Sheet1!B3", quote="值"),)
    finding = Finding(pattern="figure/sum", strength=Strength.WEAK, unit="", statement="数", evidence=evidence)
    assert "工作表Sheet1 B3" in html.rendered(Result(version="1", archive="空", findings=(finding.sealed(),)), {}, {})


def test_facts_for_and_against_are_told_apart(page: lxml.html.HtmlElement, result: Result) -> None:
    (copy,) = [found for found in result.findings if found.pattern == "copy/members"]
    (against,) = card(page, copy).xpath(".//ul[@class='against']/li")
    assert words(against) == "两人同属一个学习小组，可能有共同提纲"
    assert len(card(page, copy).xpath(".//ul[@class='for']/li")) == 2


def test_a_guide_stands_in_where_a_finding_brings_no_causes(page: lxml.html.HtmlElement, result: Result) -> None:
    (policy,) = [found for found in result.findings if found.pattern == "time/before-policy"]
    assert "落款年份笔误" in words(card(page, policy)) and "核对会议通知原件" in words(card(page, policy))


def test_every_unexamined_item_stands_with_its_reason(page: lxml.html.HtmlElement, result: Result) -> None:
    listed = [words(entry) for entry in page.xpath("//section[@id='gaps']//li")]
    troubled = [item for item in result.ledger if not item.outcome.ok]
    assert len(listed) == len(troubled) == 3
    for item in troubled:
        assert any(item.path in entry and item.outcome.reason in entry for entry in listed)


def test_the_ledger_has_one_row_for_each_item_in_order(page: lxml.html.HtmlElement, result: Result) -> None:
    rows = page.xpath("//details[@id='ledger']//tbody/tr")
    names = ["".join(words(row[0]).split()) for row in rows]
    assert names == ["".join(visible(item.path).split()) for item in result.ledger]


def test_what_a_detector_could_not_judge_or_broke_on_is_shown_with_its_count(page: lxml.html.HtmlElement) -> None:
    text = words(page.xpath("//section[@aria-labelledby='detectors-title']")[0])
    assert "3 份：没有可读文字" in text and "11 份：只有一人的笔记" in text
    assert "检查出错" in text and "]]> --> </style></script><b>" in text


def test_the_long_quote_keeps_its_mark_and_says_what_is_left_out(page: lxml.html.HtmlElement, result: Result) -> None:
    (long,) = [found for found in result.findings if not found.unit]
    (quote,) = card(page, long).xpath(".//blockquote")
    assert [mark.text for mark in quote.xpath(".//mark")] == ["学学学学"]
    left_out = [int(count) for count in re.findall(r"略 (\d+) 字", words(quote))]
    assert sum(left_out) + "".join(quote.xpath(".//text()[not(parent::span)]")).count("学") == 40_000


def test_half_a_character_anywhere_is_shown_by_number_in_page_and_workbook(result: Result, tmp_path: Path) -> None:
    half = "王\ud83d秀\udcff兰"
    place = msgspec.structs.replace(result.findings[0].evidence[0], path=half, anchor=half, quote=half, note=half)
    broken = msgspec.structs.replace(result.findings[0], unit=half, statement=half, evidence=(place,)).sealed()
    item = msgspec.structs.replace(result.ledger[0], path=half, kind=half, modified=half, notes=(half,))
    spoilt = Result(version="1", archive=half, warnings=(half,), findings=(broken,), ledger=(item,))
    html.write(spoilt, {}, {}, tmp_path / "report.html", ARCHIVE)
    workbook.write(spoilt, {}, tmp_path / "问题清单.xlsx", ARCHIVE)
    assert (tmp_path / "report.html").read_text("utf-8").count("王⟨U+D83D⟩秀⟨U+DCFF⟩兰") > 8


def test_a_thousand_leads_with_two_thousand_pages_of_places_are_quick_and_small_in_every_report(
    tmp_path: Path,
) -> None:
    quote = "通过学习，我深刻认识到加强党性修养的重要性。" * 20
    findings = tuple(
        Finding(
            pattern=("copy/members", "time/before-policy", "term/stale")[at % 3],
            strength=list(Strength)[at % 3],
            unit=f"第{at % 40}村",
            statement=f"两份材料第{at}处相同",
            evidence=tuple(
                Place(path=f"村{at % 40}/{at}-{side}.docx", anchor=f"p{at}", quote=quote, marks=((9, 300),), side=side)
                for side in (0, 1)
            ),
        ).sealed()
        for at in range(1000)
    )
    big = Result(version="1", archive="大", findings=findings)
    started = time.perf_counter()
    html.write(big, {}, {}, tmp_path / "report.html", ARCHIVE)
    workbook.write(big, {}, tmp_path / "问题清单.xlsx", ARCHIVE)
    assert time.perf_counter() - started < 10
    assert (tmp_path / "report.html").stat().st_size < 20_000_000
