"""The board: topics that could be, side by side, what each would cover and what is covered already."""

import numpy as np

from generator.corpus.arrays import Floats, Ints, order_of, spans


class Board:
    """Options by their numbers, and those taken so far.

    Sums are taken place after place, so that they come out the same whatever the machine.
    """

    def __init__(self, sizes: Ints, places: Ints, adds: Floats, takes: Floats) -> None:
        """Take how many places each option covers, and all of them, one option after another.

        With each place goes what the option adds to it, and how much of it is gone when it is taken.
        """
        self.sizes = sizes
        """How many places each option covers."""
        self.taken: list[int] = []
        """In their order."""
        self._starts = np.concatenate(([0], np.cumsum(sizes)))
        self._places, self._adds, self._takes = places, adds, takes
        self._owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self._holders = self._owners[order_of(places)]
        self._held = np.bincount(places, minlength=1)
        self._firsts = np.cumsum(self._held) - self._held
        self._covered = np.zeros(len(self._held))
        self._is_taken = np.zeros(len(sizes), np.bool_)

    def take(self, at: int) -> None:
        """Take one more option."""
        part = self._of(at)
        self._covered[self._places[part]] += self._takes[part]
        self._is_taken[at] = True
        self.taken.append(at)

    def is_taken(self, at: int) -> bool:
        """Tell whether an option is taken."""
        return bool(self._is_taken[at])

    def additions(self) -> Floats:
        """Return what each option would add: the less the more of its places others cover."""
        much = self._adds / (1 + self._covered[self._places])
        return np.bincount(self._owners, much, len(self.sizes)).astype(np.float64)

    def addition(self, at: int) -> float:
        """Return what an option would add now; no more than before."""
        part = self._of(at)
        much = np.cumsum(self._adds[part] / (1 + self._covered[self._places[part]]))
        return float(much[-1]) if len(much) else 0.0

    def shared(self, at: int) -> Ints:
        """Return how many of an option's places each of those taken covers, and none for the others."""
        places = self._places[self._of(at)]
        holders = self._holders[spans(self._firsts[places], self._held[places])]
        counts: Ints = np.bincount(holders, minlength=len(self.sizes))
        counts[~self._is_taken] = 0
        return counts

    def _of(self, at: int) -> slice:
        return slice(self._starts[at], self._starts[at + 1])
