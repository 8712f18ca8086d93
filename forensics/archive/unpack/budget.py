"""How much one file of the folder may unpack to, with everything nested in it."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.archive.item import Status
from forensics.archive.unpack.trouble import ExhaustedError, UnpackError
from forensics.guard.limits import Limits

RATIO_FLOOR_BYTES = 64 << 20
"an honest picture may be packed 667 to 1, so the ratio counts only above this size"


class Budget:
    """Counts what really comes out, since containers lie about sizes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.bytes_left = limits.unpacked_bytes
        self.members_left = limits.members

    def member(self) -> None:
        """Count one member, folders and links included; ExhaustedError when there were too many."""
        if self.members_left <= 0:
            raise ExhaustedError(f"成员超过 {self._limits.members} 个，其余未展开")
        self.members_left -= 1
        self._any_left()

    def spend(self, chunks: Iterator[bytes], packed: int | None) -> Iterator[bytes]:
        """Pass a member's bytes on, counted; UnpackError: this member, ExhaustedError: the whole file."""
        size = 0
        for chunk in chunks:
            size += len(chunk)
            self.bytes_left -= len(chunk)
            self._any_left()
            if size > self._limits.file_bytes:
                raise UnpackError(Status.OVER_LIMIT, f"单个成员超过 {self._limits.file_bytes} 字节，未展开")
            self._ratio(size, packed)
            yield chunk

    def watch(self, chunks: Iterator[bytes], packed: int) -> Iterator[bytes]:
        """Pass on a stream whose members are counted elsewhere, unless it swells too far by itself."""
        size, allowed = 0, self.bytes_left + RATIO_FLOOR_BYTES
        for chunk in chunks:
            size += len(chunk)
            if size > allowed:
                raise ExhaustedError(f"展开后超过 {self._limits.unpacked_bytes} 字节，其余未展开")
            self._ratio(size, packed)
            yield chunk

    def _any_left(self) -> None:
        if self.bytes_left < 0:
            raise ExhaustedError(f"展开后超过 {self._limits.unpacked_bytes} 字节，其余未展开")

    def _ratio(self, size: int, packed: int | None) -> None:
        if packed is not None and size > RATIO_FLOOR_BYTES and size > packed * self._limits.member_ratio:
            raise UnpackError(Status.OVER_LIMIT, f"压缩比超过 {self._limits.member_ratio}:1，疑似压缩炸弹，未展开")
