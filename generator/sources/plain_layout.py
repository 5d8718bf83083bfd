"""The layout of a plain text: lines become headings, paragraphs, items and quotes.

Every pattern looks at the beginning of a line only, so the work grows with the length of the text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent

from generator.model import BlockKind
from generator.sources.headings import is_heading, is_title
from generator.sources.speakers import find_label

_WIDEST_WRAP = 120
"""No editor wraps lines beyond this column: a longer line is a paragraph of its own."""
_FULL_LINE = 50
_WRAPPED_SHARE = 0.6
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
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What holds for the whole text."""

    line_is_paragraph: bool
    quotes_indented: bool
    speakers: frozenset[str]


def lay_out(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in order; no word is lost."""
    chunks = list(_chunks(_undented(text)))
    style = _style(chunks)
    pieces: list[Piece] = []
    for chunk in chunks:
        pieces += _pieces(chunk, style, pieces[-1] if pieces else None)
    return tuple(pieces)


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
    indented = sum(_indent(chunk[0]) > 1 for chunk in chunks)
    return _Style(
        line_is_paragraph=len(chunks) <= 2 < len(longest) and not _is_wrapped(longest),  # noqa: PLR2004 - a title and one run
        quotes_indented=indented * 2 < len(chunks),
        speakers=frozenset(name for name, count in labels.items() if count > 1),
    )


def _indent(line: str) -> int:
    return min(len(line) - len(line.lstrip()), _DEEPEST_INDENT)


def _is_wrapped(lines: Sequence[str]) -> bool:
    width = max(map(len, lines))
    if width > _WIDEST_WRAP:
        return False
    pairs = zip(lines, lines[1:], strict=False)
    full = sum(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in pairs)
    return full >= _WRAPPED_SHARE * (len(lines) - 1)


def _each_line(chunk: Sequence[str], style: _Style) -> bool:
    if style.line_is_paragraph or max(map(len, chunk)) > _WIDEST_WRAP:
        return True
    mean = sum(map(len, chunk)) / len(chunk)
    return mean > _FULL_LINE and all(line.endswith(_TERMINAL) for line in chunk) and not _is_wrapped(chunk)


def _pieces(chunk: list[str], style: _Style, before: Piece | None) -> list[Piece]:
    indent = min(map(_indent, chunk))
    bare = [line.strip() for line in chunk]
    after_item = before is not None and before.kind is BlockKind.ITEM
    if indent > 1 and not _BULLET.match(bare[0]) and (after_item or style.quotes_indented):
        if after_item:
            return [Piece(kind=BlockKind.PARAGRAPH, lines=tuple(bare))]
        if len(chunk) > 1 or indent > 3:  # noqa: PLR2004 - one line set in by a little is a paragraph
            return [Piece(kind=BlockKind.QUOTE, lines=tuple(bare), level=1)]
    return _Run(style, each_line=_each_line(chunk, style), before=before).over(chunk)


class _Run:
    """Goes through the lines of one chunk and opens a new piece wherever one begins."""

    def __init__(self, style: _Style, *, each_line: bool, before: Piece | None) -> None:
        self._style = style
        self._each_line = each_line
        self._before = before
        self._pieces: list[Piece] = []
        self._indents: list[int] = []

    def over(self, chunk: Sequence[str]) -> list[Piece]:
        base = min(map(_indent, chunk))
        for place, line in enumerate(chunk):
            self._line(line, _indent(line) - base, chunk[place:])
        alone = len(self._pieces) == 1 and len(self._pieces[0].lines) == 1
        return [replace(piece, alone=piece.alone or alone) for piece in self._pieces]

    def _line(self, line: str, indent: int, rest: Sequence[str]) -> None:
        bare = line.strip()
        if self._underlines(bare) or _RULE.fullmatch(bare):
            return
        if match := _MARKED.match(bare):
            level = max(2, len(match[1]))
            self._open(BlockKind.HEADING, bare[match.end() :].rstrip("# ") or bare, level=level)
        elif match := _QUOTED.match(bare):
            self._quote(match, bare)
        elif (match := _BULLET.match(bare)) and self._begins_item(match[1]):
            self._item(match, bare, indent + _indent(line) * 0)
        elif self._continues(bare, indent):
            last = self._pieces[-1]
            self._pieces[-1] = replace(last, lines=(*last.lines, bare), alone=False)
        else:
            heading = not self._pieces and len(rest) > 1 and stands_alone(rest) and is_heading(bare)
            self._open(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, bare, level=2 if heading else 0)

    def _open(self, kind: BlockKind, text: str, *, level: int = 0) -> None:
        lines = (text,) if text else ()
        self._pieces.append(Piece(kind=kind, lines=lines, level=level, alone=self._each_line))

    def _underlines(self, bare: str) -> bool:
        if not _UNDERLINE.fullmatch(bare) or not self._pieces:
            return False
        last = self._pieces[-1]
        if last.kind is not BlockKind.PARAGRAPH or len(last.lines) > 1 or not is_title(last.text):
            return False
        level = 2 if bare[0] == "=" else 3
        self._pieces[-1] = replace(last, kind=BlockKind.HEADING, level=level)
        return True

    def _quote(self, match: re.Match[str], bare: str) -> None:
        level = match[0].count(">")
        text = bare[match.end() :]
        last = self._pieces[-1] if self._pieces else None
        if last and last.kind is BlockKind.QUOTE and last.level == level and text:
            self._pieces[-1] = replace(last, lines=(*last.lines, text))
        else:
            self._pieces.append(Piece(kind=BlockKind.QUOTE, lines=(text,) if text else (), level=level))

    def _begins_item(self, marker: str) -> bool:
        last = self._pieces[-1] if self._pieces else None
        if last is None or last.kind is not BlockKind.PARAGRAPH or self._each_line:
            return True
        return not marker[-1] in ".)" or _number(marker) == 1 or last.text.endswith(":")

    def _item(self, match: re.Match[str], bare: str, indent: int) -> None:
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()
        self._indents.append(indent)
        piece = Piece(
            kind=BlockKind.ITEM,
            lines=(bare[match.end() :],),
            level=len(self._indents),
            number=_number(match[1]),
            marker=match[1],
        )
        self._pieces.append(piece)

    def _continues(self, bare: str, indent: int) -> bool:
        if not self._pieces:
            return False
        last = self._pieces[-1]
        label = find_label(bare) if self._style.speakers else None
        if last.kind is BlockKind.HEADING or (label and label.name in self._style.speakers):
            return False
        if last.kind is BlockKind.ITEM:
            return indent > 0 or not self._each_line
        return not self._each_line and not (last.kind is BlockKind.PARAGRAPH and 1 < indent)


def _number(marker: str) -> int:
    word = marker.strip("().")
    if word.isdigit():
        return int(word)
    return ord(word.lower()) - ord("a") + 1 if word.isascii() and word.isalpha() else 0
