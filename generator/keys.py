"""Phrase keys: one name for a phrase however it is inflected, hyphenated or capitalised."""

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.tokens import words_in
from generator.words import is_stop, stem

_ACRONYMS = re.compile("[A-Z]{2,}s|(?!https)[bcdfghjklmnpqrtvwxz]{3,}s")
"""A plural that no stemmer knows: `LLMs`."""
_JOINTS = re.compile(r"[-‐‑_&]+")


@lru_cache(maxsize=1 << 16)
def phrase_key(text: str, language: str) -> str:
    """Return the stems of a phrase's content words, joined by spaces; empty if it has no word.

    Hyphenated words count by their parts, so `open-source` and `open source` share a key. A phrase
    of function words only (`The Who`) keeps them.
    """
    words = words_in(text)
    content = [word for word in words if not is_stop(word, language)] or words
    return " ".join(key for word in content if (key := word_key(word, language)))


@lru_cache(maxsize=1 << 16)
def word_key(word: str, language: str) -> str:
    """Return the stems of one token's parts, joined by spaces."""
    if _ACRONYMS.fullmatch(word):
        word = word[:-1]
    if word.isalnum():
        return stem(word, language)
    return " ".join(stem(part, language) for part in _JOINTS.split(word) if part)


def uninflected(forms: Mapping[str, int], *, names: bool) -> Mapping[str, int]:
    """Return the forms without those that a case of German makes of another of them.

    `Deutschen Bahn` is one of `Deutsche Bahn`, `Büchern` of `Bücher`, and the name `Norviks` of `Norvik`.
    """
    if len(forms) < 2:  # noqa: PLR2004 - no other
        return forms
    found: dict[str, int] = {}
    for form, count in forms.items():
        plain = _CASE.sub("", form)
        if names and plain == form:
            plain = form.removesuffix("s")
        own = plain if forms.get(plain, 0) >= count / RARER else form
        found[own] = found.get(own, 0) + count
    return found


RARER = 10
"""What is written so many times less is a slip, and no other's first case: `Mill Service` for `Services`."""
_CASE = re.compile(r"(?<=e)[nmrs](?= )|(?<=er)n$")
"""What ends the words of such a form."""
