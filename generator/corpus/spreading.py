"""Spreading: how many articles say each term, counted on from what was counted before."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode, encode

from generator.corpus.facts import Facts
from generator.corpus.remembered import bytes_of, moved
from generator.corpus.weighing import Spread, spread_of
from generator.memory import Memory

SPREAD = b"spread"
"""How terms are spread is remembered under this name."""
MANY = 4
"""If more than one in so many articles came, all are counted."""


class _Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of the terms of articles."""

    marks: memoryview
    """Of each article, in their order."""
    terms: memoryview
    counts: memoryview

    @classmethod
    def of(cls, marks: bytes, spread: Spread) -> Self:
        """Return what is to be remembered."""
        return cls(memoryview(marks), bytes_of(spread.terms), bytes_of(spread.counts.astype(np.int32)))

    @property
    def spread(self) -> Spread:
        """How the terms were spread."""
        counts = np.frombuffer(self.counts, np.int32).astype(np.int64)
        return Spread(np.frombuffer(self.terms, np.uint32), counts)


def find_spread(facts: Sequence[Facts], memory: Memory) -> Spread:
    """Return how the terms of articles are spread; what is remembered saves time and changes nothing."""
    marks = b"".join([one.mark for one in facts])
    before = memory.get(SPREAD)
    kept = decode(before, type=_Kept) if before else None
    if kept and kept.marks == marks:
        return kept.spread
    spread = (_counted_on(facts, marks, kept) if kept else None) or spread_of([one.weights for one in facts])
    memory.put(SPREAD, encode(_Kept.of(marks, spread)))
    return spread


def _counted_on(facts: Sequence[Facts], marks: bytes, kept: _Kept) -> Spread | None:
    """Return the spread with the articles that came; nothing if any went, as nobody knows what it said."""
    place, origin = moved(marks, kept.marks)
    come = np.flatnonzero(origin < 0)
    if (place < 0).any() or len(come) * MANY > len(facts):
        return None
    terms, counts = kept.spread
    more = spread_of([facts[at].weights for at in come.tolist()])
    places = np.searchsorted(terms, more.terms)
    known = places < len(terms)
    known[known] = terms[places[known]] == more.terms[known]
    counts[places[known]] += more.counts[known]
    new = places[~known]
    return Spread(np.insert(terms, new, more.terms[~known]), np.insert(counts, new, more.counts[~known]))
