"""Reading a YAML file into the values of a msgspec type, with the line and key of everything that is wrong."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from msgspec import inspect

from forensics.knowledge.days import span_of
from forensics.knowledge.schema.common import FORM

_NULL = "tag:yaml.org,2002:null"
_MISSING = object()
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


def _span(text: str) -> None:
    first, _, last = text.partition("..")
    if datetime.date.fromisoformat(first) > datetime.date.fromisoformat(last or first):
        raise ValueError(text)


def _yearly(text: str) -> None:
    for day in text.split(".."):
        datetime.date.fromisoformat(f"2000-{day}")


FORMS: dict[str, tuple[Callable[[str], object], str]] = {
    "partial": (span_of, "不是存在的日期（应为 2016-05-05、2016-05 或 2016 的形式）"),
    "day": (datetime.date.fromisoformat, "不是存在的日期（应为 2016-05-05 的形式）"),
    "days": (_span, "不是存在的日期（应为 2016-05-05 或 2016-05-05..2016-05-07 的形式）"),
    "yearly": (_yearly, "不是存在的日期（应为 05-05 或 05-05..06-01 的形式）"),
    "pattern": (re.compile, "不是有效的正则表达式"),
}
"""how texts of a form (see schema.common) are tried, and what to say of others"""


class FileError(ValueError):
    """A file that cannot be read as YAML; the message names it."""


def root_of(file: Path) -> Any:
    """The root node of a YAML file, None where it is empty. Raises `FileError`."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{file}: 无法读取（{error}）") from error
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise FileError(f"{file}: {where}不是有效的 YAML：{getattr(error, 'problem', error)}") from error


class Reader:
    """Walks YAML nodes, which still know their lines, beside the type they must fill.

    `hidden` are keys that no file may give. `errors` and `unknown` (keys nobody knows) collect messages.
    """

    def __init__(self, file: Path, hidden: frozenset[str] = frozenset()) -> None:
        self.errors: list[str] = []
        self.unknown: list[str] = []
        self._file, self._hidden = file, hidden
        self._lines: dict[str, int] = {}

    def read(self, node: Any, wanted: Any) -> Any:
        """The values of a node as `wanted` (a type) asks; not to be used where there are errors."""
        return self._value(node, inspect.type_info(wanted), "")

    def complain(self, where: str, message: str) -> None:
        """Note an error of something that was read, by its key path."""
        self.errors.append(f"{self._file}:{self._lines[where]}: {where}: {message}")

    def text(self, node: Any, where: str) -> Any:
        """A plain text; to be refined."""
        return str(node.value)

    def error(self, node: Any, where: str, message: str) -> Any:
        """Note an error of a node; nothing stands for its value."""
        self.errors.append(f"{self._file}:{node.start_mark.line + 1}: {where or '文件'}: {message}")
        return _MISSING

    def _value(self, node: Any, wanted: inspect.Type, where: str) -> Any:
        self._lines[where] = node.start_mark.line + 1
        if isinstance(wanted, inspect.Metadata):
            return self._formed(node, wanted, where)
        if isinstance(wanted, inspect.UnionType):
            return self._value(node, _chosen(node, wanted), where)
        if isinstance(wanted, inspect.StructType):
            return self._struct(node, wanted, where)
        if isinstance(wanted, inspect.DictType):
            return self._dict(node, wanted, where)
        if isinstance(wanted, inspect.VarTupleType | inspect.ListType):
            return self._list(node, None, wanted.item_type, where)
        if isinstance(wanted, inspect.TupleType):
            return self._list(node, wanted.item_types, None, where)
        return self._scalar(node, wanted, where)

    def _formed(self, node: Any, wanted: inspect.Metadata, where: str) -> Any:
        value = self._value(node, wanted.type, where)
        form = (wanted.extra or {}).get(FORM)
        if form and value is not _MISSING:
            tried, message = FORMS[form]
            try:
                tried(value)
            except (ValueError, re.error):
                return self.error(node, where, f"{message}：{value}")
        return value

    def _pairs(self, node: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
        """(key, its node, value node) of a mapping."""
        seen = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                self.error(key, f"{where}{name}", "重复的键")
            seen.add(name)
            yield name, key, value

    def _struct(self, node: Any, wanted: inspect.StructType, where: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.error(node, where, "应为键值对")
        fields = {f.encode_name: f for f in wanted.fields if f.encode_name not in self._hidden}
        inside = f"{where}." if where else ""
        found: dict[str, Any] = {}
        for name, key, value in self._pairs(node, inside):
            if name in fields:
                if not _is_null(value) or _takes_null(fields[name].type):
                    found[name] = self._value(value, fields[name].type, f"{inside}{name}")
            else:
                near = difflib.get_close_matches(name, fields, 1)
                hint = f"，是否为 {near[0]}？" if near else ""
                self.unknown.append(f"{self._file}:{key.start_mark.line + 1}: 未知的键 {inside}{name}{hint}")
        for name, field in fields.items():
            if field.required and name not in found:
                self.error(node, f"{inside}{name}", "缺少此键")
        return found

    def _dict(self, node: Any, wanted: inspect.DictType, where: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.error(node, where, "应为键值对")
        return {
            self._value(key, wanted.key_type, f"{where}.{name}"): self._value(
                value, wanted.value_type, f"{where}.{name}"
            )
            for name, key, value in self._pairs(node, f"{where}.")
        }

    def _list(self, node: Any, each: Sequence[inspect.Type] | None, same: inspect.Type | None, where: str) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self.error(node, where, "应为列表")
        if each is not None and len(each) != len(node.value):
            return self.error(node, where, f"应有 {len(each)} 项")
        types = each if each is not None else [same] * len(node.value)
        return [
            self._value(n, kind, f"{where}[{i}]")
            for i, (n, kind) in enumerate(zip(node.value, types, strict=True))
            if kind is not None
        ]

    def _scalar(self, node: Any, wanted: inspect.Type, where: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self.error(node, where, "应为单个值")
        text = str(node.value)
        if isinstance(wanted, inspect.NoneType):
            return None if _is_null(node) else self.error(node, where, f"应为空：{text}")
        if isinstance(wanted, inspect.StrType):
            return self.text(node, where)
        if isinstance(wanted, inspect.DateType):
            try:
                return datetime.date.fromisoformat(text).isoformat()
            except ValueError:
                return self.error(node, where, f"{FORMS['day'][1]}：{text}")
        if isinstance(wanted, inspect.LiteralType):
            values = {str(v): v for v in wanted.values}
            return values[text] if text in values else self.error(node, where, f"不是允许的值：{text}")
        if isinstance(wanted, inspect.BoolType):
            known = _BOOLEANS.get(text.lower())
            return known if known is not None else self.error(node, where, f"应为 true 或 false：{text}")
        return self._number(node, wanted, where)

    def _number(self, node: Any, wanted: inspect.Type, where: str) -> Any:
        try:
            number = int(node.value) if isinstance(wanted, inspect.IntType) else float(node.value)
        except ValueError:
            return self.error(node, where, f"应为数字：{node.value}")
        least, most = getattr(wanted, "ge", None), getattr(wanted, "le", None)
        if (least is not None and number < least) or (most is not None and number > most):
            return self.error(node, where, f"应在 {least} 到 {most} 之间：{node.value}")
        return number


def _is_null(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL


def _takes_null(wanted: inspect.Type) -> bool:
    return isinstance(wanted, inspect.UnionType) and any(isinstance(t, inspect.NoneType) for t in wanted.types)


def _chosen(node: Any, wanted: inspect.UnionType) -> inspect.Type:
    """The member of a union that a node can be: nothing, a mapping, a number, else the last one."""
    if _is_null(node) and _takes_null(wanted):
        return inspect.NoneType()
    types = [t for t in wanted.types if not isinstance(t, inspect.NoneType)]
    if isinstance(node, yaml.MappingNode):
        return next((t for t in types if isinstance(t, inspect.DictType | inspect.StructType)), types[0])
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:int":
        return next((t for t in types if isinstance(t, inspect.IntType)), types[0])
    return next((t for t in types if isinstance(t, inspect.StrType)), types[0])
