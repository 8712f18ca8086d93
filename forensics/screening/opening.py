"""Opening an archive to read and a case to write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forensics.case.store import Store


class ArchiveError(ValueError):
    """The path given is no folder that can be scanned."""


@contextmanager
def held_case(root: Path, case: str | os.PathLike[str] | None) -> Iterator[Store]:
    """The case of an archive (`<its name>.case` in the current folder when not given), held by this process."""
    folder = Path(case) if case else Path.cwd() / f"{root.name}.case"
    if folder.resolve() == root or root in folder.resolve().parents:
        raise ArchiveError(f"案卷文件夹不能放在被检查的文件夹内：{folder}")
    with Store(folder) as store:
        store.hold()
        yield store


def archive_root(given: str | os.PathLike[str]) -> Path:
    """The absolute path of a folder that can be listed. Raises `ArchiveError`."""
    archive = Path(given)
    if not archive.exists():
        raise ArchiveError(f"没有这个文件夹：{archive}")
    if not archive.is_dir():
        raise ArchiveError(f"这是一个文件，不是文件夹：{archive}")
    try:
        next(archive.iterdir(), None)
    except OSError as error:
        raise ArchiveError(f"文件夹无法读取：{archive}（{error.strerror}）") from error
    return archive.resolve()
