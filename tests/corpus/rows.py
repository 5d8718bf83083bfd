"""Rows of numbers, as the tests of the corpus write and read them."""

from collections.abc import Mapping, Sequence

import numpy as np

from generator.corpus.arrays import Rows, Table
from generator.corpus.weighing import Weights


def rows_of(rows: Sequence[Mapping[int, float]], kind: type[np.generic] = np.float64) -> Rows:
    """Rows that hold these weights at these places, in the order given."""
    starts = np.cumsum([0, *map(len, rows)])
    places = np.array([place for row in rows for place in row], np.int32)
    return Rows(starts, places, np.array([much for row in rows for much in row.values()], kind))


def table_of(rows: Sequence[Mapping[int, float]]) -> Table:
    """The same as a table."""
    lengths = np.array([len(row) for row in rows], np.int64)
    shape = (len(rows), max(map(len, rows), default=0))
    places, weights = np.zeros(shape, np.int32), np.zeros(shape)
    for at, row in enumerate(rows):
        places[at, : len(row)], weights[at, : len(row)] = list(row), list(row.values())
    return Table(lengths, places, weights)


def listed(rows: Rows) -> list[dict[int, float]]:
    """What each row holds at each of its places."""
    return [
        dict(zip(places.tolist(), weights.tolist(), strict=True))
        for places, weights in (rows.row(at) for at in range(len(rows.starts) - 1))
    ]


def terms_of(weights: Weights) -> dict[int, float]:
    """What each term of an article weighs, by its number."""
    numbers = np.frombuffer(weights.numbers, "<u4").tolist()
    return dict(zip(numbers, np.frombuffer(weights.much, "<f4").tolist(), strict=True))
