"""rar, cab, lzh and odd 7z through an unpacker of the system, watched while it writes."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from forensics.archive.item import Outcome, Status
from forensics.archive.names import display
from forensics.archive.opening import open_evidence
from forensics.archive.unpack.budget import Budget
from forensics.archive.unpack.member import Member, utc_time
from forensics.archive.unpack.rar_header import is_later_volume, is_locked_rar4, is_rar5
from forensics.archive.unpack.seven import LOCKED
from forensics.archive.unpack.tar import plain_pieces
from forensics.archive.unpack.trouble import ExhaustedError, UnpackError
from forensics.archive.walk import Entry, walk

# An empty password answers the question that an unpacker would otherwise ask on the terminal.
PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unar", ("-no-directory", "-force-overwrite", "-password", "", "-output-directory", "{out}", "{file}")),
    ("7zz", ("x", "-y", "-p", "-bb1", "-o{out}", "{file}")),
    ("7z", ("x", "-y", "-p", "-bb1", "-o{out}", "{file}")),
    ("unrar", ("x", "-p-", "-y", "-o+", "{file}", "{out}/")),
    ("bsdtar", ("-x", "-f", "{file}", "-C", "{out}")),
)
_LOCKED_WORDS = ("password", "encrypted", "passphrase")
_FAILED_WORDS = ("fail", "error", "wrong", "corrupt", "crc", "unsupported")
_LOOK_SECONDS = 0.2


def external_members(file: Path, kind: str, scratch: Path, budget: Budget, wall_seconds: int) -> Iterator[Member]:
    """What a system unpacker gets out of a file, by name; UnpackError if there is none or it fails."""
    found = next(((shutil.which(name), flags) for name, flags in PROGRAMS if shutil.which(name)), None)
    if found is None:
        raise UnpackError(Status.UNREADABLE, f"展开 {kind} 需要安装 unar、7-Zip、unrar 或 bsdtar 之一")
    with open_evidence(file) as stream:
        later, locked = is_later_volume(stream), is_locked_rar4(stream)
        utc = kind == "7z" or is_rar5(stream)
    if later:
        raise UnpackError(Status.PARTIAL, "分卷压缩包的后续分卷，内容随第一卷展开；请核对分卷是否齐全")
    program, flags = found
    output = scratch / "out"
    output.mkdir()
    started = time.time()
    command = [str(program), *(flag.format(out=output, file=file.absolute()) for flag in flags)]
    code, said, stopped = _run(command, scratch, output, budget, wall_seconds)
    lines = said.splitlines()
    count = whole = 0
    for entry in walk(output):
        member = _member(entry, output, lines, started, utc, locked)
        count += 1
        whole += member.outcome.ok
        yield member
    if stopped is not None:
        raise stopped
    if code != 0:
        raise _failure(locked or _speaks_of(said, _LOCKED_WORDS), whole > 0)
    if not count:
        raise UnpackError(Status.UNREADABLE, "压缩包内没有得到任何文件，可能为空或已损坏")


def _run(
    command: list[str], scratch: Path, output: Path, budget: Budget, wall_seconds: int
) -> tuple[int, str, UnpackError | None]:
    """Exit code, what it said, and why it was stopped if it was."""
    log = scratch / "log"
    stopped: UnpackError | None = None
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=scratch,
            env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        )
        try:
            until = time.monotonic() + wall_seconds
            while stopped is None and process.poll() is None:
                try:
                    process.wait(_LOOK_SECONDS)
                except subprocess.TimeoutExpired:
                    stopped = _too_much(output, budget, time.monotonic() > until)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    with log.open("rb") as heard:
        text = heard.read(4 << 20).decode("utf-8", "replace")
    return process.returncode, text, stopped


def _too_much(output: Path, budget: Budget, late: bool) -> UnpackError | None:
    if late:
        return UnpackError(Status.TIMED_OUT, "外部解压程序超时，其余未展开")
    count = size = 0
    for entry in walk(output):
        count += 1
        size += entry.size
    if size > budget.bytes_left or count > budget.members_left:
        return ExhaustedError("展开后超过限额，其余未展开")
    return None


def _member(entry: Entry, output: Path, lines: list[str], started: float, utc: bool, locked: bool) -> Member:
    """An unpacked file as a member; the unpacker's lines tell whether it is whole."""
    last = entry.path.rpartition("/")[2]
    spoken = " ".join(line.replace(last, "") for line in map(display, lines) if last in line)
    outcome = entry.outcome
    if outcome.ok and _speaks_of(spoken, _LOCKED_WORDS + _FAILED_WORDS):
        if locked or _speaks_of(spoken, _LOCKED_WORDS):
            outcome = Outcome(Status.ENCRYPTED, "加密的压缩包成员，请向报送单位索取密码")
        else:
            outcome = Outcome(Status.UNREADABLE, "外部解压程序报告该成员已损坏")
    seconds = entry.mtime_ns / 1e9
    modified = "" if seconds >= started - 2 else utc_time(seconds)  # not stored: the time of unpacking
    return Member(
        name=entry.path,
        modified=modified if utc else modified.rstrip("Z"),
        outcome=outcome,
        read=partial(_content, output / os.fsdecode(entry.location)),
    )


def _content(path: Path) -> Iterator[bytes]:
    with open_evidence(path) as stream:
        yield from plain_pieces(stream)


def _failure(locked: bool, any_whole: bool) -> UnpackError:
    if locked:
        return UnpackError(Status.PARTIAL if any_whole else Status.ENCRYPTED, LOCKED)
    status = Status.PARTIAL if any_whole else Status.UNREADABLE
    return UnpackError(status, "外部解压程序未能完整展开，压缩包可能损坏、缺卷或方法不受支持")


def _speaks_of(said: str, words: tuple[str, ...]) -> bool:
    return any(word in said.lower() for word in words)
