"""Which places of a sentence lie inside a quotation or brackets."""

import re
from collections.abc import Collection

_SIGN = re.compile(r"[\"“”„«»‘’‚'()\[\]]")
_OPENERS = "\"“„«‘‚'(["
_LONG = 1500
"""Letters in no quotation: one sign is missing."""
_LOW = ("„“", "‚‘")
"""Pairs whose second sign opens elsewhere."""


def inside_quotations(text: str, places: Collection[int]) -> frozenset[int]:
    """Return those of the places that lie between a quote or bracket that opens and one that closes.

    An opening quote stands after white space or a bracket and before a word, a closing one after
    something; so an apostrophe within a word is neither. What never closes opens nothing.
    """
    ranges = list(_ranges(text))
    return frozenset(place for place in places if any(start < place <= end for start, end in ranges))


def leaves_open(sentence: str, language: str) -> bool:
    """Tell whether a quotation begins and does not end, as in `She said: "The harbour freezes.`."""
    if language == "en" and sentence.count("“") != sentence.count("”"):
        return sentence.rfind("“") > sentence.rfind("”")
    return sentence.count('"') % 2 == 1 and _can_open(sentence, sentence.rfind('"'))


def begun_in_speech(text: str, places: Collection[int]) -> frozenset[int]:
    """Return those of the places that lie within a quotation in double signs, of no more than a paragraph."""
    ranges = [(start, end) for start, end in _ranges(text) if text[start] in '"“„«' and end - start < _LONG]
    return frozenset(place for place in places if any(start < place < end for start, end in ranges))


def _ranges(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for match in _SIGN.finditer(text):
        at, family = match.start(), _family(match[0])
        if family in opened and _can_close(text, at, text[opened[family]]):
            found.append((opened.pop(family), at))
        elif match[0] in _OPENERS and _can_open(text, at):
            opened.setdefault(family, at)
    return found


def _family(sign: str) -> str:
    """Return one name for the signs that open and close with each other."""
    if sign in "()":
        return "("
    if sign in "[]":
        return "["
    return "'" if sign in "'‘’‚" else '"'


def _can_open(text: str, at: int) -> bool:
    before = not text[at - 1 : at].strip(" \t([{—–-\"'“‘")
    return before and (text[at] == "«" or bool(text[at + 1 : at + 2].strip()))


def _can_close(text: str, at: int, opener: str) -> bool:
    if text[at] in "([“„‘‚«" and opener + text[at] not in _LOW:
        return False
    before = text[at] == "»" or bool(text[at - 1 : at].strip())
    return before and not text[at + 1 : at + 2].isalnum()
