"""How much an article is about a topic, and in which passages."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from generator.corpus.columns import Weighed
from generator.corpus.coverage import about_article, find_shares, outermost
from generator.corpus.evidence import Collection, Sight
from generator.model import Passage, Phrase, Span, TopicKind
from tests.corpus.articles import an_analysis


def a_phrase(key: str, *spans: Span, weight: float = 1.0) -> Phrase:
    return Phrase(key=key, text=key, kind=TopicKind.CONCEPT, weight=weight, spans=spans)


def collection(*heaviest: float) -> Collection:
    """Return articles whose weightiest phrases weigh so much."""
    analyses = (
        replace(an_analysis(f"a{at}", "Oak."), phrases=(a_phrase("oak", weight=weight),), entities=())
        for at, weight in enumerate(heaviest)
    )
    return Collection(tuple(analyses))


@pytest.mark.parametrize(
    ("weights", "told", "shares"),
    [
        pytest.param({0: [2.0]}, (), {0: 0.5}, id="its weight beside the weightiest"),
        pytest.param({0: [2.0, 1.0, 1.0]}, (), {0: 0.75}, id="other phrases count half"),
        pytest.param({0: [8.0]}, (), {0: 1.0}, id="never more than all"),
        pytest.param({0: [0.72], 1: [4.0]}, (), {0: 0.18, 1: 1.0}, id="just about it"),
        pytest.param({0: [0.71], 1: [4.0]}, (), {1: 1.0}, id="a passing mention"),
        pytest.param({0: [0.2], 1: [0.1]}, (), {0: 0.05}, id="nothing better is there"),
        pytest.param({0: [0.71], 1: [4.0]}, (0,), {0: 0.8, 1: 1.0}, id="the author says so"),
        pytest.param({0: [3.6]}, (0, 1), {0: 0.9, 1: 0.8}, id="the author says it of another"),
        pytest.param({}, (), {}, id="nobody says it"),
    ],
)
def test_an_article_is_about_a_topic_by_the_weight_of_its_words(
    weights: dict[int, Sequence[float]], told: Sequence[int], shares: dict[int, float]
) -> None:
    weighed = Weighed.of([(at, weight) for at, some in weights.items() for weight in some])
    assert find_shares(collection(4.0, 4.0), weighed, frozenset(told)).by_article() == shares


def span(start: int, end: int, block: int = 0) -> Span:
    return Span(block=block, start=start, end=end)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        pytest.param([span(5, 9), span(0, 4)], [span(0, 4), span(5, 9)], id="in order"),
        pytest.param([span(0, 4), span(0, 9)], [span(0, 9)], id="the longer one"),
        pytest.param([span(0, 6), span(4, 9)], [span(0, 6)], id="the earlier one"),
        pytest.param([span(0, 4), span(4, 9)], [span(0, 4), span(4, 9)], id="side by side"),
        pytest.param([span(3, 9), span(4, 6, 1)], [span(3, 9), span(4, 6, 1)], id="in other blocks"),
        pytest.param([span(0, 4), span(0, 4)], [span(0, 4)], id="twice"),
    ],
)
def test_of_places_that_overlap_the_first_and_longest_stays(spans: list[Span], kept: list[Span]) -> None:
    assert outermost(spans) == tuple(kept)


def passages(*blocks: int) -> tuple[int, ...]:
    """Return the passages of an article of three that say a topic in these blocks; the third has a heading."""
    analysis = an_analysis("a", "Oak one.", "Oak two.", "# Oak", "Oak three.", "Oak four.")
    parts = (
        Passage(article="a", heading=-1, first=0, last=1),
        Passage(article="a", heading=-1, first=1, last=2),
        Passage(article="a", heading=2, first=3, last=4),
    )
    oak = a_phrase("oak", *(span(at, at + 1, block) for at, block in enumerate(blocks)))
    about = about_article(
        Collection((replace(analysis, passages=parts),)), 0, [Sight(0, oak, named=False)], 0.5
    )
    assert (about.article, about.share, len(about.spans)) == (0, 0.5, len(blocks))
    return about.passages


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param((0,), (0,), id="one"),
        pytest.param((0, 1, 1), (0, 1), id="half of the strongest"),
        pytest.param((0, 1, 1, 1), (1,), id="a third of the strongest"),
        pytest.param((0, 2), (2,), id="a heading counts three times"),
        pytest.param((0, 0, 2), (0, 2), id="beside a heading"),
        pytest.param((4,), (0,), id="outside of all passages"),
        pytest.param((), (0,), id="nowhere"),
    ],
)
def test_passages_count_that_say_a_third_of_the_strongest(
    blocks: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert passages(*blocks) == expected
