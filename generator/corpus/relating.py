"""Relating: what the articles of a collection are to one another, found anew only where something changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from msgspec import Raw, Struct
from msgspec.msgpack import decode, encode
from numpy.typing import NDArray

from generator.corpus.arrays import Flags, Ints
from generator.corpus.evidence import Collection
from generator.corpus.facts import MARK
from generator.corpus.links import backlinks
from generator.corpus.nearest import Nearest, find_nearest
from generator.corpus.rarity import Rarity
from generator.corpus.related import Ranked, Sources, explained, ranked_of, sources_of
from generator.corpus.remembered import Kept, bytes_of, parts_of
from generator.corpus.stories import find_stories, tell_story
from generator.memory import Memory, key_of
from generator.model import Backlink, Story
from generator.parallel import map_here
from generator.relations import Nearness, packed

NEAREST, RELATED = b"nearest", b"related"
"""What the nearest articles were found in, and why articles are related, is remembered under these names."""
MOSTLY_ENOUGH = 2
"""Of so many times as many articles as are named in the end, nearly always enough share anything telling."""


class Found(Struct, frozen=True, kw_only=True, array_like=True):
    """What was found of articles, before anybody asks what it says."""

    related: Raw
    """Of each article, in their order, packed."""
    stories: tuple[Story, ...]
    backlinks: dict[str, tuple[Backlink, ...]]

    def told(self, ids: Iterable[str]) -> "Relations":
        """Return what the articles of these ids are to one another."""
        related = dict(zip(ids, decode(self.related, type=list[Raw]), strict=True))
        return Relations(related=Nearness(related), stories=self.stories, backlinks=self.backlinks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What articles are to one another."""

    related: Nearness
    stories: tuple[Story, ...]
    backlinks: Mapping[str, tuple[Backlink, ...]]


def relate(collection: Collection, *, limit: int, memory: Memory, jobs: int = 1) -> Found:
    """Return what was found of the articles; what is remembered saves time and changes nothing."""
    before = memory.get(NEAREST)
    nearest = find_nearest(collection, decode(before, type=Kept) if before else None, jobs=jobs)
    if before is None or decode(before, type=Kept).marks != nearest.kept.marks:
        memory.put(NEAREST, *parts_of(nearest.kept))
    stories = find_stories(collection, nearest, _Told(collection, nearest, memory).story)
    asked = _Asked.of(sources_of(collection, nearest, limit), _stories(collection, stories))
    return Found(
        related=_related(asked, nearest, memory, jobs=jobs),
        stories=stories,
        backlinks=backlinks(collection.links),
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


class _Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of the relations of articles."""

    marks: memoryview
    """Of each article, in their order."""
    sources: bytes
    """A hash of what relations are explained by."""
    stories: memoryview
    """A number for the story that each article tells, or 0."""
    keys: list[bytes]
    """The hash of all that the relations of each article were found in."""
    found: list[Raw]


def _related(asked: "_Asked", nearest: Nearest, memory: Memory, *, jobs: int) -> Raw:
    """Return the relations of all articles; they stay where the closest stay, and the stories they tell."""
    collection = asked.by.collection
    before = memory.get(RELATED)
    kept = decode(before, type=_Kept) if before else None
    known = kept if kept and nearest.stayed and kept.marks == nearest.stayed.marks else None
    origin = nearest.stayed.origin.tolist() if nearest.stayed and known else []
    keys = [known.keys[at] for at in origin] if known else [b""] * len(collection.facts)
    found = [known.found[at] for at in origin] if known else [Raw()] * len(collection.facts)
    which = np.flatnonzero(~_same(asked, nearest, known))

    def again(ranked: Ranked) -> tuple[bytes, bytes]:
        return asked.related(ranked, keys[ranked.at], bytes(found[ranked.at]))

    closest = list(ranked_of(asked.by, which, story_of=asked.stories))
    for at, (key, related) in zip(which.tolist(), map_here(again, closest, jobs=jobs), strict=True):
        keys[at], found[at] = key, Raw(related)
    result = encode(
        _Kept(memoryview(collection.all_marks), asked.sources, bytes_of(asked.stories), keys, found)
    )
    if result != before:
        memory.put(RELATED, result)
    return Raw(encode(found))


def _stories(collection: Collection, stories: Sequence[Story]) -> Ints:
    """Return a number for the story that each article tells, the same for the same tellings; 0 for none."""
    places = {head.id: at for at, head in enumerate(collection.heads)} if stories else {}
    numbers = np.zeros(len(collection.facts), np.int64)
    for story in stories:
        at = [places[telling.article] for telling in story.tellings]
        mark = key_of(*(collection.facts[one].mark for one in at))
        numbers[at] = int.from_bytes(mark[:7]) + 1
    return numbers


def _same(asked: "_Asked", nearest: Nearest, known: _Kept | None) -> Flags:
    """Return which articles have the relations that they had."""
    if known is None or nearest.stayed is None or known.sources != asked.sources:
        return np.zeros(len(asked.stories), np.bool_)
    _, origin, same = nearest.stayed
    other = (origin < 0) | (asked.stories != np.frombuffer(known.stories, np.int64)[origin])
    nearby = nearest.nearby
    near = np.zeros(len(same), np.bool_)
    near[nearby.owners[other[nearby.row.others]]] = True
    stay: Flags = same & ~other & ~near
    return stay


@dataclass(frozen=True, slots=True)
class _Asked:
    """What relations are explained by."""

    by: Sources
    marks: NDArray[np.void]
    """Of each article."""
    stories: Ints
    """Which story each tells, or 0."""
    sources: bytes
    """A hash of all that is the same for every article."""

    @classmethod
    def of(cls, sources: Sources, stories: Ints) -> Self:
        """Return these sources with what tells whether they are the same again."""
        phrases = repr((sources.limit, sources.unknown, list(sources.phrases.items())))
        mark = _mark_of(sources.nearest.rarity)
        key = key_of(b"related", mark, phrases.encode("utf-8", "surrogatepass"))
        marks = np.frombuffer(sources.collection.all_marks, f"V{MARK}")
        return cls(sources, marks, stories, key)

    def related(self, ranked: Ranked, then: bytes, before: bytes) -> tuple[bytes, bytes]:
        """Return the relations of an article, and the hash of what they were found in.

        `then` is the hash of those that were found before. Where the closest are enough, it does not
        matter who comes after them.
        """
        first = ranked.first(MOSTLY_ENOUGH * self.by.limit)
        key = self._key(b"first", first)
        if key == then:
            return key, before
        found = explained(self.by, first)
        if len(found) < self.by.limit:
            key = self._key(b"all", ranked)
            if key == then:
                return key, before
            found = explained(self.by, ranked) if len(first.others) < len(ranked.others) else found
        return key, packed(found)

    def _key(self, part: bytes, ranked: Ranked) -> bytes:
        at, others, scores, blocks = ranked
        columns = (self.marks[at : at + 1], self.marks[others], scores, blocks)
        return key_of(self.sources, part, *(column.tobytes() for column in columns))


def _mark_of(rarity: Rarity) -> bytes:
    parts = (rarity.keys, rarity.values, rarity.close, np.array([rarity.unknown]))
    return key_of(*(part.tobytes() for part in parts))
