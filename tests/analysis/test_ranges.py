from hypothesis import example, given
from hypothesis import strategies as st

from generator.analysis.ranges import Ranges

a_range = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(a_range, max_size=12), a_range)
@example([(0, 9), (1, 5)], (5, 6))
def test_the_ranges_that_share_a_place_with_another_are_found(
    ranges: list[tuple[int, int]], other: tuple[int, int]
) -> None:
    start, end = other
    expected = sorted(one for one in ranges if one[0] < end and start < one[1])
    assert sorted(Ranges(ranges).over(start, end)) == expected


@given(st.lists(a_range, max_size=12), st.integers(0, 40))
def test_a_place_lies_in_a_range_or_in_none(ranges: list[tuple[int, int]], place: int) -> None:
    assert Ranges(ranges).hold(place) is any(start <= place < end for start, end in ranges)


def test_it_is_true_if_there_is_any_range() -> None:
    assert Ranges([(0, 1)])
    assert not Ranges([])
