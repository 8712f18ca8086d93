"""Reading the shipped data files."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Any:
    """Parse YAML; dates stay strings where they are quoted."""
    return yaml.load(text, Loader=_Loader)  # a safe loader, the C one where it is built


@lru_cache(maxsize=8)
def table(name: str) -> Any:
    """The content of `data/<name>.yaml`, read once per process."""
    return parse(files("forensics.knowledge").joinpath("data", f"{name}.yaml").read_text("utf-8"))
