"""Mentions: where articles name topics, for all of them at once."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec.msgpack import Decoder, encode

from generator.corpus.describing import Named
from generator.corpus.evidence import Collection
from generator.corpus.facts import unpacked
from generator.corpus.links import find_mentions
from generator.memory import Memory, key_of
from generator.model import Mention, Span
from generator.packed import Packed

Told = list[tuple[str, bytes]]
"""The topics that an article is about, and where it names each."""


def find_all_mentions(
    collection: Collection, named: Sequence[Named], memory: Memory
) -> Packed[tuple[Mention, ...]]:
    """Return where topics are named, in articles about them and in those that say the name in passing.

    By article id. An article that is what it was, and names the same topics, comes from memory.
    """
    owners = {key: one.topic.id for one in named for key in one.topic.keys}
    told = _told(collection, named)
    listed = _listed(collection, owners)
    found = {}
    for at, (facts, owned) in enumerate(zip(collection.facts, listed, strict=True)):
        here = told[at]
        key = key_of(encode((b"mentions", facts.mark, owned, here)))
        kept = memory.get(key)
        if kept is None:
            kept = encode(_mentions(collection, at, here, owners))
            memory.put(key, kept)
        found[facts.head.id] = bytes(kept)
    return Packed(found, Decoder(tuple[Mention, ...]).decode)


def _told(collection: Collection, named: Sequence[Named]) -> list[Told]:
    """Return for each article the topics that it is about and names, and where."""
    told: list[Told] = [[] for _ in collection.facts]
    for one in named:
        spans, ends = one.sheet.spans.values, np.frombuffer(one.sheet.spans.ends, np.uint32)
        naming = np.flatnonzero(np.diff(ends, prepend=np.uint32(0)))
        articles, lasts = one.articles[naming].tolist(), (4 * ends[naming].astype(np.int64)).tolist()
        start = 0
        for at, end in zip(articles, lasts, strict=True):
            told[at].append((one.topic.id, spans[start:end]))
            start = end
    return told


def _listed(collection: Collection, owners: Mapping[str, str]) -> Iterator[bytes]:
    """Yield for each article a mark of which of its phrases name which topics."""
    columns = collection.columns
    marks = np.zeros(len(columns.numbers), np.int64)
    for key, owner in owners.items():
        if key in columns.numbers:
            mark = key_of(key.encode("utf-8", "surrogatepass"), owner.encode())
            marks[columns.numbers[key]] = int.from_bytes(mark[:7])
    owned = marks[columns.keys]
    rows = np.flatnonzero(owned)
    ends = np.searchsorted(columns.articles[rows], np.arange(len(collection.facts)), side="right").tolist()
    data = owned[rows].tobytes()
    start = 0
    for end in ends:
        yield data[8 * start : 8 * end]
        start = end


def _mentions(collection: Collection, at: int, told: Told, owners: dict[str, str]) -> tuple[Mention, ...]:
    places: dict[str, list[Span]] = {topic: list(unpacked(spans)) for topic, spans in told}
    for key, spans in collection.facts[at].names.places_of_each(owners):
        places.setdefault(owners[key], []).extend(spans)
    return find_mentions(collection.analyses[at], places)
