"""Making bundles: what is asked for, and the files that come of it."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path

from generator.bundle.archive import packed
from generator.bundle.epub import site_book, topic_book
from generator.bundle.offline import offline_files
from generator.bundle.zim import make_zim
from generator.errors import DigestError
from generator.model import Problem
from generator.pages.site import Shelf
from generator.text import slugify


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
            yield _written(into / f"{name}.zip", packed(files))
        case Form.EPUB:
            yield _written(into / f"{name}.epub", site_book(shelf))
            for topic in shelf.site.corpus.topics:
                if topic.coverage:
                    yield _written(into / f"{name}-{topic.id}.epub", topic_book(shelf, topic))
        case Form.ZIM:
            make_zim(offline_files(site), shelf.site.settings, into / f"{name}.zim")
            yield into / f"{name}.zim"


def bundle_name(shelf: Shelf) -> str:
    """Return the name of the bundles of a site, without their endings."""
    newest = max((article.published for article in shelf.newest if article.published), default=None)
    return slugify(shelf.site.settings.title) + (f"-{newest.isoformat()}" if newest else "")


def check_bundles(shelf: Shelf, folder: Path) -> Iterator[Problem]:
    """Yield a problem for everything in which a bundle that lies in a folder differs from the site.

    The archive is compared file by file, the books as a whole; a bundle that is not there is no fault.
    """
    name = bundle_name(shelf)
    archive = folder / f"{name}.zip"
    if archive.is_file():
        yield from _check_archive(archive, dict(offline_files(shelf.site.settings.site)), name)
    books = {f"{name}.epub": partial(site_book, shelf)}
    books |= {
        f"{name}-{topic.id}.epub": partial(topic_book, shelf, topic)
        for topic in shelf.site.corpus.topics
        if topic.coverage
    }
    for path in sorted(folder.glob(f"{name}*.epub")):
        if path.name not in books or path.read_bytes() != books[path.name]():
            yield _stale(path, "it is not a book of this site as it is")


def _check_archive(path: Path, wanted: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    try:
        with zipfile.ZipFile(path) as archive:
            there = {one.removeprefix(f"{name}/"): archive.read(one) for one in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        yield _stale(path, f"it cannot be read ({error})")
        return
    for file in sorted(there.keys() | wanted.keys()):
        if there.get(file) != wanted.get(file):
            state = (
                "is missing in" if file not in there else "is only in" if file not in wanted else "differs in"
            )
            yield _stale(path, f"{file} {state} the archive")


def _stale(path: Path, fault: str) -> Problem:
    return Problem(where=path.name, message=f"{fault}: make it anew with digest bundle, or remove it")


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
