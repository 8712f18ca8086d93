"""What the entries of all files share."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

Certainty = Literal["sure", "likely", "unsure"]
Scope = Literal["national", "local"]
Month = Annotated[int, msgspec.Meta(ge=1, le=12)]
FORM = "form"
"""the key of `Meta.extra` that says how a text must be written (see `nodes.FORMS`)"""
Partial = Annotated[str, msgspec.Meta(extra={FORM: "partial"})]
"""`2016`, `2016-05` or `2016-05-12`, a span"""
Day = Annotated[str, msgspec.Meta(extra={FORM: "day"})]
Days = Annotated[str, msgspec.Meta(extra={FORM: "days"})]
"""a day, or the first and last as `2016-05-01..2016-05-03`"""
Yearly = Annotated[str, msgspec.Meta(extra={FORM: "yearly"})]
"""a day of every year, `05-12`, or two as `05-12..06-01`"""
Pattern = Annotated[str, msgspec.Meta(extra={FORM: "pattern"})]
"""a regular expression"""


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a file; what is not listed is an error."""


class Entry(Strict, frozen=True, kw_only=True):
    """An entry that users may add or replace: `KEY` names the field that tells one from another."""

    KEY: ClassVar[str] = "id"
