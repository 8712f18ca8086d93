"""How far a stated day can carry a finding."""

from __future__ import annotations

import re

from forensics.dates.dated import Certainty, Dated
from forensics.records.record import Record

_FULL_DAY = re.compile(r"(?:19|20)\d\d\s*[年.\-/．－]\s*\d{1,2}\s*[月.\-/．－]\s*\d{1,2}\s*日?")
_SURE_READING = 0.9
"""confidence of OCR from which a full day can count"""


def firm(day: Dated, record: Record) -> bool:
    """Whether a day (or month) is certain enough for more than a weak lead.

    A day that the OCR read counts as certain only where something else confirms it: the weekday written beside
    it fits, or the file's name states the same day or month.
    """
    if day.certainty is not Certainty.SURE or day.impossible:
        return False
    if not record.text.recognised_at(*day.chars):
        return True
    if day.weekday is not None:
        return day.weekday == day.start.weekday()
    return any(t.origin == "stated" and t.dated.start <= day.start <= t.dated.end for t in record.named_dates)


def weight(day: Dated, record: Record) -> int:
    """How far a day carries: 3 typed and full (or firm), 2 typed with a year from elsewhere, 1 a full day that OCR read
    with confidence, 0 anything else.
    """
    if day.impossible or day.certainty is Certainty.UNSURE:
        return 0
    if not record.text.recognised_at(*day.chars):
        return 3 if day.certainty is Certainty.SURE else 2
    if firm(day, record):
        return 3
    written = record.text.full[slice(*day.chars)]
    return 1 if _FULL_DAY.fullmatch(written) and record.text.confidence(*day.chars) >= _SURE_READING else 0
