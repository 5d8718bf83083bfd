"""What a sentence says to readers rather than of its subject, in languages other than English."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from generator.tokens import words_in
from generator.words import listed_lines


def calls(words: Sequence[str], language: str) -> bool:
    """Tell whether a sentence of those case-folded words greets, calls, takes leave or points at its page."""
    pattern = _pattern(language)
    return pattern is not None and pattern.search(" ".join(words).replace("’", "'")) is not None


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return what finds the phrases of `data/calls/<language>.txt`; nothing where there is no such list."""
    phrases = listed_lines("calls", language)
    if not phrases:
        return None
    first = _any_of(phrase[1:] for phrase in phrases if phrase.startswith("^"))
    other = _any_of(phrase for phrase in phrases if not phrase.startswith("^"))
    return re.compile(rf"(?:^(?:{first})|(?<!\S)(?:{other}))(?!\S)")


def _any_of(phrases: Iterable[str]) -> str:
    """Return a pattern of phrases as the words of a sentence are joined: without elided articles."""
    return "|".join(re.escape(" ".join(words_in(phrase))) for phrase in phrases)
