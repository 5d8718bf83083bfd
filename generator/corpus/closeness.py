"""Closeness: how near articles are to one another, as wholes and by their closest paragraph.

Terms are stems and pairs of neighbouring stems; everything is counted in whole numbers, so that
sums do not depend on their order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum, log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Floats, Ints, Rows, join_rows, spans, take_rows
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
PAIR = 32
"""A pair of stems is numbered by the first one's number, so many bits up, and the second's."""


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


class Text(NamedTuple):
    """The stems of an article by their numbers, and the block that each stands in."""

    stems: Ints
    blocks: Ints
    title: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """The terms of a collection, and its articles as weights of them."""

    numbers: Mapping[str, int]
    """The number of each stem; a pair of stems has one made of theirs."""
    terms: Ints
    """The numbers of the terms that tell anything, sorted; a term's place is that in here."""
    rarity: Ints
    """How rare each of them is, in hundredths."""
    common: frozenset[int]
    """The stems that stand in too many articles to tell anything."""
    vectors: Rows
    """The articles as weights by the place of each term: of length UNIT, the weightiest first."""
    texts: Sequence[Text]
    """The articles as they read."""

    def __len__(self) -> int:
        return len(self.vectors.starts) - 1

    def place(self, stem: str) -> int:
        """Return the place of a stem among the terms, or -1 if it tells nothing."""
        number = self.numbers.get(stem, -1)
        place = int(np.searchsorted(self.terms, number))
        return place if place < len(self.terms) and self.terms[place] == number else -1

    def rarity_of(self, stem: str) -> int:
        """Return a stem's rarity; one of a single article is as rare as any can be."""
        place = self.place(stem)
        if place >= 0:
            return int(self.rarity[place])
        return 0 if self.numbers.get(stem, -1) in self.common else round(FINE * log(1 + len(self)))


def make_space(collection: Collection) -> Space:
    """Return the terms of a collection, weighed by how rare they are and how often an article has them.

    G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval" (1988), with
    the square root of the count, pairs of words and the title's words raised.
    """
    numbers = _number(collection)
    texts = [_read(analysis, numbers) for analysis in collection.analyses]
    terms, counts = _spread(texts)
    total = len(collection.facts)
    most = int(max(COMMON * total, FEW))
    telling = (counts > 1) & (counts <= most)
    by_count = np.array([0, *(round(FINE * log(1 + total / count)) for count in range(1, most + 1))])
    common = frozenset(terms[(counts > most) & (terms < 1 << PAIR)].tolist())
    known, rarity = terms[telling], by_count[counts[telling]]
    vectors = join_rows((_vector(text, known, rarity) for text in texts), np.int16)
    return Space(numbers, known, rarity, common, vectors, texts)


def _number(collection: Collection) -> dict[str, int]:
    stems = dict.fromkeys(chain.from_iterable(facts.terms.stems.split(" ") for facts in collection.facts))
    return {stem: number for number, stem in enumerate(stems)}


def _read(analysis: Analysis, numbers: Mapping[str, int]) -> Text:
    runs = [(at, stems.split(" ")) for at, stems in enumerate(analysis.stems) if stems]
    stems = [numbers[stem] for _, run in runs for stem in run]
    blocks = np.repeat(
        np.array([at for at, _ in runs], np.int32), np.array([len(run) for _, run in runs], np.int64)
    )
    title = [numbers[stem] for stem in content_stems(analysis.article.title, analysis.article.language)]
    return Text(np.array(stems, np.int32), blocks, tuple(title))


def _terms(text: Text) -> tuple[Ints, Ints]:
    """Return the terms of an article's blocks, each stem and each pair of neighbours, and their blocks."""
    stems = text.stems.astype(np.int64)
    together = text.blocks[:-1] == text.blocks[1:]
    pairs = (((stems[:-1] + 1) << PAIR) | stems[1:])[together]
    return np.concatenate((stems, pairs)), np.concatenate((text.blocks, text.blocks[:-1][together]))


def _title(text: Text) -> Ints:
    pairs = [(one + 1) << PAIR | other for one, other in zip(text.title, text.title[1:], strict=False)]
    return np.unique(np.array([*text.title, *pairs], np.int64))


def _spread(texts: Sequence[Text]) -> tuple[Ints, Ints]:
    """Return the terms, sorted, and in how many articles each stands; those of one article may be missing.

    J. S. Park, M.-S. Chen and P. S. Yu, "An effective hash-based algorithm for mining association
    rules" (1995): rare pairs are never held, since their bucket stays below two.
    """
    buckets = np.zeros(BUCKETS, np.uint8)
    for terms in map(_set, texts):
        found = np.unique(terms % BUCKETS)
        buckets[found] = np.minimum(buckets[found] + 1, 2)
    kept = [terms[buckets[terms % BUCKETS] > 1] for terms in map(_set, texts)]
    return np.unique(np.concatenate([np.empty(0, np.int64), *kept]), return_counts=True)


def _set(text: Text) -> Ints:
    return np.unique(np.concatenate((_terms(text)[0], _title(text))))


def _known(terms: Ints, known: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the places of some terms among those known, and which of them are known at all."""
    places = np.searchsorted(known, terms)
    inside = places < len(known)
    inside[inside] = known[places[inside]] == terms[inside]
    return places, inside


def _vector(text: Text, known: Ints, rarity: Ints) -> tuple[Ints, Ints]:
    title = _title(text)
    terms, counts = np.unique(np.concatenate((_terms(text)[0], title)), return_counts=True)
    places, inside = _known(terms, known)
    held, counts, raised = places[inside], counts[inside], np.isin(terms[inside], title)
    weights = (np.sqrt(counts) + TITLE * raised) * rarity[held]
    best = np.argsort(-weights, kind="stable")[:TERMS]
    norm = sqrt(fsum((weights[best] ** 2).tolist())) or 1.0
    scaled = np.rint(UNIT * weights[best] / norm).astype(np.int16)
    return held[best][scaled > 0], scaled[scaled > 0]


@dataclass(frozen=True, slots=True)
class Nearby:
    """The articles close to one, in the order of their positions; as arrays, since there are so many."""

    others: Ints
    wholes: Floats
    passages: Floats
    blocks: Ints

    def __iter__(self) -> Iterator[Near]:
        parts = (self.others, self.wholes, self.passages, self.blocks)
        return map(Near._make, zip(*(part.tolist() for part in parts), strict=True))


def find_near(space: Space, *, jobs: int = 1) -> list[Nearby]:
    """Return for each article the others that may be close to it, in the order of their positions."""
    index = _index(space)
    ranks = np.full(len(space.terms), -1, np.int32)

    def near(at: int) -> Nearby:
        own = _own(space.texts[at], at, space)
        return _compare(own, _found(at, space, index), space, ranks)

    return map_here(near, range(len(space)), jobs=jobs)


def _index(space: Space) -> Rows:
    """Return articles and weights by the place of each term, the greatest weights first."""
    _, places, weights = space.vectors
    owners = np.repeat(np.arange(len(space), dtype=np.int32), np.diff(space.vectors.starts))
    order = np.argsort(places.astype(np.int64) * (UNIT + 1) + UNIT - weights, kind="stable")
    lengths = np.bincount(places, minlength=len(space.terms))
    starts = np.cumsum(lengths) - lengths
    kept = order[spans(starts, np.minimum(lengths, POSTINGS))]
    ends = np.cumsum(np.minimum(lengths, POSTINGS))
    return Rows(np.concatenate(([0], ends)), owners[kept], weights[kept])


def _found(at: int, space: Space, index: Rows) -> Ints:
    """Return the articles that share the most with one, sorted."""
    terms, weights = space.vectors.row(at)
    lengths, others, much = take_rows(index, terms)
    shares = np.repeat(weights.astype(np.float64), lengths) * much
    scores = np.bincount(others, shares, minlength=len(space)).astype(np.int64)
    scores[at] = 0
    found = np.flatnonzero(scores)
    keys = found - scores[found] * len(space)
    if len(found) > COMPARED:
        found = found[np.argpartition(keys, COMPARED - 1)[:COMPARED]]
    return np.sort(found)


class _Own(NamedTuple):
    """The telling terms of an article, sorted by place: what they weigh, and the blocks that hold them."""

    terms: Ints
    weights: Ints
    """Nothing for those that are not among its weightiest."""
    starts: Ints
    counts: Ints
    blocks: Ints
    width: int
    """More than the position of the last block."""


def _own(text: Text, at: int, space: Space) -> _Own:
    terms, blocks = _terms(text)
    order = np.argsort(terms, kind="stable")
    places, inside = _known(terms[order], space.terms)
    width = int(blocks.max(initial=0)) + 1
    pairs = np.unique(places[inside] * width + blocks[order][inside])
    held, starts, counts = np.unique(pairs // width, return_index=True, return_counts=True)
    weights = np.zeros(len(held), np.int64)
    heavy, much = space.vectors.row(at)
    ranks, there = _known(heavy, held)
    weights[ranks[there]] = much[there]
    return _Own(held, weights, starts, counts, pairs % width, width)


def _compare(own: _Own, others: Ints, space: Space, ranks: Ints) -> Nearby:
    """Return how close others are; `ranks` has -1 for every term, and gets it back."""
    lengths, terms, weights = take_rows(space.vectors, others)
    ranks[own.terms] = np.arange(len(own.terms))
    rank = ranks[terms]
    ranks[own.terms] = -1
    shared = rank >= 0
    row, rank, weight = np.repeat(np.arange(len(others)), lengths)[shared], rank[shared], weights[shared]
    wholes = np.bincount(row, own.weights[rank] * weight, minlength=len(others))
    counts = own.counts[rank]
    cells = np.repeat(row * own.width, counts) + own.blocks[spans(own.starts[rank], counts)]
    said = np.repeat(weight * space.rarity[own.terms[rank]], counts)
    sums = np.bincount(cells, said, minlength=len(others) * own.width).reshape(len(others), own.width)
    blocks = sums.argmax(axis=1) if len(others) else np.empty(0, np.int64)
    passages = sums[np.arange(len(others)), blocks]
    kept = wholes > 0
    return Nearby(
        others=others[kept].astype(np.int32),
        wholes=wholes[kept] / UNIT**2,
        passages=passages[kept] / (UNIT * FINE),
        blocks=blocks[kept].astype(np.int32),
    )
