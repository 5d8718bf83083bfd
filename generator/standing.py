"""Whether the last build still stands: then there is nothing to do, and nothing but stamps is read.

A build leaves a key made of the stamps of all it read (taken before it began) and of all it left (taken
when it was done). As long as the key comes out the same, so would the build. Where a build may depend on
something that has no stamp here, no key is left.
"""

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.cache import code_version
from generator.config import LOCK_FILE, MKDOCS_FILE, ORIGINALS_FILE, RECORD_FILE, RECORD_FOLDER, Settings
from generator.editor import TOPICS_FILE
from generator.filetimes import Looked, Stamp, stamp_of
from generator.packages import installed_packages
from generator.publish.looking import files_in
from generator.publish.record import hash_of, left_by, record_of
from generator.run import Result
from generator.scaffold import scaffold_folder
from generator.seal import read_sealed, write_sealed
from generator.writing.manifest import load_manifest

FILE = "standing.msgpack"
_PASSING = b".digest-"
"""Names of files in the docs folder that come and go begin so."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which another change of a file must show in its times."""
_ELSEWHERE = re.compile(rb"!ENV|^INHERIT\b|custom_dir:(?!\s*docs/\.theme\s*$)", re.MULTILINE)
"""What in `mkdocs.yml` leads to things that have no stamp here."""

Stamped = tuple[bytes, int, int, int, int]
"""Path, size, the times of change of content and state in nanoseconds, and the file's number."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did, to be told again."""

    key: str
    articles: str
    """A hash of the stamps of the articles: they tell first that there is something to do."""
    before: str
    """A hash of the stamps of all that was read: if it is another one, the rest need not be looked at."""
    result: Result
    """That of a build which finds everything as it is to be."""


class Before(NamedTuple):
    """All that a build reads, as it is before it begins."""

    stamps: str
    """A hash of the stamps; empty if one of them could not be taken."""
    trusted: bool
    """Whether any later change must give another stamp."""
    docs: list[Stamped]
    """All files of the docs folder, those that are generated too; none if stamps could not be taken."""
    articles: str
    """A hash of the stamps of the articles alone."""
    site: str = ""
    """A hash of the files of the site, if somebody looked."""


_UNKNOWN = Before("", trusted=False, docs=[], articles="")


class Articles(NamedTuple):
    """The articles' files as they are before a build begins."""

    stamps: list[Stamped]
    looked: Looked
    """The entries of each folder, for whoever asks for more than stamps."""


def look_at_articles(settings: Settings) -> Articles | None:
    """Look at the articles, and take their stamps; None if that cannot be done."""
    looked: dict[str, Sequence[os.DirEntry[str]]] = {}
    try:
        return Articles(_stamps(Path(os.path.realpath(settings.articles)), looked), looked)
    except (OSError, ValueError):
        return None


def last_build(settings: Settings) -> Standing | None:
    """Return what the last build did, if it left that."""
    try:
        return read_sealed(settings.cache / FILE, Standing)
    except (OSError, ValueError):
        return None


def is_changed(articles: Articles | None, last: Standing | None) -> bool:
    """Tell whether the articles alone tell that there is something to do."""
    return articles is None or last is None or last.articles != _hash_of(articles.stamps)


def read_before(settings: Settings, articles: Articles | None) -> Before:
    """Take the stamps of all else that a build reads."""
    if articles is None:
        return _UNKNOWN
    try:
        docs = _stamps(settings.docs)
        stamps = [*articles.stamps, *_inputs(settings, docs)]
    except (OSError, ValueError):
        return _UNKNOWN
    newest = max((max(stamp[2:4]) for stamp in stamps), default=0)
    return Before(
        stamps=_hash_of(stamps),
        trusted=time.time_ns() - newest > _SETTLED,
        docs=docs,
        articles=_hash_of(articles.stamps),
    )


def looked_at(settings: Settings, before: Before) -> dict[str, Stamp] | None:
    """Return the stamps of the docs folder's files by their paths below it; None if they are not known."""
    below = len(os.fsencode(settings.docs)) + 1
    separator = os.sep.encode()
    found = ((path[below:].replace(separator, b"/"), stamp) for path, *stamp in before.docs)
    return {os.fsdecode(path): (a, b, c, d) for path, (a, b, c, d) in found} if before.stamps else None


def site_now(settings: Settings) -> str:
    """Return a hash of the files of the site; none if that cannot be looked at."""
    try:
        return hash_of(files_in(settings.site))
    except (OSError, ValueError):
        return ""


def still_stands(settings: Settings, asked: str, before: Before, last: Standing) -> bool:
    """Tell whether the last build still stands; `asked` is all that this one is asked for."""
    if not before.stamps or last.before != before.stamps:
        return False
    left, site = left_beside(settings, looked_at(settings, before)), before.site or site_now(settings)
    return bool(left and site) and last.key == _key(settings, asked, before, left, site)


def keep_standing(settings: Settings, found: Standing) -> None:
    """Leave what a build found, with its key. Raises OSError."""
    write_sealed(settings.cache / FILE, found)


def left_beside(settings: Settings, docs: Mapping[str, Stamp] | None) -> str:
    """Return a hash of what a build has left beside the site; none if that is not known.

    `docs` are the files of the docs folder as the build left them: what somebody changed there since is
    no work of ours.
    """
    try:
        return "" if docs is None else _hash_of(list(_outputs(settings, docs)))
    except (OSError, ValueError):
        return ""


def key_of(settings: Settings, asked: str, before: Before, left: str) -> str:
    """Return the key of a build that is done; none if it may depend on more than can be seen here.

    What it `left` beside the site is known.
    """
    mkdocs = settings.root / MKDOCS_FILE
    if not before.trusted or not left or not record_of(settings).is_file():
        return ""
    try:
        known = not mkdocs.is_file() or not _ELSEWHERE.search(mkdocs.read_bytes())
        return _key(settings, asked, before, left, left_by(settings)) if known else ""
    except (OSError, ValueError):  # a file went meanwhile, or a link lies in the site
        return ""


def _key(settings: Settings, asked: str, before: Before, left: str, site: str) -> str:
    parts = (
        code_version(),
        sys.version,
        installed_packages(),
        os.environ.get("SOURCE_DATE_EPOCH"),
        settings,
        asked,
        before.stamps,
        site,
        left,
    )
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _hash_of(stamps: list[Stamped]) -> str:
    return sha256(msgspec.msgpack.encode(stamps)).hexdigest()


def _inputs(settings: Settings, docs: list[Stamped]) -> Iterator[Stamped]:
    yield from _stamps(settings.root / "templates")
    yield from _stamps(scaffold_folder().parent)
    for name in (TOPICS_FILE, MKDOCS_FILE, ORIGINALS_FILE):
        yield from _stamp(settings.root / name)
    ours = set(map(os.fsencode, load_manifest(settings.docs).owned))
    below, separator = len(os.fsencode(settings.docs)) + 1, os.sep.encode()
    for stamp in docs:
        inside = stamp[0][below:].replace(separator, b"/")
        if inside not in ours and not inside.startswith(_PASSING):
            yield stamp


def _outputs(settings: Settings, docs: Mapping[str, Stamp]) -> Iterator[Stamped]:
    named = ((os.fsencode(path), *stamp) for path, stamp in docs.items())
    yield from sorted(one for one in named if not one[0].startswith(_PASSING))
    yield from _stamp(settings.root / LOCK_FILE)
    yield from _stamp(settings.root / RECORD_FILE)
    yield from _stamps(settings.root / RECORD_FOLDER)


def _stamp(path: Path) -> Iterator[Stamped]:
    if path.exists():
        status = path.stat()
        yield (os.fsencode(path), *stamp_of(status))


def _stamps(folder: Path, looked: dict[str, Sequence["os.DirEntry[str]"]] | None = None) -> list[Stamped]:
    """Return the stamps of all files below a folder, by path; what is seen of folders goes into `looked`.

    Raises ValueError over a link.
    """
    found: list[Stamped] = []
    if folder.is_dir():
        _look(str(folder), found, looked)
    return found


def _look(folder: str, found: list[Stamped], looked: dict[str, Sequence["os.DirEntry[str]"]] | None) -> None:
    with os.scandir(folder) as there:
        entries = list(there)
    if len(entries) > 1:
        entries.sort(key=_by_name)
    if looked is not None:
        looked[folder] = entries
    for entry in entries:
        if entry.is_symlink():
            raise ValueError(entry.path)
        if entry.is_dir(follow_symlinks=False):
            _look(entry.path, found, looked)
        else:
            status = entry.stat(follow_symlinks=False)
            found.append((os.fsencode(entry.path), *stamp_of(status)))


_by_name = attrgetter("name")
