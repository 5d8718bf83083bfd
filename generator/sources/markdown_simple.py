"""Running text whose only marks are plain links and emphasis around plain words.

Half of what has any mark is of this kind, and nothing in CommonMark reads it in another way; the
parser takes ten times as long for it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.model import MarkKind

_PLAIN = r"[^\\`*_\[\]<&]+"
# A star that opens stands behind a space, one that closes before a space, or between a letter and a stop.
_PIECE = re.compile(
    rf"({_PLAIN})"
    rf"|(?<!!)\[({_PLAIN})\]\(([^\s()\\&<>]+)\)"
    rf"|(?<![^ \n])(\*\*?)(?!\s)({_PLAIN})(?<!\s)\4(?:(?![^ \n])|(?:(?<=\w\*)|(?<=\w\*\*))(?=[,.;:!?)]))"
)
_KINDS = {"*": MarkKind.EMPHASIS, "**": MarkKind.STRONG}


class Piece(NamedTuple):
    """Part of a running text."""

    text: str
    kind: MarkKind | None = None
    """What it is marked as."""
    target: str = ""
    """Where it leads, as written."""


def simple_pieces(content: str) -> Sequence[Piece] | None:
    """Return the pieces of a running text that only the simplest marks are in, else None."""
    if " \n" in content or "\n " in content or "\t" in content:
        return None
    pieces = []
    end = 0
    while end < len(content):
        found = _PIECE.match(content, end)
        if found is None:
            return None
        plain, named, target, stars, stressed = found.groups()
        if plain:
            pieces.append(Piece(plain))
        elif named:
            pieces.append(Piece(named, MarkKind.LINK, target))
        else:
            pieces.append(Piece(stressed, _KINDS[stars]))
        end = found.end()
    return pieces
