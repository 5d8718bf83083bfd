"""Aliases: what an article says to be another name of the same thing, `modular contracting (aka …)`."""

import re
from collections.abc import Iterator

from generator.model import Analysis, BlockKind

_ALSO = re.compile(
    r"[\"”’']? \((?:aka|a\.k\.a\.?|also (?:known as|called)|better known as),? (?:the )?[\"“‘']?",
    re.IGNORECASE,
)
_BEGINNINGS = (" (a", " (A", " (b", " (B")
"""One of these is in all that `_ALSO` finds."""
_TOLD = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})


def find_aliases(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """Yield the keys of two names that the article says to mean one thing, the one in brackets first.

    Each must be a name, or be of several words: `value (a.k.a. money)` is a joke.
    """
    for at, block in enumerate(analysis.article.blocks):
        told = block.kind in _TOLD and any(sign in block.text for sign in _BEGINNINGS)
        for match in _ALSO.finditer(block.text) if told else ():
            before, after = _around(analysis, at, match)
            if before and after and before != after:
                yield after, before


def _around(analysis: Analysis, block: int, match: re.Match[str]) -> tuple[str, str]:
    """Return the longest names that end where a match starts, and that start where it ends."""
    ending: dict[int, str] = {}
    starting: dict[int, str] = {}
    for phrases, named in ((analysis.phrases, False), (analysis.entities, True)):
        for phrase in phrases:
            for span in phrase.spans if named or " " in phrase.key else ():
                if span.block == block and span.end == match.start():
                    ending[span.start] = phrase.key
                if span.block == block and span.start == match.end():
                    starting[span.end] = phrase.key
    return ending.get(min(ending, default=0), ""), starting.get(max(starting, default=0), "")
