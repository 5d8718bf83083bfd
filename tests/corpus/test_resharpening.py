"""Scores that are remembered are those that would be found from nothing."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.corpus import profile
from generator.corpus.evidence import Collection
from generator.corpus.found import Found
from generator.corpus.linked import with_linked
from generator.corpus.neighbours import find_neighbours
from generator.corpus.profile import BACKGROUND, Profiler, Round, Scored, scored
from generator.corpus.remembered import moved
from generator.corpus.resharpening import Recollection, Space
from generator.corpus.reweighing import Since
from generator.corpus.vectors import Vectors
from generator.memory import FILE, Memory
from tests.corpus.rows import table_of
from tests.corpus.test_profile import PLAIN

Articles = Mapping[int, Mapping[int, float]]
"""By number: the terms of an article, and what each weighs."""
SAMPLED = frozenset({0, 5})
"""These stand for all."""
KEYS = ("mill",)


class Step(NamedTuple):
    """The articles at one build, and which of them name the topic."""

    articles: Articles
    named: frozenset[int]


def space_of(articles: Articles) -> Space:
    terms = np.array(sorted({term for held in articles.values() for term in held}), np.uint32)
    order = sorted(articles)
    rows = [sorted(articles[at].items(), key=lambda pair: (-pair[1], pair[0])) for at in order]
    places = [{int(np.searchsorted(terms, term)): much for term, much in row} for row in rows]
    sample = np.array([at in SAMPLED for at in order], np.bool_)
    ranks = np.array([37 * at % 101 for at in order], np.uint64)
    vectors = Vectors(terms, np.ones(len(terms)), table_of(places), sample, ranks)
    nearest = find_neighbours(vectors.articles, terms=len(terms)).neighbours
    links = [
        (place, order.index(at - 5)) for place, at in enumerate(order) if at % 3 == 0 and at - 5 in articles
    ]
    return Space(vectors, with_linked(nearest, links), marks_of(articles))


def marks_of(articles: Articles) -> bytes:
    return b"".join(
        b"%08d%08x" % (at, hash(tuple(articles[at].items())) % (1 << 32)) for at in sorted(articles)
    )


def since(articles: Articles, before: Articles | None) -> Since | None:
    if before is None:
        return None
    place, origin = moved(marks_of(articles), marks_of(before))
    return Since(marks_of(before), place, origin, origin < 0)


def profiler_of(space: Space) -> Profiler:
    collection = Collection((), given=[PLAIN] * len(space))
    return Profiler(collection, space.vectors, {}, {}, space.neighbours, BACKGROUND * space.vectors.mean)


def plain(found: Scored) -> object:
    rounds = [(*map(np.ndarray.tolist, one.profile), one.middle, *pair(one.best)) for one in found.rounds]
    return pair(found.named), rounds, pair(found.near)


def pair(found: Found) -> tuple[list[int], list[float]]:
    return found.at.tolist(), found.shares.tolist()


def check(steps: list[Step]) -> list[Scored | tuple[Round, ...]]:
    """Compare the scores of every step; return what was remembered of each."""
    told: list[Scored | tuple[Round, ...]] = []
    before: Articles | None = None
    with TemporaryDirectory() as folder:
        for articles, naming in steps:
            memory = Memory(Path(folder) / FILE)
            space = space_of(articles)
            first = Found.of({place: 0.9 for place, at in enumerate(sorted(articles)) if at in naming})
            recollection = Recollection(space, since(articles, before), memory)
            known = recollection.scored(KEYS, first)
            told.append(known)
            fresh = scored(profiler_of(space), first)
            begun = known if isinstance(known, Scored) else scored(profiler_of(space), first, known)
            assert plain(begun) == plain(fresh)
            if not isinstance(known, Scored):
                recollection.take(KEYS, begun)
            recollection.keep()
            memory.save()
            before = articles
    return told


weights = st.sampled_from([0.1, 0.3, 0.5, 0.8])
an_article = st.dictionaries(st.integers(0, 9), weights, min_size=1, max_size=5)
NAMING = frozenset(range(0, 24, 4))
start = st.fixed_dictionaries(dict.fromkeys(range(24), an_article))
a_change = st.tuples(
    st.dictionaries(st.integers(0, 28), an_article, max_size=2),
    st.frozensets(st.integers(6, 28), max_size=1),
    st.frozensets(st.integers(0, 28), max_size=1),
)


@settings(max_examples=100, deadline=None)
@given(start, st.lists(a_change, min_size=1, max_size=4))
def test_articles_come_change_and_go_and_some_name_the_topic(
    articles: dict[int, dict[int, float]],
    changes: list[tuple[dict[int, dict[int, float]], frozenset[int], frozenset[int]]],
) -> None:
    steps = [Step(articles, NAMING)]
    for come, gone, other in changes:
        articles = {at: held for at, held in {**articles, **come}.items() if at not in gone}
        steps.append(Step(articles, NAMING ^ other))
    check(steps)


@settings(max_examples=100, deadline=None)
@given(start, st.lists(a_change, min_size=1, max_size=4))
def test_profiles_may_be_made_from_some_of_the_articles_only(
    articles: dict[int, dict[int, float]],
    changes: list[tuple[dict[int, dict[int, float]], frozenset[int], frozenset[int]]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profile, "MODELS", 3)
        test_articles_come_change_and_go_and_some_name_the_topic.hypothesis.inner_test(articles, changes)  # type: ignore[attr-defined]


def a_mill(at: int) -> dict[int, float]:
    return {0: 0.8, 10 + at: 0.2}


MILLS = {at: a_mill(at) for at in range(1, 5)}
OTHERS = {at: {1: 0.5, 2: 0.4, 10 + at: 0.3} for at in range(5, 30)}
SAID = {0: {1: 0.4}, **MILLS, **OTHERS}
NAMED = frozenset({1, 2})


def test_an_article_of_something_else_leaves_a_topic_as_it_was() -> None:
    _, second = check([Step(SAID, NAMED), Step({**SAID, 40: {3: 0.7}}, NAMED)])
    assert isinstance(second, Scored)


def test_one_that_is_about_the_topic_leaves_what_the_first_profile_was_made_from() -> None:
    _, second = check([Step(SAID, NAMED), Step({**SAID, 40: a_mill(40)}, NAMED)])
    assert isinstance(second, tuple)
    assert len(second) == 1


def test_one_that_names_it_leaves_nothing() -> None:
    _, second = check([Step(SAID, NAMED), Step({**SAID, 40: a_mill(40)}, NAMED | {40})])
    assert second == ()


def test_nor_does_one_that_makes_its_words_more_common() -> None:
    _, second = check([Step(SAID, NAMED), Step({**SAID, 0: {0: 0.1}}, NAMED)])
    assert second == ()


def test_what_was_left_by_a_build_of_other_articles_is_not_taken(tmp_path: Path) -> None:
    memory = Memory(tmp_path / FILE)
    space = space_of(SAID)
    left = Recollection(space, None, memory)
    left.take(KEYS, scored(profiler_of(space), Found.of({1: 0.9, 2: 0.9})))
    left.keep()
    memory.save()
    for then, same in ((SAID, True), (OTHERS, False)):
        told = Recollection(space, since(SAID, then), Memory(tmp_path / FILE))
        assert isinstance(told.scored(KEYS, Found.of({1: 0.9, 2: 0.9})), Scored) is same


def test_one_more_about_the_topic_changes_nothing_where_enough_are_more_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of forty mills, the profile is made from three; the one that comes is not among them."""
    monkeypatch.setattr(profile, "MODELS", 3)
    mills = {at: {0: 0.8, 1: 0.4} for at in range(5, 45)}
    said = {0: {1: 0.1}, **mills, **{at: {2: 0.5, 50 + at: 0.3} for at in range(45, 90)}}
    for naming in (frozenset(mills), frozenset(mills) | {100}):
        _, second = check([Step(said, frozenset(mills)), Step({**said, 100: {0: 0.8, 1: 0.3}}, naming)])
        assert isinstance(second, Scored)
