"""Stage three: the detectors look at every document once, then compare what they kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from forensics.archive.item import Item
from forensics.case.store import Store
from forensics.detection import examine, registry
from forensics.detection.compare import compare
from forensics.detection.examine import Examination, Statement, Trace
from forensics.detection.finding import Finding
from forensics.detection.result import Examined
from forensics.documents.document import Document
from forensics.guard.pool import Call, Failure, Pool
from forensics.screening.progress import Progress
from forensics.screening.settings import Settings

TASK = "forensics.detection.examine:job"
LISTED_FAILURES = 200


def judge(
    items: list[Item], store: Store, pool: Pool, settings: Settings, progress: Progress
) -> tuple[list[Finding], tuple[Examined, ...]]:
    """Findings in a fixed order, and what each detector did. `items` were read, and are sorted by path."""
    _examine_missing(items, store, pool, settings, progress)
    findings: list[Finding] = []
    traces: list[Trace] = []
    statements: list[tuple[str, Statement]] = []
    for item in items:
        body = store.cached(settings.examination_key(item))
        if body is None:
            continue
        examination = msgspec.msgpack.decode(body, type=Examination)
        findings += examination.findings
        traces += examination.traces
        statements += ((item.path, s) for s in examination.statements)
    progress.begin("比对", 1)
    compared, failures = compare(settings.detectors, traces, settings.context)
    progress.step("", failed=bool(failures))
    statements += ((group, Statement(pattern, "failed", reason)) for pattern, group, reason in failures)
    findings = _once(findings + compared)
    return findings, tuple(_examined(settings, findings, statements))


def _examine_missing(items: list[Item], store: Store, pool: Pool, settings: Settings, progress: Progress) -> None:
    missing = [i for i in items if not store.has(settings.examination_key(i))]
    progress.begin("逐份检查", len(missing))
    guarded = tuple(d.pattern for d in settings.detectors if registry.is_installed(d))
    by_hand = [d for d in settings.detectors if not registry.is_installed(d)]
    context = msgspec.msgpack.encode(settings.context)

    def calls() -> Iterator[Call[Item]]:
        for item in missing:
            document = store.cached(settings.document_key(item))
            if document is not None:
                yield Call(TASK, msgspec.msgpack.encode(examine.Request(item, document, context, guarded)), item)

    for call, answer in pool.run(calls()):
        if isinstance(answer, Failure):
            reason = f"{answer.kind}: {answer.detail}"
            done = Examination(statements=tuple(Statement(p, "failed", reason) for p in guarded))
        else:
            done = msgspec.msgpack.decode(answer, type=Examination)
        if by_hand:
            document = store.cached(settings.document_key(call.key))
            assert document is not None
            own = examine.examine(call.key, msgspec.msgpack.decode(document, type=Document), settings.context, by_hand)
            done = Examination(done.findings + own.findings, done.traces + own.traces, done.statements + own.statements)
        store.keep(settings.examination_key(call.key), msgspec.msgpack.encode(done))
        progress.step(call.key.path, failed=isinstance(answer, Failure))


def _once(findings: list[Finding]) -> list[Finding]:
    """Each finding once, the stronger of two with one fingerprint, in the order of the report."""
    best: dict[str, Finding] = {}
    for finding in findings:
        held = best.get(finding.fingerprint)
        if held is None or (finding.strength.rank, finding.statement) > (held.strength.rank, held.statement):
            best[finding.fingerprint] = finding
    return sorted(
        best.values(),
        key=lambda f: (-f.strength.rank, f.unit, f.pattern, [p.path for p in f.evidence], f.fingerprint),
    )


def _examined(
    settings: Settings, findings: list[Finding], statements: list[tuple[str, Statement]]
) -> Iterator[Examined]:
    for detector in settings.detectors:
        own = [(path, s) for path, s in statements if s.pattern == detector.pattern]
        reasons: dict[str, int] = defaultdict(int)
        for _, statement in own:
            if statement.state == "not_applicable":
                reasons[statement.reason] += 1
        raised = [f.strength.value for f in findings if f.pattern == detector.pattern]
        yield Examined(
            pattern=detector.pattern,
            version=detector.version,
            title=detector.guide.title,
            examined=sum(s.state == "examined" for _, s in own),
            not_applicable=dict(sorted(reasons.items())),
            failed=tuple((path, s.reason) for path, s in own if s.state == "failed")[:LISTED_FAILURES],
            weak=raised.count("weak"),
            moderate=raised.count("moderate"),
            strong=raised.count("strong"),
        )
