"""Unpacked bytes, kept once under their SHA-256 (container members and pictures inside documents)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

CHUNK = 1 << 20


class Spool:
    """A folder of files named by their SHA-256, in 256 subfolders."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie, or would lie."""
        return self.root / sha256[:2] / sha256

    def put(self, chunks: bytes | Iterable[bytes]) -> tuple[str, int]:
        """Store bytes; return SHA-256 and size. An exception raised by `chunks` leaves nothing behind."""
        self.root.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        descriptor, name = tempfile.mkstemp(dir=self.root, prefix=".part-")
        partial = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as out:
                for chunk in (chunks,) if isinstance(chunks, bytes) else chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    out.write(chunk)
            target = self.path(digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            if not target.exists():
                partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return digest.hexdigest(), size
