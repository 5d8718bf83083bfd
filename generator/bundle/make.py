"""Making bundles: what is asked for, and the files that come of it."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from generator.bundle.archive import packed
from generator.bundle.epub import site_book, topic_book
from generator.bundle.offline import offline_files
from generator.bundle.zim import make_zim
from generator.errors import DigestError
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
    newest = max((article.published for article in shelf.newest if article.published), default=None)
    name = slugify(shelf.site.settings.title) + (f"-{newest.isoformat()}" if newest else "")
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


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
