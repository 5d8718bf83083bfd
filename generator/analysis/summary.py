"""The sentences that say most of what an article says, word for word."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from generator.analysis.refusals import Standing, praises, standing
from generator.model import Article, BlockKind, Span
from generator.words import content_stems, is_stop, stem, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each sign counts; chosen on the even items of `benchmarks/summaries.py`."""

    position: float
    """Coming early in the article."""
    centrality: float
    """Saying what the article says most often."""
    evenness: float
    """0: the sum of its common words counts, which favours long sentences; 1: their mean."""
    title: float
    """Sharing words with the title."""
    heading: float
    """Sharing words with the heading above."""
    neighbours: float
    """Sharing words with the sentences around it."""
    length: float
    """Having about as many words as `ideal`."""
    ideal: float
    redundancy: float
    """What it costs to repeat a chosen sentence."""


NEWS = Weights(
    position=1.4,
    centrality=1.0,
    evenness=1.0,
    title=0.6,
    heading=0.3,
    neighbours=0.0,
    length=0.5,
    ideal=24,
    redundancy=1.4,
)
SECTIONS = Weights(
    position=1.0,
    centrality=1.0,
    evenness=0.7,
    title=1.4,
    heading=0.3,
    neighbours=0.0,
    length=0.6,
    ideal=24,
    redundancy=0.7,
)
TALK = Weights(
    position=0.2,
    centrality=1.0,
    evenness=0.3,
    title=0.5,
    heading=0.3,
    neighbours=0.2,
    length=0.6,
    ideal=32,
    redundancy=0.4,
)
_EMPTY_PRAISE = 0.4
"""What it costs to praise a text rather than to say what is in it."""
_SAME_SECTION = 0.3
"""What it costs to stand under the heading of a sentence already chosen."""
_CLEARLY = 3
"""From so many headings or speakers on, they tell what kind of text it is."""


class _Sentence(NamedTuple):
    """What the choice looks at."""

    span: Span
    section: int
    """Position of the heading above, or -1."""
    words: int
    stems: frozenset[str]
    standing: Standing
    praises: bool


def summarise(article: Article, sentences: Sequence[Span], *, limit: int) -> tuple[int, ...]:
    """Return the positions of at most `limit` sentences that sum the article up, in reading order.

    There is at least one if there are any sentences. The time grows with the number of sentences
    times `limit`. Source: the sum of signs after H. P. Edmundson, New Methods in Automatic
    Extracting, 1969; centrality by the centroid after D. R. Radev and others, Centroid-based
    summarization, 2004; the choice by Maximal Marginal Relevance after J. Carbonell and
    J. Goldstein, 1998.
    """
    seen = _seen(article, sentences)
    weights = kind_of_text(article)
    title = frozenset(content_stems(article.title, article.language))
    return _choose(seen, _scores(article, seen, weights), weights, title=title, limit=limit)


def kind_of_text(article: Article) -> Weights:
    """Return the weights for talk with speakers, for text under headings or for a plain report."""
    kinds = Counter(block.kind for block in article.blocks)
    if sum(bool(block.speaker) for block in article.blocks) * 2 > len(article.blocks):
        return TALK
    return SECTIONS if kinds[BlockKind.HEADING] >= _CLEARLY else NEWS


def _seen(article: Article, sentences: Sequence[Span]) -> tuple[_Sentence, ...]:
    heads = [at for at, block in enumerate(article.blocks) if block.kind is BlockKind.HEADING]
    return tuple(
        sentence
        for at, spans in groupby(sentences, key=lambda span: span.block)
        for sentence in _in_block(
            article,
            tuple(spans),
            section=heads[bisect_right(heads, at) - 1] if heads and heads[0] < at else -1,
        )
    )


def _in_block(article: Article, spans: Sequence[Span], *, section: int) -> Iterator[_Sentence]:
    """Yield the sentences of one block; its words are found once and handed out."""
    block, language = article.blocks[spans[0].block], article.language
    starts = [span.start for span in spans]
    words: list[list[str]] = [[] for _ in spans]
    for word, start, _ in tokens(block.text):
        words[max(0, bisect_right(starts, start) - 1)].append(word.casefold())
    item = block.kind is BlockKind.ITEM
    for span, said in zip(spans, words, strict=True):
        yield _Sentence(
            span=span,
            section=section,
            words=len(said),
            stems=frozenset(
                stem(word, language) for word in said if not is_stop(word, language) and not word.isdecimal()
            ),
            standing=standing(block.text[span.start : span.end], said, language=language, item=item),
            praises=praises(said),
        )


def _scores(article: Article, seen: Sequence[_Sentence], weights: Weights) -> list[float]:
    centrality = _centralities(seen, weights.evenness)
    headings = _headings_above(article, seen)
    stems = [frozenset(), *(sentence.stems for sentence in seen), frozenset()]
    return [
        weights.position / math.sqrt(1 + at)
        + weights.centrality * centrality[at]
        + weights.heading * _overlap(headings[sentence.section], sentence.stems)
        + weights.neighbours * _overlap(sentence.stems, stems[at] | stems[at + 2])
        + weights.length * math.exp(-2 * (sentence.words / weights.ideal - 1) ** 2)
        - _EMPTY_PRAISE * sentence.praises
        for at, sentence in enumerate(seen)
    ]


def _centralities(seen: Sequence[_Sentence], evenness: float) -> list[float]:
    """Return for each sentence how much of the article's repeated words it holds, at most 1."""
    counts = Counter(stem for sentence in seen for stem in sentence.stems)
    worth = {stem: math.log(count) for stem, count in counts.items()}
    held = [
        math.fsum(worth[stem] for stem in sentence.stems) / (len(sentence.stems) + 1) ** evenness
        for sentence in seen
    ]
    most = max(held, default=0.0) or 1.0
    return [value / most for value in held]


def _headings_above(article: Article, seen: Sequence[_Sentence]) -> dict[int, frozenset[str]]:
    """Return by section the stems of its heading."""
    sections = dict.fromkeys(sentence.section for sentence in seen)
    return {
        section: frozenset(
            content_stems(article.blocks[section].text if section >= 0 else "", article.language)
        )
        for section in sections
    }


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one) if one else 0.0


def _choose(
    seen: Sequence[_Sentence],
    scores: Sequence[float],
    weights: Weights,
    *,
    title: frozenset[str],
    limit: int,
) -> tuple[int, ...]:
    """Return the best positions one after another.

    Each gains by words of the title that none before it has, and loses by other words that those
    before it have and by standing in their section.
    """
    others = [sentence.stems - title for sentence in seen]
    alike = [0.0] * len(seen)
    missing = title
    chosen: list[int] = []
    while len(chosen) < limit:
        sections = {seen[at].section for at in chosen}
        free = [
            (
                scores[at]
                + weights.title * len(missing & sentence.stems) / (len(title) or 1)
                - weights.redundancy * alike[at]
                - _SAME_SECTION * (sentence.section in sections),
                -at,
            )
            for at, sentence in enumerate(seen)
            if at not in chosen and _may_stand(seen, at, chosen)
        ]
        if not free:
            break
        best = -max(free)[1]
        chosen.append(best)
        missing -= seen[best].stems
        alike = [
            max(known, _likeness(stems, others[best])) for known, stems in zip(alike, others, strict=True)
        ]
    if not chosen and seen:
        chosen = [max(range(len(seen)), key=lambda at: (-seen[at].standing, scores[at], -at))]
    return tuple(sorted(chosen))


def _may_stand(seen: Sequence[_Sentence], at: int, chosen: Sequence[int]) -> bool:
    match seen[at].standing:
        case Standing.ALONE:
            return True
        case Standing.AFTER_THE_ONE_BEFORE:
            return at - 1 in chosen and seen[at - 1].span.block == seen[at].span.block
        case Standing.NEVER:
            return False


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the cosine of two sets."""
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0
