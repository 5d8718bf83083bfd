"""Fixtures: items of lists that come again in article after article name none of their topics.

A newsletter lists the same meetings every week, and a page the same ten links; what it says is in the others.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from generator.corpus.arrays import Flags, Ints
from generator.corpus.facts import ITEM, MARK, Facts, Names

OFTEN = 3
"""An item of so many articles is a fixture, whatever numbers stand in it."""
COPY = 0.6
"""An article that would lose more of its phrases is a copy of others."""


def without_fixtures(facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Return the facts of articles without the phrases that stand in fixtures alone.

    An article that loses some has another mark, by what it keeps.
    """
    items = np.frombuffer(b"".join([one.items for one in facts]), ITEM)
    lengths = [len(one.items) // ITEM.itemsize for one in facts]
    articles = np.repeat(np.arange(len(facts)), lengths)
    often = _often(items["mark"], articles)
    starts = np.cumsum([0, *lengths]).tolist()
    found = list(facts)
    for at in np.unique(articles[often]).tolist():
        own = slice(starts[at], starts[at + 1])
        found[at] = _lessened(facts[at], items["block"][own][often[own]])
    return tuple(found)


def _often(marks: NDArray[np.unsignedinteger], articles: Ints) -> Flags:
    """Tell of each item whether so many articles have it."""
    _, groups = np.unique(marks, return_inverse=True)
    pairs = np.unique(groups * (len(articles) + 1) + articles) // (len(articles) + 1)
    often: Flags = np.bincount(pairs)[groups] >= OFTEN if len(groups) else np.zeros(0, np.bool_)
    return often


def _lessened(facts: Facts, blocks: NDArray[np.unsignedinteger]) -> Facts:
    names = facts.names
    counts = names.all_counts().astype(np.int64)
    places = np.frombuffer(names.places, "<u4").reshape(-1, 3)
    outside = ~np.isin(places[:, 0], blocks)
    left = np.bincount(np.repeat(np.arange(len(counts)), counts)[outside], minlength=len(counts))
    stays = (left > 0) | (counts == 0)
    if stays.sum() < (1 - COPY) * len(stays):
        return facts
    kept = _some(names, stays, left[stays], places[outside])
    ranks = np.cumsum(stays) - 1
    return replace(
        facts,
        names=kept,
        openers=np.array([ranks[at] for at in facts.opening if stays[at]], "i").tobytes(),
        mark=blake2b(facts.mark + kept.counts + kept.places, digest_size=MARK).digest(),
    )


def _some(names: Names, stays: Flags, counts: Ints, places: NDArray[np.uint32]) -> Names:
    """Return some of the names with so many places."""
    which = np.flatnonzero(stays).tolist()
    keys, texts = names.all_keys(), names.texts.split("\n")
    return Names(
        keys="\n".join([keys[at] for at in which]),
        numbers=np.frombuffer(names.numbers, "<u8")[stays].tobytes(),
        texts="\n".join([texts[at] for at in which]),
        entities=int(np.count_nonzero(stays[: names.entities])),
        kinds=bytes([names.kinds[at] for at in which]),
        weights=names.all_weights()[stays].tobytes(),
        counts=counts.astype("<u4").tobytes(),
        places=places.tobytes(),
    )
