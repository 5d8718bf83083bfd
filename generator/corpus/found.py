"""Found: articles that are about something, and how much, in little space."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

import numpy as np

from generator.corpus.arrays import Flags, Floats, Ints


class Found(NamedTuple):  # noqa: PLW1641 - arrays have no hash
    """Some articles about a topic, in the order of their positions, and how much they are."""

    at: Ints
    shares: Floats

    @classmethod
    def of(cls, shares: Mapping[int, float]) -> Self:
        """Return these articles."""
        at = np.array(sorted(shares), np.int64)
        return cls(at, np.minimum(1.0, [shares[one] for one in at.tolist()]))

    def by_article(self) -> dict[int, float]:
        """Return how much each is, by position."""
        return dict(zip(self.at.tolist(), self.shares.tolist(), strict=True))

    def at_least(self, share: float) -> Self:
        """Return those that are so much about it."""
        return self._some(self.shares >= share)

    @property
    def parts(self) -> Floats:
        """The shares, to a sum of 1."""
        parts: Floats = self.shares / np.cumsum(self.shares)[-1]
        return parts

    def among(self, able: Flags) -> Self:
        """Return those that are among some articles of the collection."""
        return self._some(able[self.at])

    def without(self, others: Flags) -> Self:
        """Return those that are not among some articles of the collection."""
        return self._some(~others[self.at])

    def _some(self, which: Flags) -> Self:
        return type(self)(self.at[which], self.shares[which])

    def with_(self, others: "Found") -> Self:
        """Return these, and those of some others that are not among them."""
        more = others.without(flags_of(self.at, 1 + int(others.at.max(initial=0))))
        if not more:
            return self
        at = np.concatenate((self.at, more.at))
        order = np.argsort(at, kind="stable")
        return type(self)(at[order], np.concatenate((self.shares, more.shares))[order])

    def known(self) -> Self:
        """Return those whose position is known: it is not -1."""
        return self._some(self.at >= 0)

    def spread(self, articles: int) -> Floats:
        """Return the share of every article of a collection."""
        shares = np.zeros(articles)
        shares[self.at] = self.shares
        return shares

    def __bool__(self) -> bool:
        return bool(len(self.at))

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Found) and all(map(np.array_equal, self, other))

    def __ne__(self, other: object) -> bool:
        return not self == other


NONE = Found(np.empty(0, np.int64), np.empty(0))


def flags_of(places: Iterable[int] | Ints, length: int) -> Flags:
    """Return for so many articles whether they are among some, whose positions are given."""
    at = places if isinstance(places, np.ndarray) else np.fromiter(places, np.int64)
    flags = np.zeros(length, np.bool_)
    flags[at[at < length]] = True
    return flags
