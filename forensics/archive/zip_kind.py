"""Which document a zip file is: Office, OFD, OpenDocument, or a plain zip."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import BinaryIO

from forensics.archive.unpack.trouble import UnpackError
from forensics.archive.unpack.zip_data import member_bytes
from forensics.archive.unpack.zip_directory import ZipMember, read_directory

_LOOK_BYTES = 1 << 20
_LOOK_MEMBERS = 70_000
_MAIN_PARTS = (
    ("xlsb", re.compile(r"ms-excel\.sheet\.binary\.macroenabled\.main", re.I)),
    ("docx", re.compile(r"(?:wordprocessingml\.(?:document|template)|ms-word\.[\w.]+?)\.main\+xml", re.I)),
    ("xlsx", re.compile(r"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.[\w.]+?)\.main\+xml", re.I)),
    ("pptx", re.compile(r"(?:presentationml|ms-powerpoint)\.[\w.]+?\.main\+xml", re.I)),
)
_PART_NAMES = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
}
_PART_FOLDERS = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
_OPEN_DOCUMENTS = (
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
)


def zip_kind(stream: BinaryIO) -> str:
    """docx, xlsx, xlsb, pptx, ofd, odt, ods, odp, or zip for anything else."""
    members: dict[str, ZipMember] = {}
    for number, member in enumerate(read_directory(stream).members):
        members.setdefault(_plain(member.raw_name), member)
        if number >= _LOOK_MEMBERS:
            break
    if "ofd.xml" in members:
        return "ofd"
    if "mimetype" in members:
        stated = _text(stream, members["mimetype"]).strip().lower()
        for prefix, kind in _OPEN_DOCUMENTS:
            if stated.startswith(prefix):
                return kind
    if "[content_types].xml" in members:
        types = _text(stream, members["[content_types].xml"])
        for kind, pattern in _MAIN_PARTS:
            if pattern.search(types):
                return kind
    return _by_part_name(members)


def _by_part_name(names: Collection[str]) -> str:
    """For damaged Office files: a main part of the usual name, else any part beside package files."""
    for name in names:
        if name in _PART_NAMES:
            return _PART_NAMES[name]
    if "[content_types].xml" in names or "_rels/.rels" in names:
        folders = {name.partition("/")[0] for name in names}
        return next((kind for folder, kind in _PART_FOLDERS.items() if folder in folders), "zip")
    return "zip"


def _plain(raw: bytes) -> str:
    return raw.decode("latin-1").replace("\\", "/").lstrip("/").lower()


def _text(stream: BinaryIO, member: ZipMember) -> str:
    """The first MiB of a small text member; '' as far as it cannot be read."""
    found = bytearray()
    try:
        for chunk in member_bytes(stream, member):
            found += chunk
            if len(found) > _LOOK_BYTES:
                break
    except UnpackError:
        pass
    encoding = "utf-16" if found.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return bytes(found[:_LOOK_BYTES]).decode(encoding, "replace")
