"""The hand-made table of dates and of what only looks like one (date_strings.tsv).

Columns: the text (\\n for a line break); the context (`year=2016`, `today=2016-05-12`, `dotted`: a date column); the
readings as `shown_dates` shows them, parted by ` | `; their roles and certainties, parted by commas, one for all or one
for each (an empty role is not looked at, `unsure-likely` allows both); the kind: clean, none (no date), ocr.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shown_dates import shown

from forensics.dates.dated import Certainty, Dated
from forensics.dates.find import find
from forensics.dates.roles import with_roles

_TABLE = Path(__file__).with_name("date_strings.tsv")
_RANKS = [certainty.value for certainty in (Certainty.UNSURE, Certainty.LIKELY, Certainty.SURE)]


@dataclass(frozen=True)
class Row:
    """One string and what is to be read in it."""

    text: str
    context: str
    readings: tuple[str, ...]
    roles: tuple[str, ...]
    certainties: tuple[str, ...]
    kind: str

    def read(self, text: str | None = None, *, ocr: bool | None = None) -> tuple[Dated, ...]:
        """The dates found in the row's text, or in another text in its place."""
        text = self.text if text is None else text
        options = dict(word.partition("=")[::2] for word in self.context.split())
        found = find(
            text,
            year=int(options["year"]) if "year" in options else None,
            dotted="dotted" in options,
            today=datetime.date.fromisoformat(options["today"]) if "today" in options else None,
            ocr=self.kind == "ocr" if ocr is None else ocr,
        )
        return with_roles(text, found)

    def allows(self, index: int, dated: Dated) -> bool:
        """Whether role and certainty of a right reading are as they should be."""
        role = self.roles[index] if len(self.roles) > 1 else self.roles[0]
        certainty = self.certainties[index] if len(self.certainties) > 1 else self.certainties[0]
        low, _, high = certainty.partition("-")
        rank = _RANKS.index(dated.certainty)
        return role in ("", dated.role) and _RANKS.index(low) <= rank <= _RANKS.index(high or low)


def reading(dated: Dated) -> str:
    """What a date says, without its certainty."""
    return shown(dated).replace(f" {dated.certainty.value}", "", 1)


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """All rows of the table."""
    made = []
    for line in _TABLE.read_text("utf-8").splitlines()[1:]:
        text, context, readings, roles, certainties, kind = line.split("\t")
        made.append(
            Row(
                text.replace("\\n", "\n"),
                context,
                tuple(readings.split(" | ")) if readings else (),
                tuple(roles.split(",")),
                tuple(certainties.split(",")),
                kind,
            )
        )
    return tuple(made)
