"""Spreading: how many articles say each term, counted on from what was counted before."""

from collections.abc import Callable, Iterable, Sequence
from typing import Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode
from numpy.typing import NDArray

from generator.corpus.facts import MARK, Facts
from generator.corpus.remembered import bytes_of, moved, parts_of
from generator.corpus.weighing import Spread, spread_among, spread_of
from generator.memory import Memory

SPREAD = b"terms"
"""How terms are spread is remembered under this name."""
MANY = 4
"""If more than one in so many articles came or went, all are counted."""


class _Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of the terms of articles."""

    marks: memoryview
    """Of each article, in their order."""
    terms: memoryview
    counts: memoryview
    firsts: memoryview
    lasts: memoryview

    @classmethod
    def of(cls, marks: bytes, spread: Spread) -> Self:
        """Return what is to be remembered."""
        counts = spread.counts.astype(np.int32)
        return cls(memoryview(marks), *map(bytes_of, spread._replace(counts=counts)))

    @property
    def spread(self) -> Spread:
        """How the terms were spread."""
        counts = np.frombuffer(self.counts, np.int32).astype(np.int64)
        terms = np.frombuffer(self.terms, np.uint32)
        return Spread(
            terms, counts, np.frombuffer(self.firsts, np.int32), np.frombuffer(self.lasts, np.int32)
        )


def find_spread(
    facts: Sequence[Facts], memory: Memory, gone: Callable[[], Iterable[Facts]] = tuple
) -> Spread:
    """Return how the terms of articles are spread.

    What is remembered saves time and changes nothing; so do the facts of those that are `gone` since.
    """
    marks = b"".join([one.mark for one in facts])
    before = memory.get(SPREAD)
    kept = decode(before, type=_Kept) if before else None
    if kept and kept.marks == marks:
        return kept.spread
    spread = _counted_on(facts, marks, kept, gone) if kept else None
    spread = spread or spread_of([one.weights for one in facts])
    memory.put(SPREAD, *parts_of(_Kept.of(marks, spread)))
    return spread


def _counted_on(
    facts: Sequence[Facts], marks: bytes, kept: _Kept, gone: Callable[[], Iterable[Facts]]
) -> Spread | None:
    """Return the spread with the articles that came, without those that went.

    The terms of these are counted again. Nothing is returned if it is unknown what they said, or much else.
    """
    place, origin = moved(marks, kept.marks)
    come, went = np.flatnonzero(origin < 0), np.flatnonzero(place < 0)
    if max(len(come), len(went)) * MANY > len(facts):
        return None
    said = _said_by(np.frombuffer(kept.marks, f"V{MARK}")[went].tolist(), gone)
    if said is None:
        return None
    now, stay = place.astype(np.int32), kept.spread.without(said)
    stay = stay._replace(firsts=now[stay.firsts], lasts=now[stay.lasts])
    more = spread_of([facts[at].weights for at in come.tolist()]).without(said)
    more = more._replace(firsts=come[more.firsts], lasts=come[more.lasts])
    return _together(_together(stay, more), spread_among([one.weights for one in facts], said))


def _said_by(marks: Sequence[bytes], gone: Callable[[], Iterable[Facts]]) -> NDArray[np.uint32] | None:
    """Return the terms that articles said, by their marks; nothing if one of them is not among the gone."""
    said = {one.mark: one.weights for one in gone()} if marks else {}
    return spread_of([said[mark] for mark in marks]).terms if said.keys() >= {*marks} else None


def _together(some: Spread, more: Spread) -> Spread:
    """Return how terms are spread over both."""
    places = np.searchsorted(some.terms, more.terms)
    known = places < len(some.terms)
    known[known] = some.terms[places[known]] == more.terms[known]
    old, new = places[known], places[~known]
    some.counts[old] += more.counts[known]
    some.firsts[old] = np.minimum(some.firsts[old], more.firsts[known])
    some.lasts[old] = np.maximum(some.lasts[old], more.lasts[known])
    return Spread._make(np.insert(one, new, came[~known]) for one, came in zip(some, more, strict=True))
