"""Length-prefixed frames on a pipe: what parent and worker say to each other. Plain bytes, never pickles."""

from __future__ import annotations

import struct
from typing import IO

HEADER = struct.Struct("<I")


def write(stream: IO[bytes], body: bytes) -> None:
    """Send one frame."""
    stream.write(HEADER.pack(len(body)) + body)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """Receive one frame; None when the other side is gone."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (size,) = HEADER.unpack(header)
    body = stream.read(size)
    return body if len(body) == size else None
