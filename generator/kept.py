"""What the cache folder holds, by part, and how it is cleared: only what was put there by us."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.errors import DigestError

PARTS = {
    "articles": "articles, brought from their address",
    "brought.msgpack*": "what was brought",
    "articles.sqlite*": "articles, read and analysed",
    "gathered*.msgpack*": "what was found of topics",
    "stamps.msgpack*": "which files are what they were",
    "sites": "what each page of the website was made from",
    "pages*.msgpack": "what was made of each article and topic",
    "templates": "the theme's templates, compiled",
    "search-index": "parts of the search index",
    "pictures": "pictures for previews",
    "served-*": "websites that digest serve shows",
    "standing.msgpack": "what the last build found",
    "mkdocs.yml": "the settings of MkDocs, where the site has none",
}
"""Every part by its pattern of names."""


class Part(NamedTuple):
    """One part of the cache."""

    what: str
    files: int
    size: int
    """In bytes."""


def parts_of(cache: Path) -> tuple[Part, ...]:
    """Return the parts of a cache that hold anything."""
    found = ((what, [file.lstat().st_size for file in _files(cache, name)]) for name, what in PARTS.items())
    return tuple(Part(what, len(sizes), sum(sizes)) for what, sizes in found if sizes)


def _files(cache: Path, pattern: str) -> Iterator[Path]:
    for path in sorted(cache.glob(pattern)):
        inside = path.rglob("*") if path.is_dir() and not path.is_symlink() else [path]
        yield from (file for file in inside if file.is_symlink() or not file.is_dir())


def clear(cache: Path) -> None:
    """Remove all parts of a cache; whatever else lies in the folder stays. Raises DigestError."""
    try:
        for path in sorted(path for pattern in PARTS for path in cache.glob(pattern)):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    except OSError as error:
        raise DigestError(
            f"{error.filename or cache}: cannot be removed: {error.strerror or error}"
        ) from error
