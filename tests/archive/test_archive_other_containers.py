"""Tar, compressed files, 7z and rar: the same promises as for zip."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import tarfile

import py7zr
import pytest

from forensics.archive.item import Status
from forensics.archive.unpack import external
from forensics.guard.limits import Limits


def tar(*members: tuple[str, bytes], mode: str = "w:gz", links: bool = False) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_716_000_000
            archive.addfile(info, io.BytesIO(content))
        if links:
            for name, kind in (
                ("soft", tarfile.SYMTYPE),
                ("hard", tarfile.LNKTYPE),
                ("dev", tarfile.CHRTYPE),
            ):
                info = tarfile.TarInfo(name)
                info.type, info.linkname = kind, "/etc/passwd"
                archive.addfile(info)
    return out.getvalue()


def seven(members: dict[str, bytes], password: str | None = None, hide_names: bool = False) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=hide_names) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_compressed_tar_is_opened_in_one_step(taken, mode: str) -> None:
    items = taken(tar(("甲/一.txt", b"x"), ("../out.txt", b"y"), mode=mode, links=True), "a.tar.gz")
    assert list(items)[1:] == [
        f"a.tar.gz!/{name}" for name in ("甲/一.txt", "\\x2e\\x2e/out.txt", "soft", "hard", "dev")
    ]
    assert items["a.tar.gz!/甲/一.txt"].modified == "2024-05-18T02:40:00Z"
    assert [item.outcome.status for item in items.values()][3:] == [Status.SPECIAL] * 3
    assert items["a.tar.gz"].outcome.ok


def test_a_cut_tar_keeps_what_came_before(taken) -> None:
    noise = bytes((number * number >> 3) % 251 for number in range(200_000))
    for mode in ("w", "w:gz"):
        content = tar(("a.txt", b"first"), ("b.bin", noise), mode=mode)
        items = taken(content[: len(content) // 2], "a.tar")
        assert items["a.tar"].outcome.status is Status.PARTIAL
        assert items["a.tar!/a.txt"].outcome.ok
        assert items["a.tar!/b.bin"].outcome.status is Status.PARTIAL
        assert items["a.tar!/b.bin"].size > 0


def test_a_tar_header_that_wants_gigabytes_is_refused(taken) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 7 << 30
    items = taken(info.tobuf(tarfile.GNU_FORMAT) + bytes(2048), "a.tar")
    assert items["a.tar"].outcome.status in (Status.UNREADABLE, Status.PARTIAL)


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("a.txt.gz", gzip.compress(b"x", mtime=1)),
        ("a.txt.bz2", bz2.compress(b"x")),
        ("a.txt.xz", lzma.compress(b"x")),
    ],
)
def test_a_single_compressed_file_has_one_member(taken, name: str, packed: bytes) -> None:
    items = taken(packed, name)
    assert list(items) == [name, f"{name}!/a.txt"]
    assert items[f"{name}!/a.txt"].size == 1


def test_cut_gzip_keeps_its_beginning_and_a_bomb_is_stopped(taken) -> None:
    noise = bytes((number * number >> 3) % 251 for number in range(300_000))
    items = taken(gzip.compress(noise)[:-200], "a.gz")
    assert items["a.gz!/a"].outcome.status is Status.PARTIAL
    assert items["a.gz!/a"].size > 1000
    items = taken(gzip.compress(bytes(70 << 20)), "a.gz", Limits(member_ratio=100))
    assert items["a.gz!/a"].outcome.status is Status.OVER_LIMIT


def test_a_tar_bomb_is_stopped(taken) -> None:
    items = taken(tar(("zeros", bytes(70 << 20))), "a.tgz", Limits(member_ratio=100))
    assert items["a.tgz"].outcome.status is Status.OVER_LIMIT


def test_7z_members_are_read_and_names_lead_nowhere(taken) -> None:
    items = taken(seven({"甲/一.txt": b"one", "空.txt": b"", "二.txt": b"two"}), "a.7z")
    assert {path: item.size for path, item in items.items() if item.container} == {
        "a.7z!/甲/一.txt": 3,
        "a.7z!/空.txt": 0,
        "a.7z!/二.txt": 3,
    }
    assert items["a.7z"].outcome.ok


@pytest.mark.parametrize("hide_names", [False, True])
def test_a_locked_7z_asks_for_the_password(taken, hide_names: bool) -> None:
    items = taken(seven({"a.txt": b"x" * 99}, "geheim", hide_names), "a.7z")
    assert items["a.7z"].outcome.status is Status.ENCRYPTED
    assert "密码" in items["a.7z"].outcome.reason


def test_a_7z_is_held_to_the_budget_and_to_its_end(taken) -> None:
    content = seven({"a.txt": b"x" * 1000, "b.txt": b"y" * 9000})
    items = taken(content, "a.7z", Limits(unpacked_bytes=5000))
    assert items["a.7z"].outcome.status is Status.OVER_LIMIT
    assert items["a.7z!/a.txt"].outcome.ok
    assert taken(content[:-20], "a.7z")["a.7z"].outcome.status is Status.UNREADABLE


def test_a_rar_without_unpacker_says_what_to_install(taken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    items = taken(b"Rar!\x1a\x07\x00" + bytes(50), "a.rar")
    assert items["a.rar"].outcome.status is Status.UNREADABLE
    assert "unar" in items["a.rar"].outcome.reason


@pytest.mark.skipif(not any(shutil.which(name) for name, _ in external.PROGRAMS), reason="no unpacker installed")
def test_a_broken_rar_is_unreadable_and_leaves_nothing_behind(taken, spool) -> None:
    items = taken(b"Rar!\x1a\x07\x00" + bytes(50), "a.rar")
    assert items["a.rar"].outcome.status is Status.UNREADABLE
    assert not list(spool.root.glob(".open-*"))
