"""Evidence: which article speaks of which phrase, and where."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from math import log
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from generator.corpus.alone import Place, Sentences
from generator.corpus.columns import Columns
from generator.corpus.facts import MARK, Facts, facts_of
from generator.corpus.links import HandMade, find_hand_made, find_hosts
from generator.corpus.marks import Marks, numbers_of_marks, scrambled
from generator.corpus.rarity import NO_SAMPLE, Sample, choose_sample, ranks_of
from generator.corpus.weighing import Spread, number_of, spread_of
from generator.keys import phrase_key, word_key
from generator.model import Analysis, Article, Block, BlockKind, Phrase, Span, TopicKind
from generator.tokens import Token, tokens
from generator.words import is_stop


class Sight(NamedTuple):
    """What one article says of one phrase."""

    article: int
    """Position in `Collection.analyses`."""
    phrase: Phrase
    named: bool
    """It is a name here, not a concept."""


class Words(NamedTuple):
    """The stems of a block's content words, in order, and where each word stands."""

    keys: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]


class Heard(NamedTuple):
    """The sentences of an article, one for one; see `Sentences`."""

    spans: Sequence[Place]
    alone: Sequence[float]
    leaning: bytes
    told: bytes
    all_stems: memoryview
    """By number, one sentence after another."""
    ends: Sequence[int]
    """Where those of each end."""

    @classmethod
    def of(cls, one: Sentences) -> Self:
        """Return the sentences of an article."""
        alone = memoryview(one.alone).cast("d").tolist()
        ends = list(accumulate(memoryview(one.counts).cast("I").tolist()))
        return cls(one.all_spans(), alone, one.leaning, one.told, memoryview(one.stems).cast("I"), ends)

    def stems(self, at: int) -> frozenset[int]:
        """Return the stems of one, by number."""
        return frozenset(self.all_stems[self.ends[at - 1] if at else 0 : self.ends[at]])


@dataclass(frozen=True)
class Collection:
    """All articles, sorted by id, and what can be looked up in them."""

    analyses: Sequence[Analysis]
    """They may be fetched one by one: go through them in order, and as seldom as can be."""
    given: Sequence[Facts] = ()
    """The facts of each, where they are known already."""
    lessened: Mapping[int, bytes] = field(default_factory=dict)
    """Marks of those that are not what their facts say, by position."""
    counted: Spread | None = None
    """How the terms are spread, where that is known already."""
    stood: Sample = NO_SAMPLE
    """The articles that stood for all before."""

    @cached_property
    def marks(self) -> tuple[bytes, ...]:
        """For each article: the same for the same analysis."""
        return tuple(facts.mark + self.lessened.get(at, b"") for at, facts in enumerate(self.facts))

    @cached_property
    def all_marks(self) -> bytes:
        """The marks of the facts of all articles, one after another."""
        return b"".join([facts.mark for facts in self.facts])

    @cached_property
    def ranks(self) -> NDArray[np.uint64]:
        """A number for each article: those with the lowest can stand for all."""
        return ranks_of([head.id for head in self.heads])

    @cached_property
    def sample(self) -> Sample:
        """The articles that stand for all."""
        return choose_sample([head.id for head in self.heads], self.stood)

    @cached_property
    def sampled(self) -> NDArray[np.bool_]:
        """Which articles stand for all."""
        return self.sample.holds([head.id for head in self.heads])

    @cached_property
    def tongues(self) -> NDArray[np.int64]:
        """The language of each article, as a number: that of its place among those there are."""
        languages = [head.language for head in self.heads]
        _, numbers = np.unique(np.array(languages, "U"), return_inverse=True)
        return numbers.astype(np.int64)

    @cached_property
    def mark_rows(self) -> NDArray[np.void]:
        """The same, each of as many bytes."""
        own = (
            blake2b(mark, digest_size=MARK).digest() if at in self.lessened else mark
            for at, mark in enumerate(self.marks)
        )
        return np.frombuffer(b"".join(own), f"V{MARK}")

    @cached_property
    def commonness(self) -> bytes:
        """A mark of the stems that are common."""
        return blake2b(repr(sorted(self.common)).encode(), digest_size=16).digest()

    @cached_property
    def facts(self) -> Sequence[Facts]:
        """The facts of each article."""
        return self.given or tuple(map(facts_of, self.analyses))

    @cached_property
    def heads(self) -> tuple[Article, ...]:
        """Each article without its blocks."""
        return tuple(facts.head for facts in self.facts)

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The day of each article, as `date.toordinal` has it; 0 for one without a date."""
        heads = self.heads
        return np.array([head.published.toordinal() if head.published else 0 for head in heads], np.int64)

    @cached_property
    def links(self) -> tuple[HandMade, ...]:
        """The links between articles that their authors made, sorted."""
        return find_hand_made([(facts.head, facts.links) for facts in self.facts])

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts that the articles themselves lie at, by the links to them."""
        return find_hosts([(facts.head, facts.links) for facts in self.facts])

    @cached_property
    def columns(self) -> Columns:
        """The phrases of all articles."""
        return Columns.of([facts.names for facts in self.facts])

    @cached_property
    def spread(self) -> Spread:
        """Which terms the articles say, and how many say each."""
        return self.counted or spread_of([facts.weights for facts in self.facts])

    @cached_property
    def common(self) -> frozenset[int]:
        """The numbers of the stems of so many articles that they tell nothing; none in a small collection."""
        articles = len(self.facts)
        if articles <= LARGE:
            return frozenset()
        return frozenset(self.spread.terms[self.spread.counts > COMMON * articles].tolist())

    @cached_property
    def heaviest(self) -> NDArray[np.float64]:
        """For each article: the weight of its weightiest phrase that is not about the site, at least 1.

        A phrase in too many articles is about the site.
        """
        articles, columns = len(self.facts), self.columns
        most = SITE * articles if articles > LARGE else articles
        telling = np.where(columns.spread[columns.keys] > most, 0.0, columns.weights)
        found = np.ones(articles)
        np.maximum.at(found, columns.articles, telling)
        return found

    @cached_property
    def witnesses(self) -> Marks:
        """A number for each article: the same as long as it says the same, and its phrases tell as much."""
        return scrambled(numbers_of_marks(self.all_marks) ^ self.heaviest.view(np.uint64))

    @cached_property
    def _at_hand(self) -> dict[int, Heard]:
        return {}

    def sentences(self, article: int) -> Heard:
        """Return the sentences of an article."""
        heard = self._at_hand.get(article)
        if heard is None:
            if len(self._at_hand) > AT_HAND:
                self._at_hand.clear()
            lessened = article in self.lessened
            own = Sentences.of(self.analyses[article]) if lessened else self.facts[article].sentences
            heard = self._at_hand[article] = Heard.of(own)
        return heard


def sentence_at(sentences: Sequence[Place], span: Span) -> int:
    """Return the position of the sentence that holds a span, or -1."""
    at = bisect_right(sentences, (span.block, span.start, 1 << 60)) - 1
    if at < 0:
        return -1
    block, _, end = sentences[at]
    return at if block == span.block and span.end <= end else -1


def scan(collection: Collection, keys: Iterable[str]) -> dict[str, list[Sight]]:
    """Return the sights of some keys that the analyses do not list among their phrases, by key."""
    wanted = sorted(set(keys) - {""})
    found: dict[str, list[Sight]] = {}
    for at in range(len(collection.facts)) if wanted else ():
        for sight in Reading(collection, at).sights_of(wanted):
            found.setdefault(sight.phrase.key, []).append(sight)
    return found


class Reading:
    """An article that is looked into for many topics: its text is fetched only if need be, and once."""

    def __init__(self, collection: Collection, at: int) -> None:
        self.at = at
        self.facts = collection.facts[at]
        self._analyses = collection.analyses
        self._words: dict[int, Words] = {}

    @cached_property
    def analysis(self) -> Analysis:
        """All of the article."""
        return self._analyses[self.at]

    @cached_property
    def _stems(self) -> frozenset[int]:
        return self.facts.said.all_stems()

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(self.facts.names.all_keys())

    def sights_of(self, keys: Iterable[str]) -> tuple[Sight, ...]:
        """Return the sights of some keys that the article does not list among its phrases."""
        said = [
            key
            for key in keys
            if self._stems.issuperset(map(number_of, key.split())) and key not in self._listed
        ]
        found = ((key, self.places(key)) for key in said)
        return tuple(
            Sight(self.at, _phrase(self.analysis, key, spans), named=False) for key, spans in found if spans
        )

    def places(self, key: str) -> tuple[Span, ...]:
        """Return where the stems of a key stand one after another."""
        stems = key.split()
        spans = []
        for at, block in enumerate(self.analysis.article.blocks):
            stems_said = self.analysis.stems[at]  # a sponsor has none
            if stems_said and block.kind not in _SILENT and _may_say(block.text, stems_said, key):
                words = self._words_of(at, block)
                for place in _runs(words.keys, stems):
                    last = place + len(stems) - 1
                    if _is_whole(block.text, words, place, last):
                        spans.append(Span(block=at, start=words.starts[place], end=words.ends[last]))
        return tuple(spans)

    def _words_of(self, at: int, block: Block) -> Words:
        if at not in self._words:
            self._words[at] = _words(block, self.analysis.article.language)
        return self._words[at]


_JOINTS = "-‐‑_&"
"""A word with one of these may have other stems as a part of a phrase than by itself."""
_VOWELS = frozenset("aeiouy")


def _may_say(text: str, stems: str, key: str) -> bool:
    """Tell whether a block may say a key, by the stems of its words; `LLMs` has another one in a phrase."""
    if f" {key} " in f" {stems} " or any(joint in text for joint in _JOINTS):
        return True
    return not all(_VOWELS.intersection(stem) for stem in key.split())


def _runs(keys: Sequence[str], run: list[str]) -> Iterator[int]:
    """Yield where `run` begins in `keys`."""
    if not set(run).issubset(keys):
        return
    for place, key in enumerate(keys):
        if key == run[0] and list(keys[place : place + len(run)]) == run:
            yield place


def _is_whole(text: str, words: Words, first: int, last: int) -> bool:
    """Tell whether words are said together: no full stop parts them, and they are no part of `so-called`.

    A name may begin such a word: `Norvik-based`.
    """
    start, end = words.starts[first], words.ends[last]
    inside = _INSIDE.match(text, max(0, start - 1)) is not None
    goes_on = _INSIDE.match(text, end) is not None
    if inside or (goes_on and not text[start].isupper()):
        return False
    return not any(_PARTING.search(text, words.ends[at], words.starts[at + 1]) for at in range(first, last))


_INSIDE = re.compile(r"(?<=\w)[-‐‑_&](?=\w)")
_PARTING = re.compile(r"[.,;:!?()\[\]{}<>\"“”…|—–\n]")
_PIECE = re.compile(r"[^-‐‑_&]+")


def _words(block: Block, language: str) -> Words:
    words = [
        word
        for token in tokens(block.text)
        if not is_stop(token.text, language)
        for word in _pieces(token, word_key(token.text, language).split())
    ]
    keys, starts, ends = zip(*words, strict=True) if words else ((), (), ())
    return Words(keys, starts, ends)


def _pieces(token: Token, stems: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the stems of a word's parts and where each stands."""
    if len(stems) == 1:
        yield stems[0], token.start, token.end
        return
    for found, stem in zip(_PIECE.finditer(token.text), stems, strict=True):
        yield stem, token.start + found.start(), token.start + found.end()


_SILENT = frozenset({BlockKind.CODE, BlockKind.IMAGE, BlockKind.TABLE})


def _phrase(analysis: Analysis, key: str, spans: tuple[Span, ...]) -> Phrase:
    first = spans[0]
    text = analysis.article.blocks[first.block].text[first.start : first.end]
    return Phrase(key=key, text=text, kind=TopicKind.CONCEPT, weight=1 + log(len(spans)), spans=spans)


AT_HAND = 512
"""The sentences of so many articles are kept at hand."""
SITE = 0.4
"""A phrase in more than this share of a larger collection is about the site, not a topic."""
LARGE = 20
"""A collection of more articles is large."""
COMMON = 0.2
"""A word of more than this share of a larger collection tells nothing about a topic."""
FEW = 8
"""Up to so many articles make a small collection, where one article is enough for a topic."""


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
