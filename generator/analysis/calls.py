"""What a sentence says to readers rather than of its subject, in languages other than English."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from generator.tokens import words_in


def calls(words: Sequence[str], language: str) -> bool:
    """Tell whether a sentence of those case-folded words greets, calls, takes leave or points at its page."""
    pattern = _pattern(language)
    return pattern is not None and pattern.search(" ".join(words).replace("’", "'")) is not None


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return what finds the phrases of `data/calls/<language>.txt`; nothing where there is no such list."""
    path = resources.files("generator") / "data" / "calls" / f"{language}.txt"
    if language not in _LISTED or not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    phrases = [line for line in lines if line and not line.startswith("#")]
    first = _any_of(phrase[1:] for phrase in phrases if phrase.startswith("^"))
    other = _any_of(phrase for phrase in phrases if not phrase.startswith("^"))
    return re.compile(rf"(?:^(?:{first})|(?<!\S)(?:{other}))(?!\S)")


def _any_of(phrases: Iterable[str]) -> str:
    """Return a pattern of phrases as the words of a sentence are joined: without elided articles."""
    return "|".join(re.escape(" ".join(words_in(phrase))) for phrase in phrases)


_LISTED = frozenset("de es fr it nl pt sv".split())
