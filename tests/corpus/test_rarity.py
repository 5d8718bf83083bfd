"""How telling it is to share a term."""

from math import log

import numpy as np
import pytest

from generator.corpus.rarity import (
    CHANGE,
    LEFT,
    NO_SAMPLE,
    SAMPLE,
    SMALL,
    Rarity,
    Sample,
    choose_sample,
    rarity_of,
)

NUMBERS = tuple(range(1, 12))


def of(*counts: int, sample: int, articles: int = 0) -> Rarity:
    """Return the rarity of terms 1, 2, … which so many articles of a sample say."""
    said = [[term for term, n in enumerate(counts, 1) if at < n] for at in range(sample)]
    return rarity_of((np.array(row, np.int64) for row in said), articles)


def hundredths(share: float) -> int:
    return round(100 * log(1 + share))


def test_a_term_is_the_rarer_the_fewer_articles_say_it() -> None:
    found = of(2, 3, 4, 5, sample=10)
    assert found.keys.tolist() == [1, 2, 3, 4]
    assert found.values.tolist() == [hundredths(10 / 2), hundredths(10 / 3), hundredths(10 / 4), 0]


def test_a_term_of_a_third_of_the_articles_tells_nothing_unless_they_are_few() -> None:
    assert of(4, 5, sample=5).values.tolist() == [hundredths(5 / 4), 0]
    assert of(30, 31, sample=100).values.tolist() == [hundredths(100 / 28), 0]


def test_what_one_article_says_is_as_rare_as_what_none_does() -> None:
    found = of(1, 2, sample=10)
    assert found.keys.tolist() == [2]
    assert found.of(np.array([1, 2, 99])).tolist() == [hundredths(10), hundredths(5), hundredths(10)]


def test_a_term_of_very_many_articles_does_not_tell_which_are_close() -> None:
    found = of(200, 201, sample=1000)
    asked = np.array([1, 2, 3])
    assert found.of(asked).tolist() == [hundredths(1000 / 192)] * 2 + [hundredths(1000)]
    assert found.near(asked).tolist() == [hundredths(1000 / 192), 0, hundredths(1000)]


def test_of_a_sample_the_term_stands_for_so_many_more() -> None:
    assert of(25, 26, sample=1000, articles=SAMPLE * 8).close.tolist() == [True, False]


@pytest.mark.parametrize(
    ("sample", "count", "size", "among"),
    [(99, 7, 99, 7), (101, 9, 100, 8), (1234, 15, 1200, 14), (1234, 100, 1200, 96)],
)
def test_articles_are_counted_to_two_digits_and_those_of_a_term_to_three_binary_ones(
    sample: int, count: int, size: int, among: int
) -> None:
    assert of(count, sample=sample).values.tolist() == [hundredths(size / among)]


def test_nothing_is_known_of_no_articles() -> None:
    assert rarity_of(()).of(np.array([1, 2])).tolist() == [0, 0]


IDS = tuple(f"article-{number}" for number in range(SAMPLE * 8))
CHOSEN = choose_sample(IDS, NO_SAMPLE)


def test_among_few_articles_all_stand_for_all() -> None:
    ids = IDS[: SMALL - 1]
    assert choose_sample(ids, Sample(frozenset(ids), len(ids))) == NO_SAMPLE
    assert NO_SAMPLE.holds(ids).all()


@pytest.mark.parametrize("articles", [SMALL, 2 * SAMPLE - 1])
def test_the_sample_of_a_middling_collection_is_all_that_it_holds_then(articles: int) -> None:
    all_now = Sample(frozenset(IDS[:articles]), articles)
    assert choose_sample(IDS[:articles], NO_SAMPLE) == all_now
    assert choose_sample(IDS[: articles + 1], all_now) == all_now


@pytest.mark.parametrize("articles", [2 * SAMPLE, 8 * SAMPLE])
def test_a_large_collection_is_judged_by_a_sample_of_its_ids(articles: int) -> None:
    found = choose_sample(IDS[:articles], NO_SAMPLE)
    assert SAMPLE * 0.8 < len(found.articles) < SAMPLE * 1.2
    assert found == choose_sample(IDS[:articles][::-1], NO_SAMPLE)
    assert {id_ for id_, held in zip(IDS, found.holds(IDS), strict=True) if held} == found.articles


def test_what_comes_later_is_not_of_the_sample_until_the_collection_has_grown_by_a_quarter() -> None:
    most = len(IDS) + len(IDS) // CHANGE
    more = [*IDS, *(f"later-{number}" for number in range(most + 1 - len(IDS)))]
    assert choose_sample(more[:-1], CHOSEN) == CHOSEN
    assert choose_sample(more, CHOSEN) == choose_sample(more, NO_SAMPLE) != CHOSEN


def test_a_sample_stays_as_long_as_enough_of_it_is_there() -> None:
    least = int(LEFT * SAMPLE)
    gone = set(sorted(CHOSEN.articles)[least:])
    fewer = [id_ for id_ in IDS if id_ not in gone]
    assert choose_sample(fewer, CHOSEN) == CHOSEN
    assert CHOSEN.holds(fewer).sum() == least
    fewer.remove(min(CHOSEN.articles))
    assert choose_sample(fewer, CHOSEN) == choose_sample(fewer, NO_SAMPLE) != CHOSEN


def test_a_sample_of_other_articles_is_not_taken() -> None:
    assert choose_sample(IDS, Sample(frozenset({"article-1", "elsewhere"}), len(IDS))) == CHOSEN
