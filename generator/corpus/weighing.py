"""Weighing: the terms of an article as numbers, and what each weighs before its rarity is known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain
from math import sqrt
from typing import Any, NamedTuple, Self
from zlib import crc32

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from generator.corpus.arrays import Ints, order_of, places_among
from generator.corpus.far import Far
from generator.model import Analysis
from generator.words import content_stems

TITLE, PHRASE = 3.0, 0.6
"""What a word of the title and a phrase weigh beside a word said once."""


class Much(NamedTuple):
    """What the terms of an article weigh."""

    much: bytes = b""


class Weights(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The terms of an article: stems, and phrase keys of several words."""

    numbers: bytes = b""
    """Of 32 bits, sorted."""
    far: Far = field(default_factory=lambda: Far.at_hand(Much()))

    @property
    def much(self) -> bytes:
        """What each weighs."""
        much: bytes = self.far.rest.much
        return much

    @classmethod
    def of(cls, analysis: Analysis, title: Iterable[str]) -> Self:
        """Return the square root of each count, raised for the words of the title."""
        said = Counter(content_stems(analysis.article.title, analysis.article.language))
        said.update(chain.from_iterable([stems.split() for stems in analysis.stems]))
        counts = {stem: sqrt(said[stem]) for stem in sorted(said)}
        for phrase in (*analysis.entities, *analysis.phrases):
            if " " in phrase.key:
                counts[phrase.key] = PHRASE * sqrt(len(phrase.spans))
        for word in title:
            counts[word] = counts.get(word, 0.0) + TITLE
        by_number = dict(zip(numbers_of(counts), counts.values(), strict=True))
        numbers = np.fromiter(by_number, "<u4", len(by_number))
        much = np.fromiter(by_number.values(), "<f4", len(by_number))
        order = np.argsort(numbers)
        return cls(numbers=numbers[order].tobytes(), far=Far.at_hand(Much(much[order].tobytes())))


class Spread(NamedTuple):
    """The terms of some articles, how many articles say each, and which say it first and last."""

    terms: NDArray[np.uint32]
    """Their numbers, sorted."""
    counts: Ints
    firsts: Ints
    """By the positions of the articles."""
    lasts: Ints

    def of(self, wanted: NDArray[np.unsignedinteger[Any]]) -> Self:
        """Return the same for some terms, which are sorted; those that nobody says are left out."""
        places = np.searchsorted(self.terms, wanted)
        places = places[places < len(self.terms)]
        places = places[self.terms[places] == wanted[: len(places)]]
        return type(self)(*(column[places] for column in self))

    def without(self, terms: NDArray[np.uint32]) -> Self:
        """Return the same without some terms, which are sorted."""
        stay = np.ones(len(self.terms), np.bool_)
        stay[np.searchsorted(self.terms, self.of(terms).terms)] = False
        return type(self)(self.terms[stay], self.counts[stay], self.firsts[stay], self.lasts[stay])


def spread_of(said: Sequence[Weights]) -> Spread:
    """Return how the terms of some articles are spread."""
    numbers = all_numbers(said)
    order = order_of(numbers)
    owners = np.repeat(np.arange(len(said), dtype=np.int32), [len(one.numbers) // 4 for one in said])
    return _spread(numbers, order, owners)


def _spread(numbers: NDArray[np.uint32], order: Ints, owners: Ints) -> Spread:
    """Return how terms are spread by their numbers wherever they are said, their order, and who says each."""
    ordered = numbers[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] + np.uint32(1)))
    counts = np.diff(starts, append=len(ordered))
    return Spread(ordered[starts], counts, owners[order[starts]], owners[order[starts + counts - 1]])


def spread_among(said: Sequence[Weights], terms: NDArray[np.uint32]) -> Spread:
    """Return how some terms, which are sorted, are spread over articles."""
    if not len(terms):
        return spread_of([])
    places, inside = places_among(all_numbers(said), terms)
    ends = np.cumsum([len(one.numbers) // 4 for one in said])
    owners = np.searchsorted(ends, inside, side="right")
    order = np.argsort(places, kind="stable")
    return _spread(terms[places], order, owners)


def all_numbers(said: Iterable[Weights]) -> NDArray[np.uint32]:
    """Return the numbers of the terms of some articles, article after article."""
    return np.frombuffer(b"".join([one.numbers for one in said]), "<u4")


class _Wide(dict[str, int]):
    """The wide number of every key met."""

    def __missing__(self, key: str) -> int:
        if len(self) > _MOST:
            self.clear()
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        number = self[key] = int.from_bytes(digest, "little")
        return number


_wide = _Wide()


def wide_numbers_of(keys: Iterable[str]) -> NDArray[np.uint64]:
    """Return a number of 64 bits for each key: no two that ever meet share theirs."""
    return np.array(list(map(_wide.__getitem__, keys)), np.uint64)


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


def numbers_of(terms: Iterable[str]) -> list[int]:
    """Return the number of each term."""
    return list(map(_numbers.__getitem__, terms))
