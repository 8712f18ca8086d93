"""How a reader says that it cannot read an item."""

from __future__ import annotations

from forensics.archive.item import Status


class ReadError(Exception):
    """The item is locked, broken or beyond a limit; `reason` is Chinese and meant for the inspector."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
