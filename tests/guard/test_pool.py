"""A crash, a hang or a hunger for memory costs one call and is named; everything else is answered."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from forensics.guard import sandbox
from forensics.guard.limits import Limits
from forensics.guard.pool import Call, Failure, Pool

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals or limits")
LIMITS = Limits(wall_seconds=30, cpu_seconds=20, memory_bytes=256 << 20)


def call(task: str, payload: bytes = b"", key: str = "") -> Call[str]:
    return Call(f"tests.guard.tasks:{task}", payload, key or task)


def answers(calls: list[Call[str]], limits: Limits = LIMITS, workers: int = 2) -> dict[str, bytes | Failure]:
    with Pool(workers, limits) as pool:
        return {c.key: answer for c, answer in pool.run(calls)}


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_every_call_is_answered_once_with_its_own_bytes() -> None:
    calls = [call("echo", bytes([i]) * (i * 5000), str(i)) for i in range(40)]
    with Pool(2, LIMITS) as pool:
        got = [(c.key, answer) for c, answer in pool.run(calls)]
    assert sorted(got) == sorted((c.key, c.payload) for c in calls)


def test_one_worker_serves_all_its_calls() -> None:
    got = answers([call("pid", key=str(i)) for i in range(5)], workers=1)
    assert len(set(got.values())) == 1


@posix
@pytest.mark.parametrize(
    ("task", "kind", "limits"),
    [
        ("raises", "error", LIMITS),
        ("segfaults", "crashed", LIMITS),
        ("aborts", "crashed", LIMITS),
        ("leaves", "crashed", LIMITS),
        ("sleeps", "timed_out", Limits(wall_seconds=2)),
        ("burns", "timed_out", Limits(wall_seconds=30, cpu_seconds=1)),
        ("hungers", "out_of_memory", LIMITS),
    ],
)
def test_a_bad_call_costs_only_itself_and_is_named(task: str, kind: str, limits: Limits) -> None:
    before, after = call("echo", b"before", "before"), call("echo", b"after", "after")
    began = time.monotonic()
    got = answers([before, call(task), after], limits, workers=1)
    assert (got["before"], got["after"]) == (b"before", b"after")
    failure = got[task]
    assert isinstance(failure, Failure)
    assert failure.kind == kind
    assert time.monotonic() - began < 15


def test_an_error_carries_its_traceback_and_spares_the_worker() -> None:
    got = answers([call("pid", key="first"), call("raises"), call("pid", key="second")], workers=1)
    failure = got["raises"]
    assert isinstance(failure, Failure)
    assert "第 3 段无法解析" in failure.detail
    assert got["first"] == got["second"]


def test_a_crash_says_how_the_process_ended() -> None:
    failure = answers([call("leaves")])["leaves"]
    assert isinstance(failure, Failure)
    assert "exit 7" in failure.detail


def test_what_a_library_prints_does_not_disturb_the_answers() -> None:
    got = answers([call("chatters", b"one", "1"), call("echo", b"two", "2")], workers=1)
    assert got == {"1": b"one", "2": b"two"}


def test_a_task_cannot_eat_the_orders_from_standard_input() -> None:
    got = answers([call("reads_input", b"one", "1"), call("echo", b"two", "2")], workers=1)
    assert got == {"1": b"one", "2": b"two"}


@posix
def test_leaving_early_ends_the_workers_at_once(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    began = time.monotonic()
    with Pool(2, LIMITS) as pool:
        run = pool.run([call("sleeps", os.fsencode(note)), call("pid")])
        for c, answer in run:
            assert c.key == "pid"
            quick = int(answer)  # type: ignore[arg-type]
            while not (note.exists() and note.read_text()):
                time.sleep(0.02)
            break
        run.close()
    assert time.monotonic() - began < 10
    assert gone(quick)
    assert gone(int(note.read_text()))


@posix
def test_an_error_in_the_callers_loop_ends_the_workers() -> None:
    pids: list[int] = []
    with pytest.raises(RuntimeError), Pool(1, LIMITS) as pool:
        for _, answer in pool.run([call("pid"), call("sleeps")]):
            pids.append(int(answer))  # type: ignore[arg-type]
            raise RuntimeError
    assert gone(pids[0])


def test_an_error_in_the_source_of_calls_reaches_the_caller() -> None:
    def source():  # type: ignore[no-untyped-def]
        yield call("echo", b"x")
        raise LookupError("no more")

    with Pool(2, LIMITS) as pool, pytest.raises(LookupError, match="no more"):
        list(pool.run(source()))


@pytest.mark.skipif(not sandbox.landlock_available(), reason="this system cannot deny writes")
def test_writing_is_refused_outside_the_allowed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed, other, scratch = (tmp_path / n for n in ("allowed", "archive", "scratch"))
    for folder in (allowed, other, scratch):
        folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("TMPDIR", str(scratch))
    calls = [call("writes", os.fsencode(folder / "x"), folder.name) for folder in (allowed, other)]
    with Pool(1, LIMITS, [allowed]) as pool:
        got = {c.key: answer for c, answer in pool.run(calls)}
    assert got == {"allowed": b"written", "archive": b"refused"}
    assert not (other / "x").exists()
