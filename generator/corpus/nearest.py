"""The nearest articles of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from generator.corpus.arrays import Flags, Ints
from generator.corpus.closeness import Bags, Nearby, find_near, joined, make_index, rounded
from generator.corpus.evidence import Collection
from generator.corpus.facts import Facts
from generator.corpus.rarity import Rarity, rarity_of
from generator.corpus.remembered import Kept, Old, keep
from generator.corpus.renewing import Found, Task, renewed


class Stayed(NamedTuple):
    """What stayed of what was remembered."""

    marks: bytes
    """Those of the articles then, in their order."""
    origin: Ints
    """For each article its position then, or -1 if it changed or came."""
    same: Flags
    """Which articles have the same articles close to them, as close."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """How close the articles of a collection are."""

    rarity: Rarity
    """How rare their terms are."""
    nearby: Nearby
    kept: Kept
    """What is to be remembered of it."""
    stayed: Stayed | None = None


def find_nearest(collection: Collection, before: Kept | None = None, *, jobs: int = 1) -> Nearest:
    """Return the nearest articles of each.

    `before` is what was remembered of the collection as it once was: it saves work, and changes nothing.
    """
    facts = collection.facts
    marks = collection.all_marks
    old = Old.of(before, marks) if before else None
    bags = _bags(facts, old)
    chosen = np.flatnonzero(collection.sampled).tolist()
    rarity = rarity_of([bags.row(at).terms for at in chosen], collection.sample.of)
    task = Task(bags, rarity, lambda at: facts[at].said.text(), jobs)
    found = (renewed(task, old) if old else None) or _from_nothing(task)
    nearby = Nearby(found.starts, found.row, rounded(found.squares))
    stayed = None
    if before and old and found.same is not None:
        stayed = Stayed(bytes(before.marks), old.origin, found.same)
    return Nearest(rarity, nearby, keep(marks, bags, rarity, found.squares, nearby), stayed)


def _bags(facts: Sequence[Facts], old: Old | None) -> Bags:
    """Return the terms of all articles; those of one that stayed are remembered."""
    if old is None or not facts:
        return Bags.of([one.said.bag() for one in facts])
    goes_on = (np.diff(old.origin) == 1) & (old.origin[:-1] >= 0)
    starts = [0, *(np.flatnonzero(~goes_on) + 1).tolist()]
    runs = zip(starts, [*starts[1:], len(facts)], old.origin[starts].tolist(), strict=True)
    return Bags.joined(
        [
            old.bags.part(first, first + end - start) if first >= 0 else Bags.of([facts[start].said.bag()])
            for start, end, first in runs
        ]
    )


def _from_nothing(task: Task) -> Found:
    index = make_index(task.bags, task.rarity)
    squares = index.lengths()
    rows = find_near(task.space(index, squares), range(len(task.bags)), jobs=task.jobs)
    return Found(squares, *joined(rows))
