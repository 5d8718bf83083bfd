"""What is remembered of a site that was built: what each of its files was made from."""

import os
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path

import msgspec

from generator.config import Settings
from generator.filetimes import Stamp as Times
from generator.model import Problem
from generator.seal import read_sealed

Place = tuple[str, str, int]
"""What becomes of a file: the address of it, its path in the site, and by number whether it is published."""
Stamp = tuple[int, int]
"""Size in bytes, and time of the last change in nanoseconds."""
Notes = Mapping[str, tuple[Times | None, Times | None] | None]
"""The times of folders that lie at the same paths in two trees, and hold the same files there.

None if they do not, or may be others soon without another time; of one that is not there, None again.
"""
LEFT = ".left"
"""The ending of the file that holds a hash of the site."""


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What rendering a page found out about it."""

    asked: str
    """The files whose being there, or not, decided what its links became, with `APART` around each."""
    aimed: str
    """Those of them to whose anchors it links, in the same way."""
    warnings: tuple[str, ...]
    anchored: msgspec.Raw
    """What few builds ask for, decoded by `anchors`."""

    @classmethod
    def of(cls, anchors: "Anchors", *, asked: Iterable[str], warnings: Iterable[str]) -> "Facts":
        """Return these facts."""
        kept = msgspec.Raw(msgspec.msgpack.encode(anchors))
        return cls(_listed(asked), _listed(anchors.links), tuple(warnings), kept)

    def files(self) -> list[str]:
        """Return the files that were asked for."""
        return self.asked.split(APART)[1:-1]

    def anchors(self) -> "Anchors":
        """Return what is known of anchors."""
        return msgspec.msgpack.decode(self.anchored, type=Anchors)


APART = "\0"
"""No path holds it."""


def _listed(paths: Iterable[str]) -> str:
    return APART.join(("", *paths, ""))


class Wanted:
    """Some files, to be looked for among those that pages have asked for."""

    def __init__(self, uris: AbstractSet[str]) -> None:
        self._uris = uris
        self._marks = [f"{APART}{uri}{APART}" for uri in uris] if len(uris) <= _FEW else []

    def found_in(self, lists: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Yield the names of those lists, given with them, that hold one of the files."""
        for name, listed in lists if self._uris else ():
            if self._marks:
                if any(mark in listed for mark in self._marks):
                    yield name
            elif not self._uris.isdisjoint(listed.split(APART)):
                yield name


_FEW = 4
"""So many files are found faster in a list as it is than in its parts."""


class Anchors(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The anchors of a page, and those that it links to."""

    own: tuple[str, ...]
    """The places in it that can be linked to."""
    links: dict[str, dict[str, str]]
    """File linked to → anchor → the link as it is written."""


class Source(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The state of a file that something was made from."""

    digest: str
    stamp: tuple[int, int, int, int] | None
    """Size, times of change of content and of state, number; None if they cannot be trusted yet."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """All that is remembered of a site."""

    engine: str
    """Fingerprint of what every page depends on: settings, theme, versions."""
    navigation: str
    """Fingerprint of what every page shows of the navigation."""
    clock: str
    """The time of building that the sitemap tells."""
    places: dict[str, Place]
    """Of every file of the docs folder and of the theme."""
    rules: str
    """What decides the places, whatever the files say."""
    sources: dict[str, Source]
    facts: dict[str, Facts]
    """Page's source → what is known of it."""
    doubtful: tuple[str, ...]
    """The pages with links to anchors that are not there, sorted."""
    settings: str
    """What the finishing touches go by."""
    outputs: dict[str, Stamp]
    """Every file of the site as it was left."""
    problems: tuple[Problem, ...]
    """Of the whole site, sorted."""


def record_of(settings: Settings) -> Path:
    """Return where the record of the site is kept; there is none where MkDocs builds it as a whole."""
    name = sha256(str(settings.site.resolve()).encode()).hexdigest()[:16]
    return settings.cache / "sites" / f"{name}.record"


def left_by(settings: Settings) -> str:
    """Return a hash of the site as the last build left it. Raises OSError, ValueError."""
    return read_sealed(record_of(settings).with_suffix(LEFT), str)


def hash_of(files: Mapping[str, Stamp]) -> str:
    """Return a hash of which files there are, and of their stamps."""
    paths = sorted(files)
    stamps = msgspec.msgpack.encode([files[path] for path in paths])
    return sha256(sha256(os.fsencode(APART.join(paths))).digest() + stamps).hexdigest()
