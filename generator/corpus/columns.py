"""Columns: the phrases of all articles, one after another, so that they can be counted at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Flags, Floats, Ints, order_of_wide
from generator.corpus.facts import Names
from generator.corpus.weighing import wide_numbers_of


@dataclass(frozen=True)
class Columns:
    """Every phrase of every article, in their order."""

    numbers: NDArray[np.uint64]
    """The wide numbers of all keys, sorted."""
    names: Sequence[Names]
    """Those of each article."""
    keys: Ints
    """By the place of its number."""
    order: Ints
    """The phrases in the order of their keys."""
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
        wide = np.frombuffer(b"".join([one.numbers for one in names]), "<u8")
        order = order_of_wide(wide).astype(np.int32)
        ordered = wide[order]
        fresh = np.ones(len(wide), np.bool_)
        fresh[1:] = ordered[1:] != ordered[:-1]
        keys = np.empty(len(wide), np.int32)
        keys[order] = np.cumsum(fresh) - 1
        lengths = np.array([len(one) for one in names], np.int64)
        counts = np.frombuffer(b"".join([one.counts for one in names]), "<u4").astype(np.int32)
        firsts = np.cumsum(lengths) - lengths
        ends = np.cumsum(counts)
        before = np.concatenate(([0], ends))[firsts]
        places = np.arange(len(keys)) - np.repeat(firsts, lengths)
        return cls(
            numbers=ordered[fresh],
            names=names,
            keys=keys,
            order=order,
            articles=np.repeat(np.arange(len(names), dtype=np.int32), lengths),
            named=places < np.repeat([one.entities for one in names], lengths),
            kinds=np.frombuffer(b"".join([one.kinds for one in names]), np.uint8),
            weights=np.frombuffer(b"".join([one.weights for one in names]), "<f8"),
            counts=counts,
            starts=(ends - counts - np.repeat(before, lengths)).astype(np.int32),
        )

    @cached_property
    def firsts(self) -> Sequence[int]:
        """Where the phrases of each article begin."""
        return [0, *accumulate(map(len, self.names))]

    @cached_property
    def texts(self) -> Sequence[str]:
        """How each is written."""
        some = [one.texts for one in self.names if len(one)]
        return "\n".join(some).split("\n") if some else []

    def text(self, row: int) -> str:
        """Return how one is written, without asking for all."""
        article = int(self.articles[row])
        return self.names[article].texts.split("\n")[row - self.firsts[article]]

    def places(self, keys: Sequence[str]) -> Ints:
        """Return the place of the number of each key, or -1 where no article says it."""
        wide = wide_numbers_of(keys)
        if not len(self.numbers):
            return np.full(len(wide), -1)
        places = np.minimum(np.searchsorted(self.numbers, wide), len(self.numbers) - 1)
        return np.where(self.numbers[places] == wide, places, -1)

    def listed(self, rows: Ints) -> list[str]:
        """Return the keys of some phrases."""
        found = [""] * len(rows)
        owners = self.articles[rows]
        keys: list[str] = []
        last = -1
        for place in np.argsort(rows).tolist():
            article = int(owners[place])
            if article != last:
                keys, last = self.names[article].all_keys(), article
            found[place] = keys[int(rows[place]) - self.firsts[article]]
        return found

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
