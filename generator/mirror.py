"""Articles that lie at an address: brought into the cache, so that a build reads them as it reads any folder.

What changed there since the last time is fetched, what is gone there goes here too. A place that cannot be
listed, or where nothing lies, is never taken for one whose articles were all removed.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

import msgspec

from generator.config import BROUGHT
from generator.errors import DigestError
from generator.model import Problem
from generator.remote import AT_ONCE, Found, Place, opened, shown
from generator.seal import read_sealed, write_sealed
from generator.sources.discover import (
    fault_of,
    is_beside_pages,
    is_of_page,
    is_passed_over,
    shown_name,
    unprintable,
)
from generator.writing.atomic import TEMPORARY, remove_with_empty_folders, write_atomic

RECORD = "brought.msgpack"
_LONGEST = 255
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*[. ]|.*[<>:\"\\|?*].*", re.IGNORECASE)


class Brought(msgspec.Struct, frozen=True):
    """What was brought, and from where."""

    address: str
    stamps: dict[str, str]
    """By source path."""


def bring(address: str, cache: Path, *, max_bytes: int) -> tuple[Problem, ...]:
    """Make the cache's folder hold the articles at an address; return what was left out, sorted.

    Raises DigestError if the address cannot be read, or nothing lies there; then nothing is removed.
    """
    folder = cache / BROUGHT
    place = opened(address)
    files = place.files()
    if not files:
        raise DigestError(f"{shown(address)}: nothing lies there; check the address, or put articles there")
    folder.mkdir(parents=True, exist_ok=True)
    (cache / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    wanted, problems = chosen(files, max_bytes=max_bytes, caseless=_is_caseless(cache))
    before = _load(cache / RECORD, address)
    for source in sorted(before.keys() - wanted.keys()):
        remove_with_empty_folders(folder / source, root=folder)
    fetched, missing = _fetch(place, [one for one in wanted.values() if _is_new(one, before, folder)], folder)
    stamps = {name: one.stamp for name, one in wanted.items() if name in before or name in fetched}
    for problem in missing:
        stamps.pop(problem.where, None)
        remove_with_empty_folders(folder / problem.where, root=folder)
    write_sealed(cache / RECORD, Brought(address, stamps))
    return tuple(sorted({*problems, *missing}))


def chosen(
    files: Sequence[Found], *, max_bytes: int, caseless: bool
) -> tuple[dict[str, Found], tuple[Problem, ...]]:
    """Return which files are articles, by name, and what is wrong with others. Pure."""
    names = frozenset(one.name for one in files)
    folders = frozenset(str(above) for name in names for above in PurePosixPath(name).parents)
    wanted: dict[str, Found] = {}
    problems: list[Problem] = []
    taken: set[str] = set()
    for one in files:
        parts = one.name.split("/")
        fault = _fault_of_name(one.name, folders)
        folded = unicodedata.normalize("NFC", one.name).casefold() if caseless else one.name
        if fault is None and (any(map(is_passed_over, parts)) or is_of_page(one.name, names)):
            continue
        if fault is None and is_beside_pages(one.name):
            continue
        if fault is None and folded in taken:
            fault = Problem(
                where=one.name, message="another file's name is the same here: rename one of them"
            )
        fault = fault or fault_of(one.name, one.size, max_bytes=max_bytes)
        if fault:
            problems.append(fault)
        else:
            taken.add(folded)
            wanted[one.name] = one
    return wanted, tuple(problems)


def _fault_of_name(name: str, folders: frozenset[str]) -> Problem | None:
    parts = name.split("/")
    if not name.isprintable():
        return unprintable(name)
    reason = ""
    if {"", ".", ".."} & set(parts):
        reason = "its name leads elsewhere (`..`, `.` or nothing between two `/`)"
    elif max(len(part.encode()) for part in parts) > _LONGEST:
        reason = f"its name, or a folder's, is longer than {_LONGEST} bytes"
    elif os.name == "nt" and any(map(_RESERVED.fullmatch, parts)):
        reason = "its name means something else on this system"
    elif name in folders:
        reason = "its name is a folder's too"
    return Problem(where=shown_name(name), message=f"{reason}: rename it there") if reason else None


def _is_new(one: Found, before: Mapping[str, str], folder: Path) -> bool:
    return not one.stamp or before.get(one.name) != one.stamp or not (folder / one.name).is_file()


def _fetch(place: Place, files: Iterable[Found], folder: Path) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """Write files into the folder; return the names of those, and why others could not be read."""
    fetched: set[str] = set()
    problems: list[Problem] = []
    for batch in _batches(files):
        for name, content in place.read([one.name for one in batch]).items():
            if isinstance(content, OSError):
                reason = (content.strerror or "it is gone, or not to be read").lower()
                message = f"cannot be read where it lies: {reason}; restore it, or remove it"
                problems.append(Problem(where=name, message=message))
            else:
                write_atomic(folder / name, content, temporary=folder / TEMPORARY)
                fetched.add(name)
    return frozenset(fetched), tuple(problems)


_MOST = 64_000_000
"""Bytes that are fetched at a time."""


def _batches(files: Iterable[Found]) -> Iterator[list[Found]]:
    left = iter(files)
    while batch := list(islice(left, AT_ONCE)):
        while batch:
            size, count = 0, 0
            while count < len(batch) and (not count or size + batch[count].size <= _MOST):
                size += batch[count].size
                count += 1
            yield batch[:count]
            batch = batch[count:]


def _load(path: Path, address: str) -> dict[str, str]:
    """Return the stamps of what was brought before, whatever address it came from.

    Those from another address match nothing: the files are fetched anew, or removed.
    """
    try:
        kept = read_sealed(path, Brought)
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}
    return kept.stamps if kept.address == address else dict.fromkeys(kept.stamps, "")


def _is_caseless(folder: Path) -> bool:
    """Tell whether names that differ by case only are one file here."""
    return (folder / ".GITIGNORE").exists()
