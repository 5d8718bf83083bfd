"""Ranges of one text, to be asked again and again which of them a place touches."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Ranges:
    """Half-open ranges; a question costs the logarithm of their number."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Sort the ranges once."""
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]
        self._reach = list(accumulate((end for _, end in self._ranges), max))

    def __bool__(self) -> bool:
        """Tell whether there is any range."""
        return bool(self._ranges)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges by their start."""
        return iter(self._ranges)

    def over(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges that share a place with `start:end`, the last first."""
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._ranges[at][1] > start:
                yield self._ranges[at]
            at -= 1

    def touch(self, start: int, end: int) -> bool:
        """Tell whether any range shares a place with `start:end`."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._reach[at] > start

    def hold(self, place: int) -> bool:
        """Tell whether a place lies in any range."""
        return self.touch(place, place + 1)
