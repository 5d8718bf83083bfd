"""What is kept of the search index between builds: for each segment, what every page of it says.

A segment of hundreds of pages has one file, its slot. When a page of it changes, that page is indexed alone,
and put together with what the slot knows of the others.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from generator.model import Findable
from generator.publish.pagefind import Posting, run_pagefind
from generator.publish.segments import Segment, page_path
from generator.seal import read_sealed, sealed, unsealed

_SUFFIX = ".slot"
_RUNTIME = "runtime"
_KEY = 20
"""Bytes of a segment's key, which stands before what the slot holds."""

PageHtml = Callable[[str], str]
"""Returns the HTML of the page with that path, to be indexed."""


class _Slot(msgspec.Struct, frozen=True, array_like=True):
    made_by: str
    pages: dict[str, tuple[bytes, Posting | None]]
    """Path of the page → hash of its record, and what it says; None if it says nothing."""


class _Runtime(msgspec.Struct, frozen=True, array_like=True):
    made_by: str
    files: dict[str, bytes]


class Slots:
    """The slots in a folder of the cache."""

    def __init__(self, folder: Path, *, made_by: str, language: str) -> None:
        self._folder = folder
        self._made_by = made_by
        self._language = language

    def has(self, segment: Segment) -> bool:
        """Tell whether all of a segment is known, by the key that its slot bears."""
        try:
            with self._path(segment.slot).open("rb") as file:
                return file.read(_KEY) == segment.key.encode()
        except OSError:
            return False

    def postings(self, segment: Segment, html: PageHtml) -> list[tuple[Findable, Posting]]:
        """Return what each page of a segment says; those that changed are indexed, and kept.

        A page without words is left out. Raises DigestError if they cannot be, and OSError.
        """
        known = self._load(segment.slot)
        missing = [one for one in segment.pages if known.get(one.path, _UNKNOWN)[0] != one.print]
        if missing:
            given = [(page_path(one), html(one.path)) for one in missing]
            made = run_pagefind([*given, _ANY], language=self._language)
            self._keep_runtime(made.runtime)
            known |= {one.path: (one.print, made.postings.get(page_path(one))) for one in missing}
        pages = {one.path: known[one.path] for one in segment.pages}
        if missing or not self.has(segment):
            content = msgspec.msgpack.encode(_Slot(self._made_by, pages))
            self._save(self._path(segment.slot), segment.key.encode() + sealed(content))
        found = ((one, pages[one.path][1]) for one in segment.pages)
        return [(one, posting) for one, posting in found if posting]

    def runtime(self) -> Mapping[str, bytes]:
        """Return the browser's code, by name. Raises DigestError, OSError."""
        try:
            kept = read_sealed(self._path(_RUNTIME), _Runtime)
            if kept.made_by == self._made_by:
                return kept.files
        except (OSError, ValueError):
            pass
        self._path(_RUNTIME).unlink(missing_ok=True)
        files = run_pagefind([_ANY], language=self._language).runtime
        self._keep_runtime(files)
        return files

    def forget(self, wanted: set[str]) -> None:
        """Remove all slots but those that are wanted, and whatever else lies there."""
        names = {self._path(name).name for name in (*wanted, _RUNTIME)}
        for path in sorted(self._folder.iterdir()):
            if path.name not in names:
                _remove(path)

    def _load(self, slot: str) -> dict[str, tuple[bytes, Posting | None]]:
        try:
            kept = msgspec.msgpack.decode(unsealed(self._path(slot).read_bytes()[_KEY:]), type=_Slot)
        except (OSError, ValueError):
            return {}
        return kept.pages if kept.made_by == self._made_by else {}

    def _keep_runtime(self, files: Mapping[str, bytes]) -> None:
        path = self._path(_RUNTIME)
        if not path.exists():
            content = msgspec.msgpack.encode(_Runtime(self._made_by, dict(files)))
            self._save(path, sealed(content))

    def _path(self, slot: str) -> Path:
        return self._folder / f"{slot}{_SUFFIX}"

    def _save(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
        temporary.write_bytes(content)
        temporary.replace(path)


_UNKNOWN = (b"", None)
_ANY = ("any.html", "<!doctype html><html><body data-pagefind-body><p>any</p></body></html>\n")
"""Indexed with the others, and left out: of pages without a word Pagefind makes nothing at all."""


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
