"""Broader, narrower and related topics."""

from collections.abc import Mapping, Sequence
from math import sqrt

from generator.model import TopicKind

WITHIN = 0.5
"""A topic is narrower with this share of its passages in the broader one."""
BROADER = 1.25
"""The broader topic has at least so many times the passages."""
RELATED = 6
"""So many related topics are named."""
LEAST_SHARED = 2
"""Related topics share at least so many passages, where the smaller has as many."""

Passages = frozenset[tuple[str, int]]


def find_parents(
    passages: Mapping[str, Passages],
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
    for topic in sorted(passages):
        if topic in told or kinds[topic] is TopicKind.PERSON or not passages[topic]:
            continue
        broader = [
            other for other in passages if other != topic and _is_broader(other, topic, passages, keys)
        ]
        best = min(
            broader, key=lambda other: (-_longest(keys[other]), -len(passages[other]), other), default=""
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


def _is_broader(
    broad: str, narrow: str, passages: Mapping[str, Passages], keys: Mapping[str, Sequence[str]]
) -> bool:
    if len(passages[broad]) < BROADER * len(passages[narrow]):
        return False
    if not any(f" {b} " in f" {n} " for n in keys[narrow] for b in keys[broad] if b != n):
        return False
    return len(passages[broad] & passages[narrow]) >= WITHIN * len(passages[narrow])


def find_related(passages: Mapping[str, Passages]) -> dict[str, tuple[str, ...]]:
    """Return for each topic those that share most passages with it for their size, the closest first."""
    by_place: dict[tuple[str, int], list[str]] = {}
    for topic in sorted(passages):
        for place in passages[topic]:
            by_place.setdefault(place, []).append(topic)
    shared: dict[str, dict[str, int]] = {topic: {} for topic in passages}
    for topics in by_place.values():
        for topic in topics:
            counts = shared[topic]
            for other in topics:
                if other != topic:
                    counts[other] = counts.get(other, 0) + 1
    return {topic: _closest(topic, shared[topic], passages) for topic in sorted(passages)}


def _closest(topic: str, shared: Mapping[str, int], passages: Mapping[str, Passages]) -> tuple[str, ...]:
    def score(other: str) -> float:
        return round(shared[other] / sqrt(len(passages[topic]) * len(passages[other])), 6)

    least = {other: min(LEAST_SHARED, len(passages[topic]), len(passages[other])) for other in shared}
    close = [other for other in shared if shared[other] >= least[other]]
    return tuple(sorted(close, key=lambda other: (-score(other), other))[:RELATED])
