"""One reading of one document for all detectors, in a worker or in the calling process."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec

from forensics.archive.item import Item
from forensics.detection import registry
from forensics.detection.detector import Comparer, Detector, Examiner, NotApplicable, Reviewer
from forensics.detection.finding import Finding
from forensics.documents.document import Document
from forensics.knowledge.load import using
from forensics.records.context import Context
from forensics.records.record import Record

State = Literal["examined", "not_applicable", "failed"]


class Statement(msgspec.Struct, frozen=True):
    """What a detector did with one document."""

    pattern: str
    state: State
    reason: str = ""


class Trace(msgspec.Struct, frozen=True):
    """What a detector keeps of one document: its own struct as MessagePack, under the group it is compared in."""

    pattern: str
    group: str
    path: str
    body: bytes


class Examination(msgspec.Struct, frozen=True):
    """All that the detectors got out of one document."""

    findings: tuple[Finding, ...] = ()
    traces: tuple[Trace, ...] = ()
    statements: tuple[Statement, ...] = ()


class Request(msgspec.Struct, frozen=True):
    """What a worker is told: `document` and `context` are MessagePack of their structs."""

    item: Item
    document: bytes
    context: bytes
    patterns: tuple[str, ...]


def job(payload: bytes) -> bytes:
    """`Request` in, `Examination` out, in a worker; only installed detectors."""
    request = msgspec.msgpack.decode(payload, type=Request)
    document = msgspec.msgpack.decode(request.document, type=Document)
    detectors = [registry.installed()[p] for p in request.patterns]
    return msgspec.msgpack.encode(examine(request.item, document, _context(request.context), detectors))


@lru_cache(maxsize=2)
def _context(body: bytes) -> Context:
    return msgspec.msgpack.decode(body, type=Context)


def examine(item: Item, document: Document, context: Context, detectors: Iterable[type[Detector]]) -> Examination:
    """Let every detector that the record concerns look at it once. A detector that breaks costs only itself."""
    with using(context.knowledge):
        return _examine(Record(item, document, context), context, detectors)


def _examine(record: Record, context: Context, detectors: Iterable[type[Detector]]) -> Examination:
    findings: list[Finding] = []
    traces: list[Trace] = []
    statements: list[Statement] = []
    for kind in detectors:
        detector = kind()
        try:
            if not detector.concerns(record):
                continue
            if isinstance(detector, Examiner):
                findings += detector.examine(record, context)
            elif isinstance(detector, Comparer):
                for group, body in detector.trace(record, context):
                    traces.append(Trace(detector.pattern, group, record.path, msgspec.msgpack.encode(body)))
            elif isinstance(detector, Reviewer):
                kept = map(msgspec.msgpack.encode, detector.trace(record, context))
                traces += (Trace(detector.pattern, "", record.path, body) for body in kept)
            statements.append(Statement(detector.pattern, "examined"))
        except NotApplicable as reason:
            statements.append(Statement(detector.pattern, "not_applicable", str(reason)))
        except MemoryError:
            raise
        except Exception:
            statements.append(Statement(detector.pattern, "failed", traceback.format_exc(limit=-3)))
    return Examination(tuple(findings), tuple(traces), tuple(statements))
