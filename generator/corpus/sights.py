"""Sights: which article speaks of which phrase, for all phrases at once, in little space."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise
from math import isqrt

import numpy as np

from generator.corpus.arrays import Ints
from generator.corpus.columns import Columns, Weighed
from generator.corpus.evidence import FEW, Collection, Sight
from generator.corpus.facts import KINDS, spans_of
from generator.corpus.marks import WHOLE, sums_of
from generator.model import Phrase, TopicKind

STRONG, SAID = 0.6, 4
"""A phrase of one article alone counts with this share of its greatest weight, said so many times."""
SOME = 16
"""So few phrases are read one by one; for more, those of all articles are at once."""
SPARSE = 256
"""In a large collection of n articles, a topic is said in √(n / 256) of them at least."""


Note = int | Sight
"""A row of the columns, or what stands in none: hundreds of thousands of sights would take much memory."""


class Sights(Mapping[str, Sequence[Sight]]):
    """The sights of phrases by key, in the order of the keys; each is made when it is asked for."""

    def __init__(self, collection: Collection, columns: Columns, rows: Ints, names: Sequence[str]) -> None:
        """Take the rows of the columns that count, key after key; `names` are those keys, in their order."""
        self._collection = collection
        self._columns = columns
        self._rows = rows
        keys = columns.keys[rows]
        self._bounds = np.append(np.flatnonzero(np.diff(keys, prepend=-1)), len(rows))
        """Where the rows of each key begin, and those of the last one end."""
        self._slices = dict(zip(names, pairwise(self._bounds.tolist()), strict=True))
        self._more: dict[str, list[Sight]] = {}

    def add(self, key: str, sights: Iterable[Sight]) -> None:
        """Add sights that the analyses do not list."""
        self._more.setdefault(key, []).extend(sights)

    def __len__(self) -> int:
        return len(self._slices) + sum(key not in self._slices for key in self._more)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._slices, *self._more}))

    def __contains__(self, key: object) -> bool:
        return key in self._slices or key in self._more

    def __getitem__(self, key: str) -> Sequence[Sight]:
        if key not in self:
            raise KeyError(key)
        return [*self._sights(self._of(key), key), *self._more.get(key, ())]

    def among(self, key: str, articles: AbstractSet[int]) -> Sequence[Sight]:
        """Return the sights of a key in some articles."""
        rows = self._of(key)
        listed = rows[np.isin(self._columns.articles[rows], np.array(list(articles), np.int64))]
        more = (sight for sight in self._more.get(key, ()) if sight.article in articles)
        return [*self._sights(listed, key), *more]

    def noted(self, key: str, articles: AbstractSet[int]) -> Iterator[tuple[int, Note]]:
        """Yield those of some articles that speak of a key, each with what `sight` makes its sight of."""
        rows = self._of(key)
        listed = rows[np.isin(self._columns.articles[rows], np.array(list(articles), np.int64))]
        yield from zip(self._columns.articles[listed].tolist(), listed.tolist(), strict=True)
        yield from ((one.article, one) for one in self._more.get(key, ()) if one.article in articles)

    def sight(self, key: str, note: Note) -> Sight:
        """Return the sight of a key that was noted."""
        return note if isinstance(note, Sight) else self._sight(note, key, self._columns.text(note))

    def articles_of(self, key: str) -> frozenset[int]:
        """Return the articles that speak of a key."""
        listed = self._columns.articles[self._of(key)].tolist()
        return frozenset(listed).union(sight.article for sight in self._more.get(key, ()))

    def how_many(self, key: str) -> int:
        """Return how many articles speak of a key."""
        return len(self.articles_of(key)) if key in self._more else self._counts[key]

    def mark_of(self, key: str) -> int:
        """Return a number for all that is said of a key: the same as long as that is."""
        witnesses = self._collection.witnesses
        more = [int(~witnesses[sight.article]) for sight in self._more.get(key, ())]
        return (self._marks.get(key, 0) + sum(more)) & WHOLE

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        articles = self._columns.articles[self._rows]
        fresh = np.diff(articles, prepend=-1) != 0
        fresh[self._bounds[:-1]] = True
        return dict(
            zip(
                self._slices,
                np.diff(np.concatenate(([0], np.cumsum(fresh)))[self._bounds]).tolist(),
                strict=True,
            )
        )

    @cached_property
    def _marks(self) -> Mapping[str, int]:
        told = self._collection.witnesses[self._columns.articles[self._rows]]
        return dict(zip(self._slices, sums_of(told, self._bounds).tolist(), strict=True))

    def weights_of(self, keys: Iterable[str]) -> Weighed:
        """Return what the sights of some keys weigh, key after key."""
        found = [Weighed.of(())]
        for key in keys:
            rows = self._of(key)
            found.append(Weighed(self._columns.articles[rows], self._columns.weights[rows]))
            more = [(sight.article, sight.phrase.weight) for sight in self._more.get(key, ())]
            found += [Weighed.of(more)] if more else []
        return Weighed._make(map(np.concatenate, zip(*found, strict=True)))

    def said_of(self, keys: Iterable[str]) -> dict[int, int]:
        """Return by article which of some keys it says: a bit for each, the first one's the lowest."""
        found: dict[int, int] = {}
        for place, key in enumerate(keys):
            listed = self._columns.articles[self._of(key)].tolist()
            for at in (*listed, *(sight.article for sight in self._more.get(key, ()))):
                found[at] = found.get(at, 0) | 1 << place
        return found

    def saying(self, keys: Iterable[str], articles: Ints) -> bytes:
        """Return which of some articles say each of some keys, a byte for each, key after key."""
        found = []
        for key in keys:
            said = np.zeros(len(self._collection.facts), np.bool_)
            said[self._columns.articles[self._of(key)]] = True
            said[[sight.article for sight in self._more.get(key, ())]] = True
            found.append(said[articles].tobytes())
        return b"".join(found)

    def votes_of(self, keys: Iterable[str]) -> Counter[TopicKind]:
        """Return how often some keys are said as what kind of thing."""
        votes: Counter[TopicKind] = Counter()
        for key in keys:
            rows = self._of(key)
            times = np.bincount(self._columns.kinds[rows], self._columns.counts[rows], minlength=len(KINDS))
            votes.update({kind: int(much) for kind, much in zip(KINDS, times.tolist(), strict=True) if much})
            for sight in self._more.get(key, ()):
                votes[sight.phrase.kind] += len(sight.phrase.spans)
        return votes

    def is_named(self, key: str) -> bool:
        """Tell whether any article says it as a name."""
        return bool(self._columns.named[self._of(key)].any())

    def is_mostly_named(self, key: str) -> bool:
        """Tell whether most articles that speak of it say it as a name."""
        named = self._columns.named[self._of(key)]
        return 2 * int(named.sum()) > len(named)

    def first_text(self, key: str) -> str:
        """Return how the first article that speaks of a key writes it."""
        rows = self._of(key)
        return self._columns.text(int(rows[0])) if len(rows) else self[key][0].phrase.text

    def _of(self, key: str) -> Ints:
        return self._rows[slice(*self._slices.get(key, (0, 0)))]

    def _sights(self, rows: Ints, key: str) -> Iterator[Sight]:
        text = self._columns.text if len(rows) < SOME else self._columns.texts.__getitem__
        return (self._sight(row, key, text(row)) for row in rows.tolist())

    def _sight(self, row: int, key: str, text: str) -> Sight:
        columns = self._columns
        article = int(columns.articles[row])
        names = self._collection.facts[article].names
        phrase = Phrase(
            key=key,
            text=text,
            kind=KINDS[columns.kinds[row]],
            weight=float(columns.weights[row]),
            spans=spans_of(names, int(columns.starts[row]), int(columns.counts[row])),
        )
        return Sight(article, phrase, bool(columns.named[row]))


def least_articles(articles: int) -> int:
    """Return in how many articles a topic is said at least, but for strong ones and those of authors' tags.

    There are some 4 × √n topics; of n articles, a phrase of fewer than √n / 16 is never among the best.
    """
    return 1 if articles <= FEW else max(2, isqrt(articles // SPARSE))


def collect(collection: Collection, wanted: Iterable[str]) -> Sights:
    """Return the sights of every phrase, by key: of those in enough articles, and of those wanted.

    In a collection of one to eight articles every phrase is taken.
    """
    columns = collection.columns
    kept = columns.spread >= least_articles(len(collection.facts))
    places = columns.places(list(wanted))
    kept[places[places >= 0]] = True
    heavy = collection.heaviest[columns.articles] * STRONG
    taken = kept[columns.keys] | ((columns.weights >= heavy) & (columns.counts >= SAID))
    rows = columns.order[taken[columns.order]]
    firsts = rows[np.diff(columns.keys[rows], prepend=-1) != 0]
    return Sights(collection, columns, rows, columns.listed(firsts))
