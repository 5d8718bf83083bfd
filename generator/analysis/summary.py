"""The sentences that say most of what an article says, word for word."""

from collections.abc import Mapping, Sequence
from math import exp, fsum, sqrt
from operator import mul
from typing import NamedTuple

from generator.analysis.choice import Weights, choose, read_weights
from generator.analysis.refusals import Standing
from generator.analysis.seen import Sentence, see
from generator.analysis.signs import signs
from generator.model import Article, Span
from generator.words import content_stems

EMPTY_PRAISE = 4.0
"""What it costs to praise a text rather than to say what is in it; no set of summaries teaches it."""
PRAISED = 0.002
"""What such a sentence is worth to a topic, beside any other."""
MOST = 50_000
"""So many sentences of an article are looked at, as many as a few novels have; those after them stay out."""
_TURN = 6
"""Words in a very short sentence."""
_SHORT, _NEAR = 0.3, 0.05
"""Talk without labels has greater shares of very short sentences, and of words such as `I` and `you`."""


class Summary(NamedTuple):
    """What was chosen, and how well each sentence would have done."""

    chosen: tuple[int, ...]
    """Positions, in reading order."""
    merits: tuple[float, ...]
    """For each sentence 0 to 1, rounded to 3 places; 0 where it does not stand alone or was not looked at."""


def summarise(
    article: Article,
    sentences: Sequence[Span],
    *,
    limit: int,
    weights: Mapping[str, Weights] | None = None,
) -> Summary:
    """Return at most `limit` sentences that sum the article up; at least one if there are any.

    The time grows with the number of sentences times `limit`. The weights were learnt by
    `benchmarks/learn_summaries.py`, unless others are given.
    """
    if not sentences:
        return Summary(chosen=(), merits=())
    seen = see(article, sentences[:MOST])
    learnt = (weights or read_weights())[kind_of_text(article, seen)]
    scores = [
        fsum(map(mul, learnt.signs, row)) - EMPTY_PRAISE * sentence.praises
        for row, sentence in zip(signs(article, seen), seen, strict=True)
    ]
    title = frozenset(content_stems(article.title, article.language))
    chosen = choose(seen, scores, learnt.steps, title=title, limit=limit)
    return Summary(
        chosen=tuple(sorted(chosen)), merits=(*_merits(seen, scores), *[0.0] * len(sentences[MOST:]))
    )


def kind_of_text(article: Article, seen: Sequence[Sentence]) -> str:
    """Return `talk` for what people say in turn, else `writing`."""
    if sum(bool(block.speaker) for block in article.blocks) * 2 > len(article.blocks):
        return "talk"
    short = sum(sentence.words < _TURN and not sentence.item for sentence in seen)
    near = sum(sentence.near for sentence in seen)
    words = sum(sentence.words for sentence in seen)
    return "talk" if short > _SHORT * len(seen) and near > _NEAR * words else "writing"


def _merits(seen: Sequence[Sentence], scores: Sequence[float]) -> tuple[float, ...]:
    """Return the scores on one scale for all articles: how far from the mean, between 0 and 1."""
    mean = fsum(scores) / len(scores)
    spread = sqrt(fsum((score - mean) ** 2 for score in scores) / len(scores)) or 1.0
    return tuple(
        round((PRAISED if sentence.praises else 1.0) / (1 + exp((mean - score) / spread)), 3)
        if sentence.standing is Standing.ALONE
        else 0.0
        for sentence, score in zip(seen, scores, strict=True)
    )
