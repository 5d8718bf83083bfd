"""How much an article is about a phrase."""

import pytest

from generator.analysis.weighing import scale_of, weigh
from generator.model import Article, Block, BlockKind
from tests.analysis.articles import an_article


def twenty_blocks() -> Article:
    """Return an article with one heading, the eleventh of its blocks; its opening are the first three."""
    kinds = [BlockKind.HEADING if at == 10 else BlockKind.PARAGRAPH for at in range(20)]
    return an_article(*(Block(kind=kind, text="Bees hum.") for kind in kinds), title="Honey bees and hives")


@pytest.mark.parametrize(
    ("where", "titled", "weight"),
    [
        pytest.param({7}, False, 1.0, id="anywhere"),
        pytest.param({7}, True, 2.0, id="in the title"),
        pytest.param({10}, False, 1.5, id="in a heading"),
        pytest.param({2}, False, 1.25, id="in the opening"),
        pytest.param({3}, False, 1.0, id="after the opening"),
        pytest.param(set(), False, 1.0, id="nowhere"),
        pytest.param(set(), True, 2.0, id="in the title alone"),
    ],
)
def test_a_phrase_weighs_more_where_it_stands_out(where: set[int], weight: float, *, titled: bool) -> None:
    assert weigh(1, where, scale_of(twenty_blocks()), titled=titled) == weight


def test_a_phrase_weighs_more_the_oftener_and_the_wider_it_is_said() -> None:
    scale = scale_of(twenty_blocks())
    weights = [weigh(often, where, scale, titled=False) for often, where in ((1, {7}), (2, {7}), (2, {7, 8}))]
    assert weights == [1.0, 1.6931, 2.2799]


@pytest.mark.parametrize(
    ("key", "titles"), [("hive", True), ("honey bee", True), ("hon", False), ("bees", False)]
)
def test_a_title_holds_whole_words(key: str, *, titles: bool) -> None:
    assert scale_of(twenty_blocks()).titles(key) is titles
