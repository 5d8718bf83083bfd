from collections.abc import Sequence

from generator.corpus.candidates import Candidate
from generator.corpus.choosing import Option, least_of_page, pick, quality, topic_limit
from generator.corpus.coverage import About
from generator.corpus.evidence import Sight
from generator.model import Phrase, TopicKind


def option(label: str, articles: range, *, prior: float = 1.0, said_in: range | None = None) -> Option:
    """An option with one passage in each of its articles; all of them use its words, or those told."""
    coverage = tuple(About(article=at, share=1.0, passages=(0,), spans=()) for at in articles)
    candidate = Candidate(
        keys=(label,),
        name=label,
        kind=TopicKind.CONCEPT,
        sights=dict.fromkeys(articles if said_in is None else said_in, ()),
        tagged=frozenset(),
    )
    return Option(
        label=label,
        candidate=candidate,
        coverage=coverage,
        prior=prior,
        places={about.article: about.passages for about in coverage},
    )


def picked(*options: Option, fixed: tuple[str, ...] = (), limit: int = 9) -> list[str]:
    return pick({one.label: one for one in options}, fixed=fixed, limit=limit)


def test_what_adds_most_is_picked_first() -> None:
    assert picked(option("oak", range(4)), option("wheel", range(10, 20))) == ["wheel", "oak"]


def test_of_two_topics_of_the_same_articles_one_is_enough() -> None:
    assert picked(option("wheel", range(10)), option("mill", range(9))) == ["wheel"]


def test_of_two_names_for_the_same_articles_the_one_they_say_wins() -> None:
    hearsay = option("cogwheel", range(10), prior=1.2, said_in=range(2))
    assert picked(hearsay, option("mill", range(9))) == ["mill"]


def test_a_topic_of_a_single_passage_is_none() -> None:
    assert picked(option("wheel", range(1))) == []


def test_in_a_large_collection_a_new_topic_has_three_articles_and_a_fixed_one_may_have_fewer() -> None:
    assert [least_of_page(articles) for articles in (40, 199, 200, 9000)] == [1, 1, 3, 3]
    found = {one.label: one for one in (option("wheel", range(3)), option("mill", range(5, 7)))}
    assert pick(found, fixed=(), limit=9, least=3) == ["wheel"]
    assert pick(found, fixed=("mill",), limit=9, least=3) == ["mill", "wheel"]


def test_a_common_word_that_is_a_name_once_is_still_a_common_word() -> None:
    once = [
        Sight(0, phrase("Mill"), named=True),
        *(Sight(at, phrase("mill"), named=False) for at in range(1, 9)),
    ]
    always = [Sight(at, phrase("Mill"), named=True) for at in range(9)]
    common, name = (quality(candidate("Mill", sights), ()) for sights in (once, always))
    assert common < name


def candidate(name: str, sights: Sequence[Sight]) -> Candidate:
    by_article = {sight.article: (sight,) for sight in sights}
    return Candidate(
        keys=(name.lower(),), name=name, kind=TopicKind.CONCEPT, sights=by_article, tagged=frozenset()
    )


def phrase(text: str) -> Phrase:
    return Phrase(key=text.lower(), text=text, kind=TopicKind.CONCEPT, weight=1.0, spans=())


def test_a_fixed_topic_stays_whatever_it_covers() -> None:
    assert picked(option("mill", range(1)), option("wheel", range(5)), fixed=("mill",), limit=1) == ["mill"]


def test_the_number_of_topics_grows_with_the_square_root() -> None:
    assert [topic_limit(articles, 0) for articles in (1, 100, 400)] == [10, 46, 86]
    assert topic_limit(400, 5) == 5
