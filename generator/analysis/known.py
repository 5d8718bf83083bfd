"""What is known of every word met in a language: one look at a word tells all stages what they ask of it."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from generator.analysis.hanging import SPEAKING
from generator.analysis.lexicon import FAR, LINKING, NEAR, SAID
from generator.analysis.refusals import SPEAKS, cues_of
from generator.analysis.word_roles import BEFORE_VERB, Role, role_of
from generator.tokens import REMEMBERED, words_in
from generator.words import is_stop, stem

FAR_ONE, SAID_ONE, NUMBER_ONE = 1 << 15, 1 << 30, 1 << 45
"""What a word adds to the marks of its sentence: one sum counts four kinds of words.

No block has as many words as would let one count run into the next, and the sum stays small, which is quick.
"""
STOP, LOWER, BEFORE, CODE, NEARBY = (1 << place for place in range(5))
SIGNS = "".join(chr(ord("0") + value) for value in range(1 << 5))
"""A sign for each set of the five properties that bound runs of words."""


class Word(NamedTuple):
    """What is known of one word as it is written."""

    folded: str
    stem: str
    """Of a content word; nothing of a function word or a single digit."""
    said: str
    """The same, and nothing of a plain number either."""
    marks: int
    cues: int
    """What it may be part of: see `refusals`."""
    links: bool
    """At the beginning of a sentence it joins it to the one before."""
    sign: str
    """What it can do in a run of words."""
    role: Role


class Read(NamedTuple):
    """The words of a text, column by column, with what is known of each."""

    folded: Sequence[str]
    stems: Sequence[str]
    said: Sequence[str]
    marks: Sequence[int]
    cues: Sequence[int]
    links: Sequence[bool]
    signs: Sequence[str]
    roles: Sequence[Role]


_NOTHING = Read((), (), (), (), (), (), (), ())


def read(text: str, language: str) -> Read:
    """Return what is known of the words of a text, in their order."""
    return _remembered(text, language) if len(text) <= REMEMBERED else _read(text, language)


def _read(text: str, language: str) -> Read:
    known = _words_of(language)
    if len(known) > _MOST:
        known.clear()
    words = list(map(known.__getitem__, words_in(text)))
    return Read(*zip(*words, strict=True)) if words else _NOTHING


_remembered = lru_cache(maxsize=256)(_read)
_MOST = 1 << 16


class _Words(dict[str, Word]):
    def __init__(self, language: str) -> None:
        self._language = language
        self._near, self._far, self._said, self._linking, self._speaking = (
            words.get(language, frozenset()) for words in (NEAR, FAR, SAID, LINKING, SPEAKING)
        )

    def __missing__(self, word: str) -> Word:
        language, folded, first = self._language, word.casefold(), word[0]
        idle = is_stop(folded, language) or (len(word) == 1 and first.isdecimal())
        stemmed = "" if idle else stem(word, language)
        role = role_of(word, language)
        found = self[word] = Word(
            folded,
            stemmed,
            "" if folded.isdecimal() else stemmed,
            (folded in self._near)
            + FAR_ONE * (folded in self._far)
            + SAID_ONE * (folded in self._said)
            + NUMBER_ONE * first.isdecimal(),
            cues_of(folded) + SPEAKS * self._speaks(folded),
            folded in self._linking,
            SIGNS[STOP * role.stop + LOWER * first.islower() + BEFORE * (word in BEFORE_VERB)],
            role,
        )
        return found

    def _speaks(self, folded: str) -> bool:
        if folded.isalpha():
            return folded in self._speaking
        return not self._speaking.isdisjoint(_LETTERS.findall(folded))


_LETTERS = re.compile(r"\w+")


@cache
def _words_of(language: str) -> _Words:
    return _Words(language)
