"""Making bundles: what is asked for, and the files that come of it."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sized
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO

from generator.bundle.archive import pack
from generator.bundle.epub import site_book, topic_book
from generator.bundle.offline import offline_files
from generator.bundle.zim import make_zim
from generator.errors import DigestError
from generator.model import Problem
from generator.pages.site import Shelf
from generator.text import plural, slugify


class Form(StrEnum):
    """What a bundle can be."""

    ZIP = "zip"
    """The site as a folder in an archive; open its `index.html`."""
    EPUB = "epub"
    """A book of the site, and one of every topic."""
    ZIM = "zim"
    """A file for Kiwix."""


def make_bundle(form: Form, shelf: Shelf, into: Path) -> Iterator[Path]:
    """Write the files of a form into a folder and yield their paths.

    Their names are the site's and the date of its newest article, so the same articles give the same
    files. Raises DigestError if there is no site, or what makes the form is not installed.
    """
    name = bundle_name(shelf)
    site = shelf.site.settings.site
    if form is not Form.EPUB and not (site / "index.html").is_file():
        raise DigestError(f"{site}: there is no site to bundle; run digest build first")
    into.mkdir(parents=True, exist_ok=True)
    match form:
        case Form.ZIP:
            files = ((f"{name}/{path}", content) for path, content in offline_files(site))
            yield _written(into / f"{name}.zip", partial(pack, files))
        case Form.EPUB:
            yield _written(into / f"{name}.epub", partial(_write, site_book(shelf)))
            for topic in shelf.site.corpus.topics:
                if topic.coverage:
                    book = topic_book(shelf, topic)
                    yield _written(into / f"{name}-{topic.id}.epub", partial(_write, book))
        case Form.ZIM:
            make_zim(offline_files(site), shelf.site, into / f"{name}.zim")
            yield into / f"{name}.zim"


def bundle_name(shelf: Shelf) -> str:
    """Return the name of the bundles of a site, without their endings."""
    newest = max((article.published for article in shelf.newest if article.published), default=None)
    return slugify(shelf.site.settings.title) + (f"-{newest.isoformat()}" if newest else "")


def check_bundles(shelf: Shelf, folder: Path) -> Iterator[Problem]:
    """Yield a problem if the archive in a folder differs from the site, and one if any of the books does.

    The archive is compared file by file, the books as a whole; a bundle that is not there is no fault.
    """
    name = bundle_name(shelf)
    archive = folder / f"{name}.zip"
    if archive.is_file():
        yield from _check_archive(archive, shelf.site.settings.site, name)
    books = {f"{name}.epub": partial(site_book, shelf)}
    books |= {
        f"{name}-{topic.id}.epub": partial(topic_book, shelf, topic)
        for topic in shelf.site.corpus.topics
        if topic.coverage
    }
    stale = [
        path
        for path in sorted(folder.glob(f"{name}*.epub"))
        if path.name not in books or path.read_bytes() != books[path.name]()
    ]
    if stale:
        yield _stale(stale[0], f"it is not a book of this site as it is{_others(stale, 'book')}")


def _check_archive(path: Path, site: Path, name: str) -> Iterator[Problem]:
    try:
        with zipfile.ZipFile(path) as archive:
            states = dict(_states(archive, site, f"{name}/"))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        yield _stale(path, f"it cannot be read ({error})")
        return
    for file, state in sorted(states.items())[:1]:
        yield _stale(path, f"{file} {state} the archive{_others(states, 'file')}")


def _others(stale: Sized, what: str) -> str:
    """Return how many there are beside the first, which is named."""
    return f", and so on for {plural(len(stale), what)}" if len(stale) > 1 else ""


def _states(archive: zipfile.ZipFile, site: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the files in which an archive differs from the site, one held in memory at a time."""
    there = set(archive.namelist())
    for file, content in offline_files(site):
        inside = f"{folder}{file}"
        if inside not in there:
            yield file, "is missing in"
        elif archive.read(inside) != content:
            yield file, "differs in"
        there.discard(inside)
    yield from ((name.removeprefix(folder), "is only in") for name in there)


def _stale(path: Path, fault: str) -> Problem:
    return Problem(where=path.name, message=f"{fault}: make it anew with digest bundle, or remove it")


def _written(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Write a file, whole or not at all."""
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        write(file)
    return temporary.replace(path)


def _write(content: bytes, file: BinaryIO) -> None:
    file.write(content)
