from generator.corpus.candidates import Candidate
from generator.corpus.choosing import Option, pick, topic_limit
from generator.corpus.coverage import About
from generator.model import TopicKind


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


def test_a_fixed_topic_stays_whatever_it_covers() -> None:
    assert picked(option("mill", range(1)), option("wheel", range(5)), fixed=("mill",), limit=1) == ["mill"]


def test_the_number_of_topics_grows_with_the_square_root() -> None:
    assert [topic_limit(articles, 0) for articles in (1, 100, 400)] == [10, 46, 86]
    assert topic_limit(400, 5) == 5
