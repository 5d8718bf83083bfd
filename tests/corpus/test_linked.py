import numpy as np
from msgspec.structs import replace

from generator.corpus.evidence import Collection
from generator.corpus.linked import LINKED, linked_pairs, with_linked
from generator.corpus.neighbours import Neighbours
from generator.model import Mark, MarkKind
from tests.corpus.articles import an_analysis


def alone(articles: int) -> Neighbours:
    """Return articles without neighbours."""
    return Neighbours(np.zeros((articles, 1), np.int64), np.zeros((articles, 1)))


def company(neighbours: Neighbours, at: int) -> dict[int, float]:
    return {
        int(one): float(share) for one, share in zip(*(part[at] for part in neighbours), strict=True) if share
    }


def test_a_link_joins_two_articles_both_ways_and_weighs_as_much_as_all_nearest_neighbours() -> None:
    nearest = Neighbours(np.array([[1, 2], [0, 0], [0, 0]]), np.array([[0.75, 0.25], [0.0, 0.0], [0.0, 0.0]]))
    found = with_linked(nearest, [(2, 0)])
    assert [part[0].tolist() for part in found] == [
        [1, 2, 2, *[0] * (LINKED - 1)],
        [0.375, 0.125, 0.5, 0, 0, 0],
    ]
    assert company(found, 2) == {0: 1.0}
    assert company(found, 1) == {}


def test_without_links_all_stays_as_it_is() -> None:
    nearest = Neighbours(np.array([[1], [0]]), np.array([[1.0], [1.0]]))
    assert [company(with_linked(nearest, []), at) for at in range(2)] == [{1: 1.0}, {0: 1.0}]


def test_of_many_those_with_the_fewest_links_count_and_of_as_many_the_first() -> None:
    pairs = [(0, other) for other in range(1, LINKED + 3)] + [(1, 2), (2, 1)]
    found = with_linked(alone(LINKED + 3), pairs)
    assert company(found, 0) == dict.fromkeys(range(3, LINKED + 3), 1 / LINKED)
    assert company(found, 1) == {0: 0.5, 2: 0.5}


def test_links_are_found_by_where_the_articles_stand() -> None:
    analyses = [an_analysis(id_, "Oak.") for id_ in ("a", "b")]
    mark = Mark(start=0, end=3, kind=MarkKind.LINK, target="a.md")
    blocks = [replace(block, marks=(mark,)) for block in analyses[1].article.blocks]
    linking = replace(analyses[1], article=replace(analyses[1].article, blocks=tuple(blocks)))
    assert list(linked_pairs(Collection([analyses[0], linking]))) == [(1, 0)]
