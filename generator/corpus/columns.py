"""Columns: the phrases of all articles, one after another, so that they can be counted at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Flags, Floats, Ints, order_of
from generator.corpus.facts import Names


@dataclass(frozen=True)
class Columns:
    """Every phrase of every article, in their order."""

    numbers: Mapping[str, int]
    """The number of each key, in the order of the keys."""
    names: Sequence[Names]
    """Those of each article."""
    keys: Ints
    articles: Ints
    named: Flags
    kinds: NDArray[np.uint8]
    weights: Floats
    counts: Ints
    starts: Ints
    """Which of its article's places is its first."""

    @classmethod
    def of(cls, names: Sequence[Names]) -> Self:
        """Return the phrases of some articles."""
        some = [one for one in names if len(one)]
        keys = "\n".join([one.keys for one in some]).split("\n") if some else []
        ordered = sorted(set(keys))
        numbers = dict(zip(ordered, range(len(ordered)), strict=True))
        lengths = np.array([len(one) for one in names], np.int64)
        counts = np.frombuffer(b"".join([one.counts for one in names]), "<u4").astype(np.int64)
        firsts = np.cumsum(lengths) - lengths
        ends = np.cumsum(counts)
        before = np.concatenate(([0], ends))[firsts]
        places = np.arange(len(keys)) - np.repeat(firsts, lengths)
        return cls(
            numbers=numbers,
            names=names,
            keys=np.fromiter(map(numbers.__getitem__, keys), np.int64, len(keys)),
            articles=np.repeat(np.arange(len(names)), lengths),
            named=places < np.repeat([one.entities for one in names], lengths),
            kinds=np.frombuffer(b"".join([one.kinds for one in names]), np.uint8),
            weights=np.frombuffer(b"".join([one.weights for one in names]), "<f8"),
            counts=counts,
            starts=ends - counts - np.repeat(before, lengths),
        )

    @cached_property
    def texts(self) -> Sequence[str]:
        """How each is written."""
        some = [one.texts for one in self.names if len(one)]
        return "\n".join(some).split("\n") if some else []

    def text(self, row: int) -> str:
        """Return how one is written, without asking for all."""
        article = int(self.articles[row])
        return self.names[article].texts.split("\n")[row - int(np.searchsorted(self.articles, article))]

    @cached_property
    def order(self) -> Ints:
        """The phrases in the order of their keys."""
        return order_of(self.keys)

    @cached_property
    def spread(self) -> Ints:
        """How many articles say each key, by its number."""
        keys, articles = self.keys[self.order], self.articles[self.order]
        fresh = (np.diff(keys, prepend=-1) != 0) | (np.diff(articles, prepend=-1) != 0)
        return np.bincount(keys[fresh], minlength=len(self.numbers))


class Weighed(NamedTuple):
    """What some phrases weigh in articles, each where it is said."""

    articles: Ints
    """Their positions."""
    weights: Floats

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, float]]) -> Self:
        """Return these articles and weights."""
        articles, weights = zip(*pairs, strict=True) if pairs else ((), ())
        return cls(np.array(articles, np.int64), np.array(weights, np.float64))
