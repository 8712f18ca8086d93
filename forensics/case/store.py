"""A case on disk: ledger, cache and the last result in one SQLite file, held by one scan at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from forensics.archive.item import Item
from forensics.archive.spool import Spool
from forensics.detection.result import Result

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, location BLOB NOT NULL, change_key TEXT NOT NULL, items BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cache (key TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS results (digest TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS log (time TEXT NOT NULL, event TEXT NOT NULL);
"""
LAYOUT = "1"


class CaseError(Exception):
    """A case folder that cannot be used; the message says why and what to do."""


class CaseBusyError(CaseError):
    """Another scan works on this case."""


class KnownFile(msgspec.Struct, frozen=True):
    """A file of the folder as last seen: `location` are its native path bytes relative to the archive."""

    path: str
    location: bytes
    change_key: str
    items: tuple[Item, ...]


class Store:
    """The tables of one case. Writes are committed at once: a killed scan loses only what was in flight."""

    def __init__(self, folder: Path) -> None:
        """Open or create. Raises `CaseError` where the folder cannot be written or is no case."""
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = sqlite3.connect(folder / "case.lock", timeout=0, isolation_level=None)
            self._db = sqlite3.connect(folder / "case.sqlite", isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise CaseError(f"无法使用案卷文件夹 {folder}：{error}") from error
        layout = self.meta("layout")
        if layout not in ("", LAYOUT):
            raise CaseError(f"案卷 {folder} 由另一版本建立（{layout}），请换一个案卷文件夹")
        self.set_meta("layout", LAYOUT)
        self.spool = Spool(folder / "unpacked")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        self._lock.close()

    def hold(self) -> None:
        """Take the case for this process until it ends, however it ends. Raises `CaseBusyError`.

        The lock is an open transaction on a database of its own: the system drops it with the process.
        """
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise CaseBusyError(f"另一个扫描正在使用案卷 {self.folder}，请等它结束或另选 --case") from error

    def meta(self, key: str) -> str:
        """A stored setting, '' when there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Store a setting."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def note(self, time: str, event: str) -> None:
        """Add a line to the custody log."""
        self._db.execute("INSERT INTO log VALUES (?, ?)", (time, event))

    def log(self) -> list[tuple[str, str]]:
        """The custody log: (ISO time, event)."""
        return list(self._db.execute("SELECT time, event FROM log ORDER BY rowid"))

    def files(self) -> dict[str, KnownFile]:
        """All files as last seen, by path."""
        rows = self._db.execute("SELECT path, location, change_key, items FROM files ORDER BY path")
        decode = msgspec.msgpack.Decoder(tuple[Item, ...]).decode
        return {path: KnownFile(path, location, key, decode(items)) for path, location, key, items in rows}

    def keep_file(self, file: KnownFile) -> None:
        """Store what a file and its members are."""
        items = msgspec.msgpack.encode(file.items)
        self._db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
            (file.path, file.location, file.change_key, items),
        )

    def forget_files(self, paths: Iterable[str]) -> None:
        """Drop files that are no longer in the folder."""
        self._db.executemany("DELETE FROM files WHERE path = ?", ((p,) for p in paths))

    def cached(self, key: str) -> bytes | None:
        """What was kept under a key."""
        row = self._db.execute("SELECT body FROM cache WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def has(self, key: str) -> bool:
        """Whether something is kept under a key."""
        return self._db.execute("SELECT 1 FROM cache WHERE key = ?", (key,)).fetchone() is not None

    def keep(self, key: str, body: bytes) -> None:
        """Keep a body under its key."""
        self._db.execute("INSERT OR REPLACE INTO cache VALUES (?, ?)", (key, body))

    def result(self, digest: str = "") -> Result | None:
        """The result of these inputs, or the latest when no digest is given."""
        query = (
            "SELECT body FROM results WHERE digest = ?"
            if digest
            else "SELECT body FROM results ORDER BY rowid DESC LIMIT 1"
        )
        with closing(self._db.execute(query, (digest,) if digest else ())) as rows:
            row = rows.fetchone()
        return msgspec.msgpack.decode(row[0], type=Result) if row else None

    def keep_result(self, digest: str, result: Result) -> None:
        """Make this the case's result."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM results")
            self._db.execute("INSERT INTO results VALUES (?, ?)", (digest, msgspec.msgpack.encode(result)))

    def keys(self, prefix: str) -> Iterator[str]:
        """All cache keys that begin with a prefix."""
        for (key,) in self._db.execute("SELECT key FROM cache WHERE key >= ? AND key < ?", (prefix, prefix + "\uffff")):
            yield key
