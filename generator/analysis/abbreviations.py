"""Abbreviations that an article explains: `Full Self-Driving (FSD)`."""

import re
from collections.abc import Iterator, Sequence

from generator.analysis.names import PROSE
from generator.model import Article
from generator.words import is_stop

_IN_BRACKETS = re.compile(r"(?<= )\(([A-Z][A-Za-z&-]{1,9})\)")
_PART = re.compile(r"[^\W_]+")
_CLOSING = "\"'”’»“ "
"""What ends a long form that is quoted: `a "minimum viable product" (MVP)`."""
_FAR = 120
"""The long form begins at most so many characters before the bracket."""


def find_abbreviations(article: Article) -> Iterator[tuple[str, str]]:
    """Yield (long form, short form), each pair once, in order of place.

    The initials of the words before the bracket must spell the abbreviation, each with one letter from
    inside its word where need be; function words may be passed over. After A. S. Schwartz and M. A. Hearst,
    "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003), made stricter.
    """
    seen: set[tuple[str, str]] = set()
    for block in article.blocks:
        if block.kind not in PROSE or "(" not in block.text:
            continue
        for match in _IN_BRACKETS.finditer(block.text):
            short = match[1].rstrip("s") if match[1][:-1].isupper() else match[1]
            before = block.text[max(0, match.start() - _FAR) : match.start()].rstrip()
            pair = (_long_form(before, short, article.language), short)
            if pair[0] and pair not in seen:
                seen.add(pair)
                yield pair


def _long_form(before: str, short: str, language: str) -> str:
    letters = [c.casefold() for c in short if c.isupper()]
    if len(letters) < 2:  # noqa: PLR2004 - one letter proves nothing
        return ""
    parts = list(_PART.finditer(before))
    start = len(before)
    while letters and parts:
        part = parts.pop()
        if is_stop(part[0], language):
            continue
        given = _letters_of(part[0].casefold(), letters)
        if not given:
            return ""
        del letters[-given:]
        start = part.start()
    return "" if letters else before[start:].rstrip(_CLOSING)


def _letters_of(word: str, letters: Sequence[str]) -> int:
    """Return how many of the last letters a word gives, with its own first: `W` of `SWC` is in `Software`."""
    if _begins(word, letters[-1]):
        return 1
    inside = word.find(letters[-1], 1) > 0
    return 2 if inside and len(letters) > 1 and _begins(word, letters[-2]) else 0


def _begins(word: str, letter: str) -> bool:
    """Tell whether a word may give an abbreviation this letter: `ex` is spoken as `X` in `CX` and `XML`."""
    return word[0] == letter or (letter == "x" and word.startswith("ex"))
