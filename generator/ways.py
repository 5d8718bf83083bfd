"""How source files are read and analysed, and by what key what comes of one is kept."""

from functools import cached_property
from typing import Self

from msgspec import Struct

from generator import cache
from generator.config import Settings
from generator.editor import Editor
from generator.sources.outcome import Rules


class Way(Struct, frozen=True, kw_only=True, dict=True):
    """How every file is read and analysed."""

    rules: Rules
    sentences: int
    """Of a summary, at most."""

    @classmethod
    def of(cls, settings: Settings, editor: Editor) -> Self:
        """Return the way of a site."""
        rules = Rules(
            publish=settings.publish,
            language=settings.language,
            corrections=editor.corrections,
            max_bytes=settings.max_megabytes * 1_000_000,
        )
        return cls(rules=rules, sentences=settings.summary_sentences)

    def key(self, source: str, content: bytes) -> str:
        """Return the key of what comes of a file, by the hash of its content."""
        return cache.key(source, content, self._said)

    @cached_property
    def _said(self) -> str:
        return f"{self.rules!r} {self.sentences}"
