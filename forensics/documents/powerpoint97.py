"""The bare text of a PowerPoint 97 file, for when LibreOffice is missing or gives up.

The records of [MS-PPT] stand one in another; those that hold text are found without following any pointer.
Which slide a text belongs to, and which of several savings it comes from, is not known then.
"""

from __future__ import annotations

import struct
from pathlib import Path

from forensics.documents import ole
from forensics.documents.gather import Gather

_STREAM = "PowerPoint Document"
_WIDE, _NARROW = 0x0FA0, 0x0FA8
_PLACEHOLDERS = ("Click to edit", "单击此处编辑", "按一下以編輯")


def read_texts(file: Path, gather: Gather) -> None:
    """Add the texts as paragraphs `p1`, each wording once. Raises Full at the character limit."""
    with ole.open_checked(file) as container:
        data = ole.read_stream(container, _STREAM)
    seen: set[str] = set()
    place = 0
    while place + 8 <= len(data):
        version, kind, size = struct.unpack_from("<HHI", data, place)
        place += 8
        if version & 0xF == 0xF:  # a container: its records follow
            continue
        if kind in (_WIDE, _NARROW):
            raw = data[place : place + size]
            text = raw.decode("utf-16-le" if kind == _WIDE else "cp1252", "replace")
            for line in text.replace("\x0b", "\r").split("\r"):
                if line not in seen and not line.startswith(_PLACEHOLDERS):
                    seen.add(line)
                    gather.add(line, anchor=f"p{len(seen)}")
        place += size
