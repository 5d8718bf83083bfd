"""Rarity: how telling it is to share a term or a phrase, judged by a sample of the collection.

What a single article says changes no rarity unless it is of the sample, or there are too few for one.
The lock keeps the sample, and what comes later is not of it: so one article more leaves nearly all that
is known of the others as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import compress
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Ints

SMALL = 128
"""Among fewer articles there is no sample: all stand for all."""
SAMPLE = 512
"""A sample is of no more than so many articles to twice as many: of fewer, all that there are then."""
LEFT = 0.75
"""It stays while so large a share of the least that it could be is there,"""
CHANGE = 4
"""and while no more articles came or went than one in so many."""
COMMON, FEW = 0.3, 4
"""A term of more than this share of the articles tells nothing, unless they are as few as this."""
WIDE = 200
"""Nor does it tell which articles are close if there are more than about so many that say it."""
FINE = 100
"""A rarity is counted in hundredths."""
DIGITS, BITS = 2, 3
"""Articles are counted to so many digits, those of a term to so many binary digits."""

Keys = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare the terms of a collection are."""

    keys: Keys
    """The numbers of those that several articles of the sample say, sorted."""
    values: Ints
    """How rare each is, in hundredths; 0 for those of too many articles to tell anything."""
    close: NDArray[np.bool_]
    """Whether it may tell which articles are close."""
    unknown: int
    """How rare any other is."""

    def of(self, keys: Keys) -> Ints:
        """Return how rare some terms are, in hundredths."""
        return self._look_up(keys)[0]

    def near(self, keys: Keys) -> Ints:
        """Return the same, with 0 for those that cannot tell which articles are close."""
        found, which, places = self._look_up(keys)
        found[which[~self.close[places]]] = 0
        return found

    def _look_up(self, keys: Keys) -> tuple[Ints, Ints, Ints]:
        """Return how rare the keys are, which of them are among those known, and their places there."""
        found = np.full(len(keys), self.unknown, np.int64)
        places = np.searchsorted(self.keys, keys)
        inside = places < len(self.keys)
        inside[inside] = self.keys[places[inside]] == keys[inside]
        which, places = np.flatnonzero(inside), places[inside]
        found[which] = self.values[places]
        return found, which, places


@dataclass(frozen=True, slots=True)
class Sample:
    """The articles that stand for a large collection; a small one has none, there all do."""

    articles: frozenset[str] = frozenset()
    """Their ids; those of articles that went may be among them."""
    of: int = 0
    """How many articles there were when they were chosen."""

    def holds(self, ids: Sequence[str]) -> NDArray[np.bool_]:
        """Return which articles stand for all."""
        if not self.of:
            return np.ones(len(ids), np.bool_)
        return np.fromiter(map(self.articles.__contains__, ids), np.bool_, len(ids))


NO_SAMPLE = Sample()


def choose_sample(ids: Sequence[str], before: Sample) -> Sample:
    """Return the articles that stand for all: those that did before, as long as they can.

    Chosen anew they are those of the lowest ranks, so that it depends on nothing but the ids.
    """
    if len(ids) < SMALL:
        return NO_SAMPLE
    near = abs(len(ids) - before.of) * CHANGE <= before.of
    if near and len(before.articles.intersection(ids)) >= LEFT * min(before.of, SAMPLE):
        return before
    lowest = ranks_of(ids) <= np.uint64((1 << 64 - _halvings(len(ids))) - 1)
    return Sample(frozenset(compress(ids, lowest.tolist())), len(ids))


def ranks_of(ids: Sequence[str]) -> NDArray[np.uint64]:
    """Return a number for each article, by its id alone: those with the lowest can stand for all."""
    return np.array(list(map(_mark, ids)), np.uint64)


def _halvings(articles: int) -> int:
    return max(0, (articles // SAMPLE).bit_length() - 1)


def _mark(id_: str) -> int:
    return int.from_bytes(blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def rarity_of(said: Iterable[Keys], of: int = 0) -> Rarity:
    """Return how rare terms are, from those that each article of a sample says, once each.

    The sample was chosen `of` so many articles; 0 where it is the collection.
    """
    rows = list(said)
    keys, counts = np.unique(np.concatenate(rows), return_counts=True) if rows else _NOTHING
    several = counts > 1
    size = _rounded(len(rows))
    most = max(COMMON * size, FEW)
    wide = max(min(most, WIDE >> _halvings(of or len(rows))), FEW)
    by_count = np.array(
        [0, *(round(FINE * log(1 + size / _step(n))) if n <= most else 0 for n in range(1, len(rows) + 1))],
        np.int64,
    )
    counts = counts[several]
    return Rarity(keys[several], by_count[counts], counts <= wide, round(FINE * log(1 + size)))


_NOTHING = (np.empty(0, np.int64), np.empty(0, np.int64))


def _rounded(articles: int) -> int:
    unit: int = 10 ** max(0, len(str(articles)) - DIGITS)
    return articles // unit * unit


def _step(count: int) -> int:
    lost: int = max(0, count.bit_length() - BITS)
    stepped: int = count >> lost << lost
    return stepped
