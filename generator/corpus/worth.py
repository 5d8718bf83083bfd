"""Worth: how well a sentence of an article would stand on the page of a topic."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt

from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.model import Analysis, BlockKind, Span

SHORTEST, LONGEST = 6, 50
"""Words in a sentence that can stand alone."""
FULL, ENOUGH = 28, 40
"""Between so many words a sentence is worth most; a shorter one says less, a longer one asks for patience."""
AFTER = (0.6, 0.9)
"""What a sentence is worth that stands right after one that names the topic, beside one that names it,"""
ELSEWHERE = (0.3, 0.8)
"""and any other of the topic's passages: the more, the more the article is about the topic,"""
MOSTLY = 0.5
"""and nothing unless it is so much about it: else they speak of what else the article is about."""
OPENING = 0.5
"""How much more the first sentence of an article is worth; the second gains half of that, and so on."""
_LEANS = re.compile(
    r"[“\"'(]?(?:he|she|it|they|this|that|these|those|there|here|his|her|its|their|him|them|but|and|so|or|also|then|thus|"
    r"however|therefore|instead|moreover|furthermore|meanwhile|otherwise|still|yet|nor|both|such|another|"
    r"similarly|likewise|consequently|hence|i|we|you|my|our|your|let's|i'm|i've|we're|we've|it's|that's|"
    r"for example|for instance|in addition|as a result|in other words|of course|the former|the latter|"
    r"to do so|to do this|if so|as such|what's more|looking ahead)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|this|these|that)\b", re.IGNORECASE)
# Words that tie a sentence to the day or to the text that it stands in.
_TIED = re.compile(
    r"\b(?:(?i:today|tonight|yesterday|tomorrow|ago"
    r"|(?:last|next|this) (?:\w+day|night|week|weekend|month|summer|autumn|fall|winter|spring|year|morning)"
    r"|(?:this|our|(?:the|our|an?) (?:first|second|next|last|previous|earlier|recent)|(?:yester|to)day['’]s)"
    r" (?:blog )?(?:post|article|series|part|section|blog|issue|episode)|in part (?:one|two|three))"
    r"|I|I['’]m|I['’]ve|my)\b"
)
# Where a sentence that does not name the topic begins so, it speaks of what another one names.
_UNTOLD = re.compile(
    r"(?:\S+ ){0,5}[\"“‘(]?(?:it|its|he|she|they|we|you|this|these|those|such|both|former|latter"
    r"|[Tt]he (?:others?|same|second|rest|new|old|larger|smaller|two|three|four))\b"
)
_STARTS = re.compile(r"[“\"'(\[]*[A-Z0-9À-ÖØ-Þ\u0400-\u042f\u0391-\u03ab]|[a-z]+[A-Z.]")
_ENDS = re.compile(r"[.!…。][”\"'’)\]]*$")


def naming(collection: Collection, about: About) -> Counter[int]:
    """Return how often each sentence of an article names the topic; those that do not are left out."""
    places = (collection.sentence_at(about.article, span) for span in about.spans)
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
    analysis = collection.analyses[about.article]
    passages = collection.passage_of[about.article]
    told = frozenset(analysis.summary)
    found: dict[int, float] = {}
    for at in range(len(analysis.sentences)) if scarcity else sorted(named):
        span = analysis.sentences[at]
        inside = passages[span.block] in about.passages
        if not inside and at not in named:
            continue
        near = _nearness(about, named, at, span) * (1.0 if at in named else scarcity)
        worth = near and near * _alone(collection, about.article, at, named=at in named)
        worth *= (1.0 if inside else 0.5) * (1 + OPENING / (1 + at))
        found[at] = round(worth * (1.3 if at in told else 1.0), 4)
    return found


def _alone(collection: Collection, article: int, at: int, *, named: bool) -> float:
    """Return how well a sentence stands alone, by its article's judgement and by its form."""
    known = collection.judged(article)
    if at not in known:
        known[at] = _judged(collection.analyses[article], at)
    if named or not known[at]:
        return known[at]
    return 0.0 if _UNTOLD.match(_text(collection.analyses[article], at)) else known[at]


def _judged(analysis: Analysis, at: int) -> float:
    merit = analysis.merits[at] if analysis.merits else 1.0
    if not merit or analysis.article.blocks[analysis.sentences[at].block].kind is BlockKind.QUOTE:
        return 0.0
    return sqrt(merit) * standing(_text(analysis, at))


def _text(analysis: Analysis, at: int) -> str:
    span = analysis.sentences[at]
    return analysis.article.blocks[span.block].text[span.start : span.end]


def _nearness(about: About, named: Mapping[int, int], at: int, sentence: Span) -> float:
    """Return how surely a sentence is about the topic."""
    if at in named:
        return (1 + 0.1 * min(2, named[at] - 1)) * (1.2 if _names_early(about.spans, sentence) else 1.0)
    if at - 1 not in named and about.share < MOSTLY:
        return 0.0
    least, most = AFTER if at - 1 in named else ELSEWHERE
    return least + (most - least) * min(1.0, about.share)


def _names_early(spans: Sequence[Span], sentence: Span) -> bool:
    """Tell whether the topic stands in the first third of the sentence: it is then what it is about."""
    at = bisect_left(spans, Span(block=sentence.block, start=sentence.start, end=sentence.start))
    third = sentence.start + (sentence.end - sentence.start) / 3
    return at < len(spans) and spans[at].block == sentence.block and spans[at].start <= third


@lru_cache(maxsize=1 << 16)
def standing(text: str) -> float:
    """Return how well a sentence stands alone: 0 for a fragment, a question or an unresolved start."""
    words = text.count(" ") + 1
    if not SHORTEST <= words <= LONGEST or not _ENDS.search(text) or not _STARTS.match(text):
        return 0.0
    if _LEANS.match(text) or text.count('"') % 2 or text.count("(") != text.count(")"):
        return 0.0
    length = min(1.0, words / FULL, ENOUGH / words)
    return length * (0.8 if _PRONOUN.search(text) else 1.0) * (0.7 if _TIED.search(text) else 1.0)
