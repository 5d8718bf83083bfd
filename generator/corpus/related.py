"""Related articles: an index of weighted terms, and the reasons for each relation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from generator.corpus.evidence import Collection
from generator.keys import phrase_key
from generator.model import Analysis, Phrase, Related

TERMS = 80
"""So many of an article's weightiest terms are compared."""
POSTINGS = 250
"""So many articles are kept for each term, those it weighs most in."""
COMMON = 0.25
"""A term of more than this share of a larger collection tells nothing."""
TITLE, PHRASE = 2.0, 0.6
"""What a word of the title and a phrase weigh beside a word of the text."""
PULL, YEAR = 0.1, 365.0
"""The most that articles gain by standing close in time, and how many days are far."""
LEAST = 0.06
"""A lower score is no relation."""
REASONS = 4


class _Index(NamedTuple):
    vectors: tuple[dict[str, float], ...]
    postings: dict[str, tuple[tuple[int, float], ...]]
    rarity: dict[str, float]


def find_related(collection: Collection, *, limit: int) -> dict[str, tuple[Related, ...]]:
    """Return for each article the closest others, with what they share and where.

    Cosine of tf-idf over stems and phrases (G. Salton and C. Buckley, "Term-weighting approaches in
    automatic text retrieval", 1988), cut to the weightiest terms and postings, so that the cost
    grows with the number of articles and not with its square.
    """
    index = _index(collection.analyses)
    found = {}
    for at, analysis in enumerate(collection.analyses):
        closest = _closest(at, index, collection)[:limit] if limit else []
        found[analysis.article.id] = tuple(
            related
            for other, score in closest
            if (related := _explain(collection, index, (at, other), score)) is not None
        )
    return found


def _index(analyses: Sequence[Analysis]) -> _Index:
    counts = [_counts(analysis) for analysis in analyses]
    spread: Counter[str] = Counter()
    for one in counts:
        spread.update(one.keys())
    total = len(analyses)
    most = max(COMMON * total, 4)
    rarity = {term: log(1 + total / count) for term, count in spread.items() if 1 < count <= most}
    vectors = tuple(_vector(one, rarity) for one in counts)
    lists: dict[str, list[tuple[int, float]]] = {}
    for at, vector in enumerate(vectors):
        for term, weight in vector.items():
            lists.setdefault(term, []).append((at, weight))
    postings = {
        term: tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:POSTINGS]) for term, found in lists.items()
    }
    return _Index(vectors, postings, rarity)


def _counts(analysis: Analysis) -> dict[str, float]:
    """Return how much each term is said: stems as they are, phrases of several words with spaces."""
    counts = {stem: 1 + log(count) for stem, count in analysis.terms}
    for phrase in (*analysis.entities, *analysis.phrases):
        if " " in phrase.key:
            counts[phrase.key] = PHRASE * (1 + log(max(1, len(phrase.spans))))
    for word in phrase_key(analysis.article.title, analysis.article.language).split():
        counts[word] = counts.get(word, 0.0) + TITLE
    return counts


def _vector(counts: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    weighed = [(-much * rarity[term], term) for term, much in counts.items() if term in rarity]
    weighed.sort()
    kept = weighed[:TERMS]
    norm = sqrt(sum(weight * weight for weight, _ in kept)) or 1.0
    return {term: -weight / norm for weight, term in kept}


def _closest(at: int, index: _Index, collection: Collection) -> list[tuple[int, float]]:
    scores: dict[int, float] = {}
    for term, weight in index.vectors[at].items():
        for other, much in index.postings[term]:
            scores[other] = scores.get(other, 0.0) + weight * much
    scores.pop(at, None)
    near = [
        (other, round(min(1.0, score * (1 + PULL * _nearness(collection, at, other))), 4))
        for other, score in scores.items()
        if score >= LEAST
    ]
    return sorted(near, key=lambda pair: (-pair[1], pair[0]))


def _nearness(collection: Collection, one: int, other: int) -> float:
    days = [collection.analyses[at].article.published for at in (one, other)]
    if days[0] is None or days[1] is None:
        return 0.0
    return exp(-abs((days[0] - days[1]).days) / YEAR)


def _explain(collection: Collection, index: _Index, pair: tuple[int, int], score: float) -> Related | None:
    one, other = pair
    here, there = _phrases(collection.analyses[one]), _phrases(collection.analyses[other])
    shared = sorted(
        (key for key in here.keys() & there.keys() if _rarity(key, index) > 0),
        key=lambda key: (-_telling(here[key], there[key], _rarity(key, index)), key),
    )
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


def _rarity(key: str, index: _Index) -> float:
    if key in index.rarity:
        return index.rarity[key]
    return 0.0


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
