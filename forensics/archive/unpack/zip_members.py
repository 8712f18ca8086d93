"""The members of a zip file, checked before anything is read."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from forensics.archive.item import OK, Outcome, Status
from forensics.archive.names import LEADS_OUTSIDE, Distinct, display_member
from forensics.archive.unpack.member import Member
from forensics.archive.unpack.trouble import CutError, UnpackError
from forensics.archive.unpack.zip_data import member_bytes
from forensics.archive.unpack.zip_directory import ZipMember, overlapping, read_directory
from forensics.archive.unpack.zip_names import decode_names

_OVERLAP = "与压缩包内其他成员重叠，疑似恶意构造，未展开"


def zip_members(stream: BinaryIO) -> Iterator[Member]:
    """The members in stored order; ends with an UnpackError when the directory is broken."""
    directory = read_directory(stream)
    if directory.broken and not directory.members:
        raise UnpackError(Status.UNREADABLE, "压缩包已损坏，找不到任何成员")
    refused = overlapping(directory.members)
    names = decode_names([(member.raw_name, member.flags, member.extra) for member in directory.members])
    distinct = Distinct()
    for member, name in zip(directory.members, names, strict=True):
        if name.endswith(("/", "\\")) and not member.packed:
            continue
        shown, outside = display_member(name)
        yield Member(
            name=distinct.name(shown),
            modified=_time(member.when),
            packed=member.packed,
            outcome=_outcome(member, refused),
            notes=(LEADS_OUTSIDE,) if outside else (),
            read=partial(member_bytes, stream, member),
        )
    if directory.broken:
        raise CutError(directory.broken)


def _outcome(member: ZipMember, refused: set[int]) -> Outcome:
    kind = stat.S_IFMT(member.mode)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Outcome(Status.SPECIAL, "压缩包内的链接或设备，不跟随")
    return Outcome(Status.UNREADABLE, _OVERLAP) if member.offset in refused else OK


def _time(when: tuple[int, int, int, int, int, int]) -> str:
    """The stored local time in ISO form, '' for the default 1980-01-01 and impossible dates."""
    year, month, day, hour, minute, second = when
    if (year, month, day) <= (1980, 1, 1) or not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60):
        return ""
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}"
