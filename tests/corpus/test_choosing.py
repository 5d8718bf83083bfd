from collections.abc import Sequence
from dataclasses import replace
from math import log

import numpy as np
import pytest

from generator.corpus.arrays import Lists
from generator.corpus.candidates import Candidate
from generator.corpus.choosing import Claim, Option, choose, least_of_page, pick, quality, topic_limit
from generator.corpus.evidence import Sight
from generator.corpus.found import Found
from generator.corpus.tally import Tally
from generator.model import Phrase, TopicKind


def option(label: str, articles: range, *, prior: float = 1.0, share: float = 1.0) -> Option:
    """An option with one passage in each of its articles."""
    about = Found(np.array(articles), np.full(len(articles), share))
    return Option(
        label=label,
        keys=(label,),
        name=label,
        kind=TopicKind.CONCEPT,
        tagged=frozenset(),
        saying=len(articles),
        prior=prior,
        about=about,
        places=Lists.of([(0,)] * len(articles)),
    )


def claim(articles: range, *, prior: float = 1.0, share: float = 1.0, spoken: float = 1.0) -> Claim:
    """A claim on these articles, in one place of each; all of them use its words, or such a share."""
    about = Found(np.array(articles), np.full(len(articles), share))
    return Claim(name="", about=about, size=len(articles), prior=prior, spoken=spoken)


def picked(fixed: tuple[str, ...] = (), limit: int = 9, least: int = 1, **claims: Claim) -> list[str]:
    """The labels picked; each claim's name is its label where it has none."""
    named = {label: replace(one, name=one.name or label) for label, one in claims.items()}
    return pick(named, fixed=fixed, limit=limit, least=least)


def test_of_two_topics_of_one_name_one_is_enough() -> None:
    mill, survey = replace(claim(range(4)), name="TMS"), replace(claim(range(10, 13)), name="TMS")
    assert picked(mill=mill, survey=survey) == ["mill"]


def test_what_adds_most_is_picked_first() -> None:
    assert picked(oak=claim(range(4)), wheel=claim(range(10, 20))) == ["wheel", "oak"]


def test_of_two_topics_of_the_same_articles_one_is_enough() -> None:
    assert picked(wheel=claim(range(10)), mill=claim(range(9))) == ["wheel"]


def test_of_two_names_for_the_same_articles_the_one_they_say_wins() -> None:
    hearsay = claim(range(10), prior=1.2, spoken=0.2)
    assert picked(cogwheel=hearsay, mill=claim(range(9))) == ["mill"]


def test_a_topic_of_a_single_passage_is_none() -> None:
    assert picked(wheel=claim(range(1))) == []


def test_in_a_large_collection_a_new_topic_has_three_articles_and_a_fixed_one_may_have_fewer() -> None:
    assert [least_of_page(articles) for articles in (40, 199, 200, 9000)] == [1, 1, 3, 3]
    wheel, mill = claim(range(3)), claim(range(5, 7))
    assert picked(least=3, wheel=wheel, mill=mill) == ["wheel"]
    assert picked(("mill",), least=3, wheel=wheel, mill=mill) == ["mill", "wheel"]


def test_a_common_word_that_is_a_name_once_is_still_a_common_word() -> None:
    once = [
        Sight(0, phrase("Mill"), named=True),
        *(Sight(at, phrase("mill"), named=False) for at in range(1, 9)),
    ]
    always = [Sight(at, phrase("Mill"), named=True) for at in range(9)]
    common, name = (quality(candidate("Mill", sights), ()) for sights in (once, always))
    assert common < name


def candidate(name: str, sights: Sequence[Sight]) -> Candidate:
    return Candidate(
        keys=(name.lower(),),
        name=name,
        kind=TopicKind.CONCEPT,
        tally=Tally.of(sights),
        saying=len(sights),
        tagged=frozenset(),
    )


def phrase(text: str) -> Phrase:
    return Phrase(key=text.lower(), text=text, kind=TopicKind.CONCEPT, weight=1.0, spans=())


def test_a_fixed_topic_stays_whatever_it_covers() -> None:
    assert picked(("mill",), limit=1, mill=claim(range(1)), wheel=claim(range(5))) == ["mill"]


def test_the_number_of_topics_grows_with_the_square_root() -> None:
    assert [topic_limit(articles, 0) for articles in (1, 100, 400)] == [10, 46, 86]
    assert topic_limit(400, 5) == 5


def chosen(*options: Option, fixed: tuple[str, ...] = (), limit: int = 9) -> tuple[list[str], dict[str, str]]:
    return choose({one.label: one for one in options}, fixed=fixed, limit=limit)


def test_topics_are_chosen_by_what_they_add_to_those_before() -> None:
    wheel, mill, oak = (
        option("wheel", range(10)),
        option("mill", range(5, 14)),
        option("oak", range(20, 28)),
    )
    assert chosen(oak, mill, wheel) == (["wheel", "oak", "mill"], {})
    assert chosen(oak, mill, wheel, limit=2) == (["wheel", "oak"], {})
    assert chosen(oak, mill, wheel, fixed=("mill", "gone")) == (["mill", "oak", "wheel"], {})


def test_many_places_of_one_article_add_less_than_as_many_articles() -> None:
    places = tuple(range(9))
    once = option("wheel", range(1))
    deep = replace(once, label="oak", about=Found.of({30: 1.0}), places=Lists.of([places]))
    assert chosen(deep, option("mill", range(10, 14)))[0] == ["mill", "oak"]
    assert chosen(deep, option("mill", range(10, 12)))[0] == ["oak", "mill"]


def test_an_article_that_is_half_about_a_topic_adds_less() -> None:
    half = option("wheel", range(4), share=0.25)
    assert chosen(half, option("oak", range(10, 13)))[0] == ["oak", "wheel"]
    assert chosen(half, option("oak", range(10, 11)))[0] == ["wheel", "oak"]


@pytest.mark.parametrize(
    ("narrow", "articles", "expected"),
    [
        pytest.param("old mill", range(5), (["mill", "old mill"], {}), id="half of a topic is a part of it"),
        pytest.param("old mill", range(6), (["mill"], {"old mill": "mill"}), id="more of it is the same"),
        pytest.param(
            "old mill", range(4, 14), (["mill"], {"old mill": "mill"}), id="three fifths of its own"
        ),
        pytest.param("old mill", range(5, 15), (["mill", "old mill"], {}), id="half of its own"),
        pytest.param("mills", range(4, 14), (["mill", "mills"], {}), id="three fifths without a common word"),
        pytest.param("oak", range(2, 12), (["mill", "oak"], {}), id="four fifths of its own without one"),
        pytest.param("oak", range(1, 11), (["mill"], {}), id="nine tenths of its own without one"),
    ],
)
def test_a_candidate_that_covers_what_a_topic_does_is_none(
    narrow: str, articles: range, expected: tuple[list[str], dict[str, str]]
) -> None:
    assert chosen(option("mill", range(10)), option(narrow, articles)) == expected


def test_two_articles_do_not_prove_that_topics_without_a_common_word_are_one() -> None:
    assert chosen(option("mill", range(2)), option("oak", range(2)))[0] == ["mill", "oak"]
    assert chosen(option("mill", range(3)), option("oak", range(3)))[0] == ["mill"]


def test_a_candidate_goes_to_the_topic_that_has_most_of_it() -> None:
    few, many = option("oak mill", range(7)), option("old mill", range(3, 12))
    narrow = option("old oak mill", range(3, 9))
    assert chosen(few, many, narrow) == (["old mill", "oak mill"], {})
    narrow = option("old oak mill", range(1, 8))
    assert chosen(few, many, narrow)[1] == {"old oak mill": "oak mill"}


@pytest.mark.parametrize(
    ("prior", "others", "expected"),
    [(0.2, 7, True), (0.05, 7, False), (0.2, 8, False), (0.25, 8, True)],
    ids=["a little is enough in a small collection", "not nothing", "not in a larger one", "there more is"],
)
def test_what_adds_too_little_is_no_topic(prior: float, others: int, *, expected: bool) -> None:
    found, _ = chosen(option("mill", range(others)), option("oak", range(50, 51), prior=prior))
    assert ("oak" in found) is expected


def test_a_page_needs_two_places_be_they_in_one_article() -> None:
    assert picked(wheel=replace(claim(range(1)), size=2)) == ["wheel"]
    assert picked(wheel=claim(range(1))) == []


def test_no_more_topics_are_picked_than_are_wanted_and_each_adds_to_those_before() -> None:
    wheel, mill, oak = claim(range(10)), claim(range(5, 14)), claim(range(20, 28))
    assert picked(wheel=wheel, mill=mill, oak=oak) == ["wheel", "oak", "mill"]
    assert picked(limit=2, wheel=wheel, mill=mill, oak=oak) == ["wheel", "oak"]


@pytest.mark.parametrize(
    ("mill", "oak", "expected"),
    [
        pytest.param(range(8), range(2, 10), ["mill", "oak"], id="three fifths in common"),
        pytest.param(range(8), range(1, 9), ["mill"], id="more"),
        pytest.param(range(2), range(2), ["mill", "oak"], id="two articles prove nothing"),
        pytest.param(range(3), range(3), ["mill"], id="three do"),
    ],
)
def test_topics_are_twins_if_most_of_their_articles_are_the_same(
    mill: range, oak: range, expected: list[str]
) -> None:
    assert picked(mill=claim(mill), oak=claim(oak)) == expected


def rated(name: str, *, kind: TopicKind = TopicKind.CONCEPT, tagged: int = 0, times: int = 0) -> float:
    """The quality of a candidate that four articles are about, each of which says it so many times."""
    made = replace(candidate(name, ()), kind=kind, tagged=frozenset(range(tagged)))
    return quality(made, [times] * 4)


def test_a_name_of_two_words_is_best_then_three_then_more_then_one() -> None:
    rates = [rated(name) for name in ("Mill", "Old mill", "Old oak mill", "Old oak wind mill")]
    assert sorted(rates, reverse=True) == [rates[1], rates[2], rates[3], rates[0]]
    assert rates[3] == rated("Old oak wind mill of Eling")
    assert rated("Tide-mill") == rated("Tide mill")


def test_a_persons_name_is_as_good_with_one_word_as_with_two() -> None:
    one, two = (rated(name, kind=TopicKind.PERSON) for name in ("Seeley", "Thomas Seeley"))
    assert rated("Old oak mill") == one == two


def test_tags_and_being_said_often_speak_for_a_candidate() -> None:
    assert rated("Mill", tagged=1) == pytest.approx(2 * rated("Mill"))
    assert rated("Mill", tagged=4) == pytest.approx(3 * rated("Mill"))
    often = [rated("Mill", times=times) / rated("Mill") for times in (1, 3, 7, 70)]
    assert often == pytest.approx([1 + log(2) * 2 / 3, 1 + log(4) * 2 / 3, 7 / 3, 7 / 3])


def test_a_topic_of_one_article_that_says_its_words_counts_in_full() -> None:
    wheel, oak = replace(claim(range(1)), size=2), claim(range(10, 12), share=0.45)
    assert picked(oak=oak, wheel=wheel) == ["wheel", "oak"]
