"""What has been read and analysed before, kept by the content it came from.

One SQLite file; a lost or corrupt one costs time, never a wrong result.
"""

import os
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache as once
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.errors import DigestError
from generator.packages import versions_of, versions_there
from generator.seal import sealed, seen_through, unsealed

T = TypeVar("T")
FILE = "articles.sqlite"
FEW = 64
"""So many results are looked up one by one."""
PAGE = 32_768
"""Bytes that the database reads at a time: a result is as long as that."""
_LIBRARIES = (
    "sentencex",
    "PyStemmer",
    "markdown-it-py",
    "trafilatura",
    "python-frontmatter",
    "lxml",
    "numpy",
)
_OPTIONAL = ("pypdf", "mammoth", "docutils")
"""What only some formats need: a file that could not be read is read once they are there."""


@once
def code_version() -> str:
    """Return a fingerprint of this package's code and data and of the libraries results depend on."""
    package = Path(__file__).parent
    versions = {**versions_of(_LIBRARIES), **versions_there(_OPTIONAL)}.items()
    digest = sha256(" ".join(f"{name}={version}" for name, version in versions).encode())
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".txt", ".json"} and path.is_file():
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def key(*parts: str | bytes) -> str:
    """Return the key of a result: a hash of the code's version and all that it was made from."""
    digest = sha256(code_version().encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def load(folder: Path, keys: Iterable[str]) -> dict[str, bytes]:
    """Return what is told of those results that the cache holds, by key; nothing if it cannot be read."""
    return load_as(lambda _, told: bytes(told), folder, keys)


def load_others(folder: Path, keys: Iterable[str]) -> dict[str, bytes]:
    """Return what is told of the results that the cache holds beside those of some keys, in the same way."""
    known = frozenset(keys)
    try:
        with closing(_open(folder)) as database:
            others = [key for (key,) in database.execute("SELECT key FROM told") if key not in known]
    except sqlite3.DatabaseError:
        return {}
    return load(folder, others)


def load_as(made: Callable[[str, memoryview], T], folder: Path, keys: Iterable[str]) -> dict[str, T]:
    """Return what is made of each key and what is told of its result; nothing if that cannot be read."""
    if not (folder / FILE).exists():
        return {}
    try:
        with closing(_open(folder)) as database:
            return {key: made(key, seen_through(told)) for key, told in _told(database, frozenset(keys))}
    except (sqlite3.DatabaseError, ValueError, TypeError):
        (folder / FILE).unlink(missing_ok=True)
        return {}


def _told(database: sqlite3.Connection, wanted: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what is told of some results; many are found in one go faster than each by its key."""
    if len(wanted) > FEW:
        rows = database.execute("SELECT key, told FROM told")
        return ((key, told) for key, told in rows if key in wanted)
    query = "SELECT key, told FROM told WHERE key = ?"
    return (row for key in wanted for row in database.execute(query, (key,)))


class Whole:
    """The whole results that a cache holds, read one by one, by any copy of this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, sqlite3.Connection] = {}

    def read(self, key: str) -> bytes | None:
        """Return a result, or None if it is not there, or not what was kept."""
        return self._read("SELECT whole FROM whole WHERE key = ?", key)

    def apart(self, key: str) -> bytes | None:
        """Return what is kept apart of a result, or None in the same way."""
        return self._read("SELECT apart FROM apart WHERE key = ?", key)

    def _read(self, query: str, key: str) -> bytes | None:
        try:
            row = self._database().execute(query, (key,)).fetchone()
            return unsealed(row[0]) if row else None
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def _database(self) -> sqlite3.Connection:
        """Return this process's own connection: none may be used by a copy."""
        mine = os.getpid()
        if mine not in self._open:
            database = self._open[mine] = _open(self._folder, threads=True)
            weakref.finalize(self, database.close)
        return self._open[mine]


class Entry(NamedTuple):
    """A result: what is asked of it at every build, all of it, and what else is asked of some."""

    told: bytes
    whole: bytes
    apart: bytes = b""


def save(folder: Path, new: Mapping[str, Entry]) -> None:
    """Add results. Raises DigestError if they cannot be written."""
    with _writing(folder) as database:
        for at, table in enumerate(Entry._fields):
            rows = [(name, sealed(entry[at])) for name, entry in sorted(new.items())]
            database.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - known names


def keep_only(folder: Path, used: Iterable[str]) -> None:
    """Drop the results that were not used: the cache never outgrows the collection.

    Raises DigestError if it cannot be written.
    """
    wanted = frozenset(used)
    with _writing(folder) as database:
        for table in Entry._fields:
            there = {key for (key,) in database.execute(f"SELECT key FROM {table}")}  # noqa: S608 - known names
            unused = [(key,) for key in sorted(there - wanted)]
            database.executemany(f"DELETE FROM {table} WHERE key = ?", unused)  # noqa: S608 - the same


@contextmanager
def _writing(folder: Path) -> Iterator[sqlite3.Connection]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
        with closing(_open(folder)) as database, database:
            yield database
    except (sqlite3.Error, OSError) as error:
        raise DigestError(
            f"{folder / FILE}: cannot be written: {error}; free space or rights, or remove it, then run again"
        ) from error


def _open(folder: Path, *, threads: bool = False) -> sqlite3.Connection:
    database = sqlite3.connect(folder / FILE, timeout=60, check_same_thread=not threads)
    try:
        database.execute(f"PRAGMA page_size = {PAGE}")  # of a new file
        database.execute("DROP TABLE IF EXISTS results")  # of earlier versions
        for table in Entry._fields:
            database.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, {table} BLOB)")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
