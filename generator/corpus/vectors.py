"""Vectors: what each article is about, as weighted terms that can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Floats, Ints, Rows, join_rows, turned
from generator.corpus.evidence import Collection
from generator.corpus.rarity import find_sample
from generator.corpus.weighing import number_of

TERMS = 150
"""So many of an article's weightiest terms are compared."""
COMMON = 0.3
"""A term of more than this share of the articles tells nothing."""
FEW = 4
"""But one of so few articles is always worth a look."""
DIGITS = 3
"""There, articles are counted to so many binary digits: what one more says changes next to nothing."""

Flags = NDArray[np.bool_]
Numbers = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True)
class Vectors:
    """The articles of a collection, by position, and how rare each term is."""

    terms: Numbers
    """The numbers of the terms, sorted; a term's place is that in here."""
    rarity: Floats
    """By place."""
    articles: Rows
    """The weights of each article by the place of the term, the weightiest first, to length 1."""
    sample: Flags
    """Which articles stand for all."""

    def prepare(self) -> None:
        """Work out what is looked up time and again."""
        _ = self.table, self.holders, self.mean

    def place(self, term: str) -> int:
        """Return the place of a term, or -1 if it tells nothing."""
        number = number_of(term)
        place = int(np.searchsorted(self.terms, number))
        return place if place < len(self.terms) and int(self.terms[place]) == number else -1

    @cached_property
    def table(self) -> tuple[Ints, Floats]:
        """The same in two tables with a line for each article, filled up with terms that weigh nothing."""
        starts, places, weights = self.articles
        lengths = np.diff(starts)
        inside = np.arange(lengths.max(initial=0)) < lengths[:, None]
        numbers, much = np.zeros(inside.shape, places.dtype), np.zeros(inside.shape)
        numbers[inside], much[inside] = places, weights
        return numbers, much

    @cached_property
    def holders(self) -> Rows:
        """By the place of a term: the articles that hold it, and how much it weighs there."""
        return turned(self.articles, len(self.terms))

    @cached_property
    def mean(self) -> Floats:
        """What each term weighs on average."""
        _, places, weights = self.articles
        taken = np.repeat(self.sample, np.diff(self.articles.starts))
        sums = np.bincount(places[taken], weights[taken], minlength=len(self.terms))
        return sums * (1 / max(1, int(self.sample.sum())))


def find_vectors(collection: Collection) -> Vectors:
    """Return the tf-idf vectors of the articles.

    G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval" (1988), with
    the square root of the count, over stems, phrases and the title.
    """
    said = [facts.weights for facts in collection.facts]
    lengths = np.array([len(one.all_numbers()) for one in said], np.int64)
    numbers = np.concatenate([np.empty(0, np.uint32), *(one.all_numbers() for one in said)])
    terms, places, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    sample = find_sample([article.id for article in collection.heads])
    rarity = _rarity(counts, np.bincount(places[np.repeat(sample, lengths)], minlength=len(terms)), sample)
    known = rarity > 0
    ranks = np.cumsum(known) - 1
    much = np.concatenate([np.empty(0, np.float32), *(one.all_much() for one in said)]) * rarity[places]
    rows = join_rows(_weightiest(ranks[places], much, np.cumsum(lengths)), np.float64)
    return Vectors(terms[known], rarity[known], rows, sample)


def _rarity(counts: Ints, sampled: Ints, sample: Flags) -> Floats:
    """Return how rare terms are; 0 for those of one article only, and of too many to tell anything."""
    telling = (counts > 1) & (counts <= max(COMMON * len(sample), FEW))
    size = int(sample.sum())
    if size < len(sample):
        size, sampled = int(_stepped(np.array([size]))[0]), _stepped(sampled)
    most = int(sampled.max(initial=1))
    by_count = np.array([log(1 + size / count) for count in range(1, most + 1)])
    return np.where(telling, by_count[np.maximum(sampled, 1) - 1], 0.0)


def _stepped(counts: Ints) -> Ints:
    """Return the counts with all but their first binary digits nought."""
    lost: Ints = np.maximum(0, np.frexp(counts)[1] - DIGITS)
    return (counts >> lost) << lost


def _weightiest(places: Ints, much: Floats, ends: Ints) -> Iterator[tuple[Ints, Floats]]:
    """Yield the vector of each article: of its weightiest terms, the weightiest first, to length 1."""
    start = 0
    for end in ends.tolist():
        weights = much[start:end]
        best = np.argsort(-weights, kind="stable")[:TERMS]
        best = best[weights[best] > 0]
        held = weights[best]
        norm = np.sqrt(np.cumsum(held * held)[-1]) if len(held) else 1.0
        yield places[start:end][best], held / norm
        start = end
