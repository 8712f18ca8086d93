"""What a detector tells people about itself."""

from __future__ import annotations

import msgspec


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """The page for the inspector, in Chinese with an English title; reports and `forensics explain` show it."""

    title: str
    title_en: str
    looks_for: str
    innocent: tuple[str, ...]
    next_steps: tuple[str, ...]
    basis: tuple[str, ...]
