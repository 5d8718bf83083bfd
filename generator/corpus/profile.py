"""Profiles: which articles are about a topic, by the company that its name keeps.

Those that only mention a topic are left out, and those that its name missed come in. The terms of the
articles found are the topic's profile; every article is scored by it, and the best make the next profile
(J. Rocchio's feedback, 1971, repeated). In the end an article also counts by its neighbours: the nearest, and
those that link to it or that it links to. One that names the topic in its title is about it. Where the
profile finds nothing, as its articles have no words in common, those that name the topic much are about it. A
person, an organisation, a product or a place must be named; a concept need not be, unless its articles have
hardly a word in common. Authors' tags and orders
stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import NamedTuple, Protocol, Self

import numpy as np

from generator.corpus.arrays import Floats, Ints, Rows, largest, take_rows
from generator.corpus.arrays import sums as sums_of
from generator.corpus.coverage import TAGGED
from generator.corpus.evidence import Collection
from generator.corpus.neighbours import Neighbours
from generator.corpus.vectors import Vectors
from generator.model import TopicKind

SMALL = 40
"""A collection of fewer articles has no profiles worth comparing."""
TERMS = 40
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
COMING = 0.6
"""One that was there before, and not about it, needs this score: else some would come by a hair."""
TOGETHER = 0.03
"""Where the middle article is less near to the profile, its articles have hardly a word in common."""
ROUNDS = 2


class Profile(NamedTuple):
    """The terms of a topic, the weightiest first."""

    places: Ints
    excess: Floats
    """How much more than all articles its own hold of each."""

    @property
    def weights(self) -> Floats:
        """What each weighs, to length 1."""
        return self.excess / (sqrt(fsum((self.excess**2).tolist())) or 1.0)

    def near(self, holders: Rows, articles: int) -> Floats:
        """Return how near each article is, by who holds the terms."""
        lengths, others, much = take_rows(holders, self.places)
        return sums_of(others, np.repeat(self.weights, lengths) * much, articles)


@dataclass(frozen=True)
class Profiler:
    """What profiles are made from."""

    collection: Collection
    vectors: Vectors
    named: Mapping[str, frozenset[int]]
    """The articles that hold each stem of a topic's name among their weightiest terms or in their title."""
    titled: Mapping[str, frozenset[int]]
    """Those that hold it in their title."""
    neighbours: Neighbours
    background: Floats
    """By term: what an article holds of it that tells nothing."""


def make_profiler(
    collection: Collection, vectors: Vectors, neighbours: Neighbours, keys: Iterable[str]
) -> Profiler:
    """Return the profiler for topics of these keys."""
    stems = {stem for key in keys for stem in key.split()}
    titled: dict[str, set[int]] = {stem: set() for stem in sorted(stems)}
    for at, title in enumerate(collection.titles):
        for stem in stems.intersection(title):
            titled[stem].add(at)
    return Profiler(
        collection,
        vectors,
        {stem: frozenset(found.union(_holders(vectors, stem))) for stem, found in titled.items()},
        {stem: frozenset(found) for stem, found in titled.items()},
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


class Before(NamedTuple):
    """What was published, by positions."""

    about: frozenset[int] = frozenset()
    """The articles that were about the topic."""
    there: Ints = np.empty(0, np.int64)
    """The articles that were about any."""


class Sharp(NamedTuple):
    """Which articles are about a topic, and how much; nothing if it stays as it was found."""

    shares: Mapping[int, float]
    """By position, in order."""
    words: Mapping[int, float]
    """What each term of the topic's profile tells, by its number."""


UNSHARPENED = Sharp({}, {})


def has_no_company(profiler: Profiler, first: Mapping[int, float]) -> bool:
    """Tell whether the articles that name a topic are too few to tell which others are about it."""
    return len(profiler.collection.facts) < SMALL or len(first) < 2  # noqa: PLR2004 - one has no company


class Round(NamedTuple):
    """What one round of feedback found."""

    profile: "Profile"
    middle: float
    """How near it is to the middle one of the articles that it was made from."""
    best: "Found"
    """The articles with enough of a score, which the next profile is made from, if there are any."""


class Scored(NamedTuple):
    """How much the articles of a collection are about a topic, whoever was about it before."""

    named: "Found"
    """Those that name it, or are told to be about it."""
    rounds: tuple[Round, ...]
    near: "Found"
    """Those with enough of a score to stay when their neighbours have had a say, and their scores."""


def scored(profiler: Profiler, named: "Found", begun: Sequence[Round] = ()) -> Scored:
    """Return how much articles are about a topic that some name; the rounds that have `begun` are known."""
    rounds = list(begun)
    scores: Floats = np.zeros(0)
    while len(rounds) < ROUNDS:
        current = looked_at(named, rounds)
        profile = _profile(profiler, current)
        near = profile.near(profiler.vectors.holders, len(profiler.collection.facts))
        middle = float(np.sort(near[current.at])[len(current.at) // 2]) or 1.0
        scores = scores_of(near, middle, named.said(len(near)))
        rounds.append(Round(profile, middle, enough(scores, LEAST)))
    scores = in_company(scores, np.arange(len(scores)), profiler.neighbours)
    return Scored(named, tuple(rounds), enough(scores, STAYING))


def looked_at(named: "Found", rounds: Sequence[Round]) -> "Found":
    """Return the articles that the next profile is made from."""
    return next((one.best for one in reversed(rounds) if one.best), named)


def decided(
    profiler: Profiler,
    topic: Topical,
    first: Mapping[int, float],
    found: Scored,
    before: Before,
) -> Sharp:
    """Return the articles about a topic, by their scores and what else speaks for them.

    Those that were about it `before` stay as long as they name it much or have two fifths of the score that
    a new one needs, and those that were there and not about it need more, unless their title names it: with
    its own result as `before` this returns the same.
    """
    named = found.named
    current = found.near.at_least(LEAST) or named.at_least(LEAST) or looked_at(named, found.rounds)
    titled = named.among(_holding(profiler.titled, topic.keys))
    current = current.with_(titled)
    if topic.kind is not TopicKind.CONCEPT or found.rounds[-1].middle < TOGETHER:
        able = _holding(profiler.named, topic.keys) | first.keys()
        current = current.among(able) or named
    scores = found.near.spread(len(profiler.collection.facts))
    told = frozenset(at for at in topic.tagged if first.get(at, 0.0) >= TAGGED)
    if before.about:
        sure = current.among((*before.about, *titled.at.tolist())).with_(current.at_least(COMING))
        current = sure.with_(current.without(before.there)) or current
    current = _with_staying(current, scores, named, before.about | told)
    shares = np.round(np.minimum(1.0, current.shares), 2)
    kept = dict(zip(current.at.tolist(), shares.tolist(), strict=True))
    if told:
        kept |= {at: max(TAGGED, kept.get(at, 0.0)) for at in told}
        kept = {at: kept[at] for at in sorted(kept)}
    profile, rarity = found.rounds[-1].profile, profiler.vectors.rarity
    terms = profiler.vectors.terms[profile.places].tolist()
    much = (rarity[profile.places] * profile.weights).tolist()
    return Sharp(kept, dict(zip(terms, much, strict=True)))


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

    @property
    def parts(self) -> Floats:
        """The shares, to a sum of 1."""
        parts: Floats = self.shares / np.cumsum(self.shares)[-1]
        return parts

    def among(self, able: Iterable[int]) -> Self:
        """Return those that are among some articles."""
        inside = np.isin(self.at, np.fromiter(able, np.int64))
        return type(self)(self.at[inside], self.shares[inside])

    def without(self, others: Ints) -> Self:
        """Return those that are not among some articles."""
        outside = ~np.isin(self.at, others)
        return type(self)(self.at[outside], self.shares[outside])

    def with_(self, others: "Found") -> Self:
        """Return these, and those of some others that are not among them."""
        more = ~np.isin(others.at, self.at)
        at = np.concatenate((self.at, others.at[more]))
        order = np.argsort(at, kind="stable")
        return type(self)(at[order], np.concatenate((self.shares, others.shares[more]))[order])

    def spread(self, articles: int) -> Floats:
        """Return the share of every article of a collection."""
        shares = np.zeros(articles)
        shares[self.at] = self.shares
        return shares

    def said(self, articles: int) -> Floats:
        """Return what it adds to the score of every article of a collection that it names the topic."""
        added = np.zeros(articles)
        added[self.at] = NAMING * np.sqrt(self.shares)
        return added

    def __bool__(self) -> bool:
        return bool(len(self.at))


def _holding(holders: Mapping[str, frozenset[int]], keys: Iterable[str]) -> set[int]:
    """Return the articles that hold every stem of a key, by those that hold each stem."""
    found: set[int] = set()
    for key in keys:
        found |= frozenset.intersection(*(holders.get(stem, frozenset()) for stem in key.split()))
    return found


def scores_of(near: Floats, middle: float, said: Floats) -> Floats:
    """Return the scores of articles by how near they are and what they say; 0 where nothing is shared."""
    return np.round((1 - NAMING) * near / middle + said, 6)


def in_company(scores: Floats, which: Ints, neighbours: Neighbours) -> Floats:
    """Return the scores of some articles when their neighbours have a say; 0 stays 0."""
    others, shares = neighbours
    company = np.zeros(len(which))
    for rank in range(others.shape[1]):
        company += shares[:, rank] * scores[others[:, rank]]
    own = scores[which]
    return np.round(np.where(own > 0, (1 - COMPANY) * own + COMPANY * company, 0.0), 4)


def enough(scores: Floats, least: float) -> Found:
    """Return the articles with so high a score, and their scores, at most 1."""
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
    lengths, places, weights = take_rows(profiler.vectors.articles, current.at)
    sums = sums_of(places, weights * np.repeat(current.parts, lengths), len(profiler.background))
    excess = excess_of(sums, profiler.background)
    held = np.flatnonzero(excess > 0)
    best = held[largest(excess[held], TERMS)]
    return Profile(best, excess[best])


def excess_of(sums: Floats, background: Floats) -> Floats:
    """Return by how much a topic's articles hold more of each term than all articles do."""
    more = np.flatnonzero(sums > background)
    excess = np.zeros(len(sums))
    excess[more] = np.round(sums[more] - background[more], 9)
    return excess
