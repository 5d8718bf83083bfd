"""Profiles: which articles are about a topic, by the company that its name keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from generator.corpus.candidates import Candidate
from generator.corpus.coverage import TAGGED, About, about_article
from generator.corpus.evidence import Collection, Sight, scan_article
from generator.corpus.neighbours import Neighbours, find_neighbours
from generator.corpus.vectors import Vector, Vectors, title_words
from generator.keys import phrase_key
from generator.model import Analysis, TopicKind

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
STAYING = 0.25
"""One that was published as being about it stays with this score: readers should find it again."""
ROUNDS = 2
SAYING = 0.5
"""A passage that does not name the topic counts from this share of the one that says most of it."""


@dataclass(frozen=True)
class Profiler:
    """What profiles are made from."""

    collection: Collection
    vectors: Vectors
    mean: Vector
    holders: Mapping[str, frozenset[int]]
    """The articles that hold each stem of a topic's name among their weightiest terms or in their title."""
    postings: Mapping[str, Sequence[tuple[int, float]]]
    """The articles that hold each term, and how much it weighs there."""
    neighbours: Neighbours


def make_profiler(collection: Collection, vectors: Vectors, keys: Iterable[str]) -> Profiler:
    """Return the profiler for topics of these keys."""
    if len(collection.analyses) < SMALL:
        return Profiler(collection, vectors, {}, {}, {}, ())
    postings: dict[str, list[tuple[int, float]]] = {}
    for at, vector in enumerate(vectors.articles):
        for term, weight in vector.items():
            postings.setdefault(term, []).append((at, weight))
    share = 1 / len(vectors.articles)
    mean = {term: sum(weight for _, weight in found) * share for term, found in postings.items()}
    stems = {stem for key in keys for stem in key.split()}
    holders: dict[str, set[int]] = {stem: set() for stem in sorted(stems)}
    for at, analysis in enumerate(collection.analyses):
        held = vectors.articles[at].keys() | set(title_words(analysis))
        for stem in held & stems:
            holders[stem].add(at)
    return Profiler(
        collection,
        vectors,
        mean,
        {stem: frozenset(found) for stem, found in holders.items()},
        postings,
        find_neighbours(vectors.articles),
    )


def sharpen(
    profiler: Profiler,
    candidate: Candidate,
    coverage: Sequence[About],
    *,
    before: frozenset[int] = frozenset(),
) -> tuple[About, ...]:
    """Return the coverage of a topic without the articles that only mention it, and with those missed.

    The terms of the articles found are the topic's profile; every article is scored by it, and the
    best make the next profile (J. Rocchio's feedback, 1971, repeated). In the end an article also
    counts by its nearest neighbours. A person, an organisation, a product or a place must be named;
    a concept need not be. Authors' tags and orders stay, and so do the articles that were about it
    `before`, as long as they have half the score that a new one needs.
    """
    if len(profiler.collection.analyses) < SMALL or len(coverage) < 2:  # noqa: PLR2004 - one has no company
        return tuple(coverage)
    first = {about.article: about.share for about in coverage}
    profile: Vector = {}
    scores: dict[int, float] = {}
    current = dict(first)
    for _ in range(ROUNDS):
        profile = _profile(profiler, current)
        scores = _scores(profiler, profile, current, first)
        current = {at: min(1.0, score) for at, score in scores.items() if score >= LEAST} or current
    current = _in_company(profiler, scores, before) or current
    if candidate.kind is not TopicKind.CONCEPT:
        able = _holding(profiler, candidate.keys) | first.keys() | before
        current = {at: score for at, score in current.items() if at in able} or first
    told = {about.article for about in coverage if about.share >= TAGGED}
    kept = {**current, **{at: max(TAGGED, current.get(at, 0.0)) for at in told & candidate.tagged}}
    by_article = {about.article: about for about in coverage}
    found = [_about(profiler, candidate, by_article.get(at), (at, kept[at], profile)) for at in sorted(kept)]
    return tuple(found) or tuple(coverage)


def _holding(profiler: Profiler, keys: Iterable[str]) -> set[int]:
    """Return the articles that hold every stem of a key."""
    found: set[int] = set()
    for key in keys:
        sets = [profiler.holders.get(stem, frozenset()) for stem in key.split()]
        if sets:
            found |= frozenset.intersection(*sets)
    return found


def _scores(
    profiler: Profiler, profile: Vector, current: Mapping[int, float], first: Mapping[int, float]
) -> dict[int, float]:
    near: dict[int, float] = {}
    for term, weight in profile.items():
        for at, much in profiler.postings[term]:
            near[at] = near.get(at, 0.0) + weight * much
    middle = sorted(near.get(at, 0.0) for at in current)[len(current) // 2] or 1.0
    return {
        at: round((1 - NAMING) * near.get(at, 0.0) / middle + NAMING * sqrt(first.get(at, 0.0)), 6)
        for at in sorted({*near, *first})
    }


def _in_company(profiler: Profiler, scores: Mapping[int, float], before: frozenset[int]) -> dict[int, float]:
    """Return the scores that are enough when an article's neighbours have a say."""
    kept = {}
    for at in sorted(scores):
        company = sum(share * scores.get(other, 0.0) for other, share in profiler.neighbours[at])
        score = round((1 - COMPANY) * scores[at] + COMPANY * company, 4)
        if score >= (STAYING if at in before else LEAST):
            kept[at] = min(1.0, score)
    return kept


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
    profiler: Profiler, candidate: Candidate, known: About | None, scored: tuple[int, float, Vector]
) -> About:
    at, score, profile = scored
    share = round(min(1.0, score), 4)
    if known is not None:
        return About(article=at, share=share, passages=known.passages, spans=known.spans)
    sights: Sequence[Sight] = candidate.sights.get(at) or scan_article(
        profiler.collection, at, candidate.keys
    )
    if sights or _is_titled(profiler.collection.analyses[at], candidate.keys):
        return about_article(profiler.collection, at, sights, share)
    return About(article=at, share=share, passages=_saying(profiler, at, profile), spans=())


def _is_titled(analysis: Analysis, keys: Iterable[str]) -> bool:
    title = f" {phrase_key(analysis.article.title, analysis.article.language)} "
    return any(f" {key} " in title for key in keys)


def _saying(profiler: Profiler, at: int, profile: Vector) -> tuple[int, ...]:
    """Return the passages of an article whose words are the topic's."""
    rarity = profiler.vectors.rarity
    scores = [
        round(sum(sqrt(n) * rarity[term] * profile[term] for term, n in passage.terms if term in profile), 6)
        for passage in profiler.collection.analyses[at].passages
    ]
    best = max(scores, default=0.0)
    return tuple(place for place, score in enumerate(scores) if score >= SAYING * best)
