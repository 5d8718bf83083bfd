"""Runs of content words, where the concepts of a text may stand.

Each word is written as one sign that tells what it can do, each gap between words as another: one
pattern over this short text of signs finds the runs, where a look at every word would take longer.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from generator.analysis.known import BEFORE, CODE, LOWER, NEARBY, SIGNS, STOP, Read, read
from generator.model import Block, MarkKind
from generator.tokens import edges, parted

_SPACE, _GAP = "_", "|"


def _signs(wanted: int, unwanted: int = 0) -> str:
    """Return a class of the signs that have all of some properties and none of others."""
    return f"[{''.join(sign for v, sign in enumerate(SIGNS) if v & wanted == wanted and not v & unwanted)}]"


# A word in small letters is a verb after `to`, `we` and the like; a capital says that it is none.
_WORD = rf"(?:(?<!{_signs(BEFORE)}.){_signs(LOWER, STOP | CODE)}|{_signs(0, LOWER | STOP | CODE)})"
_RUN = re.compile(rf"{_WORD}(?>(?:{_SPACE}{_WORD})*)")
_IS_NEAR = re.compile(_signs(NEARBY))


class Words(NamedTuple):
    """The words of a block, and where they stand."""

    texts: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    known: Read


Run = tuple[int, int, bool]
"""The words from the first up to the second place, with nothing but single spaces between them, and
whether a name or a mark shares a place with them."""


def find_runs(block: Block, language: str, names: Iterable[tuple[int, int]]) -> tuple[Words, list[Run]]:
    """Return the words of a block and its runs of content words, in order; code is in none."""
    parts, places = parted(block.text), edges(block.text)
    known = read(block.text, language)
    words = Words(parts[1::2], places[:-1:2], places[1::2], known)
    signs = list(parts)
    signs[::2] = [_SPACE if part == " " else _GAP for part in parts[::2]]
    signs[1::2] = known.signs
    for mark in block.marks:
        if mark.kind is MarkKind.CODE:
            _set(CODE, signs, bisect_left(words.starts, mark.start), bisect_left(words.starts, mark.end))
    near = False
    for start, end in chain(names, ((mark.start, mark.end) for mark in block.marks)):
        _set(NEARBY, signs, bisect_right(words.ends, start), bisect_left(words.starts, end))
        near = True
    return words, _runs("".join(signs), near=near)


def _runs(signs: str, *, near: bool) -> list[Run]:
    spans = [match.span() for match in _RUN.finditer(signs)]
    if not near:
        return [(start >> 1, end >> 1, False) for start, end in spans]
    return [(start >> 1, end >> 1, _IS_NEAR.search(signs, start, end) is not None) for start, end in spans]


def _set(what: int, signs: list[str], first: int, last: int) -> None:
    """Give the words from `first` up to `last` a property."""
    for at in range(2 * first + 1, 2 * last + 1, 2):
        signs[at] = SIGNS[SIGNS.index(signs[at]) | what]
