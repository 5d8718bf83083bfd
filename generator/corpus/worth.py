"""Worth: how well a sentence of an article would stand on the page of a topic."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.corpus.alone import Place
from generator.corpus.coverage import About
from generator.corpus.evidence import Collection, sentence_at
from generator.model import Span

AFTER = (0.6, 0.9)
"""What a sentence is worth that stands right after one that names the topic, beside one that names it,"""
ELSEWHERE = (0.3, 0.8)
"""and any other of the topic's passages: the more, the more the article is about the topic,"""
MOSTLY = 0.5
"""and nothing unless it is so much about it: else they speak of what else the article is about."""
OPENING = 1.0
"""How much more the first sentence of an article is worth; the second gains half of that, and so on.

Measured by `python -m benchmarks.topic_summaries`: with .75 and 1 it does better than with .5 and 1.5.
"""


def naming(collection: Collection, about: About) -> Counter[int]:
    """Return how often each sentence of an article names the topic; those that do not are left out."""
    spans = collection.sentences(about.article).spans
    places = (sentence_at(spans, span) for span in about.spans)
    return Counter(place for place in places if place >= 0)


def worths(
    collection: Collection, about: About, named: Mapping[int, int], *, scarcity: float = 0.0
) -> dict[int, float]:
    """Return the worth of every sentence that names the topic, and of the others of its passages.

    `scarcity` says what the others are worth at most: 1 where few articles speak of the topic; with 0 they
    are left out.
    Worth is 0 for a sentence that cannot stand alone. The article's own judgement counts, and most for
    those that sum it up.
    """
    sentences = collection.sentences(about.article)
    passages = collection.facts[about.article].passage_of
    found: dict[int, float] = {}
    for at in range(len(sentences.spans)) if scarcity else sorted(named):
        span = sentences.spans[at]
        inside = passages[span[0]] in about.passages
        if not inside and at not in named:
            continue
        alone = 0.0 if sentences.leaning[at] and at not in named else sentences.alone[at]
        near = alone and _nearness(about, named, at, span) * (1.0 if at in named else scarcity)
        worth = near * alone * (1.0 if inside else 0.5) * (1 + OPENING / (1 + at))
        found[at] = round(worth * (1.3 if sentences.told[at] else 1.0), 4)
    return found


def _nearness(about: About, named: Mapping[int, int], at: int, sentence: Place) -> float:
    """Return how surely a sentence is about the topic."""
    if at in named:
        return (1 + 0.1 * min(2, named[at] - 1)) * (1.2 if _names_early(about.spans, sentence) else 1.0)
    if at - 1 not in named and about.share < MOSTLY:
        return 0.0
    least, most = AFTER if at - 1 in named else ELSEWHERE
    return least + (most - least) * min(1.0, about.share)


def _names_early(spans: Sequence[Span], sentence: Place) -> bool:
    """Tell whether the topic stands in the first third of the sentence: it is then what it is about."""
    block, start, end = sentence
    at = bisect_left(spans, Span(block=block, start=start, end=start))
    return at < len(spans) and spans[at].block == block and spans[at].start <= start + (end - start) / 3
