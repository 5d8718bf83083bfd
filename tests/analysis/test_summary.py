"""Which sentences sum an article up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.refusals import Standing, praises, standing
from generator.analysis.sentences import find_sentences
from generator.analysis.summary import NEWS, SECTIONS, TALK, kind_of_text, summarise
from generator.model import Article, Block, BlockKind
from generator.words import tokens
from tests.analysis.articles import an_article, paragraphs


def summary(article: Article, limit: int = 3) -> list[str]:
    sentences = find_sentences(article)
    spans = [sentences[at] for at in summarise(article, sentences, limit=limit)]
    return [article.blocks[span.block].text[span.start : span.end] for span in spans]


def how(sentence: str, *, language: str = "en", item: bool = False) -> Standing:
    words = [token.text.casefold() for token in tokens(sentence)]
    return standing(sentence, words, language=language, item=item)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Hello everyone and welcome to another week of harbour news.", id="a greeting"),
        pytest.param("By Anna Berg, our reporter in the north.", id="a byline"),
        pytest.param("Stay tuned for more stories about the harbour and its boats.", id="an announcement"),
        pytest.param("Subscribe to our newsletter to hear of every new boat.", id="an advertisement"),
        pytest.param("How many boats will the harbour hold after the works?", id="a question"),
        pytest.param(
            "The harbour master named three reasons for the long delay:", id="what a colon leaves open"
        ),
        pytest.param("The harbour is full.", id="too short"),
        pytest.param("The harbour " + "and the old harbour " * 20 + "is full.", id="too long"),
        pytest.param("boats = {name: size for name, size in harbour.items()} # all_of_them", id="code"),
        pytest.param("Yeah, the harbour was always full of boats in summer.", id="small talk"),
        pytest.param(
            "© 2024 The Harbour Company of the northern coast, all boats included.", id="a copyright"
        ),
    ],
)
def test_a_sentence_that_says_nothing_alone_is_refused(sentence: str) -> None:
    assert how(sentence) is Standing.NEVER


def test_a_fragment_of_a_list_is_refused() -> None:
    fragment = "twelve new berths for small boats"
    assert how(fragment, item=True) is Standing.NEVER
    assert how("The council pays for twelve new berths.", item=True) is Standing.ALONE


@pytest.mark.parametrize(
    "language, sentence",
    [
        ("en", "However, he said that the harbour would open in May."),
        ("en", "This is why the harbour stays closed until May."),
        ("en", "They want a harbour that is open all year."),
        ("en", "While speaking of these plans, the mayor named a price."),
        ("de", "Er sagte, dass der Hafen im Mai wieder öffnet."),
        ("fr", "Cela explique la fermeture du port pendant tout un hiver."),
        ("es", "Esto explica el cierre del puerto durante todo el invierno."),
        ("it", "Questo spiega la chiusura del porto per tutto un inverno."),
        ("pt", "Isso explica o fecho do porto durante todo o inverno."),
        ("nl", "Dit verklaart waarom de haven de hele winter dicht blijft."),
        ("sv", "Detta förklarar varför hamnen är stängd under hela vintern."),
    ],
)
def test_a_sentence_about_something_named_before_needs_the_one_before(language: str, sentence: str) -> None:
    assert how(sentence, language=language) is Standing.AFTER_THE_ONE_BEFORE


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour opens again in May after a long winter.",
        "It is clear that the harbour needs a new wall.",
        "In this article we show how a harbour wall is built.",
        "Harbour master Ines Dahl, who led the works, retires in June.",
    ],
)
def test_a_sentence_that_names_what_it_speaks_of_stands_alone(sentence: str) -> None:
    assert how(sentence) is Standing.ALONE


def test_praise_is_told_from_news() -> None:
    assert praises("a fascinating story from the harbour".split())
    assert praises("the harbour opens up new worlds".split())
    assert not praises("the harbour opens in may".split())


HARBOUR = paragraphs(
    "Hello and welcome back to our page about the coast.",
    "The town of Norvik will rebuild its harbour wall after the storm of last winter. It broke in three places.",
    "Engineers found that the harbour wall had been hollow for years. The mayor was surprised.",
    "The new harbour wall of Norvik costs nine million crowns, of which the state pays half.",
    "What do you think? Leave a comment below, and subscribe to our newsletter.",
    title="Norvik rebuilds its harbour wall",
)


def test_the_summary_says_what_the_article_says() -> None:
    assert summary(HARBOUR) == [
        "The town of Norvik will rebuild its harbour wall after the storm of last winter.",
        "Engineers found that the harbour wall had been hollow for years.",
        "The new harbour wall of Norvik costs nine million crowns, of which the state pays half.",
    ]


def test_a_pronoun_comes_only_after_the_sentence_that_names_it() -> None:
    chosen = summary(HARBOUR, limit=10)
    assert "It broke in three places." not in chosen


def test_what_is_refused_still_stands_where_there_is_nothing_else() -> None:
    assert summary(paragraphs("Why?")) == ["Why?"]
    assert summary(paragraphs("Stay tuned!", "He sang a long song about the sea.")) == [
        "He sang a long song about the sea."
    ]


def test_an_article_without_sentences_has_no_summary() -> None:
    assert summary(an_article(title="Nothing")) == []


def test_one_sentence_said_twice_is_chosen_once() -> None:
    wall = "The harbour wall of Norvik will be rebuilt by the council next summer."
    fish = "Fishermen in the northern villages expect a poor catch of herring this year."
    assert summary(paragraphs(wall, wall, fish), limit=2) == [wall, fish]


def test_the_kind_of_text_decides_the_weights() -> None:
    said = Block(kind=BlockKind.PARAGRAPH, text="Well, it rains.", speaker="Ann")
    heading = Block(kind=BlockKind.HEADING, text="Rain", level=2)
    plain = Block(kind=BlockKind.PARAGRAPH, text="It rains.")
    assert kind_of_text(an_article(said, said, plain)) == TALK
    assert kind_of_text(an_article(heading, plain, heading, plain, heading, plain)) == SECTIONS
    assert kind_of_text(an_article(plain)) == NEWS


texts = st.lists(
    st.text(st.sampled_from("abAB .!?’“”\n1") | st.characters(exclude_categories=["Cs"]), max_size=120),
    max_size=8,
)


@given(texts, st.integers(1, 10), st.sampled_from(["en", "de", "ja", "xx"]))
def test_a_summary_is_positions_in_reading_order(parts: list[str], limit: int, language: str) -> None:
    article = paragraphs(*parts, title="abab", language=language)
    sentences = find_sentences(article)
    chosen = summarise(article, sentences, limit=limit)
    assert list(chosen) == sorted(set(chosen))
    assert all(0 <= at < len(sentences) for at in chosen)
    assert len(chosen) <= limit
    assert bool(chosen) == bool(sentences)
    assert chosen == summarise(article, sentences, limit=limit)
