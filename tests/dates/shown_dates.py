"""Dates shown as one short line, so that a table of expectations stays readable."""

from __future__ import annotations

from forensics.dates.dated import Dated


def shown(dated: Dated) -> str:
    """`2016-05-12 sure`, with `..end`, ` @clock`, ` wd3` and ` !` (impossible) where they apply."""
    day = f"{dated.start}" if dated.is_day else f"{dated.start}..{dated.end}"
    clock = f" @{dated.clock}" if dated.clock else ""
    weekday = "" if dated.weekday is None else f" wd{dated.weekday}"
    return f"{day} {dated.certainty.value}{clock}{weekday}{' !' if dated.impossible else ''}"
