"""Resharpening: how much articles are about a topic, found anew only where a change can have changed it.

A topic's profile depends on the articles that it is made from, and on what all articles hold on average.
As long as these stay, and the middle one of those that it is for is as near to it, only the scores of
articles that came or changed, and of their neighbours, are others.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode

from generator.corpus.arrays import Flags, Floats, Ints, Numbers, Rows, sums, take_rows, turned
from generator.corpus.facts import MARK
from generator.corpus.found import NONE, Found
from generator.corpus.neighbours import Neighbours
from generator.corpus.profile import (
    BACKGROUND,
    LEAST,
    STAYING,
    TERMS,
    Profile,
    Round,
    Scored,
    enough,
    excess_of,
    in_company,
    looked_at,
    mark_of,
    middle_of,
    models_of,
    said_by,
    scores_of,
)
from generator.corpus.remembered import bytes_of, parts_of
from generator.corpus.reweighing import Since
from generator.corpus.vectors import Vectors
from generator.memory import Memory, key_of

SCORES = b"scores"
"""The scores of articles are remembered under this name."""
NEARLY = 1e-3
"""Scores that differ by more do not become the same when they are rounded."""
MANY = 4
"""If more than one in so many articles can have another score, everything is worked out anew."""


_Found = tuple[memoryview, memoryview]
"""The positions of some articles, and how much they are about a topic."""


class _Round(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of one round."""

    terms: memoryview
    excess: memoryview
    middle: float
    best: _Found
    models: bytes

    @classmethod
    def of(cls, one: Round, terms: Numbers) -> Self:
        """Return what is to be remembered of a round."""
        numbers = terms[one.profile.places]
        return cls(bytes_of(numbers), bytes_of(one.profile.excess), one.middle, _packed(one.best), one.models)


class _Topic(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of one topic."""

    named: _Found
    rounds: tuple[_Round, ...]
    near: _Found

    @classmethod
    def of(cls, scored: Scored, terms: Numbers) -> Self:
        """Return what is to be remembered of a topic."""
        rounds = tuple([_Round.of(one, terms) for one in scored.rounds])
        return cls(_packed(scored.named), rounds, _packed(scored.near))


class _Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of all topics."""

    marks: memoryview
    """Of each article, in their order."""
    terms: memoryview
    """By their numbers, sorted."""
    background: memoryview
    others: memoryview
    """The neighbours of each article,"""
    shares: memoryview
    """and how close each is."""
    topics: dict[bytes, _Topic]

    @property
    def neighbours(self) -> Neighbours:
        """The neighbours of each article then."""
        articles = len(self.marks) // MARK
        others = np.frombuffer(self.others, np.int32).reshape(articles, -1)
        return Neighbours(others, np.frombuffer(self.shares, np.float64).reshape(articles, -1))


def _packed(found: Found) -> _Found:
    return bytes_of(found.at.astype(np.int32)), bytes_of(found.shares)


def _found(packed: _Found, place: Ints) -> Found:
    """Return some articles where they are now: -1 for those that are not what they were."""
    return Found(place[np.frombuffer(packed[0], np.int32)], np.frombuffer(packed[1], np.float64))


class _Drift(NamedTuple):
    """The terms of which all articles hold another average than they did, and who holds them."""

    terms: Ints
    """Their places."""
    background: Floats
    """What tells nothing, of each."""
    articles: Ints
    """Those that hold them, term after term."""
    which: Ints
    """By their order in `terms`."""
    weights: Floats


@dataclass(frozen=True, slots=True)
class _Change:
    """What is not as it was, and all that it has a say in."""

    place: Ints
    """For each article of then its position now; -1 if it is not what it was."""
    stays: Flags
    """Which articles are what they were."""
    able: Flags
    """Which can have another score."""
    other: Flags
    """Which are not."""
    anew: Ints
    """The articles with another vector, by their order in `there`,"""
    came: Ints
    """and by their positions."""
    asked: Ints
    """The articles that can have another score, by their order in `there`."""
    there: Ints
    """All that have a say in that: their positions, sorted."""
    holders: Rows
    """By term: who of them holds it."""
    neighbours: Neighbours
    """Those of the articles asked for, by their order in `there`."""
    drift: _Drift


@dataclass(frozen=True, slots=True)
class Space:
    """What articles are scored in."""

    vectors: Vectors
    neighbours: Neighbours
    marks: bytes
    """Of each article, in their order."""

    @property
    def background(self) -> Floats:
        """What articles hold of each term that tells nothing."""
        return BACKGROUND * self.vectors.mean

    def __len__(self) -> int:
        return len(self.neighbours.others)


class Recollection:
    """How much articles were about the topics of the last build, for those of this one."""

    def __init__(self, space: Space, since: Since | None, memory: Memory) -> None:
        """Take what is remembered, if it is of the articles that `since` tells of."""
        self._space = space
        self._memory = memory
        before = memory.get(SCORES)
        kept = decode(before, type=_Kept) if before else None
        known = kept if kept and kept.marks and since and kept.marks == since.marks else None
        self._topics: dict[bytes, _Topic] = known.topics if known else {}
        self._change = _change(space, known, since) if known and since else None
        self._same = bool(known and known.marks == space.marks)
        self._found: dict[bytes, Scored] = {}

    def scored(self, keys: tuple[str, ...], first: Found) -> Scored | tuple[Round, ...]:
        """Return how much articles are about a topic, or the first rounds, as far as they can be told."""
        name = _name(keys)
        kept = self._topics.get(name)
        if kept is None or self._change is None:
            return ()
        found = _renewed(self._space, self._change, kept, first)
        if isinstance(found, Scored):
            self._found[name] = found
        return found

    def take(self, keys: tuple[str, ...], scored: Scored) -> None:
        """Take in how much articles are about a topic."""
        self._found[_name(keys)] = scored
        self._same = False

    def keep(self) -> None:
        """Leave what was found for the next build."""
        if self._same:
            return
        vectors, neighbours = self._space.vectors, self._space.neighbours
        kept = _Kept(
            marks=memoryview(self._space.marks),
            terms=bytes_of(vectors.terms),
            background=bytes_of(self._space.background),
            others=bytes_of(neighbours.others.astype(np.int32)),
            shares=bytes_of(neighbours.shares),
            topics={name: _Topic.of(one, vectors.terms) for name, one in sorted(self._found.items())},
        )
        self._memory.put(SCORES, *parts_of(kept))


def _name(keys: tuple[str, ...]) -> bytes:
    return key_of("\n".join(keys).encode("utf-8", "surrogatepass"))


def _change(space: Space, kept: _Kept, since: Since) -> _Change | None:
    """Return what is not as it was; nothing if it has a say in too much."""
    place = since.place.copy()
    place[since.origin[since.anew & (since.origin >= 0)]] = -1
    others, shares = space.neighbours
    moved = _others_there(space.neighbours, kept.neighbours, since)
    asked = since.anew | moved | (since.anew[others] & (shares > 0)).any(axis=1)
    if int(np.count_nonzero(asked)) * MANY > len(asked):
        return None
    which = np.flatnonzero(asked)
    there = np.union1d(which, others[which])
    rows = space.vectors.articles.take(there).rows()
    return _Change(
        place=place,
        stays=~since.anew,
        able=asked,
        other=since.anew,
        anew=np.searchsorted(there, np.flatnonzero(since.anew)),
        came=np.flatnonzero(since.anew),
        asked=np.searchsorted(there, which),
        there=there,
        holders=turned(rows, len(space.vectors.terms)),
        neighbours=Neighbours(np.searchsorted(there, others[which]), shares[which]),
        drift=_drift(space, kept),
    )


def _others_there(now: Neighbours, then: Neighbours, since: Since) -> Flags:
    """Return which articles had other neighbours."""
    others = np.where(then.shares > 0, since.place[then.others], 0)[since.origin]
    same = (now.others == others) & (now.shares == then.shares[since.origin])
    other: Flags = ~same.all(axis=1)
    return other


def _drift(space: Space, kept: _Kept) -> _Drift:
    """Return the terms of which all articles hold another average than they did."""
    vectors, background = space.vectors, space.background
    terms = np.frombuffer(kept.terms, np.uint32)
    _, now, then = np.intersect1d(vectors.terms, terms, assume_unique=True, return_indices=True)
    places = now[background[now] != np.frombuffer(kept.background, np.float64)[then]]
    lengths, articles, weights = take_rows(vectors.holders, places)
    which = np.repeat(np.arange(len(places)), lengths)
    return _Drift(places, background[places], articles, which, weights)


def _renewed(space: Space, change: _Change, kept: _Topic, named: Found) -> Scored | tuple[Round, ...]:
    """Return the scores of a topic, or the rounds before the first whose profile may be another one."""
    named_then = _found(kept.named, change.place)
    if named_then == named:
        named_then = named
    elif named_then.known() != named.among(change.stays):
        return ()
    said = said_by(named, len(space))[change.there]
    then: list[Round] = []
    rounds: list[Round] = []
    scores = said
    for one in kept.rounds:
        current = looked_at(named, rounds)
        profile = _profile(space, one)
        if current != looked_at(named_then, then) and not _is_made_again(
            space, change, one, current, profile
        ):
            return tuple(rounds)
        if len(change.drift.terms) and not _stays(space, change.drift, current, profile):
            return tuple(rounds)
        near = profile.near(change.holders, len(change.there))
        scores = scores_of(near, one.middle, said)
        before = _found(one.best, change.place)
        best = _with(before, change.other, enough(scores[change.anew], LEAST), change.came)
        then.append(Round(profile, one.middle, before))
        rounds.append(Round(profile, one.middle, best, one.models))
    own = NONE
    if scores.max(initial=0.0) >= STAYING - NEARLY:  # an article's score and its company's are no more
        own = enough(in_company(scores, change.asked, change.neighbours), STAYING)
    near_now = _with(_found(kept.near, change.place), change.able, own, change.there[change.asked])
    return Scored(named, tuple(rounds), near_now)


def _is_made_again(space: Space, change: _Change, one: _Round, current: Found, profile: Profile) -> bool:
    """Tell whether a profile is made from the same articles among others, whose middle is as near."""
    models = models_of(space.vectors, current)
    if models is current or mark_of(space.vectors, models) != one.models or not change.stays[models.at].all():
        return False
    return middle_of(profile.near(space.vectors.holders, len(space)), current) == one.middle


def _profile(space: Space, one: _Round) -> Profile:
    """Return a profile by the places of its terms now."""
    places = np.searchsorted(space.vectors.terms, np.frombuffer(one.terms, np.uint32))
    return Profile(places, np.frombuffer(one.excess, np.float64))


def _with(before: Found, able: Flags, now: Found, asked: Ints) -> Found:
    """Return what was found before, with those that were able to be another one as they are now."""
    stay = (before.at >= 0) & ~able[before.at]
    if not len(now.at) and stay.all():  # as of most topics
        return before
    at = np.concatenate((before.at[stay], asked[now.at]))
    order = np.argsort(at, kind="stable")
    return Found(at[order], np.concatenate((before.shares[stay], now.shares))[order])


def _stays(space: Space, drift: _Drift, current: Found, profile: Profile) -> bool:
    """Tell whether a profile stays as it is although all articles hold another average of some terms."""
    models = models_of(space.vectors, current)
    parts = np.zeros(len(space))
    parts[models.at] = models.parts
    held = sums(drift.which, drift.weights * parts[drift.articles], len(drift.terms))
    excess = excess_of(held, drift.background)
    inside = np.isin(drift.terms, profile.places)
    order = np.argsort(profile.places)
    own = order[np.searchsorted(profile.places, drift.terms[inside], sorter=order)]
    least = float(profile.excess[-1]) if len(profile.places) == TERMS else 0.0
    rival = (excess >= least) & (excess > 0) & ~inside
    return not rival.any() and np.array_equal(excess[inside], profile.excess[own])
