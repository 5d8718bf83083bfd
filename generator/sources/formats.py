"""The formats there are: which reader takes which file name."""

from collections.abc import Mapping

from generator.sources.captions import CaptionReader
from generator.sources.containers import BOOK, CONTAINERS, MAILBOX
from generator.sources.epub import ChapterReader
from generator.sources.letters import EmailReader
from generator.sources.markdown import MarkdownReader
from generator.sources.opendocument import OpenDocumentReader
from generator.sources.pdf import PdfReader
from generator.sources.plain_text import PlainTextReader
from generator.sources.reader import Reader
from generator.sources.restructured import RestructuredReader
from generator.sources.web_page import WebPageReader
from generator.sources.word import WordReader

READERS: tuple[Reader, ...] = (
    MarkdownReader(),
    PlainTextReader(),
    WebPageReader(),
    EmailReader(),
    CaptionReader(),
    PdfReader(),
    WordReader(),
    OpenDocumentReader(),
    RestructuredReader(),
)
_READERS_OF_PARTS: Mapping[str, Reader] = {MAILBOX: EmailReader(), BOOK: ChapterReader()}
PACKED = ".gz"


def reader_of(name: str) -> Reader | None:
    """Return the reader that takes a file of this name, or an article inside a container; else None."""
    plain = name.lower().removesuffix(PACKED)
    inside = next(
        (_READERS_OF_PARTS[c] for c in CONTAINERS if f"{c}/" in plain or name.lower().endswith(c)), None
    )
    return inside or next((reader for reader in READERS if plain.endswith(reader.suffixes)), None)


def stem_of(source: str) -> str:
    """Return the path without the endings that say its format."""
    for container in CONTAINERS:
        folder, inside, name = source.rpartition("/")
        if inside and folder.lower().endswith(container):
            return f"{folder[: -len(container)]}/{name}"
    reader = reader_of(source)
    plain = source[: -len(PACKED)] if source.lower().endswith(PACKED) else source
    endings = reader.suffixes if reader else ()
    ending = next((suffix for suffix in endings if plain.lower().endswith(suffix)), "")
    return plain[: len(plain) - len(ending)] or plain


def known_formats() -> str:
    """Return the endings of all formats, for a message."""
    return " ".join(suffix for suffix in (*(s for r in READERS for s in r.suffixes), *CONTAINERS))
