import numpy as np

from generator.corpus.arrays import join_rows
from generator.corpus.neighbours import Neighbours, find_neighbours

WHEEL, OAK, TIDE, HONEY = range(4)


def neighbours(*vectors: dict[int, float]) -> Neighbours:
    rows = [(np.array(list(vector)), np.array(list(vector.values()))) for vector in vectors]
    return find_neighbours(join_rows(rows, np.float64), terms=4)


def test_neighbours_share_their_weightiest_terms_and_the_closest_comes_first() -> None:
    others, shares = neighbours(
        {WHEEL: 0.8, OAK: 0.6}, {OAK: 0.8, WHEEL: 0.6}, {TIDE: 0.8, WHEEL: 0.6}, {HONEY: 1.0}
    )
    assert others[0][shares[0] > 0].tolist() == [1, 2]
    assert round(shares[0].sum(), 9) == 1
    assert shares[3].sum() == 0


def test_no_article_is_its_own_neighbour() -> None:
    assert neighbours({WHEEL: 1.0}).shares.sum() == 0
