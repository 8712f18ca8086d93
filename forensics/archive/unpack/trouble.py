"""How unpacking stops: each exception carries the outcome, in words, that goes into the ledger."""

from __future__ import annotations

from forensics.archive.item import Outcome, Status


class UnpackError(Exception):
    """A member, or the container from here on, cannot be had; what came before stays."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.outcome = Outcome(status, reason)


class CutError(UnpackError):
    """The data ends or breaks here; the bytes before are worth keeping."""

    def __init__(self, reason: str) -> None:
        super().__init__(Status.PARTIAL, reason)


class ExhaustedError(UnpackError):
    """The budget of the top-level file is spent; nothing more of it is unpacked."""

    def __init__(self, reason: str) -> None:
        super().__init__(Status.OVER_LIMIT, reason)
