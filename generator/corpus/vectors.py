"""Vectors: what each article is about, as weighted terms that can be compared."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum, log, sqrt

import numpy as np

from generator.corpus.arrays import Rows, join_rows, turned
from generator.corpus.evidence import Collection

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


@dataclass(frozen=True)
class Vectors:
    """The articles of a collection, by position, and how rare each term is."""

    terms: tuple[str, ...]
    """Sorted; a term's place is that in here."""
    rarity: Mapping[str, float]
    articles: Rows
    """The weights of each article by the place of the term, the weightiest first, to length 1."""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each term."""
        return {term: place for place, term in enumerate(self.terms)}

    @cached_property
    def holders(self) -> Rows:
        """By the place of a term: the articles that hold it, and how much it weighs there."""
        return turned(self.articles, len(self.terms))


def find_vectors(collection: Collection) -> Vectors:
    """Return the tf-idf vectors of the articles.

    G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval" (1988), with
    the square root of the count, over stems, phrases and the title.
    """
    spread: Counter[str] = Counter()
    for at in range(len(collection.facts)):
        spread.update(_counts(collection, at).keys())
    total = len(collection.facts)
    most = max(COMMON * total, FEW)
    rarity = {term: log(1 + total / count) for term, count in spread.items() if 1 < count <= most}
    terms = tuple(sorted(rarity))
    places = {term: place for place, term in enumerate(terms)}
    weighed = (_weigh(_counts(collection, at), rarity) for at in range(total))
    rows = (
        (np.array([places[term] for term in vector], np.int32), np.array(list(vector.values())))
        for vector in weighed
    )
    return Vectors(terms, rarity, join_rows(rows, np.float64))


def _counts(collection: Collection, at: int) -> dict[str, float]:
    facts = collection.facts[at]
    counts = {stem: sqrt(count) for stem, count in facts.terms}
    for key, count in zip(facts.names.all_keys(), facts.names.all_counts().tolist(), strict=True):
        if " " in key:
            counts[key] = PHRASE * sqrt(count)
    for word in collection.titles[at]:
        counts[word] = counts.get(word, 0.0) + TITLE
    return counts


def _weigh(counts: Mapping[str, float], rarity: Mapping[str, float]) -> Vector:
    """Return the vector of the weightiest of some terms, the weightiest first, to length 1."""
    weighed = sorted((-much * rarity[term], term) for term, much in counts.items() if term in rarity)[:TERMS]
    norm = sqrt(fsum([weight * weight for weight, _ in weighed])) or 1.0
    return {term: -weight / norm for weight, term in weighed}
