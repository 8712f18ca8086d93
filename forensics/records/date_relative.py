"""Days told from another day: 昨日, 上周五, 本月."""

from __future__ import annotations

import datetime
import re

from forensics.records.date_parts import Written
from forensics.records.dated import Certainty

RELATIVE = re.compile(
    r"(?P<day>今[天日]|昨[天日]|前[天](?!津)|明[天日]|后天|同日|当[天日])"
    r"|(?P<week>[上下本这])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])?"
    r"|(?P<month>[上下本])(?:个)?月(?![0-9])|(?P<year>[今去明]年)(?![年底末初]|[0-9])"
)
_OFFSETS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2, "同": 0, "当": 0}
_STEPS = {"上": -1, "本": 0, "这": 0, "下": 1, "去": -1, "今": 0, "明": 1}


def relative_date(match: re.Match[str], today: datetime.date) -> Written | None:
    """What the words mean on the given day (a week spans Monday to Sunday); None beyond the calendar."""
    try:
        first, last = _resolve(match, today)
    except (OverflowError, ValueError):
        return None
    written = Written(match.start(), match.end(), first.year, first.month, first.day)
    if last != first:
        written.until = Written(match.start(), match.end(), last.year, last.month, last.day)
    written.doubt(Certainty.LIKELY, f"“{match[0]}”按{today.isoformat()}推算")
    return written


def _resolve(match: re.Match[str], today: datetime.date) -> tuple[datetime.date, datetime.date]:
    if match["day"]:
        day = today + datetime.timedelta(days=_OFFSETS[match["day"][0]])
        return day, day
    if match["week"]:
        monday = today + datetime.timedelta(days=7 * _STEPS[match["week"]] - today.weekday())
        if not match["weekday"]:
            return monday, monday + datetime.timedelta(days=6)
        day = monday + datetime.timedelta(days="一二三四五六日天".index(match["weekday"]) % 7)
        if match["weekday"] == "天":
            day = monday + datetime.timedelta(days=6)
        return day, day
    if match["month"]:
        count = today.year * 12 + today.month - 1 + _STEPS[match["month"]]
        first = datetime.date(count // 12, count % 12 + 1, 1)
        after = datetime.date((count + 1) // 12, (count + 1) % 12 + 1, 1)
        return first, after - datetime.timedelta(days=1)
    year = today.year + _STEPS[match["year"][0]]
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
