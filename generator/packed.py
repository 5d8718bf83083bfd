"""Packed: many small values in little space; each is made when it is asked for, and not held."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from operator import sub
from typing import Self, TypeVar

from msgspec import Struct

T = TypeVar("T")
Buffer = bytes | memoryview


class Runs(Struct, frozen=True, array_like=True, gc=False):
    """Runs of whole numbers of 32 bits, end to end."""

    ends: bytes = b""
    """Where each ends."""
    values: bytes = b""

    @classmethod
    def of(cls, runs: Sequence[Sequence[int]]) -> Self:
        """Return these runs."""
        return cls(_packed(accumulate(map(len, runs))), _packed(chain.from_iterable(runs)))

    def __len__(self) -> int:
        return len(self.ends) // 4

    def lengths(self) -> list[int]:
        """Return how long each is."""
        ends = memoryview(self.ends).cast("I").tolist()
        return list(map(sub, ends, [0, *ends]))

    def firsts(self) -> list[int]:
        """Return the first number of each; of one that is empty, 0."""
        ends = memoryview(self.ends).cast("I").tolist()
        values = [*memoryview(self.values).cast("I").tolist(), 0]
        return [values[start] if start < end else 0 for start, end in zip([0, *ends], ends, strict=False)]

    def __getitem__(self, at: int) -> tuple[int, ...]:
        ends = memoryview(self.ends).cast("I")
        return tuple(memoryview(self.values).cast("I")[ends[at - 1] if at else 0 : ends[at]])

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        values = tuple(memoryview(self.values).cast("I"))
        start = 0
        for end in memoryview(self.ends).cast("I").tolist():
            yield values[start:end]
            start = end


def _packed(numbers: Iterable[int]) -> bytes:
    return memoryview(array("I", numbers)).tobytes()


class Packed(Mapping[str, T]):
    """Values by name, each encoded, and decoded when it is asked for."""

    def __init__(
        self, encoded: Mapping[str, Buffer], decode: Callable[[Buffer], T], marks: Mapping[str, bytes]
    ) -> None:
        """Take what decodes them, and a mark of each: the same for the same value, and for no other."""
        self._encoded = encoded
        self._decode = decode
        self._marks = marks

    def __len__(self) -> int:
        return len(self._encoded)

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __getitem__(self, name: str) -> T:
        return self._decode(self._encoded[name])

    def mark(self, name: str) -> bytes:
        """Return the mark of a value; nothing if there is none."""
        return self._marks.get(name, b"")

    def __contains__(self, name: object) -> bool:
        return name in self._encoded
