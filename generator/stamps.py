"""Stamps: which source files are, by their size and times, what they were when their bytes were last read."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from generator.cache import code_version
from generator.errors import SourceError
from generator.filetimes import Stamp, settled, stamp_of
from generator.seal import read_sealed, write_sealed
from generator.sources.discover import SourceFile

FILE = "stamps.msgpack"
Known = Mapping[str, tuple[Stamp, bytes]]
"""By source path: the stamp of a file, and the hash of its bytes."""


def hashes_of(files: Sequence[SourceFile], folder: Path) -> list[bytes]:
    """Return the hash of each file's bytes; only those are read whose stamps have changed.

    What cannot be read has none. `folder` is the cache: what is found is left there for the next time,
    unless it cannot be written.
    """
    known = _load(folder)
    found: dict[str, tuple[Stamp, bytes]] = {}
    hashes = []
    for file in files:
        before = known.get(file.source)
        if before and before[0] == file.stamp:
            found[file.source] = before
            hashes.append(before[1])
            continue
        stamp, content = _stamp(file.path), _hash(file)
        hashes.append(content)
        if stamp and content and settled(stamp):
            found[file.source] = (stamp, content)
    if found != known:
        _save(folder, found)
    return hashes


def unknown(files: Sequence[SourceFile], folder: Path) -> list[SourceFile]:
    """Return the files that have changed since their bytes were last read, or came."""
    known = _load(folder)
    return [file for file in files if not file.stamp or known.get(file.source, (None,))[0] != file.stamp]


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def _hash(file: SourceFile) -> bytes:
    try:
        return sha256(file.content()).digest()
    except (OSError, SourceError):
        return b""  # reading it again reports why


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    version: str
    files: dict[str, tuple[Stamp, bytes]]


def _load(folder: Path) -> Known:
    try:
        kept = read_sealed(folder / FILE, _Kept)
    except (OSError, ValueError):
        return {}
    return kept.files if kept.version == code_version() else {}


def _save(folder: Path, found: dict[str, tuple[Stamp, bytes]]) -> None:
    """Leave what was found; where it cannot be written, all files are read again the next time."""
    with suppress(OSError):
        write_sealed(folder / FILE, _Kept(code_version(), found))
