"""Neighbours: which articles speak of the same things, whatever words a topic is named by."""

from typing import NamedTuple, Self

import numpy as np

from generator.corpus.arrays import Floats, Ints, Rows, Table, take_rows, turned

TERMS = 12
"""So many of an article's weightiest terms are looked up."""
HELD = 300
"""A term that weighs most in more articles than this brings none of them near."""
NEAREST = 8
"""So many neighbours each article has."""


class Neighbours(NamedTuple):
    """For each article its neighbours and how close each is, the closest first."""

    others: Ints
    """Positions, NEAREST for each article; 0 where there are fewer."""
    shares: Floats
    """The closenesses of one article sum to 1; 0 where there is no neighbour."""

    def of(self, which: Ints) -> Self:
        """Return those of some articles."""
        return type(self)(self.others[which], self.shares[which])


class Met(NamedTuple):
    """The neighbours of some articles."""

    neighbours: Neighbours
    floors: Floats
    """How close the last neighbour of each is; 0 if there is room for more."""

    def of(self, which: Ints) -> Self:
        """Return those of some of the articles."""
        return type(self)(self.neighbours.of(which), self.floors[which])


class Known(NamedTuple):
    """Neighbours that are known already."""

    which: Ints
    """Of which articles."""
    met: Met


def find_neighbours(vectors: Table, *, terms: int, known: Known | None = None) -> Met:
    """Return the nearest neighbours of the articles of these vectors, which know so many terms.

    Only articles that share one of their weightiest terms are compared, so the work grows with the
    number of articles and not with its square. Those that are known already are taken over.
    """
    heads = vectors.first(TERMS).rows()
    holders = turned(heads, terms)
    articles = len(heads.starts) - 1
    others, shares = np.zeros((articles, NEAREST), np.int64), np.zeros((articles, NEAREST))
    floors = np.zeros(articles)
    wanted = np.arange(articles)
    if known:
        (others[known.which], shares[known.which]), floors[known.which] = known.met
        wanted = np.delete(wanted, known.which)
    for at in wanted.tolist():
        near, much = _nearest(at, heads, holders)
        others[at, : len(near)], shares[at, : len(near)] = near, much / (sum(much.tolist()) or 1.0)
        floors[at] = much[-1] if len(much) == NEAREST else 0.0
    return Met(Neighbours(others, shares), floors)


def _nearest(at: int, heads: Rows, holders: Rows) -> tuple[Ints, Floats]:
    """Return the neighbours of an article, and how close they are."""
    terms, weights = heads.row(at)
    telling = holders.starts[terms + 1] - holders.starts[terms] <= HELD
    lengths, others, much = take_rows(holders, terms[telling])
    closeness = np.bincount(others, np.repeat(weights[telling], lengths) * much)
    if at < len(closeness):
        closeness[at] = 0.0
    found = np.flatnonzero(closeness)
    rounded: Floats = np.round(closeness[found], 9)
    best = np.argsort(-rounded, kind="stable")[:NEAREST]
    return found[best], rounded[best]
