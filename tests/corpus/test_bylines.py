"""Authors that are given as ids."""

import pytest

from generator.corpus.bylines import names_of_authors
from generator.corpus.facts import facts_of
from tests.corpus.articles import an_analysis, gathered

SAID = "Ada Merrow mends wind mills. The mill at Thaxted knows Ada Merrow, and Merrow knows it."


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (("ada-merrow",), {"ada-merrow": "Ada Merrow"}),
        (("ada-merrow", "tom-seely"), {"ada-merrow": "Ada Merrow"}),
        (("ada",), {}),
        (("Ada Merrow",), {}),
        (("wind-mills",), {}),
    ],
)
def test_an_id_is_called_by_the_name_that_an_article_writes(
    authors: tuple[str, ...], expected: dict[str, str]
) -> None:
    analyses = [an_analysis("one", "Bees swarm in May.", authors=authors), an_analysis("two", SAID)]
    assert names_of_authors([facts_of(one) for one in analyses]) == expected


def test_another_header_may_give_the_name() -> None:
    analyses = [
        an_analysis("one", "Bees swarm in May.", authors=("tom-seely",)),
        an_analysis("two", "Bees dance.", authors=("Tom Seely",)),
    ]
    assert names_of_authors([facts_of(one) for one in analyses]) == {"tom-seely": "Tom Seely"}


def test_all_that_is_gathered_has_the_name() -> None:
    found = gathered(
        [an_analysis("one", "Bees swarm in May.", authors=("ada-merrow",)), an_analysis("two", SAID)]
    )
    assert found.articles["one"].authors == ("Ada Merrow",)
    assert found.corpus.analyses["one"].article.authors == ("Ada Merrow",)
