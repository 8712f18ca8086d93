"""What the workers of the pool tests are told to do."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path


def echo(payload: bytes) -> bytes:
    return payload


def pid(payload: bytes) -> bytes:
    return str(os.getpid()).encode()


def chatters(payload: bytes) -> bytes:
    print("a library that prints", flush=True)
    os.write(1, b"\xff\x00\x00\x00 and one that writes to descriptor 1")
    sys.__stdout__.write("and the original stream")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]
    return payload


def reads_input(payload: bytes) -> bytes:
    return sys.stdin.read(1).encode() + payload


def raises(payload: bytes) -> bytes:
    raise ValueError("第 3 段无法解析")


def segfaults(payload: bytes) -> bytes:
    return ctypes.string_at(0)


def aborts(payload: bytes) -> bytes:
    os.abort()


def leaves(payload: bytes) -> bytes:
    os._exit(7)


def sleeps(payload: bytes) -> bytes:
    """Say in a file which process sleeps, then sleep."""
    if payload:
        Path(os.fsdecode(payload)).write_text(str(os.getpid()))
    time.sleep(120)
    return b"slept"


def burns(payload: bytes) -> bytes:
    while True:
        pass


def hungers(payload: bytes) -> bytes:
    held = [bytearray(1 << 20) for _ in range(8 << 10)]
    return str(len(held)).encode()


def writes(payload: bytes) -> bytes:
    try:
        Path(os.fsdecode(payload)).write_bytes(b"x")
    except PermissionError:
        return b"refused"
    return b"written"
