"""Mentions: where articles name topics, for all of them at once."""

from collections.abc import Sequence

from msgspec.msgpack import Decoder, encode

from generator.corpus.describing import Named
from generator.corpus.evidence import Collection
from generator.corpus.facts import unpacked
from generator.corpus.links import find_mentions
from generator.memory import Memory, key_of
from generator.model import Mention, Span

Told = list[tuple[str, bytes]]
"""The topics that an article is about, and where it names each."""


def find_all_mentions(
    collection: Collection, named: Sequence[Named], memory: Memory
) -> dict[str, tuple[Mention, ...]]:
    """Return where topics are named, in articles about them and in those that say the name in passing.

    By article id. An article that is what it was, and names the same topics, comes from memory.
    """
    owners = {key: one.topic.id for one in named for key in one.topic.keys}
    told: dict[str, Told] = {article.id: [] for article in collection.heads}
    for one in named:
        for id_, spans in zip(one.sheet.articles, one.sheet.spans, strict=True):
            told[id_].append((one.topic.id, spans))
    decode = Decoder(tuple[Mention, ...]).decode
    found = {}
    for at, facts in enumerate(collection.facts):
        id_ = facts.head.id
        listed = [(key, owners[key]) for key in facts.names.all_keys() if key in owners]
        key = key_of(b"mentions", facts.mark, repr((told[id_], listed)).encode("utf-8", "surrogatepass"))
        kept = memory.get(key)
        if kept is None:
            kept = encode(_mentions(collection, at, told[id_], owners))
            memory.put(key, kept)
        found[id_] = decode(kept)
    return found


def _mentions(collection: Collection, at: int, told: Told, owners: dict[str, str]) -> tuple[Mention, ...]:
    places: dict[str, list[Span]] = {topic: list(unpacked(spans)) for topic, spans in told}
    for key, spans in collection.facts[at].names.places_of_each(owners):
        places.setdefault(owners[key], []).extend(spans)
    return find_mentions(collection.analyses[at], places)
