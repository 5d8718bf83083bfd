"""What is different between two versions of a text, as a reader would mark it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.history import Difference, Paragraph, Piece
from generator.text import cut

SHOWN = 8
"""So many paragraphs of a difference are kept; the others are counted."""
COMPARED = 200
"""So many paragraphs are compared one with another, beyond those at both ends that are the same; so many
words of a paragraph. Comparing costs the square of it."""
LONGEST = 600
"""So many characters of one piece are kept."""
AROUND = 60
"""So many characters beside a change are kept of what did not change."""
ALIKE = 0.4
"""Paragraphs with so much in common are one paragraph that was edited (0–1)."""
_WORD = re.compile(r"\s*\S+")


def difference(before: Sequence[str], after: Sequence[str]) -> Difference:
    """Return what is different between two texts, given by their paragraphs; in bounded time and room."""
    _, old, new = _inner(before, after)
    if max(len(old), len(new)) > COMPARED:
        return Difference(more=max(len(old), len(new)))
    found = list(_paragraphs(old, new)) if old or new else []
    return Difference(paragraphs=tuple(found[:SHOWN]), more=len(found) - len(found[:SHOWN]))


def _inner(before: Sequence[str], after: Sequence[str]) -> tuple[int, Sequence[str], Sequence[str]]:
    """Return where two sequences part, and what is between their common beginning and end."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - first
    last = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return first, before[first : len(before) - last], after[first : len(after) - last]


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            yield from _changed(old[a:b], new[c:d])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of one place: those that were edited, then what only one side has."""
    pairs = min(len(old), len(new))
    for one, other in zip(old[:pairs], new[:pairs], strict=True):
        edited = _words(one, other)
        yield from [edited] if edited else [_gone(one), _added(other)]
    yield from map(_gone, old[pairs:])
    yield from map(_added, new[pairs:])


def _words(old: str, new: str) -> Paragraph | None:
    """Return an edited paragraph in pieces, or None if there is too little left of the old one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    first, inner_old, inner_new = _inner(before, after)
    if max(len(inner_old), len(inner_new)) > COMPARED:
        return None
    matcher = SequenceMatcher(None, inner_old, inner_new, autojunk=False)
    end = len(before) - first - len(inner_old)
    same = first + end + sum(block.size for block in matcher.get_matching_blocks())
    if 2 * same < ALIKE * (len(before) + len(after)):
        return None
    pieces: list[tuple[Piece, str]] = [(Piece.SAME, "".join(before[:first]))]
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pieces.append((Piece.SAME, "".join(inner_old[a:b])))
        else:
            pieces += [(Piece.GONE, "".join(inner_old[a:b])), (Piece.ADDED, "".join(inner_new[c:d]))]
    pieces.append((Piece.SAME, "".join(before[len(before) - end :] if end else [])))
    return _shortened([piece for piece in pieces if piece[1]])


def _shortened(pieces: list[tuple[Piece, str]]) -> Paragraph:
    """Return the pieces with what did not change cut to the words beside a change."""
    found: list[tuple[Piece, str]] = []
    for at, (what, text) in enumerate(pieces):
        if what is not Piece.SAME:
            found.append((what, _bounded(text)))
            continue
        left = text[:AROUND] if at else ""
        right = text[-AROUND:] if at < len(pieces) - 1 else ""
        if len(text) <= len(left) + len(right) + 1:
            found.append((Piece.SAME, text))
            continue
        kept = [
            (Piece.SAME, left.rpartition(" ")[0]),
            (Piece.SKIPPED, ""),
            (Piece.SAME, right.partition(" ")[2] and f" {right.partition(' ')[2]}"),
        ]
        found += [piece for piece in kept if piece[1] or piece[0] is Piece.SKIPPED]
    return tuple(found)


def _bounded(text: str) -> str:
    return text if len(text) <= LONGEST else cut(text, LONGEST)


def _gone(text: str) -> Paragraph:
    return ((Piece.GONE, _bounded(text)),)


def _added(text: str) -> Paragraph:
    return ((Piece.ADDED, _bounded(text)),)
