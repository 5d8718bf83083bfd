"""Choosing sentences one after another, each in the light of those chosen before.

After J. Carbonell and J. Goldstein, The Use of MMR, Diversity-Based Reranking (1998), with learnt
weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from math import fsum
from operator import mul
from typing import NamedTuple

from generator.analysis.refusals import Standing
from generator.analysis.seen import Sentence
from generator.analysis.signs import SIGNS, likeness

STEPS = (
    "untold",  # the share of the title's words that it holds and none chosen before does
    "alike",  # likeness to the closest one chosen before, the title's words left out
    "told",  # the share of its words that those chosen before hold together
    "section",  # it stands under the heading of one chosen before
    "follows",  # it follows one chosen before
)
"""The signs that change with each choice."""
SAME = 0.7
"""From this likeness on (`alike`), two sentences say the same."""
_ALIKE = STEPS.index("alike")


class Weights(NamedTuple):
    """How much each sign counts."""

    signs: tuple[float, ...]
    """In the order of `SIGNS`."""
    steps: tuple[float, ...]
    """In the order of `STEPS`."""


@cache
def read_weights() -> Mapping[str, Weights]:
    """Return the learnt weights by kind of text, as `data/summary.txt` has them."""
    return parse_weights((resources.files("generator") / "data" / "summary.txt").read_text(encoding="utf-8"))


def parse_weights(text: str) -> Mapping[str, Weights]:
    """Return the weights of a table: a head with the kinds of text, then a line for each sign."""
    head, *lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    table = {name: [float(value) for value in values] for name, *values in lines}
    return {
        kind: Weights(
            signs=tuple(table[name][at] for name in SIGNS), steps=tuple(table[name][at] for name in STEPS)
        )
        for at, kind in enumerate(head[1:])
    }


def choose(
    seen: Sequence[Sentence],
    scores: Sequence[float],
    weights: Sequence[float],
    *,
    title: frozenset[str],
    limit: int,
) -> list[int]:
    """Return the best positions in the order of choice: one to `limit`, no two that say the same.

    `scores` are those of the signs that stay; `weights` are of `STEPS`.
    """
    chosen: list[int] = []
    while len(chosen) < limit:
        free = free_to_stand(seen, chosen)
        steps = step_signs(seen, free, chosen=chosen, title=title)
        worth = [
            (scores[at] + fsum(map(mul, weights, row)), -at)
            for at, row in zip(free, steps, strict=True)
            if row[_ALIKE] < SAME
        ]
        if not worth:
            break
        chosen.append(-max(worth)[1])
    return chosen or [max(range(len(seen)), key=lambda at: (-seen[at].standing, scores[at], -at))]


def free_to_stand(seen: Sequence[Sentence], chosen: Sequence[int]) -> list[int]:
    """Return the positions that may be chosen next."""
    return [at for at in range(len(seen)) if at not in chosen and _may_stand(seen, at, chosen)]


def _may_stand(seen: Sequence[Sentence], at: int, chosen: Sequence[int]) -> bool:
    if seen[at].standing is Standing.AFTER_THE_ONE_BEFORE:
        return at - 1 in chosen and seen[at - 1].span.block == seen[at].span.block
    return seen[at].standing is Standing.ALONE


def step_signs(
    seen: Sequence[Sentence], positions: Sequence[int], *, chosen: Sequence[int], title: frozenset[str]
) -> Iterator[tuple[float, ...]]:
    """Yield for each of the positions the signs of `STEPS`."""
    if not chosen:
        share = len(title) or 1
        yield from ((len(title & seen[at].stems) / share, 0.0, 0.0, 0.0, 0.0) for at in positions)
        return
    before = [seen[at].stems - title for at in chosen]
    untold = title.difference(*(seen[at].stems for at in chosen))
    told = frozenset[str]().union(*before)
    sections = {seen[at].section for at in chosen} - {-1}
    for at in positions:
        own = seen[at].stems - title
        yield (
            len(untold & seen[at].stems) / (len(title) or 1),
            max([likeness(own, other) for other in before]),
            len(told & own) / (len(own) or 1),
            float(seen[at].section in sections),
            float(at - 1 in chosen),
        )
