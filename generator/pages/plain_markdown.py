"""Blocks as the Markdown a person would write: for programs that read, never put into a page."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import Struct, field

from generator.model import Block, BlockKind, Mark, MarkKind, RichText
from generator.text import clean, fold
from generator.wording import Wording, english

_MARKS = re.compile(r"[\\`*\[\]<>_](?:(?<!_)|(?<!\w_)|(?!\w))")
"""All but an underscore within a word; a set first, since then the engine skips all else quickly."""
_LINE_START = re.compile(r"(#{1,6}(?=\s|$)|[+-](?=\s|$)|(?<=\d)[.)](?=\s|$)|>|=+$|-+$)")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_DEEPEST = 6


class Hand(Struct, frozen=True, kw_only=True):
    """What a writer has to know besides the blocks."""

    target: Callable[[str], str]
    """Returns where a link leads, or nothing for none."""
    mend: Callable[[str], str]
    """Returns a text with its corrections made."""
    wording: Wording = field(default_factory=english)


def escaped(text: str) -> str:
    """Return text as one line that Markdown shows as it is."""
    line = _MARKS.sub(lambda found: "\\" + found[0], fold(clean(text)))
    number = _NUMBERED.match(line)
    start = number.end() if number else 0
    return f"{line[:start]}\\{line[start:]}" if _LINE_START.match(line, start) else line


def plain_blocks(blocks: Iterable[Block], hand: Hand) -> str:
    """Return the blocks, a blank line between them, the items of a list together."""
    parts = []
    for is_item, run in groupby(blocks, lambda block: block.kind is BlockKind.ITEM):
        shown = [part for block in run if (part := _block(block, hand))]
        parts += ["\n".join(shown)] if is_item else shown
    return "\n\n".join(parts)


def _block(block: Block, hand: Hand) -> str:
    match block.kind:
        case BlockKind.CODE:
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
            return f"{fence}{fold(block.language)}\n{clean(block.text)}\n{fence}"
        case BlockKind.TABLE:
            return "\n".join(_rows(block, hand))
        case BlockKind.IMAGE:
            said = escaped(block.text) or hand.wording.text("no_description")
            return f"\\[{hand.wording.text('image', said=said)}\\]"
        case _:
            return _sign(block) + plain_line(block, hand)


def _sign(block: Block) -> str:
    """Return what stands before a heading, an item or a quote."""
    depth = max(1, min(block.level, _DEEPEST))
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * max(2, depth)} "
        case BlockKind.ITEM:
            return f"{'    ' * (depth - 1)}{f'{block.number}.' if block.number else '-'} "
        case BlockKind.QUOTE:
            return "> " * depth
        case _:
            return ""


def plain_line(block: Block, hand: Hand) -> str:
    """Return a block's text as one line, its speaker before it."""
    line = _line(block.text, block.marks, hand)
    return f"**{escaped(block.speaker)}:** {line}" if block.speaker else line


def _rows(block: Block, hand: Hand) -> Iterator[str]:
    for number, row in enumerate(block.rows):
        yield "| " + " | ".join(_cell(cell, hand) for cell in row) + " |"
        if number == 0:
            yield "|" + " --- |" * len(row)


def _cell(cell: RichText, hand: Hand) -> str:
    return _line(cell.text, cell.marks, hand).replace("|", "\\|")


def _line(text: str, marks: tuple[Mark, ...], hand: Hand) -> str:
    """Return text with its marks; those that cross another or hold no text are left out."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    open_ends: list[int] = []
    for mark in marks:
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        before, after = _around(mark, hand)
        if not before or mark.start >= mark.end or (open_ends and mark.end > open_ends[-1]):
            continue
        open_ends.append(mark.end)
        opening[mark.start] = opening.get(mark.start, "") + before
        closing[mark.end] = after + closing.get(mark.end, "")
    cuts = sorted({0, len(text), *opening, *closing})
    parts = []
    for left, right in zip(cuts, [*cuts[1:], len(text)], strict=True):
        parts += [
            closing.get(left, ""),
            opening.get(left, ""),
            _piece(hand.mend(text[left:right]), first=left == 0),
        ]
    return "".join(parts).strip()


def _piece(piece: str, *, first: bool) -> str:
    if first:
        return escaped(piece) + (" " if piece[-1:].isspace() and piece.strip() else "")
    return _MARKS.sub(lambda found: "\\" + found[0], " ".join(clean(piece).splitlines()))


def _around(mark: Mark, hand: Hand) -> tuple[str, str]:
    if mark.kind is MarkKind.LINK:
        found = hand.target(mark.target)
        return ("[", f"]({found})") if found else ("", "")
    sign = {MarkKind.STRONG: "**", MarkKind.EMPHASIS: "*", MarkKind.CODE: "`"}[mark.kind]
    return sign, sign
