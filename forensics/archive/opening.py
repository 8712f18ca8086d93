"""Open evidence read-only, never through a link, never blocking on a pipe."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)
_STEP_BYTES = 3000
"longest piece of a path handed to the system at once; Linux refuses more than 4,096 bytes"


class NotRegularError(OSError):
    """The path is no regular file: a link, folder, pipe, socket or device."""


def open_evidence(path: Path) -> BinaryIO:
    """Open a regular file for reading; OSError if it cannot be, NotRegularError if it is none."""
    descriptor = _descriptor(path)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotRegularError(errno.EINVAL, "not a regular file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _descriptor(path: Path) -> int:
    try:
        return os.open(path, _FLAGS)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotRegularError(errno.ELOOP, "symbolic link", str(path)) from error
        if error.errno != errno.ENAMETOOLONG or os.open not in os.supports_dir_fd:
            raise
        return _stepwise(path)


def _stepwise(path: Path) -> int:
    """Open a path too long for one call, piece by piece from folder to folder."""
    pieces: list[str] = [""]
    for part in path.parts[:-1]:
        if len(os.fsencode(pieces[-1])) + len(os.fsencode(part)) > _STEP_BYTES:
            pieces.append("")
        pieces[-1] = os.path.join(pieces[-1], part)  # noqa: PTH118 - Path would normalise each time
    folder: int | None = None
    try:
        for piece in pieces:
            below = os.open(piece, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0), dir_fd=folder)
            if folder is not None:
                os.close(folder)
            folder = below
        return os.open(path.name, _FLAGS, dir_fd=folder)
    finally:
        if folder is not None:
            os.close(folder)
