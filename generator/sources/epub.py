"""EPUB books: each chapter of the spine is an article, with what the book says of itself."""

import json
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from generator.errors import SourceError
from generator.model import BlockKind, Document
from generator.sources.archives import Archive
from generator.sources.encoding import decoded_page
from generator.sources.front_matter import split_header
from generator.sources.html_blocks import Element, html_blocks, parse
from generator.sources.safe_xml import parse_xml
from generator.text import fold

_CONTAINER = "META-INF/container.xml"
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LEAST_WORDS = 60
"""A part of a book with fewer words is a cover, a title page or a dedication."""
_DOCUMENTS = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_KEYS = {"creator": "authors", "date": "date", "language": "language", "title": "site"}


class Book(NamedTuple):
    """What a book holds."""

    chapters: tuple[str, ...]
    """Names of members with the text, in reading order."""
    short: tuple[str, ...]
    """Those passed over because they hold hardly a word."""
    facts: dict[str, object]


class ChapterReader:
    """Reads a chapter, as `chapter` gives it."""

    media_type = "application/epub+zip"
    suffixes = (".epub",)

    def read(self, data: bytes, source: str) -> Document:
        """Return the chapter; raises SourceError if it holds no text or is nested too deep."""
        split = split_header(decoded_page(data))
        root = parse(re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", split.body))
        blocks = html_blocks(root) if root is not None else ()
        if not blocks or root is None:
            raise SourceError("no text found in this chapter: remove it from the book")
        heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
        return Document(
            source=source,
            media_type=self.media_type,
            title=heading or fold(next((e.text or "" for e in root.iter("title")), "")),
            blocks=blocks,
            metadata=split.metadata,
        )


def read_book(path: Path) -> Book:
    """Return what a book holds. Raises SourceError for a damaged or protected one."""
    archive = Archive(path)
    if "META-INF/rights.xml" in archive or _is_locked(archive):
        raise SourceError("is protected against copying: it can only be read with its seller's program")
    package = _package(archive)
    root = parse_xml(archive.read(package))
    names = [posixpath.normpath(posixpath.join(posixpath.dirname(package), one)) for one in _spine(root)]
    long = [
        name
        for name in dict.fromkeys(names)
        if name in archive and _words(archive.read(name)) >= _LEAST_WORDS
    ]
    kept = set(long)
    short = tuple(name for name in dict.fromkeys(names) if name not in kept)
    return Book(tuple(long), short, _facts(root))


def chapter(path: Path, name: str) -> bytes:
    """Return a chapter's page with the facts of its book as a header. Raises SourceError and OSError."""
    status = path.stat()
    archive, facts = _opened(path, status.st_size, status.st_mtime_ns)
    archive.begin_again()
    page = decoded_page(archive.read(name))
    return f"---\n{json.dumps(facts, ensure_ascii=True)}\n---\n{page}".encode()


@lru_cache(maxsize=1)
def _opened(path: Path, _size: int, _modified: int) -> tuple[Archive, dict[str, object]]:
    """Open a book once for all its chapters: its list of members is as long as they are many.

    It is held in memory: copies of this process would share an open file's place.
    """
    archive = Archive(path.read_bytes())
    return archive, _facts(parse_xml(archive.read(_package(archive))))


def _package(archive: Archive) -> str:
    for entry in parse_xml(archive.read(_CONTAINER)).iter("{*}rootfile"):
        return str(entry.get("full-path") or "")
    raise SourceError("is no EPUB book: its container names no package")


def _is_locked(archive: Archive) -> bool:
    name = "META-INF/encryption.xml"
    return name in archive and b"xhtml" in archive.read(name).lower()


def _spine(root: Element) -> Iterator[str]:
    """Yield the places of the documents in reading order, without tables of contents."""
    items = {item.get("id"): item for item in root.iter("{*}item")}
    for reference in root.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if (item.get("media-type") or "").lower() in _DOCUMENTS and reference.get("linear") != "no":
            yield unquote(str(item.get("href") or ""))


def _words(page: bytes) -> int:
    return len(_TAG.sub(" ", decoded_page(page).partition("<body")[2]).split())


def _facts(root: Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for element in root.iter():
        key = _KEYS.get(str(element.tag).rpartition("}")[2])
        if key and element.text and element.text.strip():
            words = fold(element.text)[:300]
            if key == "authors" and "authors" in found:
                found[key] = f"{found[key]}; {words}"
            found.setdefault(key, words)
    return found
