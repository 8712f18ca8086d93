"""One file gives its ledger rows, whatever it is and whatever happens while it is read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forensics.archive import inventory
from forensics.archive.inventory import Request, job, take
from forensics.archive.item import Item, Status
from forensics.archive.spool import Spool
from forensics.guard.limits import Limits


def test_a_plain_file_is_hashed_and_known(taken) -> None:
    (item,) = taken("会议记录".encode(), "甲/纪要.TXT").values()
    assert item.sha256 == hashlib.sha256("会议记录".encode()).hexdigest()
    assert (item.kind, item.extension, item.size, item.container) == ("text", "txt", 12, "")
    assert item.modified == "2024-05-18T02:00:00Z"


def test_a_changed_extension_is_noted(taken) -> None:
    (item,) = taken(b"%PDF-1.4\n", "a.docx").values()
    assert item.kind == "pdf"
    assert "扩展名" in item.notes[0]


def test_an_empty_file_is_ok_and_says_so(taken) -> None:
    (item,) = taken(b"", "a.docx").values()
    assert (item.kind, item.outcome.ok, item.notes) == ("empty", True, ("空文件",))


@pytest.mark.parametrize("name", ["x/Thumbs.db", ".DS_Store", "~$纪要.docx", "a.zip!/__MACOSX/._a", "desktop.ini"])
def test_system_files_are_marked(taken, name: str) -> None:
    (item,) = taken(b"abc", name).values()
    assert inventory.SYSTEM_FILE in item.notes


def test_a_file_beyond_the_limit_is_hashed_but_not_opened(taken) -> None:
    (item,) = taken(b"x" * 5000, "a.txt", Limits(file_bytes=4999)).values()
    assert item.outcome.status is Status.OVER_LIMIT
    assert item.sha256
    (item,) = taken(b"x" * 5000, "a.txt", Limits(file_bytes=10, unpacked_bytes=20)).values()
    assert (item.outcome.status, item.sha256) == (Status.OVER_LIMIT, "")


def test_a_name_of_a_container_with_noise_in_it_is_unreadable(taken) -> None:
    (item,) = taken(bytes(range(256)) * 4, "a.rar").values()
    assert item.outcome.status is Status.UNREADABLE


def test_missing_refused_and_odd_files_become_rows(tmp_path: Path, spool: Spool, monkeypatch) -> None:
    (gone,) = take(tmp_path / "gone", "gone", "", spool, Limits())
    assert gone.outcome.status is Status.UNREADABLE
    (folder,) = take(tmp_path, "folder", "", spool, Limits())
    assert folder.outcome.status in (Status.SPECIAL, Status.UNREADABLE)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(inventory, "open_evidence", refuse)
    (refused,) = take(tmp_path / "x", "x", "", spool, Limits())
    assert refused.outcome.status is Status.UNREADABLE
    assert "Permission denied" in refused.outcome.reason


def test_a_file_that_grows_while_it_is_read_is_changed(tmp_path: Path, spool: Spool, monkeypatch) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"before")
    real = inventory.identify_stream

    def grow(stream):
        with file.open("ab") as out:
            out.write(b" and after")
        return real(stream)

    monkeypatch.setattr(inventory, "identify_stream", grow)
    (item,) = take(file, "a.txt", "", spool, Limits())
    assert item.outcome.status is Status.CHANGED
    assert item.sha256 == ""


def test_the_job_gives_what_take_gives(tmp_path: Path, spool: Spool) -> None:
    file = tmp_path / "纪要.txt"
    file.write_bytes(b"x")
    request = Request(os.fsencode(file), "纪要.txt", "", str(spool.root), Limits())
    items = msgspec.msgpack.decode(job(msgspec.msgpack.encode(request)), type=tuple[Item, ...])
    assert items == take(file, "纪要.txt", "", spool, Limits())


STARTS = [
    b"",
    b"PK\x03\x04\x14\0\0\0\x08\0",
    b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\x04\0\0\0\x01\0\0\0",
    b"7z\xbc\xaf\x27\x1c\0\4",
    b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
    b"BZh91AY&SY",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"a.txt".ljust(257, b"\0") + b"ustar\x0000",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    start=st.sampled_from(STARTS),
    content=st.binary(max_size=2000),
    name=st.sampled_from(["a.zip", "b", "c.gz"]),
)
def test_any_bytes_give_rows_and_no_exception(tmp_path: Path, start: bytes, content: bytes, name: str) -> None:
    file = tmp_path / "any"
    file.write_bytes(start + content)
    items = take(file, name, "", Spool(tmp_path / "spool"), Limits())
    assert items[0].path == name
    assert len({item.path for item in items}) == len(items)
