"""Coverage: how much each article is about a topic, and in which passages."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from generator.corpus.arrays import rounded
from generator.corpus.columns import Weighed
from generator.corpus.evidence import Collection, Sight
from generator.corpus.found import Found
from generator.model import Span

ENOUGH = 0.18
"""An article is about a topic from this share of its weightiest phrase on."""
PASSING = 0.34
"""A passage counts from this share of the article's strongest passage on."""
TAGGED = 0.8
"""The least share of an article that its author tagged with the topic."""
UNDER = 3.0
"""What a heading that names the topic adds to the passages under it, in mentions."""


class About(Struct, frozen=True, kw_only=True, gc=False):
    """What one article has to do with a topic."""

    article: int
    """Position in the collection."""
    share: float
    """The topic's weight over that of the article's weightiest phrase: above 0, at most 1."""
    passages: tuple[int, ...]
    spans: tuple[Span, ...]
    """Every place where it is named, in order, without overlaps."""


def find_shares(collection: Collection, weighed: Weighed, told: frozenset[int]) -> Found:
    """Return how much articles are about a topic by the weights of its phrases."""
    at, much = _in_all(weighed)
    shares = np.minimum(1.0, much / collection.heaviest[at])
    enough = shares >= min(ENOUGH, float(shares.max(initial=0.0)))
    kept = Found(at[enough], rounded(shares[enough], 4))
    if not told:
        return kept
    everything = dict(zip(at.tolist(), shares.tolist(), strict=True))
    sure = {one: round(max(TAGGED, everything.get(one, 0.0)), 4) for one in told}
    return Found.of(sure).with_(kept)


def _in_all(weighed: Weighed) -> Weighed:
    """Return what all phrases weigh in each article: the weightiest, and half of the others."""
    if (np.diff(weighed.articles) > 0).all():  # as where there is only one
        return weighed
    at, inverse = np.unique(weighed.articles, return_inverse=True)
    sums = np.bincount(inverse, weighed.weights, minlength=len(at))
    most = np.zeros(len(at))
    np.maximum.at(most, inverse, weighed.weights)
    return Weighed(at, most + (sums - most) / 2)


def about_article(collection: Collection, at: int, sights: Sequence[Sight], share: float) -> About:
    """Return what these sights say of one article; without any, its first passage stands for it."""
    spans = outermost(span for sight in sights for span in sight.phrase.spans)
    return About(article=at, share=share, passages=_passages(collection, at, spans), spans=spans)


def outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order without those that overlap an earlier or longer one."""
    found, kept = set(spans), list[Span]()
    if len(found) == 1:  # as most are
        return tuple(found)
    for span in sorted(found, key=lambda span: (span.block, span.start, -span.end)):
        if not kept or span.block != kept[-1].block or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _passages(collection: Collection, at: int, spans: Sequence[Span]) -> tuple[int, ...]:
    if not collection.facts[at].headings:
        return ()
    strength = _strength(collection, at, spans)
    if not strength:
        return (0,)
    least = PASSING * max(strength.values())
    return tuple(sorted(place for place, much in strength.items() if much >= least))


def _strength(collection: Collection, at: int, spans: Sequence[Span]) -> Mapping[int, float]:
    places, headings = collection.facts[at].passage_of, collection.facts[at].heading_of
    strength: dict[int, float] = {}
    for span in spans:
        place = places[span.block]
        if place < 0:
            continue
        heading = headings[place] == span.block
        strength[place] = strength.get(place, 0.0) + (UNDER if heading else 1.0)
    return strength
