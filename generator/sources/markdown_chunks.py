"""Markdown in chunks: plain paragraphs and headings as they stand, all else for the parser.

Most of an article is paragraphs that no rule for blocks applies to; trying every rule on each of
their lines takes more time than all the rest of reading.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# How a line begins that can open nothing but a paragraph, and can end none.
_PLAIN = re.compile(
    r"[^\W\d_]|[\"'(“‘!]|\*\*(?=[^\s*])|_(?=[^\s_])|[0-9]++(?![0-9.)])|`(?!``)|\[[^\[\]\n]*\]\("
)
_HEADING = re.compile(r"(#{1,6})[ \t]")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
# What may go on beyond an empty line, and take in what looks plain.
_MAY_STAY_OPEN = re.compile(r"```|~~~|<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)


class Chunk(NamedTuple):
    """Part of a Markdown text that means the same alone."""

    line: int
    """The 0-based line that it begins on."""
    text: str
    """A paragraph's or a heading's running text, else Markdown for the parser."""
    level: int = 0
    """Of a heading, 1 to 6; 0 for a paragraph; -1 for what the parser must read."""


def chunks(text: str) -> Iterator[Chunk]:
    """Yield the chunks of a Markdown text in order."""
    lines = text.split("\n")
    waiting = -1
    for start, end in _stretches(lines):
        chunk = _plain(lines, start, end)
        if chunk is None:
            waiting = start if waiting < 0 else waiting
            if any(map(_MAY_STAY_OPEN.search, lines[start:end])):
                yield Chunk(waiting, "\n".join(lines[waiting:]), -1)
                return
            continue
        if waiting >= 0:
            yield Chunk(waiting, "\n".join(lines[waiting:start]), -1)
            waiting = -1
        yield chunk
    if waiting >= 0:
        yield Chunk(waiting, "\n".join(lines[waiting:]), -1)


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each run of lines that are not empty."""
    start = -1
    for at, line in enumerate(lines):
        if line.strip(" \t"):
            start = at if start < 0 else start
        elif start >= 0:
            yield start, at
            start = -1
    if start >= 0:
        yield start, len(lines)


def _plain(lines: Sequence[str], start: int, end: int) -> Chunk | None:
    """Return a stretch of lines as a paragraph or a heading, None if it may be something else."""
    heading = _HEADING.match(lines[start]) if end == start + 1 else None
    if heading:
        content = lines[start][heading.end() :].strip(" \t")
        return Chunk(start, _CLOSING_MARKS.sub("", content).strip(), len(heading[1]))
    if all(map(_PLAIN.match, lines[start:end])):
        return Chunk(start, "\n".join(lines[start:end]).strip())
    return None
