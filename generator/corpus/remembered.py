"""What is remembered of the nearest articles of each, for the next build."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from msgspec import Struct
from msgspec.msgpack import encode
from msgspec.structs import astuple
from numpy.typing import NDArray

from generator.corpus.arrays import Floats, Ints
from generator.corpus.closeness import Bags, Nearby, Row
from generator.corpus.facts import MARK
from generator.corpus.rarity import Rarity


class Kept(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is remembered of a collection, column by column."""

    marks: memoryview
    """Of each article, in their order."""
    rarity: tuple[memoryview, memoryview, memoryview, int]
    starts: memoryview
    """Where the terms of each article start."""
    terms: memoryview
    said: memoryview
    """How much each article says each of them."""
    squares: memoryview
    """The square of the length of each article's vector."""
    rows: tuple[memoryview, ...]
    """Where each article's row starts, and the parts of all rows."""


def keep(marks: bytes, bags: Bags, rarity: Rarity, squares: Floats, nearby: Nearby) -> Kept:
    """Return what is to be remembered."""
    return Kept(
        marks=memoryview(marks),
        rarity=(bytes_of(rarity.keys), bytes_of(rarity.values), bytes_of(rarity.close), rarity.unknown),
        starts=bytes_of(bags.starts),
        terms=bytes_of(bags.terms),
        said=bytes_of(bags.said),
        squares=bytes_of(squares),
        rows=tuple(map(bytes_of, (nearby.starts, *nearby.row))),
    )


def bytes_of(array: NDArray[Any]) -> memoryview:
    """Return an array as it is to be remembered."""
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def parts_of(kept: object) -> Iterator[bytes | memoryview]:
    """Yield what is to be remembered as encoded, part after part: its columns are not copied."""
    if isinstance(kept, memoryview):
        yield _BYTES + len(kept).to_bytes(4)
        yield kept
    elif isinstance(kept, Struct | tuple):
        fields = astuple(kept) if isinstance(kept, Struct) else kept
        yield bytes([_ARRAY | len(fields)])
        for field in fields:
            yield from parts_of(field)
    else:
        yield encode(kept)


_BYTES, _ARRAY = b"\xc6", 0x90
"""How MessagePack begins bytes of any number, and an array of fewer than 16 values."""


@dataclass(frozen=True, slots=True)
class Old:
    """What was remembered, and what became of the articles."""

    place: Ints
    """For each old article its position now, or -1 if it changed or went."""
    origin: Ints
    """For each article its position then, or -1 if it changed or came."""
    rarity: Rarity
    bags: Bags
    """The terms of each old article."""
    squares: Floats
    rows: Ints
    """Where the row of each old article starts, and where the last one ends."""
    row: Row
    """All rows, one after another."""

    @classmethod
    def of(cls, kept: Kept, marks: bytes) -> Self:
        """Return what was remembered, beside the marks of the articles now."""
        place, origin = moved(marks, kept.marks)
        starts, others, scores, passages, blocks = kept.rows
        return cls(
            place=place,
            origin=origin,
            rarity=_rarity(kept),
            bags=Bags(
                np.frombuffer(kept.starts, np.int64),
                np.frombuffer(kept.terms, np.uint32),
                np.frombuffer(kept.said, np.uint8),
            ),
            squares=np.frombuffer(kept.squares, np.float64),
            rows=np.frombuffer(starts, np.int64),
            row=Row(
                np.frombuffer(others, np.int32),
                np.frombuffer(scores, np.int32),
                np.frombuffer(passages, np.float32),
                np.frombuffer(blocks, np.int32),
            ),
        )


def _rarity(kept: Kept) -> Rarity:
    keys, values, close, unknown = kept.rarity
    return Rarity(
        np.frombuffer(keys, np.uint32),
        np.frombuffer(values, np.int64),
        np.frombuffer(close, np.bool_),
        unknown,
    )


def moved(now: bytes, then: bytes | memoryview) -> tuple[Ints, Ints]:
    """Return for each article of then its place now, and for each of now its place then; else -1.

    Given are the marks of all, in their order.
    """
    marks, before = np.frombuffer(now, f"V{MARK}"), np.frombuffer(then, f"V{MARK}")
    place, origin = np.full(len(before), -1, np.int64), np.full(len(marks), -1, np.int64)
    first, last = _alike(marks, before), _alike(marks[::-1], before[::-1])
    last = min(last, min(len(marks), len(before)) - first)
    place[:first] = origin[:first] = np.arange(first)
    place[len(before) - last :] = np.arange(len(marks) - last, len(marks))
    origin[len(marks) - last :] = np.arange(len(before) - last, len(before))
    places = {mark: at for at, mark in enumerate(marks[first : len(marks) - last].tolist(), first)}
    for at, mark in enumerate(before[first : len(before) - last].tolist(), first):
        if mark in places:
            place[at] = places[mark]
            origin[place[at]] = at
    return place, origin


def _alike(one: NDArray[np.void], other: NDArray[np.void]) -> int:
    """Return how many of the first are the same in both."""
    length = min(len(one), len(other))
    differ = np.flatnonzero(one[:length] != other[:length])
    return int(differ[0]) if len(differ) else length
