"""Resembling: articles that name a topic, and are as a whole more like those about it than like any others.

Two articles may say the same in other words, which stand together elsewhere. So they are compared in the
few directions in which articles differ most (S. Deerwester and others, *Indexing by latent semantic
analysis*, 1990), found from a start by chance (N. Halko and others, *Finding structure with randomness*,
2011), which the ids of the articles tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import sqrt
from typing import NamedTuple, Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode
from numpy.typing import NDArray

from generator.corpus.arrays import Flags, Floats, Ints, Numbers, Table, sums
from generator.corpus.found import Found, flags_of
from generator.corpus.profile import LEAST, Before, middle_of
from generator.corpus.remembered import bytes_of, parts_of
from generator.corpus.reweighing import Since
from generator.corpus.sheets import Subject
from generator.corpus.vectors import Vectors
from generator.memory import Memory, key_of
from generator.model import TopicKind

DIRECTIONS = 32
"""In so many directions articles are compared: fewer tell topics less apart, more hold less together;"""
PART = 4
"""where there are few, in one for so many articles."""
TIMES = 4
"""So often they are made better; six times is no better for topics."""
ALIKE = 0.8
"""An article is like those about a topic with this share of the likeness of the middle one of them, and of
its own likeness to those of any other topic."""
STAYING = ALIKE / 2
"""The same for an article that was published so: readers should find it again."""
COMING = 0.9
"""The same for one that was there, and not about it."""
SAME = 1e-9
"""Of what differs from the sum of others by no larger share nothing is left."""
AT_ONCE = 256
"""So many articles are looked at together."""
DIGITS = 4
"""Likeness is told in so many."""
OUTLOOKS = b"outlooks"
"""What articles say in the directions is remembered under this name."""


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of what articles say in the directions."""

    marks: memoryview
    """Of each article, in their order."""
    key: bytes
    """The same for the same directions."""
    outlooks: memoryview


@dataclass(frozen=True)
class Resemblance:
    """Tells which articles are like those about a topic."""

    vectors: Vectors
    marks: bytes = b""
    """Of the articles, in their order."""
    since: Since | None = None
    """What became of them since the last build."""
    memory: Memory = field(default_factory=Memory)

    def with_alike(
        self, subjects: Mapping[str, Subject | None], before: Mapping[str, Before]
    ) -> dict[str, Subject | None]:
        """Return the topics, each concept also with the articles that name it and are like those about it.

        They count half at most. Those that came so `before` stay with less. Whoever is a person, an
        organisation, a product or a place may be named in any company, and of a tag its authors have spoken.
        """
        able = {label: one for label, one in subjects.items() if one and one.sharp.core}
        found = dict(subjects)
        if not able:
            return found
        likeness = self._likeness([one.sharp.core for one in able.values()])
        most = likeness.max(axis=0)
        for like, (label, one) in zip(likeness, able.items(), strict=True):
            if one.kind is not TopicKind.CONCEPT or one.tagged:
                continue
            alike = _alike(like, most, before.get(label, Before()))
            alike &= flags_of(one.sharp.naming.at, len(like))
            alike[one.sharp.core.at] = False
            at = np.flatnonzero(alike)
            shares = np.round(LEAST * np.minimum(1.0, like[at]), 2)
            about = Found(at, shares).with_(one.sharp.about)
            found[label] = replace(one, sharp=one.sharp._replace(about=about))
        return found

    def _likeness(self, topics: list[Found]) -> Floats:
        """Return a line for each topic: how like its articles each one is, beside the middle one of them."""
        lines = np.empty((len(topics), len(self._outlooks)))
        for at, core in enumerate(topics):
            sum_of_all = np.cumsum(self._outlooks[core.at], axis=0)[-1]
            like = np.einsum("ad,d->a", self._outlooks, sum_of_all)
            lines[at] = like / max(middle_of(like, core), 1e-9)
        return np.round(lines, DIGITS)

    @cached_property
    def _outlooks(self) -> Floats:
        """What each article says in the directions, to length 1.

        They stay as remembered where neither the article nor the directions changed.
        """
        terms, articles = self.vectors.terms, self.vectors.articles
        sample = _Sample.of(self.vectors)
        key = key_of(b"directions", *(part.tobytes() for part in sample))
        outlooks = np.zeros((len(articles.lengths), sample.number))
        anew = np.ones(len(outlooks), np.bool_)
        before = self.memory.get(OUTLOOKS)
        kept = decode(before, type=Kept) if before else None
        if kept and self.since and kept.key == key and kept.marks == self.since.marks:
            anew = self.since.anew
            then = np.frombuffer(kept.outlooks).reshape(-1, sample.number)
            outlooks[~anew] = then[self.since.origin[~anew]]
        if anew.any():
            directions = _placed(*self._directions(key, sample), terms)
            found = _seen(articles.take(np.flatnonzero(anew)), directions)
            lengths = np.sqrt(np.einsum("ad,ad->a", found, found))
            outlooks[anew] = found / np.where(lengths > 0, lengths, 1.0)[:, None]
        if kept is None or anew.any() or kept.marks != self.marks:
            self.memory.put(OUTLOOKS, *parts_of(Kept(memoryview(self.marks), key, bytes_of(outlooks))))
        return outlooks

    def _directions(self, key: bytes, sample: "_Sample") -> tuple[Numbers, Floats]:
        """Return the terms of a sample, sorted, and what each has of the directions."""
        used, inverse = np.unique(sample.numbers, return_inverse=True)
        kept = self.memory.get(key)
        if kept is None:
            held = _found(sample, inverse.reshape(sample.numbers.shape), len(used))
            if held.size:
                self.memory.put(key, bytes_of(held))
            return used, held
        return used, np.frombuffer(kept).reshape(len(used), -1)


class _Sample(NamedTuple):
    """What directions are found from."""

    numbers: Numbers
    """The terms of each article of the sample, by their numbers."""
    weights: Floats
    ranks: NDArray[np.uint64]

    @classmethod
    def of(cls, vectors: Vectors) -> Self:
        """Return the articles that stand for all."""
        chosen = np.flatnonzero(vectors.sample)
        _, places, weights = vectors.articles.take(chosen)
        numbers = np.where(weights > 0, vectors.terms[places], 0) if places.size else places.astype(np.uint32)
        return cls(numbers, weights, vectors.ranks[chosen])

    @property
    def number(self) -> int:
        """How many directions there are."""
        return min(DIRECTIONS, len(self.ranks) // PART)


def _found(sample: _Sample, places: Ints, terms: int) -> Floats:
    """Return what each term has of the directions in which articles differ most."""
    rows = Table(np.count_nonzero(sample.weights, axis=1), places, sample.weights)
    bits = np.arange(sample.number, dtype=np.uint64)
    seen = (sample.ranks[:, None] >> bits & np.uint64(1)) * 2.0 - 1.0
    for _ in range(TIMES):
        seen = orthonormal(_seen(rows, _said(rows, seen, terms)))
    return orthonormal(_said(rows, seen, terms))


def _placed(used: Numbers, held: Floats, terms: Numbers) -> Floats:
    """Return what each of all terms has of the directions, from those that are `used`."""
    places = np.searchsorted(terms, used)
    inside = np.flatnonzero(places < len(terms))
    inside = inside[terms[places[inside]] == used[inside]]
    directions = np.zeros((len(terms), held.shape[1]))
    directions[places[inside]] = held[inside]
    return directions


def orthonormal(columns: Floats) -> Floats:
    """Return columns of length 1 at right angles in place of some; noughts for those that add nothing.

    Gram and Schmidt's way, twice (L. Giraud and others, 2005), in an order that no machine changes.
    """
    rows = np.ascontiguousarray(columns.T)
    for at in range(len(rows)):
        row = rows[at]
        least = SAME * sqrt(np.einsum("j,j->", row, row))
        for _ in range(2):
            row -= np.einsum("i,ij->j", np.einsum("ij,j->i", rows[:at], row), rows[:at])
        length = sqrt(np.einsum("j,j->", row, row))
        row *= 1 / length if length > least else 0.0
    return rows.T


def _alike(like: Floats, most: Floats, before: Before) -> Flags:
    alike = _enough(like, most, ALIKE)
    if len(before.about):
        there = flags_of(before.about, len(like))
        alike &= there | ~before.there | _enough(like, most, COMING)
        alike |= there & _enough(like, most, STAYING)
    return alike


def _enough(like: Floats, most: Floats, least: float) -> Flags:
    enough: Flags = like >= np.round(least * np.maximum(most, 1.0), DIGITS)
    return enough


def _said(rows: Table, seen: Floats, terms: int) -> Floats:
    """Return for each term how much articles that are seen in some directions hold of it."""
    places = rows.places.ravel()
    return np.stack([sums(places, (rows.weights * one[:, None]).ravel(), terms) for one in seen.T], axis=1)


def _seen(rows: Table, directions: Floats) -> Floats:
    """Return what articles say in some directions, which terms have; of each the same in any company."""
    found = np.zeros((len(rows.weights), directions.shape[1]))
    for at in range(0, len(found), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        missing = ((0, max(0, at + AT_ONCE - len(found))), (0, 0))  # sums of other shapes may end otherwise
        weights, places = (np.pad(one[part], missing) for one in (rows.weights, rows.places))
        found[part] = np.einsum("at,atd->ad", weights, directions[places])[: len(found) - at]
    return found
