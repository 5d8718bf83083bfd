"""Pieces: what the page of a topic takes from one article."""

from typing import NamedTuple

from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.corpus.summary import best_sentences
from generator.model import Article, Block, Mark, MarkKind, Span


class Piece(NamedTuple):
    """What a topic's page takes from one article."""

    quotes: tuple[int, ...]
    """The sentences that say most about the topic."""
    forms: tuple[tuple[str, bool], ...]
    """How the topic is written in each place, and whether as code."""
    cited: bool = False
    """Every place is set apart as a word is that is spoken of: as code, emphasised or in quotation marks."""


def read_piece(collection: Collection, about: About) -> Piece:
    """Return what a topic takes from an article about it; nothing from one that does not name it."""
    if not about.spans:
        return Piece((), ())
    article = collection.analyses[about.article].article
    forms = tuple(_form(article, span) for span in about.spans)
    cited = all(
        code or _is_set_apart(article.blocks[span.block], span)
        for span, (_, code) in zip(about.spans, forms, strict=True)
    )
    return Piece(best_sentences(collection, about), forms, cited)


def _form(article: Article, span: Span) -> tuple[str, bool]:
    block = article.blocks[span.block]
    return block.text[span.start : span.end], any(_is_code(mark, span) for mark in block.marks)


def _is_set_apart(block: Block, span: Span) -> bool:
    """Tell whether a place stands emphasised or in quotation marks, and nothing else with it."""
    start, end = span.start, span.end
    if block.text[max(0, start - 1) : start] + block.text[end : end + 1] in _QUOTES:
        return True
    return any(
        mark.kind is MarkKind.EMPHASIS and (mark.start, mark.end) == (start, end) for mark in block.marks
    )


_QUOTES = frozenset(('""', "“”", "„“", "«»", "‘’", "''"))


def _is_code(mark: Mark, span: Span) -> bool:
    return mark.kind is MarkKind.CODE and mark.start <= span.start and span.end <= mark.end
