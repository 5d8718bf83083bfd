"""Mentions: where articles name topics, for all of them at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec.msgpack import Decoder, encode

from generator.corpus.arrays import Ints, Lists, order_of
from generator.corpus.describing import Named
from generator.corpus.evidence import Collection
from generator.corpus.facts import as_spans
from generator.corpus.links import find_mentions
from generator.memory import Memory, key_of
from generator.model import Mention, Span
from generator.packed import Packed
from generator.parallel import map_stream


class _Naming(NamedTuple):
    """Where articles name the topics that they are about, article after article."""

    topics: Ints
    """By their order."""
    places: Lists
    """Block, start and end of every place."""
    starts: Ints
    """Where the topics of each article start, and where those of the last one end."""
    bounds: Ints
    """Where the places of each topic of an article start, and where the last ones end."""

    def marks(self, topics: Sequence[str]) -> Iterator[bytes]:
        """Yield for each article a mark of what it names, and where."""
        names = np.array([int.from_bytes(key_of(one.encode())[:7]) for one in topics], np.int64)
        found = np.stack((names[self.topics], self.places.lengths), axis=1).tobytes()
        values = self.places.values.astype(np.uint32).tobytes()
        firsts, ends = (16 * self.starts).tolist(), (4 * self.bounds[self.starts]).tolist()
        for (start, end), (first, last) in zip(pairwise(firsts), pairwise(ends), strict=True):
            yield found[start:end] + values[first:last]

    def of(self, at: int) -> Iterator[tuple[int, tuple[Span, ...]]]:
        """Yield the topics that an article is about and names, and where."""
        first, last = self.starts[at : at + 2].tolist()
        bounds = self.bounds[first : last + 1].tolist()
        for topic, (start, end) in zip(self.topics[first:last].tolist(), pairwise(bounds), strict=True):
            yield topic, as_spans(self.places.values[start:end].tolist())


def find_all_mentions(
    collection: Collection, named: Sequence[Named], memory: Memory, *, jobs: int = 1
) -> Packed[tuple[Mention, ...]]:
    """Return where topics are named, in articles about them and in those that say the name in passing.

    By article id. An article that is what it was, and names the same topics, comes from memory.
    """
    owners = {key: one.topic.id for one in named for key in one.topic.keys}
    topics = [one.topic.id for one in named]
    naming = _naming(len(collection.facts), named)
    marks = zip(collection.facts, _listed(collection, owners), naming.marks(topics), strict=True)
    keys = [
        key_of(b"mentions" + facts.mark + len(listed).to_bytes(4) + listed + told)
        for facts, listed, told in marks
    ]
    found = [bytes(memory.get(key) or b"") for key in keys]

    def find(at: int) -> bytes:
        places = {topics[topic]: list(spans) for topic, spans in naming.of(at)}
        return encode(_mentions(collection, at, places, owners))

    missing = [at for at, kept in enumerate(found) if not kept]
    for at, made in zip(missing, map_stream(find, missing, jobs=jobs), strict=True):
        found[at] = made
        memory.put(keys[at], made)
    ids = (facts.head.id for facts in collection.facts)
    return Packed(dict(zip(ids, found, strict=True)), Decoder(tuple[Mention, ...]).decode)


def _naming(articles: int, named: Sequence[Named]) -> _Naming:
    """Return where articles name the topics that they are about."""
    lists = [Lists.unpacked(one.sheet.spans) for one in named]
    owners = np.concatenate([np.empty(0, np.int64), *(one.articles for one in named)])
    topics = np.repeat(np.arange(len(named)), [len(one.articles) for one in named])
    lengths = np.concatenate([np.empty(0, np.int64), *(one.lengths for one in lists)])
    values = np.concatenate([np.empty(0, np.int64), *(one.values for one in lists)])
    order = np.flatnonzero(lengths)
    order = order[order_of(owners[order])]
    starts = np.searchsorted(owners[order], np.arange(articles + 1))
    places = Lists(lengths, values).take(order)
    return _Naming(topics[order], places, starts, np.concatenate(([0], np.cumsum(places.lengths))))


def _listed(collection: Collection, owners: Mapping[str, str]) -> Iterator[bytes]:
    """Yield for each article a mark of which of its phrases name which topics."""
    columns = collection.columns
    marks = np.zeros(len(columns.numbers), np.int64)
    for (key, owner), place in zip(owners.items(), columns.places(list(owners)).tolist(), strict=True):
        if place >= 0:
            mark = key_of(key.encode("utf-8", "surrogatepass"), owner.encode())
            marks[place] = int.from_bytes(mark[:7])
    owned = marks[columns.keys]
    rows = np.flatnonzero(owned)
    ends = np.searchsorted(columns.articles[rows], np.arange(len(collection.facts)), side="right").tolist()
    data = owned[rows].tobytes()
    start = 0
    for end in ends:
        yield data[8 * start : 8 * end]
        start = end


def _mentions(
    collection: Collection, at: int, places: dict[str, list[Span]], owners: Mapping[str, str]
) -> tuple[Mention, ...]:
    for key, spans in collection.facts[at].names.places_of_each(owners):
        places.setdefault(owners[key], []).extend(spans)
    return find_mentions(collection.analyses[at], places)
