"""The words of a text as every stage sees them, and where they stand."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple


class Token(NamedTuple):
    """A word or a number and where it stands: `text[start:end]`, in code points."""

    text: str
    start: int
    end: int


# Letters, digits and the marks that belong to them: `\w` alone leaves out combining marks.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u200c\u200d"
SINGLE = "\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts without spaces go letter by letter, as Unicode's word boundaries (UAX #29) have it."""
_PART = rf"(?>(?:[^\W_{SINGLE}]++|[{_MARKS}]++)+)"
_JOINT = r"(?:[-‐‑'’&_]|\.(?=[^\WA-Z])|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))"
_TAIL = r"(?:\+\+|\#(?!\w))?"
# The pattern begins with the first letter of whatever it is, which is quick to look for; then comes what
# makes it an address or initials, with a look back, and else the rest of a word.
_ADDRESS = r"t(?<=ht)tps?://\S++|w(?<=ww)w\.\S++"
_TOKEN = re.compile(
    rf"([\w{_MARKS}](?<!_)(?:{_ADDRESS}|\.(?<=[^\W\d_].)[^\W\d_](?>(?:\.[^\W\d_])*)\.(?!\w)|(?<=[{SINGLE}])"
    rf"|(?>(?:[^\W_{SINGLE}]++|[{_MARKS}]++)*)(?>(?:{_JOINT}{_PART})*){_TAIL}))"
)
# The same in half the time for ASCII with curly quotes and dashes, as most English is written.
_STRANGE = re.compile("[^\x00-\x7f‘’“”–—…•]")
_LETTER = "[A-Za-z0-9]"
_PLAIN_JOINT = r"(?:[-'’&_]|\.(?=[a-z0-9])|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))"
_PLAIN_TOKEN = re.compile(
    rf"({_LETTER}(?:{_ADDRESS}|\.(?<=[A-Za-z].)[A-Za-z](?>(?:\.[A-Za-z])*)\.(?!\w)"
    rf"|{_LETTER}*+(?>(?:{_PLAIN_JOINT}{_LETTER}++)*){_TAIL}))",
    re.ASCII,
)
_ELIDED = re.compile(
    r"(?:[dljmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|un|quest|bell|(?:d|n|s|c)?(?:all|ell|ull))['’](?=\w\w)",
    re.IGNORECASE,
)
REMEMBERED = 20_000
"""Texts up to this length are remembered, since several stages ask for the words of one block."""
_token: Callable[[Iterable[object]], Token] = partial(tuple.__new__, Token)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and numbers of a text as people see them, with their exact offsets.

    Parts joined by a hyphen, an apostrophe, an ampersand or an inner dot stay together
    (`open-source`, `don't`, `AT&T`, `node.js`, `U.S.`, `C++`); a possessive 's, elided articles
    (`l'`, `d'`, `dell'`) and web addresses are left out.
    """
    parts, places = parted(text), edges(text)
    return tuple(map(_token, zip(parts[1::2], places[::2], places[1::2], strict=False)))


def words_in(text: str) -> Sequence[str]:
    """Return the words of a text as `tokens` finds them, without their places."""
    return parted(text)[1::2]


def edges(text: str) -> Sequence[int]:
    """Return where each part of a text ends, as `parted` gives them: where a word begins, where it ends."""
    return _remembered_edges(text) if len(text) <= REMEMBERED else _find_edges(text)


def _find_edges(text: str) -> Sequence[int]:
    return list(accumulate(map(len, parted(text))))


_remembered_edges = lru_cache(maxsize=256)(_find_edges)


def parted(text: str) -> Sequence[str]:
    """Return a text in parts that join to it: its words at odd places, what lies between at even ones."""
    return _remembered_parts(text) if len(text) <= REMEMBERED else _find_parts(text)


def _find_parts(text: str) -> Sequence[str]:
    """Split the text at its words, so that all that is done for each word is done in C."""
    plain = text.isascii() or not _STRANGE.search(text)
    parts = (_PLAIN_TOKEN if plain else _TOKEN).split(text)
    if "://" in text or "www." in text:
        parts = _without_addresses(parts)
    if "'" in text or "’" in text:
        for at in range(1, len(parts), 2):
            if "'" in parts[at] or "’" in parts[at]:
                _bare(parts, at)
    return parts


_remembered_parts = lru_cache(maxsize=256)(_find_parts)


def _without_addresses(parts: Sequence[str]) -> list[str]:
    """Return the parts with each address joined to what lies around it."""
    kept = [parts[0]]
    between: list[str] = []
    for word, after in zip(parts[1::2], parts[2::2], strict=True):
        if word.startswith(("http://", "https://", "www.")):
            between += (word, after)
        else:
            kept[-1] = "".join((kept[-1], *between))
            kept += (word, after)
            between.clear()
    kept[-1] = "".join((kept[-1], *between))
    return kept


def _bare(parts: list[str], at: int) -> None:
    """Move a possessive 's and an elided article out of a word (`D'Angelo` keeps its own)."""
    word = parts[at]
    if word.endswith(("'s", "’s", "'S", "’S")):
        parts[at + 1] = word[-2:] + parts[at + 1]
        word = word[:-2]
    elided = _ELIDED.match(word)
    if elided and not (word[0].isupper() and word[elided.end()].isupper()):
        parts[at - 1] += elided[0]
        word = word[elided.end() :]
    parts[at] = word
