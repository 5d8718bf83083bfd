"""Broader, narrower and related topics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from generator.corpus.arrays import Ints, order_of, spans
from generator.model import TopicKind

WITHIN = 0.5
"""A topic is narrower with this share of its passages in the broader one."""
BROADER = 1.25
"""The broader topic has at least so many times the passages."""
RELATED = 6
"""So many related topics are named."""
LEAST_SHARED = 2
"""Related topics share at least so many passages, where the smaller has as many."""


HALF, LOW = 32, (1 << 32) - 1
"""The number of a passage is put in order by its lower half and then by its upper half."""
AT_ONCE = 1 << 14
"""So many passages are looked at together: all at once take a hundred times the memory of what is found."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """How many passages some topics have, and how many every two of them have in common."""

    places: Mapping[str, int]
    """Of each topic, by id, in the tables; sorted."""
    sizes: Ints
    shared: Ints
    """A line for each topic, and a column for each."""

    @classmethod
    def of(cls, passages: Mapping[str, Ints]) -> Self:
        """Return the overlaps of topics by the numbers of their passages, each once."""
        ids = sorted(passages)
        sizes = np.array([len(passages[id_]) for id_ in ids], np.int64)
        numbers = np.concatenate([np.empty(0, np.int64), *(passages[id_] for id_ in ids)])
        order = order_of(numbers & LOW)
        order = order[order_of(numbers[order] >> HALF)]
        owners = np.repeat(np.arange(len(ids)), sizes)[order]
        firsts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
        counts = np.diff(firsts, append=len(numbers))
        shared: Ints = np.zeros(len(ids) ** 2, np.int64)
        for some in (slice(at, at + AT_ONCE) for at in range(0, len(firsts), AT_ONCE)):
            shared += np.bincount(_pairs(owners, firsts[some], counts[some], len(ids)), minlength=len(shared))
        shared = shared.reshape(len(ids), len(ids))
        np.fill_diagonal(shared, 0)
        return cls({id_: at for at, id_ in enumerate(ids)}, sizes, shared)

    def size(self, topic: str) -> int:
        """Return how many passages a topic has."""
        return int(self.sizes[self.places[topic]])

    def around(self, topic: str) -> list[str]:
        """Return the topics that hold most of the passages of one, with more besides."""
        at = self.places[topic]
        size = int(self.sizes[at])
        found = (self.shared[at] >= WITHIN * size) & (self.sizes >= BROADER * size)
        ids = list(self.places)
        return [ids[place] for place in np.flatnonzero(found).tolist()]


def _pairs(owners: Ints, firsts: Ints, counts: Ints, topics: int) -> Ints:
    """Return a number for every two topics that have a passage in common, of passages with so many owners."""
    times = np.repeat(counts, counts)
    others = owners[spans(np.repeat(firsts, counts), times)]
    ones = owners[spans(firsts, counts)]
    return np.repeat(ones, times) * topics + others


def find_parents(
    overlaps: Overlaps,
    keys: Mapping[str, Sequence[str]],
    kinds: Mapping[str, TopicKind],
    told: Mapping[str, str],
) -> dict[str, str]:
    """Return the broader topic of each topic that has one, by id; `told` is the editor's word.

    A topic is broader when its name is part of the other's and it covers most of what the other
    covers, with more besides. There are no cycles.
    """
    parents: dict[str, str] = {}
    for topic in sorted(told):
        if not _leads_to(told[topic], topic, parents):
            parents[topic] = told[topic]
    for topic in overlaps.places:
        if topic in told or kinds[topic] is TopicKind.PERSON or not overlaps.size(topic):
            continue
        broader = [other for other in overlaps.around(topic) if _is_named_in(keys[other], keys[topic])]
        best = min(
            broader, key=lambda other: (-_longest(keys[other]), -overlaps.size(other), other), default=""
        )
        if best and not _leads_to(best, topic, parents):
            parents[topic] = best
    return parents


def _longest(keys: Sequence[str]) -> int:
    return max((key.count(" ") for key in keys), default=0)


def _leads_to(start: str, end: str, parents: Mapping[str, str]) -> bool:
    while start:
        if start == end:
            return True
        start = parents.get(start, "")
    return False


def _is_named_in(broad: Sequence[str], narrow: Sequence[str]) -> bool:
    return any(f" {b} " in f" {n} " for n in narrow for b in broad if b != n)


def find_related(overlaps: Overlaps) -> dict[str, tuple[str, ...]]:
    """Return for each topic those that share most passages with it for their size, sorted by id.

    In the order of how much they share, one passage more would make two of them change places.
    """
    ids = list(overlaps.places)
    close = [_closest(overlaps, at) for at in range(len(ids))]
    return {topic: tuple([ids[at] for at in some]) for topic, some in zip(ids, close, strict=True)}


def _closest(overlaps: Overlaps, topic: int) -> list[int]:
    sizes, shared = overlaps.sizes, overlaps.shared[topic]
    least = np.minimum(LEAST_SHARED, np.minimum(sizes[topic], sizes))
    close = np.flatnonzero((shared > 0) & (shared >= least))
    scores = np.round(shared[close] / np.sqrt(sizes[topic] * sizes[close]), 6)
    best: list[int] = close[np.argsort(-scores, kind="stable")][:RELATED].tolist()
    return sorted(best)
