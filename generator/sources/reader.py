"""The contract of a reader: one module per format, each found through `formats.FORMATS`."""

from typing import Protocol

from generator.model import Document


class Reader(Protocol):
    """Turns the bytes of one file into a Document.

    A new format is one module with such a class and one entry in `formats.FORMATS`. A reader keeps
    every word of the article, drops all markup, and guesses nothing that normalise can decide.
    """

    @property
    def media_type(self) -> str:
        """The media type of the documents it makes."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings it reads, in lower case, with the dot."""

    def read(self, data: bytes, source: str) -> Document:
        """Return what the file holds; `source` is its path below the articles folder.

        Raises SourceError, whose message says why the file cannot be read and the way out. Nothing
        else is ever raised, whatever the bytes.
        """
