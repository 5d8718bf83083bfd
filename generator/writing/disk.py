"""The docs folder as it is: what each file holds, known without reading those that nobody touched."""

import os
import stat
from collections.abc import Iterator, Mapping
from itertools import compress
from operator import eq, itemgetter
from pathlib import Path

from generator.errors import DigestError
from generator.filetimes import Stamp, settled, stamp_of
from generator.writing.manifest import MANIFEST, fingerprint

Known = Mapping[str, tuple[str, Stamp]]
"""Path → the fingerprint of a file, and the stamp that it had."""
_stamp_of = itemgetter(1)
LINK, FOLDER = "link", "folder"
"""The fingerprints of what is no file."""


class Disk:
    """The files of a docs folder, looked at once."""

    def __init__(self, docs: Path, known: Known, looked: Mapping[str, Stamp] | None = None) -> None:
        """Look at the folder, unless somebody `looked` and found these files."""
        self.looked = looked
        self._docs = docs
        there = _walk(str(docs), "") if looked is None and docs.is_dir() else ()
        self._stamps = dict(looked or there)
        untouched = compress(
            known.items(), map(eq, map(self._stamps.get, known), map(_stamp_of, known.values()))
        )
        self._known = dict(untouched)
        self._found: dict[str, str | None] = {}
        self._inside = {"": True}
        self._written: dict[str, Stamp] = {}

    def fingerprint(self, path: str) -> str | None:
        """Return the fingerprint of a file; None if there is none. Raises DigestError, OSError."""
        if path in self._known:
            return self._known[path][0]
        if path not in self._found:
            self._found[path] = self._look(path)
        return self._found[path]

    def look_again(self, path: str) -> None:
        """Forget what is known of a file if it is not what it was when the folder was looked at."""
        try:
            stamp = stamp_of(os.lstat(f"{self._docs}/{path}"))
        except OSError:
            stamp = None
        if stamp is None and self._found.get(path, LINK) is None:
            return  # it was not there, and is not now
        if stamp is None or stamp != self._stamps.get(path):
            self._forget(path)

    def put(self, path: str, fingerprint: str) -> None:
        """Take note of a file that was just written."""
        self._forget(path)
        self._found[path] = fingerprint
        self._written[path] = self._stamps[path] = stamp_of((self._docs / path).stat())

    def written_since(self) -> dict[str, Stamp]:
        """Return the files that were written since this was asked for the last time, as they were then."""
        found, self._written = self._written, {}
        return found

    def gone(self, path: str) -> None:
        """Take note of a file that was just removed."""
        self._forget(path)
        self._found[path] = None

    def _forget(self, path: str) -> None:
        self._known.pop(path, None)
        self._found.pop(path, None)
        self._stamps.pop(path, None)

    def files(self) -> Mapping[str, Stamp]:
        """Return every plain file in a plain folder as it is now, by path."""
        return self._stamps

    def state(self) -> dict[str, tuple[str, Stamp]]:
        """Return what another look need not read: every file that was, and whose times can be trusted."""
        found = ((path, print_, self._stamps.get(path)) for path, print_ in self._found.items())
        new = {path: (print_, stamp) for path, print_, stamp in found if print_ and stamp and settled(stamp)}
        return {**self._known, **new}

    def _look(self, path: str) -> str | None:
        stamp = self._stamps.get(path)
        if stamp is None:
            return self._look_closely(path)
        return fingerprint((self._docs / path).read_bytes())

    def _is_inside(self, folder: str) -> bool:
        """Tell whether a folder lies in the docs folder, wherever links on the way to it lead."""
        if folder not in self._inside:
            there = self._docs / folder
            self._inside[folder] = (
                there.resolve().is_relative_to(self._docs.resolve())
                if there.is_symlink()
                else self._is_inside(folder.rpartition("/")[0])
            )
        return self._inside[folder]

    def _look_closely(self, path: str) -> str | None:
        """Look at what is no plain file in a plain folder below the docs folder: a link, say, or nothing."""
        if path.startswith("/") or ".." in path.split("/"):
            raise DigestError(
                f"{path}: lies outside {self._docs}; remove {self._docs / MANIFEST} and build again"
            )
        file = self._docs / path
        if not self._is_inside(path.rpartition("/")[0]):
            raise DigestError(f"{file.parent}: leads out of {self._docs}; replace the link by a folder")
        try:
            mode = file.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        if stat.S_ISLNK(mode):
            return LINK
        return FOLDER if stat.S_ISDIR(mode) else fingerprint(file.read_bytes())


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, Stamp]]:
    """Yield path and stamp of every plain file, links and what lies behind them left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield prefix + entry.name, stamp_of(entry.stat(follow_symlinks=False))
