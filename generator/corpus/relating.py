"""Relating: what the articles of a collection are to one another, found anew only where something changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.msgpack import Decoder, decode, encode

from generator.corpus.evidence import Collection
from generator.corpus.facts import MARK
from generator.corpus.links import backlinks, find_hand_made
from generator.corpus.nearest import Nearest, find_nearest
from generator.corpus.rarity import Rarity
from generator.corpus.related import Ranked, Sources, explained, find_related
from generator.corpus.remembered import Kept
from generator.corpus.stories import find_stories, tell_story
from generator.memory import Memory, key_of
from generator.model import Backlink, Related, Story

NEAREST = b"nearest"
"""What the nearest articles were found in is remembered under this name."""
MOSTLY_ENOUGH = 2
"""Of so many times as many articles as are named in the end, nearly always enough share anything telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What articles are to one another."""

    related: Mapping[str, tuple[Related, ...]]
    stories: tuple[Story, ...]
    backlinks: Mapping[str, tuple[Backlink, ...]]


def relate(collection: Collection, *, limit: int, memory: Memory, jobs: int = 1) -> Relations:
    """Return what the articles are to one another; what is remembered saves time and changes nothing."""
    before = memory.get(NEAREST)
    nearest = find_nearest(collection, decode(before, type=Kept) if before else None, jobs=jobs)
    if before is None or decode(before, type=Kept).marks != nearest.kept.marks:
        memory.put(NEAREST, encode(nearest.kept))
    stories = find_stories(collection, nearest, _Told(collection, nearest, memory).story)
    explain = _Explained(collection, nearest, memory).related
    links = find_hand_made([(facts.head, facts.links) for facts in collection.facts])
    return Relations(
        related=find_related(collection, nearest, limit=limit, stories=stories, explain=explain),
        stories=stories,
        backlinks=backlinks(links),
    )


class _Told:
    """Stories that are told once."""

    def __init__(self, collection: Collection, nearest: Nearest, memory: Memory) -> None:
        self._memory = memory
        self._collection = collection
        self._rarity = nearest.rarity
        self._mark = _mark_of(nearest.rarity)

    def story(self, tellings: Sequence[int]) -> Story:
        """Return the story that some articles tell."""
        key = key_of(b"story", self._mark, *(self._collection.facts[at].mark for at in tellings))
        kept = self._memory.get(key)
        if kept is None:
            kept = encode(tell_story(self._collection, self._rarity, tellings))
            self._memory.put(key, kept)
        return decode(kept, type=Story)


class _Explained:
    """Relations that are explained once."""

    def __init__(self, collection: Collection, nearest: Nearest, memory: Memory) -> None:
        self._memory = memory
        self._marks = np.frombuffer(b"".join(facts.mark for facts in collection.facts), f"V{MARK}")
        self._mark = _mark_of(nearest.rarity)
        self._sources = b""
        self._decode = Decoder(tuple[Related, ...]).decode

    def related(self, sources: Sources, ranked: Ranked) -> tuple[Related, ...]:
        """Return the relations of an article: where the closest are enough, whatever comes after them."""
        found = self._kept(sources, ranked.first(MOSTLY_ENOUGH * sources.limit))
        return found if len(found) == sources.limit else self._kept(sources, ranked)

    def _kept(self, sources: Sources, ranked: Ranked) -> tuple[Related, ...]:
        key = self._key(sources, ranked)
        kept = self._memory.get(key)
        if kept is None:
            kept = encode(explained(sources, ranked))
            self._memory.put(key, kept)
        return self._decode(kept)

    def _key(self, sources: Sources, ranked: Ranked) -> bytes:
        if not self._sources:
            phrases = repr((sources.limit, sources.unknown, list(sources.phrases.items())))
            self._sources = key_of(b"related", self._mark, phrases.encode("utf-8", "surrogatepass"))
        at, others, scores, blocks = ranked
        columns = (self._marks[at : at + 1], self._marks[others], scores, blocks)
        return key_of(self._sources, *(column.tobytes() for column in columns))


def _mark_of(rarity: Rarity) -> bytes:
    parts = (rarity.keys, rarity.values, rarity.close, np.array([rarity.unknown]))
    return key_of(*(part.tobytes() for part in parts))
