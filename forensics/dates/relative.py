"""Days told from another day: 昨日, 上周五, 本月5日, 次日, 去年."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

from forensics.dates.numerals import CHINESE, small_number
from forensics.dates.parts import Written
from forensics.dates.years import KnownYear

_OF_MONTH = rf"(?P<of>[0-9]{{1,2}}|[{CHINESE}]{{1,3}})[日号]"
_RELATIVE = re.compile(
    r"(?P<back>[同当次翌]日(?![常报])|当天|第二天)"
    r"|(?P<day>今[天日](?!头条|水印)|昨[天日]|前天(?!津)|明[天日](?!之星)|(?<!先天)(?<!先天和)后天(?![努形]))"
    r"|(?P<part>[今昨明当][早晚](?![已期就年些报会点]))"
    r"|(?P<week>[上下本这])(?:周(?![期年岁边密转全折知到末])|星期|礼拜)(?P<weekday>[一二三四五六日天])?"
    rf"|(?P<month>[上下本])(?:个)?月(?:份(?!额))? ?(?:{_OF_MONTH}|(?P<stretch>[上中下]旬|[初底末])|(?![0-9]))"
    r"|(?P<year>[今去明]年)(?!度?[ 的,]?[0-9年底末初上下前一二三四五六七八九十])"
)
_SEED = re.compile("[今昨明后同当次翌前去第上下本这](?=[日天早晚周星礼月个年二])")
_YEAR_WORD = re.compile(
    r"(?:(?<!于)(?P<told>[今去明]年|(?<![之以目])前年|(?<!以)上年)|(?P<back>[同次翌]年|当年))度?[ 的,]?\Z"
)
_OFFSETS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2, "同": 0, "当": 0, "次": 1, "翌": 1, "第": 1}
_STEPS = {"上": -1, "本": 0, "这": 0, "下": 1, "去": -1, "今": 0, "明": 1, "前": -2, "同": 0, "当": 0, "次": 1, "翌": 1}


def relative_words(text: str) -> Iterator[re.Match[str]]:
    """The words of a folded text that tell a day, week, month or year from another."""
    for seed in _SEED.finditer(text):
        match = _RELATIVE.match(text, seed.start())
        if match:
            yield match


def relative_date(match: re.Match[str], day: datetime.date) -> Written | None:
    """What the words mean on the given day (a week spans Monday to Sunday); None beyond the calendar."""
    try:
        first, last = _resolve(match, day)
    except (OverflowError, ValueError):
        return None
    written = Written(match.start(), match.end(), first.year, first.month, first.day)
    if match["part"]:
        written.end -= 1  # 晚 belongs to the clock that follows
    if match["stretch"]:
        written.day, written.part = None, match["stretch"]
    elif last != first:
        written.until = Written(match.start(), match.end(), last.year, last.month, last.day)
    return written


def year_word(text: str, start: int) -> re.Match[str] | None:
    """The word before a spelling that tells its year from another: 去年(5月12日), 同年(6月)."""
    return _YEAR_WORD.search(text[max(start - 4, 0) : start])


class Told(msgspec.Struct, frozen=True):
    """A spelling whose year a word before it tells."""

    word: str
    written: Written

    @property
    def back(self) -> bool:
        """Whether the year is told from the date before (同年) and not from the record's own (去年)."""
        return self.word[0] in "同次翌当"

    def known(self, year: int) -> KnownYear:
        """The year that the word means, told from another."""
        return KnownYear(year + _STEPS[self.word[0]], "context")

    def guess(self, known: KnownYear | None) -> KnownYear | None:
        """The year that the word means where only the year about the text is known, not its day."""
        return known and KnownYear(
            known.year + _STEPS[self.word[0]], known.source, f"“{self.word}”按{known.year}年推算"
        )


def _resolve(match: re.Match[str], day: datetime.date) -> tuple[datetime.date, datetime.date]:
    if word := match["day"] or match["back"] or match["part"]:
        told = day + datetime.timedelta(days=_OFFSETS[word[0]])
        return told, told
    if match["week"]:
        monday = day + datetime.timedelta(days=7 * _STEPS[match["week"]] - day.weekday())
        if not match["weekday"]:
            return monday, monday + datetime.timedelta(days=6)
        told = monday + datetime.timedelta(days=min("一二三四五六日天".index(match["weekday"]), 6))
        return told, told
    if match["month"]:
        count = day.year * 12 + day.month - 1 + _STEPS[match["month"]]
        first = datetime.date(count // 12, count % 12 + 1, 1)
        if match["of"]:
            number = small_number(match["of"])
            told = first.replace(day=number.value if number else 0)
            return told, told
        after = datetime.date((count + 1) // 12, (count + 1) % 12 + 1, 1)
        return first, after - datetime.timedelta(days=1)
    year = day.year + _STEPS[match["year"][0]]
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
