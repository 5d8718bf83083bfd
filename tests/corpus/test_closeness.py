"""How close articles are, worked out once more in the plainest way."""

from collections import Counter, defaultdict
from math import sqrt

import numpy as np
import pytest

from generator.corpus.closeness import COMPARED
from generator.corpus.evidence import Collection
from generator.corpus.nearest import Nearest, find_nearest
from generator.corpus.terms import FINE, MOST, TITLE, Bag, Text, bag_of, read_text, terms_of
from generator.corpus.weighing import PHRASE, Weights, number_of, numbers_of
from generator.corpus.weighing import TITLE as TITLED
from tests.corpus.articles import an_analysis, library
from tests.corpus.rows import terms_of as weights_of

LIBRARY = Collection(tuple(sorted(library(), key=lambda one: one.article.id)))


def said(bag: Bag) -> dict[int, int]:
    return dict(zip(bag.terms.tolist(), bag.said.tolist(), strict=True))


@pytest.fixture(scope="module")
def nearest() -> Nearest:
    return find_nearest(LIBRARY)


def vectors(nearest: Nearest) -> list[dict[int, int]]:
    """Return of each article how much it says each term that several say, times how rare that is."""
    bags = [said(facts.said.bag()) for facts in LIBRARY.facts]
    spread = Counter(term for bag in bags for term in bag)
    found = []
    for bag in bags:
        terms = [term for term in bag if spread[term] > 1]
        rare = nearest.rarity.near(np.array(terms, np.uint32)).tolist()
        found.append({term: bag[term] * worth for term, worth in zip(terms, rare, strict=True) if worth})
    return found


def test_articles_are_as_close_as_the_cosine_of_what_they_say(nearest: Nearest) -> None:
    known = vectors(nearest)
    lengths = [sqrt(sum(much**2 for much in one.values())) or 1 for one in known]
    here, there, wholes = nearest.nearby.pairs(0)
    found = {
        (a, b): close for a, b, close in zip(here.tolist(), there.tolist(), wholes.tolist(), strict=True)
    }
    for one, left in enumerate(known):
        for other, right in enumerate(known):
            product = sum(much * right.get(term, 0) for term, much in left.items())
            cosine = product / (lengths[one] * lengths[other])
            assert found.get((one, other), 0) == pytest.approx(cosine if one != other else 0, rel=0.03)


def test_the_closest_paragraph_says_most_of_the_other(nearest: Nearest) -> None:
    known, row = vectors(nearest), nearest.nearby.row
    owners = nearest.nearby.owners.tolist()
    for place, (at, other) in enumerate(zip(owners, row.others.tolist(), strict=True)):
        terms, blocks = terms_of(LIBRARY.facts[at].said.text())
        heard: dict[int, float] = defaultdict(float)
        said_in: set[tuple[int, int]] = set(zip(terms.tolist(), blocks.tolist(), strict=True))
        for term, block in said_in:
            rare = int(nearest.rarity.near(np.array([term], np.uint32))[0])
            heard[block] += known[other].get(term, 0) * rare
        best = max(sorted(heard), key=heard.__getitem__)
        assert row.blocks[place] == best
        assert row.passages[place] == pytest.approx(heard[best] / nearest.nearby.lengths[other], rel=0.001)


def test_of_very_many_articles_the_closest_are_compared() -> None:
    def words(number: int) -> list[str]:
        return [f"{'bdfglmnprtkv'[part - 4]}o{'bdfglmnprtkv'[number % part]}ix" for part in range(4, 13)]

    many = [an_analysis(f"a{number:03}", ", ".join(words(number))) for number in range(120)]
    nearby = find_nearest(Collection(tuple(many))).nearby
    assert np.diff(nearby.starts).max() == COMPARED
    others = nearby.row.others[nearby.starts[0] : nearby.starts[1]].tolist()
    shared = [len(set(words(0)) & set(words(number))) for number in range(120)]
    assert others == sorted(others)
    assert {number for number in range(1, 120) if shared[number] > 2} <= set(others)
    assert all(shared[number] for number in others)


def a_text(stems: list[int], blocks: list[int], title: tuple[int, ...] = ()) -> Text:
    return Text(np.array(stems, np.uint32), np.array(blocks, np.int32), np.array(title, np.uint32))


def test_terms_are_stems_and_pairs_of_neighbours_within_a_block() -> None:
    terms, blocks = terms_of(a_text([1, 2, 1, 2, 3], [0, 0, 2, 2, 2]))
    assert terms[:5].tolist() == [1, 2, 1, 2, 3]
    assert blocks.tolist() == [0, 0, 2, 2, 2, 0, 2, 2]
    assert terms[5] == terms[6]
    assert len(set(terms.tolist())) == 5


def test_a_term_counts_by_the_root_of_how_often_it_is_said_and_more_in_the_title() -> None:
    bag = said(bag_of(a_text([1, 2, 2, 2, 2, 3], [0, 1, 2, 3, 4, 5], title=(3, 4))))
    much = {term: bag[term] for term in (1, 2, 3, 4)}
    assert much == {1: FINE, 2: 2 * FINE, 3: round(FINE * (sqrt(2) + TITLE)), 4: round(FINE * (1 + TITLE))}
    assert said(bag_of(a_text([1] * 1024, list(range(1024)))))[1] == 255


def test_of_very_many_terms_those_said_most_are_kept() -> None:
    stems = [*range(MOST + 500), 7, 2100, 2400]
    bag = bag_of(a_text(stems, list(range(len(stems)))))
    assert len(bag.terms) == MOST
    assert bag.terms.tolist() == [*range(MOST - 2), 2100, 2400]


def test_an_article_is_read_block_by_block() -> None:
    analysis = an_analysis("mills", "Tide mills", "The.", "Old mills", title="Mills")
    text = read_text(analysis)
    old, tide, mill = map(number_of, ("old", "tide", "mill"))
    assert text.stems.tolist() == [tide, mill, old, mill]
    assert text.blocks.tolist() == [0, 0, 2, 2]
    assert text.title.tolist() == [mill]


def test_a_weight_is_the_root_of_a_count_more_in_the_title_and_less_for_a_phrase() -> None:
    analysis = an_analysis("honey", "Heather honey sets. Heather honey keeps. Bees work.", title="Work")
    much = weights_of(Weights.of(analysis, ["work"]))
    assert list(much) == sorted(much)
    counts = Counter(" ".join(["work", *analysis.stems]).split())
    phrase = next(one.key for one in analysis.phrases if " " in one.key)
    assert much[number_of("bee")] == 1
    assert much[number_of("work")] == pytest.approx(sqrt(counts["work"]) + TITLED)
    assert much[number_of(phrase)] == pytest.approx(PHRASE * sqrt(2))


def test_half_a_sign_is_a_term_as_any_other() -> None:
    assert number_of("\ud83d") not in {number_of(""), number_of("?"), number_of("\ude00")}


def test_a_term_keeps_its_number_however_many_others_were_asked_for() -> None:
    before = number_of("tide")
    numbers_of(map(str, range((1 << 18) + 9)))
    assert number_of("tide") == before
