"""Comparing what was kept of many documents, group by group."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from forensics.detection.detector import Comparer, Detector, Reviewer
from forensics.detection.examine import Trace
from forensics.detection.finding import Finding
from forensics.knowledge.load import using
from forensics.records.context import Context


def compare(
    detectors: Iterable[type[Detector]], traces: Sequence[Trace], context: Context
) -> tuple[list[Finding], list[tuple[str, str, str]]]:
    """Findings over all documents, and failures as (pattern, group, what went wrong)."""
    with using(context.knowledge):
        return _compare(detectors, traces, context)


def _compare(
    detectors: Iterable[type[Detector]], traces: Sequence[Trace], context: Context
) -> tuple[list[Finding], list[tuple[str, str, str]]]:
    findings: list[Finding] = []
    failures: list[tuple[str, str, str]] = []
    for kind in detectors:
        detector = kind()
        if not isinstance(detector, Comparer | Reviewer):
            continue
        groups: dict[str, list[Trace]] = defaultdict(list)
        for trace in traces:
            if trace.pattern == detector.pattern:
                groups[trace.group].append(trace)
        for name, group in sorted(groups.items()):
            group.sort(key=lambda t: (t.path, t.body))
            try:
                bodies = [msgspec.msgpack.decode(t.body, type=detector.trace_type) for t in group]
                if isinstance(detector, Comparer):
                    findings += detector.compare(bodies, context)
                else:
                    findings += detector.review(bodies, context)
            except Exception:
                failures.append((detector.pattern, name, traceback.format_exc(limit=-3)))
    return findings, failures
