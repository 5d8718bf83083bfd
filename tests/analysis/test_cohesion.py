"""Where a text changes its topic, held against the definition."""

import math
from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.cohesion import topic_changes

Units = list[list[str]]
texts = st.lists(st.lists(st.sampled_from("abcde"), max_size=5), max_size=12)


def cosine(left: Units, right: Units) -> float:
    one, other = Counter(chain(*left)), Counter(chain(*right))
    shared = sum(one[word] * other[word] for word in one)
    return (
        shared / math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
        if shared
        else 0
    )


def top(values: list[float], at: int, step: int) -> float:
    """Return the peak that the values climb to from a place without a fall."""
    while 0 <= at + step < len(values) and values[at + step] >= values[at]:
        at += step
    return values[at]


def by_definition(units: Units, window: int) -> list[float]:
    gaps = range(1, len(units))
    values = [cosine(units[max(0, gap - window) : gap], units[gap : gap + window]) for gap in gaps]
    return [round(top(values, at, -1) + top(values, at, 1) - 2 * value, 6) for at, value in enumerate(values)]


@given(texts, st.integers(1, 4))
def test_the_change_at_a_gap_is_the_depth_of_its_valley(units: Units, window: int) -> None:
    assert topic_changes(units, window) == pytest.approx(by_definition(units, window), abs=2e-6)


def test_depths_are_rounded_so_that_every_machine_finds_the_same() -> None:
    changes = topic_changes([["a", "b"], ["a", "c"], ["d"], ["a", "d", "d"]], 1)
    assert changes == [0.0, 1.394427, 0.0]
