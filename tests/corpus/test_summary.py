"""What is quoted on the page of a topic."""

from collections.abc import Sequence

import pytest

from generator.corpus.gather import Gathered
from generator.corpus.worth import standing
from generator.model import Analysis, Quote
from tests.corpus.articles import an_analysis, by_id, gathered, library

LEATS = (
    "A leat is a channel that brings the water of a stream to a mill, often for a mile and more along the hill.",
    "Miners dug most of them with spades and levels of wood, and lined the bed with clay from the same hill.",
    "The leat of Corfield falls by one foot in a mile, so slowly that a leaf needs a day from end to end.",
)
SLUICES = (
    "A sluice lets water out of a leat when a storm has filled it, before the bank of the leat gives way.",
    "Iron sluices came from the foundry at Brindle, which cast them for every leat in the county.",
)


def said(found: Gathered, quotes: Sequence[Quote]) -> list[str]:
    return [_text(found.corpus.analyses[quote.article], quote.sentence) for quote in quotes]


def _text(analysis: Analysis, at: int) -> str:
    span = analysis.sentences[at]
    return analysis.article.blocks[span.block].text[span.start : span.end]


def leats(*more: Analysis) -> list[str]:
    articles = [an_analysis("leats", " ".join(LEATS)), an_analysis("sluices", " ".join(SLUICES)), *more]
    found = gathered(articles, topic_sentences=5)
    return said(found, by_id(found)["leat"].summary)


def test_every_article_about_a_topic_speaks_in_its_summary() -> None:
    found = gathered()
    summary = by_id(found)["honey-bees"].summary
    assert {quote.article for quote in summary} == {"honey", "swarms"}


def test_most_of_a_summary_names_the_topic() -> None:
    found = gathered()
    texts = said(found, by_id(found)["water-wheel"].summary)
    assert sum("water wheel" in text for text in texts) > len(texts) / 2


def test_a_sentence_that_follows_one_on_the_topic_may_speak_for_it_without_its_name() -> None:
    assert LEATS[1] in leats()


def test_no_two_sentences_say_the_same() -> None:
    again = LEATS[0].replace("often for a mile and more", "often for more than a mile")
    texts = leats(an_analysis("hills", f"{again} {SLUICES[1]}"))
    assert sum("A leat is a channel" in text for text in texts) == 1
    assert texts.count(SLUICES[1]) == 1


def test_a_sentence_about_something_that_another_one_names_stays_out() -> None:
    hanging = "In the year 1790 it was sold to the owner of a tin mine for the price of the clay alone."
    assert hanging not in leats(an_analysis("sales", f"{LEATS[2]} {hanging}"))


def test_the_summary_of_a_topic_is_the_same_whatever_the_order_of_the_articles() -> None:
    articles = list(library())
    assert gathered(articles[::-1]).corpus.topics == gathered(articles).corpus.topics


FERRIES = (
    "The cable ferry at Alder carries six carts and their drivers over the river in one crossing.",
    "A cable ferry needs no engine, since the stream itself pushes the slanted hull along the rope.",
    "Ice stopped the cable ferry of Birch for eleven weeks in the winter of 1895.",
    "Two sisters bought a cable ferry from the county and painted it green for the summer visitors.",
    "The toll of a cable ferry was a penny for a walker and fourpence for a horse with its rider.",
    "Steel wire replaced hemp on every cable ferry of the valley after the accident at Cedar.",
    "A cable ferry with a flat deck can land where the bank is too soft for any pier.",
)
CHERRIES = "Cherries from the orchard behind the quay were sold in baskets of willow until the end of July."


def test_a_topic_of_many_articles_is_told_by_sentences_that_name_it() -> None:
    texts = [an_analysis(f"ferry-{at}", text, *[CHERRIES][at:]) for at, text in enumerate(FERRIES)]
    found = gathered(texts, topic_sentences=6)
    summary = said(found, by_id(found)["cable-ferry"].summary)
    assert len(summary) == 6
    assert all("cable ferry" in text for text in summary)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(
            "The wheel of the mill at Eling turns by the tide and grinds the flour of three parishes.",
            "The wheel turns by the tide.",
            id="a fuller sentence",
        ),
        pytest.param(
            "The wheel of the mill at Eling was mended by the carpenters of the parish in April.",
            "The wheel of the mill at Eling was mended by the carpenters of the parish last summer.",
            id="no word that only its day explains",
        ),
        pytest.param(
            "The wheel of the mill at Eling is made of oak and turns about four times in a minute.",
            "The wheel that is described in this post is made of oak and turns four times in a minute.",
            id="no word on the article itself",
        ),
        pytest.param(
            "The wheel of the mill (at Eling) is made of oak and turns about four times in a minute.",
            "The wheel of the mill (at Eling is made of oak and turns about four times in a minute.",
            id="no bracket left open",
        ),
    ],
)
def test_of_two_sentences_one_stands_better_alone(better: str, worse: str) -> None:
    assert standing(better) > standing(worse)
