import struct
from pathlib import Path

import pytest

from forensics.archive.item import Status
from forensics.documents.errors import ReadError
from forensics.documents.ole import check, filetime, properties, streams
from tests.documents.ole_files import ole, summary


def _text(text: str) -> bytes:
    raw = text.encode("gb18030") + b"\0"
    return struct.pack("<I", len(raw)) + raw


def _file(tmp_path: Path, data: bytes) -> Path:
    (tmp_path / "a.doc").write_bytes(data)
    return tmp_path / "a.doc"


def test_author_and_times_of_a_chinese_file(tmp_path: Path) -> None:
    data = summary(
        page=(1, 2, struct.pack("<h", 936)),
        author=(4, 30, _text("李小满")),
        edit=(10, 64, struct.pack("<Q", 25 * 600_000_000)),
        created=(12, 64, struct.pack("<Q", 131_080_374_000_000_000)),
    )
    found = {p.name: p.value for p in properties(_file(tmp_path, ole(data)))}
    assert found == {"author": "李小满", "edit_minutes": "25", "created": "2016-05-18T09:30:00Z"}


def test_looping_chain_is_refused_before_it_is_followed(tmp_path: Path) -> None:
    file = _file(tmp_path, ole(summary(), fat={4: 3}))
    with pytest.raises(ReadError) as caught:
        check(file)
    assert caught.value.status is Status.UNREADABLE
    assert properties(file) == ()
    assert streams(file) == ()


def test_absurd_sector_size(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        check(_file(tmp_path, ole(summary(), shift=31)))


def test_filetime() -> None:
    assert filetime(0) == ""
    assert filetime(2**64 - 1) == ""
