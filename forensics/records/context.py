"""What the inspector knows: context.yaml, checked line by line (docs/user-guide, section context)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from forensics.documents.place import Place
from forensics.knowledge.nodes import FileError, Reader, root_of

Level = Literal["central", "province", "city", "county"]


class ContextError(ValueError):
    """A context file that cannot be used; the message names every line and key that is wrong."""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Where the archive comes from, for the climate; degrees and metres."""

    province: str = ""
    city: str = ""
    county: str = ""
    lat: float | None = None
    lon: float | None = None
    altitude_m: float | None = None


class KnownPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """A policy of the inspector's; where the built-in calendar knows it too, this one stands."""

    name: str
    date: datetime.date
    issuer: str = ""
    level: Level = "county"
    implements: str = ""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What the units owe: regularly or by a day."""

    what: str
    every: Literal["month", "quarter", "half-year", "year"] | None = None
    by: datetime.date | None = None


class KnownPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person of a unit."""

    name: str
    role: str = ""


class KnownUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that handed in part of the archive; `folder` is relative to the archive, posix."""

    name: str
    branch: str = ""
    folder: str = ""
    kind: str = ""
    parent: str = ""
    years: tuple[int, ...] = ()
    members_at_start: int | None = None
    party_groups: str = ""
    sub_units: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    altitude_m: float | None = None
    people: tuple[KnownPerson, ...] = ()
    note: str = ""


class FoundDue(msgspec.Struct, frozen=True):
    """A task with its last day, as a paper in the archive sets it; `topics` are other names of the task.

    `paper` says that a report on it is due by that day.
    """

    what: str
    by: datetime.date
    place: Place
    topics: tuple[str, ...] = ()
    paper: bool = False


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A superior's paper that lies in the archive itself: number, names, day and what it sets.

    `names` are what 《》 would hold, `audience` its addressees, `day` that of its signature.
    """

    path: str
    number: str
    names: tuple[str, ...]
    issuer: str
    audience: str
    day: datetime.date
    place: Place
    dues: tuple[FoundDue, ...] = ()


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the inspector told; all of it optional. `knowledge` is what his own knowledge files change."""

    version: int = 1
    place: Situation | None = None
    policies: tuple[KnownPolicy, ...] = ()
    due: tuple[Due, ...] = ()
    units: tuple[KnownUnit, ...] = ()
    note: str = ""
    found: tuple[Issued, ...] = ()
    knowledge: bytes = b""

    def unit_at(self, path: str) -> KnownUnit | None:
        """The unit whose folder holds a path: the deepest one."""
        holding = [u for u in self.units if u.folder and (path == u.folder or path.startswith(u.folder + "/"))]
        return max(holding, key=lambda u: len(u.folder), default=None)


NOT_TOLD = frozenset({"found", "knowledge"})
"""the fields that the archive and the knowledge files fill, not the context file"""


def load(file: Path, archive: Path) -> tuple[Context, tuple[str, ...]]:
    """Read and check a context file. Returns the context and warnings (unknown keys).

    Raises `ContextError` naming file, line and key for wrong types, impossible dates, missing required keys
    and folders that do not exist in the archive.
    """
    try:
        root = root_of(file)
    except FileError as error:
        raise ContextError(str(error)) from error
    if root is None:
        return Context(), ()
    reader = _ContextReader(file, archive)
    value = reader.read(root, Context)
    if not reader.errors and value.get("version", 1) != 1:
        reader.errors.append(f"{file}: version 只支持 1")
    if reader.errors:
        raise ContextError("\n".join(reader.errors))
    return msgspec.convert(value, Context, strict=False), tuple(reader.unknown)


class _ContextReader(Reader):
    """Knows that a folder must lie in the archive."""

    def __init__(self, file: Path, archive: Path) -> None:
        super().__init__(file, NOT_TOLD)
        self._archive = archive

    def text(self, node: Any, where: str) -> Any:
        if not where.endswith(".folder"):
            return super().text(node, where)
        folder = str(node.value).strip("/").replace("\\", "/")
        inside = (self._archive / folder).resolve()
        if not inside.is_dir() or self._archive.resolve() not in (inside, *inside.parents):
            return self.error(node, where, f"归档中没有此文件夹：{node.value}")
        return folder
