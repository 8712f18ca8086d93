"""What the inspector knows: context.yaml, checked line by line (docs/user-guide, section context)."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from forensics.documents.place import Place

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
    """A task with its last day, as a paper in the archive sets it; `topics` are other names of the task."""

    what: str
    by: datetime.date
    place: Place
    topics: tuple[str, ...] = ()


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
    """Everything the inspector told; all of it optional."""

    version: int = 1
    place: Situation | None = None
    policies: tuple[KnownPolicy, ...] = ()
    due: tuple[Due, ...] = ()
    units: tuple[KnownUnit, ...] = ()
    note: str = ""
    found: tuple[Issued, ...] = ()

    def unit_at(self, path: str) -> KnownUnit | None:
        """The unit whose folder holds a path: the deepest one."""
        holding = [u for u in self.units if u.folder and (path == u.folder or path.startswith(u.folder + "/"))]
        return max(holding, key=lambda u: len(u.folder), default=None)


GATHERED = "found"
"""the one field that the archive fills, not the inspector"""
_TYPES: dict[str, type[msgspec.Struct]] = {
    "place": Situation,
    "policies": KnownPolicy,
    "due": Due,
    "units": KnownUnit,
    "people": KnownPerson,
}


def load(file: Path, archive: Path) -> tuple[Context, tuple[str, ...]]:
    """Read and check a context file. Returns the context and warnings (unknown keys).

    Raises `ContextError` naming file, line and key for wrong types, impossible dates, missing required keys
    and folders that do not exist in the archive.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ContextError(f"{file}: 无法读取（{error}）") from error
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise ContextError(f"{file}: {where}不是有效的 YAML：{getattr(error, 'problem', error)}") from error
    check = _Check(str(file), archive)
    value = check.mapping(root, Context, "") if root is not None else {}
    if not check.errors and value.get("version", 1) != 1:
        check.errors.append(f"{file}: version 只支持 1")
    if not check.errors:
        try:
            return msgspec.convert(value, Context, strict=False), tuple(check.warnings)
        except msgspec.ValidationError as error:
            check.errors.append(f"{file}: {error}")
    raise ContextError("\n".join(check.errors))


class _Check:
    """Walks the YAML nodes, which still know their lines, beside the types they must fill."""

    def __init__(self, file: str, archive: Path) -> None:
        self._file, self._archive = file, archive
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def mapping(self, node: Any, kind: type[msgspec.Struct], where: str) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            self._error(node, where or "文件", "应为键值对")
            return {}
        fields: Mapping[str, Any] = {f.name: f for f in msgspec.structs.fields(kind) if f.name != GATHERED}
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key not in fields:
                near = difflib.get_close_matches(key, fields, 1)
                hint = f"，是否为 {near[0]}？" if near else ""
                self.warnings.append(f"{self._file}:{key_node.start_mark.line + 1}: 未知的键 {where}{key}{hint}")
                continue
            found[key] = self._value(value_node, fields[key].type, key, f"{where}{key}")
        for name, field in fields.items():
            if field.required and name not in found:
                self._error(node, f"{where}{name}", "缺少此键")
        return {k: v for k, v in found.items() if v is not None}

    def _value(self, node: Any, wanted: Any, key: str, where: str) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
            return None
        if key == "place":
            return self.mapping(node, Situation, f"{where}.")
        if "tuple" in str(wanted):
            if not isinstance(node, yaml.SequenceNode):
                return self._error(node, where, "应为列表")
            if key in _TYPES:
                return [self.mapping(n, _TYPES[key], f"{where}[{i}].") for i, n in enumerate(node.value)]
            plain = int if "int" in str(wanted) else str
            return [self._scalar(n, plain, key, f"{where}[{i}]") for i, n in enumerate(node.value)]
        return self._scalar(node, wanted, key, where)

    def _scalar(self, node: Any, wanted: Any, key: str, where: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self._error(node, where, "应为单个值")
        text, described = str(node.value), str(wanted)
        if "date" in described:
            try:
                return datetime.date.fromisoformat(text).isoformat()
            except ValueError:
                return self._error(node, where, f"不是存在的日期（应为 2016-05-05 的形式）：{text}")
        if wanted is int or "int" in described or "float" in described:
            try:
                return int(text) if "int" in described else float(text)
            except ValueError:
                return self._error(node, where, f"应为数字：{text}")
        if "Literal" in described:
            try:
                return msgspec.convert(text, wanted)
            except msgspec.ValidationError:
                return self._error(node, where, f"不是允许的值：{text}")
        if key == "folder":
            folder = text.strip("/").replace("\\", "/")
            inside = (self._archive / folder).resolve()
            if not inside.is_dir() or self._archive.resolve() not in (inside, *inside.parents):
                return self._error(node, where, f"归档中没有此文件夹：{text}")
            return folder
        return text

    def _error(self, node: Any, where: str, message: str) -> None:
        self.errors.append(f"{self._file}:{node.start_mark.line + 1}: {where}: {message}")
