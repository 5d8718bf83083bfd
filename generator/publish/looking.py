"""What lies in the folder of a site and in that of its twin, as somebody saw it.

A folder in which something came or went has other times than before. So folders are noted with their times,
and in those that are as they were noted nobody looks for names: only each file is asked whether it is as it
was. Nearly all folders of a large site are so.
"""

import os
from collections.abc import Container, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.filetimes import Stamp as Times
from generator.filetimes import settled, stamp_of
from generator.publish.record import Notes, Stamp
from generator.publish.staging import differing, twin_of

_NOTHING: Notes = {}


class Look(NamedTuple):
    """A site and its twin, as somebody saw them; where their files are the same, both are one object."""

    site: Mapping[str, Stamp]
    """Its files by path."""
    twin: Mapping[str, Stamp]
    folders: Notes
    """Those of both."""
    roots: tuple[Stamp | None, ...]
    """What tells whether other folders have taken their places since."""


def look(site: Path, known: Mapping[str, Stamp] | None = None, noted: Notes = _NOTHING) -> Look:
    """Look at every file of a site and of its twin; files that are as they are `known` are that object.

    The folders may have been `noted` when they held, at the same paths, the files that are known.
    """
    roots = _roots(site)
    seen = _Both(str(site), str(twin_of(site)), noted if known else _NOTHING)
    seen.ask(known or {})
    seen.read()
    there: Mapping[str, Stamp] = known if known is not None and known == seen.site else seen.site
    return Look(there, seen.twin(there), seen.notes(), roots)


def seen_now(site: Path, known: Look | None) -> Look:
    """Return what was seen of a site, unless another build has put a new one into its place since."""
    return known if known and known.roots == _roots(site) else look(site)


def swapped(noted: Notes) -> Notes:
    """Return what was noted of two folders when they have changed places."""
    return {path: both and (both[1], both[0]) for path, both in noted.items()}


def _roots(site: Path) -> tuple[Stamp | None, ...]:
    """Return number and time of change of both folders."""
    there = (path.stat() if path.is_dir() else None for path in (site, twin_of(site)))
    return tuple((one.st_ino, one.st_mtime_ns) if one else None for one in there)


class _Both:
    """A site and its twin while they are looked at."""

    def __init__(self, site: str, twin: str, noted: Notes) -> None:
        self._site, self._twin = site, twin
        self._folders = {path: self._now(path) for path in {"": None, **noted}}
        self._quiet = {path for path, both in noted.items() if both and both == self._folders[path]}
        self._apart: set[str] = set()
        """The folders that do not hold the same files."""
        self.site: dict[str, Stamp] = {}
        self._lacking: set[str] = set()
        """The files of the site that the twin does not have."""
        self._others: dict[str, Stamp] = {}
        """Those of the twin that the site does not have."""

    def _now(self, path: str) -> tuple[Times | None, Times | None]:
        return _times(f"{self._site}/{path}"), _times(f"{self._twin}/{path}")

    def ask(self, known: Mapping[str, Stamp]) -> None:
        """Ask of the files known in quiet folders how they are now. Raises OSError."""
        quiet, prefix, lstat = self._quiet, f"{self._site}/", os.lstat  # so many files: a Path would cost
        for path, stamp in known.items() if quiet else ():
            if path.rpartition("/")[0] in quiet:
                now = _stamp(lstat(prefix + path))
                self.site[path] = stamp if now == stamp else now

    def read(self) -> None:
        """Look through all other folders. Raises OSError."""
        waiting = [path for path in self._folders if path not in self._quiet]
        while waiting:
            inside = waiting.pop()
            prefix = f"{inside}/" if inside else ""
            ours, theirs = _entries(f"{self._site}/{inside}"), _entries(f"{self._twin}/{inside}")
            for name in sorted(_folders(ours) | _folders(theirs)):
                if prefix + name not in self._folders:
                    self._folders[prefix + name] = self._now(prefix + name)
                    waiting.append(prefix + name)
            if not self._compare(prefix, _files(ours), _files(theirs)):
                self._apart.add(inside)

    def _compare(
        self, prefix: str, ours: Mapping[str, "os.DirEntry[str]"], theirs: Mapping[str, "os.DirEntry[str]"]
    ) -> bool:
        """Take in the files of a folder, and tell whether they are the same ones."""
        numbers = {name: entry.inode() for name, entry in ours.items()}
        others = {name: entry for name, entry in theirs.items() if entry.inode() != numbers.get(name)}
        lacking = numbers.keys() - (theirs.keys() - others.keys())
        self._lacking.update(prefix + name for name in lacking)
        for found, entries in ((self.site, ours), (self._others, others)):
            for name, entry in entries.items():
                found[prefix + name] = _stamp(entry.stat(follow_symlinks=False))
        return not others and not lacking

    def twin(self, site: Mapping[str, Stamp]) -> Mapping[str, Stamp]:
        """Return the files of the twin, given those of the site."""
        if not self._lacking and not self._others:
            return site
        same = {path: stamp for path, stamp in site.items() if path not in self._lacking}
        return same | self._others

    def notes(self) -> Notes:
        """Return the folders as they are to be noted: only times after which another change must show."""
        return {
            path: both if path in self._quiet or (path not in self._apart and _settled(both)) else None
            for path, both in self._folders.items()
        }


def _settled(both: tuple[Times | None, Times | None]) -> bool:
    return all(times is None or settled(times) for times in both)


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _folders(entries: list["os.DirEntry[str]"]) -> set[str]:
    return {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}


def _files(entries: list["os.DirEntry[str]"]) -> dict[str, "os.DirEntry[str]"]:
    """Return files by name; links count as files."""
    return {entry.name: entry for entry in entries if not entry.is_dir(follow_symlinks=False)}


def _times(folder: str) -> Times | None:
    """Return the times of a folder; None if there is none."""
    try:
        return stamp_of(os.lstat(folder))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _number(file: str) -> int:
    """Return the number of a file; none if it is gone."""
    try:
        return os.lstat(file).st_ino
    except OSError:
        return -1


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns


def files_in(folder: Path) -> dict[str, Stamp]:
    """Return every file below a folder by its path, with its stamp; links count as files."""
    there = _walk(str(folder), [""], ()) if folder.is_dir() else ()
    return {path: _stamp(entry.stat(follow_symlinks=False)) for path, entry in there}


def _walk(
    folder: str, waiting: list[str], besides: Container[str]
) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield every file, with its path, in some folders below one, and in folders within them but for some."""
    while waiting:
        inside = waiting.pop()
        for entry in _entries(f"{folder}/{inside}"):
            path = f"{inside}/{entry.name}" if inside else entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path, entry
            elif path not in besides:
                waiting.append(path)


class Grown(NamedTuple):
    """A twin in which a site has grown."""

    files: dict[str, Stamp]
    changed: set[str]
    """The paths of those that are not as they were kept, and of those kept that are gone."""


def grown(site: Path, kept: Mapping[str, Stamp], theirs: AbstractSet[str], seen: Look) -> Grown:
    """Return the files of a site's twin, of which some are `kept` as they were seen, and the others new.

    It holds those kept, or held them before something was added to it. Folders of the first level that hold
    one of `theirs` hold nothing else: they are not looked through. What lies beside them may be anything.
    """
    twin, inside = twin_of(site), {path.partition("/")[0] for path in theirs if "/" in path}
    fresh: dict[str, Stamp] = {}
    for path in theirs - kept.keys():
        with suppress(FileNotFoundError):
            fresh[path] = _stamp((twin / path).lstat())
    beside = [path for path in {"": None, **seen.folders} if path.partition("/")[0] not in inside]
    loud = {path for path in beside if not _is_quiet(twin, path, seen)}
    there = set()
    for path, entry in _walk(str(twin), list(loud), {*beside, *inside}):
        there.add(path)
        if path not in kept or _number(f"{site}/{path}") != entry.inode():
            fresh[path] = _stamp(entry.stat(follow_symlinks=False))
    gone = {path for path in kept if path.rpartition("/")[0] in loud} - theirs - there
    files = {**kept, **fresh}
    for path in gone:
        del files[path]
    return Grown(files, gone.union(differing(fresh, kept)))


def _is_quiet(twin: Path, folder: str, seen: Look) -> bool:
    """Tell whether nothing came into a folder of the twin, or went, since it was seen."""
    both = seen.folders.get(folder)
    return both is not None and both[1] is not None and both[1] == _times(f"{twin}/{folder}")
