"""Choosing: which candidates become topics."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from generator.corpus.candidates import Candidate
from generator.corpus.coverage import About
from generator.corpus.evidence import FEW
from generator.model import TopicKind

ALIKE = 0.6
"""A candidate with this share of its passages in a topic that shares a word with it adds too little."""
SAME = 0.85
"""The same, for candidates that share no word with the topic."""
PART = 0.55
"""A candidate with at most this share of a topic's passages may stand as a part of it."""
PROOF = 3
"""Topics without a common word are the same only if so many articles say so."""
TWINS = 0.65
"""Two topics with this share of their articles in common are one topic twice."""
SPOKEN = 0.5
"""How much it counts that a topic's articles use its words: of two names for them, the one they say wins."""
MORE = 2.0
"""So many times the topics that are wanted are looked at closely."""
MANY, ENOUGH = 200, 3
"""In a collection of so many articles a new topic has at least so many of them."""
LEAST_GAIN = 0.25
"""Below this gain nothing is worth a page; in a small collection, where all topics share few passages,"""
LEAST_OF_FEW = 0.1
"""below this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A candidate with its coverage."""

    label: str
    candidate: Candidate
    coverage: tuple[About, ...]
    prior: float
    places: Mapping[int, tuple[int, ...]]
    """By article: the passages it covers; in a small collection the blocks, since passages are few."""

    @property
    def size(self) -> int:
        """In how many places it is spoken of."""
        return sum(len(found) for found in self.places.values())

    @property
    def everywhere(self) -> frozenset[tuple[int, int]]:
        """Every place, as (article, place)."""
        return frozenset((at, place) for at, found in self.places.items() for place in found)


def topic_limit(articles: int, asked: int) -> int:
    """Return how many topics there may be: as asked, or 4 × √articles + 6, and for one article 10.

    The square root keeps a topic at some √n/4 articles on average: a collection four times as large
    gets twice the topics, and a list of topics can still be read when there are thousands of articles.
    """
    return asked or round(4 * sqrt(articles)) + 6


def least_of_page(articles: int) -> int:
    """Return how many articles a new topic has at least: fewer make no page worth a visit."""
    return ENOUGH if articles >= MANY else 1


def quality(candidate: Candidate, coverage: Sequence[About]) -> float:
    """Return how good a topic's name this is, whatever it covers: about 0.2 to 2."""
    shape = _shape(candidate)
    tags = len(candidate.tagged) / max(1, len(coverage))
    depth = sum(len(about.spans) for about in coverage) / max(1, len(coverage))
    return shape * (1 + 2 * sqrt(tags)) * (0.6 + 0.4 * min(2.0, log(1 + depth)))


def _shape(candidate: Candidate) -> float:
    """Return how well a candidate's words can name a topic: names do, of other words two rather than one."""
    words = candidate.name.replace("-", " ").split()
    named = [sight.named for sights in candidate.sights.values() for sight in sights]
    share = 1.0 if candidate.kind is not TopicKind.CONCEPT else sum(named) / max(1, len(named))
    plain = (0.5, 1.2, 1.0, 0.7)[min(len(words), 4) - 1]
    return share + (1 - share) * plain


def choose(
    options: Mapping[str, Option], *, fixed: Iterable[str], limit: int
) -> tuple[list[str], dict[str, str]]:
    """Return the labels of the topics, fixed ones first, and which rejected candidate folds into which.

    Greedy: at each step the candidate that adds most, each article counting less the more it is
    covered (a submodular gain, so an old gain bounds the new one from above).
    """
    chosen = [label for label in fixed if label in options]
    covered: _Covered = {}
    for label in chosen:
        _cover(covered, options[label])
    folded: dict[str, str] = {}
    nearby = _Nearby()
    for label in chosen:
        nearby.add(options[label])
    others = options.keys() - set(chosen)
    heap = [(-_gain(options[label], covered), label) for label in sorted(others)]
    heapq.heapify(heap)
    least = _least_gain(options.values())
    while heap and len(chosen) < limit:
        _, label = heapq.heappop(heap)
        option = options[label]
        gain = _gain(option, covered)
        if gain < least:
            continue
        if heap and -gain > heap[0][0]:
            heapq.heappush(heap, (-gain, label))
            continue
        rival = nearby.rival(option)
        if rival is not None:
            if _contains(option.candidate, options[rival].candidate):
                folded[label] = rival
            continue
        chosen.append(label)
        nearby.add(option)
        _cover(covered, option)
    return chosen, folded


def _least_gain(options: Iterable[Option]) -> float:
    articles = {about.article for option in options for about in option.coverage}
    return LEAST_GAIN if len(articles) > FEW else LEAST_OF_FEW


def pick(options: Mapping[str, Option], *, fixed: Iterable[str], limit: int, least: int = 1) -> list[str]:
    """Return the labels of the topics to publish, of those whose coverage is settled; fixed ones first.

    Greedy by what each adds, each article counting less the more it is covered. Of two topics of
    nearly the same articles one is enough, and one that has lost all but a passage is none, nor one
    of fewer articles than `least`.
    """
    chosen = [label for label in fixed if label in options]
    covered: dict[int, float] = {}
    sets: dict[str, frozenset[int]] = {}
    for label in chosen:
        _take(options[label], covered, sets)
    able = [label for label in options if label not in sets and _is_worth_a_page(options[label], least)]
    heap = [(-_addition(options[label], covered), label) for label in sorted(able)]
    heapq.heapify(heap)
    while heap and len(chosen) < limit:
        _, label = heapq.heappop(heap)
        addition = _addition(options[label], covered)
        if heap and -addition > heap[0][0]:
            heapq.heappush(heap, (-addition, label))
        elif not any(_twins(options[label], articles) for articles in sets.values()):
            chosen.append(label)
            _take(options[label], covered, sets)
    return chosen


def _is_worth_a_page(option: Option, least: int) -> bool:
    return option.size > 1 and len(option.coverage) >= least


def _take(option: Option, covered: dict[int, float], sets: dict[str, frozenset[int]]) -> None:
    sets[option.label] = frozenset(option.places)
    for about in option.coverage:
        covered[about.article] = covered.get(about.article, 0.0) + about.share


def _addition(option: Option, covered: Mapping[int, float]) -> float:
    much = sum(about.share / (1 + covered.get(about.article, 0.0)) for about in option.coverage)
    return round(option.prior * much * float(_spoken(option) ** SPOKEN), 6)


def _spoken(option: Option) -> float:
    """Return the share of a topic's articles that use its words, or are tagged with them."""
    own = option.candidate.sights.keys() | option.candidate.tagged
    return sum(about.article in own for about in option.coverage) / max(1, len(option.coverage))


def _twins(option: Option, articles: frozenset[int]) -> bool:
    both = len(articles.intersection(option.places))
    return both >= PROOF and both > TWINS * (len(articles) + len(option.places) - both)


_Covered = dict[int, dict[int, float]]
"""By article and place, how much of it the topics so far take."""


def _cover(covered: _Covered, option: Option) -> None:
    for about in option.coverage:
        inside = covered.setdefault(about.article, {})
        for place in option.places[about.article]:
            inside[place] = inside.get(place, 0.0) + about.share


def _gain(option: Option, covered: _Covered) -> float:
    gain = 0.0
    for about in option.coverage:
        places, inside = option.places[about.article], covered.get(about.article)
        much = sum([1 / (1 + inside.get(place, 0.0)) for place in places]) if inside else len(places)
        gain += sqrt(about.share) * much / sqrt(len(places) or 1)
    return option.prior * gain


def _contains(narrow: Candidate, broad: Candidate) -> bool:
    return any(f" {b} " in f" {n} " for n in narrow.keys for b in broad.keys)


class _Nearby:
    """The topics so far, by passage."""

    def __init__(self) -> None:
        self._topics: dict[tuple[int, int], list[str]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._sizes: dict[str, int] = {}

    def add(self, option: Option) -> None:
        """Take one more topic."""
        places = option.everywhere
        for place in places:
            self._topics.setdefault(place, []).append(option.label)
        self._sizes[option.label] = len(places)
        self._words[option.label] = _words(option)

    def rival(self, option: Option) -> str | None:
        """Return the topic that already covers most of what this one would, if one covers enough."""
        shared: dict[str, int] = {}
        passages = option.everywhere
        for place in passages:
            for label in self._topics.get(place, ()):
                shared[label] = shared.get(label, 0) + 1
        words = _words(option)
        for label, count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
            kin = not words.isdisjoint(self._words[label])
            near = len(passages) > PART * self._sizes[label]
            same = len(option.coverage) >= PROOF and count >= SAME * len(passages)
            if near and (same or (kin and count >= ALIKE * len(passages))):
                return label
        return None


def _words(option: Option) -> frozenset[str]:
    return frozenset(word for key in option.candidate.keys for word in key.split())
