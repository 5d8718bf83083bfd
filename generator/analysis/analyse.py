"""The analysis of one article, from its sentences to its summary."""

from collections.abc import Sequence

from generator.analysis.entities import find_entities
from generator.analysis.known import read
from generator.analysis.passages import find_passages
from generator.analysis.phrases import find_phrases
from generator.analysis.sentences import find_sentences
from generator.analysis.summary import summarise
from generator.model import Analysis, Article, Block, BlockKind
from generator.words import content_stems


def analyse(article: Article, *, summary_sentences: int) -> Analysis:
    """Return what the article says; its summary has at most that many sentences."""
    sentences = find_sentences(article)
    entities = find_entities(article, sentences)
    summary = summarise(article, sentences, limit=summary_sentences)
    stems = [_stems_of(block, article.language) for block in article.blocks]
    return Analysis(
        article=article,
        sentences=sentences,
        phrases=find_phrases(article, sentences, entities),
        entities=entities,
        stems=tuple([" ".join(run) for run in stems]),
        passages=find_passages(article, stems),
        summary=summary.chosen,
        merits=summary.merits,
    )


def _stems_of(block: Block, language: str) -> Sequence[str]:
    """Return the stems of the content words of a block; code has none."""
    if block.kind is BlockKind.CODE:
        return ()
    if not block.rows:
        return tuple(filter(None, read(block.text, language).stems))
    texts = (block.text, *(cell.text for row in block.rows for cell in row))
    return [stem for text in texts for stem in content_stems(text, language)]
