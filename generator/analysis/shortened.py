"""Abbreviations of languages other than English that end no sentence."""

import re
from functools import cache

from generator.words import is_abbreviation, is_stop

_TITLES = frozenset(
    """
    avv d dhr dott dr dra drs dña exma excma excmo exmo fr hr ilmo ilma ing ir mevr mgr mlle mme mr mw prof
    profa rag sig sr sra srta st sta sto
    """.split()
)
"""Those that stand before a name, whatever it begins with: `mevr. De Vries`."""
_SPACED = re.compile(r"(?:^|\s)[a-z]\. [a-z]{1,2}\.$")
"""`p. m.`, `p. ej.`, `t. ex.`"""
_LAST = re.compile(r"(?:^|[\s(\[«“\"'’.])([^\W\d_]{1,8})\.[ªºa-z]{0,3}$")
_FIRST = re.compile(r"[^\W\d_]+")


def goes_on(tail: str, right: str, language: str) -> bool:
    """Tell whether a sentence that seems to end in `tail` ends in an abbreviation, and goes on as `right`."""
    last = _LAST.search(tail)
    if last is None:
        return False
    if right[0].islower() and _SPACED.search(tail):
        return True
    short = last[1].casefold()
    first = _FIRST.match(right)
    begins = first is not None and first[0][0].isupper() and is_stop(first[0], language)
    return is_abbreviation(short, language) and (short in _TITLES or not begins)


@cache
def ends_in_a_word(word: str, language: str) -> bool:
    """Tell whether a short word before a stop is a function word rather than an abbreviation."""
    return is_stop(word, language) and not is_abbreviation(word, language)
