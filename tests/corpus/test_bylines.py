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
        (("ada-merrow", "osk-seely"), {"ada-merrow": "Ada Merrow"}),
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


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        pytest.param("thomas-seeley", "Thomas Seeley", id="a given name and another"),
        pytest.param("mary-ann-berg", "Mary Ann Berg", id="two given names"),
        pytest.param("jan-van-holt", "Jan van Holt", id="a small word"),
        pytest.param("osk-seeley", "osk-seeley", id="nobody knows the given name"),
        pytest.param("thomas", "thomas", id="a given name alone"),
        pytest.param("ian-mcberg", "ian-mcberg", id="a capital within"),
        pytest.param("sean-o-berg", "sean-o-berg", id="an apostrophe is lost"),
        pytest.param("grace-foundation", "grace-foundation", id="no person"),
        pytest.param("guest-author", "guest-author", id="no name"),
        pytest.param("thomas-said-so", "thomas-said-so", id="other words"),
    ],
)
def test_an_id_that_no_article_writes_out_is_a_name_where_its_words_tell(id_: str, name: str) -> None:
    found = names_of_authors([facts_of(an_analysis("one", "Bees swarm in May.", authors=(id_,)))])
    assert found.get(id_, id_) == name


def test_another_header_may_give_the_name() -> None:
    analyses = [
        an_analysis("one", "Bees swarm in May.", authors=("osk-seely",)),
        an_analysis("two", "Bees dance.", authors=("Osk Seely",)),
    ]
    assert names_of_authors([facts_of(one) for one in analyses]) == {"osk-seely": "Osk Seely"}


def test_all_that_is_gathered_has_the_name() -> None:
    found = gathered(
        [an_analysis("one", "Bees swarm in May.", authors=("ada-merrow",)), an_analysis("two", SAID)]
    )
    assert found.articles["one"].authors == ("Ada Merrow",)
    assert found.corpus.analyses["one"].article.authors == ("Ada Merrow",)
