"""Pieces: what the page of a topic takes from one article."""

from typing import NamedTuple

from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.corpus.summary import best_sentences
from generator.model import Article, Mark, MarkKind, Span


class Piece(NamedTuple):
    """What a topic's page takes from one article."""

    quotes: tuple[int, ...]
    """The sentences that say most about the topic."""
    forms: tuple[tuple[str, bool], ...]
    """How the topic is written in each place, and whether as code."""


def read_piece(collection: Collection, about: About) -> Piece:
    """Return what a topic takes from an article about it; nothing from one that does not name it."""
    if not about.spans:
        return Piece((), ())
    article = collection.analyses[about.article].article
    return Piece(best_sentences(collection, about), tuple(_form(article, span) for span in about.spans))


def _form(article: Article, span: Span) -> tuple[str, bool]:
    block = article.blocks[span.block]
    return block.text[span.start : span.end], any(_is_code(mark, span) for mark in block.marks)


def _is_code(mark: Mark, span: Span) -> bool:
    return mark.kind is MarkKind.CODE and mark.start <= span.start and span.end <= mark.end
