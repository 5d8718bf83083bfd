"""Which articles are about a topic: forty small ones, by the weights of a few terms."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from generator.corpus.coverage import TAGGED
from generator.corpus.evidence import Collection
from generator.corpus.facts import facts_of
from generator.corpus.found import Found, flags_of
from generator.corpus.neighbours import Neighbours
from generator.corpus.profile import (
    SMALL,
    TERMS,
    UNSHARPENED,
    Before,
    Profiler,
    Sharp,
    Topical,
    decided,
    has_no_company,
    make_profiler,
    scored,
)
from generator.corpus.vectors import Vectors
from generator.corpus.weighing import number_of
from generator.model import TopicKind
from tests.corpus.articles import an_analysis
from tests.corpus.rows import table_of

Articles = Mapping[int, Mapping[str, float]]
"""What some articles say, and how much; the others say nothing."""
NEW = Before()
NOBODY = np.zeros(SMALL, np.bool_)


def as_array(articles: frozenset[int]) -> NDArray[np.int64]:
    return np.array(sorted(articles), np.int64)


PLAIN, TITLED = (facts_of(an_analysis("a", "Oak.", title=title)) for title in ("Oak", "Tide mills"))

ABOUT = {at: {"mill": 0.8, "pond": 0.6} for at in range(5)}
MENTION, COMPANY, OTHER = 5, 6, 7
NEAR = {0: 1, 1: 2, 2: 3, 3: 4, 4: 0, COMPANY: 0}


@dataclass(frozen=True)
class Asked:
    """A topic as it is asked for."""

    keys: tuple[str, ...] = ("tide mill",)
    kind: TopicKind = TopicKind.CONCEPT
    tagged: frozenset[int] = frozenset()


def sharp(
    articles: Articles,
    first: Mapping[int, float],
    topic: Asked = Asked(),
    before: Before = NEW,
    **given: object,
) -> Sharp:
    """Sharpen a topic. Else given: `near`, the nearest of an article, and the articles `titled` after tide mills."""
    profiler = profiler_of(articles, topic, **given)  # type: ignore[arg-type]
    return sharpened(profiler, topic, first, before)


def sharpened(profiler: Profiler, topic: Topical, first: Mapping[int, float], before: Before = NEW) -> Sharp:
    if has_no_company(profiler, Found.of(first)):
        return UNSHARPENED
    return decided(profiler, topic, scored(profiler, Found.of(first)), before)


def profiler_of(
    articles: Articles,
    topic: Asked,
    *,
    count: int = SMALL,
    near: Mapping[int, int] = NEAR,
    titled: frozenset[int] = frozenset(),
) -> Profiler:
    words = sorted({word for said in articles.values() for word in said}, key=number_of)
    rows = [{words.index(word): much for word, much in articles.get(at, {}).items()} for at in range(count)]
    terms = np.array([number_of(word) for word in words], np.uint32)
    vectors = Vectors(
        terms,
        np.full(len(words), 2.0),
        table_of(rows),
        np.ones(count, np.bool_),
        np.arange(count, dtype=np.uint64),
    )
    others = np.array([[near.get(at, 0)] for at in range(count)])
    shares = np.array([[float(at in near)] for at in range(count)])
    collection = Collection((), given=[TITLED if at in titled else PLAIN for at in range(count)])
    return make_profiler(collection, vectors, Neighbours(others, shares), topic.keys)


SAID = {
    **ABOUT,
    MENTION: {"oak": 0.995, "mill": 0.1},
    COMPANY: {"pond": 1.0},
    OTHER: {"oak": 1.0},
}
FIRST = {**dict.fromkeys(ABOUT, 1.0), MENTION: 0.3}
PERSON = Asked(keys=("mill",), kind=TopicKind.PERSON)
ONE_WORD = Asked(keys=("mill",))
TAGGED_TOO = Asked(tagged=frozenset({3}))


def test_an_article_that_only_mentions_a_topic_goes_and_one_that_speaks_of_it_unnamed_comes() -> None:
    found = sharp(SAID, FIRST).about.by_article()
    assert set(found) == {*ABOUT, COMPANY}
    assert list(found) == sorted(found)
    assert all(found[at] == 1 for at in ABOUT)
    assert 0.4 < found[COMPANY] < 0.7


def test_a_person_has_to_be_named_in_the_text_or_in_the_title() -> None:
    assert set(sharp(SAID, FIRST, PERSON).about.by_article()) == set(ABOUT)
    assert set(sharp(SAID, FIRST, PERSON, titled=frozenset({COMPANY})).about.by_article()) == {
        *ABOUT,
        COMPANY,
    }
    two = Asked(keys=("tide mill",), kind=TopicKind.PERSON)
    assert set(sharp(SAID, FIRST, two).about.by_article()) == set(ABOUT)
    assert set(sharp(SAID, FIRST, two, titled=frozenset({COMPANY})).about.by_article()) == {*ABOUT, COMPANY}
    named = {**SAID, COMPANY: {"pond": 0.99, "mill": 0.01}}
    assert set(sharp(named, FIRST, PERSON).about.by_article()) == {*ABOUT, COMPANY}
    assert set(sharp(named, FIRST, two).about.by_article()) == set(ABOUT)


def test_a_concept_of_one_word_has_to_be_named_like_a_person() -> None:
    assert set(sharp(SAID, FIRST, ONE_WORD).about.by_article()) == set(ABOUT)
    short = Asked(keys=("mill", "tide mill"))
    assert set(sharp(SAID, FIRST, short).about.by_article()) == set(ABOUT)
    named = {**SAID, COMPANY: {"pond": 0.99, "mill": 0.01}}
    assert set(sharp(named, FIRST, ONE_WORD).about.by_article()) == {*ABOUT, COMPANY}
    was_there = Before(as_array(frozenset({COMPANY})), NOBODY)
    assert COMPANY in sharp(SAID, FIRST, ONE_WORD, was_there).about.by_article()


def test_those_that_do_not_name_a_topic_are_never_more_than_those_that_do_and_the_best_come() -> None:
    silent = {10 + at: {"mill": 0.8 - at / 20, "pond": 0.6} for at in range(9)}
    silent[19] = ABOUT[0]
    near = {**NEAR, **dict.fromkeys(silent, 0)}
    found = sharp({**ABOUT, **silent}, dict.fromkeys(ABOUT, 1.0), near=near).about.by_article()
    assert set(found) == {*ABOUT, 10, 11, 12, 13, 19}
    few = {at: silent[at] for at in (17, 18)}
    found = sharp({**ABOUT, **few}, dict.fromkeys(ABOUT, 1.0), near=near).about.by_article()
    assert set(found) == {*ABOUT, *few}


def test_a_few_articles_and_a_topic_of_one_stay_as_they_were_found() -> None:
    assert sharp(SAID, FIRST, count=SMALL - 1) == UNSHARPENED
    assert sharp(SAID, {0: 1.0}) == UNSHARPENED
    assert sharp(SAID, {0: 1.0, 1: 1.0}) != UNSHARPENED


def test_the_profile_is_what_the_articles_say_more_than_others_the_weightiest_first() -> None:
    words = sharp(SAID, FIRST).words
    assert list(words) == [number_of("mill"), number_of("pond")]
    assert sum((weight / 2) ** 2 for weight in words.values()) == pytest.approx(1)
    common = {at: {"oak": 0.5, **SAID.get(at, {})} for at in range(SMALL)}
    assert number_of("oak") not in sharp(common, FIRST).words
    many = {at: {f"word{place}": 0.1 + place / 1000 for place in range(TERMS + 9)} for at in range(5)}
    found = list(sharp(many, dict.fromkeys(range(5), 1.0)).words)
    assert found == [number_of(f"word{place}") for place in reversed(range(9, TERMS + 9))]


def test_what_authors_tag_stays_if_they_were_believed() -> None:
    tagged = Asked(tagged=frozenset({MENTION, OTHER}))
    found = sharp(SAID, {**FIRST, OTHER: TAGGED}, tagged).about.by_article()
    assert set(found) == {*ABOUT, COMPANY, OTHER}
    assert (found[0], found[OTHER]) == (1, TAGGED)
    assert list(found) == sorted(found)


def test_an_article_that_names_the_topic_in_its_title_is_about_it() -> None:
    titled = frozenset({MENTION, OTHER})
    found = sharp(SAID, FIRST, titled=titled).about.by_article()
    assert set(found) == {*ABOUT, MENTION, COMPANY}
    assert found[MENTION] == FIRST[MENTION]
    assert list(found) == sorted(found)
    assert MENTION not in sharp(SAID, FIRST, Asked(keys=("mill pond",)), titled=titled).about.by_article()


@pytest.mark.parametrize(
    ("article", "stays"),
    [
        pytest.param({"pond": 0.9, "oak": 0.4}, True, id="two fifths of what a new one needs"),
        pytest.param({"pond": 0.7, "oak": 0.7}, False, id="less"),
    ],
)
def test_what_was_published_stays_if_it_has_some_reason_to(
    article: Mapping[str, float], *, stays: bool
) -> None:
    said = {**SAID, 9: article}
    assert 9 not in sharp(said, FIRST).about.by_article()
    assert (
        9 in sharp(said, FIRST, before=Before(as_array(frozenset({9})), NOBODY)).about.by_article()
    ) is stays


def test_what_was_published_and_names_the_topic_much_stays() -> None:
    said, first = {**SAID, 9: {"oak": 1.0}}, {**FIRST, 9: 0.6}
    assert 9 not in sharp(said, first).about.by_article()
    assert sharp(said, first, before=Before(as_array(frozenset({9})), NOBODY)).about.by_article()[9] == 0.6
    assert (
        9
        not in sharp(
            said, {**first, 9: 0.4}, before=Before(as_array(frozenset({9})), NOBODY)
        ).about.by_article()
    )


def test_what_was_there_and_not_about_it_comes_with_more_than_a_new_one_needs() -> None:
    said = {**SAID, 9: {"pond": 0.6, "oak": 0.8}, 10: {"pond": 0.9, "oak": 0.4}}
    near = {**NEAR, 9: 0, 10: 0}
    found = sharp(said, FIRST, near=near).about.by_article()
    assert 0.5 <= found[9] < 0.6 <= found[10]
    there = Before(as_array(frozenset(ABOUT)), flags_of([*ABOUT, 9, 10], SMALL))
    assert sharp(said, FIRST, before=there, near=near).about.by_article().keys() == found.keys() - {9}
    too = there._replace(about=as_array(frozenset({*ABOUT, 9})))
    assert sharp(said, FIRST, before=too, near=near).about.by_article() == found
    assert sharp(said, FIRST, before=Before(there=there.there), near=near).about.by_article() == found
    named = {**FIRST, 9: 0.1}
    assert 9 not in sharp(said, named, before=there, near=near).about.by_article()
    assert 9 in sharp(said, named, before=there, near=near, titled=frozenset({9})).about.by_article()


def test_an_articles_neighbour_has_a_say_but_does_not_stand_for_it() -> None:
    said = {**SAID, 9: {"pond": 0.6, "oak": 0.8}, 10: {"elm": 1.0}}
    assert 9 not in sharp(said, FIRST).about.by_article()
    assert 9 in sharp(said, FIRST, near={**NEAR, 9: 0}).about.by_article()
    assert COMPANY not in sharp(said, FIRST, near={**NEAR, COMPANY: OTHER}).about.by_article()
    assert 10 not in sharp(said, FIRST, near={**NEAR, 10: 0}).about.by_article()


def test_where_articles_have_no_word_in_common_those_are_about_it_that_name_it_much() -> None:
    assert sharp({}, {0: 1.0, 1: 0.6, 2: 0.3}).about.by_article() == {0: 1.0, 1: 0.6}


def test_where_articles_have_hardly_a_word_in_common_no_other_is_about_it() -> None:
    said = {at: {"mill": 0.02, f"word {at}": 0.9} for at in range(150)}
    everything = {180: {f"word {at}": 0.08 for at in range(150)}}
    found = sharp({**said, **everything}, dict.fromkeys(said, 1.0), count=900, near={}).about.by_article()
    assert found.keys() <= said.keys()
    closer = {at: {"mill": 0.1, f"word {at}": 0.9} for at in range(150)}
    mills = {180: {"mill": 1.0}}
    assert 180 in sharp({**closer, **mills}, dict.fromkeys(said, 1.0), count=900, near={}).about.by_article()


weights = st.dictionaries(
    st.sampled_from(["mill", "pond", "oak", "elm"]), st.sampled_from([0.1, 0.3, 0.6, 0.9]), max_size=3
)
some = st.dictionaries(st.integers(0, 14), weights, min_size=2)


@given(
    some,
    st.dictionaries(st.integers(0, 14), st.sampled_from([0.2, 0.5, 0.8, 1.0]), min_size=2),
    st.sampled_from([Asked(), PERSON, ONE_WORD, TAGGED_TOO]),
    st.frozensets(st.integers(0, 14)),
    st.frozensets(st.integers(0, 14)),
)
@example(
    {0: {"mill": 0.9}, 1: {"mill": 0.9}, 3: {"oak": 0.9}},
    {0: 1.0, 1: 1.0, 3: 1.0},
    TAGGED_TOO,
    frozenset(),
    frozenset(),
)
def test_with_what_came_of_it_as_what_was_before_the_same_comes_of_it(
    articles: Articles,
    first: Mapping[int, float],
    topic: Asked,
    before: frozenset[int],
    others: frozenset[int],
) -> None:
    found = sharp(articles, first, topic, before=Before(as_array(before), flags_of(before | others, SMALL)))
    about = frozenset(found.about.at.tolist())
    again = Before(as_array(about), flags_of(before | others | about, SMALL))
    assert sharp(articles, first, topic, before=again) == found
    all_there = Before(as_array(about), np.ones(SMALL, np.bool_))
    assert sharp(articles, first, topic, before=all_there) == found
