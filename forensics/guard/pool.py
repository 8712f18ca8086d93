"""Worker processes that may die: a crash, a hang or a hunger for memory costs one call, never the scan."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, cast

import msgspec

from forensics.guard import frames
from forensics.guard.limits import Limits
from forensics.guard.worker import DONE, NO_MEMORY, Order, Setup

Key = TypeVar("Key")


class Call(msgspec.Struct, Generic[Key], frozen=True):
    """One call: `task` is `module:function` taking and giving bytes; `key` comes back with the answer."""

    task: str
    payload: bytes
    key: Key


class Failure(msgspec.Struct, frozen=True):
    """Why a call gave no answer; `detail` is technical (a traceback, a signal)."""

    kind: Literal["error", "timed_out", "out_of_memory", "crashed"]
    detail: str = ""


class _Worker:
    """One child process and the pipes to it; started when first needed, replaced when it dies."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._process: subprocess.Popen[bytes] | None = None
        self._errors = cast("Any", tempfile.TemporaryFile())  # noqa: SIM115 lives as long as the worker
        self._overdue = False

    def call(self, order: Order) -> bytes | Failure:
        process = self._running()
        assert process.stdin and process.stdout
        self._overdue = False
        clock = threading.Timer(self._setup.limits.wall_seconds, self._expire)
        clock.daemon = True
        clock.start()
        try:
            frames.write(process.stdin, msgspec.msgpack.encode(order))
            answer = frames.read(process.stdout)
        except OSError:
            answer = None
        finally:
            clock.cancel()
        if answer is None:
            return self._bury()
        if answer[:1] == NO_MEMORY:
            self.stop()
            return Failure("out_of_memory")
        return answer[1:] if answer[:1] == DONE else Failure("error", answer[1:].decode("utf-8", "replace"))

    def stop(self) -> None:
        """End the process and whatever it started."""
        self.stop_now()
        process, self._process = self._process, None
        if process is None:
            return
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # the other end is gone: nothing is left to flush
                    pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
            root = str(Path(__file__).resolve().parents[2])
            path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "forensics.guard.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={
                    **os.environ,
                    **one_thread,
                    "PYTHONPATH": path,
                    "PYTHONUTF8": "1",
                    "PYTHONHASHSEED": "0",
                },
                start_new_session=sys.platform != "win32",
            )
            assert self._process.stdin
            frames.write(self._process.stdin, msgspec.msgpack.encode(self._setup))
        return self._process

    def _expire(self) -> None:
        self._overdue = True
        self.stop_now()

    def stop_now(self) -> None:
        """Kill without waiting (another thread is reading from the process and will bury it)."""
        process = self._process
        if process is None:
            return
        if sys.platform == "win32":
            process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself in the meantime
                os.killpg(process.pid, signal.SIGKILL)

    def _bury(self) -> Failure:
        """The process is gone: find out why from its exit code and its last words."""
        process = self._process
        assert process is not None
        code = process.wait()
        self.stop()
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - 4000))
        words = self._errors.read().decode("utf-8", "replace")
        self._errors.seek(0)
        self._errors.truncate()
        if self._overdue or (hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU):
            return Failure("timed_out", f"exit {code}")
        starved = any(mark in words for mark in ("bad_alloc", "MemoryError", "memory allocation", "Out of memory"))
        if starved or (hasattr(signal, "SIGKILL") and code == -signal.SIGKILL):
            return Failure("out_of_memory", f"exit {code}")
        return Failure("crashed", f"exit {code} {words[-400:]}".strip())


class Pool:
    """A fixed number of workers. Use as a context manager; leaving it ends them."""

    def __init__(self, workers: int, limits: Limits, writable: Iterable[Path] = ()) -> None:
        setup = Setup(limits, tuple(str(p) for p in writable))
        self._workers = [_Worker(setup) for _ in range(max(1, workers))]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def run(self, calls: Iterable[Call[Key]]) -> Iterator[tuple[Call[Key], bytes | Failure]]:
        """Run calls, taken lazily; answers come as they are ready, in no fixed order."""
        source, lock = iter(calls), threading.Lock()
        answers: queue.Queue[tuple[Call[Key], bytes | Failure] | BaseException | None] = queue.Queue()
        closing = threading.Event()

        def drive(worker: _Worker) -> None:
            try:
                while not closing.is_set():
                    with lock:
                        call = next(source, None)
                    if call is None:
                        break
                    answers.put((call, worker.call(Order(call.task, call.payload))))
            except BaseException as error:
                answers.put(error)
            finally:
                answers.put(None)

        threads = [threading.Thread(target=drive, args=(w,), daemon=True) for w in self._workers]
        for thread in threads:
            thread.start()
        try:
            active = len(threads)
            while active:
                answer = answers.get()
                if answer is None:
                    active -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    yield answer
        finally:
            if any(thread.is_alive() for thread in threads):  # left early: interrupted, or an error above
                closing.set()
                for worker in self._workers:
                    worker.stop_now()
            for thread in threads:
                thread.join()
