"""Linked: articles that link to one another keep company, whatever words they use."""

from collections.abc import Iterable, Iterator

import numpy as np

from generator.corpus.evidence import Collection
from generator.corpus.neighbours import Neighbours

LINKED = 4
"""So many of the articles that link to one, or that it links to, keep it company besides its neighbours."""
CLOSE = 1.0
"""How close each is, beside all the nearest neighbours together (`python -m benchmarks.topics`)."""


def with_linked(neighbours: Neighbours, pairs: Iterable[tuple[int, int]]) -> Neighbours:
    """Return the neighbours of articles with those that links join to them, a pair for each link.

    Of many, those count that have the fewest links: a list of links tells little of each.
    """
    joined: dict[int, set[int]] = {}
    for one, other in pairs:
        joined.setdefault(one, set()).add(other)
        joined.setdefault(other, set()).add(one)
    articles = len(neighbours.others)
    others, shares = np.zeros((articles, LINKED), np.int64), np.zeros((articles, LINKED))
    for at, some in joined.items():
        best = sorted(some, key=lambda other: (len(joined[other]), other))[:LINKED]
        others[at, : len(best)], shares[at, : len(best)] = best, CLOSE
    near = neighbours.shares[:, 0] > 0  # those of one article sum to 1
    total = np.maximum(1.0, near + CLOSE * np.count_nonzero(shares, axis=1))
    return Neighbours(
        np.concatenate((neighbours.others, others), axis=1),
        np.concatenate((neighbours.shares, shares), axis=1) / total[:, None],
    )


def linked_pairs(collection: Collection) -> Iterator[tuple[int, int]]:
    """Yield the positions of the two articles of each link."""
    at = {article.id: place for place, article in enumerate(collection.heads)}
    return ((at[link.origin], at[link.target]) for link in collection.links)
