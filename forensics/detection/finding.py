"""What a detector gives back: leads for a person, never verdicts."""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec

from forensics.documents.place import Place


class Strength(StrEnum):
    """How much a lead can carry. Facts from unsure sources never exceed weak."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"

    @property
    def rank(self) -> int:
        """1 weak, 2 moderate, 3 strong."""
        return ("weak", "moderate", "strong").index(self.value) + 1


class Reason(msgspec.Struct, frozen=True):
    """A sentence that speaks for the suspicion (`against` the record) or for innocence."""

    text: str
    innocent: bool = False


class Basis(msgspec.Struct, frozen=True):
    """A rule, document or fact the finding stands on, with its date and how sure that is."""

    name: str
    date: str = ""
    certainty: str = ""
    source: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A lead. All words are Chinese; the wording is 疑似, never 伪造.

    `statement` is one checkable sentence; `calibration` says on what the strength stands (a table of facts in
    the detector, or a likelihood ratio with Cllr and its data).
    """

    pattern: str
    strength: Strength
    unit: str
    statement: str
    evidence: tuple[Place, ...]
    reasons: tuple[Reason, ...] = ()
    innocent_causes: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    calibration: str = ""
    fingerprint: str = ""

    def sealed(self) -> Finding:
        """The same finding with its fingerprint: pattern, paths and quoted words, not order, strength or wording.

        It stays the same over scans, worker counts and later versions that judge the same facts anew.
        """
        facts = sorted({f"{p.path}\0{p.quote}" for p in self.evidence})
        digest = hashlib.sha256("\1".join([self.pattern, *facts]).encode("utf-8", "backslashreplace"))
        return msgspec.structs.replace(self, fingerprint=digest.hexdigest()[:16])
