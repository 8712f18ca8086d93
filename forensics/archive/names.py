"""Names as the inspector sees them: one line, unambiguous, never used to reach a file."""

from __future__ import annotations

import re
import unicodedata

LEADS_OUTSIDE = "成员名指向容器之外（含上级目录、绝对路径或盘符），仅作显示"

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_DRIVE = re.compile(r"^[A-Za-z]:")


def display(name: str) -> str:
    r"""Escape what would break or disguise a line: controls, bidi and invisible characters, backslashes.

    Bytes that were not UTF-8 (surrogate escapes) become `\xNN`. Two different names never look alike,
    because a literal backslash is escaped too.
    """
    if name.isascii() and name.isprintable() and "\\" not in name:
        return name
    return "".join(_escaped(char) for char in name)


def display_folder(name: str) -> str:
    r"""As `display`, for a folder: a final `!` is escaped, so that `x.zip!/a` always means a member."""
    shown = display(name)
    return shown[:-1] + "\\x21" if shown.endswith("!") else shown


def display_member(name: str) -> tuple[str, bool]:
    r"""The display path of a container member, and whether its name tries to lead outside.

    Both slashes separate. `..`, a leading slash and a drive colon stay visible in escaped form.
    """
    parts = name.replace("\\", "/").split("/")
    outside = parts[0] == "" or ".." in parts or bool(_DRIVE.match(parts[0]))
    kept = [part for part in parts if part not in ("", ".")] or ["_"]
    shown = [display_folder(part) for part in kept[:-1]] + [display(kept[-1])]
    shown = ["\\x2e\\x2e" if part == ".." else part for part in shown]
    if _DRIVE.match(shown[0]):
        shown[0] = shown[0].replace(":", "\\x3a", 1)
    if parts[0] == "":
        shown[0] = "\\x2f" + shown[0]
    return "/".join(shown), outside


class Distinct:
    """Keeps names apart: the second `a.docx` becomes `a (2).docx`."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._counts: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """The wanted name, or the first free numbered one; remembers what it gave."""
        name, number = wanted, self._counts.get(wanted, 1)
        while name in self._used:
            number += 1
            folder, slash, last = wanted.rpartition("/")
            stem, dot, suffix = last.rpartition(".")
            last = f"{stem} ({number}).{suffix}" if dot and stem else f"{last} ({number})"
            name = folder + slash + last
        self._counts[wanted] = number
        self._used.add(name)
        return name


def extension(path: str) -> str:
    """The lower-case suffix of the last path component without its dot, or ''."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return suffix.lower() if dot and stem else ""


def is_system_file(path: str) -> bool:
    """Whether a file is made by an operating system or office program, not by the unit."""
    parts = path.replace("!/", "/").split("/")
    last = parts[-1].lower()
    return last in ("thumbs.db", ".ds_store", "desktop.ini") or last.startswith(("~$", "._")) or "__MACOSX" in parts


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if char != "\\" and unicodedata.category(char) not in _UNSEEN:
        return char
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
