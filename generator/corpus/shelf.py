"""The shelf: the analyses of a collection, each fetched when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, overload

from msgspec.structs import replace

from generator.corpus.bylines import with_names
from generator.corpus.facts import Facts
from generator.corpus.repeated import find_repeated, without_repeated
from generator.model import Analysis, Article

AT_HAND = 1_024
"""So many analyses, some 0.04 MB each, are kept once they were fetched: a build asks for each nine times."""


class Fetched(Sequence[Analysis]):
    """Analyses that are fetched one by one; those asked for last are kept at hand."""

    def __init__(self, count: int, fetch: Callable[[int], Analysis], *, at_hand: int = AT_HAND) -> None:
        self._count = count
        self._fetch = lru_cache(maxsize=at_hand)(fetch) if at_hand else fetch

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Analysis: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Analysis]: ...

    def __getitem__(self, at: int | slice) -> Analysis | Sequence[Analysis]:
        if isinstance(at, slice):
            return tuple(self._fetch(one) for one in range(*at.indices(self._count)))
        if not -self._count <= at < self._count:
            raise IndexError(at)
        return self._fetch(at % self._count)


def fetch_all(analyses: Iterable[Analysis]) -> None:
    """Fetch some analyses, so that as many as can be kept are at hand."""
    for _ in analyses:
        pass


class Shelf(Mapping[str, Analysis]):
    """Analyses by article id, in the order of the ids."""

    def __init__(self, ids: Sequence[str], analyses: Sequence[Analysis]) -> None:
        """Take the ids, sorted, and the analysis of each."""
        self._places = {id_: at for at, id_ in enumerate(ids)}
        self._analyses = analyses

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __getitem__(self, id_: str) -> Analysis:
        return self._analyses[self._places[id_]]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._places


class Articles(Mapping[str, Article]):
    """The articles of some analyses by id, each fetched when it is asked for."""

    def __init__(self, analyses: Mapping[str, Analysis]) -> None:
        self._analyses = analyses

    def __len__(self) -> int:
        return len(self._analyses)

    def __iter__(self) -> Iterator[str]:
        return iter(self._analyses)

    def __getitem__(self, id_: str) -> Article:
        return self._analyses[id_].article

    def __contains__(self, id_: object) -> bool:
        return id_ in self._analyses


class Arranged(NamedTuple):
    """Analyses in an order, without the sentences that many of them repeat."""

    analyses: Fetched
    summaries: Mapping[int, tuple[int, ...]]
    """By place in the order: the summaries that are others than those of the articles alone."""
    marks: Mapping[int, bytes]
    """By place in the order: a mark of those analyses that are others than those of the articles alone."""


def arranged(
    analyses: Sequence[Analysis], facts: Sequence[Facts], order: Sequence[int], names: Mapping[str, str]
) -> Arranged:
    """Return the analyses in an order, without the sentences that many of them repeat.

    `facts` are those of `analyses`; `order` gives places among them, and `names` what authors given as ids
    are called.
    """
    often, saying = find_repeated([facts[place] for place in order])
    changed = {}
    summaries = {}
    marks = {}
    for at in saying:
        place = order[at]
        before = analyses[place]
        after = without_repeated(before, often)
        if after is not before:
            changed[place] = (after.merits, after.summary)
            marks[at] = blake2b(repr(changed[place]).encode(), digest_size=16).digest()
        if after.summary != before.summary:
            summaries[at] = after.summary

    def fetch(at: int) -> Analysis:
        place = order[at]
        found = analyses[place]
        if names:
            found = replace(found, article=with_names(found.article, names))
        if place not in changed:
            return found
        merits, summary = changed[place]
        return replace(found, merits=merits, summary=summary)

    return Arranged(Fetched(len(order), fetch, at_hand=0), summaries, marks)
