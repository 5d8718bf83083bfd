"""Rows of different lengths, end to end."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.arrays import (
    ENDINGS,
    Lists,
    end_so,
    endings_of,
    largest,
    often_enough,
    order_of,
    order_of_wide,
    places_among,
    rounded,
    spans,
    sums,
    take_rows,
    turned,
)
from generator.packed import Runs
from tests.corpus.rows import listed, rows_of

PLACES = 6
some_rows = st.lists(st.dictionaries(st.integers(0, PLACES - 1), st.integers(1, 9), max_size=4), max_size=5)


@given(some_rows)
def test_rows_are_turned_into_who_holds_each_place(rows: list[dict[int, int]]) -> None:
    expected = [{at: row[place] for at, row in enumerate(rows) if place in row} for place in range(PLACES)]
    assert listed(turned(rows_of(rows), PLACES)) == expected


@given(some_rows, st.lists(st.integers(0, 4), max_size=6))
def test_some_rows_are_taken_one_after_another(rows: list[dict[int, int]], wanted: list[int]) -> None:
    chosen = [at for at in wanted if at < len(rows)]
    lengths, places, weights = take_rows(rows_of(rows), chosen)
    assert lengths.tolist() == [len(rows[at]) for at in chosen]
    pairs = list(zip(places.tolist(), weights.tolist(), strict=True))
    assert pairs == [pair for at in chosen for pair in rows[at].items()]


def test_spans_are_positions_run_by_run() -> None:
    assert spans(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
    assert spans(np.array([], np.int64), np.array([], np.int64)).tolist() == []


def test_sums_stand_at_their_places() -> None:
    assert sums(np.array([2, 0, 2]), np.array([0.5, 1.0, 0.25]), 4).tolist() == [1.0, 0.0, 0.75, 0.0]


def test_a_number_is_looked_for_by_its_last_digits() -> None:
    endings = endings_of(np.array([7, ENDINGS + 9], np.uint32))
    asked = np.array([7, ENDINGS + 7, 8, 9, ENDINGS - 1], np.uint32)
    assert end_so(asked, endings).tolist() == [True, True, False, True, False]


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(1, 9))
def test_the_largest_come_first_and_of_equal_ones_the_first(values: list[int], count: int) -> None:
    expected = sorted(range(len(values)), key=lambda at: (-values[at], at))[:count]
    assert largest(np.array(values, np.float64), count).tolist() == expected


def test_of_very_many_equal_ones_the_first_are_the_largest() -> None:
    values = np.tile([0.5, 1.0], 500)
    assert largest(values, 7).tolist() == [1, 3, 5, 7, 9, 11, 13]


def test_of_very_many_rows_that_hold_a_place_the_first_comes_first() -> None:
    rows = [{at % 3: 1.0} for at in range(300)]
    assert turned(rows_of(rows), 3).places.tolist() == sorted(range(300), key=lambda at: at % 3)


alike = st.lists(
    st.integers(0, 3).flatmap(lambda low: st.sampled_from([low, low + (1 << 16), low + (3 << 30)]))
)


@given(alike)
def test_numbers_are_put_in_order_and_equal_ones_stay_as_they_stand(numbers: list[int]) -> None:
    expected = sorted(range(len(numbers)), key=numbers.__getitem__)
    assert order_of(np.array(numbers, np.int64)).tolist() == expected


@given(st.frozensets(st.sampled_from([1, 2, 1 + ENDINGS, 2 + 3 * ENDINGS])), alike)
def test_numbers_are_found_among_those_known(known: frozenset[int], numbers: list[int]) -> None:
    asked = [*numbers, 1, 1 + ENDINGS, 2 + ENDINGS]
    ordered = sorted(known)
    places, which = places_among(np.array(asked, np.uint32), np.array(ordered, np.uint32))
    assert which.tolist() == [at for at, number in enumerate(asked) if number in known]
    assert places.tolist() == [ordered.index(asked[at]) for at in which.tolist()]


@given(st.lists(st.floats(0, 1) | st.integers(0, 1 << 15).map(lambda whole: (2 * whole + 1) / 20_000)))
def test_values_are_rounded_as_each_by_itself(values: list[float]) -> None:
    assert rounded(np.array(values), 4).tolist() == [round(value, 4) for value in values]


wide = st.lists(st.integers(0, 9) | st.integers(0, 2**64 - 1), max_size=30)


@given(wide, st.integers(0, 9))
def test_wide_numbers_are_put_in_order_and_equal_ones_stay_as_they_stand(few: list[int], upper: int) -> None:
    """Also where the upper halves of others are alike."""
    numbers = np.array([*few, *(number % 7 + (upper << 32) for number in few)], np.uint64)
    assert order_of_wide(numbers).tolist() == np.argsort(numbers, kind="stable").tolist()


@given(wide, st.integers(1, 4))
def test_no_number_that_is_there_often_enough_is_left_out(few: list[int], times: int) -> None:
    numbers = np.array([*few, *few[::2], *few[::3]], np.uint64)
    found = often_enough(numbers, times)
    often = [at for at, number in enumerate(numbers.tolist()) if numbers.tolist().count(number) >= times]
    assert set(often) <= set(found.tolist())
    assert found.tolist() == sorted(set(found.tolist()))


def test_of_numbers_spread_evenly_hardly_any_is_taken_for_one_that_is_there_often() -> None:
    numbers = np.random.default_rng(7).integers(0, 2**64, 100_000, np.uint64)
    numbers[[3, 70_000, 99_999]] = numbers[50_000]
    assert set(often_enough(numbers, 3).tolist()) >= {3, 50_000, 70_000, 99_999}
    assert len(often_enough(numbers, 3)) < 100


some_lists = st.lists(st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=3), max_size=4)


@given(some_lists)
def test_lists_packed_apart_are_put_together_and_packed_apart_again(several: list[list[list[int]]]) -> None:
    packed = [Runs.of(lists) for lists in several]
    together = Lists.of_all(packed)
    assert [list(one) for one in together.packed()] == [one for lists in several for one in lists]
    assert list(together.packed_in(np.cumsum([0, *map(len, several)]))) == packed
