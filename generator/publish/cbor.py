"""The little of CBOR (RFC 8949, section 3) that an index is written in, faster than what knows it all."""

from functools import lru_cache

NUMBER, NEGATIVE, TEXT, LIST = 0, 1, 3, 4
"""The major types."""
_LONG = 24
"""Lengths from here on take bytes of their own."""


@lru_cache(maxsize=4096)
def head(kind: int, value: int) -> bytes:
    """Return the head of an item: its type and its number or length, in the shortest form."""
    if value < _LONG:
        return bytes([kind << 5 | value])
    size = next(size for size in range(4) if value < 1 << (8 << size))
    return bytes([kind << 5 | (_LONG + size)]) + value.to_bytes(1 << size, "big")


NONE, TWO, THREE = head(LIST, 0), head(LIST, 2), head(LIST, 3)
"""The heads of lists of so many items."""


@lru_cache(maxsize=1 << 16)
def number(value: int) -> bytes:
    """Return a whole number."""
    return head(NUMBER, value) if value >= 0 else head(NEGATIVE, -1 - value)


def text_of(text: str) -> bytes:
    """Return a text."""
    data = text.encode()
    return head(TEXT, len(data)) + data


def length_of(listed: bytes) -> int:
    """Return how many items the list has that stands first."""
    told = listed[0] & 31  # its length, or how many bytes of it follow
    return told if told < _LONG else int.from_bytes(listed[1 : 1 + (1 << (told - _LONG))])
