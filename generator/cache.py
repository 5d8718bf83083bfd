"""What has been read and analysed before, kept by the content it came from.

One SQLite file; a lost or corrupt one costs time, never a wrong result.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from generator.errors import DigestError
from generator.seal import sealed, unsealed

FILE = "articles.sqlite"
_LIBRARIES = ("sentencex", "PyStemmer", "markdown-it-py", "trafilatura", "python-frontmatter", "lxml")


@once
def code_version() -> str:
    """Return a fingerprint of this package's code and data and of the libraries results depend on."""
    package = Path(__file__).parent
    digest = sha256(" ".join(f"{name}={version(name)}" for name in _LIBRARIES).encode())
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
    """Return those of the results that the cache holds, by key; nothing if it cannot be read."""
    if not (folder / FILE).exists():
        return {}
    try:
        with closing(_open(folder)) as database:
            query = "SELECT value FROM results WHERE key = ?"
            found = {wanted: database.execute(query, (wanted,)).fetchone() for wanted in keys}
        return {wanted: unsealed(row[0]) for wanted, row in found.items() if row}
    except (sqlite3.DatabaseError, ValueError, TypeError):
        (folder / FILE).unlink(missing_ok=True)
        return {}


def save(folder: Path, *, new: Mapping[str, bytes], used: Iterable[str]) -> None:
    """Add results, and drop those that were not used: the cache never outgrows the collection.

    Raises DigestError if it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        with closing(_open(folder)) as database, database:
            database.execute("CREATE TEMP TABLE used (key TEXT PRIMARY KEY)")
            database.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((name,) for name in used))
            database.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM used)")
            rows = ((name, sealed(value)) for name, value in sorted(new.items()))
            database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)
    except (sqlite3.Error, OSError) as error:
        raise DigestError(
            f"{folder / FILE}: cannot be written: {error}; free space or rights, or remove it, then run again"
        ) from error


def _open(folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect(folder / FILE, timeout=60)
    try:
        database.execute(
            "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID"
        )
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
