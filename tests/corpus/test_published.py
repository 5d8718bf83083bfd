"""Topics that are known are found to be what they would be if they were chosen among all candidates."""

import pytest
from msgspec.structs import replace

from generator.corpus.authors import tags_of
from generator.corpus.coverage import TAGGED
from generator.corpus.editing import settle
from generator.corpus.evidence import Collection, keys_of
from generator.corpus.lock import Lock, LockEntry
from generator.corpus.options import Group, Judge
from generator.corpus.published import find_published, unspoken_name
from generator.corpus.selecting import Desk, find_all
from generator.corpus.sights import collect
from generator.editor import EditedTopic, Editor
from generator.memory import Memory
from generator.model import Analysis, TopicKind
from tests.corpus.articles import an_analysis, library


def told(analysis: Analysis, **values: tuple[str, ...]) -> Analysis:
    return replace(analysis, article=replace(analysis.article, **values))


CARS = "FSD 9 is on the road, and robotaxis come next. FSD 9 drives, and robotaxis park."
FIRST, SECOND, *OTHERS = sorted(library(), key=lambda one: one.article.id)
COLLECTION = Collection(
    (
        an_analysis("cars", CARS),
        told(FIRST, tags=("Crafts", "Wheels"), topics=("Grain trade",)),
        told(SECOND, tags=("crafts",), topics=("honey-bees",)),
        *OTHERS,
    )
)
EDITOR = Editor(
    topics=(
        EditedTopic(id="carter", name="Matthew Carter", aliases=("Carter",)),
        EditedTopic(id="crafts", name="Crafts"),
    )
)


def entry(id_: str, name: str, *keys: str) -> LockEntry:
    return LockEntry(id=id_, name=name, kind=TopicKind.CONCEPT, keys=keys)


LOCK = Lock(
    entries=(
        entry("honey-bees", "Honey bees", "honey bee"),
        entry("self-driving", "Self-driving", "fsd", "self drive"),
        entry("steam", "Steam", "steam engin"),
        entry("water-wheel", "", "water wheel"),
        entry("thomas-seeley", "Thomas Seeley", "seeley", "thoma seeley"),
    )
)
SETTLED = settle(COLLECTION, EDITOR, LOCK, found={})
SIGHTS = collect(
    COLLECTION, [*tags_of(COLLECTION), *(key for one in SETTLED.known.values() for key in one.keys)]
)
CHOSEN = dict(find_all(Desk(collection=COLLECTION, settled=SETTLED, sights=SIGHTS)))
FOUND = find_published(COLLECTION, SETTLED, SIGHTS)


def test_those_are_found_that_an_article_speaks_of_or_orders() -> None:
    assert set(FOUND) == set(CHOSEN) & set(SETTLED.known)
    assert set(SETTLED.known) - set(FOUND) == {"steam"}


@pytest.mark.parametrize("id_", sorted(FOUND))
def test_they_are_what_they_would_be_if_they_were_chosen(id_: str) -> None:
    known, found, candidate = SETTLED.known[id_], FOUND[id_], CHOSEN[id_]
    group = Group(id_, candidate.keys, known=True, ordered=known.ordered)
    judge = Judge(COLLECTION, Memory())
    option = next(judge.options([group], SIGHTS), None) or judge.unspoken(candidate, group)
    assert found.first == option.about
    assert found.first.at.tolist() == sorted(found.first.at)
    assert (found.keys, found.kind, found.tagged) == (candidate.keys, candidate.kind, candidate.tagged)
    assert found.asked is known.asked
    assert found.name in {candidate.name, ""}
    assert found.name or known.name


def test_a_topic_that_articles_only_order_has_its_name_or_that_of_its_id() -> None:
    ordered = FOUND["grain-trade"]
    assert (ordered.name, ordered.first.by_article(), ordered.tagged) == (
        "Grain trade",
        {1: TAGGED},
        frozenset(),
    )
    nameless = Lock(entries=(entry("old-rags", "", "old rag"),))
    collection = Collection([told(one, topics=("old-rags",)) for one in COLLECTION.analyses[:2]])
    settled = settle(collection, Editor(), nameless, found={})
    (found,) = find_published(collection, settled, collect(collection, ())).values()
    assert (found.name, found.kind, found.first.by_article()) == (
        "Old rags",
        TopicKind.CONCEPT,
        {0: TAGGED, 1: TAGGED},
    )


def test_an_ordered_topic_that_articles_speak_of_has_those_that_order_it_too() -> None:
    assert FOUND["honey-bees"].first.by_article()[2] == TAGGED
    assert len(FOUND["honey-bees"].first.at) > 1


def test_a_topic_that_was_published_with_other_stems_is_found_by_its_name() -> None:
    published = Lock(entries=(entry("honey-bees", "Honey bees", "honi b"), LOCK.entries[1]))
    known = settle(COLLECTION, Editor(), published, found={}).known
    assert known["honey-bees"].keys == ("honey bee", "honi b")
    assert known["self-driving"].keys == ("fsd", "self drive")


@pytest.mark.parametrize(
    "wanted, id_, name",
    [
        ("corn-and-barley", "corn-and-barley", "Corn and barley"),
        ("corn and barley", "corn-and-barley", "Corn and barley"),
        ("Corn and Barley", "corn-and-barley", "Corn and Barley"),
        ("c++", "c", "c++"),
    ],
)
def test_a_topic_that_no_article_names_is_called_as_it_is_ordered(wanted: str, id_: str, name: str) -> None:
    collection = Collection((told(FIRST, topics=(wanted,)), SECOND, *OTHERS))
    settled = settle(collection, Editor(), Lock(), found={})
    assert unspoken_name(settled.known[id_]) == name
    assert settled.known[id_].keys == keys_of(["corn barley" if id_ != "c" else "c++"], ["en"])
