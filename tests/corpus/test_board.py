"""Options side by side: what each adds to those taken, and what it shares with them."""

import numpy as np
import pytest

from generator.corpus.board import Board

SIZES, PLACES = np.array([2, 0, 3, 1]), np.array([0, 4, 1, 4, 5, 5])


def a_board() -> Board:
    """Of options that cover places 0 and 4, none, 1, 4 and 5, and 5."""
    return Board(SIZES, PLACES, np.array([1.0, 1.0, 0.5, 0.5, 0.5, 1.0]), np.full(6, 3.0))


def test_an_option_adds_the_less_the_more_is_taken_of_its_places() -> None:
    board = a_board()
    steps = (None, [2, 0, 1.5, 1]), (0, [0.5, 0, 1.125, 1]), (2, [1 / 4 + 1 / 7, 0, 1 / 4 + 1 / 14, 1 / 4])
    for taken, expected in steps:
        if taken is not None:
            board.take(taken)
        assert board.additions().tolist() == [board.addition(at) for at in range(4)]
        assert board.additions().tolist() == pytest.approx(expected)


def test_what_is_shared_is_shared_with_those_taken_only() -> None:
    board = a_board()
    assert board.shared(2).tolist() == [0, 0, 0, 0]
    board.take(0)
    board.take(3)
    assert board.taken == [0, 3]
    assert [board.is_taken(at) for at in range(4)] == [True, False, False, True]
    assert board.shared(2).tolist() == [1, 0, 0, 1]
    assert board.shared(1).tolist() == [0, 0, 0, 0]


def test_nothing_is_left_of_nothing() -> None:
    nothing = np.empty(0, np.int64)
    assert Board(nothing, nothing, np.empty(0), np.empty(0)).additions().tolist() == []
