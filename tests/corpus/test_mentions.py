"""Mentions that are remembered are told by marks: the same for what was found in the same, and for that only."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.corpus.arrays import Lists
from generator.corpus.mentions import _Naming

places = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=2, unique=True).map(sorted)
articles = st.lists(st.dictionaries(st.integers(0, 2), places, max_size=2), min_size=2, max_size=4)
TOPICS = ("honey", "mills", "type")


@settings(max_examples=200, deadline=None)
@given(articles)
def test_articles_have_one_mark_if_they_name_the_same_topics_in_the_same_places(
    named: list[dict[int, list[tuple[int, int, int]]]],
) -> None:
    rows = [(topic, where) for one in named for topic, where in sorted(one.items())]
    lists = Lists.of([[part for place in where for part in place] for _, where in rows])
    naming = _Naming(
        np.array([topic for topic, _ in rows], np.int64),
        lists,
        np.cumsum([0, *map(len, named)]),
        np.concatenate(([0], np.cumsum(lists.lengths))),
    )
    marks = naming.marks(TOPICS).tolist()
    for one, mark in zip(named, marks, strict=True):
        for other, its in zip(named, marks, strict=True):
            assert (mark == its) == (one == other)
