"""gzip, bzip2, xz and zstd as streams of pieces, several members in a row included."""

from __future__ import annotations

import bz2
import importlib
import lzma
import zlib
from collections.abc import Callable, Generator, Iterator
from typing import Any, BinaryIO

from forensics.archive.item import Status
from forensics.archive.unpack.trouble import CutError, UnpackError

PIECE_BYTES = 1 << 18
_DECODER_MEMORY = 256 << 20
"lzma dictionaries larger than this are refused; xz -9 needs 65 MiB"


def zstd_decompressor() -> Any:
    """A zstd decompressor of the standard library (3.14) or backports.zstd, which py7zr brings."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name).ZstdDecompressor()
        except ImportError:
            continue
    raise UnpackError(Status.UNREADABLE, "zstd 压缩，缺少 backports.zstd，无法展开")


def lzma_decompressor() -> lzma.LZMADecompressor:
    """An xz or lzma decompressor that refuses huge dictionaries."""
    return lzma.LZMADecompressor(memlimit=_DECODER_MEMORY)


_MAKERS: dict[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.decompressobj(31),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma_decompressor,
    "zstd": zstd_decompressor,
}


def decode(decoder: Any, feed: Callable[[], bytes]) -> Generator[bytes, None, bytes]:
    """Run one decompressor to its end mark, yielding pieces; returns the fed bytes it did not use.

    `feed` gives the next compressed bytes, b"" at the end. CutError when data ends or breaks too early.
    """
    data = b""
    try:
        while not decoder.eof:
            starved = False
            if not data and getattr(decoder, "needs_input", True):
                data = feed()
                starved = not data
            piece = decoder.decompress(data, PIECE_BYTES)
            data = getattr(decoder, "unconsumed_tail", b"")
            if piece:
                yield piece
            elif starved and not decoder.eof:
                raise CutError("压缩数据不完整，在中途结束")
    except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
        raise CutError("压缩数据损坏，其后内容无法展开") from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise CutError("压缩数据损坏，其后内容无法展开") from error
    return bytes(decoder.unused_data)


def decompressed(stream: BinaryIO, kind: str) -> Iterator[bytes]:
    """The content of a compressed file, all its parts in a row; CutError where data ends or breaks."""
    stream.seek(0)
    rest = stream.read(PIECE_BYTES)
    while rest:
        held = [rest]

        def feed(held: list[bytes] = held) -> bytes:
            return held.pop() if held else stream.read(PIECE_BYTES)

        rest = yield from decode(_MAKERS[kind](), feed)
        rest = rest.lstrip(b"\x00") or stream.read(PIECE_BYTES).lstrip(b"\x00")
