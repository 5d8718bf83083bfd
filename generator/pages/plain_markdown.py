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
            fence = _fence(block.text, 3)
            return f"{fence}{fold(block.language)}\n{clean(block.text)}\n{fence}"
        case BlockKind.TABLE:
            return "\n".join(_rows(block, hand))
        case BlockKind.IMAGE:
            said = escaped(block.text) or hand.wording.text("no_description")
            return f"\\[{hand.wording.text('image', said=said)}\\]"
        case _:
            return _sign(block) + plain_line(block, hand)


def _sign(block: Block) -> str:
    """Return what stands before a heading, an item, a quote or a note."""
    depth = max(1, min(block.level, _DEEPEST))
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * max(2, depth)} "
        case BlockKind.ITEM:
            return f"{'    ' * (depth - 1)}{f'{block.number}.' if block.number else '-'} "
        case BlockKind.QUOTE:
            return "> " * depth
        case BlockKind.NOTE:
            return f"[^{block.number}]: "
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
    """Return text with its marks, and code as it is."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    code = set()
    for mark, before, after in _nesting(text, marks, hand):
        opening[mark.start] = opening.get(mark.start, "") + before
        closing[mark.end] = after + closing.get(mark.end, "")
        if mark.kind is MarkKind.CODE:
            code.add(mark.start)
    cuts = sorted({0, len(text), *opening, *closing})
    parts = []
    for left, right in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = hand.mend(text[left:right])
        parts += [
            closing.get(left, ""),
            opening.get(left, ""),
            fold(clean(piece)) if left in code else _piece(piece, first=left == 0),
        ]
    return "".join(parts).strip()


def _nesting(text: str, marks: tuple[Mark, ...], hand: Hand) -> Iterator[tuple[Mark, str, str]]:
    """Yield the marks and the signs around each, but none that crosses another, is empty or lies in code."""
    open_ends: list[int] = []
    code_end = 0
    for mark in marks:
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        before, after = _around(mark, text, hand)
        crosses = mark.start < code_end or (open_ends and mark.end > open_ends[-1])
        if not before or mark.start >= mark.end or crosses:
            continue
        open_ends.append(mark.end)
        if mark.kind is MarkKind.CODE:
            code_end = mark.end
        yield mark, before, after


def _piece(piece: str, *, first: bool) -> str:
    if first:
        return escaped(piece) + (" " if piece[-1:].isspace() and piece.strip() else "")
    return _MARKS.sub(lambda found: "\\" + found[0], " ".join(clean(piece).splitlines()))


def _around(mark: Mark, text: str, hand: Hand) -> tuple[str, str]:
    """Return the signs around a mark; none for a link that leads nowhere, and code that holds nothing."""
    inside = text[mark.start : mark.end]
    match mark.kind:
        case MarkKind.LINK:
            found = hand.target(mark.target)
            return ("[", f"]({found})") if found else ("", "")
        case MarkKind.CODE:
            sign, blank = _fence(inside, 1), " " if "`" in inside else ""
            return (sign + blank, blank + sign) if inside.strip() else ("", "")
        case _:
            sign = "**" if mark.kind is MarkKind.STRONG else "*"
            return sign, sign


def _fence(text: str, least: int) -> str:
    """Return more backticks than stand in a text one after another."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))
