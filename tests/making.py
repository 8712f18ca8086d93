"""Shared by the tests: records and findings without worker processes, archives, a pool within the process."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from forensics.archive.item import Item
from forensics.detection.compare import compare
from forensics.detection.detector import Detector
from forensics.detection.examine import Examination, Trace, examine
from forensics.detection.finding import Finding
from forensics.documents.document import Document, Page, Property, Span
from forensics.records.context import Context
from forensics.records.record import Record


def document(text: str, *, source: Any = "paragraph", confidence: float = 1.0) -> Document:
    """A document of one span for each line; read by OCR, it has one page with the lines below each other."""
    lines = text.strip("\n").split("\n")
    if source == "ocr":
        spans = tuple(
            Span(line, 1, (60.0, 60.0 + 30 * i, 60.0 + 14 * len(line), 78.0 + 30 * i), "ocr", confidence)
            for i, line in enumerate(lines)
        )
        return Document(reader="pdf", pages=(Page(1, 600, 900, ocr=True),), spans=spans)
    spans = tuple(Span(line, source=source, anchor=f"l{i}") for i, line in enumerate(lines, 1))
    return Document(reader="text", spans=spans)


def photo(*, lines: tuple[tuple[str, float], ...] = (), **properties: str) -> Document:
    """A photo 640 by 480; `lines` are printed words with the height at which they stand."""
    spans = tuple(Span(words, 1, (400.0, y, 600.0, y + 20), "ocr", 0.99) for words, y in lines)
    stated = tuple(Property(name, value, "EXIF") for name, value in properties.items())
    return Document(reader="image", pages=(Page(1, 640, 480, ocr=True),), spans=spans, properties=stated)


def item(path: str, made: Document) -> Item:
    suffix = path.rpartition(".")[2].lower()
    kind = {"jpg": "jpeg", "txt": "text"}.get(suffix, suffix)
    return Item(path=path, sha256=hashlib.sha256(repr(made).encode()).hexdigest(), kind=kind, extension=suffix)


def record(path: str, made: str | Document, context: Context | None = None) -> Record:
    made = document(made) if isinstance(made, str) else made
    return Record(item(path, made), made, context or Context())


def examinations(
    detector: type[Detector], files: Mapping[str, str | Document], context: Context | None = None
) -> list[Examination]:
    found = []
    for path, made in sorted(files.items()):
        made = document(made) if isinstance(made, str) else made
        found.append(examine(item(path, made), made, context or Context(), [detector]))
    return found


def findings(
    detector: type[Detector], files: Mapping[str, str | Document], context: Context | None = None
) -> list[Finding]:
    """What a detector finds among these documents; a detector that breaks fails the test."""
    looked = examinations(detector, files, context)
    assert not [s for e in looked for s in e.statements if s.state == "failed"]
    traces: list[Trace] = [t for e in looked for t in e.traces]
    compared, failures = compare([detector], traces, context or Context())
    assert not failures
    return [f for e in looked for f in e.findings] + compared


class InProcess:
    """A pool without processes: for tests of what is found, not of how reading is guarded."""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, calls: Iterable[Any]) -> Iterator[tuple[Any, bytes]]:
        for call in calls:
            module, _, name = call.task.partition(":")
            yield call, getattr(importlib.import_module(module), name)(call.payload)


class Watch:
    """A progress that remembers every step by stage."""

    def __init__(self) -> None:
        self.steps: dict[str, list[str]] = {}
        self._stage = ""

    def begin(self, stage: str, total: int) -> None:
        self._stage = stage
        self.steps.setdefault(stage, [])

    def step(self, path: str, failed: bool) -> None:
        self.steps[self._stage].append(path)

    @property
    def read(self) -> list[str]:
        return sorted(self.steps["读取与识别"])

    @property
    def opened(self) -> list[str]:
        return sorted(self.steps["登记文件"])


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def without_run(case: Path) -> dict[str, Any]:
    """findings.json but for the header that tells when and where."""
    content: dict[str, Any] = json.loads((case / "report" / "findings.json").read_text("utf-8"))
    assert content.pop("run")["started"]
    return content


EARLY = """青石坡村党支部党员大会会议记录
时间：2021年3月4日（星期四）
地点：村部会议室
会议传达学习党的十九届六中全会精神，部署全村学习安排。
"""
"""Carries out a plenum of November 2021 in March: strong for time/before-policy."""

PLAIN = """青石坡村党支部党员大会会议记录
时间：2021年3月9日（星期二）
地点：村部会议室
会议讨论后山水渠清淤的人手和工具，定于周六动工。
"""
