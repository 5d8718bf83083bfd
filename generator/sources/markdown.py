"""Markdown to blocks: CommonMark and tables, read with markdown-it, headers with python-frontmatter."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from markdown_it.token import Token

from generator.errors import SourceError
from generator.model import Block, BlockKind, Document, RichText
from generator.sources.blocks import Builder
from generator.sources.credits import read_credit
from generator.sources.encoding import decoded
from generator.sources.front_matter import split_header
from generator.sources.html_blocks import html_blocks, parse
from generator.sources.markdown_chunks import Chunk, chunks
from generator.sources.markdown_inline import (
    DEEPEST,
    NOTES,
    PARSER,
    add_running_text,
    without_expressions,
    without_tags,
)
from generator.sources.markdown_notes import Notes, split_notes
from generator.sources.markdown_tags import with_settled_tags

_MARKS_OF_BLOCKS: Mapping[str, Callable[[Builder], None]] = {
    "paragraph_close": Builder.flush,
    "heading_close": Builder.close_heading,
    "blockquote_open": Builder.open_quote,
    "blockquote_close": Builder.close_quote,
    "bullet_list_open": Builder.open_list,
    "bullet_list_close": Builder.close_list,
    "ordered_list_close": Builder.close_list,
    "list_item_open": Builder.open_item,
    "list_item_close": Builder.close_item,
}
SUMMARY_KEYS = ("summary", "description", "excerpt", "abstract", "deck", "dek")
"""What a header may tell of the text under."""
_VERBATIM = ("<script", "<style", "<pre", "<textarea", "<!--", "<![")
"""What may hold lines that are no Markdown."""


class MarkdownReader:
    """Reads `.md` files."""

    media_type = "text/markdown"
    suffixes = (".md", ".markdown", ".mdown")

    def read(self, data: bytes, source: str) -> Document:
        """Return the document; raises SourceError for what is no text and for a header that is unreadable."""
        split = split_header(decoded(data))
        title, blocks = parse_markdown(split.body, first_line=split.first_line)
        facts, blocks = _credits(title, blocks)
        return Document(
            source=source,
            media_type=self.media_type,
            title=title,
            blocks=blocks or _summary(split.metadata),
            metadata={**facts, **split.metadata},
        )


def _credits(title: str, blocks: tuple[Block, ...]) -> tuple[dict[str, object], tuple[Block, ...]]:
    """Return what the lines under the title say of author and day, if one tells the day, and the rest."""
    start = int(bool(blocks) and blocks[0].kind is BlockKind.HEADING and blocks[0].text == title)
    facts: dict[str, object] = {}
    for place, block in enumerate(blocks[start:], start):
        credit = read_credit(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if credit is None:
            return (facts, (*blocks[:start], *blocks[place:])) if "date" in facts else ({}, blocks)
        facts = {**credit, **facts}
    return {}, blocks


def _summary(metadata: Mapping[str, object]) -> tuple[Block, ...]:
    """Return the most that a header says of a text that stands elsewhere: all that a note of it has."""
    texts = (metadata.get(key) for key in SUMMARY_KEYS)
    return parse_markdown(max((text for text in texts if isinstance(text, str)), key=len, default=""))[1]


def parse_markdown(text: str, *, first_line: int = 1) -> tuple[str, tuple[Block, ...]]:
    """Return the title and the blocks of a Markdown text, which begins on that line of its source.

    The title is the first heading, if nothing stands before it or it is of the first level. Raises
    SourceError for containers nested so deep that text would be lost.
    """
    text, written = split_notes(with_settled_tags(text))
    notes = Notes(written)
    references: MutableMapping[str, Any] = {NOTES: notes}
    # Every block is read before any running text: a link may be defined behind its use.
    parts = [(chunk, _tokens_of(chunk, references, first_line)) for chunk in chunks(text)]
    walk = _Walk(references)
    for chunk, tokens in parts:
        walk.over(tokens) if chunk.level < 0 else walk.plain(chunk)
    blocks = walk.builder.blocks()
    return _title(parts, blocks), (*blocks, *_notes(notes, references))


def _notes(notes: Notes, references: MutableMapping[str, Any]) -> Iterator[Block]:
    """Yield the notes, each as one block."""
    for number, text in notes.in_order():
        builder = Builder(images=False)
        add_running_text(builder, text, references)
        said = builder.running_text()
        if said.text:
            yield Block(kind=BlockKind.NOTE, text=said.text, marks=said.marks, number=number)


def _tokens_of(chunk: Chunk, references: MutableMapping[str, Any], first_line: int) -> list[Token]:
    """Return the tokens of what only the parser can read; none of plain text."""
    tokens: list[Token] = []
    if chunk.level < 0:
        PARSER.block.parse(chunk.text, PARSER, references, tokens)
        _refuse_depth(tokens, first_line + chunk.line)
    return tokens


def _refuse_depth(tokens: Sequence[Token], first_line: int) -> None:
    for token in tokens:
        if token.level >= DEEPEST - 1:
            line = first_line + (token.map[0] if token.map else 0)
            raise SourceError("lists or quotes are nested too deep: take out some of the levels", line=line)


class _Walk:
    """One pass over the tokens of the blocks."""

    def __init__(self, references: MutableMapping[str, Any]) -> None:
        self.builder = Builder()
        self._references = references

    def over(self, tokens: Sequence[Token]) -> None:
        """Act on all tokens in order."""
        place = 0
        while place < len(tokens):
            place = self._step(tokens, place)

    def plain(self, chunk: Chunk) -> None:
        """Add a paragraph or a heading."""
        if chunk.level:
            self.builder.open_heading(chunk.level)
        add_running_text(self.builder, chunk.text, self._references)
        self.builder.close_heading()

    def _step(self, tokens: Sequence[Token], place: int) -> int:
        token = tokens[place]
        if token.type in _MARKS_OF_BLOCKS:
            _MARKS_OF_BLOCKS[token.type](self.builder)
        elif token.type == "inline":
            add_running_text(self.builder, token.content, self._references)
        elif token.type == "heading_open":
            self.builder.open_heading(int(token.tag[1]))
        elif token.type == "ordered_list_open":
            self.builder.open_list(int(token.attrGet("start") or 1))
        elif token.type in {"fence", "code_block"}:
            self.builder.code(token.content, _language(token.info))
        elif token.type == "html_block":
            self._html(token.content)
        elif token.type == "table_open":
            return self._table(tokens, place)
        return place + 1

    def _html(self, content: str) -> None:
        """Add a block of HTML; lines after its last tag are Markdown that lacks an empty line before it."""
        markup, rest = _markup_and_rest(content)
        verbatim = any(name in markup.lower() for name in _VERBATIM)
        root = parse(markup if verbatim else without_expressions(without_tags(markup)))
        if root is not None:
            self.builder.add_blocks(html_blocks(root))
        if rest:
            tokens: list[Token] = []
            PARSER.block.parse(rest, PARSER, self._references, tokens)
            self.over(tokens)

    def _table(self, tokens: Sequence[Token], place: int) -> int:
        rows: list[list[RichText]] = []
        while tokens[place].type != "table_close":
            token = tokens[place]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._cell(token.content))
            place += 1
        self.builder.table(rows)
        return place + 1

    def _cell(self, content: str) -> RichText:
        cell = Builder(images=False)
        add_running_text(cell, content, self._references)
        return cell.running_text()


def _markup_and_rest(content: str) -> tuple[str, str]:
    end = content.find("\n", max(content.rfind(">"), content.rfind("<")))
    if end < 0 or not content[end:].strip() or any(name in content.lower() for name in _VERBATIM):
        return content, ""
    return content[:end], content[end + 1 :]


def _language(info: str) -> str:
    name = info.strip().split(maxsplit=1)[0] if info.strip() else ""
    return "".join(c for c in name.strip("{}.") if c.isalnum() or c in "+#-_")[:30].lower()


def _title(parts: Sequence[tuple[Chunk, Sequence[Token]]], blocks: Sequence[Block]) -> str:
    heading = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.HEADING), None)
    if heading is None:
        return ""
    return blocks[heading].text if heading == 0 or _first_level(parts) == 1 else ""


def _first_level(parts: Sequence[tuple[Chunk, Sequence[Token]]]) -> int:
    """Return the level of the first heading, 0 if there is none."""
    for chunk, tokens in parts:
        level = next((int(token.tag[1]) for token in tokens if token.type == "heading_open"), chunk.level)
        if level > 0:
            return level
    return 0
