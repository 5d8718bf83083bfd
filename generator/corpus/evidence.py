"""Evidence: which article speaks of which phrase, and where."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import NamedTuple

from generator.keys import phrase_key, word_key
from generator.model import Analysis, BlockKind, Passage, Phrase, Span, TopicKind
from generator.words import is_stop, tokens


class Sight(NamedTuple):
    """What one article says of one phrase."""

    article: int
    """Position in `Collection.analyses`."""
    phrase: Phrase
    named: bool
    """It is a name here, not a concept."""


class Words(NamedTuple):
    """The stems of a block's content words, in order, and where each word stands."""

    at: int
    keys: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True)
class Collection:
    """All articles, sorted by id, and what can be looked up in them."""

    analyses: tuple[Analysis, ...]

    @cached_property
    def passage_of(self) -> tuple[tuple[int, ...], ...]:
        """For each article, for each block: the position of its passage, or of the next one for a heading."""
        return tuple(
            _passage_of_blocks(analysis.passages, len(analysis.article.blocks)) for analysis in self.analyses
        )

    @cached_property
    def titles(self) -> tuple[tuple[str, ...], ...]:
        """For each article: the stems of its title, each once, sorted."""
        return tuple(
            tuple(sorted(set(phrase_key(article.title, article.language).split())))
            for article in (analysis.article for analysis in self.analyses)
        )

    @cached_property
    def site_wide(self) -> frozenset[str]:
        """The keys of phrases in so many articles that they are about the site."""
        articles = len(self.analyses)
        counts = Counter(
            key for a in self.analyses for key in {phrase.key for phrase in (*a.phrases, *a.entities)}
        )
        return frozenset(key for key, n in counts.items() if articles > LARGE and n > SITE * articles)

    @cached_property
    def common(self) -> frozenset[str]:
        """The stems of so many articles that they say nothing of a topic; none in a small collection."""
        articles = len(self.analyses)
        if articles <= LARGE:
            return frozenset()
        spread = Counter(stem for analysis in self.analyses for stem, _ in analysis.terms)
        return frozenset(stem for stem, count in spread.items() if count > COMMON * articles)

    @cached_property
    def heaviest(self) -> tuple[float, ...]:
        """For each article: the weight of its weightiest phrase that is not about the site, at least 1."""
        return tuple(max([1.0, *self._weights(analysis)]) for analysis in self.analyses)

    def _weights(self, analysis: Analysis) -> Iterator[float]:
        """Yield the greatest weights: phrases and entities stand in their order."""
        for part in (analysis.entities, analysis.phrases):
            yield next((phrase.weight for phrase in part if phrase.key not in self.site_wide), 0.0)

    @cached_property
    def _remembered(self) -> dict[int, tuple[Words, ...]]:
        return {}

    def words_of(self, article: int) -> tuple[Words, ...]:
        """Return the words of an article's blocks; looked for once."""
        if article not in self._remembered:
            self._remembered[article] = _words(self.analyses[article])
        return self._remembered[article]

    def sentence_at(self, article: int, span: Span) -> int:
        """Return the position of the sentence that holds a span, or -1."""
        sentences = self.analyses[article].sentences
        at = bisect_right(sentences, Span(block=span.block, start=span.start, end=1 << 60)) - 1
        if at < 0:
            return -1
        sentence = sentences[at]
        return at if sentence.block == span.block and span.end <= sentence.end else -1


def _passage_of_blocks(passages: Sequence[Passage], blocks: int) -> tuple[int, ...]:
    places = [-1] * blocks
    for at, passage in enumerate(passages):
        places[passage.first : passage.last] = [at] * (passage.last - passage.first)
        if passage.heading >= 0 and places[passage.heading] < 0:
            places[passage.heading] = at
    return tuple(places)


def collect(collection: Collection, wanted: Iterable[str]) -> dict[str, list[Sight]]:
    """Return the sights of every phrase, by key: of those in two articles or more, and of those wanted.

    In a collection of one to eight articles every phrase is taken.
    """
    counts: Counter[str] = Counter()
    for analysis in collection.analyses:
        counts.update({phrase.key for phrase in (*analysis.phrases, *analysis.entities)})
    least = 1 if len(collection.analyses) <= FEW else 2
    kept = {key for key, count in counts.items() if count >= least}.union(wanted)
    sights: dict[str, list[Sight]] = {key: [] for key in sorted(kept)}
    for at, analysis in enumerate(collection.analyses):
        heavy = collection.heaviest[at] * STRONG
        for named, phrases in ((True, analysis.entities), (False, analysis.phrases)):
            for phrase in phrases:
                if phrase.key in kept or (phrase.weight >= heavy and len(phrase.spans) >= SAID):
                    sights.setdefault(phrase.key, []).append(Sight(at, phrase, named))
    return {key: found for key, found in sights.items() if found}


def scan(collection: Collection, keys: Iterable[str]) -> dict[str, list[Sight]]:
    """Return the sights of some keys that the analyses do not list among their phrases, by key."""
    wanted = sorted(set(keys) - {""})
    found: dict[str, list[Sight]] = {}
    for at in range(len(collection.analyses)):
        for sight in scan_article(collection, at, wanted):
            found.setdefault(sight.phrase.key, []).append(sight)
    return found


def scan_article(collection: Collection, at: int, keys: Iterable[str]) -> tuple[Sight, ...]:
    """Return the sights of some keys in one article that it does not list among its phrases."""
    analysis = collection.analyses[at]
    terms = f" {analysis.terms.stems} "  # many keys are asked for: no set is made for each of them
    said = [key for key in keys if all(f" {stem} " in terms for stem in key.split())]
    if not said:
        return ()
    listed = {phrase.key for phrase in (*analysis.phrases, *analysis.entities)}
    possible = [key for key in said if key not in listed]
    found = ((key, _places(collection.words_of(at), key.split())) for key in possible)
    return tuple(Sight(at, _phrase(analysis, key, spans), named=False) for key, spans in found if spans)


def _places(blocks: Iterable[Words], stems: Sequence[str]) -> tuple[Span, ...]:
    spans = []
    for block in blocks:
        for place in _runs(block.keys, list(stems)):
            end = block.ends[place + len(stems) - 1]
            spans.append(Span(block=block.at, start=block.starts[place], end=end))
    return tuple(spans)


def _runs(keys: Sequence[str], run: list[str]) -> Iterator[int]:
    """Yield where `run` begins in `keys`."""
    if not set(run).issubset(keys):
        return
    for place, key in enumerate(keys):
        if key == run[0] and list(keys[place : place + len(run)]) == run:
            yield place


def _words(analysis: Analysis) -> tuple[Words, ...]:
    language = analysis.article.language
    blocks = []
    for at, block in enumerate(analysis.article.blocks):
        if block.kind in _SILENT:
            continue
        words = [
            (part, token.start, token.end)
            for token in tokens(block.text)
            if not is_stop(token.text, language)
            for part in word_key(token.text, language).split()
        ]
        keys, starts, ends = zip(*words, strict=True) if words else ((), (), ())
        blocks.append(Words(at, keys, array("I", starts), array("I", ends)))
    return tuple(blocks)


_SILENT = frozenset({BlockKind.CODE, BlockKind.IMAGE, BlockKind.TABLE})


def _phrase(analysis: Analysis, key: str, spans: tuple[Span, ...]) -> Phrase:
    first = spans[0]
    text = analysis.article.blocks[first.block].text[first.start : first.end]
    return Phrase(key=key, text=text, kind=TopicKind.CONCEPT, weight=1 + log(len(spans)), spans=spans)


SITE = 0.4
"""A phrase in more than this share of a larger collection is about the site, not a topic."""
LARGE = 20
"""A collection of more articles is large."""
COMMON = 0.2
"""A word of more than this share of a larger collection tells nothing about a topic."""
FEW = 8
"""Up to so many articles make a small collection, where one article is enough for a topic."""
STRONG, SAID = 0.6, 4
"""A phrase of one article alone counts with this share of its greatest weight, said so many times."""


def keys_of(texts: Iterable[str], languages: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of some names in some languages, sorted."""
    tongues = sorted(set(languages)) or ["en"]
    keys = {phrase_key(text, language) for text in texts for language in tongues}
    return tuple(sorted(keys - {""}))


def forms_of(sights: Iterable[Sight]) -> Mapping[str, int]:
    """Return how often a phrase is written in which form, by the commonest form of each article."""
    forms: Counter[str] = Counter()
    for sight in sights:
        forms[sight.phrase.text] += len(sight.phrase.spans)
    return forms
