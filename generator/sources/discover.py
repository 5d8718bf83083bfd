"""Which files in the articles folder are articles; everything odd is reported, never followed."""

import os
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePosixPath

from generator.errors import DigestError, SourceError
from generator.filetimes import Looked, Stamp, stamp_of
from generator.model import Problem, Severity
from generator.sources.containers import Part, is_container, part_content, parts_of
from generator.sources.formats import UNKNOWN_FORMAT, format_of

_BESIDE_PAGES = frozenset(
    (
        ".png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .css .js .mjs .map .woff .woff2 .ttf .otf .eot "
        ".mp3 .mp4 .webm .ogg .download"
    ).split()
)
"""Files that come with saved pages and pictures that articles show; they are no articles."""
_CONTAINER_TIMES = 50
"""How many times larger than an article a file may be that holds several."""
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SourceFile:
    """A file that holds an article, or one article of a file that holds several."""

    source: str
    """Its path below the articles folder, with `/`; an article's name in a container follows its path."""
    at: str
    """Where it is on the disk."""
    part: Part | None = None
    """Where it lies in a container."""
    stamp: Stamp | None = field(default=None, compare=False)
    """That of the file when it was found."""

    @property
    def path(self) -> Path:
        """Where it is on the disk."""
        return Path(self.at)

    def content(self, limit: int = -1) -> bytes:
        """Return its bytes, with a limit at most that many of a file's. Raises SourceError and OSError."""
        if self.part:
            return part_content(self.path, self.part)
        with self.path.open("rb") as stream:
            return stream.read(limit)

    def size(self) -> int:
        """Return how many bytes its file has. Raises OSError."""
        return self.path.stat().st_size


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CarriedFile(SourceFile):
    """A file with its bytes, or with why they cannot be read: it can be worked on anywhere."""

    data: bytes = b""
    length: int = 0
    """How many bytes its file has."""
    fault: SourceError | OSError | None = field(default=None, compare=False)

    def content(self, limit: int = -1) -> bytes:
        """Return the bytes it carries, with a limit at most that many. Raises SourceError and OSError."""
        if self.fault:
            raise self.fault
        return self.data if limit < 0 else self.data[:limit]

    def size(self) -> int:
        """Return how many bytes its file had."""
        return self.length


def carried(file: SourceFile, *, limit: int) -> CarriedFile:
    """Return a file with its bytes as they are now, at most that many of a file's."""
    carrying = partial(CarriedFile, source=file.source, at=file.at, part=file.part)
    try:
        return carrying(data=file.content(limit), length=file.size())
    except (SourceError, OSError) as error:
        return carrying(fault=error)


Found = tuple[tuple[SourceFile, ...], tuple[Problem, ...]]
"""The articles' files, sorted by source path, and what else was found, sorted."""


def find_sources(folder: Path, *, max_bytes: int, looked: Looked | None = None) -> Found:
    """Return the articles' files, and what else was found there; `looked` tells what somebody just saw.

    Raises DigestError if there is no such folder, or it cannot be read: all articles would seem gone.
    """
    need_folder(folder)
    search = _Search(folder.resolve(), max_bytes, looked or {})
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for entry in search.walk():
        for one in opened(entry):
            (files if isinstance(one, SourceFile) else problems).append(one)  # type: ignore[arg-type]
    return tuple(sorted(files, key=_by_source)), tuple(sorted(problems))


_by_source = attrgetter("source")


def need_folder(folder: Path) -> None:
    """Raise DigestError if there is no such folder of articles."""
    if not folder.is_dir():
        raise DigestError(
            f"{folder}: there is no such folder of articles; make it, or name another one with --articles "
            "or `articles:` in digest.yml"
        )


def opened(entry: SourceFile | Problem) -> Iterable[SourceFile | Problem]:
    """Return the articles of a container, and what is wrong with it; anything else as it is."""
    if isinstance(entry, Problem) or not is_container(entry.source):
        return (entry,)
    return _contents(entry)


def _contents(entry: SourceFile) -> Iterator[SourceFile | Problem]:
    try:
        contents = parts_of(entry.path)
    except SourceError as error:
        yield Problem(where=entry.source, message=str(error))
        return
    except OSError as error:
        yield Problem(where=entry.source, message=f"cannot be read: {_why(error)}; restore it, or remove it")
        return
    for part in contents.parts:
        yield SourceFile(source=f"{entry.source}/{part.name}", at=entry.at, part=part, stamp=entry.stamp)
    if contents.note:
        yield Problem(where=entry.source, message=contents.note, severity=Severity.WARNING)


class _Search:
    """A walk through the folder, one folder after the other, without recursion."""

    def __init__(self, root: Path, max_bytes: int, looked: Looked) -> None:
        self._root = root
        self._max_bytes = max_bytes
        self._looked = looked

    def walk(self) -> Iterator[SourceFile | Problem]:
        waiting = [(str(self._root), "")]
        while waiting:
            folder, prefix = waiting.pop()
            try:
                entries = self._looked.get(folder) or sorted(os.scandir(folder), key=_by_name)
            except OSError as error:
                if not prefix:
                    raise DigestError(
                        f"{folder}: cannot be read: {_why(error)}; allow it, then run again"
                    ) from error
                yield Problem(
                    where=prefix,
                    message=f"the folder cannot be read: {_why(error)}; allow it, or move it away",
                )
                continue
            pages = {e.name.rpartition(".")[0] for e in entries if e.name.lower().endswith(_PAGE_SUFFIXES)}
            for entry in entries:
                if is_passed_over(entry.name):
                    continue
                if not entry.name.isprintable():
                    yield unprintable(prefix + entry.name)
                elif entry.is_dir(follow_symlinks=False):
                    if not (entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages):
                        waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found = self._file(entry, prefix + entry.name)
                    if found:
                        yield found

    def _file(self, entry: os.DirEntry[str], source: str) -> SourceFile | Problem | None:
        if entry.is_symlink():
            target = Path(os.path.realpath(entry.path))
            if not target.is_relative_to(self._root):
                return Problem(
                    where=source,
                    message="is a link that leads out of the articles folder; copy the file here instead",
                )
            if target.is_dir():
                return Problem(
                    where=source,
                    message="is a link to a folder and not followed; its articles are read where they are",
                    severity=Severity.WARNING,
                )
        try:
            status = entry.stat()
        except OSError as error:
            return Problem(where=source, message=f"cannot be read: {_why(error)}; restore it, or remove it")
        if not stat.S_ISREG(status.st_mode):
            return Problem(where=source, message="is a device, a pipe or a socket, not a file: remove it")
        if is_beside_pages(source):
            return None
        fault = fault_of(source, status.st_size, max_bytes=self._max_bytes)
        return fault or SourceFile(source=source, at=entry.path, stamp=stamp_of(status))


_by_name = attrgetter("name")


def is_passed_over(name: str) -> bool:
    """Tell whether a file or folder of this name is none of ours to read: a draft, a backup, hidden."""
    return name.startswith((".", "_")) or name.endswith("~")


def is_beside_pages(source: str) -> bool:
    """Tell whether a file only comes with saved pages, or is shown by articles."""
    return format_of(source) is None and PurePosixPath(source).suffix.lower() in _BESIDE_PAGES


def is_of_page(source: str, sources: Container[str]) -> bool:
    """Tell whether a file lies in the folder that a browser saved beside a page; `sources` are all paths."""
    folders = (str(above) for above in PurePosixPath(source).parents)
    stems = (folder.removesuffix("_files") for folder in folders if folder.endswith("_files"))
    return any(f"{stem}{suffix}" in sources for stem in stems for suffix in _PAGE_SUFFIXES)


def fault_of(source: str, size: int, *, max_bytes: int) -> Problem | None:
    """Return why a file of so many bytes is no article by its name or size."""
    if format_of(source) is None:
        message = f"{UNKNOWN_FORMAT}, or begin its name with `_` and it is passed over"
        return Problem(where=source, message=message, severity=Severity.WARNING)
    limit = max_bytes * (_CONTAINER_TIMES if is_container(source) else 1)
    return Problem(where=source, message=too_large(size, limit)) if size > limit else None


def unprintable(source: str) -> Problem:
    """Return what is said of a file whose name cannot be shown."""
    message = "its name holds characters that cannot be shown or are not UTF-8: rename it"
    return Problem(where=shown_name(source), message=message)


def too_large(size: int, limit: int) -> str:
    """Return the message for a file beyond the limit, both in bytes."""
    return (
        f"is {size / 1e6:.1f} MB, more than the limit of {limit / 1e6:g} MB: make it smaller, "
        "or raise `max_megabytes` in digest.yml"
    )


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def shown_name(name: str) -> str:
    """Return a name with what cannot be shown written as escapes."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in name)
