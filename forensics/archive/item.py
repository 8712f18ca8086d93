"""What the ledger knows of one file or container member."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Status(StrEnum):
    """How the examination of an item ended."""

    OK = "ok"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    OVER_LIMIT = "over_limit"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    CHANGED = "changed"
    SPECIAL = "special"


class Outcome(msgspec.Struct, frozen=True):
    """A status and, unless all went well, the reason in words (Chinese, for the inspector)."""

    status: Status = Status.OK
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether everything in the item was examined."""
        return self.status is Status.OK


OK = Outcome()


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One file, container member or embedded picture.

    `path` is posix and relative to the archive; a member is `outer.zip!/inner/a.docx`, a picture inside a
    document `a.docx!/word/media/image1.png`. Bytes of a name that are not UTF-8 stand as `\\xNN`.
    `modified` is the file's own time in ISO form: UTC with Z for files of the folder and for members of formats
    that store UTC (tar, gzip, 7z), zoneless local time for members of zip and the like, empty where none is stored.
    `kind` is the type by content (see `identify`), `extension` the lower-case suffix of the name.
    `container` is the path of the item that holds this one, empty for files of the folder.
    """

    path: str
    sha256: str = ""
    size: int = 0
    modified: str = ""
    kind: str = ""
    extension: str = ""
    container: str = ""
    outcome: Outcome = OK
    notes: tuple[str, ...] = ()
