"""findings.json: the result document on the disk, the one that other programs read.

The same result gives the same bytes. What differs from run to run stands in `run` at the head and nowhere else;
`findings.schema.json` beside this module describes the rest. A lone half of a character, which JSON cannot hold,
is written as `\\udXXX` in plain letters.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from forensics.detection.result import SCHEMA_VERSION, Result
from forensics.report.replace import replace


class NotReadableError(ValueError):
    """A file is no findings.json that this version understands; the message is for the inspector."""


def write(result: Result, file: Path) -> None:
    """Store `result` as UTF-8 JSON in place of `file`."""
    replace(file, encoded(result))


def encoded(result: Result) -> bytes:
    """The bytes of findings.json."""
    content: dict[str, Any] = msgspec.to_builtins(result, order="deterministic")
    document = {"schema": content.pop("schema"), "run": content.pop("run"), **content}
    try:
        compact = msgspec.json.encode(document)
    except UnicodeEncodeError:
        compact = msgspec.json.encode(_whole(document))
    return msgspec.json.format(compact, indent=1) + b"\n"


def read(file: Path) -> Result:
    """The stored result; NotReadableError for anything else."""
    try:
        result = msgspec.json.decode(file.read_bytes(), type=Result)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotReadableError(f"{file.name} 不是完整的 findings.json：{error}") from error
    if result.schema > SCHEMA_VERSION:
        raise NotReadableError(f"{file.name} 由更新的版本（{result.version}）写成，请升级后再打开")
    return result


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of findings.json."""
    text = files(__package__).joinpath("findings.schema.json").read_bytes()
    content: dict[str, Any] = msgspec.json.decode(text)
    return content


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_whole(name): _whole(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole(inner) for inner in value]
    return value
