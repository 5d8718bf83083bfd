from generator.corpus.neighbours import HELD, NEAREST, TERMS, Neighbours, find_neighbours
from tests.corpus.rows import table_of

WHEEL, OAK, TIDE, HONEY = range(4)


def neighbours(*vectors: dict[int, float]) -> Neighbours:
    return find_neighbours(table_of(vectors), terms=4).neighbours


def test_neighbours_share_their_weightiest_terms_and_the_closest_comes_first() -> None:
    others, shares = neighbours(
        {WHEEL: 0.8, OAK: 0.6}, {OAK: 0.8, WHEEL: 0.6}, {TIDE: 0.8, WHEEL: 0.6}, {HONEY: 1.0}
    )
    assert others[0][shares[0] > 0].tolist() == [1, 2]
    assert round(shares[0].sum(), 9) == 1
    assert shares[3].sum() == 0


def test_no_article_is_its_own_neighbour() -> None:
    assert neighbours({WHEEL: 1.0}).shares.sum() == 0


def test_shares_are_by_closeness_and_no_more_than_eight_are_near() -> None:
    others, shares = neighbours({WHEEL: 1.0, OAK: 0.5}, {WHEEL: 0.6}, {OAK: 0.4, WHEEL: 0.1})
    assert others[0][:2].tolist() == [1, 2]
    assert shares[0][:2].round(6).tolist() == [round(0.6 / 0.9, 6), round(0.3 / 0.9, 6)]
    many = neighbours(*[{WHEEL: 1.0 - at / 100} for at in range(NEAREST + 3)])
    assert many.others[NEAREST + 2].tolist() == list(range(NEAREST))
    assert (many.shares[0] > 0).sum() == NEAREST


def test_a_term_that_weighs_most_in_very_many_articles_brings_none_of_them_near() -> None:
    few = neighbours(*[{OAK: 1.0}] * HELD)
    many = neighbours(*[{OAK: 1.0}] * (HELD + 1))
    assert (few.shares.sum(axis=1) > 0.99).all()
    assert many.shares.sum() == 0


def test_only_the_weightiest_terms_are_looked_up() -> None:
    heavy = dict.fromkeys(range(TERMS), 1.0)
    rows = [heavy | {TERMS: 0.5}, {TERMS: 1.0}, heavy]
    found = find_neighbours(table_of(rows), terms=TERMS + 1).neighbours
    assert found.others[0][found.shares[0] > 0].tolist() == [2]
    assert found.shares[1].sum() == 0
