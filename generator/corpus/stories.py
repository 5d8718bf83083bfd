"""Stories: articles that tell the same event, and copies of one another, as one entry."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import islice

import numpy as np

from generator.corpus.averaging import cluster
from generator.corpus.closeness import Nearby
from generator.corpus.evidence import Collection
from generator.corpus.facts import KINDS, Facts
from generator.corpus.instalments import Instalments
from generator.corpus.nearest import Nearest
from generator.corpus.novelty import find_new
from generator.corpus.rarity import Rarity
from generator.model import Article, Story, Telling, TopicKind

ALIKE = 0.15
"""Tellings of one event are so close on average (cosine); see `benchmarks/stories.py`."""
ENOUGH = 20
"""In a smaller collection nobody can tell a rare word from a common one: only copies are found."""
FAINT = 0.04
"""A fainter likeness counts as none."""
WINDOW = 4
"""An event is told within so many days; articles without a date may belong to any."""
SHARE = 0.5
"""Who or what an event is about is named early in so many of its tellings,"""
OWN = 0.25
"""which are at least so many of all the articles that say that name."""
LIKELY, COPY = 0.5, 0.6
"""An article so close may be a copy; it is one if so much of the shorter stands in the other,"""
REPRINT, LATER = 0.9, 30
"""Where they are more days apart, so much of it must: else it is the next edition of a report."""
SHINGLE, SHORTEST = 3, 20
"""counted in runs of so many words, of which the shorter has at least so many."""
SCALE = 1_000_000
_NAMES = frozenset({TopicKind.PERSON, TopicKind.PLACE, TopicKind.ORGANISATION})


def find_stories(
    collection: Collection, nearest: Nearest, tell: Callable[[Sequence[int]], Story] | None = None
) -> tuple[Story, ...]:
    """Return the stories that more than one article tells, sorted by id.

    Articles of one time are joined while they are alike on average (UPGMA: R. Sokal and C. Michener,
    1958); what they join to is a story if most of its tellings name the same person, place or
    organisation at once, which few others name. Instalments of a series tell no story. A copy is a
    telling whenever it appeared: A. Broder, "On the resemblance and containment of documents" (1997).
    `tell` makes a story of its tellings, in order of appearance.
    """
    series = Instalments([head.title for head in collection.heads])
    copies = frozenset(pair for pair in _copies(collection, nearest.nearby) if not series.among(pair))
    groups = cluster(_likeness(collection, nearest.nearby, copies), least=round(ALIKE * SCALE))
    names = _Names(collection, groups)
    told: list[Sequence[int]] = []
    for group in groups:
        one = names.are_of(group) and not series.among(group)
        told.extend([group] if one else [part for part in _parts(group, copies) if not series.among(part)])
    make = tell or partial(tell_story, collection, nearest.rarity)
    return tuple(sorted((make(_in_order(collection, group)) for group in told), key=lambda one: one.id))


def _likeness(
    collection: Collection, nearby: Nearby, copies: frozenset[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """Return how alike articles are, in millionths, where they may tell the same."""
    likeness = dict.fromkeys(sorted(copies), SCALE)
    if len(nearby) < ENOUGH:
        return likeness
    here, there, wholes = nearby.pairs(FAINT)
    days = collection.days
    dated = (days[here] > 0) & (days[there] > 0)
    near = np.flatnonzero(~dated | (np.abs(days[here] - days[there]) <= WINDOW))
    pairs = zip(np.minimum(here, there)[near].tolist(), np.maximum(here, there)[near].tolist(), strict=True)
    for pair, much in zip(pairs, np.rint(wholes[near] * SCALE).astype(np.int64).tolist(), strict=True):
        likeness[pair] = max(likeness.get(pair, 0), much)
    return likeness


def _copies(collection: Collection, nearby: Nearby) -> frozenset[tuple[int, int]]:
    @lru_cache(maxsize=1024)
    def shingles(at: int) -> frozenset[tuple[int, ...]]:
        stems = collection.facts[at].said.text().stems.tolist()
        return frozenset(zip(*(stems[start:] for start in range(SHINGLE)), strict=False))

    here, there, _ = nearby.pairs(LIKELY)
    likely = {(min(pair), max(pair)) for pair in zip(here.tolist(), there.tolist(), strict=True)}
    days = collection.days.tolist()
    return frozenset(
        (one, other)
        for one, other in sorted(likely)
        if _is_copy(shingles(one), shingles(other), REPRINT if _far(days[one], days[other]) else COPY)
    )


def _far(day: int, other: int) -> bool:
    return day > 0 and other > 0 and abs(day - other) > LATER


def _is_copy(one: frozenset[tuple[int, ...]], other: frozenset[tuple[int, ...]], least: float) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= SHORTEST and len(one & other) >= least * shorter


def _parts(group: Sequence[int], copies: frozenset[tuple[int, int]]) -> list[list[int]]:
    """Return the runs of copies in a group that is no story."""
    inside = {pair: SCALE for pair in copies if pair[0] in group and pair[1] in group}
    return cluster(inside, least=1)


class _Names:
    """Who and what the openings of some articles name, and how many articles name it at all."""

    def __init__(self, collection: Collection, groups: Iterable[Sequence[int]]) -> None:
        self._openings = {at: _opening(collection.facts[at]) for group in groups for at in group}
        wanted = frozenset(key for keys in self._openings.values() for key in keys)
        kinds: dict[str, Counter[TopicKind]] = {key: Counter() for key in sorted(wanted)}
        self._spread: Counter[str] = Counter()
        for names in (facts.names for facts in collection.facts) if wanted else ():
            kinds_of = zip(names.all_keys(), names.kinds, names.all_counts().tolist(), strict=True)
            for key, kind, count in islice(kinds_of, names.entities):
                if key in wanted:
                    kinds[key][KINDS[kind]] += count
                    self._spread[key] += 1
        self._telling = frozenset(key for key, votes in kinds.items() if _usual(votes) in _NAMES)

    def are_of(self, group: Sequence[int]) -> bool:
        """Tell whether the openings of a group name something of its own."""
        counts = Counter(key for at in group for key in self._openings[at] if key in self._telling)
        least = max(2, SHARE * len(group))
        return any(n >= least and n >= OWN * self._spread[key] for key, n in counts.items())


def _opening(facts: Facts) -> frozenset[str]:
    keys = facts.names.all_keys()
    return frozenset(keys[at] for at in facts.opening)


def _usual(votes: Counter[TopicKind]) -> TopicKind:
    return min(votes, key=lambda kind: (-votes[kind], kind), default=TopicKind.CONCEPT)


def _in_order(collection: Collection, members: Iterable[int]) -> list[int]:
    """Return the tellings in order of appearance, the undated last."""
    return sorted(members, key=lambda at: (_day(collection.heads[at]), collection.heads[at].id))


def _day(article: Article) -> date:
    return article.published or date.max


def tell_story(collection: Collection, rarity: Rarity, tellings: Sequence[int]) -> Story:
    """Return the story that some articles tell, which are in order of appearance."""
    told = find_new([collection.analyses[at] for at in tellings], rarity)
    tellings_ = tuple(Telling(article=analysis.article.id, adds=adds) for analysis, adds in told)
    return Story(id=tellings_[0].article, tellings=tellings_)
