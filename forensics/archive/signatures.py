"""Which kind of file the first bytes announce. Containers of documents are looked into elsewhere."""

from __future__ import annotations

import struct

HEAD_BYTES = 8192
"how much of a file `by_signature` and the text tests want to see"

_PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"8BPS\x00", "psd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MSCF\x00\x00\x00\x00", "cab"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x7fELF", "exe"),
    (b"\xcf\xfa\xed\xfe", "exe"),
    (b"\xce\xfa\xed\xfe", "exe"),
    (b"\x1a\x45\xdf\xa3", "video"),
    (b"FLV\x01", "video"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"\x00\x00\x01\xb3", "video"),
    (b"ID3", "audio"),
    (b"fLaC", "audio"),
    (b"OggS", "audio"),
    (b"#!AMR", "audio"),
    (b"MThd\x00\x00\x00\x06", "audio"),
)
_RIFF = {b"WEBP": "webp", b"AVI ": "video", b"WAVE": "audio"}
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_BITMAP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)


def by_signature(head: bytes) -> str:
    """The kind that a file's first bytes announce ('zip' and 'ole' not yet looked into), or ''."""
    for prefix, kind in _PREFIXES:
        if head.startswith(prefix):
            return kind
    return _by_structure(head)


def _by_structure(head: bytes) -> str:
    kind = ""
    if head[:4] == b"RIFF":
        kind = _RIFF.get(head[8:12], "")
    elif head[4:8] == b"ftyp":
        kind = _iso_media(head[8:12])
    elif head[4:8] in (b"moov", b"mdat", b"wide"):
        kind = "video"
    elif head[:3] == b"BZh" and head[3:4] in b"123456789" and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        kind = "bzip2"
    elif head[2:5] in (b"-lh", b"-lz") and head[6:7] == b"-":
        kind = "lzh"
    elif head[:2] == b"BM" and len(head) > 26 and struct.unpack_from("<I", head, 14)[0] in _BITMAP_HEADERS:
        kind = "bmp"
    elif head[:2] == b"MZ" and len(head) >= 64:
        kind = "exe"
    elif head[:1] == b"\x47" and head[188:189] == b"\x47" and head[376:377] == b"\x47":
        kind = "video"
    elif is_tar_header(head[:512]):
        kind = "tar"
    elif _is_mpeg_audio(head):
        kind = "audio"
    return kind


def is_tar_header(block: bytes) -> bool:
    """Whether 512 bytes are the header of a tar member: a fitting checksum, as every tar has one."""
    if len(block) < 512 or block[0] == 0:
        return False
    stated = block[148:156].strip(b" \x00")
    if not stated or any(byte not in b"01234567" for byte in stated):
        return block[257:262] == b"ustar"
    counted = sum(block[:148]) + 8 * 32 + sum(block[156:])
    return int(stated, 8) == counted or block[257:262] == b"ustar"


def _iso_media(brand: bytes) -> str:
    if brand in _HEIF_BRANDS:
        return "heic"
    return "audio" if brand[:3] in (b"M4A", b"M4B") else "video"


def _is_mpeg_audio(head: bytes) -> bool:
    """A layer III frame header (mp3) or an AAC transport header, with a rate that exists."""
    if len(head) < 4 or head[0] != 0xFF:
        return False
    if head[1] in (0xFA, 0xFB, 0xF2, 0xF3):
        return head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3
    return head[1] in (0xF1, 0xF9) and head[2] >> 2 & 15 < 13
