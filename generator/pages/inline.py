"""A line of text and everything that lies over it: emphasis, links, marked sentences, corrections."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from generator.model import NOTE, Mark, MarkKind
from generator.pages.filters import Markdown, attr, escape_piece
from generator.pages.saying import label
from generator.wording import Wording

KEY, LINK, STRONG, EMPHASIS, CODE, FIX = range(6)
"""What may lie over text, the outermost first."""


class Layer(Struct, frozen=True, kw_only=True):
    """Markup around `text[start:end]`."""

    start: int
    end: int
    rank: int
    opening: str
    closing: str
    shown: str = ""
    """What stands in place of the text, in a correction."""


_TAGS = {
    MarkKind.STRONG: (STRONG, "strong"),
    MarkKind.EMPHASIS: (EMPHASIS, "em"),
    MarkKind.CODE: (CODE, "code"),
}


def mark_layers(marks: Iterable[Mark], target: Callable[[str], Markdown]) -> Iterator[Layer]:
    """Yield the layers of a text's own marks; a link whose target comes out empty is left out."""
    for mark in marks:
        if mark.kind is not MarkKind.LINK:
            rank, tag = _TAGS[mark.kind]
            yield Layer(start=mark.start, end=mark.end, rank=rank, opening=f"<{tag}>", closing=f"</{tag}>")
        elif found := target(mark.target):
            yield link_layer(mark.start, mark.end, found, _note_sign(mark.target))


def _note_sign(target: str) -> str:
    """Return what lets a link to a note show the note's number."""
    number = target.removeprefix(NOTE)
    is_note = number != target and number.isdecimal() and number.isascii()
    return f'{{ .dp-noteref data-note="{number}" }}' if is_note else ""


def link_layer(start: int, end: int, target: Markdown, attributes: str = "") -> Layer:
    """Return a link over a range."""
    return Layer(start=start, end=end, rank=LINK, opening="[", closing=f"]({target}){attributes}")


def key_layer(start: int, end: int) -> Layer:
    """Return the mark of a sentence of the summary."""
    return Layer(start=start, end=end, rank=KEY, opening='<mark class="dp-key">', closing="</mark>")


def fix_layers(text: str, corrections: tuple[tuple[str, str], ...], wording: Wording) -> Iterator[Layer]:
    """Yield the editor's corrections: what should be is shown, what the source says stays at hand."""
    if not corrections:
        return
    mended = dict(corrections)
    for found in _written(corrections).finditer(text):
        original, said = attr(found[0]), label(wording, "in_source", old=found[0])
        opening = f'<span class="dp-fix" title="{said}" data-source="{original}">'
        yield Layer(
            start=found.start(), end=found.end(), rank=FIX, opening=opening, closing="</span>",
            shown=mended[found[0]],
        )  # fmt: skip


def corrected(text: str, corrections: tuple[tuple[str, str], ...]) -> str:
    """Return plain text with the corrections made."""
    if not corrections:
        return text
    mended = dict(corrections)
    return _written(corrections).sub(lambda found: mended[found[0]], text)


def corrections_made(
    texts: Iterable[str], corrections: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Return the corrections that one of the texts needs, sorted."""
    if not corrections:
        return ()
    written = _written(corrections)
    found = {match[0] for text in texts for match in written.finditer(text)}
    return tuple(sorted((old, new) for old, new in dict(corrections).items() if old in found))


@lru_cache(maxsize=256)
def _written(corrections: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    longest_first = sorted({old for old, _ in corrections}, key=lambda old: (-len(old), old))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def weave(text: str, layers: Iterable[Layer], start: int = 0, end: int | None = None) -> Markdown:
    """Return `text[start:end]` as one line of Markdown with its layers, properly nested.

    Where layers cross, the inner one is closed and opened again. Of links that overlap the first
    stays. A layer that begins or ends inside a correction covers all of it.
    """
    end = len(text) if end is None else end
    fitting = _without_crossing_links(
        _around_fixes([c for layer in layers if (c := _clipped(layer, start, end))])
    )
    if not fitting:
        return escape_piece(text[start:end], starts_line=True)
    parts: list[str] = []
    stack: list[Layer] = []
    for left, right, active in _segments(fitting, start, end):
        common = _common(stack, active)
        parts += [layer.closing for layer in reversed(stack[common:])]
        parts += [layer.opening for layer in active[common:]]
        stack = active
        shown = active[-1].shown if active and active[-1].rank == FIX else text[left:right]
        parts.append(escape_piece(shown, starts_line=left == start))
    parts += [layer.closing for layer in reversed(stack)]
    return Markdown("".join(parts))


def _clipped(layer: Layer, start: int, end: int) -> Layer | None:
    if layer.rank == FIX:
        return layer if start <= layer.start and layer.end <= end else None
    return _moved(layer, max(layer.start, start), min(layer.end, end))


def _moved(layer: Layer, start: int, end: int) -> Layer | None:
    if start >= end:
        return None
    if (start, end) == (layer.start, layer.end):
        return layer
    return Layer(start=start, end=end, rank=layer.rank, opening=layer.opening, closing=layer.closing)


def _around_fixes(layers: list[Layer]) -> list[Layer]:
    fixes = [layer for layer in layers if layer.rank == FIX]
    if not fixes:
        return layers
    opened = {at: fix.start for fix in fixes for at in range(fix.start + 1, fix.end)}
    closed = {at: fix.end for fix in fixes for at in range(fix.start + 1, fix.end)}
    moved = (
        layer if layer.rank == FIX
        else _moved(layer, opened.get(layer.start, layer.start), closed.get(layer.end, layer.end))
        for layer in layers
    )  # fmt: skip
    return [layer for layer in moved if layer]


def _without_crossing_links(layers: list[Layer]) -> list[Layer]:
    kept = []
    free_from = -1
    for layer in sorted(layers, key=lambda one: (one.start, -one.end, one.rank, one.closing)):
        if layer.rank == LINK and layer.start < free_from:
            continue
        if layer.rank == LINK:
            free_from = layer.end
        kept.append(layer)
    return kept


def _segments(layers: list[Layer], start: int, end: int) -> Iterator[tuple[int, int, list[Layer]]]:
    cuts = sorted({start, end, *(one.start for one in layers), *(one.end for one in layers)})
    active: list[Layer] = []
    following = 0
    for left, right in pairwise(cuts):
        active = [layer for layer in active if layer.end > left]
        while following < len(layers) and layers[following].start <= left:
            active.append(layers[following])
            following += 1
        yield left, right, sorted(active, key=lambda one: one.rank)


def _common(stack: list[Layer], active: list[Layer]) -> int:
    count = 0
    for old, new in zip(stack, active, strict=False):
        if old is not new:
            break
        count += 1
    return count
