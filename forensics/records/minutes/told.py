"""Fields that running text tells without a label: 会议由查大有同志主持，花小玲记录; 在村部会议室召开."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.records.minutes.fields import Field
from forensics.records.minutes.names import read_name, speaks_for_itself

_WHO = r"(?:(?:会议|大会|活动)?由|(?<=[，。；、,;\s])|^|(?<=主持))(?P<who>[\u4e00-\u9fff·]{2,16}?)(?:同志)?"
_TELLINGS = (
    (
        "chair",
        re.compile(rf"{_WHO}(?:主持|召集)(?:了|召开)?(?:会议|大会|本次会议|此次会议)?(?=[，。；、,;\s]|并|\Z)", re.M),
    ),
    ("recorder", re.compile(rf"{_WHO}(?:担任|作|负责|做)?(?:会议)?记录(?:员)?(?=[，。；、,;])", re.M)),
)
_PLACE = re.compile(
    r"(?:[年月日号分点时半]|上午|下午|晚上?|[，,）)]|支部|党委|党组|全体党员)在(?P<place>[^\s，。；、：:在]{2,20}?)(?:召开|举行|组织召开|集中)"
)
HEAD = 300
"""characters at the head of a meeting in which it is told who led it and where"""


def _told_name(name: str) -> bool:
    """Whether a word before 主持 or 记录 is a name: 同时 and the like are not."""
    return speaks_for_itself(name) or len(name) == 3


def told_fields(text: str, start: int, end: int) -> Iterator[Field]:
    """Chair, recorder and place as the opening sentences tell them: the first of each."""
    stop = min(end, start + HEAD)
    for role, pattern in _TELLINGS:
        for match in pattern.finditer(text, start, stop):
            name = read_name(match["who"])
            if name and _told_name(match["who"][slice(*name)]):
                at = match.start("who")
                yield Field(role, match.start(), (at + name[0], at + name[1]))
                break
    if place := _PLACE.search(text, start, stop):
        yield Field("place", place.start(), place.span("place"))
