from generator.corpus.neighbours import find_neighbours


def test_neighbours_share_their_weightiest_terms_and_the_closest_comes_first() -> None:
    vectors = [
        {"wheel": 0.8, "oak": 0.6},
        {"wheel": 0.6, "oak": 0.8},
        {"wheel": 0.6, "tide": 0.8},
        {"honey": 1.0},
    ]
    first, *_, alone = find_neighbours(vectors)
    assert [at for at, _ in first] == [1, 2]
    assert round(sum(share for _, share in first), 9) == 1
    assert alone == ()


def test_no_article_is_its_own_neighbour() -> None:
    assert find_neighbours([{"wheel": 1.0}]) == ((),)
