"""Related articles: which are close, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from math import exp, sqrt
from typing import NamedTuple

from generator.corpus.evidence import Collection
from generator.corpus.vectors import Vector, Vectors, dot, passage_vectors, title_words
from generator.model import Analysis, Phrase, Related

POSTINGS = 400
"""So many articles are kept for each term, those it weighs most in."""
QUERY = 60
"""So many of an article's weightiest terms look for others."""
LOOKED_AT = 60
"""So many of the closest articles are compared passage by passage."""
PASSAGE = 1.0
"""What the closest passage adds to the closeness of the whole: articles are linked from a passage."""
NAMED = 0.2
"""What it adds that one article says all the words of the other's title."""
PULL, YEAR = 0.2, 365.0
"""The most that articles gain by standing close in time, and how many days are far."""
FULL = 2.4
"""The score that counts as 1: everything the above can add to."""
LEAST = 0.07
"""A lower score is no relation."""
REASONS = 4


class _Index(NamedTuple):
    terms: Mapping[str, Sequence[tuple[int, float]]]
    """Articles and weights by term."""
    titles: Mapping[str, Sequence[tuple[int, float]]]
    """Articles by the words of their titles, with the word's share of the title."""


def find_related(collection: Collection, vectors: Vectors, *, limit: int) -> dict[str, tuple[Related, ...]]:
    """Return for each article the closest others, with what they share and where.

    An index of weighted terms, cut to the articles each term weighs most in, so that the cost grows
    with the number of articles and not with its square. Measured with `benchmarks/related.py`.
    """
    index = _Index(_postings(vectors.articles), _titles(collection, vectors.rarity))
    found = {}
    for at, analysis in enumerate(collection.analyses):
        closest = _closest(at, collection, vectors, index) if limit else []
        found[analysis.article.id] = _explained(collection, vectors, at, closest, limit)
    return found


def _postings(articles: Sequence[Vector]) -> dict[str, list[tuple[int, float]]]:
    lists: dict[str, list[tuple[int, float]]] = {}
    for at, vector in enumerate(articles):
        for term, weight in vector.items():
            lists.setdefault(term, []).append((at, weight))
    return {
        term: sorted(found, key=lambda pair: (-pair[1], pair[0]))[:POSTINGS] for term, found in lists.items()
    }


def _titles(collection: Collection, rarity: Mapping[str, float]) -> dict[str, list[tuple[int, float]]]:
    lists: dict[str, list[tuple[int, float]]] = {}
    for at, analysis in enumerate(collection.analyses):
        weights = {word: rarity.get(word, 0.1) for word in title_words(analysis)}
        total = sum(weights.values())
        for word, weight in weights.items():
            if word in rarity:
                lists.setdefault(word, []).append((at, weight / total))
    return lists


def _closest(at: int, collection: Collection, vectors: Vectors, index: _Index) -> list[tuple[int, float]]:
    analysis = collection.analyses[at]
    first = dict(list(vectors.articles[at].items())[:QUERY])
    scores = _add_up(first, index.terms)
    named = _add_up(dict.fromkeys((stem for stem, _ in analysis.terms), 1.0), index.titles)
    for other, much in named.items():
        if other in scores:
            scores[other] += NAMED * much
    scores.pop(at, None)
    passages = passage_vectors(analysis, vectors.rarity)
    near = []
    for other, score in nsmallest(LOOKED_AT, scores.items(), key=lambda pair: (-round(pair[1], 9), pair[0])):
        best = max((dot(passage, vectors.articles[other]) for passage in passages), default=0.0)
        total = (score + PASSAGE * best) * (1 + PULL * _nearness(collection, at, other)) / FULL
        if total >= LEAST:
            near.append((other, round(min(1.0, total), 4)))
    return sorted(near, key=lambda pair: (-pair[1], pair[0]))


def _add_up(query: Vector, postings: Mapping[str, Sequence[tuple[int, float]]]) -> dict[int, float]:
    scores: dict[int, float] = {}
    get = scores.get
    for term, weight in query.items():
        for other, much in postings.get(term, ()):
            scores[other] = get(other, 0.0) + weight * much
    return scores


def _nearness(collection: Collection, one: int, other: int) -> float:
    here, there = collection.analyses[one].article.published, collection.analyses[other].article.published
    if here is None or there is None:
        return 0.0
    return exp(-abs((here - there).days) / YEAR)


def _explained(
    collection: Collection, vectors: Vectors, at: int, closest: Iterable[tuple[int, float]], limit: int
) -> tuple[Related, ...]:
    found: list[Related] = []
    for other, score in closest:
        if len(found) == limit:
            break
        related = _explain(collection, vectors.rarity, (at, other), score)
        if related:
            found.append(related)
    return tuple(found)


def _explain(
    collection: Collection, rarity: Mapping[str, float], pair: tuple[int, int], score: float
) -> Related | None:
    """Return the relation with its reasons, or None if nothing telling is shared."""
    one, other = pair
    here, there = _phrases(collection.analyses[one]), _phrases(collection.analyses[other])
    worth = {key: _telling(here[key], there[key], rarity.get(key, 0.0)) for key in here.keys() & there.keys()}
    shared = sorted((key for key in worth if worth[key] > 0), key=lambda key: (-worth[key], key))
    kept = _apart(shared)[:REASONS]
    if not kept:
        return None
    return Related(
        article=collection.analyses[other].article.id,
        score=score,
        because=tuple(here[key].text for key in kept),
        here=_best_passage(collection, one, [here[key] for key in kept]),
        there=_best_passage(collection, other, [there[key] for key in kept]),
    )


def _phrases(analysis: Analysis) -> dict[str, Phrase]:
    return {phrase.key: phrase for phrase in (*analysis.phrases, *analysis.entities)}


def _telling(here: Phrase, there: Phrase, rarity: float) -> float:
    return round(sqrt(here.weight * there.weight) * rarity, 6)


def _apart(keys: Iterable[str]) -> list[str]:
    """Leave out a phrase that is part of a more telling one, or the reverse."""
    kept: list[str] = []
    for key in keys:
        if not any(f" {key} " in f" {one} " or f" {one} " in f" {key} " for one in kept):
            kept.append(key)
    return kept


def _best_passage(collection: Collection, at: int, phrases: Sequence[Phrase]) -> int:
    places = collection.passage_of[at]
    counts: Counter[int] = Counter()
    for rank, phrase in enumerate(phrases):
        for place in {places[span.block] for span in phrase.spans}:
            counts[place] += REASONS - rank
    counts.pop(-1, None)
    return min(counts, key=lambda place: (-counts[place], place), default=0)
