"""How the words of a segment are divided into files."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from generator.publish.runs import runs
from generator.publish.segments import numbers

sizes = st.dictionaries(st.text("abc", min_size=1, max_size=4), st.integers(0, 30), max_size=60)


@given(sizes)
def test_every_word_stands_in_one_run_and_none_is_too_long(given_: dict[str, int]) -> None:
    found = list(map(list, runs(given_, most=20)))
    assert list(chain.from_iterable(found)) == sorted(given_)
    assert all(len(run) == 1 or sum(given_[word] for word in run) <= 20 for run in found)


@given(sizes)
def test_what_comes_first_does_not_matter(given_: dict[str, int]) -> None:
    other_way = dict(reversed(given_.items()))
    assert list(runs(given_, most=20)) == list(runs(other_way, most=20))


def test_one_more_word_leaves_nearly_all_runs_as_they_are() -> None:
    before = {f"word{number:04}": 1 + number % 7 for number in range(2_000)}
    kept = [
        len({*map(tuple, runs(before, most=60))} - {*map(tuple, runs({**before, f"word{n}x": 3}, most=60))})
        for n in range(1_000, 1_040)
    ]
    assert sorted(kept)[len(kept) // 2] == 1


@given(st.sets(st.text(max_size=4), max_size=40))
def test_every_page_of_a_segment_has_a_number_of_its_own(paths: set[str]) -> None:
    found = numbers(paths)
    assert found.keys() == paths
    assert len({*found.values()}) == len(paths)


def test_a_page_keeps_its_number_when_others_come() -> None:
    assert numbers(["a", "b"]).items() <= numbers(["a", "b", "c", "d"]).items()
