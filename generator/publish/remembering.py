"""How the record of a site is kept: all of it, or what changed since; and beside it the folders' times."""

from collections.abc import Iterable, Mapping
from itertools import compress
from operator import ne
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import structs

from generator.filetimes import Stamp as Times
from generator.filetimes import stamp_of
from generator.publish.record import LEFT, Notes, Record, hash_of
from generator.seal import SEAL, read_sealed, write_sealed

T = TypeVar("T")
_SINCE, _FOLDERS = ".since", ".folders"


class Remembered(NamedTuple):
    """The record of a site, and what of it lies in a file of its own."""

    record: Record | None
    """None if there is none, or none that can be read."""
    whole: Record | None
    """As it was when all of it was written for the last time."""


class _Since(msgspec.Struct, frozen=True, array_like=True):
    """What tells that one record has become another."""

    of: bytes
    """The seal of the first one, as it lies in its file."""
    now: Record
    """Only with those files that are other ones."""
    gone: tuple[tuple[str, ...], ...]
    """The files that are no longer named, of each kind."""


def stamps_of(path: Path) -> tuple[Times | None, ...]:
    """Return the stamps of the files that tell the record at a path."""
    return tuple(map(_stamp, (path, _beside(path))))


def _stamp(path: Path) -> Times | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def load_record(path: Path) -> Remembered:
    """Return what is remembered of the site with a record at a path."""
    try:
        whole = read_sealed(path, Record)
    except (OSError, ValueError):
        return Remembered(None, None)
    try:
        since = read_sealed(_beside(path), _Since)
    except (OSError, ValueError):
        return Remembered(whole, whole)
    if since.of != _seal(path):  # of one that another version of the program wrote over
        return Remembered(whole, whole)
    named = {
        kind: _put_together(getattr(whole, kind), getattr(since.now, kind), gone)
        for kind, gone in zip(_KINDS, since.gone, strict=True)
    }
    return Remembered(structs.replace(since.now, **named), whole)


def save_record(path: Path, record: Record, whole: Record | None) -> None:
    """Put the record in its place, whole or not at all, and a hash of the site beside it. Raises OSError.

    Where little is other than in the `whole` record that lies there, only that is written.
    """
    write_sealed(path.with_suffix(LEFT), hash_of(record.outputs))
    seal = _seal(path)
    since = _since(record, whole, seal) if whole and seal else None
    if since and (_count(since.now) + sum(map(len, since.gone))) * SMALL <= _count(record):
        write_sealed(_beside(path), since)
        return
    _beside(path).unlink(missing_ok=True)  # first: of what was written before it tells too little
    write_sealed(path, structs.replace(record, outputs=dict(sorted(record.outputs.items()))))


_KINDS = ("places", "sources", "facts", "outputs")
"""What a record names files for."""
SMALL = 8
"""What changed is written to a file of its own as long as it is not more than one part in so many."""


def _since(record: Record, whole: Record, seal: bytes) -> _Since:
    both = [(getattr(record, kind), getattr(whole, kind)) for kind in _KINDS]
    changed = {kind: _differing(now, before) for kind, (now, before) in zip(_KINDS, both, strict=True)}
    gone = tuple(tuple(name for name in before if name not in now) for now, before in both)
    return _Since(seal, structs.replace(record, **changed), gone)


def _differing(now: Mapping[str, T], before: Mapping[str, T]) -> dict[str, T]:
    return dict(compress(now.items(), map(ne, now.values(), map(before.get, now))))


def _put_together(whole: Mapping[str, T], since: Mapping[str, T], gone: Iterable[str]) -> dict[str, T]:
    both = {**whole, **since}
    for name in gone:
        both.pop(name, None)
    return both


def _count(record: Record) -> int:
    return sum(len(getattr(record, kind)) for kind in _KINDS)


def _seal(path: Path) -> bytes:
    """Return the seal of a file; nothing if there is none."""
    try:
        with path.open("rb") as file:
            return file.read(SEAL)
    except OSError:
        return b""


def _beside(path: Path) -> Path:
    """Return the file of what changed."""
    return path.with_suffix(_SINCE)


class _Noted(msgspec.Struct, frozen=True, array_like=True):
    left: str
    """The hash of the site in which the folders lay."""
    folders: dict[str, tuple[Times | None, Times | None] | None]


def load_notes(path: Path) -> Notes:
    """Return what was noted of the folders of the site with the record at a path, if it is of that one.

    A folder that has the times which are noted holds, there and in the twin, the files that the record names.
    """
    try:
        noted = read_sealed(path.with_suffix(_FOLDERS), _Noted)
        return noted.folders if noted.left == read_sealed(path.with_suffix(LEFT), str) else {}
    except (OSError, ValueError):
        return {}


def save_notes(path: Path, noted: Notes) -> None:
    """Leave what was noted of the folders of a site beside its record, which is there. Raises OSError."""
    left = read_sealed(path.with_suffix(LEFT), str)
    write_sealed(path.with_suffix(_FOLDERS), _Noted(left, dict(noted)))
