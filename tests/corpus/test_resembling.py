"""Which articles that name a topic are about it because they are like those that are: twenty of two topics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generator.corpus.found import NONE, Found
from generator.corpus.profile import UNSHARPENED, Before, Sharp
from generator.corpus.rarity import ranks_of
from generator.corpus.resembling import OUTLOOKS, Resemblance, orthonormal
from generator.corpus.reweighing import Since
from generator.corpus.sheets import Subject
from generator.corpus.vectors import Vectors
from generator.corpus.weighing import number_of
from generator.memory import FILE, Memory
from generator.model import TopicKind
from tests.corpus.rows import table_of

WORDS = sorted(("mill", "pond", "sluice", "tide", "bee", "hive", "honey", "swarm"), key=number_of)
MILLS, BEES = range(20), range(20, 40)
PASSING, BETWEEN, ELSEWHERE, COUNT = 40, 41, 42, 43
SAID: Mapping[int, Mapping[str, float]] = {
    **{at: {"mill": 0.7, "pond": 0.5, ("sluice", "tide")[at % 2]: 0.5} for at in MILLS},
    **{at: {"bee": 0.7, "hive": 0.5, ("honey", "swarm")[at % 2]: 0.5} for at in BEES},
    PASSING: {"mill": 0.3, "pond": 0.7, "sluice": 0.6},
    BETWEEN: {"tide": 0.5, "pond": 0.6, "hive": 0.5, "swarm": 0.4},
    ELSEWHERE: {"honey": 0.8, "bee": 0.6},
}


def vectors(
    articles: Iterable[int] = range(COUNT), words: Sequence[str] = WORDS, *, sample: int = COUNT
) -> Vectors:
    """The vectors of some articles, the first of which stand for all."""
    chosen = list(articles)
    rows = [{words.index(word): much for word, much in SAID[at].items()} for at in chosen]
    return Vectors(
        np.array([number_of(word) for word in words], np.uint32),
        np.ones(len(words)),
        table_of(rows),
        np.array([at < sample for at in chosen]),
        ranks_of([f"a{at:02}" for at in chosen]),
    )


def resemblance() -> Resemblance:
    return Resemblance(vectors())


def topic(key: str, core: Iterable[int], kind: TopicKind = TopicKind.CONCEPT) -> Subject:
    """A topic; the three articles of no group name it."""
    found = Found.of(dict.fromkeys(core, 1.0))
    naming = Found.of(dict.fromkeys([*core, PASSING, BETWEEN, ELSEWHERE], 1.0))
    sharp = Sharp(found, {}, found, naming)
    return Subject(
        keys=(key,), name=key, kind=kind, first=found, tagged=frozenset(), asked=False, sharp=sharp
    )


MILL, BEE = topic("mill", MILLS), topic("bee", BEES)
NEW = Before()


def come(subject: Subject, before: Before = NEW) -> dict[int, float]:
    """The articles that come to a topic beside bees, and how much they are about it."""
    found = resemblance().with_alike({"it": subject, "bee": BEE}, {"it": before})["it"]
    assert found is not None
    assert {*subject.sharp.core.at} <= {*found.about.at}
    return {at: much for at, much in found.about.by_article().items() if at not in subject.sharp.core.at}


def test_an_article_that_names_a_topic_and_is_like_those_about_it_comes_and_counts_half_of_that() -> None:
    assert come(MILL) == {PASSING: 0.42}


def test_one_that_does_not_name_it_stays_away() -> None:
    silent = MILL.sharp._replace(naming=MILL.sharp.core)
    assert come(replace(MILL, sharp=silent)) == {}


@pytest.mark.parametrize("kind", [kind for kind in TopicKind if kind is not TopicKind.CONCEPT])
def test_who_or_what_has_a_name_of_its_own_may_be_named_in_any_company(kind: TopicKind) -> None:
    assert come(topic("mill", MILLS, kind)) == {}


def test_authors_have_spoken_of_what_they_tag() -> None:
    assert come(replace(MILL, tagged=frozenset({0}))) == {}


def test_what_was_published_so_stays_with_less_and_what_was_there_without_comes_with_more() -> None:
    there = np.ones(COUNT, np.bool_)
    was = Before(np.array([BETWEEN, ELSEWHERE]), there)
    assert BETWEEN not in come(MILL)
    assert set(come(MILL, was)) == {BETWEEN}


def test_with_what_came_of_it_as_what_was_before_the_same_comes_of_it() -> None:
    there = np.ones(COUNT, np.bool_)
    was = Before(np.array([*MILLS, PASSING]), there)
    assert come(MILL, was) == come(MILL)


def test_topics_that_could_not_be_sharpened_and_those_nobody_speaks_of_stay_as_they_are() -> None:
    plain = Subject(
        keys=("oak",), name="oak", kind=TopicKind.CONCEPT, first=NONE, tagged=frozenset(), asked=False
    )
    assert plain.sharp is UNSHARPENED
    assert resemblance().with_alike({"oak": plain, "ash": None}, {}) == {"oak": plain, "ash": None}


def test_columns_at_right_angles_take_the_place_of_some_and_none_that_of_what_others_make_up() -> None:
    columns = np.array([[3.0, 4.0, 6.0, 1.0], [0.0, 5.0, 0.0, 1.0], [0.0, 0.0, 0.0, -2.0]])
    assert orthonormal(columns).tolist() == [
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, -1.0],
    ]


@pytest.mark.parametrize(
    ("before", "after", "anew"),
    [
        ([*range(COUNT)], [*range(COUNT)], []),
        ([*range(PASSING), ELSEWHERE], [*range(COUNT)], [PASSING, BETWEEN]),
        ([*range(COUNT)], [*range(PASSING), ELSEWHERE], []),
        ([*range(COUNT)], [*range(1, COUNT)], []),
        ([*range(COUNT)], [*range(COUNT)], [ELSEWHERE]),
    ],
    ids=["nothing", "two come", "two go", "one of the sample goes", "one changes"],
)
def test_what_was_remembered_is_what_would_be_found_from_nothing(
    before: list[int], after: list[int], anew: list[int], tmp_path: Path
) -> None:
    def found(memory: Memory, articles: list[int], since: Since | None = None, word: str = "alga") -> bytes:
        words = sorted((*WORDS, word), key=number_of)
        asked = Resemblance(vectors(articles, words, sample=PASSING), bytes(articles), since, memory)
        core = [at for at, article in enumerate(articles) if article in MILLS]
        asked.with_alike(
            {"it": replace(MILL, sharp=MILL.sharp._replace(core=Found.of(dict.fromkeys(core, 1.0))))}, {}
        )
        return bytes(memory.used()[OUTLOOKS])

    memory = Memory(tmp_path / FILE)
    found(memory, before)
    memory.save()
    place = np.array([after.index(at) if at in after else -1 for at in before])
    origin = np.array([before.index(at) if at in before and at not in anew else -1 for at in after])
    since = Since(bytes(before), place, origin, origin < 0)
    again = found(Memory(tmp_path / FILE), after, since, word="zebra")
    assert again == found(Memory(tmp_path / "fresh"), after, word="zebra")
