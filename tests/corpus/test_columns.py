"""The phrases of all articles at once are those that each lists."""

from collections import Counter

from generator.corpus.columns import Columns
from generator.corpus.evidence import Collection
from tests.corpus.articles import library

NAMES = [facts.names for facts in Collection(library()).facts]
COLUMNS = Columns.of(NAMES)
KEYS = [key for names in NAMES for key in names.all_keys()]


def test_a_key_has_one_place_and_its_phrases_stand_together() -> None:
    places = COLUMNS.places(KEYS)
    assert places.tolist() == COLUMNS.keys.tolist()
    assert len({*KEYS}) == len(COLUMNS.numbers) == int(places.max()) + 1
    assert COLUMNS.keys[COLUMNS.order].tolist() == sorted(places.tolist())


def test_the_keys_of_phrases_are_found_in_any_order() -> None:
    assert COLUMNS.listed(COLUMNS.order) == [KEYS[at] for at in COLUMNS.order.tolist()]
    assert COLUMNS.listed(COLUMNS.order[:0]) == []


def test_a_key_is_spread_over_the_articles_that_say_it() -> None:
    saying = Counter(key for names in NAMES for key in {*names.all_keys()})
    assert COLUMNS.spread[COLUMNS.places(list(saying))].tolist() == list(saying.values())


def test_a_key_that_nobody_says_has_no_place() -> None:
    assert COLUMNS.places(["nobody says this"]).tolist() == [-1]
    assert Columns.of([]).places(["mill"]).tolist() == [-1]
