"""Zip archives are opened with doubt: names, sizes, overlaps, locks and nesting."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from forensics.archive.item import Status
from forensics.archive.spool import Spool
from forensics.archive.unpack.zip_names import choose_encoding
from forensics.guard.limits import Limits

WHEN = (2024, 5, 18, 9, 30, 0)


def stored(raw: bytes, content: bytes, *, flags: int = 0, extra: bytes = b"", **lies: int) -> tuple[bytes, ...]:
    """A local record and the parts of its directory entry; `lies` replace crc, packed, size, method."""
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(content) + packer.flush()
    clock, day = 9 << 11 | 30 << 5, 44 << 9 | 5 << 5 | 18
    method = lies.get("method", 8)
    crc = lies.get("crc", zlib.crc32(content))
    length, size = lies.get("packed", len(packed)), lies.get("size", len(content))
    common = struct.pack("<HHHHHIIIHH", 20, flags, method, clock, day, crc, length, size, len(raw), len(extra))
    mode = lies.get("mode", 0)
    return b"PK\x03\x04" + common + raw + extra + packed, common, raw, extra, struct.pack("<I", mode << 16)


def archive(*members: tuple[bytes, ...], system: int = 3) -> bytes:
    body, directory = b"", b""
    for local, common, raw, extra, attributes in members:
        directory += b"PK\x01\x02" + bytes((20, system)) + common + struct.pack("<HHH", 0, 0, 0)
        directory += attributes + struct.pack("<I", len(body)) + raw + extra
        body += local
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + end


def plain(*names: str, content: bytes = b"text") -> bytes:
    return archive(*(stored(name.encode(), content, flags=0x800) for name in names))


def test_members_follow_their_container_with_bytes_times_and_types(taken, spool: Spool) -> None:
    items = taken(plain("甲/纪要.txt"), "外.zip")
    member = items["外.zip!/甲/纪要.txt"]
    assert (member.container, member.extension, member.kind) == ("外.zip", "txt", "text")
    assert member.modified == "2024-05-18T09:30:00"
    assert spool.path(member.sha256).read_bytes() == b"text"
    assert items["外.zip"].outcome.ok


def test_an_office_file_is_not_unpacked(taken) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f"<Override ContentType='{main}'/>".encode()
    items = taken(plain("[Content_Types].xml", content=types), "a.docx")
    assert list(items) == ["a.docx"]
    assert items["a.docx"].kind == "docx"


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gb18030", ["会议记录/5月.txt", "党费台账.txt", "谈话.txt"]),
        ("big5", ["會議記錄/名單.txt", "學習筆記.txt"]),
        ("shift_jis", ["会議の記録.txt", "メモ.txt"]),
        ("utf-8", ["会议记录.txt", "台账.txt"]),
    ],
)
def test_names_without_a_flag_are_read_in_one_encoding_for_all(taken, encoding: str, names: list[str]) -> None:
    items = taken(archive(*(stored(name.encode(encoding), b"x") for name in names)))
    assert list(items)[1:] == [f"a.zip!/{name}" for name in names]


def test_a_unicode_extra_field_counts_only_with_the_right_checksum(taken) -> None:
    raw = "会.txt".encode("gb18030")
    for crc, expected in ((zlib.crc32(raw), "議.txt"), (1, "会.txt")):
        body = struct.pack("<BI", 1, crc) + "議.txt".encode()
        items = taken(archive(stored(raw, b"x", extra=struct.pack("<HH", 0x7075, len(body)) + body)))
        assert list(items)[1] == f"a.zip!/{expected}"


def test_western_names_are_not_taken_for_chinese() -> None:
    assert choose_encoding(["café.txt".encode("cp437")]) == "cp437"


def test_names_that_climb_are_shown_and_lead_nowhere(taken, tmp_path) -> None:
    names = [
        "../../escape.txt",
        "/etc/passwd",
        "C:\\Windows\\x.txt",
        "\\\\host\\share\\y.txt",
        "a\0b.txt",
        "./ok.txt",
    ]
    items = taken(archive(*(stored(name.encode(), b"x") for name in names)))
    assert list(items)[1:] == [
        "a.zip!/\\x2e\\x2e/\\x2e\\x2e/escape.txt",
        "a.zip!/\\x2fetc/passwd",
        "a.zip!/C\\x3a/Windows/x.txt",
        "a.zip!/\\x2fhost/share/y.txt",
        "a.zip!/a\\x00b.txt",
        "a.zip!/ok.txt",
    ]
    assert not list(tmp_path.rglob("escape.txt"))
    assert not (tmp_path.parent / "escape.txt").exists()
    assert all(items[path].notes for path in list(items)[1:5])


def test_equal_names_are_kept_apart(taken) -> None:
    items = taken(plain("a.docx", "a.docx", "a (2).docx", "a.docx"))
    assert [path.partition("!/")[2] for path in items][1:] == [
        "a.docx",
        "a (2).docx",
        "a (2) (2).docx",
        "a (3).docx",
    ]


def test_members_that_share_bytes_are_refused(taken) -> None:
    local, *rest = stored(b"a.txt", bytes(1000))
    one = archive((local, *rest))
    start = one.index(b"PK\x01\x02")
    entry = one[start : one.index(b"PK\x05\x06")]
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3, 3, len(entry) * 3, start, 0)
    items = taken(local + entry * 3 + end)
    assert [item.outcome.status for item in items.values()] == [Status.UNREADABLE] * 4
    assert "重叠" in items["a.zip!/a.txt"].outcome.reason


def test_nested_archives_are_opened_to_the_limit_and_no_further(taken) -> None:
    content = plain("last.txt")
    for depth in range(5):
        content = plain(f"{depth}.zip", content=content)
    items = taken(content, "a.zip", Limits(nesting=3))
    assert list(items) == ["a.zip", "a.zip!/4.zip", "a.zip!/4.zip!/3.zip", "a.zip!/4.zip!/3.zip!/2.zip"]
    assert items["a.zip!/4.zip!/3.zip!/2.zip"].outcome.status is Status.OVER_LIMIT
    assert items["a.zip"].outcome.status is Status.PARTIAL
    assert any(path.endswith("last.txt") for path in taken(content, "a.zip", Limits(nesting=6)))


def test_a_stated_size_is_not_believed(taken) -> None:
    for size in (3, 1 << 31):
        items = taken(archive(stored(b"a.txt", b"x" * 5000, size=size)))
        assert items["a.zip!/a.txt"].size == 5000


def test_a_bomb_stops_at_its_ratio_and_its_neighbours_stay(taken) -> None:
    bomb = archive(stored(b"a.txt", b"good"), stored(b"b.txt", bytes(70 << 20)), stored(b"c.txt", b"good"))
    items = taken(bomb, limits=Limits(member_ratio=100))
    assert [item.outcome.status for item in items.values()] == [
        Status.PARTIAL,
        Status.OK,
        Status.OVER_LIMIT,
        Status.OK,
    ]
    assert "压缩比" in items["a.zip!/b.txt"].outcome.reason


def test_member_size_total_size_and_member_count_are_bounded(taken) -> None:
    content = archive(*(stored(f"{number}.txt".encode(), b"x" * 1000) for number in range(5)))
    assert taken(content, limits=Limits(file_bytes=900))["a.zip"].outcome.status is Status.OVER_LIMIT
    for limits in (Limits(unpacked_bytes=2500), Limits(members=2)):
        items = taken(content, limits=limits)
        assert len(items) == 3
        assert items["a.zip"].outcome.status is Status.OVER_LIMIT
        assert items["a.zip!/1.txt"].outcome.ok


def test_the_budget_counts_everything_nested(taken) -> None:
    inner = plain(*(f"{number}" for number in range(4)), content=b"x" * 1000)
    items = taken(plain("1.zip", "2.zip", content=inner), limits=Limits(unpacked_bytes=6500))
    assert items["a.zip"].outcome.status is Status.PARTIAL
    assert items["a.zip!/2.zip"].outcome.status is Status.OVER_LIMIT
    assert "a.zip!/1.zip!/3" in items
    assert "a.zip!/2.zip!/3" not in items


def test_locked_unsupported_and_damaged_members_say_so(taken) -> None:
    items = taken(
        archive(
            stored(b"good.txt", b"x"),
            stored(b"locked.txt", b"x", flags=1),
            stored(b"method.txt", b"x", method=9),
            stored(b"crc.txt", b"x", crc=1),
        )
    )
    assert {path[7:]: item.outcome.status for path, item in items.items()} == {
        "": Status.PARTIAL,
        "good.txt": Status.OK,
        "locked.txt": Status.ENCRYPTED,
        "method.txt": Status.UNREADABLE,
        "crc.txt": Status.UNREADABLE,
    }
    items = taken(archive(stored(b"locked.txt", b"x", flags=1)))
    assert items["a.zip"].outcome.status is Status.ENCRYPTED
    assert "密码" in items["a.zip"].outcome.reason


def test_links_in_a_zip_are_special_and_folders_are_no_items(taken) -> None:
    items = taken(archive(stored(b"link", b"/etc/passwd", mode=0o120777), stored(b"folder/", b"", packed=0)))
    assert list(items) == ["a.zip", "a.zip!/link"]
    assert items["a.zip!/link"].outcome.status is Status.SPECIAL


def test_a_cut_zip_gives_what_is_left(taken) -> None:
    whole = archive(stored(b"a.txt", b"first"), stored(b"b.txt", bytes(range(256)) * 100), stored(b"c.txt", b"last"))
    items = taken(whole[: whole.index(b"c.txt") - 60])
    assert items["a.zip"].outcome.status is Status.PARTIAL
    assert items["a.zip!/a.txt"].outcome.ok
    assert items["a.zip!/b.txt"].outcome.status is Status.PARTIAL


def test_bytes_before_and_a_comment_behind_do_no_harm(taken) -> None:
    out = io.BytesIO(b"prefix")
    out.seek(6)
    with zipfile.ZipFile(out, "a") as made:
        made.comment = b"comment"
        made.writestr("a.txt", "x")
    items = taken(out.getvalue())
    assert items["a.zip!/a.txt"].outcome.ok


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_are_read(taken, method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("a.txt", "会议" * 9000)
    assert taken(out.getvalue())["a.zip!/a.txt"].size == 54_000
