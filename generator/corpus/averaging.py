"""Clusters by average likeness."""

from collections.abc import Mapping
from heapq import heapify, heappop, heappush


def cluster(likeness: Mapping[tuple[int, int], int], *, least: int) -> list[list[int]]:
    """Return the clusters of two and more, each sorted, by their first member.

    The two clusters whose members are most alike on average are joined, again and again, while that
    is at least `least`; pairs that `likeness` does not give are not alike at all. Whole numbers, so
    that sums do not depend on their order.
    """
    members = {at: [at] for pair in likeness for at in pair}
    sums = _both_ways(likeness)
    heap: list[tuple[float, int, int]] = []
    heap += [(-much, one, other) for (one, other), much in likeness.items() if much >= least]
    heapify(heap)
    following = max(members, default=0) + 1
    while heap:
        _, one, other = heappop(heap)
        if one not in members or other not in members:
            continue
        members[following] = members.pop(one) + members.pop(other)
        for third, much in _join(sums, (one, other), following).items():
            mean = much / (len(members[following]) * len(members[third]))
            if mean >= least:
                heappush(heap, (-mean, third, following))
        following += 1
    return sorted(sorted(group) for group in members.values() if len(group) > 1)


def _both_ways(likeness: Mapping[tuple[int, int], int]) -> dict[int, dict[int, int]]:
    sums: dict[int, dict[int, int]] = {}
    for (one, other), much in likeness.items():
        sums.setdefault(one, {})[other] = much
        sums.setdefault(other, {})[one] = much
    return sums


def _join(sums: dict[int, dict[int, int]], pair: tuple[int, int], number: int) -> dict[int, int]:
    """Make two clusters one, with that number, and return what it sums up to with each other."""
    one, other = pair
    joined = sums.pop(one)
    for third, much in sums.pop(other).items():
        joined[third] = joined.get(third, 0) + much
    del joined[one], joined[other]
    for third, much in joined.items():
        sums[third].pop(one, None)
        sums[third].pop(other, None)
        sums[third][number] = much
    sums[number] = joined
    return joined
