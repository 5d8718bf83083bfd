"""Mutated articles: each is read or refused in words. `python -m benchmarks.faults` tries many more."""

import random

from tests.hostile.fuzz import mutated_inputs, read_one


def test_a_mutated_article_is_read_or_refused() -> None:
    told = {read_one(name, data) for name, data in mutated_inputs(60, random.Random("fixed"))}
    assert told == {""}
