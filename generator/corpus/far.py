"""Far: what few ask of an article, brought when somebody does."""

from collections.abc import Callable
from typing import Any, Self


class Far:
    """What is kept apart of one article, and held once it was brought."""

    __slots__ = ("_bring", "_key", "_rest")

    def __init__(self, bring: Callable[[str], Any], key: str, rest: object = None) -> None:
        """Take what brings it by a key, or what it is."""
        self._bring = bring
        self._key = key
        self._rest = rest

    @classmethod
    def at_hand(cls, rest: object) -> Self:
        """Return what need not be brought."""
        return cls(_nothing, "", rest)

    @property
    def rest(self) -> Any:  # noqa: ANN401 - a `facts.Rest`, or the part of it that whoever holds this asks for
        """What is kept apart."""
        if self._rest is None:
            self._rest = self._bring(self._key)
        return self._rest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Far) and self.rest == other.rest

    def __hash__(self) -> int:
        return hash(self.rest)


def _nothing(key: str) -> object:
    raise KeyError(key)
