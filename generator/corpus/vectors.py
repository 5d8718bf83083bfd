"""Vectors: what each article is about, as weighted terms that can be compared."""

from collections import Counter
from collections.abc import Mapping
from math import log, sqrt
from typing import NamedTuple

from generator.corpus.evidence import Collection
from generator.keys import phrase_key
from generator.model import Analysis

TERMS = 150
"""So many of an article's weightiest terms are compared."""
COMMON = 0.3
"""A term of more than this share of the articles tells nothing."""
FEW = 4
"""But one of so few articles is always worth a look."""
TITLE, PHRASE = 3.0, 0.6
"""What a word of the title and a phrase weigh beside a word said once."""

Vector = dict[str, float]
"""Weights by term, of length 1: stems, and phrase keys of several words."""


class Vectors(NamedTuple):
    """The articles of a collection, by position, and how rare each term is."""

    articles: tuple[Vector, ...]
    rarity: Mapping[str, float]


def find_vectors(collection: Collection) -> Vectors:
    """Return the tf-idf vectors of the articles.

    G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval" (1988), with
    the square root of the count, over stems, phrases and the title.
    """
    counts = [_counts(analysis) for analysis in collection.analyses]
    spread: Counter[str] = Counter()
    for one in counts:
        spread.update(one.keys())
    total = len(counts)
    most = max(COMMON * total, FEW)
    rarity = {term: log(1 + total / count) for term, count in spread.items() if 1 < count <= most}
    return Vectors(tuple(weigh(one, rarity, terms=TERMS) for one in counts), rarity)


def _counts(analysis: Analysis) -> dict[str, float]:
    counts = {stem: sqrt(count) for stem, count in analysis.terms}
    for phrase in (*analysis.entities, *analysis.phrases):
        if " " in phrase.key:
            counts[phrase.key] = PHRASE * sqrt(len(phrase.spans))
    for word in title_words(analysis):
        counts[word] = counts.get(word, 0.0) + TITLE
    return counts


def title_words(analysis: Analysis) -> tuple[str, ...]:
    """Return the stems of an article's title, each once, sorted."""
    return tuple(sorted(set(phrase_key(analysis.article.title, analysis.article.language).split())))


def weigh(counts: Mapping[str, float], rarity: Mapping[str, float], *, terms: int) -> Vector:
    """Return the vector of the weightiest of some terms, the weightiest first, to length 1."""
    weighed = sorted((-much * rarity[term], term) for term, much in counts.items() if term in rarity)[:terms]
    norm = sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
    return {term: -weight / norm for weight, term in weighed}
