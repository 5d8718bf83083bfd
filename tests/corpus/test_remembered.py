"""What became of articles, by their marks, and what is remembered of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.msgpack import decode

from generator.corpus.facts import MARK
from generator.corpus.remembered import bytes_of, moved, parts_of


class AKept(Struct, frozen=True, array_like=True):
    """What is remembered of anything."""

    one: memoryview
    several: tuple[memoryview, memoryview]
    more: dict[bytes, int | None]


some = st.lists(st.integers(0, 9), unique=True, max_size=8)


def marks_of(articles: list[int]) -> bytes:
    return b"".join(one.to_bytes(MARK, "big") for one in articles)


@given(some, some)
def test_each_article_is_found_where_it_was_and_where_it_is(now: list[int], then: list[int]) -> None:
    place, origin = moved(marks_of(now), memoryview(marks_of(then)))
    assert place.tolist() == [now.index(one) if one in now else -1 for one in then]
    assert origin.tolist() == [then.index(one) if one in then else -1 for one in now]


columns = st.lists(st.integers(0, 2**40), max_size=5).map(lambda some: bytes_of(np.array(some, np.int64)))


@given(columns, st.tuples(columns, columns), st.integers(0, 99) | st.none())
def test_what_is_encoded_part_after_part_is_decoded_as_one(
    one: memoryview, several: tuple[memoryview, memoryview], number: int | None
) -> None:
    kept = AKept(one, several, {b"more": number})
    assert decode(b"".join(parts_of(kept)), type=AKept) == kept
    assert any(part is one for part in parts_of(kept))


def test_a_table_is_remembered_line_after_line() -> None:
    assert bytes(bytes_of(np.array([[1, 2], [3, 4]], np.uint8))) == bytes([1, 2, 3, 4])
    assert bytes(bytes_of(np.array([[1, 2], [3, 4]], np.uint8)[:, :1])) == bytes([1, 3])
