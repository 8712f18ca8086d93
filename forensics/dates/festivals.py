"""Days named by the lunar calendar (腊月廿三, 丙申年八月十五) or by a festival (国庆节前). Texts here are folded."""

from __future__ import annotations

import re

from forensics.dates.dated import Certainty
from forensics.dates.lunar import LunarDay, cyclic_year
from forensics.dates.numerals import counted_number
from forensics.dates.parts import QINGMING, Written

_MONTH = r"(?P<leap>闰)?(?P<month>[正腊冬]|十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月"
_DAY = (
    r"(?P<day>初(?:十|[一二三四五六七八九])|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?"
    r"|卅|三|[12]?[0-9](?=日))日?"
)
_BY_NAME = r"[农阴旧夏古]历"
_CYCLIC = r"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
_LUNAR = re.compile(
    rf"(?P<head>(?:{_BY_NAME}[ (]?)?(?:(?P<cyclic>{_CYCLIC})年|(?P<year>20[0-9]{{2}})年)?(?:{_BY_NAME})?[ )]?){_MONTH}"
    rf"(?: ?{_DAY})?"
)
_NAMED = {
    "元旦": (1, 1), "妇女节": (3, 8), "三八": (3, 8), "植树节": (3, 12), "劳动节": (5, 1), "五一": (5, 1),
    "青年节": (5, 4), "五四": (5, 4), "儿童节": (6, 1), "六一": (6, 1), "建党节": (7, 1), "七一": (7, 1),
    "建军节": (8, 1), "八一": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
_LUNAR_NAMED = {"除夕": (1, 0), "春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "中秋": (8, 15), "重阳": (9, 9)}
_TURN_OF_YEAR = ("元旦", "除夕", "春节", "元宵")
# A bare 清明 or 七一 is as often part of a name (七一勋章, 清明上河): it needs 节 or a word of time behind it.
_WHOLE = "元旦|除夕|春节|妇女节|植树节|劳动节|青年节|儿童节|建党节|建军节|教师节"
_SHORT = "清明|元宵|端午|中秋|重阳|国庆"
_NUMBER = "三八|五一|五四|六一|七一|八一|十一"
_WHEN = r"(?:到来|来临)?之?前(?:夕|一周|几天|(?![后往来期进提列言景途程面者述锋沿台排]))|当[天日]|期间"
_QUOTE = '[”"]'
_FESTIVAL = re.compile(
    rf"(?:(?P<name>{_WHOLE})(?![联晚活假档祭])|(?P<short>{_SHORT})(?:节(?!气)|(?=[”\"]?(?:{_WHEN})))"
    rf"|(?<![0-9一二三四五六七八九十第])(?P<number>{_NUMBER})(?=[”\"]?(?:{_WHEN})))[”\"]?(?P<when>{_WHEN})?"
)
FIRST = "农阴旧夏古甲乙丙丁戊己庚辛壬癸闰正腊冬元除春妇植劳青儿建教清端中重国三五六七八十一二四九"
SECOND = "历子丑寅卯辰巳午未申酉戌亥正月旦夕节女树动年童党军师宵秋阳明庆一二三四五六七八九十"
"""the first and second characters of all such names, by which a search finds them fast"""


def named_day(text: str, at: int) -> Written | None:
    """The lunar day or festival that begins at this place."""
    return _lunar(text, at) or _festival(text, at)


def without_occasions(text: str) -> str:
    """The text with festivals made unreadable, character for character: 2016年清明节活动 names a year, not a day."""
    return _FESTIVAL.sub(lambda match: "某" * len(match[0]), text)


def _lunar(text: str, at: int) -> Written | None:
    match = _LUNAR.match(text, at)
    if not match:
        return None
    own_name = match["month"] in "正腊冬" or match["leap"] or (match["day"] or "").startswith("初")
    if not (own_name or match["cyclic"] or re.search(_BY_NAME, match["head"])):
        return None
    month, day = _month_number(match["month"]), _day_number(match["day"]) if match["day"] else None
    if month is None or (match["day"] and day is None):
        return None
    written = Written(at, match.end(), lunar=LunarDay(month, day, bool(match["leap"])))
    if match["year"]:
        written.year = int(match["year"])
    elif match["cyclic"]:
        written.year = cyclic_year(match["cyclic"])
    written.doubt(Certainty.LIKELY, "由农历推算")
    if month > 10 and not match["cyclic"] and not re.search(_BY_NAME, match["head"]):
        written.doubt(Certainty.UNSURE, "农历冬腊月多在次年公历一二月")
    return written


def _festival(text: str, at: int) -> Written | None:
    match = _FESTIVAL.match(text, at)
    if not match:
        return None
    name = match["name"] or match["short"] or match["number"]
    written = Written(at, match.end(), occasion=True)
    if name in _LUNAR_NAMED:
        written.lunar = LunarDay(*_LUNAR_NAMED[name])
    elif name == "清明":
        written.part = QINGMING
    else:
        written.month, written.day = _NAMED[name]
    when = match["when"] or ""
    written.eve = "前" in when
    exact = written.eve or when.startswith("当")
    written.doubt(
        Certainty.LIKELY if exact and name not in _TURN_OF_YEAR else Certainty.UNSURE,
        f"由“{re.sub(_QUOTE, '', match[0])}”推算",
    )
    return written


def _month_number(token: str) -> int | None:
    return {"正": 1, "冬": 11, "腊": 12}.get(token) or (int(token) if token.isascii() else counted_number(token))


def _day_number(token: str) -> int | None:
    return int(token) if token.isascii() else counted_number(token.removeprefix("初"))
