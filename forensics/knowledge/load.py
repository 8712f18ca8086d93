"""The knowledge in force: the shipped data files, with what an inspector's own files change in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from importlib.resources import files
from typing import Any, TypeVar, TypeVarTuple

import msgspec
import yaml

_A = TypeVarTuple("_A")
_T = TypeVar("_T")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_own: ContextVar[bytes] = ContextVar("own knowledge", default=b"")


class Change(msgspec.Struct, frozen=True):
    """What an own file changes in a section of a table.

    `entries` join it, or stand in place of those whose field `key` is the same (in a mapping: those of the same key,
    and `key` is empty); `removed` are left out.
    """

    table: str
    section: str
    key: str
    entries: Any
    removed: tuple[str, ...] = ()


def parse(text: str) -> Any:
    """Parse YAML; dates stay strings where they are quoted."""
    return yaml.load(text, Loader=_Loader)  # a safe loader, the C one where it is built


@contextmanager
def using(own: bytes) -> Iterator[None]:
    """Put own knowledge in force: MessagePack of a tuple of `Change`, as `own.load` makes it; b'' for none."""
    before = _own.set(own)
    try:
        yield
    finally:
        _own.reset(before)


def derived(function: Callable[[*_A], _T]) -> Callable[[*_A], _T]:
    """Keep what a function makes of `table`, for each knowledge in force."""

    @lru_cache(maxsize=32)
    def kept(own: bytes, *args: Any) -> _T:
        return function(*args)

    @wraps(function)
    def current(*args: *_A) -> _T:
        return kept(_own.get(), *args)

    return current


@lru_cache(maxsize=8)
def shipped(name: str) -> Any:
    """The content of `data/<name>.yaml`, read once per process."""
    return parse(files("forensics.knowledge").joinpath("data", f"{name}.yaml").read_text("utf-8"))


@derived
def table(name: str) -> Any:
    """The content of `data/<name>.yaml` with the own knowledge in force."""
    return changed(shipped(name), (c for c in _changes() if c.table == name))


@derived
def own_keys(section: str) -> frozenset[str]:
    """The keys of the entries of a section that are the inspector's own."""
    return frozenset(str(e[c.key]) for c in _changes() if c.section == section and c.key for e in c.entries)


@derived
def _changes() -> tuple[Change, ...]:
    own = _own.get()
    return msgspec.msgpack.decode(own, type=tuple[Change, ...]) if own else ()


def changed(content: Any, changes: Iterator[Change]) -> Any:
    """A table with changes made one after another; the table itself stays as it is."""
    content = dict(content)
    for change in changes:
        held = content[change.section]
        if isinstance(held, dict):
            content[change.section] = held | change.entries
        elif change.key:
            kept = {e[change.key]: e for e in held if e[change.key] not in change.removed}
            content[change.section] = list((kept | {e[change.key]: e for e in change.entries}).values())
        else:
            content[change.section] = [*held, *change.entries]
    return content
