"""Choosing sentences one after another, each in the light of those chosen before.

After J. Carbonell and J. Goldstein, The Use of MMR, Diversity-Based Reranking (1998), with learnt
weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from math import fsum, inf
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
_HAIR = 1e-6
"""More than rounding can do to a sum."""


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
    most = sum(weight for weight in weights if weight > 0) + _HAIR
    ranked = sorted(range(len(seen)), key=lambda at: (-scores[at], at))
    chosen: list[int] = []
    while len(chosen) < limit:
        steps = _Steps(seen, chosen, title)
        best = (-inf, 0)
        for at in ranked:
            if scores[at] + most < best[0]:
                break  # no step lifts it, or any after it, above the best
            if at not in chosen and _may_stand(seen, at, chosen):
                row = steps.signs(at)
                if row[_ALIKE] < SAME:
                    best = max(best, (scores[at] + fsum(map(mul, weights, row)), -at))
        if best[0] == -inf:
            break
        chosen.append(-best[1])
    return chosen or [max(range(len(seen)), key=lambda at: (-seen[at].standing, scores[at], -at))]


def free_to_stand(seen: Sequence[Sentence], chosen: Sequence[int]) -> list[int]:
    """Return the positions that may be chosen next."""
    return [at for at in range(len(seen)) if at not in chosen and _may_stand(seen, at, chosen)]


def _may_stand(seen: Sequence[Sentence], at: int, chosen: Sequence[int]) -> bool:
    if seen[at].standing is Standing.AFTER_THE_ONE_BEFORE:
        return at - 1 in chosen and seen[at - 1].span.block == seen[at].span.block
    return seen[at].standing <= Standing.UNDER_ITS_TITLE


def step_signs(
    seen: Sequence[Sentence], positions: Sequence[int], *, chosen: Sequence[int], title: frozenset[str]
) -> Iterator[tuple[float, ...]]:
    """Yield for each of the positions the signs of `STEPS`, which lie between 0 and 1."""
    return map(_Steps(seen, chosen, title).signs, positions)


class _Steps:
    """What the signs of `STEPS` are, after some sentences have been chosen."""

    def __init__(self, seen: Sequence[Sentence], chosen: Sequence[int], title: frozenset[str]) -> None:
        self._seen, self._chosen, self._title = seen, chosen, title
        self._size = len(title) or 1
        self._before = [seen[at].stems - title for at in chosen]
        self._untold = title.difference(*(seen[at].stems for at in chosen))
        self._told = frozenset[str]().union(*self._before)
        self._sections = {seen[at].section for at in chosen} - {-1}

    def signs(self, at: int) -> tuple[float, ...]:
        """Return the signs of one position."""
        one = self._seen[at]
        untold = len(self._untold & one.stems) / self._size
        if not self._chosen:
            return untold, 0.0, 0.0, 0.0, 0.0
        own = one.stems - self._title
        return (
            untold,
            max([likeness(own, other) for other in self._before]),
            len(self._told & own) / (len(own) or 1),
            float(one.section in self._sections),
            float(at - 1 in self._chosen),
        )
