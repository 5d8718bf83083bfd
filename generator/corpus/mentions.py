"""Mentions: where articles name topics, for all of them at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec.msgpack import Decoder, encode

from generator.corpus.arrays import Ints, Lists, order_of
from generator.corpus.describing import Named
from generator.corpus.evidence import Collection
from generator.corpus.facts import MARK, as_spans
from generator.corpus.links import find_mentions
from generator.corpus.marks import Marks, scrambled, sums_of
from generator.corpus.passing import Name, Names, find_passing
from generator.memory import Memory, key_of
from generator.model import Mention, Span
from generator.packed import Packed
from generator.parallel import map_stream

PARTS = 3
"""So many numbers tell a place."""
_TIMES = np.array([0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 0xAEF17502108EF2D9], np.uint64)


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

    def marks(self, topics: Sequence[str]) -> Marks:
        """Return for each article a mark of what it names, and where."""
        names = np.array([int.from_bytes(key_of(one.encode())[:7]) for one in topics], np.uint64)
        places = self.places.values.reshape(-1, PARTS).astype(np.uint64) @ _TIMES
        owners = np.repeat(names[self.topics], self.places.lengths // PARTS)
        return sums_of(scrambled(owners + places), self.bounds[self.starts] // PARTS)

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
    said = Names.of(collection, named).said_by(collection.facts)
    keys = _keys(collection, naming.marks(topics) + _listed(collection, owners) + said.marks())
    found = memory.get_each(keys)

    def find(at: int) -> bytes:
        places = {topics[topic]: list(spans) for topic, spans in naming.of(at)}
        return encode(_mentions(collection, at, places, owners, said.by(at)))

    missing = [at for at, kept in enumerate(found) if kept is None]
    for at, made in zip(missing, map_stream(find, missing, jobs=jobs), strict=True):
        found[at] = made
        memory.put(keys[at], made)
    ids = [facts.head.id for facts in collection.facts]
    encoded = {id_: kept for id_, kept in zip(ids, found, strict=True) if kept is not None}
    marks = {id_: bytes(kept) for id_, kept in encoded.items()}
    return Packed(encoded, Decoder(tuple[Mention, ...]).decode, marks)


def _keys(collection: Collection, told: Marks) -> list[bytes]:
    """Return for each article a mark of all that what it names was found in."""
    marks = np.frombuffer(collection.all_marks, np.uint64).reshape(-1, MARK // told.itemsize)
    data = np.column_stack((marks, told)).tobytes()
    size = MARK + told.itemsize
    return [data[at : at + size] for at in range(0, len(data), size)]


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


def _listed(collection: Collection, owners: Mapping[str, str]) -> Marks:
    """Return for each article a mark of which of its phrases name which topics."""
    columns = collection.columns
    marks = np.zeros(len(columns.numbers), np.uint64)
    for (key, owner), place in zip(owners.items(), columns.places(list(owners)).tolist(), strict=True):
        if place >= 0:
            mark = key_of(key.encode("utf-8", "surrogatepass"), owner.encode())
            marks[place] = int.from_bytes(mark[:7])
    owned = marks[columns.keys]
    rows = np.flatnonzero(owned)
    bounds = np.searchsorted(columns.articles[rows], np.arange(len(collection.facts) + 1))
    return sums_of(scrambled(~owned[rows]), bounds)


def _mentions(
    collection: Collection,
    at: int,
    places: dict[str, list[Span]],
    owners: Mapping[str, str],
    names: Sequence[Name],
) -> tuple[Mention, ...]:
    facts, analysis = collection.facts[at], collection.analyses[at]
    for key, spans in facts.names.places_of_each(owners):
        places.setdefault(owners[key], []).extend(spans)
    passing = list(find_passing(analysis, names, places))
    for topic, span in passing:
        places.setdefault(topic, []).append(span)
    return find_mentions(analysis, places)
