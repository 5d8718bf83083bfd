"""What a topic's page will say of it."""

from dataclasses import replace

import pytest

from generator.corpus.describing import ALIASES, describe, settle_ids
from generator.corpus.editing import Known, Settled
from generator.corpus.evidence import Collection
from generator.corpus.found import Found
from generator.corpus.lock import Lock, LockEntry, State
from generator.corpus.sheets import Form, Sheet, Subject
from generator.model import Topic, TopicKind
from generator.packed import Runs
from tests.corpus.articles import library

LIBRARY = Collection(tuple(sorted(library(), key=lambda one: one.article.id)))
MILL = Subject(
    keys=("mill",),
    name="Mill",
    kind=TopicKind.CONCEPT,
    first=Found.of({0: 1.0}),
    tagged=frozenset(),
    asked=False,
)


def a_sheet(*forms: tuple[str, int, int], rows: int = 1) -> Sheet:
    return Sheet(
        passages=Runs.of([(0,)] * rows),
        spans=Runs.of([(0, 0, 4)] * rows),
        quotes=Runs.of([()] * rows),
        forms=tuple(Form(text, "en", times, code) for text, times, code in forms),
    )


def settled(*known: Known, redirects: dict[str, str] | None = None) -> Settled:
    by_id = {one.id: one for one in known}
    return Settled(known=by_id, redirects=redirects or {}, never=frozenset(), problems=())


def described(subject: Subject | None, sheet: Sheet, *known: Known, fresh: str = "") -> Topic:
    names = {"mill": fresh} if fresh else {}
    (one,) = describe(LIBRARY, {"mill": (subject, sheet)}, settled(*known), fresh=names)
    return one.topic


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        pytest.param([("mill", 3, 2)], "mill", id="mostly code in small letters"),
        pytest.param([("mill", 3, 1)], "Mill", id="a third as code"),
        pytest.param([("mill", 5, 4), ("Mill", 4, 0)], "mill", id="more than half in small letters"),
        pytest.param([("mill", 4, 4), ("Mill", 4, 0)], "Mill", id="half in small letters"),
        pytest.param([], "Mill", id="never written"),
    ],
)
def test_a_topic_written_as_code_begins_as_it_does_there(
    forms: list[tuple[str, int, int]], name: str
) -> None:
    assert described(MILL, a_sheet(*forms), fresh=MILL.name).name == name


def test_the_forms_written_most_are_aliases_unless_they_are_the_name_again() -> None:
    letters = "abcdefghij"
    forms = [(f"wheel {letter}{letter}", at + 1, 0) for at, letter in enumerate(letters)]
    found = described(MILL, a_sheet(("mills", 50, 0), *forms), fresh=MILL.name)
    often = [f"wheel {letter}{letter}" for letter in letters[-ALIASES:]]
    assert found.aliases == tuple(often)
    known = Known(id="mill", aliases=("Grist house",))
    assert described(MILL, a_sheet(*forms), known).aliases == ("Grist house", *often)


def test_a_verb_is_no_alias_where_its_noun_is_one() -> None:
    sheet = a_sheet(("irrigation", 2, 0), ("Irrigation", 1, 0), ("irrigate", 5, 0), ("irrigating", 3, 0))
    assert described(MILL, sheet).aliases == ("irrigation",)


def test_the_editor_s_aliases_stand_beside_them_and_in_the_editor_s_letters() -> None:
    known = Known(id="mill", name="The mill", aliases=("Wheel AA",))
    found = described(MILL, a_sheet(("wheel aa", 9, 0), ("wheel bb", 1, 0)), known)
    assert (found.id, found.name, found.aliases) == ("mill", "The mill", ("Wheel AA", "wheel bb"))


def test_what_nobody_speaks_of_any_more_keeps_its_id_and_its_keys() -> None:
    known = Known(id="mill", keys=("grist mill", "mill"), kind=TopicKind.PRODUCT)
    found = described(None, Sheet(), known)
    assert (found.id, found.name, found.kind, found.keys) == (
        "mill",
        "mill",
        TopicKind.PRODUCT,
        ("grist mill", "mill"),
    )


@pytest.mark.parametrize(
    ("found", "known", "kind"),
    [
        pytest.param(TopicKind.PERSON, Known(id="mill"), TopicKind.PERSON, id="as articles use it"),
        pytest.param(
            TopicKind.PERSON,
            Known(id="mill", kind=TopicKind.PLACE),
            TopicKind.PERSON,
            id="another than before",
        ),
        pytest.param(
            TopicKind.CONCEPT,
            Known(id="mill", kind=TopicKind.PLACE),
            TopicKind.PLACE,
            id="nothing: as before",
        ),
        pytest.param(
            TopicKind.PERSON,
            Known(id="mill", kind=TopicKind.PLACE, asked=True),
            TopicKind.PLACE,
            id="as the editor says",
        ),
    ],
)
def test_the_kind_is_the_editor_s_or_the_articles_or_what_it_was(
    found: TopicKind, known: Known, kind: TopicKind
) -> None:
    assert described(replace(MILL, kind=found), a_sheet(), known).kind is kind


def test_a_new_topic_takes_no_id_that_was_ever_used() -> None:
    entry = LockEntry(id="mill", name="Mill", kind=TopicKind.CONCEPT, keys=(), state=State.EMPTY)
    assert settle_ids({"~mill": MILL}, settled(), Lock()) == {"~mill": "mill"}
    assert settle_ids({"~mill": MILL}, settled(), Lock(entries=(entry,))) == {"~mill": "mill-2"}
    there = settled(Known(id="mill-2"), redirects={"mill": "mill-2"})
    found = settle_ids({"a": MILL, "b": MILL, "mill-2": MILL}, there, Lock())
    assert found == {"a": "mill-3", "b": "mill-4", "mill-2": "mill-2"}


def test_the_newest_article_comes_first() -> None:
    at = [article.id for article in LIBRARY.heads].index
    first = Found.of({at(id_): 0.5 for id_ in ("honey", "letters", "tide-mills")})
    found = described(replace(MILL, first=first), a_sheet(rows=3))
    assert [one.article for one in found.coverage] == ["letters", "honey", "tide-mills"]


def test_the_editor_says_what_is_part_of_what_among_the_topics_there_are() -> None:
    keys = ("wheel", "mill")
    known = [Known(id="mill", parent="wheel"), Known(id="wheel", parent="gone")]
    chosen = {id_: (replace(MILL, keys=(id_,)), a_sheet()) for id_ in keys}
    found = describe(LIBRARY, chosen, settled(*known), fresh={})
    assert {one.topic.id: one.topic.parent for one in found} == {"mill": "wheel", "wheel": ""}
