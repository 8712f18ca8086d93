"""The bytes of one zip member: counted and checked as they come out, whatever the headers say."""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Generator, Iterator
from typing import Any, BinaryIO

from forensics.archive.item import Status
from forensics.archive.unpack.streams import PIECE_BYTES, decode, lzma_decompressor, zstd_decompressor
from forensics.archive.unpack.trouble import CutError, UnpackError
from forensics.archive.unpack.zip_directory import ZipMember

_STORED, _DEFLATED, _BZIP2, _LZMA, _ZSTD, _XZ = 0, 8, 12, 14, 93, 95
_METHOD_NAMES = {1: "Shrink", 6: "Implode", 9: "Deflate64", 97: "WavPack", 98: "PPMd", 99: "AES"}
_LZMA_DICTIONARY = 256 << 20


def member_bytes(stream: BinaryIO, member: ZipMember) -> Iterator[bytes]:
    """The unpacked bytes; UnpackError when locked or unsupported, or at the end if the checksum is wrong."""
    if member.encrypted:
        raise UnpackError(Status.ENCRYPTED, "加密的压缩包成员，请向报送单位索取密码")
    if member.data < 0:
        raise UnpackError(Status.UNREADABLE, "压缩包目录所指的位置没有该成员")
    checksum = 0
    for piece in _unpacked(stream, member):
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if member.crc is not None and checksum != member.crc:
        raise UnpackError(Status.UNREADABLE, "校验和不符，内容已损坏")


def _unpacked(stream: BinaryIO, member: ZipMember) -> Iterator[bytes]:
    feed = _Packed(stream, member)
    if member.method == _STORED:
        if member.packed is None:
            raise UnpackError(Status.UNREADABLE, "未压缩成员的长度未知，无法展开")
        while piece := feed():
            yield piece
        if feed.left:
            raise CutError("压缩包不完整，成员在中途结束")
        return
    yield from _decoded(member.method, feed)


class _Packed:
    """Hands out the member's packed bytes, at most as many as stated."""

    def __init__(self, stream: BinaryIO, member: ZipMember) -> None:
        self._stream, self._position = stream, member.data
        self.left = member.packed

    def __call__(self, wanted: int = PIECE_BYTES) -> bytes:
        if self.left is not None:
            wanted = min(wanted, self.left)
        self._stream.seek(self._position)
        piece = self._stream.read(wanted)
        self._position += len(piece)
        if self.left is not None:
            self.left -= len(piece)
        return piece


def _decoded(method: int, feed: _Packed) -> Generator[bytes, None, bytes]:
    makers: dict[int, Callable[[], Any]] = {
        _DEFLATED: lambda: zlib.decompressobj(-15),
        _BZIP2: bz2.BZ2Decompressor,
        _LZMA: lambda: _lzma(feed),
        _ZSTD: zstd_decompressor,
        _XZ: lzma_decompressor,
    }
    if method not in makers:
        name = _METHOD_NAMES.get(method, str(method))
        raise UnpackError(Status.UNREADABLE, f"不支持的压缩方法（{name}），请用其他软件解压后重新提交")
    return decode(makers[method](), feed)


def _lzma(feed: _Packed) -> lzma.LZMADecompressor:
    """zip's LZMA puts a version, a length and five property bytes before the data."""
    header = feed(9)
    if len(header) < 9:
        raise CutError("压缩数据不完整，在中途结束")
    packed, dictionary = header[4], struct.unpack_from("<I", header, 5)[0]
    if packed >= 225 or dictionary > _LZMA_DICTIONARY:
        raise UnpackError(Status.UNREADABLE, "LZMA 参数无效")
    settings = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": max(dictionary, 4096),
        "lc": packed % 9,
        "lp": packed // 9 % 5,
        "pb": packed // 45,
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[settings])
