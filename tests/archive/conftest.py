"""Shared: take a file built in a test, with small or default limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forensics.archive.inventory import take
from forensics.archive.item import Item
from forensics.archive.spool import Spool
from forensics.guard.limits import Limits

Take = Callable[..., dict[str, Item]]


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


@pytest.fixture
def taken(tmp_path: Path, spool: Spool) -> Take:
    """Write bytes under a name, take them, and give the items by path (paths are distinct)."""

    def run(content: bytes, name: str = "a.zip", limits: Limits | None = None) -> dict[str, Item]:
        file = tmp_path / "evidence"
        file.write_bytes(content)
        items = take(file, name, "2024-05-18T02:00:00Z", spool, limits or Limits())
        by_path = {item.path: item for item in items}
        assert len(by_path) == len(items)
        assert next(iter(by_path)) == name
        return by_path

    return run
