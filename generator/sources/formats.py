"""The formats there are: which reader takes which file name."""

from generator.sources.markdown import MarkdownReader
from generator.sources.plain_text import PlainTextReader
from generator.sources.reader import Reader
from generator.sources.web_page import WebPageReader

READERS: tuple[Reader, ...] = (MarkdownReader(), PlainTextReader(), WebPageReader())
PACKED = ".gz"


def reader_of(name: str) -> Reader | None:
    """Return the reader that takes a file of this name, or None."""
    plain = name.lower().removesuffix(PACKED)
    return next((reader for reader in READERS if plain.endswith(reader.suffixes)), None)


def stem_of(source: str) -> str:
    """Return the path without the endings that say its format."""
    reader = reader_of(source)
    plain = source[: -len(PACKED)] if source.lower().endswith(PACKED) else source
    endings = reader.suffixes if reader else ()
    ending = next((suffix for suffix in endings if plain.lower().endswith(suffix)), "")
    return plain[: len(plain) - len(ending)] or plain


def known_formats() -> str:
    """Return the endings of all formats, for a message."""
    return " ".join(suffix for reader in READERS for suffix in reader.suffixes)
