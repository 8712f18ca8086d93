"""A new detector from a template: its file, its fixtures, its test."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

PATTERN = re.compile(r"([a-z][a-z0-9]*)/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")


class ScaffoldError(ValueError):
    """A pattern that cannot be a detector's, or one that exists already."""


def write(pattern: str, root: Path) -> tuple[Path, ...]:
    """Write the files of a new detector under `root`; return them. Nothing that exists is overwritten."""
    match = PATTERN.fullmatch(pattern)
    if not match:
        raise ScaffoldError(f"检查项的名称应为 family/name（小写字母、数字、连字符）：{pattern}")
    family, name = match.groups()
    module = name.replace("-", "_")
    words = {
        "pattern": pattern,
        "family": family,
        "module": module,
        "Class": "".join(p.title() for p in name.split("-")),
    }
    fixtures = Path("fixtures", family, name)
    wanted = {
        Path("detectors", family, f"{module}.py"): "detector.py.tmpl",
        Path("tests", "detectors", f"test_{family}_{module}.py"): "test.py.tmpl",
        fixtures / "suspicious" / "first" / "files" / "记录.txt": "suspicious.txt.tmpl",
        fixtures / "suspicious" / "first" / "expect.json": "expect_suspicious.json.tmpl",
        fixtures / "innocent" / "first" / "files" / "记录.txt": "innocent.txt.tmpl",
        fixtures / "innocent" / "first" / "expect.json": "expect_innocent.json.tmpl",
    }
    for file in wanted:
        if (root / file).exists():
            raise ScaffoldError(f"已存在，不覆盖：{file}")
    for file, template in wanted.items():
        text = files("forensics").joinpath("templates", template).read_text("utf-8")
        for word, value in words.items():
            text = text.replace("{" + word + "}", value)
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")
    package = root / "detectors" / family / "__init__.py"
    if not package.exists():
        package.write_text(f'"""The {family} family."""\n', "utf-8")
    return tuple(wanted)


def entry_point(pattern: str) -> str:
    """The line that makes the detector known, for pyproject.toml."""
    family, name = pattern.split("/")
    module = name.replace("-", "_")
    return f'"{pattern}" = "detectors.{family}.{module}:{"".join(p.title() for p in name.split("-"))}"'
