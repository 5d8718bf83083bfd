"""Neighbours: which articles speak of the same things, whatever words a topic is named by."""

from collections.abc import Sequence

from generator.corpus.vectors import Vector

TERMS = 12
"""So many of an article's weightiest terms are looked up."""
HELD = 300
"""A term that weighs most in more articles than this brings none of them near."""
NEAREST = 8
"""So many neighbours each article has."""

Neighbours = tuple[tuple[tuple[int, float], ...], ...]
"""For each article its neighbours and how close each is; the closenesses of one article sum to 1."""


def find_neighbours(vectors: Sequence[Vector]) -> Neighbours:
    """Return the nearest neighbours of each article, the closest first.

    Only articles that share one of their weightiest terms are compared, so the work grows with the
    number of articles and not with its square.
    """
    heads = [dict(sorted(vector.items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS]) for vector in vectors]
    holders: dict[str, list[int]] = {}
    for at, head in enumerate(heads):
        for term in head:
            holders.setdefault(term, []).append(at)
    return tuple(_nearest(at, heads, holders) for at in range(len(heads)))


def _nearest(
    at: int, heads: Sequence[Vector], holders: dict[str, list[int]]
) -> tuple[tuple[int, float], ...]:
    closeness: dict[int, float] = {}
    for term, weight in heads[at].items():
        held = holders[term]
        if len(held) <= HELD:
            for other in held:
                closeness[other] = closeness.get(other, 0.0) + weight * heads[other][term]
    closeness.pop(at, None)
    rounded = sorted((-round(much, 9), other) for other, much in closeness.items())[:NEAREST]
    total = -sum(much for much, _ in rounded)
    return tuple((other, -much / total) for much, other in rounded if total > 0)
