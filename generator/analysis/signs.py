"""The signs that a sentence sums its article up, each a number between about 0 and 1.

After H. P. Edmundson, New Methods in Automatic Extracting (1969): place, title, cues; and
D. R. Radev and others, Centroid-based summarization (2004): saying what the article says often.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from generator.analysis.refusals import Standing
from generator.analysis.seen import Sentence
from generator.model import Article
from generator.words import content_stems

SIGNS = (
    "early",  # 1 for the first sentence, 0.5 for the fourth
    "first",  # the first sentence of all, but for a headline, a byline or a date
    "above",  # how much of the article comes after it
    "opens",  # the first of its paragraph, where there are paragraphs
    "common",  # how often the article repeats its words: nearly their sum, which favours long sentences
    "even",  # the same, between the sum and the mean
    "dense",  # the same, nearly the mean
    "pairs",  # the same for neighbouring words
    "title",  # the share of the title's words that it holds
    "heading",  # the share of the words of the heading above
    "opening",  # likeness to the first two sentences
    "around",  # the share of its words that its neighbours hold too
    "new",  # the share of its words that no sentence before it holds
    "brief",  # about 12 words
    "middling",  # about 18 words
    "full",  # about 25 words
    "long",  # about 35 words
    "number",  # it holds a number
    "near",  # the share of I, you, we
    "far",  # the share of he, it, this
    "said",  # it reports words
    "quoted",  # it holds quotation marks
    "item",  # it stands in a list
    "links",  # its first word joins it to the sentence before
)
_LENGTHS = (12, 18, 25, 35)
_PARTED = 3
"""From more blocks on, paragraphs tell something."""
_SUM, _BETWEEN, _MEAN = 0.2, 0.6, 1.0


def signs(article: Article, seen: Sequence[Sentence]) -> list[tuple[float, ...]]:
    """Return the signs of each sentence, in the order of `SIGNS`."""
    columns = [*_places(seen), *_centralities(seen), *_likenesses(article, seen), *_manners(seen)]
    return list(zip(*columns, strict=True))


def _places(seen: Sequence[Sentence]) -> list[list[float]]:
    count = len(seen)
    parted = len({sentence.span.block for sentence in seen}) > _PARTED
    turns = _turns(seen)
    return [
        [1 / math.sqrt(1 + turn) for turn in turns],
        [float(turn == 0) for turn in turns],
        [1 - at / count for at in range(count)],
        [float(parted and sentence.opens) for sentence in seen],
    ]


def _turns(seen: Sequence[Sentence]) -> list[int]:
    """Return how many sentences stand before each; a headline, a byline and a date at the top are none."""
    top = next((at for at, one in enumerate(seen) if one.standing is not Standing.NEVER), 0)
    return [max(0, at - top) for at in range(len(seen))]


def _centralities(seen: Sequence[Sentence]) -> list[list[float]]:
    told = _repeated(seen, attrgetter("stems"))
    sizes = [len(sentence.stems) for sentence in seen]
    paired = _repeated(seen, attrgetter("pairs"))
    return [
        _evened(told, sizes, _SUM),
        _evened(told, sizes, _BETWEEN),
        _evened(told, sizes, _MEAN),
        _evened(paired, [len(sentence.pairs) for sentence in seen], 0.5),
    ]


def _repeated(seen: Sequence[Sentence], parts: Callable[[Sentence], frozenset[Hashable]]) -> list[float]:
    """Return for each sentence the sum of how often, as a logarithm, the article holds its parts."""
    held = [parts(sentence) for sentence in seen]
    counts = Counter(chain.from_iterable(held))
    worth = {part: math.log(count) for part, count in counts.items() if count > 1}
    return [math.fsum(filter(None, map(worth.get, some))) for some in held]


def _evened(sums: Sequence[float], sizes: Sequence[int], evenness: float) -> list[float]:
    """Return sums divided by a power of their number of parts, the greatest as 1."""
    values = [value / _power(size, evenness) for value, size in zip(sums, sizes, strict=True)]
    most = max(values, default=0.0) or 1.0
    return [value / most for value in values]


@lru_cache(maxsize=1 << 12)
def _power(size: int, evenness: float) -> float:
    return float((size + 1) ** evenness)


def _likenesses(article: Article, seen: Sequence[Sentence]) -> list[list[float]]:
    stems = [sentence.stems for sentence in seen]
    title = frozenset(content_stems(article.title, article.language))
    headings = _headings(article, {sentence.section for sentence in seen})
    return [
        [_held(title, own) for own in stems],
        [_held(headings[sentence.section], sentence.stems) for sentence in seen],
        _like_the_opening(stems),
        [_held(own, around) for own, around in zip(stems, _neighbours(stems), strict=True)],
        _newness(stems),
    ]


def _headings(article: Article, sections: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return by section the stems of its heading."""
    return {
        section: frozenset(
            content_stems(article.blocks[section].text if section >= 0 else "", article.language)
        )
        for section in sections
    }


def _held(wanted: frozenset[str], own: frozenset[str]) -> float:
    """Return the share of the wanted stems that are there."""
    return len(wanted & own) / len(wanted) if wanted else 0.0


def _like_the_opening(stems: Sequence[frozenset[str]]) -> list[float]:
    """Return the likeness to the first two sentences, of each of these two to the other."""
    first, second = (*stems[:2], frozenset[str](), frozenset[str]())[:2]
    return [likeness(second, first), likeness(first, second)][: len(stems)] + [
        likeness(first | second, own) for own in stems[2:]
    ]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the cosine of two sets."""
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0


def _neighbours(stems: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    edged = [frozenset[str](), *stems, frozenset[str]()]
    return [before | after for before, after in zip(edged, edged[2:], strict=False)]


def _newness(stems: Sequence[frozenset[str]]) -> list[float]:
    known: set[str] = set()
    shares = []
    for own in stems:
        shares.append(len(own - known) / (len(own) or 1))
        known |= own
    return shares


def _manners(seen: Sequence[Sentence]) -> list[list[float]]:
    sizes = [sentence.words or 1 for sentence in seen]
    return [
        *map(list, zip(*map(_nearness, sizes), strict=True)),
        [float(sentence.number) for sentence in seen],
        [sentence.near / size for sentence, size in zip(seen, sizes, strict=True)],
        [sentence.far / size for sentence, size in zip(seen, sizes, strict=True)],
        [float(sentence.said) for sentence in seen],
        [float(sentence.quoted) for sentence in seen],
        [float(sentence.item) for sentence in seen],
        [float(sentence.links) for sentence in seen],
    ]


@lru_cache(maxsize=1 << 12)
def _nearness(size: int) -> tuple[float, ...]:
    """Return how near a number of words is to each one wished for: 1 there, nearly 0 far from it."""
    return tuple([math.exp(-2 * (size / ideal - 1) ** 2) for ideal in _LENGTHS])
