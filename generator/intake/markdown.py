"""Blocks to Markdown that our own reader turns into the same blocks again.

Each block is written as a person would, read back, and written more carefully if that gives anything
else: so whatever the text holds, it stays text.
"""

import html
import re
from collections.abc import Callable, Sequence

from generator.errors import SourceError
from generator.model import Block, BlockKind, Mark, MarkKind, RichText
from generator.sources.markdown import parse_markdown

_ALWAYS = re.compile(r"([\\`*\[\]<{}])")
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w)")
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+=>~](?=[\s=~>-]|$)|-(?=-)|~(?=~))")
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_IN_TARGET, _ESCAPED = re.compile(r"([<>\\&{}])"), r"\\\1"
_TAGS = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "em", MarkKind.CODE: "code", MarkKind.LINK: "a"}
_SIGNS = {MarkKind.STRONG: "**", MarkKind.EMPHASIS: "_", MarkKind.CODE: "`"}
_APART = "<!-- -->"
"""Stands between two lists that would else be read as one."""

Escape = Callable[[str], str]


def as_markdown(blocks: Sequence[Block]) -> str:
    """Return the blocks as Markdown, with a line end at its end; an empty text for none."""
    lists = _Lists()
    parts: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.ITEM:
            joint, text = lists.item(block)
        else:
            joint, text = "\n\n", _written(block)
            lists = _Lists()
        parts += [joint if parts else "", text]
    return "".join(parts) + "\n" if parts else ""


def _written(block: Block) -> str:
    """Return one block, in the plainest way that reads back as it is."""
    if block.kind is BlockKind.CODE:
        return _code(block)
    for write in (_plain, _careful, _bare):
        text = _TEMPLATES[block.kind](block, write)
        if _reads_back(text, block):
            return text
    return text


def _reads_back(text: str, block: Block) -> bool:
    try:
        return parse_markdown(text)[1] == (block,)
    except SourceError:
        return False


class _Lists:
    """The open lists while items are written: for each level its number and the width of its marker."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int]] = []

    def item(self, block: Block) -> tuple[str, str]:
        """Return what parts an item from the one before it, and its line."""
        level = max(block.level, 1)
        fresh = not self._open
        deeper = level > len(self._open)
        number = self._open[level - 1][0] if not deeper else 0
        follows = not deeper and (number + 1 == block.number if block.number else number == 0)
        del self._open[level if follows else level - 1 :]
        prefix = ""
        if follows:
            self._open.pop()
        indent = sum(width for _, width in self._open)
        while len(self._open) < level - 1:
            prefix += "- "
            self._open.append((0, 2))
        marker = f"{block.number}. " if block.number else "- "
        self._open.append((block.number, len(marker)))
        line = " " * indent + prefix + marker + _item_text(block)
        if follows:
            return "\n", line
        return ("\n\n" if fresh or deeper else f"\n\n{' ' * indent}{_APART}\n\n"), line


def _item_text(block: Block) -> str:
    paragraph = Block(kind=BlockKind.PARAGRAPH, text=block.text, marks=block.marks)
    return _written(paragraph)


def _code(block: Block) -> str:
    longest = max(map(len, re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.language}\n{block.text}\n{fence}"


Inline = Callable[[RichText], str]


def _heading(block: Block, write: Inline) -> str:
    return f"{'#' * block.level} {write(_rich(block))}"


def _paragraph(block: Block, write: Inline) -> str:
    text = write(_rich(block))
    label = f"{_plain(RichText(text=block.speaker))}: " if block.speaker else ""
    return f"{label}{text}"


def _quote(block: Block, write: Inline) -> str:
    return f"{'> ' * max(block.level, 1)}{write(_rich(block))}"


def _note(block: Block, write: Inline) -> str:
    return f"[^{block.number}]: {write(_rich(block))}"


def _image(block: Block, write: Inline) -> str:
    return f"![{write(RichText(text=block.text))}]({_destination(block.target)})"


def _table(block: Block, write: Inline) -> str:
    rows = [f"| {' | '.join(_cell(write(cell)) for cell in row)} |" for row in block.rows]
    rule = f"|{' --- |' * len(block.rows[0])}"
    return "\n".join([rows[0], rule, *rows[1:]])


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\|", text)


_TEMPLATES: dict[BlockKind, Callable[[Block, Inline], str]] = {
    BlockKind.HEADING: _heading,
    BlockKind.PARAGRAPH: _paragraph,
    BlockKind.QUOTE: _quote,
    BlockKind.IMAGE: _image,
    BlockKind.NOTE: _note,
    BlockKind.TABLE: _table,
}


def _rich(block: Block) -> RichText:
    return RichText(text=block.text, marks=block.marks)


def _plain(rich: RichText) -> str:
    """Return running text as a person writes it."""
    return _at_start(_with_marks(rich, _escaped, _signs))


def _careful(rich: RichText) -> str:
    """Return running text with every sign escaped and marks as tags."""
    return _with_marks(rich, _all_escaped, _as_tags)


def _bare(rich: RichText) -> str:
    """Return running text with every sign escaped, without marks: the words alone."""
    return _all_escaped(rich.text)


def _escaped(text: str) -> str:
    text = _ALWAYS.sub(r"\\\1", text)
    return _ENTITY.sub(r"\\&", _EDGE_UNDERSCORE.sub(r"\\_", text))


def _all_escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def _at_start(text: str) -> str:
    return _NUMBER_START.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", text))


def _with_marks(rich: RichText, escape: Escape, signs: Callable[[Mark, str], tuple[str, str]]) -> str:
    """Return the text with signs where marks begin and end; marks nest, the longer one outside."""
    parts: list[str] = []
    closing: list[tuple[int, str, bool]] = []
    place = 0
    for mark in (*rich.marks, None):
        start = mark.start if mark else len(rich.text)
        while closing and closing[-1][0] <= start:
            end, sign, verbatim = closing.pop()
            piece = rich.text[place:end]
            parts += [piece if verbatim else escape(piece), sign]
            place = max(place, end)
        inside = bool(closing) and closing[-1][2]
        piece = rich.text[place:start]
        parts.append(piece if inside else escape(piece))
        place = max(place, start)
        if mark:
            opening, closed = signs(mark, rich.text)
            parts.append(opening)
            closing.append((mark.end, closed, opening.startswith("`")))
    return "".join(parts)


def _signs(mark: Mark, text: str) -> tuple[str, str]:
    if mark.kind is MarkKind.LINK:
        return "[", f"]({_destination(mark.target)})"
    if mark.kind is MarkKind.CODE:
        inside = text[mark.start : mark.end]
        ticks = "`" * (max(map(len, re.findall("`+", inside)), default=0) + 1)
        pad = " " if inside[:1] == "`" or inside[-1:] == "`" else ""
        return ticks + pad, pad + ticks
    return _SIGNS[mark.kind], _SIGNS[mark.kind]


def _as_tags(mark: Mark, _text: str) -> tuple[str, str]:
    name = _TAGS[mark.kind]
    target = f' href="{html.escape(mark.target)}"' if mark.kind is MarkKind.LINK else ""
    return f"<{name}{target}>", f"</{name}>"


def _destination(target: str) -> str:
    plain = all(c not in target for c in "()<>\\&{}*_`") and not target.startswith("<")
    return target if plain else f"<{_IN_TARGET.sub(_ESCAPED, target)}>"
