"""The formats there are: which reader takes which file name; it is loaded when there is a file for it."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

from generator.sources.containers import BOOK, CONTAINERS, MAILBOX
from generator.sources.reader import Reader


class Format(NamedTuple):
    """A format, and where its reader is."""

    media_type: str
    suffixes: tuple[str, ...]
    module: str
    """Below this package."""
    name: str
    """The reader's class."""

    def reader(self) -> Reader:
        """Return the reader, loaded now if it was not."""
        return _loaded(self.module, self.name)


@cache
def _loaded(module: str, name: str) -> Reader:
    made: Reader = getattr(import_module(f"generator.sources.{module}"), name)()
    return made


_LETTER = Format("message/rfc822", (".eml",), "letters", "EmailReader")
_CHAPTER = Format("application/epub+zip", (".epub",), "epub", "ChapterReader")
FORMATS: tuple[Format, ...] = (
    Format("text/markdown", (".md", ".markdown", ".mdown"), "markdown", "MarkdownReader"),
    Format("text/plain", (".txt", ".text"), "plain_text", "PlainTextReader"),
    Format("text/html", (".html", ".htm", ".xhtml"), "web_page", "WebPageReader"),
    _LETTER,
    Format("text/vtt", (".vtt", ".srt"), "captions", "CaptionReader"),
    Format("application/pdf", (".pdf",), "pdf", "PdfReader"),
    Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
        "word",
        "WordReader",
    ),
    Format("application/vnd.oasis.opendocument.text", (".odt",), "opendocument", "OpenDocumentReader"),
    Format("text/x-rst", (".rst", ".rest"), "restructured", "RestructuredReader"),
)
_OF_PARTS: Mapping[str, Format] = {MAILBOX: _LETTER, BOOK: _CHAPTER}
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
_INSIDE = tuple((f"{container}/", container) for container in CONTAINERS)
PACKED = ".gz"


def format_of(name: str) -> Format | None:
    """Return the format of a file of this name, or of an article inside a container; else None."""
    plain = name.lower().removesuffix(PACKED)
    for inside, container in _INSIDE:
        if inside in plain or name.lower().endswith(container):
            return _OF_PARTS[container]
    _, dot, ending = plain.rpartition(".")
    return _BY_SUFFIX.get(dot + ending)


def reader_of(name: str) -> Reader | None:
    """Return the reader that takes a file of this name, or an article inside a container; else None."""
    found = format_of(name)
    return found.reader() if found else None


def stem_of(source: str) -> str:
    """Return the path without the endings that say its format."""
    for container in CONTAINERS:
        folder, inside, name = source.rpartition("/")
        if inside and folder.lower().endswith(container):
            return f"{folder[: -len(container)]}/{name}"
    found = format_of(source)
    plain = source[: -len(PACKED)] if source.lower().endswith(PACKED) else source
    endings = found.suffixes if found else ()
    ending = next((suffix for suffix in endings if plain.lower().endswith(suffix)), "")
    return plain[: len(plain) - len(ending)] or plain


UNKNOWN_FORMAT = "its format is not known; save it as one of " + " ".join(
    suffix for suffix in (*(s for one in FORMATS for s in one.suffixes), *CONTAINERS)
)
