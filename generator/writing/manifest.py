"""The manifest: which files of the docs folder are ours, and what we last put into them."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import IO, Self

from msgspec import Struct, field

MANIFEST = ".digest-manifest.json"
JOURNAL = ".digest-journal"
"""Names what is being written, until the manifest does: a line is there before its file is."""


class Manifest(Struct, frozen=True, kw_only=True):
    """The generated files of a docs folder."""

    owned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path → fingerprints that a program of ours may have left there; two while a write is under way."""
    readable: bool = True
    """False if a manifest is there that cannot be read."""


_quoted = json.encoder.encode_basestring_ascii
"""The quickest way to a JSON text."""


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    return sha256(content).hexdigest()


def load_manifest(docs: Path) -> Manifest:
    """Return the manifest of a docs folder; an empty one if it has none, or none that can be read.

    What a run that was stopped had begun to write belongs to it.
    """
    path = docs / MANIFEST
    try:
        files = json.loads(path.read_bytes())["files"] if path.exists() else {}
        owned = {str(name): tuple(map(str, prints)) for name, prints in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(readable=False)
    for name, print_ in _under_way(docs / JOURNAL):
        owned[name] = tuple(sorted({*owned.get(name, ()), print_}))
    return Manifest(owned=owned)


def _under_way(journal: Path) -> Iterator[tuple[str, str]]:
    lines = journal.read_bytes().splitlines() if journal.is_file() else []
    for line in lines:
        try:
            name, print_ = json.loads(line)
        except (ValueError, TypeError, RecursionError):  # the end of a run that was stopped in this line
            continue
        yield str(name), str(print_)


class Journal:
    """Names files before they are written; what it names belongs to the manifest until that is written."""

    def __init__(self, docs: Path) -> None:
        self._path = docs / JOURNAL
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    @property
    def begun(self) -> bool:
        """Whether it names anything, of this run or of one that was stopped."""
        return self._file is not None or self._path.exists()

    def note(self, path: str, print_: str) -> None:
        """Name a file and what it is going to hold. Raises OSError."""
        if self._file is None:
            self._file = self._path.open("a", encoding="ascii")
            self._file.write("\n")
        self._file.write(json.dumps([path, print_]) + "\n")
        self._file.flush()

    def done(self) -> None:
        """Forget it all: the manifest names it now."""
        if self._file:
            self._file.close()
        self._file = None
        self._path.unlink(missing_ok=True)


def dump_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, one line a file, sorted by path."""
    lines = [
        f"  {_quoted(path)}: [{', '.join(map(_quoted, prints))}]"
        for path, prints in sorted(manifest.owned.items())
    ]
    return ('{"version": 1, "files": {\n' + ",\n".join(lines) + "\n}}\n").encode()
