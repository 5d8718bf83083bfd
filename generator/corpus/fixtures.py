"""Fixtures: items of lists and paragraphs that come in article after article name none of their topics.

A newsletter lists the same meetings every week, and a page the same ten links; what it says is in the others.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from math import ceil

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from generator.corpus.arrays import Flags, Ints, often_enough
from generator.corpus.facts import ITEM, LONG, MARK, SHORT, SORTS, Facts, Names, Written
from generator.corpus.far import Far

OFTEN = 3
"""A longer item of so many articles is a fixture, whatever numbers stand in it."""
ALWAYS, EVERYWHERE = 8, 0.1
"""A paragraph, and an item that may be a name, is one in so many and in this share of all: else it may
begin each part of a series."""
MOSTLY = 0.45
"""What stands in fixtures of so many articles with this share of all its places is of none."""
COPY = 0.6
"""An article that would lose more of its phrases is a copy of others."""
Items = NDArray[np.void]
Blocks = NDArray[np.uint32]


def without_fixtures(facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Return the facts of articles without the phrases that stand in fixtures alone, or nearly so.

    An article that loses some has another mark, by what it keeps.
    """
    items = np.frombuffer(b"".join([one.items for one in facts]), ITEM)
    lengths = [len(one.items) // ITEM.itemsize for one in facts]
    articles = np.repeat(np.arange(len(facts)), lengths)
    often = _often(items["mark"], articles, len(facts))
    starts = np.cumsum([0, *lengths]).tolist()
    found = list(facts)
    there: dict[int, Items] = {}
    for at in np.unique(articles[often]).tolist():
        own = slice(starts[at], starts[at + 1])
        there[at] = items[own][often[own]]
    if there:
        bare = _bare(facts, {at: some["block"] for at, some in there.items()})
        for at in sorted({*there, *bare}):
            blocks = there[at] if at in there else items[:0]
            found[at] = _lessened(facts[at], blocks["block"][blocks["mark"] & SORTS != SHORT], bare.get(at))
    return tuple(found)


def _bare(facts: Sequence[Facts], there: Mapping[int, Blocks]) -> dict[int, Flags]:
    """Tell by article which of its phrases hardly stand anywhere but in fixtures, where there are any."""
    names = [one.names for one in facts]
    numbers = np.frombuffer(b"".join([one.numbers for one in names]), "<u8")
    counts = np.frombuffer(b"".join([one.counts for one in names]), "<u4").astype(np.int64)
    starts = np.cumsum([0, *map(len, names)])
    inside = np.zeros(len(numbers), np.int64)
    for at, blocks in there.items():
        inside[starts[at] : starts[at + 1]] = _places_in(names[at], blocks)
    fixed = inside > 0
    asked, articles = np.unique(numbers[fixed], return_counts=True)
    asked = asked[articles >= _everywhere(len(facts))]
    if not len(asked):
        return {}
    spots = np.minimum(np.searchsorted(asked, numbers), len(asked) - 1)
    rows = np.flatnonzero(asked[spots] == numbers)
    spots = spots[rows]
    bare = np.bincount(spots, inside[rows]) >= MOSTLY * np.bincount(spots, counts[rows])
    rows = rows[bare[spots]]
    owners = np.searchsorted(starts, rows, side="right") - 1
    found: dict[int, Flags] = {}
    for at, row in zip(owners.tolist(), (rows - starts[owners]).tolist(), strict=True):
        found.setdefault(at, np.zeros(len(names[at]), np.bool_))[row] = True
    return found


def _places_in(names: Names, blocks: Blocks) -> Ints:
    """Return in how many places of some blocks each phrase stands."""
    counts = names.all_counts().astype(np.int64)
    inside = np.isin(np.frombuffer(names.places, "<u4")[::3], blocks)
    return np.bincount(np.repeat(np.arange(len(counts)), counts)[inside], minlength=len(counts))


def _everywhere(articles: int) -> int:
    """Return how many articles say what nearly all of a collection say."""
    return max(ALWAYS, ceil(EVERYWHERE * articles))


def _often(marks: NDArray[np.unsignedinteger], articles: Ints, number: int) -> Flags:
    """Tell of each item and paragraph whether it is a fixture of a collection of so many articles."""
    likely = often_enough(marks, min(OFTEN, ALWAYS))
    some = marks[likely]
    _, groups = np.unique(some, return_inverse=True)
    pairs = np.unique(groups * number + articles[likely]) // max(1, number)
    least = np.where(some & SORTS == LONG, OFTEN, _everywhere(number))
    often = np.zeros(len(marks), np.bool_)
    often[likely] = np.bincount(pairs)[groups] >= least
    return often


def _lessened(facts: Facts, blocks: Blocks, bare: Flags | None) -> Facts:
    """Return the facts of an article without what stands in some blocks alone, or is `bare`."""
    names = facts.names
    counts = names.all_counts().astype(np.int64)
    places = np.frombuffer(names.places, "<u4").reshape(-1, 3)
    owners = np.repeat(np.arange(len(counts)), counts)
    outside = ~np.isin(places[:, 0], blocks)
    if bare is not None:
        outside &= ~bare[owners]
    left = np.bincount(owners[outside], minlength=len(counts))
    stays = (left > 0) | (counts == 0)
    if stays.all() and outside.all():
        return facts
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
        entities=int(np.count_nonzero(stays[: names.entities])),
        kinds=bytes([names.kinds[at] for at in which]),
        weights=names.all_weights()[stays].tobytes(),
        counts=counts.astype("<u4").tobytes(),
        far=Far.at_hand(
            Written(texts="\n".join([texts[at] for at in which]), places=places.tobytes()),
        ),
    )
