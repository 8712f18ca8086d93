"""What the operating system lets a worker be held to: memory, CPU, file size, writes. See setrlimit(2), landlock(7)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from forensics.guard.limits import Limits


def rlimits_available() -> bool:
    """Whether memory and CPU limits exist here (not on Windows)."""
    return sys.platform != "win32"


def landlock_available() -> bool:
    """Whether writes can be denied here (Linux with landlock and its Python package)."""
    try:
        import landlock
    except ImportError:
        return False
    try:
        return bool(landlock.landlock_abi_version() > 0)
    except (AttributeError, OSError):
        return False


def confine(writable: list[Path]) -> bool:
    """Deny this process writing outside `writable` and the temporary folder. True when in force."""
    if not landlock_available():
        return False
    import landlock

    look = landlock.FSAccess.READ_FILE | landlock.FSAccess.READ_DIR | landlock.FSAccess.EXECUTE
    try:
        rules = landlock.Ruleset()
        rules.allow("/", rules=look)
        rules.allow("/dev", rules=look | landlock.FSAccess.WRITE_FILE)  # null, shm
        for folder in [*writable, Path(tempfile.gettempdir())]:
            if folder.is_dir():
                rules.allow(str(folder))
        rules.apply()
    except (landlock.LandlockError, OSError):
        return False  # a kernel that knows less than its version says: the other limits still hold
    return True


def begin_item(limits: Limits) -> None:
    """Set the soft limits for the next item: what is used now plus what one item may cost."""
    if sys.platform == "win32":
        return
    import resource

    def soft(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(kind, (value, hard))

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + limits.cpu_seconds + 1)
    soft(resource.RLIMIT_CORE, 0)
    soft(resource.RLIMIT_FSIZE, limits.file_bytes)
    held = _address_space()
    if held:
        soft(resource.RLIMIT_AS, held + limits.memory_bytes)


def _address_space() -> int:
    """Bytes of address space this process holds, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * 4096
    except (OSError, ValueError):
        return 0
