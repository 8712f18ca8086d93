"""What a scan depends on, and the digests that tell whether a kept result still holds."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from forensics.archive.item import Item
from forensics.detection.detector import Detector
from forensics.documents import readers
from forensics.guard.limits import Limits
from forensics.records.context import Context
from forensics.version import VERSION

JUDGING = ("dates", "text", "photo", "knowledge", "records", "detection")
"""the packages on which findings depend beside the detectors' own files"""
SOURCES = (".py", ".yaml", ".npy", ".csv", ".xz")


class Settings(msgspec.Struct, frozen=True):
    """Everything but the archive itself that a result depends on."""

    context: Context
    detectors: tuple[type[Detector], ...]
    limits: Limits
    judging_digest: str = ""
    "context, knowledge, reading of records and detectors, in one digest"

    @classmethod
    def of(cls, context: Context, detectors: tuple[type[Detector], ...], limits: Limits) -> Settings:
        """Settings with the digest of how they judge."""
        told = hashlib.sha256(msgspec.msgpack.encode(context)).hexdigest()
        digest = _digest((told, _code_digest(), *(_detector_digest(d) for d in detectors)))
        return cls(context, detectors, limits, digest)

    def document_key(self, item: Item) -> str:
        """The cache key of an item's Document: content, reader version, limits."""
        limits = hashlib.sha256(msgspec.msgpack.encode(self.limits)).hexdigest()[:12]
        return f"document/{item.sha256}/{item.kind}/{readers.version(item.kind)}/{limits}"

    def examination_key(self, item: Item) -> str:
        """The cache key of what the detectors got out of an item: its document, its path, the judging code."""
        facts = (self.document_key(item), item.path, item.modified, self.judging_digest)
        return f"examination/{_digest(facts)}"

    def gathering_key(self, item: Item) -> str:
        """The cache key of what an item adds to the archive as a whole."""
        return f"gathered/{_digest((self.document_key(item), item.path, self.judging_digest))}"

    def result_digest(self, files: Iterable[tuple[str, str]]) -> str:
        """The digest of everything a result depends on; `files` are (path, change key) in order."""
        versions = sorted({readers.version(kind) for kind in readers.READERS})
        limits = msgspec.msgpack.encode(self.limits).hex()
        listing = (part for file in files for part in file)
        return _digest((VERSION, limits, self.judging_digest, *versions, *listing))


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:32]


@lru_cache(maxsize=1)
def _code_digest() -> str:
    root = Path(__file__).parents[1]
    files = sorted(f for name in JUDGING for f in (root / name).rglob("*") if f.suffix in SOURCES)
    return _digest(hashlib.sha256(f.read_bytes()).hexdigest() for f in files)


@lru_cache(maxsize=256)
def _detector_digest(detector: type[Detector]) -> str:
    """A detector's version and source: one changed while it is being written is run again."""
    try:
        source = inspect.getsource(inspect.getmodule(detector) or detector)
    except (OSError, TypeError):
        source = ""  # typed at a prompt: its version must do
    return _digest((detector.pattern, detector.version, source))
