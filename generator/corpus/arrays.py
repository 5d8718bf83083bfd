"""Rows of different lengths, end to end in arrays: what millions of small numbers need to stay small.

Sums are either of whole numbers or taken one after another in a stated order, so that they come out
the same whatever the machine.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from generator.packed import Runs

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.floating[Any]]
Numbers = NDArray[np.uint32]


def sums(places: NDArray[np.integer[Any]], much: Floats, length: int) -> Floats:
    """Return what stands at each of so many places in all."""
    total: Floats = np.bincount(places, weights=much, minlength=length).astype(np.float64)
    return total


ENDINGS = 1 << 20
"""Numbers are looked for by so many endings: few enough for a table that stays at hand."""
LAST = np.uint32(ENDINGS - 1)
"""The digits of an ending."""
AT_ONCE = 1 << 15
"""So many numbers are looked at together: with what is made of them on the way they fit a core's cache."""

Flags = NDArray[np.bool_]


def endings_of(numbers: Numbers) -> Flags:
    """Return for all last digits whether any of some numbers ends so."""
    endings = np.zeros(ENDINGS, np.bool_)
    endings[numbers & LAST] = True
    return endings


def end_so(numbers: Numbers, endings: Flags) -> Flags:
    """Tell of each number whether it ends like one of those: only then it can be one of them."""
    found: Flags = np.empty(len(numbers), np.bool_)
    for first in range(0, len(numbers), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        np.take(endings, numbers[some] & LAST, out=found[some], mode="clip")
    return found


FEWEST, MOST = 18, 21
"""Numbers are counted by so many of their binary digits at a time: three times that is all that there are."""


def often_enough(numbers: NDArray[np.uint64], times: int) -> Ints:
    """Return which numbers may be there so many times, at least: all that are, and hardly any others.

    Those that share some of their digits are counted together, again and again by other digits.
    """
    places = np.arange(len(numbers))
    digits = min(max(FEWEST, len(numbers).bit_length()), MOST)
    for shift in (0, digits, 2 * digits):
        some = (numbers[places] >> np.uint64(shift) & np.uint64((1 << digits) - 1)).astype(np.int64)
        places = places[np.bincount(some)[some] >= times]
    return places


def _by_ending(known: Numbers) -> Ints:
    """Return the place of one of the numbers with each ending."""
    places: Ints = np.zeros(ENDINGS, np.int32)
    places[known & LAST] = np.arange(len(known), dtype=np.int32)
    return places


def places_among(numbers: Numbers, known: Numbers) -> tuple[Ints, Ints]:
    """Return the places among those known, which are sorted, of the numbers that are, and which these are."""
    likely = np.flatnonzero(end_so(numbers, endings_of(known)))
    some = numbers[likely]
    places = _by_ending(known)[some & LAST]
    other = np.flatnonzero(known[places] != some)
    places[other] = np.minimum(np.searchsorted(known, some[other]), len(known) - 1)
    exact = np.flatnonzero(known[places] == some)
    return places[exact], likely[exact]


DIGITS = 16
"""Numbers are put in order by so many binary digits at a time."""


def order_of(values: NDArray[np.integer[Any]]) -> Ints:
    """Return the order of whole numbers below 2³², equal ones as they stand; far faster than `argsort`."""
    numbers = values.astype(np.uint32, copy=False)
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if int(numbers.max(initial=0)) >> DIGITS:
        high = (numbers >> np.uint32(DIGITS)).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def order_of_wide(values: NDArray[np.uint64]) -> Ints:
    """Return the same of whole numbers below 2⁶⁴ that are spread evenly."""
    order = order_of((values >> np.uint64(HALF)).astype(np.uint32))
    ordered = values[order]
    odd = np.flatnonzero(ordered[1:] < ordered[:-1])
    return order if not len(odd) else np.argsort(values, kind="stable")


HALF = 32
"""The upper half of a wide number tells most of them apart."""


def rounded(values: Floats, digits: int) -> Floats:
    """Return what `round` gives for each value: NumPy decides otherwise where one lies just in the middle."""
    found: Floats = np.round(values, digits)
    middle = np.abs(values * 10**digits % 1 - 0.5) < NEARLY
    if middle.any():
        found[middle] = [round(value, digits) for value in values[middle].tolist()]
    return found


NEARLY = 1e-6


def largest(values: Floats, count: int) -> Ints:
    """Return the places of the largest values, the largest first; of equal ones the first ones."""
    places = np.arange(len(values))
    if count < len(values):
        least = np.partition(values, len(values) - count)[len(values) - count]
        places = np.flatnonzero(values >= least)
    order: Ints = places[np.argsort(-values[places], kind="stable")][:count]
    return order


class Rows(NamedTuple):
    """Rows of (place, weight) pairs, one after another."""

    starts: Ints
    """Where each row starts, and where the last one ends."""
    places: Ints
    weights: NDArray[Any]

    def row(self, at: int) -> tuple[Ints, NDArray[Any]]:
        """Return the places and weights of one row."""
        part = slice(self.starts[at], self.starts[at + 1])
        return self.places[part], self.weights[part]


class Table(NamedTuple):
    """Rows of (place, weight) pairs, a line of the same length for each: fast to take some of."""

    lengths: Ints
    """How many pairs each row has; what comes after them are zeros."""
    places: Ints
    weights: Floats

    def __bool__(self) -> bool:
        return bool(len(self.lengths))

    def take(self, wanted: Ints) -> Self:
        """Return some of the rows."""
        return type(self)(self.lengths[wanted], self.places[wanted], self.weights[wanted])

    def first(self, most: int) -> Self:
        """Return so many first pairs of each row, at most."""
        return type(self)(np.minimum(self.lengths, most), self.places[:, :most], self.weights[:, :most])

    def rows(self) -> Rows:
        """Return the same as rows of different lengths."""
        inside = np.arange(self.places.shape[1]) < self.lengths[:, None]
        return Rows(np.concatenate(([0], np.cumsum(self.lengths))), self.places[inside], self.weights[inside])


class Lists(NamedTuple):
    """Lists of whole numbers, one after another."""

    lengths: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Self:
        """Return these lists."""
        lengths = np.array(list(map(len, lists)), np.int64)
        return cls(lengths, np.fromiter(chain.from_iterable(lists), np.int64, int(lengths.sum())))

    @classmethod
    def unpacked(cls, runs: Runs) -> Self:
        """Return what was packed."""
        ends = np.frombuffer(runs.ends, np.uint32).astype(np.int64)
        return cls(np.diff(ends, prepend=0), np.frombuffer(runs.values, np.uint32).astype(np.int64))

    @classmethod
    def of_all(cls, several: Sequence[Runs]) -> Self:
        """Return what was packed apart, one after another."""
        ends = np.frombuffer(b"".join([runs.ends for runs in several]), np.uint32).astype(np.int64)
        lengths = np.diff(ends, prepend=0)
        firsts = np.cumsum([0, *map(len, several)])[:-1]
        firsts = firsts[firsts < len(ends)]
        lengths[firsts] = ends[firsts]
        values = np.frombuffer(b"".join([runs.values for runs in several]), np.uint32)
        return cls(lengths, values.astype(np.int64))

    def packed_in(self, bounds: Ints) -> Iterator[Runs]:
        """Yield the same in parts, which end where the next begin, each packed."""
        ends = np.concatenate(([0], np.cumsum(self.lengths)))
        starts = ends[bounds]
        within = ends[1:] - np.repeat(starts[:-1], np.diff(bounds))
        packed, values = within.astype(np.uint32).tobytes(), self.values.astype(np.uint32).tobytes()
        for rows, places in zip(
            pairwise((4 * bounds).tolist()), pairwise((4 * starts).tolist()), strict=True
        ):
            yield Runs(packed[slice(*rows)], values[slice(*places)])

    def packed(self) -> Runs:
        """Return the same in little space."""
        ends = np.cumsum(self.lengths).astype(np.uint32)
        return Runs(ends.tobytes(), self.values.astype(np.uint32).tobytes())

    def with_(self, others: "Lists") -> Self:
        """Return these, and others after them."""
        lengths = np.concatenate((self.lengths, others.lengths))
        return type(self)(lengths, np.concatenate((self.values, others.values)))

    def take(self, wanted: Ints) -> Self:
        """Return some of them, in another order."""
        starts = np.cumsum(self.lengths) - self.lengths
        lengths = self.lengths[wanted]
        return type(self)(lengths, self.values[spans(starts[wanted], lengths)])


def turned(rows: Rows, width: int) -> Rows:
    """Return the same with rows and places exchanged: by place, the rows that hold it, in order."""
    owners = np.repeat(np.arange(len(rows.starts) - 1, dtype=np.int32), np.diff(rows.starts))
    order = order_of(rows.places)
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows.places, minlength=width))))
    return Rows(starts, owners[order], rows.weights[order])


def spans(starts: Ints, lengths: Ints) -> Ints:
    """Return the positions in some runs, one run after another."""
    ends = np.cumsum(lengths)
    return np.arange(int(lengths.sum())) + np.repeat(starts - ends + lengths, lengths)


def take_rows(rows: Rows, wanted: Sequence[int] | Ints) -> tuple[Ints, Ints, NDArray[Any]]:
    """Return the lengths of some rows, and their places and weights one after another."""
    chosen = np.asarray(wanted, np.int64)
    starts = rows.starts[chosen]
    lengths = rows.starts[chosen + 1] - starts
    inside = spans(starts, lengths)
    return lengths, rows.places[inside], rows.weights[inside]


def mixed(starts: Ints, origin: Ints, anew: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Return where rows start that are partly old and partly new, and where their entries are found.

    They are found among all entries of the old rows, which begin at `starts`, with those of the new ones
    after them. `origin` tells for each row which of the old ones it is; `anew` are the new ones, of these
    lengths.
    """
    firsts, sizes = starts[origin], np.diff(starts)[origin]
    firsts[anew] = starts[-1] + np.cumsum(lengths) - lengths
    sizes[anew] = lengths
    return np.concatenate(([0], np.cumsum(sizes))), spans(firsts, sizes)


def newest(days: Ints) -> Ints:
    """Return the places of some days, the latest first, of one day in their order."""
    return np.argsort(-days, kind="stable")
