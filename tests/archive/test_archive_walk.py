"""The walk names everything in a folder, follows nothing, gives one-line unique paths in a fixed order."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from forensics.archive.item import Status
from forensics.archive.opening import NotRegularError, open_evidence
from forensics.archive.walk import Entry, walk

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot have such names or files")


def entries(root: Path) -> dict[str, Entry]:
    found = list(walk(root))
    assert len({entry.path for entry in found}) == len(found)
    return {entry.path: entry for entry in found}


def test_files_come_in_the_order_of_their_display_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a-b.txt", "a.txt", "纪要/一.txt", "a/b/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    paths = [entry.path for entry in walk(tmp_path)]
    assert paths == sorted(paths)
    assert len(paths) == 6


def test_location_opens_the_file_again(tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "件.txt").write_bytes(b"x")
    (entry,) = walk(tmp_path)
    with open_evidence(tmp_path / os.fsdecode(entry.location)) as stream:
        assert stream.read() == b"x"


def test_change_key_differs_after_a_change_and_only_then(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    first = entries(tmp_path)["a"].change_key
    assert entries(tmp_path)["a"].change_key == first
    file.write_bytes(b"22")
    assert entries(tmp_path)["a"].change_key != first


@posix
def test_links_are_named_and_never_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("x")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "loop").symlink_to("loop")
    (root / "up").symlink_to("..")
    (root / "broken").symlink_to("nowhere")
    found = entries(root)
    assert set(found) == {"out", "loop", "up", "broken"}
    assert {entry.outcome.status for entry in found.values()} == {Status.SPECIAL}
    with pytest.raises(NotRegularError):
        open_evidence(root / "broken")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_sockets_are_special_and_do_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("sock")
        found = entries(tmp_path)
    assert {entry.outcome.status for entry in found.values()} == {Status.SPECIAL}
    with pytest.raises(NotRegularError):
        open_evidence(tmp_path / "pipe")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="needs names that are any bytes")
def test_strange_names_give_one_line_each_and_stay_apart(tmp_path: Path) -> None:
    names = [
        b"\xd6\xd0.txt",
        b"\\xd6\\xd0.txt",
        b"a\nb",
        b"a\\x0ab",
        "甲\u202e乙".encode(),
        "甲\\u202e乙".encode(),
        "é".encode(),
        "e\u0301".encode(),
        "甲\u200b乙".encode(),
        "\u0085".encode(),
        b"\x85",
    ]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(name)
    found = entries(tmp_path)
    assert len(found) == len(names)
    assert all("\n" not in path and "\u202e" not in path and "\u200b" not in path for path in found)
    assert "\\xd6\\xd0.txt" in found
    for entry in found.values():
        with open_evidence(tmp_path / os.fsdecode(entry.location)) as stream:
            assert stream.read() == entry.location


def test_a_folder_called_like_a_zip_member_is_no_member(tmp_path: Path) -> None:
    (tmp_path / "x.zip!").mkdir()
    (tmp_path / "x.zip!" / "a.txt").write_text("x")
    assert list(entries(tmp_path)) == ["x.zip\\x21/a.txt"]


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="needs folders opened from folders")
def test_paths_beyond_4096_bytes_are_found_and_opened(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    with os.fdopen(os.open("end.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here), "wb") as out:
        out.write(b"deep")
    os.close(here)
    (entry,) = walk(tmp_path)
    assert len(entry.path) > 4096
    assert entry.outcome.ok
    with open_evidence(tmp_path / os.fsdecode(entry.location)) as stream:
        assert stream.read() == b"deep"
    shutil.rmtree(tmp_path / ("d" * 200))


def test_a_folder_that_cannot_be_listed_is_an_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "open.txt").write_text("x")
    real = os.scandir
    calls = []

    def refuse_second(where: int | str) -> object:
        calls.append(where)
        if len(calls) == 2:
            raise PermissionError(13, "Permission denied")
        return real(where)

    monkeypatch.setattr(os, "scandir", refuse_second)
    found = entries(tmp_path)
    assert found["locked"].outcome.status is Status.UNREADABLE
    assert found["open.txt"].outcome.ok


def test_a_missing_root_is_one_unreadable_entry(tmp_path: Path) -> None:
    (entry,) = walk(tmp_path / "nothing")
    assert entry.outcome.status is Status.UNREADABLE
