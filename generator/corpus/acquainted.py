"""Acquainted: the neighbours of articles, found anew only where a change can have changed them.

An article's neighbours depend on its own weightiest terms, and on the other articles that hold one of these.
So they stay where none of them went or changed its weightiest terms, none that came or changed is as close as
the last of them, and no term of them became too common to bring articles near, or ceased to be.
"""

from typing import Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode

from generator.corpus.arrays import Floats, Ints, Numbers, end_so, endings_of
from generator.corpus.neighbours import HELD, NEAREST, TERMS, Known, Met, Neighbours, find_neighbours
from generator.corpus.remembered import bytes_of, moved, parts_of
from generator.corpus.vectors import Vectors
from generator.memory import Memory

NEIGHBOURS = b"neighbours"
"""Neighbours are remembered under this name."""
FEW = 64
"""Up to so many articles that came or changed are compared with all others."""
NEARLY = 1e-6
"""Sums of the same products in another order differ by far less than this."""


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
    floors: memoryview

    @classmethod
    def of(cls, marks: bytes, heads: "_Heads", found: Met) -> Self:
        """Return what is to be remembered."""
        others, shares = found.neighbours
        parts = (heads.numbers, heads.weights, others.astype(np.int32), shares, found.floors)
        return cls(memoryview(marks), *map(bytes_of, parts))

    @property
    def met(self) -> Met:
        """The neighbours of each article then."""
        others = np.frombuffer(self.others, np.int32).reshape(-1, NEAREST)
        shares = np.frombuffer(self.shares, np.float64).reshape(-1, NEAREST)
        return Met(Neighbours(others, shares), np.frombuffer(self.floors, np.float64))


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
        if not len(terms):
            return np.empty(0, np.int64)
        return np.flatnonzero((np.isin(self.numbers, terms) & (self.weights > 0)).any(axis=1))

    def closeness(self, one: int, telling: Numbers) -> Floats:
        """Return about how close each article is to one, by the terms that bring articles near."""
        found = np.zeros(len(self.numbers))
        for number, much in zip(self.numbers[one], self.weights[one].tolist(), strict=True):
            if much and number in telling:
                found += much * np.where(self.numbers == number, self.weights, 0.0).sum(axis=1)
        return found


def meet(vectors: Vectors, marks: bytes, memory: Memory) -> Neighbours:
    """Return the neighbours of articles; `marks` tell which are what they were."""
    heads = _Heads.of(vectors)
    before = memory.get(NEIGHBOURS)
    kept = decode(before, type=Kept) if before else None
    known = _known(heads, marks, kept) if kept and kept.marks else None
    found = find_neighbours(vectors.articles, terms=len(vectors.terms), known=known)
    if kept is None or known is None or len(known.which) < len(heads.numbers) or kept.marks != marks:
        memory.put(NEIGHBOURS, *parts_of(Kept.of(marks, heads, found)))
    return found.neighbours


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
    met = kept.met.of(origin)
    others, shares = met.neighbours
    changed = np.flatnonzero(~stayed)
    terms = np.union1d(heads.terms(changed), then.terms(np.flatnonzero(gone)))
    telling = heads.often(terms) <= HELD
    stayed[((shares > 0) & gone[others]).any(axis=1)] = False
    stayed[heads.holding(terms[telling != (then.often(terms) <= HELD)])] = False
    if len(changed) > FEW:
        stayed[heads.holding(terms[telling])] = False
    else:
        for one in changed.tolist():
            near = heads.closeness(one, terms[telling])
            stayed[(near > 0) & (near >= met.floors - NEARLY)] = False
    which = np.flatnonzero(stayed)
    mine = met.of(which)
    others = np.where(mine.neighbours.shares > 0, place[mine.neighbours.others], 0)
    return Known(which, mine._replace(neighbours=mine.neighbours._replace(others=others)))
