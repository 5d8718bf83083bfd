"""Summaries of topics: sentences that say something about the topic and can stand alone."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.model import BlockKind, Quote, Span
from generator.words import content_stems

SHORTEST, LONGEST = 6, 45
"""Words in a sentence that can stand alone."""
QUOTES = 3
"""Sentences kept of one article."""
SAME = 0.6
"""Two sentences closer than this (cosine of stems) say the same."""
_LEANS = re.compile(
    r"[“\"'(]?(?:he|she|it|they|this|that|these|those|there|here|his|her|its|their|him|them|but|and|so|or|also|then|thus|"
    r"however|therefore|instead|moreover|furthermore|meanwhile|otherwise|still|yet|nor|both|such|another|"
    r"similarly|likewise|consequently|hence|i|we|you|my|our|your|let's|i'm|i've|we're|we've|it's|that's|"
    r"for example|for instance|in addition|as a result|in other words|of course|the former|the latter|"
    r"to do so|to do this|if so|as such|what's more|looking ahead)\b",
    re.IGNORECASE,
)
_PRONOUN_ONLY = re.compile(r"\b(?:he|she|they|his|her|their|this|these|that)\b", re.IGNORECASE)
_STARTS = re.compile(r"[“\"'(\[]*[A-Z0-9À-ÖØ-Þ\u0400-\u042f\u0391-\u03ab]|[a-z]+[A-Z.]")
_ENDS = re.compile(r"[.!…。][”\"'’)\]]*$")


def best_sentences(collection: Collection, about: About) -> tuple[int, ...]:
    """Return the 1 to 3 sentences that say most about the topic, in reading order.

    The article's own judgement of its sentences counts too: one that cannot stand alone is not taken.
    If none of those that name it can stand alone, the first that names it is taken; none if no
    sentence of the article's text names it.
    """
    scores = _scores(collection, about)
    if not scores:
        return ()
    able = [at for at in scores if scores[at] > 0] or [min(scores)]
    best = sorted(able, key=lambda at: (-scores[at], at))[:QUOTES]
    return tuple(sorted(best))


def _scores(collection: Collection, about: About) -> dict[int, float]:
    named = Counter(
        place for span in about.spans if (place := collection.sentence_at(about.article, span)) >= 0
    )
    analysis = collection.analyses[about.article]
    places = collection.passage_of[about.article]
    told = set(analysis.summary)
    scores = {}
    for at, count in sorted(named.items()):
        span = analysis.sentences[at]
        block = analysis.article.blocks[span.block]
        score = _standing(block.text[span.start : span.end]) if block.kind is not BlockKind.QUOTE else 0.0
        score *= analysis.merits[at] if analysis.merits else 1.0
        score *= 1 + 0.2 * min(2, count - 1) + (0.5 if at in told else 0.0)
        score *= 1.3 if _names_early(about.spans, span) else 1.0
        score *= 1.0 if places[span.block] in about.passages else 0.5
        scores[at] = round(score, 4)
    return scores


def _names_early(spans: Sequence[Span], sentence: Span) -> bool:
    """Tell whether the topic stands in the first third of the sentence: it is then what it is about."""
    at = bisect_left(spans, sentence)
    third = sentence.start + (sentence.end - sentence.start) / 3
    return at < len(spans) and spans[at].block == sentence.block and spans[at].start <= third


@lru_cache(maxsize=1 << 16)
def _standing(text: str) -> float:
    """Return how well a sentence stands alone: 0 for a fragment, a question or an unresolved start."""
    words = text.count(" ") + 1
    if not SHORTEST <= words <= LONGEST or not _ENDS.search(text) or not _STARTS.match(text):
        return 0.0
    if _LEANS.match(text) or text.count('"') % 2:
        return 0.0
    length = 1.0 if 10 <= words <= 32 else 0.7  # noqa: PLR2004 - the comfortable lengths
    return length * (0.8 if _PRONOUN_ONLY.search(text) else 1.0)


def summarise(
    collection: Collection, coverage: Sequence[tuple[About, tuple[int, ...]]], *, sentences: int
) -> tuple[Quote, ...]:
    """Return the summary of a topic, oldest first: one sentence from each article before a second from any.

    `coverage` is newest first. No two sentences say the same.
    """
    pool = []
    for place, (about, _) in enumerate(coverage):
        scores = _scores(collection, about)
        ranked = sorted((at for at in scores if scores[at] > 0), key=lambda at: (-scores[at], at))
        fresh = 1 / (1 + place / 20)
        for turn, at in enumerate(ranked):
            pool.append((turn, -scores[at] * (0.3 + about.share) * fresh, about.article, at))
    chosen = _pick(collection, sorted(pool), sentences)
    order = {about.article: -place for place, (about, _) in enumerate(coverage)}
    chosen.sort(key=lambda pair: (order[pair[0]], pair[1]))
    return tuple(Quote(article=collection.analyses[a].article.id, sentence=at) for a, at in chosen)


def _pick(
    collection: Collection, pool: Sequence[tuple[int, float, int, int]], sentences: int
) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    vectors: list[Counter[str]] = []
    for _, _, article, at in pool:
        if len(chosen) == sentences:
            break
        vector = _vector(collection, article, at)
        if all(_cosine(vector, other) < SAME for other in vectors):
            chosen.append((article, at))
            vectors.append(vector)
    return chosen


def _vector(collection: Collection, article: int, sentence: int) -> Counter[str]:
    analysis = collection.analyses[article]
    span = analysis.sentences[sentence]
    text = analysis.article.blocks[span.block].text[span.start : span.end]
    return Counter(content_stems(text, analysis.article.language))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(count * other[word] for word, count in one.items() if word in other)
    norm = sqrt(sum(c * c for c in one.values()) * sum(c * c for c in other.values()))
    return shared / norm if norm else 0.0
