"""The analysis of one article, from its sentences to its summary."""

from collections.abc import Sequence

from msgspec.structs import replace

from generator.analysis.entities import find_entities
from generator.analysis.known import read
from generator.analysis.passages import find_passages
from generator.analysis.phrases import find_phrases
from generator.analysis.sentences import find_sentences
from generator.analysis.sponsored import sponsored
from generator.analysis.summary import summarise
from generator.model import Analysis, Article, Block, BlockKind, Span
from generator.words import content_stems


def analyse(article: Article, *, summary_sentences: int) -> Analysis:
    """Return what the article says; its summary has at most that many sentences.

    What a sponsor paid for is no part of what it is about: no phrases, names or stems are found there.
    """
    sentences = find_sentences(article)
    summary = summarise(article, sentences, limit=summary_sentences)
    own, said = _without_sponsors(article, sentences)
    entities = find_entities(own, said)
    stems = [_stems_of(block, article.language) for block in own.blocks]
    return Analysis(
        article=article,
        sentences=sentences,
        phrases=find_phrases(own, said, entities),
        entities=entities,
        stems=tuple([" ".join(run) for run in stems]),
        passages=find_passages(article, stems),
        summary=summary.chosen,
        merits=summary.merits,
    )


def _without_sponsors(article: Article, sentences: Sequence[Span]) -> tuple[Article, Sequence[Span]]:
    """Return an article whose sponsors say nothing, in as many blocks, and its sentences without theirs."""
    paid = sponsored(article.blocks)
    if not paid:
        return article, sentences
    blocks = [
        Block(kind=block.kind, text="") if at in paid else block for at, block in enumerate(article.blocks)
    ]
    return replace(article, blocks=tuple(blocks)), [one for one in sentences if one.block not in paid]


def _stems_of(block: Block, language: str) -> Sequence[str]:
    """Return the stems of the content words of a block; code has none."""
    if block.kind is BlockKind.CODE:
        return ()
    if not block.rows:
        return tuple(filter(None, read(block.text, language).stems))
    texts = (block.text, *(cell.text for row in block.rows for cell in row))
    return [stem for text in texts for stem in content_stems(text, language)]
