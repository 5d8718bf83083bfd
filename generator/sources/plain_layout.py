"""The layout of a plain text: lines become headings, paragraphs, items and quotes.

Every pattern looks at the beginning of a line only, so the work grows with the length of the text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import dedent

from generator.model import BlockKind
from generator.sources.headings import is_heading, is_title
from generator.sources.speakers import find_label

_WIDEST_WRAP = 120
"""No editor wraps lines beyond this column: a longer line is a paragraph of its own."""
_FULL_LINE = 50
_WRAPPED_SHARE = 0.6
_TITLE_AND_TEXT = 2
_SLIP = 1
"""An indent of one space means nothing."""
_FIRST_LINE = 3
"""A single line set in by no more begins a paragraph; further in it is a quote."""
_BULLET = re.compile(r"([-*•‣◦▪·●○–]|\d{1,3}[.)]|\(\d{1,3}\)|[A-Za-z]\))\s{1,8}(?=\S)")
_MARKED = re.compile(r"(#{1,6})\s{1,4}(?=\S)")
_QUOTED = re.compile(r"(?:>\s?){1,60}")
_RULE = re.compile(r"(?:[-*_=~#]\s?){3,200}")
_UNDERLINE = re.compile(r"={3,200}|-{3,200}")
_TERMINAL = (".", "!", "?", "…", '."', ".”", "?”", "!”", ".)", ":")
_DEEPEST_INDENT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of lines that belong together."""

    kind: BlockKind
    lines: tuple[str, ...]
    level: int = 0
    number: int = 0
    alone: bool = False
    """It is a single line that stands by itself."""
    marker: str = ""
    """What marked it as an item."""

    @property
    def text(self) -> str:
        """The lines as one."""
        return self.lines[0] if len(self.lines) == 1 else " ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What holds for the whole text."""

    line_is_paragraph: bool
    quotes_indented: bool
    speakers: frozenset[str]


def lay_out(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in order; no word is lost."""
    chunks = list(_chunks(_undented(text)))
    layout = _Layout(_style(chunks))
    for chunk in chunks:
        layout.add(chunk)
    return layout.pieces()


def stands_alone(lines: Sequence[str]) -> bool:
    """Tell whether the first line of a run is no part of what follows: it ended before it had to."""
    if len(lines) == 1 or len(lines[0]) > _WIDEST_WRAP:
        return True
    width = max(map(len, lines[1:]))
    first_word = lines[1].split(maxsplit=1)[0]
    return width >= _FULL_LINE and len(lines[0]) + 1 + len(first_word) < width


def _undented(text: str) -> str:
    text = text.expandtabs(4) if "\t" in text else text
    return dedent(text) if text[:1] in " \n" else text


def _chunks(text: str) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            chunk.append(line.rstrip())
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _style(chunks: Sequence[Sequence[str]]) -> _Style:
    labels = Counter(label.name for chunk in chunks for line in chunk if (label := find_label(line.strip())))
    longest = max(chunks, key=len, default=())
    indented = sum(_indent(chunk[0]) > _SLIP for chunk in chunks)
    return _Style(
        line_is_paragraph=len(chunks) <= _TITLE_AND_TEXT < len(longest) and not _is_wrapped(longest),
        quotes_indented=indented * 2 < len(chunks),
        speakers=frozenset(name for name, count in labels.items() if count > 1),
    )


def _indent(line: str) -> int:
    return min(len(line) - len(line.lstrip()), _DEEPEST_INDENT)


def _is_wrapped(lines: Sequence[str]) -> bool:
    width = max(map(len, lines))
    if width > _WIDEST_WRAP:
        return False
    full = sum(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in pairwise(lines))
    return full >= _WRAPPED_SHARE * (len(lines) - 1)


def _each_line(chunk: Sequence[str], style: _Style) -> bool:
    if style.line_is_paragraph or max(map(len, chunk)) > _WIDEST_WRAP:
        return True
    mean = sum(map(len, chunk)) / len(chunk)
    return mean > _FULL_LINE and all(line.endswith(_TERMINAL) for line in chunk) and not _is_wrapped(chunk)


class _Layout:
    """Goes through the lines and opens a new piece wherever one begins."""

    def __init__(self, style: _Style) -> None:
        self._style = style
        self._begun: list[tuple[Piece, list[str]]] = []
        self._indents: list[int] = []
        self._first = 0

    def pieces(self) -> tuple[Piece, ...]:
        """Return what was found, in order."""
        return tuple(replace(piece, lines=tuple(lines)) for piece, lines in self._begun if lines)

    def add(self, chunk: Sequence[str]) -> None:
        """Lay out a run of lines between empty ones."""
        bare = [line.strip() for line in chunk]
        kind = self._set_in(chunk, bare)
        if kind:
            self._open(kind, *bare, level=int(kind is BlockKind.QUOTE))
            return
        self._first = len(self._begun)
        each_line = _each_line(chunk, self._style)
        heads = len(chunk) > 1 and stands_alone(chunk) and is_heading(bare[0])
        base = min(map(_indent, chunk))
        for place, line in enumerate(chunk):
            self._line(line, _indent(line) - base, heading=heads and place == 0, each_line=each_line)
        if len(chunk) == 1 or each_line:
            for place in range(self._first, len(self._begun)):
                piece, lines = self._begun[place]
                self._begun[place] = (replace(piece, alone=len(lines) == 1), lines)

    def _set_in(self, chunk: Sequence[str], bare: Sequence[str]) -> BlockKind | None:
        """Return the kind of a run that is indented as a whole, if that tells it."""
        indent = min(map(_indent, chunk))
        if indent <= _SLIP or _BULLET.match(bare[0]) or bare[0].startswith(">"):
            return None
        if self._indents and self._begun:
            return BlockKind.PARAGRAPH
        wide = len(chunk) > 1 or indent > _FIRST_LINE
        return BlockKind.QUOTE if wide and self._style.quotes_indented else None

    def _line(self, line: str, indent: int, *, heading: bool, each_line: bool) -> None:
        bare = line.strip()
        if self._underlines(bare) or _RULE.fullmatch(bare):
            return
        if match := _MARKED.match(bare):
            self._open(
                BlockKind.HEADING, bare[match.end() :].rstrip("# ") or bare, level=max(2, len(match[1]))
            )
        elif match := _QUOTED.match(bare):
            self._quote(bare[match.end() :], match[0].count(">"))
        elif (match := _BULLET.match(bare)) and self._begins_item(match[1], each_line=each_line):
            self._item(bare[match.end() :], match[1], _indent(line))
        elif heading:
            self._open(BlockKind.HEADING, bare, level=2)
        elif self._continues(bare, indent, each_line=each_line):
            self._begun[-1][1].append(bare)
        else:
            self._indents = []
            self._open(BlockKind.PARAGRAPH, bare)

    def _last(self) -> Piece | None:
        """Return the piece of this run that is being filled."""
        return self._begun[-1][0] if len(self._begun) > self._first else None

    def _open(self, kind: BlockKind, *lines: str, level: int = 0) -> None:
        self._begun.append((Piece(kind=kind, lines=(), level=level), [line for line in lines if line]))

    def _underlines(self, bare: str) -> bool:
        last = self._last()
        if last is None or last.kind is not BlockKind.PARAGRAPH or not _UNDERLINE.fullmatch(bare):
            return False
        lines = self._begun[-1][1]
        if len(lines) > 1 or not is_title(lines[0]):
            return False
        self._begun[-1] = (replace(last, kind=BlockKind.HEADING, level=2 if bare[0] == "=" else 3), lines)
        return True

    def _quote(self, text: str, level: int) -> None:
        last = self._last()
        if text and last and last.kind is BlockKind.QUOTE and last.level == level:
            self._begun[-1][1].append(text)
        else:
            self._open(BlockKind.QUOTE, text, level=level)

    def _begins_item(self, marker: str, *, each_line: bool) -> bool:
        last = self._last()
        if last is None or last.kind is not BlockKind.PARAGRAPH or each_line:
            return True
        return marker[-1] not in ".)" or _number(marker) == 1 or self._begun[-1][1][-1].endswith(":")

    def _item(self, text: str, marker: str, indent: int) -> None:
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()
        self._indents.append(indent)
        piece = Piece(
            kind=BlockKind.ITEM, lines=(), level=len(self._indents), number=_number(marker), marker=marker
        )
        self._begun.append((piece, [text]))

    def _continues(self, bare: str, indent: int, *, each_line: bool) -> bool:
        last = self._last()
        if last is None or last.kind is BlockKind.HEADING:
            return False
        label = find_label(bare) if self._style.speakers else None
        if label and label.name in self._style.speakers:
            return False
        if last.kind is BlockKind.ITEM:
            return indent > 0 or not each_line
        return not each_line and not (last.kind is BlockKind.PARAGRAPH and indent > _SLIP)


def _number(marker: str) -> int:
    word = marker.strip("().")
    if word.isdigit():
        return int(word)
    return ord(word.lower()) - ord("a") + 1 if word.isascii() and word.isalpha() else 0
