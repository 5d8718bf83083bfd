import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.arrays import Ints
from generator.corpus.hierarchy import Overlaps, find_parents, find_related
from generator.model import TopicKind


def some(*numbers: int) -> Ints:
    return np.array(numbers, np.int64)


def concepts(*ids: str) -> dict[str, TopicKind]:
    return dict.fromkeys(ids, TopicKind.CONCEPT)


def test_a_topic_is_narrower_by_its_name_and_its_passages() -> None:
    passages = {"mill": some(1, 2, 3, 4), "tide-mill": some(1, 2), "millet": some(3)}
    keys = {"mill": ("mill",), "tide-mill": ("tide mill",), "millet": ("millet",)}
    assert find_parents(Overlaps.of(passages), keys, concepts(*keys), {}) == {"tide-mill": "mill"}


def test_a_topic_that_mostly_stands_elsewhere_has_no_parent() -> None:
    passages = {"mill": some(1, 2, 3, 4, 5), "tide-mill": some(5, 6, 7)}
    keys = {"mill": ("mill",), "tide-mill": ("tide mill",)}
    assert find_parents(Overlaps.of(passages), keys, concepts(*keys), {}) == {}


MILLS = {"mill": ("mill",), "tide-mill": ("tide mill",), "old-tide-mill": ("old tide mill",)}


@pytest.mark.parametrize(
    ("broad", "narrow", "parent"),
    [
        pytest.param(some(1, 2, 3, 4, 5), some(1, 2, 3, 4), "mill", id="a quarter more"),
        pytest.param(some(1, 2, 3, 4), some(1, 2, 3, 4), "", id="as much"),
        pytest.param(some(1, 2, 3, 4, 5, 6), some(1, 2, 8, 9), "mill", id="half of it inside"),
        pytest.param(some(1, 2, 3, 4, 5, 6, 7), some(1, 2, 8, 9, 10), "", id="less than half of it inside"),
        pytest.param(some(1, 2), some(), "", id="nothing said of it"),
    ],
)
def test_the_broader_topic_says_a_quarter_more_and_half_of_the_narrower(
    broad: Ints, narrow: Ints, parent: str
) -> None:
    passages = {"mill": broad, "tide-mill": narrow}
    keys = {id_: MILLS[id_] for id_ in passages}
    expected = {"tide-mill": parent} if parent else {}
    assert find_parents(Overlaps.of(passages), keys, concepts(*keys), {}) == expected


def test_the_parent_is_the_one_with_the_longest_name() -> None:
    passages = {"mill": some(1, 2, 3, 4, 5, 6), "tide-mill": some(1, 2, 3, 4), "old-tide-mill": some(1, 2)}
    assert find_parents(Overlaps.of(passages), MILLS, concepts(*MILLS), {}) == {
        "tide-mill": "mill",
        "old-tide-mill": "tide-mill",
    }


def test_of_two_parents_with_names_alike_it_is_the_one_said_more() -> None:
    passages = {"mill": some(1, 2, 3), "tide": some(1, 2, 3, 4), "tide-mill": some(1, 2)}
    keys = {"mill": ("mill",), "tide": ("tide",), "tide-mill": ("tide mill",)}
    assert find_parents(Overlaps.of(passages), keys, concepts(*keys), {}) == {"tide-mill": "tide"}


def test_a_person_has_no_parent_and_the_editor_has_the_last_word() -> None:
    passages = {"mill": some(1, 2, 3, 4), "tide-mill": some(1, 2)}
    keys = {id_: MILLS[id_] for id_ in passages}
    people = {**concepts(*keys), "tide-mill": TopicKind.PERSON}
    assert find_parents(Overlaps.of(passages), keys, people, {}) == {}
    assert find_parents(Overlaps.of(passages), keys, concepts(*keys), {"tide-mill": "water"}) == {
        "tide-mill": "water"
    }
    assert find_parents(Overlaps.of(passages), keys, concepts(*keys), {"mill": "tide-mill"}) == {
        "mill": "tide-mill"
    }


@given(
    st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abcde")),
    st.lists(st.frozensets(st.integers(0, 9)), min_size=5, max_size=5),
)
def test_no_topic_is_broader_than_itself(told: dict[str, str], covered: list[frozenset[int]]) -> None:
    passages = {id_: some(*numbers) for id_, numbers in zip("abcde", covered, strict=True)}
    keys = dict(zip("abcde", [("x",), ("x y",), ("y",), ("x y z",), ("z",)], strict=True))
    parents = find_parents(Overlaps.of(passages), keys, concepts(*keys), told)
    for start in parents:
        seen = {start}
        at = parents.get(start, "")
        while at:
            assert at not in seen
            seen.add(at)
            at = parents.get(at, "")


def test_related_topics_share_passages() -> None:
    passages = {"a": some(1, 2, 3), "b": some(2, 3), "c": some(3, 4, 5, 6), "d": some(9)}
    assert find_related(Overlaps.of(passages)) == {"a": ("b",), "b": ("a",), "c": (), "d": ()}


def test_the_six_closest_topics_are_related_in_the_order_of_their_ids() -> None:
    passages = {"a": some(*range(10)), "b": some(0, 1), "c": some(0, 1, 2, 3), "d": some(0, 1, 20, 21)}
    passages |= {f"e{n}": some(0, 1, *range(30, 40 + n)) for n in range(4)} | {"one": some(5)}
    assert find_related(Overlaps.of(passages))["a"] == ("b", "c", "d", "e0", "e1", "one")
