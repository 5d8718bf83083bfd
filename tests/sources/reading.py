"""What the tests of the readers share: an article from a text, and its blocks in short."""

from collections.abc import Iterable

from generator.model import Article, Block, BlockKind, Document, Problem, Publish
from generator.sources.formats import reader_of
from generator.sources.normalise import normalise
from generator.sources.outcome import Rules

RULES = Rules(publish=Publish.FULL, language="en", corrections=(), max_bytes=5_000_000)
_SIGNS = {BlockKind.PARAGRAPH: "p", BlockKind.CODE: "code", BlockKind.IMAGE: "image"}


def document_of(content: str | bytes, name: str = "an-article.md") -> Document:
    reader = reader_of(name)
    assert reader is not None
    return reader.read(content.encode() if isinstance(content, str) else content, name)


def normalised(
    content: str | bytes, name: str = "an-article.md", rules: Rules = RULES
) -> tuple[Article, list[Problem]]:
    article, problems = normalise(document_of(content, name), rules, "")
    assert article is not None
    return article, list(problems)


def article_of(content: str | bytes, name: str = "an-article.md", rules: Rules = RULES) -> Article:
    return normalised(content, name, rules)[0]


def in_short(blocks: Iterable[Block]) -> list[str]:
    """The blocks as lines: `p words`, `h2 words`, `* words`, `1. words`, `> words`, `1) words`, `Jane: words`."""
    return [_line(block) for block in blocks]


def _line(block: Block) -> str:
    if block.rows:
        return " / ".join("|".join(cell.text for cell in row) for row in block.rows)
    text = f"{block.speaker}: {block.text}" if block.speaker else block.text
    if block.kind is BlockKind.HEADING:
        return f"h{block.level} {text}"
    if block.kind is BlockKind.ITEM:
        return "  " * (block.level - 1) + (f"{block.number}. {text}" if block.number else f"* {text}")
    if block.kind is BlockKind.QUOTE:
        return ">" * block.level + f" {text}"
    if block.kind is BlockKind.NOTE:
        return f"{block.number}) {text}"
    return f"{_SIGNS[block.kind]} {text}"


def marks_of(block: Block) -> list[tuple[str, str, str]]:
    """The marks of a block: kind, the words under it, target."""
    return [(mark.kind.value, block.text[mark.start : mark.end], mark.target) for mark in block.marks]
