"""The folder of the site, and its twin beside it, in which the next one grows.

The twin holds the same files as the site (hard links, so only folders take room). The next site is made
by changing the twin; then both change places, and the twin is brought up to the site. So a build
touches only what changed, and the site is whole at every moment: on Linux they change places in one
step; where the system has no such step, there is an instant without a site between two.
"""

import os
import shutil
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from itertools import compress
from operator import ne
from pathlib import Path
from typing import NamedTuple

from generator.errors import DigestError
from generator.publish.exchange import exchange
from generator.publish.record import Stamp

OURS = "digest.json"
"""A site folder that holds this file was built by us and may be replaced."""


def twin_of(site: Path) -> Path:
    """Return the folder in which the next site grows."""
    return site.with_name(f".{site.name}.new")


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def recover(site: Path) -> None:
    """Put the site back if a program was stopped between the two steps of changing places."""
    if not site.exists() and _aside(site).is_dir():
        _aside(site).rename(site)


def refuse_foreign(site: Path) -> None:
    """Raise DigestError if the site folder holds something else than a site of ours."""
    if site.is_dir() and any(site.iterdir()) and not (site / OURS).is_file():
        raise DigestError(f"{site}: is not empty and was not built by digest; empty it or choose another")
    if site.exists() and not site.is_dir():
        raise DigestError(f"{site}: is a file; remove it or choose another folder with --site")


class Look(NamedTuple):
    """A site and its twin, as somebody saw them; where their files are the same, both are one object."""

    site: Mapping[str, Stamp]
    """Its files by path."""
    numbers: Mapping[str, int]
    """Of the same files: one that bears the number at the same path of the twin is that file."""
    twin: Mapping[str, Stamp]
    folders: tuple[Stamp | None, ...]
    """What tells whether other folders have taken their places since."""


def look(site: Path, known: Mapping[str, Stamp] | None = None) -> Look:
    """Look at every file of a site and of its twin; files that are as they are `known` are that object."""
    folders, numbers = _folders(site), dict[str, int]()
    there: Mapping[str, Stamp] = files_in(site, numbers)
    there = known if known is not None and known == there else there
    twin = twin_of(site)
    same = _is_twin(twin, numbers)
    return Look(there, numbers, there if same else twin_files(twin, there, numbers), folders)


def seen_now(site: Path, known: Look | None) -> Look:
    """Return what was seen of a site, unless another build has put a new one into its place since."""
    return known if known and known.folders == _folders(site) else look(site)


def _folders(site: Path) -> tuple[Stamp | None, ...]:
    """Return number and time of change of both folders."""
    there = (path.stat() if path.is_dir() else None for path in (site, twin_of(site)))
    return tuple((one.st_ino, one.st_mtime_ns) if one else None for one in there)


def files_in(folder: Path, numbers: dict[str, int] | None = None) -> dict[str, Stamp]:
    """Return every file below a folder by its path, with its stamp; links count as files.

    The `numbers` of the files, by path, come into the dictionary that is given.
    """
    found: dict[str, Stamp] = {}
    for path, entry in _files(str(folder)) if folder.is_dir() else ():
        found[path] = _stamp(entry.stat(follow_symlinks=False))
        if numbers is not None:
            numbers[path] = entry.inode()
    return found


def _is_twin(folder: Path, numbers: Mapping[str, int]) -> bool:
    """Tell whether a folder holds the files with these numbers at these paths, and no others."""
    count = 0
    for path, entry in _files(str(folder)) if folder.is_dir() else ():
        if numbers.get(path) != entry.inode():
            return False
        count += 1
    return count == len(numbers)


def twin_files(folder: Path, there: Mapping[str, Stamp], numbers: Mapping[str, int]) -> dict[str, Stamp]:
    """Return the same of the twin of a folder whose files and numbers are known.

    A file of the twin that has the number of the one at the same path is that file, and is not looked at.
    """
    files = _files(str(folder)) if folder.is_dir() else ()
    return {path: _seen_before(path, entry, there, numbers) for path, entry in files}


def _seen_before(
    path: str, entry: "os.DirEntry[str]", there: Mapping[str, Stamp], numbers: Mapping[str, int]
) -> Stamp:
    """Return the stamp of a file, which is known if it is the one with the number at that path."""
    return there[path] if numbers.get(path) == entry.inode() else _stamp(entry.stat(follow_symlinks=False))


class Grown(NamedTuple):
    """A twin in which a site has grown."""

    files: dict[str, Stamp]
    changed: set[str]
    """The paths of those that are not as they were kept, and of those kept that are gone."""


def grown(twin: Path, kept: Mapping[str, Stamp], theirs: AbstractSet[str], seen: Look) -> Grown:
    """Return the files of a twin, of which some are `kept` as they were seen, and the others new.

    Folders of the first level that hold one of `theirs` hold nothing else: they are not looked through. What
    lies beside them may be anything.
    """
    inside = {path.partition("/")[0] for path in theirs if "/" in path}
    fresh: dict[str, Stamp] = {}
    for path in theirs - kept.keys():
        with suppress(FileNotFoundError):
            fresh[path] = _stamp((twin / path).lstat())
    there = []
    for path, entry in _files(str(twin), besides=inside):
        there.append(path)
        if path not in kept or seen.numbers.get(path) != entry.inode():
            fresh[path] = _stamp(entry.stat(follow_symlinks=False))
    gone = {path for path in kept.keys() - {*theirs, *there} if path.partition("/")[0] not in inside}
    files = {**kept, **fresh}
    for path in gone:
        del files[path]
    return Grown(files, gone.union(_differing(fresh, kept)))


def remove_empty(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders of some files that are gone, as far as they are empty."""
    for inside in {path.rpartition("/")[0] for path in paths}:
        empty = inside
        with suppress(OSError):
            while empty:
                os.rmdir(f"{folder}/{empty}")  # noqa: PTH106 (thousands of folders: a Path for each would cost)
                empty = empty.rpartition("/")[0]


def _files(folder: str, besides: Container[str] = ()) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield every file below a folder, with its path; links count as files.

    Folders of the first level that are named are not looked through.
    """
    waiting = [(folder, "")]
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                if not entry.is_dir(follow_symlinks=False):
                    yield path, entry
                elif path not in besides:
                    waiting.append((entry.path, f"{path}/"))


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns


def mirror(
    folder: Path,
    wanted: Mapping[str, Stamp],
    site: Path,
    there: Mapping[str, Stamp],
    among: Collection[str] | None = None,
) -> None:
    """Make `folder` hold exactly the `wanted` files, linked from `site`. Raises OSError.

    `there` are the files that it holds now; if others are known to be the same, only those `among` which
    there may be differences are looked at. Folders that become empty stay, as they may be filled again;
    `remove_empty` removes them.
    """
    for path in _differing(there, wanted, among):
        os.unlink(f"{folder}/{path}")  # noqa: PTH108 (thousands of files: a Path for each would cost)
    for path in _differing(wanted, there, among):
        try:
            os.link(f"{site}/{path}", f"{folder}/{path}")
        except OSError:  # there is no folder for it yet, or no link on this disk
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            link(site / path, target)


def _differing(
    some: Mapping[str, Stamp], others: Mapping[str, Stamp], among: Collection[str] | None = None
) -> list[str]:
    """Return the paths of some files that are not the same among others, sorted."""
    if among is not None:
        some = {path: some[path] for path in among if path in some}
    return sorted(compress(some, map(ne, some.values(), map(others.get, some))))


def link(file: Path, target: Path) -> None:
    """Let a file stand at another place too, of one's own if that is on another disk. Raises OSError."""
    try:
        target.hardlink_to(file)
    except OSError:  # a disk without links, or with too many of them
        shutil.copy2(file, target)


def change_places(site: Path) -> None:
    """Let the twin become the site, and the site the twin."""
    if site.is_dir() and exchange(site, twin_of(site)):
        return
    aside = _aside(site)
    shutil.rmtree(aside, ignore_errors=True)
    if site.exists():
        site.rename(aside)
    try:
        twin_of(site).rename(site)
    except OSError:  # on Windows, whoever reads a file of the twin stops it
        recover(site)
        raise
    if aside.exists():
        aside.rename(twin_of(site))
