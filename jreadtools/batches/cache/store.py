"""What was measured of an article, kept in a SQLite file, so that an unchanged one is not measured again.

A row's key is a hash of the article's bytes and of everything else that its numbers depend on, but for the place of
the file. The cache never makes a run fail: if it is broken, foreign, full or locked, that is a warning, and the run
goes on without it. Rows are data: JSON and arrays of numbers under a checksum, nothing that runs.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import sys
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from itertools import accumulate
from pathlib import Path
from typing import Final, cast

from jreadtools.batches.batch import Batch
from jreadtools.batches.cache.records import BrokenRowError, Record, Wanted, pack, unpack
from jreadtools.errors import Message, in_language
from jreadtools.printing import why
from jreadtools.sources.regular import exists, is_file

__all__ = ["LIMIT", "Cache", "default_path"]

LIMIT: Final = 1 << 30
"""Bytes that a cache may take; the articles not asked for the longest go first."""
_APPLICATION: Final = 0x6A726474
""""jrdt" in the header of the file: tells our files from everybody else's, which are never touched."""
_SCHEMA: Final = 1
_PATIENCE: Final = 10.0
"""Seconds to wait for another run that is writing."""
_REMEMBERED: Final = 7
"""Days after which a row's date of use is renewed; until then a run that only reads writes nothing."""


def default_path() -> Path:
    """The path of this user's cache. Raises RuntimeError if the home directory is unknown."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        folder = Path(local) if local else Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        folder = Path(given) if given.startswith("/") else Path.home() / ".cache"  # a relative one does not count
    return folder / "jreadtools" / f"articles-{_SCHEMA}.sqlite"


class Cache:
    """A cache that is open, for one batch in one process. Whatever is wrong with it stands in `warnings`.

    What is `put` is written when it is closed, in one go, so that other processes wait as little as can be.
    """

    def __init__(self, path: Path | None, limit: int) -> None:
        self.path = path
        self.warnings: list[Message] = []
        self._limit = limit
        self._today = int(time.time() // 86_400)
        self._new: list[tuple[bytes, int, bytes, bytes | None, bytes | None]] = []
        self._asked: list[tuple[int, bytes]] = []
        self._file: sqlite3.Connection | None = None
        self._opened: os.stat_result | None = None
        """Which file it is: another run may put a new one in its place."""

    @classmethod
    def open(cls, path: Path | None = None, *, limit: int = LIMIT) -> Cache:
        """The cache at a path, that of the user by default; made if there is none."""
        try:
            cache = cls(path or default_path(), limit)
        except RuntimeError:
            cache = cls(None, limit)
            cache._warn("there is no home folder to keep it in", "ホームフォルダーがないので保存場所を決められません")
            return cache
        cache._connect()
        return cache

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, keys: Iterable[bytes], wanted: Wanted) -> dict[bytes, Batch]:
        """The batches of one article under these keys, not yet `placed`. What is not there has to be measured."""
        columns = f"article, {'sentences' * wanted.sentences or 'NULL'}, {'findings' * wanted.findings or 'NULL'}"
        query = f"SELECT used, {columns} FROM articles WHERE key = ?"
        known: dict[bytes, Batch] = {}
        if self._file is None:
            return known
        try:
            self._file.execute("BEGIN")  # the file is locked once and not for every row
            for key in keys:
                row = self._file.execute(query, (key,)).fetchone()
                batch = self._read(key, Record(*row[1:]), wanted) if row else None
                if batch is not None:
                    known[key] = batch
                    if not 0 <= self._today - row[0] <= _REMEMBERED:
                        self._asked.append((self._today, key))
            self._file.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)
        return known

    def _read(self, key: bytes, row: Record, wanted: Wanted) -> Batch | None:
        try:
            return unpack(key, row, wanted)
        except BrokenRowError:
            en, ja = "broken rows; their articles are measured again", "壊れた項目があります。その記事は測り直します"
            self._warn(en, ja)
            return None

    def put(self, key: bytes, batch: Batch, wanted: Wanted) -> None:
        """Keep a batch of one article as `split` or `failed` gave it."""
        if self._file is not None:
            row = pack(key, batch, wanted.types)
            if row is not None:
                self._new.append((key, self._today, *row))

    def close(self) -> None:
        """Write what is new, and leave the file to others."""
        if self._file is None:
            return
        try:
            if self._new or self._asked:
                self._file.execute("BEGIN IMMEDIATE")
                self._file.executemany("UPDATE articles SET used = ? WHERE key = ?", self._asked)
                self._file.executemany(_PUT, self._new)
                self._file.execute("COMMIT")
                self.trim(self._limit)
        except sqlite3.Error as error:
            self._give_up(error)
        finally:
            if self._file is not None:
                self._file.close()
                self._file = None

    def trim(self, max_bytes: int) -> None:
        """Where the file has more bytes, drop the articles not asked for the longest until a tenth of it is free."""
        if self._file is None or self._bytes(self._file) <= max_bytes:
            return
        try:
            self._file.execute("BEGIN IMMEDIATE")  # before it is measured: another run may be trimming
            excess = self._bytes(self._file) - max_bytes * 9 // 10
            sizes = "length(article) + ifnull(length(sentences), 0) + ifnull(length(findings), 0) + 80"
            rows = self._file.execute(f"SELECT rowid, {sizes} FROM articles ORDER BY used, rowid").fetchall()
            freed = accumulate((size for _, size in rows), initial=0)
            oldest = [(row,) for (row, _), before in zip(rows, freed, strict=False) if before < excess]
            self._file.executemany("DELETE FROM articles WHERE rowid = ?", oldest)
            self._file.execute("COMMIT")
            self._file.executescript("PRAGMA incremental_vacuum")  # `execute` would give back one page
        except sqlite3.Error as error:
            self._give_up(error)

    @staticmethod
    def _bytes(file: sqlite3.Connection) -> int:
        pages, free, size = (
            file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _connect(self) -> None:
        path = cast(Path, self.path)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._opened = None if exists(path) and not is_file(path) else _ours(path)
            if self._opened is None:
                en, ja = "this is something else, and stays as it is", "キャッシュではないので、手を加えません"
                self._warn(en, ja)
                return
        except OSError as error:
            reason = why(error)
            self._warn(f"cannot be opened ({reason})", f"開けません（{in_language(reason, 'ja')}）")
            return
        try:
            self._file = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._file.execute("PRAGMA synchronous = OFF")  # a lost cache is measured again; a slow one is none
            if not self._file.execute("PRAGMA user_version").fetchone()[0]:
                self._file.executescript(_CREATE)
            if self._file.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA:
                en = "a newer jreadtools made it; it stays as it is"
                self._drop(en, "新しい版の jreadtools のキャッシュなので、手を加えません")
                return
            self._file.execute("SELECT 1 FROM articles LIMIT 1").fetchone()
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        """Go on without the cache. A damaged cache of ours is deleted; the next run makes a new one."""
        code = getattr(error, "sqlite_errorcode", 0)
        damaged = code & 0xFF in _DAMAGED or "no such" in str(error)  # the lower byte: there are kinds of damage
        path = cast(Path, self.path)
        # Before it is closed: the number of a file that nobody has open may be another's.
        if code == sqlite3.SQLITE_READONLY_DBMOVED or (damaged and not _is_at(path, self._opened)):
            self._drop(
                "it was replaced or removed meanwhile; some articles will be measured again next time",
                "途中で作り直されたか、削除されました。一部の記事は次回また測ります",
            )
        elif damaged:
            self._drop(f"damaged ({error}); a new one will be made", f"壊れているので作り直します（{error}）")
            for ending in ("-journal", ""):
                with suppress(OSError):  # open elsewhere on Windows, or gone already
                    path.with_name(path.name + ending).unlink()
        else:
            self._drop(f"cannot be used ({error})", f"使えません（{error}）")

    def _drop(self, en: str, ja: str) -> None:
        self._warn(en, ja)
        self._new.clear()
        self._asked.clear()
        if self._file is not None:
            with suppress(sqlite3.Error):
                self._file.close()
            self._file = None

    def _warn(self, en: str, ja: str) -> None:
        shown = "" if self.path is None else f" {self.path}"
        message = Message(ja=f"キャッシュ{shown}: {ja}", en=f"the cache{shown}: {en}")
        if message not in self.warnings:
            self.warnings.append(message)


_DAMAGED: Final = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))

# In one transaction with the id: before it, others would take the file for somebody else's.
_CREATE: Final = f"""
BEGIN;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA application_id = {_APPLICATION};
CREATE TABLE IF NOT EXISTS articles (
    key BLOB PRIMARY KEY, used INTEGER NOT NULL, article BLOB NOT NULL, sentences BLOB, findings BLOB
);
PRAGMA user_version = {_SCHEMA};
COMMIT;
"""
_PUT: Final = """
INSERT INTO articles (key, used, article, sentences, findings) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET used = excluded.used, article = excluded.article,
    sentences = ifnull(excluded.sentences, sentences), findings = ifnull(excluded.findings, findings)
"""


def _ours(path: Path) -> os.stat_result | None:
    """The identity of the file, if it is a cache of ours. Makes a missing file, for its owner only: it holds sentences."""
    with closing(os.fdopen(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600), "rb")) as file:
        head = file.read(100)
        ours = head.startswith(b"SQLite format 3\0") and head[68:72] == struct.pack(">I", _APPLICATION)
        return os.fstat(file.fileno()) if ours or not head else None


def _is_at(path: Path, file: os.stat_result | None) -> bool:
    """Whether it is this file, and no other, that a path leads to."""
    try:
        return file is not None and os.path.samestat(path.stat(), file)
    except OSError:
        return False
