"""Summaries of topics: sentences that say something about the topic and can stand alone."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain
from math import fsum, log2, sqrt
from typing import NamedTuple

import numpy as np

from generator.corpus.arrays import Floats, Ints, largest
from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.corpus.weighing import numbers_of
from generator.corpus.worth import MOSTLY, naming, worths
from generator.model import BlockKind, Quote
from generator.words import content_stems

QUOTES = 3
"""Sentences kept of one article."""
SAME = 0.6
"""Two sentences closer than this (cosine of stems) say the same."""
ARTICLES, FEWEST, POOL = 40, 4, 120
"""A summary is chosen from so many articles, of each at least so many sentences, and about so many in all."""
ONCE = 0.3
"""What a word of one article weighs beside one that two say, which weighs this and 1 more, where few articles
speak of the topic: of many, one alone tells little of what they are about."""
SHARELESS, FADING = 0.3, 20
"""An article that is hardly about the topic still counts so much; the one in this place, half the newest."""
WORTHLESS = 0.05
"""Better a short summary than one filled up with sentences worth less than this, beside the best."""
SCARCE = 4
"""Up to so many articles seldom name their topic in sentences enough; then others are needed."""
SHARED = 2
"""So many words such a one shares with those that name the topic, or stand right after one that does; and so
does one that stands there itself, in an article that is mostly about something else."""
AGAIN = 0.5
"""What another sentence of an article is worth beside its first, and a third beside the second."""
TOLD = 0.2
"""What a sentence is worth whose words were all said before, beside its new ones."""
LABEL = 40
"""Letters in a sentence that is more than a label."""
LISTS, TITLE = 12, 5
"""So many articles are looked at for items of lists, and so many words has one that says something."""
PADDING = 5
"""So many words more are counted in every sentence, so that no short one wins by a word or two."""


class Offer(NamedTuple):
    """A sentence that may be chosen."""

    worth: float
    article: int
    at: int
    near: bool
    """It names the topic, or stands right after one that does."""
    sure: bool
    """It names the topic, or stands there in an article that is mostly about it."""
    stems: frozenset[int]
    """By number."""


def best_sentences(collection: Collection, about: About) -> tuple[int, ...]:
    """Return the 1 to 3 sentences that say most about the topic, in reading order.

    The article's own judgement of its sentences counts too: one that cannot stand alone is not taken.
    If none of those that name it can stand alone, the first that is more than a few words is taken, else the
    first; none if no sentence of the article's text names it.
    """
    named = naming(collection, about)
    if not named:
        return ()
    scores = worths(collection, about, named)
    able = [at for at in named if scores[at] > 0] or [_first_to_tell(collection, about, sorted(named))]
    best = sorted(able, key=lambda at: (-scores[at], at))[:QUOTES]
    return tuple(sorted(best))


def _first_to_tell(collection: Collection, about: About, named: Sequence[int]) -> int:
    """Return the first sentence that is too long for a label, a byline or a caption, or the first of all."""
    spans = collection.sentences(about.article).spans
    return next((at for at in named if spans[at][2] - spans[at][1] >= LABEL), named[0])


class Told(NamedTuple):
    """The articles about a topic, the newest first, and how much each is."""

    articles: Ints
    shares: Floats


def summarise(
    collection: Collection, told: Told, about: Callable[[int], About], *, sentences: int
) -> tuple[Quote, ...]:
    """Return the summary of a topic, oldest first, from different articles rather than from one.

    `about` returns what one of the articles says, by its position. No two sentences say the same. Each
    sentence is chosen for its own worth and for the words that several articles say and none chosen before
    it does, after D. Gillick and B. Favre, "A Scalable Global Model for Summarization" (2009).
    """
    offers = _offers(collection, told, about)
    chosen = _choose(offers, _weights(collection, offers, scarcity_of(told)), sentences)
    order = {article: -place for place, article in enumerate(told.articles.tolist())}
    chosen.sort(key=lambda offer: (order[offer.article], offer.at))
    return tuple(Quote(article=collection.heads[offer.article].id, sentence=offer.at) for offer in chosen)


def _offers(collection: Collection, told: Told, about: Callable[[int], About]) -> list[Offer]:
    """Return the sentences to choose from: the best of the articles that say most, newer ones rather."""
    asked = [(claim, about(int(told.articles[place]))) for claim, place in claims_of(told)]
    most = max(FEWEST, POOL // max(1, len(asked)))
    scarcity = scarcity_of(told)
    found = [
        offer
        for claim, one in asked
        for offer in _of_article(collection, one, claim=claim, scarcity=scarcity, most=most)
    ]
    if not any(offer.near for offer in found) and any(one.spans for _, one in asked):
        listed = [offer for claim, one in asked[:LISTS] for offer in _of_lists(collection, one, claim)]
        return listed or found
    return _to_the_point(collection, found)


def claims_of(told: Told) -> list[tuple[float, int]]:
    """Return the articles to choose a summary from: how much each counts, the most first, and its place."""
    claims = (SHARELESS + told.shares) / (1 + np.arange(len(told.articles)) / FADING)
    best = largest(claims, ARTICLES)
    return list(zip(claims[best].tolist(), best.tolist(), strict=True))


def scarcity_of(told: Told) -> float:
    """Return how scarce sentences are that name a topic, in 0–1: the fewer articles there are, the more."""
    return min(1.0, SCARCE / max(1, len(told.articles))) ** 2


def _of_article(
    collection: Collection, about: About, *, claim: float, scarcity: float, most: int
) -> list[Offer]:
    """Return the sentences of one article that can stand alone, the best first."""
    named = naming(collection, about)
    scores = worths(collection, about, named, scarcity=scarcity)
    sentences = collection.sentences(about.article)
    able = sorted((at for at, worth in scores.items() if worth > 0), key=lambda at: (-scores[at], at))
    return [
        Offer(
            worth=claim * scores[at],
            article=about.article,
            at=at,
            near=at in named or at - 1 in named,
            sure=at in named or (at - 1 in named and about.share >= MOSTLY),
            stems=sentences.stems(at),
        )
        for at in able[:most]
    ]


def _of_lists(collection: Collection, about: About, claim: float) -> Iterator[Offer]:
    """Yield what items of lists say of a topic, such as links of a newsletter, for one named nowhere else."""
    analysis = collection.analyses[about.article]
    for at in sorted(naming(collection, about)):
        span = analysis.sentences[at]
        block = analysis.article.blocks[span.block]
        text = block.text[span.start : span.end]
        if block.kind is BlockKind.ITEM and text.count(" ") >= TITLE - 1 and " | " not in text:
            stems = frozenset(numbers_of(content_stems(text, analysis.article.language)))
            yield Offer(worth=claim, article=about.article, at=at, near=True, sure=True, stems=stems)


def _to_the_point(collection: Collection, offers: Sequence[Offer]) -> list[Offer]:
    """Return the offers without those that share too few words with what is said where the topic is named.

    Where several articles name it, what the others say there counts: an article is always like itself.
    """
    said: dict[int, set[int]] = {}
    for offer in offers:
        if offer.near:
            said.setdefault(offer.article, set()).update(offer.stems)
    tellers = Counter(chain.from_iterable(said.values()))
    told = tellers.keys() - collection.common

    def shared(offer: Offer) -> int:
        own = said.get(offer.article, set()) if len(said) > 1 else set()
        return sum(tellers[stem] > (stem in own) for stem in offer.stems & told)

    return [offer for offer in offers if not told or offer.sure or shared(offer) >= SHARED]


def _weights(collection: Collection, offers: Sequence[Offer], scarcity: float) -> dict[int, float]:
    """Return what each word weighs: the more, the more articles and sentences say it."""
    once = ONCE * scarcity
    said: dict[int, float] = {}
    for offer in offers:
        for stem in offer.stems:
            said[stem] = said.get(stem, 0.0) + offer.worth
    by_article: dict[int, set[int]] = {}
    for offer in offers:
        by_article.setdefault(offer.article, set()).update(offer.stems)
    articles = Counter(chain.from_iterable(by_article.values()))
    return {
        stem: 0.0 if stem in collection.common else (once + log2(articles[stem])) * sqrt(count)
        for stem, count in said.items()
    }


def _choose(offers: Sequence[Offer], weights: dict[int, float], count: int) -> list[Offer]:
    """Return the best offers, chosen one after another; the words of each weigh nothing afterwards."""
    chosen: list[Offer] = []
    turns: Counter[int] = Counter()
    left = dict(weights)
    least = WORTHLESS * max((one.worth for one in offers), default=0.0)

    def rank(one: Offer) -> tuple[float, int, int]:
        return -_value(one, left) * AGAIN ** turns[one.article], one.article, one.at

    free = [(rank(one), place) for place, one in enumerate(offers) if one.worth >= least]
    heapify(free)
    while free and len(chosen) < count:
        before, place = heappop(free)
        best = offers[place]
        if any(_same(best.stems, one.stems) for one in chosen):
            continue
        now = rank(best)  # which only falls, as words are said
        if now != before:
            heappush(free, (now, place))
            continue
        chosen.append(best)
        turns[best.article] += 1
        left.update(dict.fromkeys(best.stems, 0.0))
    return chosen


def _value(offer: Offer, weights: Mapping[int, float]) -> float:
    new = fsum([weights[stem] for stem in offer.stems])
    return round(offer.worth * (TOLD + new / sqrt(PADDING + len(offer.stems))), 6)


def _same(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= SAME * sqrt(len(one) * len(other) or 1)
