"""Weighing: the terms of an article as numbers, and what each weighs before its rarity is known."""

from collections.abc import Iterable
from math import sqrt
from typing import Self
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from generator.model import Analysis

TITLE, PHRASE = 3.0, 0.6
"""What a word of the title and a phrase weigh beside a word said once."""


class Weights(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The terms of an article: stems, and phrase keys of several words."""

    numbers: bytes = b""
    """Of 32 bits, sorted."""
    much: bytes = b""
    """What each weighs."""

    @classmethod
    def of(cls, analysis: Analysis, title: Iterable[str]) -> Self:
        """Return the square root of each count, raised for the words of the title."""
        counts = {stem: sqrt(count) for stem, count in analysis.terms}
        for phrase in (*analysis.entities, *analysis.phrases):
            if " " in phrase.key:
                counts[phrase.key] = PHRASE * sqrt(len(phrase.spans))
        for word in title:
            counts[word] = counts.get(word, 0.0) + TITLE
        by_number = sorted({number_of(term): much for term, much in counts.items()}.items())
        return cls(
            numbers=np.array([number for number, _ in by_number], "<u4").tobytes(),
            much=np.array([much for _, much in by_number], "<f4").tobytes(),
        )

    def all_numbers(self) -> NDArray[np.uint32]:
        """Return the number of each term."""
        return np.frombuffer(self.numbers, "<u4")

    def all_much(self) -> NDArray[np.float32]:
        """Return what each weighs."""
        return np.frombuffer(self.much, "<f4")


class _Numbers(dict[str, int]):
    """The number of every term met."""

    def __missing__(self, term: str) -> int:
        if len(self) > _MOST:
            self.clear()
        number = self[term] = crc32(term.encode("utf-8", "surrogatepass"))
        return number


_MOST = 1 << 18
_numbers = _Numbers()


def number_of(term: str) -> int:
    """Return the number of a term, of 32 bits: two terms in four thousand million share theirs."""
    return _numbers[term]
