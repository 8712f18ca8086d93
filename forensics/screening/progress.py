"""How a long scan tells where it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told by a scan as it goes; the command line draws a bar from it."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of so many steps begins; `stage` is Chinese."""

    def step(self, path: str, failed: bool) -> None:
        """One step is done."""


class Silent:
    """Says nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Say nothing."""

    def step(self, path: str, failed: bool) -> None:
        """Say nothing."""
