"""Walk the submitted folder: every file, link, pipe and unreadable folder becomes an entry."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from forensics.archive.item import OK, Outcome, Status
from forensics.archive.names import display, display_folder

_BY_DESCRIPTOR = os.scandir in os.supports_fd and os.open in os.supports_dir_fd
_LINK_TAGS = (0xA0000003, 0xA000000C)  # NTFS mount points (junctions) and symbolic links
_SPECIAL_KINDS = (
    (stat.S_ISFIFO, "命名管道，不是普通文件"),
    (stat.S_ISSOCK, "套接字，不是普通文件"),
    (stat.S_ISCHR, "字符设备，不是普通文件"),
    (stat.S_ISBLK, "块设备，不是普通文件"),
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    r"""One thing found in the folder.

    `path` is the display path: posix, relative, one line, unique; bytes that are no UTF-8 stand as `\xNN`.
    `location` is `os.fsencode` of the relative native path and opens the file again.
    `size` is in bytes, `mtime_ns` in nanoseconds since 1970 UTC. An equal `change_key` means that the file
    was not changed; it is empty for what cannot be read.
    """

    path: str
    location: bytes
    size: int = 0
    mtime_ns: int = 0
    change_key: str = ""
    outcome: Outcome = OK


def walk(root: Path) -> Iterator[Entry]:
    """All entries below a folder, ordered by display path; links are named and never followed.

    Readable folders are no entries. An unreadable root gives one entry `.`; nothing is raised.
    """
    stack: list[tuple[_Folder, Iterator[_Child]]] = []
    try:
        first = _Folder(root, None, b"", "")
        yield from first.trouble()
        stack.append((first, iter(first.children())))
        while stack:
            folder, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()[0].close()
            elif child.entry is not None:
                yield child.entry
            else:
                below = _Folder(Path(child.name), folder, child.location, child.path)
                yield from below.trouble()
                stack.append((below, iter(below.children())))
    finally:
        for folder, _ in stack:
            folder.close()


class _Child(msgspec.Struct, frozen=True):
    """A name in a folder: an entry to give out, or (entry None) a folder to go into."""

    name: str
    path: str
    location: bytes
    entry: Entry | None

    @property
    def order(self) -> str:
        return self.path if self.entry else self.path + "/"


class _Folder:
    """One folder being listed; held by descriptor where possible, as long paths cannot be reopened."""

    def __init__(self, name: Path, parent: _Folder | None, location: bytes, path: str) -> None:
        self._location, self._path = location, path
        self._descriptor: int | None = None
        self._native: Path = name if parent is None else parent._native / name
        self._error: OSError | None = None
        self._listed: list[_Child] = []
        try:
            if _BY_DESCRIPTOR:
                follow = 0 if parent is None else os.O_NOFOLLOW
                at = None if parent is None else parent._descriptor
                self._descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | follow, dir_fd=at)
            with os.scandir(self._native if self._descriptor is None else self._descriptor) as found:
                for entry in found:
                    self._listed.append(self._child(entry))
        except OSError as error:
            self._error = error

    def children(self) -> list[_Child]:
        """What is in the folder, in display order."""
        return sorted(self._listed, key=lambda child: child.order)

    def trouble(self) -> Iterator[Entry]:
        """An entry for the folder itself if it could not be listed to the end."""
        if self._error is not None:
            reason = f"文件夹无法列出：{self._error.strerror or type(self._error).__name__}"
            yield Entry(
                path=self._path or ".",
                location=self._location or b".",
                outcome=Outcome(Status.UNREADABLE, reason),
            )

    def close(self) -> None:
        """Give the descriptor back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _child(self, entry: os.DirEntry[str]) -> _Child:
        location = os.path.join(self._location, os.fsencode(entry.name))  # noqa: PTH118 - bytes
        prefix = self._path + "/" if self._path else ""
        try:
            facts = entry.stat(follow_symlinks=False)
            link = stat.S_ISLNK(facts.st_mode) or getattr(facts, "st_reparse_tag", 0) in _LINK_TAGS
            if not link and stat.S_ISDIR(facts.st_mode):
                return _Child(entry.name, prefix + display_folder(entry.name), location, None)
            path = prefix + display(entry.name)
            outcome = Outcome(Status.SPECIAL, self._link_reason(entry.name)) if link else _special(facts.st_mode)
            found = Entry(
                path=path,
                location=location,
                size=facts.st_size,
                mtime_ns=facts.st_mtime_ns,
                change_key=f"{facts.st_size}:{facts.st_mtime_ns}:{facts.st_ctime_ns}:{facts.st_ino}",
                outcome=outcome,
            )
        except OSError as error:
            path = prefix + display(entry.name)
            reason = f"无法读取文件信息：{error.strerror or type(error).__name__}"
            found = Entry(path=path, location=location, outcome=Outcome(Status.UNREADABLE, reason))
        return _Child(entry.name, path, location, found)

    def _link_reason(self, name: str) -> str:
        try:
            if self._descriptor is not None:
                target = os.readlink(name, dir_fd=self._descriptor)
            else:
                target = str((self._native / name).readlink())
        except OSError:
            return "链接，不跟随"
        return f"链接，不跟随（指向 {display(target)}）"


def _special(mode: int) -> Outcome:
    if stat.S_ISREG(mode):
        return OK
    for test, reason in _SPECIAL_KINDS:
        if test(mode):
            return Outcome(Status.SPECIAL, reason)
    return Outcome(Status.SPECIAL, "不是普通文件")
