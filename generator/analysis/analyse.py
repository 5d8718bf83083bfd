"""The analysis of one article, from its sentences to its summary."""

from collections import Counter

from generator.analysis.entities import find_entities
from generator.analysis.passages import find_passages
from generator.analysis.phrases import find_phrases
from generator.analysis.sentences import find_sentences
from generator.analysis.summary import summarise
from generator.model import Analysis, Article, BlockKind
from generator.words import content_stems


def analyse(article: Article, *, summary_sentences: int) -> Analysis:
    """Return what the article says; its summary has at most that many sentences."""
    sentences = find_sentences(article)
    entities = find_entities(article, sentences)
    return Analysis(
        article=article,
        sentences=sentences,
        phrases=find_phrases(article, sentences, entities),
        entities=entities,
        terms=count_terms(article),
        passages=find_passages(article),
        summary=summarise(article, sentences, limit=summary_sentences),
    )


def count_terms(article: Article) -> tuple[tuple[str, int], ...]:
    """Return (stem, count) of the content words of the title and of every block but code, sorted."""
    texts = [article.title]
    for block in article.blocks:
        if block.kind is not BlockKind.CODE:
            texts.append(block.text)
            texts += (cell.text for row in block.rows for cell in row)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(content_stems(text, article.language))
    return tuple(sorted(counts.items()))
