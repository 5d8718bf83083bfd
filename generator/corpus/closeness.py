"""Closeness: how near articles are to one another, as wholes and by their closest paragraph.

Terms are stems and pairs of neighbouring stems; everything is counted in whole numbers, so that
sums do not depend on their order.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from generator.corpus.evidence import Collection
from generator.model import Analysis
from generator.parallel import map_here
from generator.words import content_stems

TERMS = 600
"""So many of an article's weightiest terms are compared."""
POSTINGS = 200
"""So many articles are kept for each term, those it weighs most in."""
COMPARED = 60
"""So many of the articles found are compared paragraph by paragraph."""
COMMON, FEW = 0.3, 4
"""A term of more than this share of the articles tells nothing, unless they are as few as this."""
TITLE = 3.0
"""What it adds to a term to stand in the title; the first mention adds 1, the fourth as much again."""
UNIT = 1000
"""The length of a vector of whole numbers."""
FINE = 100
"""A term's rarity is counted in hundredths."""
BUCKETS = 16_777_213
"""Pairs of stems are first counted in so many buckets, a prime: most stand in one article only."""

Bag = Mapping[int, int]
"""Weights by term."""


class Near(NamedTuple):
    """Another article, and how close it is."""

    other: int
    """Its position in the collection."""
    whole: float
    """The cosine of both articles' terms, 0–1."""
    passage: float
    """How much of the other article its closest paragraph here says; larger is closer."""
    block: int
    """The position of that paragraph."""


class Space(NamedTuple):
    """The terms of a collection, and its articles as weights of them."""

    numbers: Mapping[str, int]
    """The number of each stem; a pair of stems has one made of theirs."""
    rarity: Mapping[int, int]
    """In hundredths, for every term that tells anything."""
    common: frozenset[int]
    """The terms that stand in too many articles to tell anything."""
    vectors: Sequence[Bag]
    """Of length UNIT, the weightiest term first."""


def make_space(collection: Collection) -> Space:
    """Return the terms of a collection, weighed by how rare they are and how often an article has them.

    G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval" (1988), with
    the square root of the count, pairs of words and the title's words raised.
    """
    numbers = _number(collection)
    spread = _spread(collection, numbers)
    total = len(collection.analyses)
    most = max(COMMON * total, FEW)
    rarity = {
        term: round(FINE * log(1 + total / count)) for term, count in spread.items() if 1 < count <= most
    }
    vectors = [_vector(analysis, numbers, rarity) for analysis in collection.analyses]
    common = frozenset(term for term, count in spread.items() if count > most)
    return Space(numbers, rarity, common, vectors)


def _number(collection: Collection) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for analysis in collection.analyses:
        for stem, _ in analysis.terms:
            numbers.setdefault(stem, len(numbers))
    return numbers


def _terms(stems: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    """Return the terms of a run of stems: each stem's number, and one for each pair of neighbours."""
    run = [numbers[stem] for stem in stems]
    return run + [(one + 1) << 32 | other for one, other in pairwise(run)]


def _blocks(analysis: Analysis, numbers: Mapping[str, int]) -> Iterator[tuple[int, list[int]]]:
    """Yield the position and the terms of every block that has any."""
    for at, stems in enumerate(analysis.stems):
        if stems:
            yield at, _terms(stems.split(" "), numbers)


def _title(analysis: Analysis, numbers: Mapping[str, int]) -> list[int]:
    return _terms(content_stems(analysis.article.title, analysis.article.language), numbers)


def _spread(collection: Collection, numbers: Mapping[str, int]) -> Counter[int]:
    """Return in how many articles each term stands; pairs that stand in one only may be missing.

    J. S. Park, M.-S. Chen and P. S. Yu, "An effective hash-based algorithm for mining association
    rules" (1995): rare pairs are never held, since their bucket stays below two.
    """
    buckets = bytearray(BUCKETS)
    for terms in _sets(collection, numbers):
        for bucket in {term % BUCKETS for term in terms}:
            if buckets[bucket] < 2:  # noqa: PLR2004 - two are enough to know
                buckets[bucket] += 1
    spread: Counter[int] = Counter()
    for terms in _sets(collection, numbers):
        spread.update(term for term in terms if buckets[term % BUCKETS] > 1)
    return spread


def _sets(collection: Collection, numbers: Mapping[str, int]) -> Iterator[set[int]]:
    for analysis in collection.analyses:
        found = set(_title(analysis, numbers))
        for _, terms in _blocks(analysis, numbers):
            found.update(terms)
        yield found


def _vector(analysis: Analysis, numbers: Mapping[str, int], rarity: Mapping[int, int]) -> Bag:
    counts: Counter[int] = Counter()
    for _, terms in _blocks(analysis, numbers):
        counts.update(terms)
    title = frozenset(_title(analysis, numbers))
    counts.update(title)
    weighed = sorted(
        (-(sqrt(count) + (TITLE if term in title else 0.0)) * rarity[term], term)
        for term, count in counts.items()
        if term in rarity
    )[:TERMS]
    norm = sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
    scaled = ((term, round(-UNIT * weight / norm)) for weight, term in weighed)
    return {term: weight for term, weight in scaled if weight}


def find_near(collection: Collection, space: Space, *, jobs: int = 1) -> list[list[Near]]:
    """Return for each article the others that may be close to it, in the order of their positions."""
    index = _index(space.vectors)

    def near(at: int) -> list[Near]:
        found = _found(at, space.vectors[at], index)
        places = _places(collection.analyses[at], space) if found else {}
        return [near for other in sorted(found) if (near := _compare(at, other, space, places)).whole > 0]

    return map_here(near, range(len(collection.analyses)), jobs=jobs)


def _index(vectors: Sequence[Bag]) -> dict[int, tuple[Sequence[int], Sequence[int]]]:
    """Return articles and weights by term."""
    lists: dict[int, list[tuple[int, int]]] = {}
    for at, vector in enumerate(vectors):
        for term, weight in vector.items():
            lists.setdefault(term, []).append((-weight, at))
    return {
        term: (tuple([at for _, at in best]), tuple([-weight for weight, _ in best]))
        for term, found in lists.items()
        if len(found) > 1
        for best in (nsmallest(POSTINGS, found),)
    }


def _found(at: int, vector: Bag, index: Mapping[int, tuple[Sequence[int], Sequence[int]]]) -> list[int]:
    """Return the articles that share the most with one."""
    scores: dict[int, int] = {}
    get = scores.get
    for term, weight in vector.items():
        if term in index:
            for other, much in zip(*index[term], strict=True):
                scores[other] = get(other, 0) + weight * much
    scores.pop(at, None)
    best = nsmallest(COMPARED, [(-score, other) for other, score in scores.items()])
    return [other for _, other in best]


def _places(analysis: Analysis, space: Space) -> dict[int, list[int]]:
    """Return the blocks that hold each telling term, by term."""
    places: dict[int, list[int]] = {}
    for block, terms in _blocks(analysis, space.numbers):
        for term in set(terms):
            if term in space.rarity:
                places.setdefault(term, []).append(block)
    return places


def _compare(at: int, other: int, space: Space, places: Mapping[int, Sequence[int]]) -> Near:
    mine, theirs = space.vectors[at], space.vectors[other]
    whole, sums = 0, dict[int, int]()
    for term in theirs.keys() & places.keys():
        weight = theirs[term]
        whole += weight * mine.get(term, 0)
        for block in places[term]:
            sums[block] = sums.get(block, 0) + weight * space.rarity[term]
    block = min(sums, key=lambda place: (-sums[place], place), default=0)
    return Near(
        other=other,
        whole=round(whole / UNIT**2, 6),
        passage=round(sums.get(block, 0) / (UNIT * FINE), 6),
        block=block,
    )
