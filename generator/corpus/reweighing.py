"""Reweighing: the vectors of articles, found anew only where a change can have changed them.

An article's vector depends on its own terms, and on how rare each of them is. So it stays where the article
stayed, and says no term that is rarer or more common than it was.
"""

from typing import NamedTuple, Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode

from generator.corpus.arrays import Flags, Ints, Numbers, Table, places_among
from generator.corpus.evidence import Collection
from generator.corpus.remembered import bytes_of, moved, parts_of
from generator.corpus.vectors import TERMS, Known, Vectors, find_known, table_of
from generator.corpus.weighing import all_numbers
from generator.memory import Memory

VECTORS = b"vectors"
"""Vectors are remembered under this name."""
MANY = 4
"""If more than one in so many articles is weighed anew, all are."""
FIRST_AND_LAST = 2
"""Where so many articles say a term, it is known which."""


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of the vectors of articles."""

    marks: memoryview
    """Of each article, in their order."""
    terms: memoryview
    rarity: memoryview
    lengths: memoryview
    places: memoryview
    weights: memoryview

    @classmethod
    def of(cls, marks: bytes, vectors: Vectors) -> Self:
        """Return what is to be remembered."""
        parts = (vectors.terms, vectors.rarity, *vectors.articles)
        return cls(memoryview(marks), *map(bytes_of, parts))

    @property
    def known(self) -> Known:
        """The terms, and how rare each was."""
        return Known(np.frombuffer(self.terms, np.uint32), np.frombuffer(self.rarity, np.float64))

    @property
    def articles(self) -> Table:
        """The vector of each article, by the places of the terms then."""
        lengths = np.frombuffer(self.lengths, np.int64)
        places, weights = np.frombuffer(self.places, np.int32), np.frombuffer(self.weights, np.float64)
        return Table(lengths, places.reshape(-1, TERMS), weights.reshape(-1, TERMS))


class Since(NamedTuple):
    """What became of the articles since the last build."""

    marks: bytes
    """Those of the articles then, in their order."""
    place: Ints
    """For each article of then its position now, or -1 if it changed or went."""
    origin: Ints
    """For each article its position then, or -1 if it changed or came."""
    anew: Flags
    """Which of the articles have another vector than they had."""


def weigh(collection: Collection, memory: Memory) -> tuple[Vectors, Since | None]:
    """Return the vectors of the articles, and what became of these, unless too many came or changed."""
    marks = collection.all_marks
    known = find_known(collection, memory)
    before = memory.get(VECTORS)
    kept = decode(before, type=Kept) if before else None
    since = _since(collection, known, marks, kept) if kept else None
    said = [facts.weights for facts in collection.facts]
    if kept and since:
        table = table_of(known, [said[at] for at in np.flatnonzero(since.anew).tolist()])
        table = _put_together(kept, since, known, table)
    else:
        table = table_of(known, said)
    vectors = Vectors(*known, table, collection.sampled, collection.ranks)
    if since is None or since.marks != marks:
        memory.put(VECTORS, *parts_of(Kept.of(marks, vectors)))
    return vectors, since


def _since(collection: Collection, known: Known, marks: bytes, kept: Kept) -> Since | None:
    place, origin = moved(marks, kept.marks)
    anew = origin < 0
    anew[_saying(collection, _reweighed(known, kept.known))] = True
    since = Since(bytes(kept.marks), place, origin, anew)
    return None if int(np.count_nonzero(anew)) * MANY > len(anew) else since


def _reweighed(now: Known, then: Known) -> Numbers:
    """Return the terms that are not as rare as they were."""
    stay = np.isin(now.terms, then.terms, assume_unique=True)
    stayed = np.isin(then.terms, now.terms, assume_unique=True)
    other = now.rarity[stay] != then.rarity[stayed]
    return np.sort(np.concatenate((now.terms[~stay], then.terms[~stayed], now.terms[stay][other])))


def _saying(collection: Collection, terms: Numbers) -> Ints:
    """Return the articles that say one of some terms, which are sorted."""
    spread = collection.spread.of(terms)
    many = spread.terms[spread.counts > FIRST_AND_LAST]
    said = [facts.weights for facts in collection.facts] if len(many) else []
    _, inside = places_among(all_numbers(said), many)
    ends = np.cumsum([len(one.numbers) // 4 for one in said])
    return np.concatenate((spread.firsts, spread.lasts, np.searchsorted(ends, inside, side="right")))


def _put_together(kept: Kept, since: Since, known: Known, anew: Table) -> Table:
    """Return the vectors that stay, by the places of the terms now, with those found anew."""
    before = kept.articles
    at = np.append(np.searchsorted(known.terms, kept.known.terms), 0).astype(np.int32)
    together = before.take(since.origin)
    together = together._replace(places=np.where(together.weights > 0, at[together.places], np.int32(0)))
    for part, new in zip(together, anew, strict=True):
        part[since.anew] = new
    return together
