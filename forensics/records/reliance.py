"""How far a stated day can carry a finding."""

from __future__ import annotations

from forensics.records.dated import Certainty, Dated
from forensics.records.record import Record


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
