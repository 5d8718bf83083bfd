"""Which article speaks of which phrase: looked up at once, and once more in the plainest way."""

from collections import Counter

import numpy as np
import pytest
from msgspec.structs import replace

from generator.corpus.evidence import FEW, Collection, Sight
from generator.corpus.sights import Sights, collect, least_articles
from generator.model import Phrase, Span, TopicKind
from tests.corpus.articles import an_analysis, library

LIBRARY = Collection(tuple(sorted(library(), key=lambda one: one.article.id)))
PLAIN = [
    Sight(at, phrase, named)
    for at, analysis in enumerate(LIBRARY.analyses)
    for phrases, named in ((analysis.entities, True), (analysis.phrases, False))
    for phrase in phrases
]
KEYS = sorted({sight.phrase.key for sight in PLAIN})
SEEN = Phrase(
    key="honey bee",
    text="bees of honey",
    kind=TopicKind.PRODUCT,
    weight=0.5,
    spans=(Span(block=0, start=0, end=4), Span(block=1, start=0, end=4)),
)


def of(key: str) -> list[Sight]:
    return [sight for sight in PLAIN if sight.phrase.key == key]


SLUICE = "A sluice gate is old. A sluice gate is new. The sluice gate held, and one sluice gate broke."
CIDER = "A cider press is old. A cider press is new. The cider press held."


def wheels(*texts: str) -> Collection:
    """These texts, and eight more."""
    more = ["The water wheel turns. A water wheel creaks."] * FEW
    return Collection([an_analysis(f"text-{at}", text) for at, text in enumerate([*texts, *more])])


def with_more() -> Sights:
    """The sights of the library, and two that its articles do not list."""
    found = collect(LIBRARY, ())
    found.add("honey bee", [Sight(5, SEEN, named=False)])
    found.add("bell", [Sight(0, replace(SEEN, key="bell"), named=False)])
    return found


def test_in_a_small_collection_every_phrase_is_seen_article_by_article() -> None:
    found = collect(LIBRARY, ())
    assert (list(found), len(found)) == (KEYS, len(KEYS))
    assert {key: list(found[key]) for key in found} == {key: of(key) for key in KEYS}


def test_what_articles_do_not_list_can_be_added() -> None:
    found = with_more()
    assert list(found) == sorted([*KEYS, "bell"])
    assert len(found) == len(KEYS) + 1
    assert found["honey bee"] == [*of("honey bee"), Sight(5, SEEN, named=False)]
    assert "bell" in found
    assert "honey bee" in found
    assert "gone" not in found
    with pytest.raises(KeyError):
        found["gone"]


def test_what_is_known_of_a_phrase_is_what_its_sights_say() -> None:
    found = with_more()
    for key in found:
        sights = found[key]
        assert found.articles_of(key) == {sight.article for sight in sights}
        assert found.first_text(key) == sights[0].phrase.text
        assert found.is_named(key) is any(sight.named for sight in sights)
        assert found.is_mostly_named(key) is (2 * sum(sight.named for sight in of(key)) > len(of(key)))
        for some in ({0, 2, 5}, set[int]()):
            assert found.among(key, some) == [sight for sight in sights if sight.article in some]
    assert found.articles_of("gone") == frozenset()


def test_what_is_known_of_several_phrases_is_what_all_their_sights_say() -> None:
    found = with_more()
    keys = ["bell", "gone", "honey bee", "water wheel", "matthew carter"]
    sights = [sight for key in keys if key in found for sight in found[key]]
    weights: dict[int, list[float]] = {}
    votes: Counter[TopicKind] = Counter()
    for sight in sights:
        weights.setdefault(sight.article, []).append(sight.phrase.weight)
        votes[sight.phrase.kind] += len(sight.phrase.spans)
    weighed: dict[int, list[float]] = {}
    for at, weight in zip(*map(np.ndarray.tolist, found.weights_of(keys)), strict=True):
        weighed.setdefault(at, []).append(weight)
    assert weighed == weights
    assert found.votes_of(keys) == votes
    assert {TopicKind.CONCEPT, TopicKind.PERSON, TopicKind.PRODUCT} == set(votes)
    said = found.said_of(keys)
    assert {at: [key for bit, key in enumerate(keys) if bits >> bit & 1] for at, bits in said.items()} == {
        at: [key for key in keys if at in found.articles_of(key)] for at in said
    }
    assert set(said) == set(weights)


@pytest.mark.parametrize(
    ("articles", "least"),
    [(1, 1), (8, 1), (9, 2), (2303, 2), (2304, 3), (4095, 3), (4096, 4), (50_000, 13)],
)
def test_the_more_articles_the_more_have_to_say_a_phrase(articles: int, least: int) -> None:
    assert least_articles(articles) == least


def test_in_a_larger_collection_a_phrase_of_one_article_is_seen_if_it_is_strong_or_wanted() -> None:
    found = collect(wheels(SLUICE, CIDER), ())
    assert "water wheel" in found
    assert "sluic gate" in found
    assert "cider press" not in found
    assert "cider press" in collect(wheels(SLUICE, CIDER), ["cider press", "gone"])
    assert "cider press" in collect(Collection(wheels(SLUICE, CIDER).analyses[:FEW]), ())


def test_a_phrase_that_is_weak_in_its_article_is_not_seen_though_it_is_said_four_times() -> None:
    presses = " ".join([f"A cider press of {month} turned." for month in ("May", "June", "July") * 9])
    assert "sluic gate" not in collect(wheels(f"{presses} {SLUICE}"), ())


def test_how_many_articles_speak_of_a_phrase_is_counted_for_all_at_once() -> None:
    found = with_more()
    assert {key: found.how_many(key) for key in found} == {key: len(found.articles_of(key)) for key in found}


def test_the_mark_of_a_phrase_is_another_one_if_another_article_speaks_of_it() -> None:
    first, more = wheels(SLUICE, SLUICE, CIDER), wheels(SLUICE, SLUICE, CIDER, CIDER)
    one, other = (collect(collection, ("cider press",)) for collection in (first, more))
    assert one.mark_of("sluic gate") == other.mark_of("sluic gate")
    assert one.mark_of("cider press") != other.mark_of("cider press")
    before = one.mark_of("sluic gate")
    one.add("sluic gate", [Sight(4, replace(SEEN, key="sluic gate"), named=False)])
    assert one.mark_of("sluic gate") != before
