"""The analysis of one article, from its sentences to its summary."""

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from generator.analysis.entities import find_entities
from generator.analysis.passages import find_passages
from generator.analysis.phrases import find_phrases
from generator.analysis.sentences import find_sentences
from generator.analysis.summary import summarise
from generator.model import Analysis, Article, Block, BlockKind, Passage, Terms
from generator.words import content_stems


def analyse(article: Article, *, summary_sentences: int) -> Analysis:
    """Return what the article says; its summary has at most that many sentences."""
    sentences = find_sentences(article)
    entities = find_entities(article, sentences)
    summary = summarise(article, sentences, limit=summary_sentences)
    return Analysis(
        article=article,
        sentences=sentences,
        phrases=find_phrases(article, sentences, entities),
        entities=entities,
        terms=count_terms(article),
        passages=tuple(_with_terms(passage, article) for passage in find_passages(article)),
        summary=summary.chosen,
        merits=summary.merits,
    )


def count_terms(article: Article) -> Terms:
    """Return the content words of the title and of every block but code."""
    counts = _stems_of(article.blocks, article.language)
    counts.update(content_stems(article.title, article.language))
    return Terms.of(counts)


def _with_terms(passage: Passage, article: Article) -> Passage:
    counts = _stems_of(article.blocks[passage.first : passage.last], article.language)
    return replace(passage, terms=Terms.of(counts))


def _stems_of(blocks: Iterable[Block], language: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for block in blocks:
        if block.kind is not BlockKind.CODE:
            cells = (cell.text for row in block.rows for cell in row)
            for text in (block.text, *cells):
                counts.update(content_stems(text, language))
    return counts
