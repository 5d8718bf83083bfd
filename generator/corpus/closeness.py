"""Closeness: how near articles are to one another, as wholes and by their closest paragraph.

Terms are stems and pairs of neighbouring stems; everything is counted in whole numbers, so that
sums do not depend on their order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Flags, Floats, Ints, Numbers, Rows, end_so, spans, sums, take_rows
from generator.corpus.rarity import Rarity
from generator.corpus.terms import Bag, Text, terms_of
from generator.parallel import map_here

COMPARED = 60
"""So many of the articles found are compared paragraph by paragraph."""
SCALE = 16
"""Scores are whole numbers: so many times the exact one, to lose nothing that is shown."""
AT_ONCE = 1 << 20
"""About so many entries of an index are gone through at a time: all at once take four times its space."""
LENGTHS = 64
"""The length of an article's vector is known to one in so many: few lengths change with the collection."""


class Row(NamedTuple):
    """The articles close to one, in the order of their positions; as arrays, since there are so many."""

    others: NDArray[np.int32]
    scores: NDArray[np.int32]
    """The cosine, times SCALE, times the length of this article's vector."""
    passages: NDArray[np.float32]
    """How much of each its closest paragraph here says; larger is closer."""
    blocks: NDArray[np.int32]
    """The positions of those paragraphs."""


NOBODY = Row(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.int32))


def joined(rows: Sequence[Row]) -> tuple[Ints, Row]:
    """Return where each row starts, and where the last one ends, and all of them as one."""
    starts = np.cumsum([0, *(len(row.others) for row in rows)])
    return starts, Row._make(map(np.concatenate, zip(NOBODY, *rows, strict=True)))


@dataclass(frozen=True, slots=True)
class Nearby:
    """The articles close to each of a collection, row after row."""

    starts: Ints
    """Where the row of each article starts, and where the last one ends."""
    row: Row
    lengths: Floats
    """The length of each article's vector."""

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def owners(self) -> Ints:
        """The article that each entry belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @property
    def wholes(self) -> Floats:
        """How close each is as a whole: the cosine, 0–1."""
        return self.wholes_of(np.arange(len(self.row.scores)), self.owners)

    def wholes_of(self, entries: Ints, owners: Ints) -> Floats:
        """Return the same of some entries, which belong to these articles."""
        cosines: Floats = self.row.scores[entries] / (SCALE * self.lengths[owners])
        return np.minimum(cosines, 1.0)

    def pairs(self, least: float) -> tuple[Ints, Ints, Floats]:
        """Return the articles that are so close as a whole, in pairs, each from both sides, and how close."""
        wholes = self.wholes
        near = wholes >= least
        return self.owners[near], self.row.others[near], wholes[near]


@dataclass(frozen=True, slots=True)
class Bags:
    """The terms of all articles, one article after another."""

    starts: Ints
    """Where each article's start, and where the last one's end."""
    terms: Numbers
    said: NDArray[np.uint8]

    @classmethod
    def of(cls, bags: Sequence[Bag]) -> Self:
        """Return some bags as one."""
        starts = np.cumsum([0, *(len(bag.terms) for bag in bags)])
        terms = np.concatenate([np.empty(0, np.uint32), *(bag.terms for bag in bags)])
        return cls(starts, terms, np.concatenate([np.empty(0, np.uint8), *(bag.said for bag in bags)]))

    @classmethod
    def joined(cls, parts: Sequence["Bags"]) -> Self:
        """Return some bags, one after another."""
        lengths = [np.diff(part.starts) for part in parts]
        starts = np.cumsum(np.concatenate([np.zeros(1, np.int64), *lengths]))
        terms = np.concatenate([np.empty(0, np.uint32), *(part.terms for part in parts)])
        return cls(starts, terms, np.concatenate([np.empty(0, np.uint8), *(part.said for part in parts)]))

    def part(self, first: int, last: int) -> Self:
        """Return the bags of some articles, up to the last and without it."""
        starts = self.starts[first : last + 1]
        inside = slice(starts[0], starts[-1])
        return type(self)(starts - starts[0], self.terms[inside], self.said[inside])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, at: int) -> Bag:
        """Return the bag of one article."""
        part = slice(self.starts[at], self.starts[at + 1])
        return Bag(self.terms[part], self.said[part])


@dataclass(frozen=True, slots=True)
class Index:
    """The terms that several articles say and that tell which are close, and who says them."""

    terms: Numbers
    """Sorted; a term's place is that in here."""
    worth: Floats
    """The square of how rare each is."""
    said: Rows
    """For each of them, the articles and how much they say it."""
    bags: Rows
    """For each article, the places of its terms and how much it says them."""

    def lengths(self) -> Floats:
        """Return the square of the length of each article's vector."""
        starts, articles = self.said.starts, len(self.bags.starts) - 1
        found = np.zeros(articles)
        cuts = np.searchsorted(starts, np.arange(0, int(starts[-1]), AT_ONCE))
        for first, last in pairwise([*cuts.tolist(), len(self.terms)]):
            part = slice(starts[first], starts[last])
            worth = np.repeat(self.worth[first:last], np.diff(starts[first : last + 1]))
            much = self.said.weights[part].astype(np.float64)
            found += sums(self.said.places[part], worth * much**2, articles)
        return found


_NONE = np.empty(0, np.int64)


def make_index(bags: Bags, rarity: Rarity, wanted: Flags | None = None) -> Index:
    """Return the index of some articles; `wanted` tells by the last digits of terms which to take."""
    return _divided(_by_term(bags, wanted), rarity, len(bags))


def _by_term(bags: Bags, wanted: Flags | None) -> NDArray[np.uint64]:
    """Return a term, an article and how much it says the term in each number, sorted."""
    terms, said = bags.terms, bags.said
    if wanted is None:
        owners = np.repeat(np.arange(len(bags), dtype=np.uint32), np.diff(bags.starts))
    else:
        chosen = np.flatnonzero(end_so(terms, wanted)) if wanted.any() else _NONE
        owners = (np.searchsorted(bags.starts, chosen, side="right") - 1).astype(np.uint32)
        terms, said = terms[chosen], said[chosen]
    return _sorted(terms, owners, said, bits=24)


def _sorted(
    first: NDArray[np.integer[Any]],
    second: NDArray[np.integer[Any]],
    said: NDArray[np.uint8],
    *,
    bits: int,
) -> NDArray[np.uint64]:
    """Return entries as one number each, sorted; of the second so many binary digits count.

    All is done in place: there are millions, and every copy of them counts.
    """
    packed = first.astype("<u8")
    packed <<= np.uint64(bits)
    packed |= second
    packed <<= np.uint64(8)
    packed |= said
    packed.sort()
    return packed


LOWER, UPPER = slice(0, None, 2), slice(1, None, 2)
"""The halves of numbers of 64 bits, seen as numbers of 32."""


def _divided(packed: NDArray[np.uint64], rarity: Rarity, articles: int) -> Index:
    """Return the index of sorted entries: a term, an article and how much it says the term in each."""
    terms = packed.view("<u4")[UPPER]
    firsts = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1]))) if len(terms) else _NONE
    lengths = np.diff(np.concatenate((firsts, [len(terms)])))
    names = terms[firsts]
    del terms  # it holds all entries
    several = np.flatnonzero(lengths > 1)
    rare = rarity.near(names[several])
    several, rare = several[rare > 0], rare[rare > 0]
    telling = np.zeros(len(lengths), np.bool_)
    telling[several] = True
    packed = packed[np.repeat(telling, lengths)]
    lengths = lengths[several]
    owners = (packed.view("<u4")[LOWER] >> np.uint32(8)).view(np.int32)
    said = Rows(np.concatenate(([0], np.cumsum(lengths))), owners, packed.astype(np.uint8))
    del packed
    return Index(names[several], rare.astype(np.float64) ** 2, said, _by_article(said, articles))


def _by_article(said: Rows, articles: int) -> Rows:
    places = np.repeat(np.arange(len(said.starts) - 1, dtype=np.uint32), np.diff(said.starts))
    packed = _sorted(said.places, places, said.weights, bits=32)
    del places
    starts = np.searchsorted(packed, np.arange(articles + 1, dtype=np.uint64) << np.uint64(40))
    weights = packed.astype(np.uint8)
    packed >>= np.uint64(8)
    return Rows(starts, packed.astype(np.int32), weights)


def rounded(squares: Floats) -> Floats:
    """Return the lengths of vectors from their squares, to one in LENGTHS."""
    parts, powers = np.frexp(np.sqrt(squares))
    lengths: Floats = np.ldexp(np.rint(parts * LENGTHS) / LENGTHS, powers)
    return np.where(squares == 0, 1.0, lengths)


@dataclass(frozen=True, slots=True)
class Space:
    """What articles are compared in."""

    index: Index
    lengths: Floats
    """The length of each article's vector."""
    text: Callable[[int], Text]
    """An article's text, by its position."""

    def products(self, at: int) -> Floats:
        """Return the product of an article's vector with that of each."""
        places, said = self.index.bags.row(at)
        lengths, others, much = take_rows(self.index.said, places)
        shares = np.repeat(self.index.worth[places] * said, lengths) * much
        return sums(others, shares, len(self.lengths))

    def scores(self, at: int) -> Ints:
        """Return how close each article is to one: 0 for itself."""
        return self._scores(at, self.lengths)

    def scores_of(self, at: int) -> Ints:
        """Return how close one is to each article: 0 for itself."""
        return self._scores(at, self.lengths[at])

    def _scores(self, at: int, lengths: Floats | float) -> Ints:
        scores: Ints = np.rint(SCALE * self.products(at) / lengths).astype(np.int64)
        scores[at] = 0
        return scores


def find_near(space: Space, wanted: Sequence[int], *, jobs: int = 1) -> list[Row]:
    """Return for each article wanted the others that are closest to it, in the order of their positions."""

    def near(at: int) -> Row:
        scores = space.scores(at)
        found = _closest(scores)
        return compare(space, at, found, scores[found])

    return map_here(near, wanted, jobs=jobs)


def _closest(scores: Ints) -> Ints:
    found = np.flatnonzero(scores)
    if len(found) <= COMPARED:
        return found
    keys = found - scores[found] * len(scores)
    return np.sort(found[np.argpartition(keys, COMPARED - 1)[:COMPARED]])


class _Blocks(NamedTuple):
    """The blocks that say each of an article's terms."""

    starts: Ints
    counts: Ints
    blocks: Ints
    width: int
    """More than the position of the last block."""


def _blocks(text: Text, wanted: Numbers) -> _Blocks:
    terms, blocks = terms_of(text)
    places = np.searchsorted(wanted, terms)
    inside = places < len(wanted)
    inside[inside] = wanted[places[inside]] == terms[inside]
    width = int(blocks.max(initial=0)) + 1
    pairs = np.unique(places[inside] * width + blocks[inside])
    counts = np.bincount(pairs // width, minlength=len(wanted))
    return _Blocks(np.cumsum(counts) - counts, counts, pairs % width, width)


def compare(space: Space, at: int, others: Ints, scores: Ints) -> Row:
    """Return how close others are, whose scores are known: which paragraph says most of each."""
    if not len(others):
        return NOBODY
    index = space.index
    places, _ = index.bags.row(at)
    own = _blocks(space.text(at), index.terms[places])
    lengths, who, said = take_rows(index.said, places)
    columns = np.full(len(space.lengths), -1, np.int32)
    columns[others] = np.arange(len(others))
    column = columns[who]
    shared = np.flatnonzero(column >= 0)
    term = np.searchsorted(np.cumsum(lengths), shared, side="right")
    counts = own.counts[term]
    cells = np.repeat(column[shared] * own.width, counts) + own.blocks[spans(own.starts[term], counts)]
    much = np.repeat(index.worth[places[term]] * said[shared], counts)
    said_in = sums(cells, much, len(others) * own.width).reshape(len(others), own.width)
    blocks = said_in.argmax(axis=1)
    passages = said_in[np.arange(len(others)), blocks] / space.lengths[others]
    return Row(
        others.astype(np.int32),
        scores.astype(np.int32),
        passages.astype(np.float32),
        blocks.astype(np.int32),
    )
