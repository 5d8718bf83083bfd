"""Pieces: what the pages of topics take from each article, read one article after another."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.corpus.summary import best_sentences
from generator.model import Article, Mark, MarkKind, Span
from generator.parallel import map_here


class Piece(NamedTuple):
    """What a topic's page takes from one article."""

    quotes: tuple[int, ...]
    """The sentences that say most about the topic."""
    forms: tuple[tuple[str, bool], ...]
    """How the topic is written in each place, and whether as code."""


Pieces = Mapping[str, Mapping[int, Piece]]
"""By the label of a topic and the position of an article."""


def read_pieces(
    collection: Collection, coverage: Mapping[str, tuple[About, ...]], *, jobs: int
) -> dict[str, dict[int, Piece]]:
    """Return what topics take from the articles about them; each article is fetched once."""
    asked: dict[int, list[tuple[str, About]]] = {}
    for label, abouts in coverage.items():
        for about in abouts:
            asked.setdefault(about.article, []).append((label, about))

    def read(at: int) -> list[Piece]:
        return [_piece(collection, about) for _, about in asked[at]]

    articles = sorted(asked)
    found: dict[str, dict[int, Piece]] = {label: {} for label in coverage}
    for at, pieces in zip(articles, map_here(read, articles, jobs=jobs), strict=True):
        for (label, _), piece in zip(asked[at], pieces, strict=True):
            found[label][at] = piece
    return found


def _piece(collection: Collection, about: About) -> Piece:
    if not about.spans:
        return Piece((), ())
    article = collection.analyses[about.article].article
    return Piece(best_sentences(collection, about), tuple(_form(article, span) for span in about.spans))


def _form(article: Article, span: Span) -> tuple[str, bool]:
    block = article.blocks[span.block]
    return block.text[span.start : span.end], any(_is_code(mark, span) for mark in block.marks)


def _is_code(mark: Mark, span: Span) -> bool:
    return mark.kind is MarkKind.CODE and mark.start <= span.start and span.end <= mark.end
