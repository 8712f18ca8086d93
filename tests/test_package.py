"""What is installed: a wheel holds every data file, and cv2 comes from one distribution."""

from __future__ import annotations

import tomllib
from importlib.metadata import distributions
from pathlib import Path

import forensics

ROOT = Path(forensics.__file__).parent


def test_every_data_file_belongs_to_the_package() -> None:
    settings = tomllib.loads((ROOT.parent / "pyproject.toml").read_text("utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["forensics"]
    packed = {file for pattern in patterns for file in ROOT.glob(pattern)}
    data = {f for f in ROOT.rglob("*") if f.is_file() and f.suffix not in (".py", ".pyc")}
    assert data == packed


def test_cv2_comes_from_exactly_one_distribution() -> None:
    names = {(d.metadata["Name"] or "").lower() for d in distributions()}
    assert {n for n in names if n.startswith("opencv")} == {"opencv-python-headless"}
