"""Profiles: which articles are about a topic, by the company that its name keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from typing import NamedTuple, Protocol, Self

import numpy as np

from generator.corpus.arrays import Floats, Ints, largest
from generator.corpus.coverage import TAGGED
from generator.corpus.evidence import Collection
from generator.corpus.neighbours import Neighbours
from generator.corpus.vectors import Vectors
from generator.model import TopicKind

SMALL = 40
"""A collection of fewer articles has no profiles worth comparing."""
TERMS = 30
"""So many terms make a profile."""
BACKGROUND = 2.0
"""A term counts by how much it exceeds so many times its mean over all articles."""
NAMING = 0.2
"""How much of the score is the topic's own weight in the article; the rest is the profile."""
COMPANY = 0.4
"""How much of the score comes from the article's nearest neighbours."""
LEAST = 0.5
"""An article with this score is about the topic; half of those it was found in have 1 or more."""
STAYING = 0.2
"""One that was published as being about it stays with this score: readers should find it again."""
ROUNDS = 2

Profile = list[tuple[int, float]]
"""The places of a topic's terms and what each weighs, the weightiest first."""


@dataclass(frozen=True)
class Profiler:
    """What profiles are made from."""

    collection: Collection
    vectors: Vectors
    named: Mapping[str, frozenset[int]]
    """The articles that hold each stem of a topic's name among their weightiest terms or in their title."""
    neighbours: Neighbours
    background: Floats
    """By term: what an article holds of it that tells nothing."""


def make_profiler(
    collection: Collection, vectors: Vectors, neighbours: Neighbours, keys: Iterable[str]
) -> Profiler:
    """Return the profiler for topics of these keys."""
    stems = {stem for key in keys for stem in key.split()}
    named = {stem: set(_holders(vectors, stem)) for stem in sorted(stems)}
    for at in range(len(collection.facts)):
        for stem in stems.intersection(collection.titles[at]):
            named[stem].add(at)
    return Profiler(
        collection,
        vectors,
        {stem: frozenset(found) for stem, found in named.items()},
        neighbours,
        BACKGROUND * vectors.mean,
    )


def _holders(vectors: Vectors, stem: str) -> list[int]:
    place = vectors.place(stem)
    return vectors.holders.row(place)[0].tolist() if place >= 0 else []


class Topical(Protocol):
    """A topic that articles may be about."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys."""

    @property
    def kind(self) -> TopicKind:
        """What sort of thing it is."""

    @property
    def tagged(self) -> frozenset[int]:
        """The articles whose own tags name it."""


class Sharp(NamedTuple):
    """Which articles are about a topic, and how much; nothing if it stays as it was found."""

    shares: Mapping[int, float]
    """By position, in order."""
    words: Mapping[int, float]
    """What each term of the topic's profile tells, by its number."""


UNSHARPENED = Sharp({}, {})


def sharpen(
    profiler: Profiler,
    topic: Topical,
    first: Mapping[int, float],
    *,
    before: frozenset[int] = frozenset(),
) -> Sharp:
    """Return the articles about a topic without those that only mention it, and with those missed.

    The terms of the articles found are the topic's profile; every article is scored by it, and the
    best make the next profile (J. Rocchio's feedback, 1971, repeated). In the end an article also
    counts by its nearest neighbours. Where the profile finds nothing, as its articles have no words in
    common, those that name the topic much are about it. A person, an organisation, a product or a
    place must be named; a concept need not be. Authors' tags and orders stay, and so do the articles
    that were about it `before`, as long as they name it much or have two fifths of the score that a
    new one needs: they are added to what is found without them, so that with its own result as
    `before` this returns the same.
    """
    if len(profiler.collection.facts) < SMALL or len(first) < 2:  # noqa: PLR2004 - one has no company
        return UNSHARPENED
    profile: Profile = []
    scores: Floats = np.zeros(0)
    named = Found.of(first)
    current = named
    for _ in range(ROUNDS):
        profile = _profile(profiler, current)
        scores = _scores(profiler, profile, current, named)
        current = _enough(scores, LEAST) or current
    scores = _in_company(profiler, scores)
    current = _enough(scores, LEAST) or named.at_least(LEAST) or current
    if topic.kind is not TopicKind.CONCEPT:
        able = _holding(profiler, topic.keys) | first.keys()
        current = current.among(able) or named
    current = _with_staying(current, scores, named, before)
    shares = np.round(np.minimum(1.0, current.shares), 2)
    kept = dict(zip(current.at.tolist(), shares.tolist(), strict=True))
    told = [at for at in topic.tagged if first.get(at, 0.0) >= TAGGED]
    if told:
        kept |= {at: max(TAGGED, kept.get(at, 0.0)) for at in told}
        kept = {at: kept[at] for at in sorted(kept)}
    vectors = profiler.vectors
    words = {int(vectors.terms[place]): float(vectors.rarity[place]) * weight for place, weight in profile}
    return Sharp(kept, words)


class Found(NamedTuple):
    """Some articles about a topic, in the order of their positions, and how much they are."""

    at: Ints
    shares: Floats

    @classmethod
    def of(cls, shares: Mapping[int, float]) -> Self:
        """Return these articles."""
        at = np.array(sorted(shares), np.int64)
        return cls(at, np.minimum(1.0, [shares[one] for one in at.tolist()]))

    def at_least(self, share: float) -> Self:
        """Return those that are so much about it."""
        much = self.shares >= share
        return type(self)(self.at[much], self.shares[much])

    def among(self, able: Iterable[int]) -> Self:
        """Return those that are among some articles."""
        inside = np.isin(self.at, np.fromiter(able, np.int64))
        return type(self)(self.at[inside], self.shares[inside])

    def __bool__(self) -> bool:
        return bool(len(self.at))


def _holding(profiler: Profiler, keys: Iterable[str]) -> set[int]:
    """Return the articles that hold every stem of a key."""
    found: set[int] = set()
    for key in keys:
        found |= frozenset.intersection(*(profiler.named.get(stem, frozenset()) for stem in key.split()))
    return found


def _scores(profiler: Profiler, profile: Profile, current: Found, named: Found) -> Floats:
    """Return the score of every article: 0 for those that share nothing with the topic."""
    near = np.zeros(len(profiler.collection.facts))
    for place, weight in profile:
        holders, much = profiler.vectors.holders.row(place)
        near[holders] += weight * much
    middle = np.sort(near[current.at])[len(current.at) // 2] or 1.0
    scores = (1 - NAMING) * near / middle
    scores[named.at] += NAMING * np.sqrt(named.shares)
    return np.round(scores, 6)


def _in_company(profiler: Profiler, scores: Floats) -> Floats:
    """Return the scores when an article's neighbours have a say; 0 stays 0."""
    others, shares = profiler.neighbours
    company = np.zeros(len(scores))
    for rank in range(others.shape[1]):
        company += shares[:, rank] * scores[others[:, rank]]
    own = (1 - COMPANY) * scores
    return np.round(np.where(scores > 0, own + COMPANY * company, 0.0), 4)


def _enough(scores: Floats, least: float) -> Found:
    found = np.flatnonzero(scores >= least)
    return Found(found, np.minimum(1.0, scores[found]))


def _with_staying(found: Found, scores: Floats, named: Found, before: frozenset[int]) -> Found:
    """Add the articles that were there before and have reason enough to stay."""
    much = named.at_least(LEAST)
    shares = np.where(scores >= STAYING, scores, 0.0)
    shares[much.at] = np.maximum(scores[much.at], much.shares)
    stays = np.zeros(len(scores), bool)
    stays[list(before)] = True
    stays &= shares > 0
    stays[found.at] = True
    shares[found.at] = found.shares
    at = np.flatnonzero(stays)
    return Found(at, np.minimum(1.0, shares[at]))


def _profile(profiler: Profiler, current: Found) -> Profile:
    vectors = profiler.vectors
    places, weights = vectors.table
    parts = current.shares / np.cumsum(current.shares)[-1]
    much = weights[current.at] * parts[:, None]
    sums = np.bincount(places[current.at].ravel(), much.ravel(), minlength=len(vectors.mean))
    held = np.flatnonzero(sums > profiler.background)
    excess = np.round(sums[held] - profiler.background[held], 9)
    held, excess = held[excess > 0], excess[excess > 0]
    best = largest(excess, TERMS)
    norm = sqrt(fsum((excess[best] ** 2).tolist())) or 1.0
    return list(zip(held[best].tolist(), (excess[best] / norm).tolist(), strict=True))
