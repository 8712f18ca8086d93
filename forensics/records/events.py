"""The event that a picture shows, as its folder, its file name or the words beside it tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from forensics.dates.dated import Dated
from forensics.dates.file_names import NameTime, in_name
from forensics.dates.find import find as find_dates
from forensics.documents.document import Document, Picture, Span

_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
_NO_EVENT = re.compile(
    r"微信图片|QQ图片|微信截图|屏幕截图|截图|照片|图片|相片|影像|资料|附件|扫描件?|副本|新建|文件夹|压缩|原图|素材|相册|第|张|月|年|日|号"
)
_HAPPENS = re.compile(
    r"会|党课|党日|活动|学习|研讨|慰问|走访|培训|参观|植树|清洁|扫墓|义诊|宣誓|志愿|演练|评议|调研|宣讲|观看|劳动|义务|帮扶|接待|揭牌|座谈"
)
_CAPTION = re.compile(r"[ \u3000]*(?:图|照片|图片)[ \u3000]*[一二三四五六七八九十\d]{0,3}[ \u3000:：.、]*")
_SENTENCE = re.compile(r"[。；：:]\s*\Z")
_LONGEST = 60
"""characters that a caption has at most"""
_NEAR = 3.0
"""heights of a line within which words stand below or above a picture"""


class Event(msgspec.Struct, frozen=True):
    """The words that name an event, its day where one is stated, and where that stands: folder, name or caption."""

    words: str
    day: Dated | None
    origin: str


def event_of(folders: Sequence[str], name: str, times: Sequence[NameTime]) -> Event | None:
    """The event that the name of a picture states, else the nearest folder that names one; None for neither.

    `times` are the dates of the name and the folders, nearest first: one of another part serves where its own lacks it.
    """
    stem = name.rsplit(".", 1)[0]
    stated = [t.dated for t in times if t.origin == "stated" and t.dated.is_day]
    for part, origin in ((stem, "name"), *((f, "folder") for f in reversed(folders))):
        words = _event_words(part)
        if words and (_HAPPENS.search(words) or (origin == "folder" and any(d.text in part for d in stated))):
            own = next((d for d in stated if d.text in part), None)
            return Event(words, own or next(iter(stated), None), origin)
    return None


def _event_words(part: str) -> str:
    rest = part
    for time in in_name(part):
        rest = rest.replace(time.dated.text, " ")
    rest = _NO_EVENT.sub(" ", re.sub(r"[\d._\-—－()（）\[\]【】、]+", " ", rest)) if not _HAPPENS.search(rest) else rest
    words = re.sub(r"^[\d年月日.\s_\-—、()（）]+|[\d\s_\-—()（）]+$", "", rest)
    return words.strip() if _WORDS.search(words) else ""


def captions(document: Document, year: int | None = None) -> Iterator[tuple[str, Event]]:
    """The pictures of a document, by their inner name, with the words beside them."""
    by_anchor = {s.anchor: s for s in document.spans if s.anchor}
    for picture in document.pictures:
        span = _beside(document, picture, by_anchor)
        if span is None:
            continue
        words = _CAPTION.sub("", span.text.strip(), count=1).strip()
        if words:
            day = next((d for d in find_dates(span.text, year=year) if d.is_day and not d.impossible), None)
            yield picture.name, Event(words, day, "caption")


def _beside(document: Document, picture: Picture, by_anchor: dict[str, Span]) -> Span | None:
    """The caption of a picture: the short line next below or above it on the page, or in the flow of paragraphs."""
    if picture.box and picture.page:
        left, top, right, bottom = picture.box
        near = []
        for span in document.spans:
            if span.page != picture.page or not span.box or not 2 <= len(span.text.strip()) <= _LONGEST:
                continue
            height = span.box[3] - span.box[1]
            gap = span.box[1] - bottom if span.box[1] >= bottom - height else top - span.box[3] + height
            if -height <= gap <= _NEAR * height and span.box[0] < right and left < span.box[2]:
                near.append((span.source != "caption", span.box[1] < bottom - height, gap, span))
        return min(near, key=lambda n: n[:3])[3] if near else None
    paragraph = re.fullmatch(r"p(\d+)", picture.anchor)
    if paragraph:
        at = int(paragraph[1])
        here, below, above = (by_anchor.get(f"p{n}") for n in (at, at + 1, at - 1))
        # what stands below a picture is its caption, what stands above only where it says so
        for line, sure in ((here, True), (below, True), (above, False)):
            short = line is not None and 2 <= len(line.text.strip()) <= _LONGEST and not _SENTENCE.search(line.text)
            if line is not None and short and (sure or line.source == "caption" or _CAPTION.match(line.text)):
                return line
        return None
    if cell := re.fullmatch(r"t(\d+)r(\d+)c(\d+)", picture.anchor):
        under = f"t{cell[1]}r{int(cell[2]) + 1}c{cell[3]}"
        return by_anchor.get(under) or by_anchor.get(picture.anchor)
    return None
