"""What is kept of the search index between builds: for each segment, what every page of it says.

A segment of hundreds of pages has one file, its slot. When pages of it change, these are indexed alone, and
put together with what the slot knows of the others; of the segment's files only those are made that
then say something else.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.publish.assembly import NOTHING, Inside, Kept, put_together, renewed
from generator.publish.index_files import Run
from generator.publish.pagefind import Posting, run_pagefind
from generator.publish.segments import Segment, page_path
from generator.seal import read_sealed, sealed, unsealed

_SUFFIX = ".slot"
_RUNTIME = "runtime"
_KEY = 20
"""Bytes of a segment's key, which stands before what the slot holds."""
_FEW = 64
"""Pages of several segments that are indexed in one go: starting the program takes as long as some."""
_HELD = 8
"""Segments that wait for that at most, since the slots of all are held."""

PageHtml = Callable[[str], str]
"""Returns the HTML of the page with that path, to be indexed."""


class Change(NamedTuple):
    """How the files of a segment come to be those that are wanted."""

    segment: Segment
    before: str
    """The key of the segment whose files there must be; empty: all of them are made."""
    fresh: Mapping[str, bytes]
    """Those that are new or say something else, by path."""
    gone: tuple[str, ...]
    scripts: Mapping[str, Mapping[str, bytes]]
    """What each script that changes is to hand over, by path; nothing: it is gone."""


class _Slot(msgspec.Struct, frozen=True, array_like=True):
    made_by: str
    prints: dict[str, bytes]
    """Path of the page → hash of its record, in the order of the segment."""
    pages: dict[str, Kept]
    """By path; none of a page without words."""
    runs: list[Run]


class _Waiting(NamedTuple):
    """A segment, and what was known of it."""

    segment: Segment
    key: str
    known: _Slot
    missing: list[str]
    """The paths of the pages that are to be indexed."""


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
        """Tell whether all of a segment is known."""
        return self._key(segment.slot) == segment.key

    def changes(self, segments: Iterable[Segment], html: PageHtml) -> Iterator[Change]:
        """Index what changed in some segments, keep it, and yield how the files of each change.

        Of a segment that was known already all files are made. Raises DigestError if pages cannot be
        indexed, and OSError.
        """
        waiting: list[_Waiting] = []
        for segment in segments:
            waiting.append(self._waiting(segment))
            if len(waiting) == _HELD or sum(len(one.missing) for one in waiting) > _FEW:
                yield from self._changed(waiting, html)
                waiting = []
        yield from self._changed(waiting, html)

    def _waiting(self, segment: Segment) -> _Waiting:
        known = self._load(segment.slot)
        missing = [one.path for one in segment.pages if known.prints.get(one.path) != one.print]
        return _Waiting(segment, self._key(segment.slot) if known.prints else "", known, missing)

    def _changed(self, waiting: Sequence[_Waiting], html: PageHtml) -> Iterator[Change]:
        names = {one.path: page_path(one) for part in waiting for one in part.segment.pages}
        given = [(names[path], html(path)) for part in waiting for path in part.missing]
        postings: Mapping[str, Posting] = {}
        if given:
            made = run_pagefind([*given, _ANY], language=self._language)
            self._keep_runtime(made.runtime)
            postings = made.postings
        for part in waiting:
            yield self._change(part, {path: postings.get(names[path]) for path in part.missing})

    def _change(self, part: _Waiting, fresh: Mapping[str, Posting | None]) -> Change:
        """Put a segment together, given what the pages say that were missing."""
        known = Inside(part.known.prints, part.known.pages, part.known.runs)
        if part.key == part.segment.key:
            return Change(part.segment, "", *put_together(NOTHING, known))
        after = renewed(known, [one.path for one in part.segment.pages], fresh)
        self._keep(part.segment, after)
        files = put_together(known if part.key else NOTHING, after)
        return Change(part.segment, part.key, *files)

    def _keep(self, segment: Segment, inside: Inside) -> None:
        prints = {one.path: one.print for one in segment.pages}
        slot = _Slot(self._made_by, prints, dict(inside.pages), list(inside.runs))
        content = sealed(msgspec.msgpack.encode(slot))
        self._save(self._path(segment.slot), segment.key.encode() + content)

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

    def _key(self, slot: str) -> str:
        """Return the key of the segment that a slot knows; nothing if there is none."""
        try:
            with self._path(slot).open("rb") as file:
                return file.read(_KEY).decode("ascii", "replace")
        except OSError:
            return ""

    def _load(self, slot: str) -> _Slot:
        empty = _Slot(self._made_by, {}, {}, [])
        try:
            kept = msgspec.msgpack.decode(unsealed(self._path(slot).read_bytes()[_KEY:]), type=_Slot)
        except (OSError, ValueError):
            return empty
        return kept if kept.made_by == self._made_by else empty

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


_ANY = ("any.html", "<!doctype html><html><body data-pagefind-body><p>any</p></body></html>\n")
"""Indexed with the others, and left out: of pages without a word Pagefind makes nothing at all."""


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
