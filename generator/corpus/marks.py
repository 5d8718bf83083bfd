"""Marks: numbers that stand for what something was made from, so that many can be compared at once."""

import numpy as np
from numpy.typing import NDArray

from generator.corpus.arrays import Ints
from generator.corpus.facts import MARK

Marks = NDArray[np.uint64]
"""A number for each of many things."""
WHOLE = (1 << 64) - 1
"""Marks are numbers of so many digits."""
_STEPS = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_NONE = np.zeros(1, np.uint64)


def numbers_of_marks(marks: bytes) -> Marks:
    """Return a number for each of the marks of some articles."""
    return np.frombuffer(marks, np.uint64)[:: MARK // _NONE.itemsize]


def scrambled(numbers: Marks) -> Marks:
    """Return other numbers for some: sums of these are the same for the same numbers only.

    By chance it may be otherwise, once in 2⁶⁴ times: S. Vigna, "splitmix64" (2015).
    """
    for shift, times in _STEPS:
        numbers = (numbers ^ (numbers >> shift)) * times
    return numbers ^ (numbers >> np.uint64(31))


def sums_of(numbers: Marks, bounds: Ints) -> Marks:
    """Return the sums of runs of numbers, modulo 2⁶⁴, by where each begins and the last one ends."""
    return np.diff(np.concatenate((_NONE, np.cumsum(numbers)))[bounds])
