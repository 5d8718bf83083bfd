from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.hierarchy import find_parents, find_related
from generator.model import TopicKind


def some(*numbers: int) -> frozenset[tuple[str, int]]:
    return frozenset((str(number), 0) for number in numbers)


def concepts(*ids: str) -> dict[str, TopicKind]:
    return dict.fromkeys(ids, TopicKind.CONCEPT)


def test_a_topic_is_narrower_by_its_name_and_its_passages() -> None:
    passages = {"mill": some(1, 2, 3, 4), "tide-mill": some(1, 2), "millet": some(3)}
    keys = {"mill": ("mill",), "tide-mill": ("tide mill",), "millet": ("millet",)}
    assert find_parents(passages, keys, concepts(*keys), {}) == {"tide-mill": "mill"}


def test_a_topic_that_mostly_stands_elsewhere_has_no_parent() -> None:
    passages = {"mill": some(1, 2, 3, 4, 5), "tide-mill": some(5, 6, 7)}
    keys = {"mill": ("mill",), "tide-mill": ("tide mill",)}
    assert find_parents(passages, keys, concepts(*keys), {}) == {}


@given(
    st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abcde")),
    st.lists(st.frozensets(st.integers(0, 9)), min_size=5, max_size=5),
)
def test_no_topic_is_broader_than_itself(told: dict[str, str], covered: list[frozenset[int]]) -> None:
    passages = {id_: some(*numbers) for id_, numbers in zip("abcde", covered, strict=True)}
    keys = dict(zip("abcde", [("x",), ("x y",), ("y",), ("x y z",), ("z",)], strict=True))
    parents = find_parents(passages, keys, concepts(*keys), told)
    for start in parents:
        seen = {start}
        at = parents.get(start, "")
        while at:
            assert at not in seen
            seen.add(at)
            at = parents.get(at, "")


def test_related_topics_share_passages() -> None:
    passages = {"a": some(1, 2, 3), "b": some(2, 3), "c": some(3, 4, 5, 6), "d": some(9)}
    assert find_related(passages) == {"a": ("b",), "b": ("a",), "c": (), "d": ()}
