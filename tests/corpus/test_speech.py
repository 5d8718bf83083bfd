"""Where articles say some words, looked up once more in the plainest way."""

from math import log, sqrt

import numpy as np
import pytest

from generator.corpus import speech
from generator.corpus.evidence import Collection
from generator.corpus.facts import Facts
from generator.corpus.reweighing import weigh
from generator.corpus.speech import SAYING, Speech
from generator.corpus.vectors import TERMS
from generator.corpus.weighing import number_of
from generator.memory import Memory
from tests.corpus.articles import an_analysis, library
from tests.corpus.rows import listed, terms_of

LIBRARY = Collection(tuple(sorted(library(), key=lambda one: one.article.id)))
ALL = np.arange(len(LIBRARY.facts))
WORDS = ("mill", "wheel", "water", "honey", "bee", "heather", "typefac", "carter", "scout", "nobody")


def said_in(facts: Facts, word: str) -> list[int]:
    """Return of each passage how often it says a word; what its heading says does not count."""
    counts = [0] * len(facts.heading_of)
    text = facts.said.text()
    for stem, block in zip(text.stems.tolist(), text.blocks.tolist(), strict=True):
        place = facts.passage_of[block]
        if stem == number_of(word) and place >= 0 and facts.heading_of[place] != block:
            counts[place] += 1
    return counts


@pytest.mark.parametrize("word", WORDS)
def test_an_article_holds_a_word_that_its_text_or_title_says(word: str) -> None:
    said = Speech.of(LIBRARY.facts, ALL, WORDS, ())
    expected = [
        at
        for at, facts in enumerate(LIBRARY.facts)
        if number_of(word) in facts.said.text().stems or word in facts.title.split()
    ]
    assert len(said) == len(LIBRARY.facts)
    assert said.holding([word]).tolist() == expected


def test_an_article_holds_some_words_if_it_holds_each() -> None:
    said = Speech.of(LIBRARY.facts, ALL, WORDS, ())
    both = np.intersect1d(said.holding(["mill"]), said.holding(["wheel"]))
    assert said.holding(["mill", "wheel"]).tolist() == both.tolist()
    assert said.holding([]).tolist() == ALL.tolist()
    assert not len(said.holding(["mill", "nobody"]))
    assert not len(said.holding(["never asked for"]))


@pytest.mark.parametrize("step", [2, 3])
def test_of_some_articles_it_tells_what_it_tells_of_them_among_all(step: int) -> None:
    some = ALL[1::step]
    whole, found = Speech.of(LIBRARY.facts, ALL, WORDS, ()), Speech.of(LIBRARY.facts, some, WORDS, ())
    for word in WORDS:
        assert found.holding([word]).tolist() == np.intersect1d(whole.holding([word]), some).tolist()
        words = {number_of(word): 1.0}
        assert [*found.best(words, some).packed()] == [*whole.best(words, some).packed()]


@pytest.mark.parametrize("most", [1, 3, 1024])
def test_it_does_not_matter_how_many_articles_are_looked_through_at_a_time(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    whole = Speech.of(LIBRARY.facts, ALL, WORDS, ())
    monkeypatch.setattr(speech, "AT_ONCE", most)
    found = Speech.of(LIBRARY.facts, ALL, WORDS, ())
    for column in ("starts", "terms", "rows", "slots", "counts"):
        assert getattr(found, column).tolist() == getattr(whole, column).tolist()


@pytest.mark.parametrize(
    "words", [{"mill": 1.0}, {"mill": 1.0, "wheel": 2.0}, {"honey": 1.0, "bee": 0.5, "scout": 0.5}]
)
def test_the_passages_that_say_half_of_the_most_are_the_best(words: dict[str, float]) -> None:
    said = Speech.of(LIBRARY.facts, ALL, (), map(number_of, WORDS))
    scores = [
        [
            sum(weight * sqrt(said_in(facts, word)[place]) for word, weight in words.items())
            for place in range(len(facts.heading_of))
        ]
        for facts in LIBRARY.facts
    ]
    asked = [at for at, row in enumerate(scores) if any(row)]
    assert len(asked) > 1
    expected = [
        tuple(at for at, score in enumerate(scores[article]) if score >= SAYING * max(scores[article]))
        for article in asked
    ]
    numbers = {number_of(word): weight for word, weight in words.items()}
    assert [*said.best(numbers, np.array(asked)).packed()] == expected


def plain_vectors(collection: Collection) -> list[dict[int, float]]:
    """Return the vectors: the weightiest terms, and how much of the length each is."""
    rows = [terms_of(facts.weights) for facts in collection.facts]
    found = []
    for row in rows:
        spread = {term: sum(term in other for other in rows) for term in row}
        weighed = {
            term: much * log(1 + len(rows) / spread[term])
            for term, much in row.items()
            if 1 < spread[term] <= max(0.3 * len(rows), 4)
        }
        best = sorted(weighed, key=lambda term: (-weighed[term], term))[:TERMS]
        length = sqrt(sum(weighed[term] ** 2 for term in best)) or 1.0
        found.append({term: weighed[term] / length for term in best})
    return found


def vectors(collection: Collection) -> list[dict[int, float]]:
    found, _ = weigh(collection, Memory())
    return [
        {int(found.terms[place]): weight for place, weight in row.items()}
        for row in listed(found.articles.rows())
    ]


def test_a_vector_holds_the_weightiest_terms_that_tell_something() -> None:
    for found, expected in zip(vectors(LIBRARY), plain_vectors(LIBRARY), strict=True):
        assert found == pytest.approx(expected, abs=1e-6)
        assert list(found.values()) == sorted(found.values(), reverse=True)


def test_a_vector_holds_no_more_than_so_many_terms() -> None:
    words = [f"{a}{b}{c}ix" for a in "bdfg" for b in "aeiou" for c in "bdfglmnprt"]
    two = [an_analysis(f"a{at}", ", ".join(words), title="") for at in range(2)]
    found = vectors(Collection((*two, an_analysis("b", "Oak."), an_analysis("c", "Elm."))))
    assert [len(row) for row in found] == [TERMS, TERMS, 0, 0]


def test_terms_and_those_who_hold_them_are_looked_up_by_place() -> None:
    found, _ = weigh(LIBRARY, Memory())
    place = found.place("honey")
    assert int(found.terms[place]) == number_of("honey")
    holders, weights = found.holders.row(place)
    expected = {
        at: row[number_of("honey")] for at, row in enumerate(vectors(LIBRARY)) if number_of("honey") in row
    }
    assert dict(zip(holders.tolist(), weights.tolist(), strict=True)) == expected
    assert found.mean[place] == pytest.approx(sum(expected.values()) / len(LIBRARY.facts))
    assert found.place("said by nobody") == -1
    once = [term for term in ("jelli", "hampshir", "verdana") if found.place(term) == -1]
    assert once == ["jelli", "hampshir"]
    assert len(found.terms) == len({term for row in vectors(LIBRARY) for term in row})
