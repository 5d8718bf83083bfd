"""What is quoted on the page of a topic."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.corpus.alone import standing
from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.corpus.gather import Gathered
from generator.corpus.summary import (
    AGAIN,
    WORTHLESS,
    Offer,
    Told,
    _choose,
    _same,
    _to_the_point,
    _value,
    _weights,
    scarcity_of,
)
from generator.corpus.worth import naming, worths
from generator.model import Analysis, Block, BlockKind, Mark, MarkKind, Quote, Span
from generator.tokens import words_in
from tests.corpus.articles import an_analysis, an_article, by_id, gathered, library

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


def leats(*more: Analysis, after: str = "", sentences: int = 5) -> list[str]:
    """The summary of the leat, of these articles; `after` is said after the first sentence."""
    first, *rest = LEATS
    articles = [
        an_analysis("leats", " ".join((first, after, *rest))),
        an_analysis("sluices", " ".join(SLUICES)),
    ]
    found = gathered([*articles, *more], topic_sentences=sentences)
    return said(found, by_id(found)["leat"].summary)


def newsletter(*items: str) -> set[str]:
    """The summary of the leat, of newsletters that name it in one of these items and in a short one."""
    prose = "This has been a slow week on the river, and not much of it was worth a longer word here."
    letters = [
        an_analysis(f"letter-{at}", prose, f"- {item}", "- Leat news") for at, item in enumerate(items)
    ]
    found = gathered(letters)
    return set(said(found, by_id(found)["leat"].summary))


def test_a_topic_that_stands_in_lists_only_is_summed_up_by_their_items() -> None:
    items = "The leat of Corfield and its six sluices", "Digging a leat with spades: a guide"
    assert newsletter(*items) == set(items)


def test_an_item_that_says_hardly_more_than_the_name_sums_nothing_up() -> None:
    kept = "The leat of Corfield and its six sluices"
    assert newsletter(kept, "Leat days | 3 May | Corfield mill on the Brindle") == {kept}


def test_no_item_of_a_list_stands_where_a_sentence_can() -> None:
    item = "- The leat of Corfield and its six sluices"
    assert item[2:] not in leats(an_analysis("list", item))


def test_a_summary_is_in_the_language_of_most_articles() -> None:
    other = "El leat de Corfield lleva el agua del arroyo al molino, y es uno de los más antiguos del valle."
    spanish = an_analysis("leat-es", other, language="es", published=date(2025, 1, 1))
    assert other not in leats(spanish)


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


SEARCH = (
    "To find every page on the leat, the program fetches two short lists and compares what stands in both of them.",
    "An index at the back of a book tells for each word of the book on which of its pages the word stands.",
    "Porter wrote the rules by which a program cuts the ends from the words of English in Cambridge in 1980.",
)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        pytest.param({7, 8, 9}, False, id="only words of its own article"),
        pytest.param({1, 7, 8}, False, id="one word of another article"),
        pytest.param({1, 2, 7}, True, id="two words of another article"),
    ],
)
def test_a_sentence_near_the_name_in_an_article_about_something_else_shares_words_with_another_article(
    words: set[int], *, kept: bool
) -> None:
    def offer(article: int, at: int, *stems: int, sure: bool = True) -> Offer:
        return Offer(worth=1.0, article=article, at=at, near=True, sure=sure, stems=frozenset(stems))

    other, own = offer(0, 0, 1, 2, 3), offer(1, 0, 7, 8, 9)
    next_ = offer(1, 1, *words, sure=False)
    assert (next_ in _to_the_point(Collection(()), [other, own, next_])) is kept
    assert next_ in _to_the_point(Collection(()), [own, next_, offer(1, 2, 1, 2)])


def test_an_article_that_gives_the_name_as_an_example_of_a_word_says_nothing_of_the_topic() -> None:
    search = an_article("search", ("", SEARCH[1]))
    start = SEARCH[0].index("leat")
    mark = Mark(kind=MarkKind.CODE, start=start, end=start + 4)
    blocks = (Block(kind=BlockKind.PARAGRAPH, text=SEARCH[0], marks=(mark,)), *search.blocks[1:])
    found = leats(analyse(replace(search, blocks=blocks), summary_sentences=2), sentences=8)
    assert set(found) <= {*LEATS, *SLUICES}


def test_a_sentence_about_something_that_another_one_names_stays_out() -> None:
    plain = (
        "On 3 May 1790 Corfield passed to the owner of a mill and a tin mine for the price of the clay alone."
    )
    hanging = plain.replace("Corfield", "it")
    assert plain in leats(after=plain, sentences=8)
    assert hanging not in leats(after=hanging, sentences=8)


def test_sentences_without_the_name_are_worth_less_the_less_they_are_needed() -> None:
    collection = Collection((an_analysis("leats", " ".join(LEATS)),))
    about = About(article=0, share=1.0, passages=(0,), spans=(Span(block=0, start=2, end=6),))
    named = naming(collection, about)
    none, some, all_ = (
        worths(collection, about, named, scarcity=much).get(1, 0.0) for much in (0.0, 0.5, 1.0)
    )
    assert 0 == none < some < all_


def test_an_article_that_is_mostly_about_something_else_gives_only_what_speaks_of_the_topic() -> None:
    copper = "Copper was sold at Brindle, where the price had not changed for thirty years."
    collection = Collection((an_analysis("leats", " ".join((*LEATS[:2], copper))),))
    span = Span(block=0, start=2, end=6)

    def places(share: float) -> list[int]:
        about = About(article=0, share=share, passages=(0,), spans=(span,))
        found = worths(collection, about, naming(collection, about), scarcity=1.0)
        return [at for at, worth in found.items() if worth]

    assert places(0.6) == [0, 1, 2]
    assert places(0.4) == [0, 1]


def test_an_article_that_says_less_is_heard_before_one_that_says_much_is_heard_again() -> None:
    assert {text in LEATS for text in leats(sentences=2)} == {True, False}


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
SISTERS = "Rope, hull and deck were painted green by two sisters from the county for a penny in the winter of the accident."


def test_a_topic_of_many_articles_is_told_by_sentences_that_name_it() -> None:
    def summary(articles: int) -> list[str]:
        texts = [an_analysis(f"ferry-{at}", text) for at, text in enumerate(FERRIES[1:articles])]
        found = gathered([*texts, an_analysis("sisters", f"{FERRIES[0]} {SISTERS}")], topic_sentences=4)
        return said(found, by_id(found)["cable-ferry"].summary)

    assert SISTERS in summary(3)
    assert all("cable ferry" in text for text in summary(7))


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
    assert standing(better, words_in(better)) > standing(worse, words_in(worse))


@pytest.mark.parametrize(
    ("quotation", "alone"),
    [
        ("“We dug the leat of Corfield with spades for nine years,” said Anna Berg.", True),
        ("“I never saw a leat that was as slow as this one,” Berg said.", True),
        ("“We dug the leat of Corfield with spades for nine years.”", False),
        ("“He dug the leat of Corfield with spades for nine years,” said Anna Berg.", False),
    ],
)
def test_a_quotation_in_the_first_person_stands_where_it_is_said_whose_it_is(
    quotation: str, *, alone: bool
) -> None:
    assert (standing(quotation, words_in(quotation)) > 0) is alone


def test_empty_praise_fills_no_summary_up() -> None:
    praise = "The leat of Corfield is a fascinating and an amazing work, exciting for everyone."
    assert praise not in leats(after=praise)


def test_a_word_that_one_article_says_weighs_less_among_many_than_among_few() -> None:
    def share(articles: int) -> float:
        """What a word of one article weighs beside one that all say in the same number of sentences."""
        told = Told(np.arange(articles), np.ones(articles))
        all_say = [an_offer(article, {0}) for article in range(articles)]
        one_says = [an_offer(0, {1}) for _ in range(articles)]
        weights = _weights(Collection(()), [*all_say, *one_says], scarcity_of(told))
        return weights[1] / weights[0]

    assert share(2) > share(4) > share(12) > share(40)
    assert share(40) < 0.001


def an_offer(article: int, stems: set[int]) -> Offer:
    return Offer(worth=1.0, article=article, at=0, near=True, sure=True, stems=frozenset(stems))


some_offers = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.5, 0.9]), st.integers(0, 3), st.frozensets(st.integers(0, 8))),
    max_size=12,
).map(
    lambda rows: [
        Offer(worth=worth, article=article, at=at, near=True, sure=True, stems=said)
        for at, (worth, article, said) in enumerate(rows)
    ]
)


@given(some_offers, st.integers(0, 5))
def test_each_sentence_is_the_best_when_it_is_chosen(offers: list[Offer], count: int) -> None:
    """As if all that are left were looked at each time."""
    weights = {stem: 1.0 + stem % 3 for stem in range(9)}
    expected: list[Offer] = []
    left, turns = dict(weights), Counter[int]()
    least = WORTHLESS * max((one.worth for one in offers), default=0.0)
    free = [one for one in offers if one.worth >= least]
    while free and len(expected) < count:
        ranks = [(-_value(one, left) * AGAIN ** turns[one.article], one.article, one.at) for one in free]
        best = free[ranks.index(min(ranks))]
        expected.append(best)
        turns[best.article] += 1
        left.update(dict.fromkeys(best.stems, 0.0))
        free = [one for one in free if one is not best and not _same(one.stems, best.stems)]
    assert _choose(offers, weights, count) == expected
