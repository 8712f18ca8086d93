"""Second witnesses for days that OCR read: a slip of 3 to 8 leaves a date quite regular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from forensics.dates.dated import Certainty, Dated
from forensics.dates.numerals import fold

_MONTH = 31
_ARABIC_CONFUSED, _CHINESE_CONFUSED = frozenset("38"), frozenset("23")


def confirmed(found: Iterable[Dated], named: Iterable[Dated]) -> list[Dated]:
    """The dates with their certainty lowered where often confused digits stand without a second witness.

    Witnesses are the weekday beside the day, the same day elsewhere in the text, and a day or month of `named`.
    """
    found, named = list(found), [d for d in named if not d.impossible and (d.end - d.start).days <= _MONTH]
    mentions = Counter((d.start, d.end) for d in found if not d.impossible)
    return [_weighed(d, mentions[d.start, d.end] > 1 or any(n.start <= d.start <= n.end for n in named)) for d in found]


def _weighed(dated: Dated, witnessed: bool) -> Dated:
    if dated.impossible:
        return _lowered(dated, Certainty.UNSURE, "识别出的日期并不存在")
    if dated.is_day and dated.weekday is not None and dated.weekday != dated.start.weekday():
        return _lowered(dated, Certainty.UNSURE, "识别的日期与星期不符")
    fits = dated.is_day and dated.weekday is not None
    if dated.certainty is Certainty.SURE and not (fits or witnessed) and _may_slip(dated):
        return _lowered(dated, Certainty.LIKELY, "易混数字未经印证")
    return dated


def _may_slip(dated: Dated) -> bool:
    """Whether often confused digits stand in a date. The first of the year is not asked: no record is of 3016."""
    digits = "".join(f"{day.year % 1000}{day.month}{day.day}" for day in (dated.start, dated.end))
    return not (_ARABIC_CONFUSED if fold(dated.text[:2]).isascii() else _CHINESE_CONFUSED).isdisjoint(digits)


def _lowered(dated: Dated, certainty: Certainty, why: str) -> Dated:
    doubt = f"{dated.doubt}；{why}" if dated.doubt else why
    return msgspec.structs.replace(dated, certainty=certainty, doubt=doubt)
