"""Vectors: what each article is about, as weighted terms that can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Floats, Ints, Rows, Table, places_among, turned
from generator.corpus.evidence import Collection
from generator.corpus.facts import MARK
from generator.corpus.weighing import Weights, all_numbers, number_of, spread_of
from generator.memory import Memory, key_of

TERMS = 150
"""So many of an article's weightiest terms are compared."""
COMMON = 0.3
"""A term of more than this share of the articles tells nothing."""
FEW = 4
"""But one of so few articles is always worth a look."""
AT_ONCE = 256
"""The vectors of so many articles are found at a time."""
DIGITS = 4
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
    articles: Table
    """The weights of each article by the place of the term, the weightiest first, to length 1."""
    sample: Flags
    """Which articles stand for all."""
    ranks: NDArray[np.uint64]
    """A number for each article: where only some of those alike are looked at, those with the lowest are."""

    def prepare(self) -> None:
        """Work out what is looked up time and again."""
        _ = self.holders, self.mean

    def place(self, term: str) -> int:
        """Return the place of a term, or -1 if it tells nothing."""
        number = number_of(term)
        place = int(np.searchsorted(self.terms, number))
        return place if place < len(self.terms) and int(self.terms[place]) == number else -1

    @cached_property
    def holders(self) -> Rows:
        """By the place of a term: the articles that hold it, and how much it weighs there."""
        return turned(self.articles.rows(), len(self.terms))

    @cached_property
    def mean(self) -> Floats:
        """What each term weighs on average."""
        _, places, weights = self.articles.take(np.flatnonzero(self.sample))
        sums = np.bincount(places.ravel(), weights.ravel(), minlength=len(self.terms))
        return sums * (1 / max(1, int(self.sample.sum())))


class Known(NamedTuple):
    """The terms that tell what an article is about."""

    terms: Numbers
    """Their numbers, sorted."""
    rarity: Floats
    """How rare each is."""


def find_known(collection: Collection, memory: Memory) -> Known:
    """Return the terms that tell anything, and how rare each is in the sample.

    What the articles of the sample say is remembered: it mostly stays when articles come.
    """
    terms = collection.spread.terms
    said, times = _said_in(collection, np.flatnonzero(collection.sampled), memory)
    sampled: Ints = np.zeros(len(terms), np.int64)
    sampled[np.searchsorted(terms, said)] = times
    rarity = _rarity(collection, sampled)
    telling = np.flatnonzero(rarity)
    return Known(terms[telling], rarity[telling])


def _said_in(collection: Collection, articles: Ints, memory: Memory) -> tuple[Numbers, Numbers]:
    """Return the terms that some articles say, sorted, and how many of them say each."""
    marks = np.frombuffer(collection.all_marks, f"V{MARK}")[articles]
    key = key_of(b"sampled", marks.tobytes())
    kept = memory.get(key)
    if kept is None:
        spread = spread_of([collection.facts[at].weights for at in articles.tolist()])
        kept = np.concatenate((spread.terms, spread.counts.astype(np.uint32))).tobytes()
        if kept:
            memory.put(key, kept)
    terms, counts = np.frombuffer(kept, np.uint32).reshape(2, -1)
    return terms, counts


def table_of(known: Known, said: Sequence[Weights]) -> Table:
    """Return the tf-idf vectors of some articles.

    G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval" (1988), with
    the square root of the count, over stems, phrases and the title.
    """
    places, inside = places_among(all_numbers(said), known.terms)
    much = np.frombuffer(b"".join([one.much for one in said]), "<f4")[inside] * known.rarity[places]
    ends = np.cumsum([0, *(len(one.numbers) // 4 for one in said)])
    return _weightiest(places, much, np.searchsorted(inside, ends))


def _rarity(collection: Collection, sampled: Ints) -> Floats:
    """Return how rare terms are; 0 for those of one article only, and of too many to tell anything."""
    counts, sample = collection.spread.counts, collection.sampled
    telling = (counts > 1) & (counts <= max(COMMON * len(sample), FEW))
    size = int(sample.sum())
    if collection.sample.of:
        size, sampled = int(_stepped(np.array([size]))[0]), _stepped(sampled)
    most = int(sampled.max(initial=1))
    by_count = np.array([log(1 + size / count) for count in range(1, most + 1)])
    return np.where(telling, by_count[np.maximum(sampled, 1) - 1], 0.0)


def _stepped(counts: Ints) -> Ints:
    """Return the counts with all but their first binary digits nought."""
    lost: Ints = np.maximum(0, np.frexp(counts)[1] - DIGITS)
    return (counts >> lost) << lost


def _weightiest(places: Ints, much: Floats, starts: Ints) -> Table:
    """Return the vector of each article: of its weightiest terms, the weightiest first, to length 1."""
    lengths = np.diff(starts)
    kept = np.zeros(len(lengths), np.int64)
    chosen = np.zeros((len(lengths), TERMS), np.int32)
    weights = np.zeros((len(lengths), TERMS))
    by_length = np.argsort(lengths, kind="stable")
    for first in range(0, len(lengths), AT_ONCE):  # those of about one length together
        some = by_length[first : first + AT_ONCE]
        wide = np.arange(lengths[some].max(initial=0))
        inside = np.minimum(starts[some][:, None] + wide, len(much) - 1)
        table = np.where(wide < lengths[some][:, None], much[inside], 0.0)
        best = np.argsort(-table, axis=1, kind="stable")[:, :TERMS]
        held = np.take_along_axis(table, best, axis=1)
        norms = np.sqrt(np.cumsum(held * held, axis=1)[:, -1:]) if len(wide) else np.ones((len(some), 1))
        kept[some] = np.count_nonzero(held, axis=1)
        chosen[some, : best.shape[1]] = np.take_along_axis(places[inside], best, axis=1)
        weights[some, : best.shape[1]] = held / np.where(norms > 0, norms, 1.0)
    return Table(kept, np.where(weights > 0, chosen, np.int32(0)), weights)
