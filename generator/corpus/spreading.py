"""Spreading: how many articles say each term, counted on from what was counted before."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode

from generator.corpus.facts import Facts
from generator.corpus.remembered import bytes_of, moved, parts_of
from generator.corpus.weighing import Spread, spread_of
from generator.memory import Memory

SPREAD = b"terms"
"""How terms are spread is remembered under this name."""
MANY = 4
"""If more than one in so many articles came, all are counted."""


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


def find_spread(facts: Sequence[Facts], memory: Memory) -> Spread:
    """Return how the terms of articles are spread; what is remembered saves time and changes nothing."""
    marks = b"".join([one.mark for one in facts])
    before = memory.get(SPREAD)
    kept = decode(before, type=_Kept) if before else None
    if kept and kept.marks == marks:
        return kept.spread
    spread = (_counted_on(facts, marks, kept) if kept else None) or spread_of([one.weights for one in facts])
    memory.put(SPREAD, *parts_of(_Kept.of(marks, spread)))
    return spread


def _counted_on(facts: Sequence[Facts], marks: bytes, kept: _Kept) -> Spread | None:
    """Return the spread with the articles that came; nothing if any went, as nobody knows what it said."""
    place, origin = moved(marks, kept.marks)
    come = np.flatnonzero(origin < 0)
    if (place < 0).any() or len(come) * MANY > len(facts):
        return None
    then = kept.spread
    now = place.astype(np.int32)
    firsts, lasts = now[then.firsts], now[then.lasts]
    more = spread_of([facts[at].weights for at in come.tolist()])
    more = more._replace(firsts=come[more.firsts], lasts=come[more.lasts])
    places = np.searchsorted(then.terms, more.terms)
    known = places < len(then.terms)
    known[known] = then.terms[places[known]] == more.terms[known]
    old, new = places[known], places[~known]
    then.counts[old] += more.counts[known]
    firsts[old] = np.minimum(firsts[old], more.firsts[known])
    lasts[old] = np.maximum(lasts[old], more.lasts[known])
    columns = zip(then._replace(firsts=firsts, lasts=lasts), more, strict=True)
    return Spread._make(np.insert(before, new, came[~known]) for before, came in columns)
