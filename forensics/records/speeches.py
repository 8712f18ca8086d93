"""Who said what in a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from forensics.records.fields import BLANK, fields_in
from forensics.records.people import plausible_name

_BULLET = rf"(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、.．,，]|[●■◆·○〇★*－—-])?{BLANK}*"
_NAME = rf"(?:[\u4e00-\u9fff]{{2,4}}|[\u4e00-\u9fff]{BLANK}+[\u4e00-\u9fff])"
_TITLE = (
    r"(?:支部|党委|党总支|总支|村|社区|镇|乡|局|县|区|街道|老)?"
    r"(?:副?书记|副?主任|[副正]?(?:局长|镇长|乡长|校长|经理)|(?:组织|宣传|纪检|统战|青年|生活)?委员|(?:党小)?组长|党员|同志)"
)
_SAID = (
    r"(?:同志)?(?:作?(?:发言|补充|总结|表态|汇报|通报|讲话|讲解|领学)|说道?|讲道?|谈到?|指出|认为|表示|强调|提出|建议|"
    r"回应|答复)"
)
_SPEAKER = re.compile(
    rf"^{BLANK}*{_BULLET}(?:发言人{BLANK}*[:：]{BLANK}*)?(?:{_TITLE}{BLANK}*)?(?P<name>{_NAME}?)"
    rf"(?:{BLANK}*[（(][^）)\n]{{1,16}}[)）])?{BLANK}*(?:{_TITLE})?(?:{BLANK}*{_SAID})?(?P<mark>{BLANK}*[:：]+|\t+)",
    re.M,
)
_SPOKE = re.compile(rf"^{BLANK}*{_BULLET}(?:{_TITLE})?(?P<name>{_NAME}?)(?:{_TITLE})?(?P<said>{_SAID})", re.M)
_CLOSING = re.compile(
    rf"^{BLANK}*(?:会议(?:最后|决定|决议|议定|形成|要求|强调|结束)|决议|议定|表决|散会|主持人签|记录人签|签名|附[:：]|备注|[（(]补记)",
    re.M,
)
_SHORTEST = 4


class Speech(msgspec.Struct, frozen=True):
    """A speaker with the half-open range of what he is recorded to have said."""

    speaker: str
    chars: tuple[int, int]


def speeches_in(text: str, start: int, end: int, known: Iterable[str] = ()) -> tuple[Speech, ...]:
    """The speeches within a range, in order. `known` are names that stand in the record's own lists."""
    names = frozenset(known)
    labels = {f.start for f in fields_in(text[start:end])}
    starts: dict[int, tuple[str, int]] = {}
    for at, name, body in _openings(text, start, end, names):
        if at - start not in labels:
            starts.setdefault(at, (name, body))
    ends = sorted({*starts, *(m.start() for m in _CLOSING.finditer(text, start, end)), end})
    found = []
    for at, (name, body) in sorted(starts.items()):
        stop = next((e for e in ends if e > at), end)
        stop = max(body, len(text[:stop].rstrip()))
        if stop - body >= _SHORTEST:
            found.append(Speech(name, (body, stop)))
    return tuple(found)


def _openings(text: str, start: int, end: int, known: frozenset[str]) -> Iterator[tuple[int, str, int]]:
    """Where a speech begins: start of the name's line, the name, start of the words."""
    for match in _SPEAKER.finditer(text, start, end):
        name = re.sub(BLANK, "", match["name"])
        if name in known or (match["mark"].strip(" \u3000") not in ("", "\t") and plausible_name(name)):
            yield match.start(), name, match.end()
    for match in _SPOKE.finditer(text, start, end):
        name = re.sub(BLANK, "", match["name"])
        if name in known:
            yield match.start(), name, match.end("said")
