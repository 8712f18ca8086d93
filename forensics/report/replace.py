"""Writing a report so that nobody ever meets half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace(file: Path, data: bytes) -> None:
    """Put `data` in place of `file` at once; whatever stood there stays until the new bytes are on the disk."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(0o644)  # mkstemp gives 0600, which a colleague on the same machine could not open
        fresh.replace(file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
