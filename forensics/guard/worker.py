"""The worker process: reads calls from its parent, runs them one by one, answers in frames.

A call names a function as `module:function`, bytes in, bytes out. Only the parent chooses that name.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from forensics.guard import frames, sandbox
from forensics.guard.limits import Limits

DONE, FAILED, NO_MEMORY = b"0", b"1", b"2"


class Setup(msgspec.Struct, frozen=True):
    """The first frame: what holds for every call of this worker."""

    limits: Limits
    writable: tuple[str, ...] = ()


class Order(msgspec.Struct, frozen=True):
    """One call."""

    task: str
    payload: bytes


def _function(task: str) -> Callable[[bytes], bytes]:
    module, _, name = task.partition(":")
    function: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    return function


def _serve(orders: BinaryIO, answers: BinaryIO) -> None:
    first = frames.read(orders)
    if first is None:
        return
    setup = msgspec.msgpack.decode(first, type=Setup)
    sandbox.confine([Path(p) for p in setup.writable])
    while (frame := frames.read(orders)) is not None:
        order = msgspec.msgpack.decode(frame, type=Order)
        try:
            sandbox.begin_item(setup.limits)
            answer = DONE + _function(order.task)(order.payload)
        except MemoryError:
            frames.write(answers, NO_MEMORY)
            return  # what this process holds now is not to be trusted: the parent starts another
        except Exception:
            answer = FAILED + traceback.format_exc(limit=-6).encode("utf-8", "backslashreplace")
        frames.write(answers, answer)


def main() -> None:
    """Keep the pipes for frames alone: whatever a library prints goes to standard error."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    _serve(orders, answers)


if __name__ == "__main__":
    main()
