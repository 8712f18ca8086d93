"""Find the forged record: screen submitted archives and get leads with their evidence.

The public API. Everything is loaded when first asked for, so that importing this costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from forensics.version import VERSION

__version__ = VERSION

_HOME = {
    "ArchiveError": "forensics.screening.opening",
    "Basis": "forensics.detection.finding",
    "Case": "forensics.screening",
    "CaseBusyError": "forensics.case.store",
    "CaseError": "forensics.case.store",
    "Comparer": "forensics.detection.detector",
    "Context": "forensics.records.context",
    "ContextError": "forensics.records.context",
    "Document": "forensics.documents.document",
    "Examiner": "forensics.detection.detector",
    "Finding": "forensics.detection.finding",
    "Guide": "forensics.detection.guide",
    "Item": "forensics.archive.item",
    "KnowledgeError": "forensics.knowledge.own",
    "Limits": "forensics.guard.limits",
    "NotApplicable": "forensics.detection.detector",
    "Place": "forensics.documents.place",
    "Reason": "forensics.detection.finding",
    "Record": "forensics.records.record",
    "Result": "forensics.detection.result",
    "Reviewer": "forensics.detection.detector",
    "Strength": "forensics.detection.finding",
    "UnknownPatternError": "forensics.detection.registry",
    "draft_context": "forensics.screening.drafting",
    "read": "forensics.screening.single",
    "register": "forensics.detection.registry",
    "scan": "forensics.screening",
}
__all__ = sorted(_HOME)

if TYPE_CHECKING:
    from forensics.archive.item import Item as Item
    from forensics.case.store import CaseBusyError as CaseBusyError
    from forensics.case.store import CaseError as CaseError
    from forensics.detection.detector import Comparer as Comparer
    from forensics.detection.detector import Examiner as Examiner
    from forensics.detection.detector import NotApplicable as NotApplicable
    from forensics.detection.detector import Reviewer as Reviewer
    from forensics.detection.finding import Basis as Basis
    from forensics.detection.finding import Finding as Finding
    from forensics.detection.finding import Reason as Reason
    from forensics.detection.finding import Strength as Strength
    from forensics.detection.guide import Guide as Guide
    from forensics.detection.registry import UnknownPatternError as UnknownPatternError
    from forensics.detection.registry import register as register
    from forensics.detection.result import Result as Result
    from forensics.documents.document import Document as Document
    from forensics.documents.place import Place as Place
    from forensics.guard.limits import Limits as Limits
    from forensics.knowledge.own import KnowledgeError as KnowledgeError
    from forensics.records.context import Context as Context
    from forensics.records.context import ContextError as ContextError
    from forensics.records.record import Record as Record
    from forensics.screening import Case as Case
    from forensics.screening import scan as scan
    from forensics.screening.drafting import draft_context as draft_context
    from forensics.screening.opening import ArchiveError as ArchiveError
    from forensics.screening.single import read as read


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'forensics' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOME]
