"""Profiles: which articles are about a topic, by the company that its name keeps.

Those that only mention a topic are left out, and those that its name missed come in. The terms of the
articles found are the topic's profile; every article is scored by it, and the best make the next profile
(J. Rocchio's feedback, 1971, repeated). In the end an article also counts by its neighbours: the nearest, and
those that link to it or that it links to. One that names the topic in its title is about it. Where the
profile finds nothing, as its articles have no words in common, those that name the topic much are about it. A
person, an organisation, a product or a place must be named, and so must a concept of one word, or one whose
articles have hardly a word in common; of any other, at most half of the articles need not name it. Authors'
tags and orders stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import NamedTuple, Protocol

import numpy as np

from generator.corpus.arrays import Flags, Floats, Ints, Rows, largest, take_rows
from generator.corpus.arrays import sums as sums_of
from generator.corpus.coverage import TAGGED
from generator.corpus.evidence import Collection
from generator.corpus.found import NONE, Found, flags_of
from generator.corpus.neighbours import Neighbours
from generator.corpus.vectors import Vectors
from generator.memory import key_of
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
MODELS = 400
"""A profile is made from so many articles at most: more of them would not tell more, and take longer."""
DIGITS = 3


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
    named: Mapping[str, Ints]
    """The articles that hold each stem of a topic's name among their weightiest terms or in their title."""
    titled: Mapping[str, Ints]
    """Those that hold it in their title."""
    neighbours: Neighbours
    background: Floats
    """By term: what an article holds of it that tells nothing."""


def make_profiler(
    collection: Collection, vectors: Vectors, neighbours: Neighbours, keys: Iterable[str]
) -> Profiler:
    """Return the profiler for topics of these keys."""
    stems = {stem for key in keys for stem in key.split()}
    found: dict[str, list[int]] = {stem: [] for stem in sorted(stems)}
    for at, facts in enumerate(collection.facts):
        for stem in stems.intersection(facts.title.split()):
            found[stem].append(at)
    titled = {stem: np.array(some, np.int64) for stem, some in found.items()}
    return Profiler(
        collection,
        vectors,
        {stem: np.concatenate((some, _holders(vectors, stem))) for stem, some in titled.items()},
        titled,
        neighbours,
        BACKGROUND * vectors.mean,
    )


def _holders(vectors: Vectors, stem: str) -> Ints:
    place = vectors.place(stem)
    return vectors.holders.row(place)[0] if place >= 0 else NONE.at


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


NOWHERE: Flags = np.zeros(0, np.bool_)


class Before(NamedTuple):
    """What was published, by positions."""

    about: Ints = NONE.at
    """The articles that were about the topic."""
    there: Flags = NOWHERE
    """Which articles of the collection were about any."""


class Sharp(NamedTuple):
    """Which articles are about a topic, and how much; nothing if it stays as it was found."""

    about: Found
    words: Mapping[int, float]
    """What each term of the topic's profile tells, by its number."""
    core: Found = NONE
    """Those that are about it whatever was published before."""
    naming: Found = NONE
    """The articles that name it, if only in passing."""


UNSHARPENED = Sharp(NONE, {})


def has_no_company(profiler: Profiler, first: Found) -> bool:
    """Tell whether the articles that name a topic are too few to tell which others are about it."""
    return len(profiler.collection.facts) < SMALL or len(first.at) < 2  # noqa: PLR2004 - one has no company


class Round(NamedTuple):
    """What one round of feedback found."""

    profile: Profile
    middle: float
    """How near it is to the middle one of the articles that were looked at."""
    best: Found
    """The articles with enough of a score, which are looked at next, if there are any."""
    models: bytes = b""
    """A mark of the articles that the profile was made from, if these were not all."""


class Scored(NamedTuple):
    """How much the articles of a collection are about a topic, whoever was about it before."""

    named: Found
    """Those that name it, or are told to be about it."""
    rounds: tuple[Round, ...]
    near: Found
    """Those with enough of a score to stay when their neighbours have had a say, and their scores."""


def scored(profiler: Profiler, named: Found, begun: Sequence[Round] = ()) -> Scored:
    """Return how much articles are about a topic that some name; the rounds that have `begun` are known."""
    rounds = list(begun)
    scores: Floats = np.zeros(0)
    while len(rounds) < ROUNDS:
        current = looked_at(named, rounds)
        models = models_of(profiler.vectors, current)
        profile = _profile(profiler, models)
        near = profile.near(profiler.vectors.holders, len(profiler.collection.facts))
        middle = middle_of(near, current)
        scores = scores_of(near, middle, said_by(named, len(near)))
        mark = mark_of(profiler.vectors, models) if models is not current else b""
        rounds.append(Round(profile, middle, enough(scores, LEAST), mark))
    held = np.flatnonzero(scores > 0)
    best = enough(in_company(scores, held, profiler.neighbours.of(held)), STAYING)
    return Scored(named, tuple(rounds), Found(held[best.at], best.shares))


def looked_at(named: Found, rounds: Sequence[Round]) -> Found:
    """Return the articles that the next profile is for."""
    return next((one.best for one in reversed(rounds) if one.best), named)


def models_of(vectors: Vectors, current: Found) -> Found:
    """Return the articles that a profile is made from: those most about the topic, where there are many."""
    if len(current.at) <= MODELS:
        return current
    least = np.partition(current.shares, -MODELS)[-MODELS]
    best = current.shares > least
    alike = np.flatnonzero(current.shares == least)
    left = MODELS - int(np.count_nonzero(best))
    best[alike[np.argsort(vectors.ranks[current.at[alike]], kind="stable")[:left]]] = True
    return Found(current.at[best], current.shares[best])


def mark_of(vectors: Vectors, models: Found) -> bytes:
    """Return a mark of some articles, and of how much they are about a topic."""
    return key_of(vectors.ranks[models.at].tobytes(), models.shares.tobytes())


def middle_of(near: Floats, current: Found) -> float:
    """Return how near a profile is to the middle one of some articles.

    In so few digits that one article more among very many mostly leaves it as it is.
    """
    return float(f"{np.sort(near[current.at])[len(current.at) // 2]:.{DIGITS}g}") or 1.0


def decided(profiler: Profiler, topic: Topical, found: Scored, before: Before) -> Sharp:
    """Return the articles about a topic, by their scores and what else speaks for them.

    Those that were about it `before` stay as long as they name it much or have two fifths of the score that
    a new one needs, and those that were there and not about it need more, unless their title names it: with
    its own result as `before` this returns the same.
    """
    named, articles = found.named, len(profiler.collection.facts)
    current = found.near.at_least(LEAST) or named.at_least(LEAST) or looked_at(named, found.rounds)
    titled = named.among(_holding(profiler.titled, topic.keys, articles))
    current = current.with_(titled)
    naming = _holding(profiler.named, topic.keys, articles)
    naming[named.at] = True
    has_to_be_named = _has_to_be_named(topic) or found.rounds[-1].middle < TOGETHER
    current = (current.among(naming) if has_to_be_named else _half_naming(current, naming)) or named
    told = flags_of(topic.tagged, articles) & flags_of(named.at_least(TAGGED).at, articles)
    near = found.near.spread(articles)
    core = about = _with_told(_with_staying(current, near, named, told), told)
    if len(before.about):
        there = flags_of(before.about, articles)
        sure = there.copy()
        sure[titled.at] = True
        sure = sure[current.at] | (current.shares >= COMING) | ~before.there[current.at]
        current = Found(current.at[sure], current.shares[sure]) if sure.any() else current
        about = _with_told(_with_staying(current, near, named, there | told), told)
    profile, rarity = found.rounds[-1].profile, profiler.vectors.rarity
    terms = profiler.vectors.terms[profile.places].tolist()
    much = (rarity[profile.places] * profile.weights).tolist()
    return Sharp(about, dict(zip(terms, much, strict=True)), core, enough(naming * 1.0, 1.0))


def _with_told(current: Found, told: Flags) -> Found:
    """Return articles with their shares in few digits, those that are told to be about it with enough."""
    shares = np.round(np.minimum(1.0, current.shares), 2)
    return Found(current.at, np.where(told[current.at], np.maximum(TAGGED, shares), shares))


def _has_to_be_named(topic: Topical) -> bool:
    """Tell whether only articles that name a topic are about it: a single word's company is that of many."""
    return topic.kind is not TopicKind.CONCEPT or any(" " not in key for key in topic.keys)


def _half_naming(current: Found, naming: Flags) -> Found:
    """Return the articles that name a topic, and of the others the best: at most as many."""
    names = naming[current.at]
    order = np.lexsort((-current.shares, ~names))
    kept = np.sort(order[: 2 * np.count_nonzero(names)])
    return Found(current.at[kept], current.shares[kept])


def _holding(holders: Mapping[str, Ints], keys: Iterable[str], articles: int) -> Flags:
    """Return which articles hold every stem of a key, by those that hold each stem."""
    found = np.zeros(articles, np.bool_)
    for key in keys:
        stems = [holders.get(stem, NONE.at) for stem in key.split()]
        if len(stems) == 1:  # as most keys have
            found[stems[0]] = True
        elif all(map(len, stems)):
            found |= np.logical_and.reduce([flags_of(some, articles) for some in stems])
    return found


def said_by(named: Found, articles: int) -> Floats:
    """Return what it adds to the score of every article of a collection that it names a topic."""
    added = np.zeros(articles)
    added[named.at] = NAMING * np.sqrt(named.shares)
    return added


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


def _with_staying(found: Found, scores: Floats, named: Found, before: Flags) -> Found:
    """Add the articles that were there before and have reason enough to stay.

    The scores of those that have too little of one are 0.
    """
    much = named.at_least(LEAST)
    shares = scores.copy()
    shares[much.at] = np.maximum(scores[much.at], much.shares)
    stays = before & (shares > 0)
    stays[found.at] = True
    shares[found.at] = found.shares
    at = np.flatnonzero(stays)
    return Found(at, np.minimum(1.0, shares[at]))


def _profile(profiler: Profiler, current: Found) -> Profile:
    _, places, weights = profiler.vectors.articles.take(current.at)
    weights *= current.parts[:, None]
    sums = sums_of(places.ravel(), weights.ravel(), len(profiler.background))
    more = np.flatnonzero(sums > profiler.background)
    excess = excess_of(sums[more], profiler.background[more])
    best = largest(excess, TERMS)
    best = best[excess[best] > 0]
    return Profile(more[best], excess[best])


def excess_of(sums: Floats, background: Floats) -> Floats:
    """Return by how much a topic's articles hold more of each term than all articles do, if they do."""
    return np.round(np.maximum(sums - background, 0.0), 9)
