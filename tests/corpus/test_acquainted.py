"""Neighbours that are remembered are those that would be found from nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.msgpack import decode, encode
from msgspec.structs import replace

from generator.corpus.acquainted import NEIGHBOURS, Kept, meet
from generator.corpus.neighbours import HELD, find_neighbours
from generator.corpus.vectors import Vectors
from generator.memory import FILE, Memory
from tests.corpus.rows import table_of

Articles = dict[int, dict[int, float]]
"""By number: the terms of an article, and what each weighs."""


def vectors_of(articles: Articles) -> Vectors:
    terms = np.array(sorted({term for held in articles.values() for term in held}), np.uint32)
    rows = []
    for at in sorted(articles):
        held = sorted(articles[at].items(), key=lambda pair: (-pair[1], pair[0]))
        rows.append({int(np.searchsorted(terms, term)): much for term, much in held})
    sample = np.ones(len(articles), np.bool_)
    return Vectors(terms, np.ones(len(terms)), table_of(rows), sample, np.zeros(len(articles), np.uint64))


def marks_of(articles: Articles) -> bytes:
    """The mark of an article that kept its terms is the same; so may be that of one whose terms count anew."""
    return b"".join(b"%016d" % at for at in sorted(articles))


def check(steps: list[Articles]) -> None:
    with TemporaryDirectory() as folder:
        for articles in steps:
            memory = Memory(Path(folder) / FILE)
            vectors = vectors_of(articles)
            found = meet(vectors, marks_of(articles), memory)
            fresh = find_neighbours(vectors.articles, terms=len(vectors.terms)).neighbours
            assert found.others.tolist() == fresh.others.tolist()
            assert found.shares.tolist() == fresh.shares.tolist()
            memory.save()


some = st.dictionaries(st.integers(0, 12), st.sampled_from([0.1, 0.2, 0.4]), min_size=1, max_size=14)
collections = st.dictionaries(st.integers(0, 15), some, max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(collections, min_size=2, max_size=4))
def test_articles_come_change_and_go(steps: list[Articles]) -> None:
    check(steps)


def test_a_term_that_one_more_article_holds_may_bring_none_of_them_near_any_more() -> None:
    many = {at: {0: 0.5, 1 + at % 7: 0.2} for at in range(HELD + 2)}
    few = {at: held for at, held in many.items() if at < HELD}
    check([few, many, {**few, HELD: {9: 0.1}}, few])


def test_only_where_a_change_can_matter_are_neighbours_found_anew(tmp_path: Path) -> None:
    articles: Articles = {0: {1: 0.4}, 1: {1: 0.4}, 2: {2: 0.4}, 3: {2: 0.4}}
    memory = Memory(tmp_path / FILE)
    meet(vectors_of(articles), marks_of(articles), memory)
    memory.save()
    memory = Memory(tmp_path / FILE)
    kept = decode(memory.get(NEIGHBOURS) or b"", type=Kept)
    halved = np.frombuffer(kept.shares, np.float64) / 2
    memory.put(NEIGHBOURS, encode(replace(kept, shares=memoryview(halved.tobytes()))))
    memory.save()
    more = {**articles, 4: {2: 0.2}, 5: {3: 0.2}}
    found = meet(vectors_of(more), marks_of(more), Memory(tmp_path / FILE))
    assert found.shares.sum(axis=1).tolist() == [0.5, 0.5, 1, 1, 1, 0]


def test_one_that_comes_is_compared_with_the_last_neighbour_of_each(tmp_path: Path) -> None:
    """Of twelve that share a term, those that say it most are near; one more counts where it says it more."""
    articles: Articles = {at: {0: 0.1 + at / 100, 1 + at: 0.3} for at in range(12)}
    for much, reached in ((0.05, False), (0.5, True)):
        memory = Memory(tmp_path / FILE)
        before = meet(vectors_of(articles), marks_of(articles), memory)
        memory.save()
        more = {**articles, 20: {0: much, 30: 0.1}}
        check([articles, more])
        found = meet(vectors_of(more), marks_of(more), Memory(tmp_path / FILE))
        assert (found.others[:12].tolist() != before.others.tolist()) is reached
