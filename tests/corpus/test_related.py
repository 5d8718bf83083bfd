from datetime import date
from math import exp

import pytest

from generator.corpus.evidence import Collection
from generator.corpus.nearest import find_nearest
from generator.corpus.related import Weights, find_related
from generator.model import Analysis, Related
from tests.corpus.articles import an_analysis, gathered, library


def related(*analyses: Analysis, limit: int = 5) -> dict[str, tuple[Related, ...]]:
    collection = Collection(tuple(sorted(analyses, key=lambda analysis: analysis.article.id)))
    return find_related(collection, find_nearest(collection), limit=limit)


def test_the_closest_article_comes_first_and_says_why() -> None:
    first = related(*library())["honey"][0]
    assert (first.article, first.because) == ("swarms", ("honey bees",))


def test_articles_that_share_nothing_telling_are_not_related() -> None:
    assert "type" not in {one.article for one in related(*library())["honey"]}


def test_a_relation_points_at_the_passages_that_share_most() -> None:
    found = {one.article: one for one in related(*library())["letters"]}
    analyses = {one.article.id: one for one in library()}
    wheel = found["tide-mills"]
    assert analyses["letters"].passages[wheel.here].heading == 1
    assert analyses["tide-mills"].passages[wheel.there].heading == 2


def test_the_passage_here_says_the_phrase_that_is_shared_though_another_is_closer() -> None:
    crossing = "rowed slowly, hurried, rested, shouted, waved, laughed and slept."
    here = an_analysis("a", "# Rowing", f"We {crossing}", "# Bark", "Willow bark helped.")
    there = an_analysis("b", f"They {crossing} Willow bark helps.")
    others = [an_analysis(f"c{n}", f"Coal number {n} is heavy.") for n in range(5)]
    first = related(here, there, *others)["a"][0]
    assert (first.because, first.here) == (("Willow bark",), 1)


def test_what_says_next_to_nothing_beside_the_first_is_no_reason() -> None:
    mills = "Tide mills {}. Tide mills rest. Old tide mills leak. Few tide mills turn. " * 3
    here = an_analysis("a", mills.format(*("grind",) * 3), "Clover honey is pale.", title="Tide mills")
    there = an_analysis("b", mills.format(*("creak",) * 3), "Clover honey is dear.", title="Tide mills")
    others = [an_analysis(f"c{n}", f"Coal number {n} is heavy.") for n in range(5)]
    because = related(here, there, *others)["a"][0].because
    assert because[0] == "tide mills"
    assert "Clover honey" not in because


def test_no_more_are_named_than_asked_for() -> None:
    assert all(len(found) <= 1 for found in related(*library(), limit=1).values())
    assert all(found == () for found in gathered(related_articles=0).corpus.related.values())


def test_of_two_alike_the_nearer_in_time_comes_first() -> None:
    text = "The heather honey sets. This heather honey is dark."
    articles = [
        an_analysis("a", text, published=date(2024, 1, 1), title="One"),
        an_analysis("b", text, published=date(2010, 1, 1), title="Two"),
        an_analysis("c", text, published=date(2023, 12, 1), title="Three"),
    ]
    assert [one.article for one in related(*articles)["a"]] == ["c", "b"]


def test_of_two_alike_the_earlier_comes_first() -> None:
    text = "The heather honey sets. This heather honey is dark."
    articles = [
        an_analysis("a", text, published=date(2024, 1, 10), title="One"),
        an_analysis("b", text, published=date(2024, 1, 20), title="Two"),
        an_analysis("c", text, published=date(2023, 12, 31), title="Three"),
    ]
    assert [one.article for one in related(*articles)["a"]] == ["c", "b"]


def test_a_short_remark_leads_to_the_article_that_is_about_it() -> None:
    found = related(
        an_analysis(
            "diary",
            "Rain all week, and the ferry did not sail. We mended nets and painted the door.",
            "Old Hannah still steeps willow bark for her knees.",
            "The children built a raft. It sank near the slip, and nobody was sorry.",
        ),
        an_analysis("bark", "Willow bark holds salicin. Willow bark was steeped for aching joints."),
        an_analysis("rafts", "Children build a raft of reeds each May. The raft must carry a cat."),
        an_analysis("nets", "Nets of hemp rot. A net of nylon does not."),
    )
    by_article = {one.article: one for one in found["diary"]}
    assert by_article["bark"].because[0].lower() == "willow bark"


def test_articles_that_share_words_but_no_phrase_name_the_words() -> None:
    found = related(
        an_analysis("a", "He whittled a spoon. It took him an evening."),
        an_analysis("b", "She has whittled since she was six."),
        an_analysis("c", "Coal is heavy. Coke is light."),
        an_analysis("d", "The kettle sang."),
    )
    assert [(one.article, one.because) for one in found["a"]] == [("b", ("whittled",))]


def test_in_german_the_words_are_nouns() -> None:
    rest = (
        an_analysis("c", "Kohle wiegt. Koks brennt.", language="de"),
        an_analysis("d", "Eis. Kalt.", language="de"),
    )
    here = an_analysis("a", "Sie schnitzten gestern an den Pfählen.", language="de")
    there = an_analysis("b", "Alle schnitzten, und die Pfähle standen.", language="de")
    found = related(here, there, *rest)["a"]
    assert [(one.article, one.because) for one in found] == [("b", ("Pfählen",))]
    lone = an_analysis("b", "Alle schnitzten, und niemand ging.", language="de")
    assert related(here, lone, *rest)["a"] == ()


def test_words_that_name_nothing_are_named_last() -> None:
    found = related(
        an_analysis("a", "Vorremmo remare. Provate.", language="it"),
        an_analysis("b", "Bisogna remare. Provate.", language="it"),
        an_analysis("c", "Il carbone pesa.", language="it"),
        an_analysis("d", "La teiera cantava.", language="it"),
    )
    assert found["a"][0].because[0] == "remare"


def test_letters_and_numbers_alone_are_no_reason() -> None:
    found = related(
        an_analysis("a", "Plan C takes 10 of them."),
        an_analysis("b", "Only grade C costs 10."),
        an_analysis("c", "Coal is heavy. Coke is light."),
        an_analysis("d", "The kettle sang."),
    )
    assert found["a"] == ()


def test_a_score_is_made_of_likeness_of_the_closest_paragraph_and_of_time() -> None:
    analyses = sorted(library(), key=lambda one: one.article.id)
    collection = Collection(tuple(analyses))
    nearby, weights = find_nearest(collection).nearby, Weights()
    for at, analysis in enumerate(analyses):
        part = slice(nearby.starts[at], nearby.starts[at + 1])
        wholes, passages = nearby.wholes[part], nearby.row.passages[part]
        expected = {}
        for other, whole, passage in zip(nearby.row.others[part].tolist(), wholes, passages, strict=True):
            apart = collection.days[other] - collection.days[at]
            score = weights.whole * whole / wholes.max() + weights.passage * passage / passages.max()
            score += weights.near * exp(-abs(apart) / weights.year) - weights.later * (apart > 0)
            expected[analyses[other].article.id] = score * wholes.max()
        found = {one.article: one.score for one in related(*analyses, limit=9)[analysis.article.id]}
        assert found == pytest.approx({id_: min(1.0, expected[id_]) for id_ in found}, abs=0.0001)


def test_articles_without_a_date_are_of_no_time() -> None:
    text = "The heather honey sets. This heather honey is dark."
    articles = [
        an_analysis("a", text, published=None, title="One"),
        an_analysis("b", text, published=date(2010, 1, 1), title="Two"),
        an_analysis("c", text, published=date(2023, 12, 1), title="Three"),
    ]
    assert [one.article for one in related(*articles)["a"]] == ["b", "c"]


def test_no_more_than_four_phrases_are_reasons_and_none_is_part_of_another() -> None:
    first, second = (
        an_analysis(
            id_, f"{start} heather honey, clover honey, oak bark, willow bark, river mud and sea salt."
        )
        for id_, start in (("a", "They sell"), ("b", "We trade"))
    )
    others = [an_analysis(f"c{n}", f"Coal number {n} is heavy.") for n in range(5)]
    because = related(first, second, *others)["a"][0].because
    assert because == ("bark", "honey", "river mud", "sea salt")


def test_scores_lie_between_nought_and_one() -> None:
    for found in related(*library()).values():
        assert all(0 < one.score <= 1 for one in found)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
