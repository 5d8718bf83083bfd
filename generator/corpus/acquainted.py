"""Acquainted: the neighbours of articles, found anew only where a change can have changed them.

An article's neighbours depend on its own weightiest terms, and on the other articles that hold one of these.
So they stay where no article came, went or changed its weightiest terms that held one of them.
"""

from typing import Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode, encode

from generator.corpus.arrays import Floats, Ints, Numbers, end_so, endings_of
from generator.corpus.neighbours import HELD, NEAREST, TERMS, Known, Neighbours, find_neighbours
from generator.corpus.remembered import moved
from generator.corpus.vectors import Vectors
from generator.memory import Memory

NEIGHBOURS = b"neighbours"
"""Neighbours are remembered under this name."""


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of the neighbours of articles."""

    marks: memoryview
    """Of each article, in their order."""
    numbers: memoryview
    """Of the weightiest terms of each, as many for each."""
    weights: memoryview
    """What each weighs; 0 where there are fewer."""
    others: memoryview
    shares: memoryview

    @classmethod
    def of(cls, marks: bytes, heads: "_Heads", found: Neighbours) -> Self:
        """Return what is to be remembered."""
        others = found.others.astype(np.int32)
        parts = (heads.numbers, heads.weights, others, found.shares)
        return cls(memoryview(marks), *(memoryview(part.tobytes()) for part in parts))


class _Heads(Struct, frozen=True):
    """The weightiest terms of each article, a line for each."""

    numbers: Numbers
    weights: Floats

    @classmethod
    def of(cls, vectors: Vectors) -> Self:
        heads = vectors.articles.first(TERMS)
        numbers, weights = (np.zeros((len(heads.lengths), TERMS), kind) for kind in (np.uint32, np.float64))
        width = heads.places.shape[1]
        held = heads.weights > 0
        numbers[:, :width][held], weights[:, :width] = vectors.terms[heads.places[held]], heads.weights
        return cls(numbers, weights)

    def terms(self, articles: Ints) -> Numbers:
        """Return the terms of some articles."""
        return self.numbers[articles][self.weights[articles] > 0]

    def often(self, terms: Numbers) -> Ints:
        """Return how many articles hold each of some terms, which are sorted."""
        held = self.numbers[self.weights > 0]
        held = held[end_so(held, endings_of(terms))]
        places = np.minimum(np.searchsorted(terms, held), max(0, len(terms) - 1))
        return np.bincount(places[terms[places] == held], minlength=len(terms))

    def holding(self, terms: Numbers) -> Ints:
        """Return the articles that hold one of some terms."""
        return np.flatnonzero((np.isin(self.numbers, terms) & (self.weights > 0)).any(axis=1))


def meet(vectors: Vectors, marks: bytes, memory: Memory) -> Neighbours:
    """Return the neighbours of articles; `marks` tell which are what they were."""
    heads = _Heads.of(vectors)
    before = memory.get(NEIGHBOURS)
    kept = decode(before, type=Kept) if before else None
    known = _known(heads, marks, kept) if kept and kept.marks else None
    found = find_neighbours(vectors.articles, terms=len(vectors.terms), known=known)
    if kept is None or known is None or len(known.which) < len(found.others) or kept.marks != marks:
        memory.put(NEIGHBOURS, encode(Kept.of(marks, heads, found)))
    return found


def _known(heads: _Heads, marks: bytes, kept: Kept) -> Known | None:
    """Return the neighbours that no change can have changed."""
    then = _Heads(
        np.frombuffer(kept.numbers, np.uint32).reshape(-1, TERMS),
        np.frombuffer(kept.weights, np.float64).reshape(-1, TERMS),
    )
    place, origin = moved(marks, kept.marks)
    stayed = origin >= 0
    same = (heads.numbers == then.numbers[origin]) & (heads.weights == then.weights[origin])
    stayed &= same.all(axis=1)
    gone = np.ones(len(place), np.bool_)
    gone[origin[stayed]] = False
    terms = np.union1d(heads.terms(np.flatnonzero(~stayed)), then.terms(np.flatnonzero(gone)))
    stayed[heads.holding(terms[(heads.often(terms) <= HELD) | (then.often(terms) <= HELD)])] = False
    which = np.flatnonzero(stayed)
    others = np.frombuffer(kept.others, np.int32).reshape(-1, NEAREST)[origin[which]]
    shares = np.frombuffer(kept.shares, np.float64).reshape(-1, NEAREST)[origin[which]]
    return Known(which, Neighbours(np.where(shares > 0, place[others], 0), shares))
