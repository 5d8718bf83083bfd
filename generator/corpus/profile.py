"""Profiles: which of the articles that name a topic are about it, by the company its name keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from generator.corpus.candidates import Candidate
from generator.corpus.coverage import TAGGED, About, about_article
from generator.corpus.evidence import Collection, Sight, scan_article
from generator.corpus.vectors import Vector, Vectors, dot, title_words
from generator.keys import phrase_key
from generator.model import Analysis

SMALL = 40
"""A collection of fewer articles has no profiles worth comparing."""
TERMS = 100
"""So many terms make a profile."""
BACKGROUND = 2.0
"""A term counts by how much it exceeds so many times its mean over all articles."""
NAMING = 0.2
"""How much of the score is the topic's own weight in the article; the rest is the profile."""
LEAST = 0.5
"""An article with this score is about the topic; half of those it was found in have 1 or more."""
ROUNDS = 3


@dataclass(frozen=True)
class Profiler:
    """What profiles are made from."""

    collection: Collection
    vectors: Vectors
    mean: Vector
    holders: Mapping[str, frozenset[int]]
    """The articles that hold each stem among their weightiest terms or in their title."""


def make_profiler(collection: Collection, vectors: Vectors, keys: Iterable[str]) -> Profiler:
    """Return the profiler for topics of these keys."""
    mean: Vector = {}
    share = 1 / max(1, len(vectors.articles))
    for vector in vectors.articles:
        for term, weight in vector.items():
            mean[term] = mean.get(term, 0.0) + weight * share
    stems = {stem for key in keys for stem in key.split()}
    holders: dict[str, set[int]] = {stem: set() for stem in sorted(stems)}
    for at, analysis in enumerate(collection.analyses):
        held = vectors.articles[at].keys() | set(title_words(analysis))
        for stem in held & stems:
            holders[stem].add(at)
    return Profiler(collection, vectors, mean, {stem: frozenset(found) for stem, found in holders.items()})


def sharpen(profiler: Profiler, candidate: Candidate, coverage: Sequence[About]) -> tuple[About, ...]:
    """Return the coverage of a topic without the articles that only mention it, and with those missed.

    The terms of the articles found are the topic's profile; each article that names the topic is
    scored by it, and the best make the next profile (J. Rocchio's feedback, 1971, repeated).
    Authors' tags and orders stay.
    """
    if len(profiler.collection.analyses) < SMALL or len(coverage) < 2:  # noqa: PLR2004 - one has no company
        return tuple(coverage)
    first = {about.article: about.share for about in coverage}
    able = sorted(_holding(profiler, candidate.keys) | first.keys())
    current = dict(first)
    for _ in range(ROUNDS):
        scores = _scores(profiler, current, first, able)
        current = {at: score for at, score in scores.items() if score >= LEAST} or current
    told = {about.article for about in coverage if about.share >= TAGGED}
    kept = {**current, **{at: max(TAGGED, current.get(at, 0.0)) for at in told & candidate.tagged}}
    by_article = {about.article: about for about in coverage}
    found = [_about(profiler.collection, candidate, by_article.get(at), at, kept[at]) for at in sorted(kept)]
    return tuple(about for about in found if about is not None) or tuple(coverage)


def _holding(profiler: Profiler, keys: Iterable[str]) -> set[int]:
    """Return the articles that hold every stem of a key."""
    found: set[int] = set()
    for key in keys:
        sets = [profiler.holders.get(stem, frozenset()) for stem in key.split()]
        if sets:
            found |= frozenset.intersection(*sets)
    return found


def _scores(
    profiler: Profiler, current: Mapping[int, float], first: Mapping[int, float], able: Sequence[int]
) -> dict[int, float]:
    articles = profiler.vectors.articles
    profile = _profile(profiler, current)
    near = {at: dot(profile, articles[at]) for at in sorted({*able, *current})}
    middle = sorted(near[at] for at in current)[len(current) // 2] or 1.0
    return {at: round((1 - NAMING) * near[at] / middle + NAMING * sqrt(first.get(at, 0.0)), 6) for at in able}


def _profile(profiler: Profiler, current: Mapping[int, float]) -> Vector:
    total = sum(min(1.0, share) for share in current.values())
    sums: Vector = {}
    for at, share in sorted(current.items()):
        for term, weight in profiler.vectors.articles[at].items():
            sums[term] = sums.get(term, 0.0) + weight * min(1.0, share) / total
    excess = {term: round(weight - BACKGROUND * profiler.mean[term], 9) for term, weight in sums.items()}
    above = sorted((-much, term) for term, much in excess.items() if much > 0)[:TERMS]
    norm = sqrt(sum(weight * weight for weight, _ in above)) or 1.0
    return {term: -weight / norm for weight, term in above}


def _about(
    collection: Collection, candidate: Candidate, known: About | None, at: int, score: float
) -> About | None:
    share = round(min(1.0, score), 4)
    if known is not None:
        return About(article=at, share=share, passages=known.passages, spans=known.spans)
    sights: Sequence[Sight] = candidate.sights.get(at) or scan_article(collection, at, candidate.keys)
    title = _title_key(collection.analyses[at])
    titled = any(f" {key} " in title for key in candidate.keys)
    return about_article(collection, at, sights, share) if sights or titled else None


def _title_key(analysis: Analysis) -> str:
    return f" {phrase_key(analysis.article.title, analysis.article.language)} "
