"""Related articles: which are close, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, repeat
from math import exp, sqrt
from typing import NamedTuple, Self

import numpy as np

from generator.corpus.arrays import Floats, Ints, spans
from generator.corpus.closeness import Nearby
from generator.corpus.evidence import Collection
from generator.corpus.facts import Facts
from generator.corpus.nearest import Nearest
from generator.corpus.rarity import FINE, rarity_of
from generator.corpus.weighing import numbers_of
from generator.model import Related
from generator.tokens import words_in
from generator.unspaced import LANGUAGES, shared_strings
from generator.words import NOUNS_CAPITALISED, is_weak, stem

WHOLE = 10_000
"""Scores are whole numbers of ten thousandths."""
LEAST = 200
"""A lower score is no relation."""
REASONS, WORDS = 4, 2
"""So many phrases are named as reasons, or so many words where no phrase is shared."""
PALE = 0.25
"""A phrase not even so telling as the first one is not named beside it."""


class Weights(NamedTuple):
    """What makes articles related, each part beside the closest article's; see `benchmarks/related.py`."""

    whole: float = 0.5
    """That they are about the same."""
    passage: float = 0.5
    """That a paragraph here says what the other is about: links are made from a passage."""
    near: float = 0.1
    """That they are of one time."""
    later: float = 0.2
    """Taken from an article that came later: what is earlier is what this one builds on."""
    year: float = 365.0
    """So many days apart, `near` is down to a third."""


class Sources(NamedTuple):
    """What relations are found in."""

    collection: Collection
    nearest: Nearest
    phrases: Mapping[str, float]
    """How telling it is to share each phrase, by key."""
    unknown: float
    """And any other."""
    limit: int


class Ranked(NamedTuple):
    """An article, and those close to it, the closest first, the other tellings of a story left out."""

    at: int
    others: Ints
    scores: Ints
    """In ten thousandths."""
    blocks: Ints
    """The positions of the closest paragraphs of this one."""

    def first(self, most: int) -> Self:
        """Return the same with so many of the others, at most."""
        return self._replace(others=self.others[:most], scores=self.scores[:most], blocks=self.blocks[:most])


def find_related(
    collection: Collection,
    nearest: Nearest,
    *,
    limit: int,
    weights: Weights = Weights(),  # noqa: B008 - a frozen value
) -> dict[str, tuple[Related, ...]]:
    """Return for each article the closest others, with what they share and where.

    Measured with `benchmarks/related.py`.
    """
    sources = sources_of(collection, nearest, limit)
    ranked = ranked_of(sources, np.arange(len(collection.facts)), weights=weights)
    return {collection.heads[one.at].id: explained(sources, one) for one in ranked}


def sources_of(collection: Collection, nearest: Nearest, limit: int) -> Sources:
    """Return what so many relations of each article are found in."""
    phrases, unknown = _rarity(collection)
    return Sources(collection, nearest, phrases, unknown, limit)


def ranked_of(
    sources: Sources,
    which: Ints,
    *,
    story_of: Ints | None = None,
    weights: Weights = Weights(),  # noqa: B008 - a frozen value
) -> Iterator[Ranked]:
    """Yield those close to each of some articles, which are sorted.

    `story_of` tells which story each article of the collection tells, 0 for none: other tellings of an
    article's story are left out, and of another story all but the closest.
    """
    ranking = _rank(sources.collection, sources.nearest.nearby, which, weights)
    for place in range(len(which)):
        ranked = ranking.of(place)
        yield ranked if story_of is None else _one_a_story(ranked, story_of)


def _rarity(collection: Collection) -> tuple[dict[str, float], float]:
    """Return how rare each phrase is that several articles of a sample say, and how rare any other."""
    chosen = np.flatnonzero(collection.sampled).tolist()
    keys = sorted({key for at in chosen for key in collection.facts[at].names.all_keys()})
    numbers = {key: number for number, key in enumerate(keys)}
    said = (np.unique([numbers[key] for key in collection.facts[at].names.all_keys()]) for at in chosen)
    rarity = rarity_of((row.astype(np.int64) for row in said), collection.sample.of)
    values = (rarity.values / FINE).tolist()
    return {keys[at]: value for at, value in zip(rarity.keys.tolist(), values, strict=True)}, (
        rarity.unknown / FINE
    )


class _Ranking(NamedTuple):
    """The articles close to each of some, the closest first, row after row."""

    which: Ints
    starts: Ints
    others: Ints
    scores: Ints
    blocks: Ints

    def of(self, place: int) -> Ranked:
        """Return those close to one."""
        part = slice(self.starts[place], self.starts[place + 1])
        return Ranked(int(self.which[place]), self.others[part], self.scores[part], self.blocks[part])


def _rank(collection: Collection, nearby: Nearby, which: Ints, weights: Weights) -> _Ranking:
    sizes = nearby.starts[which + 1] - nearby.starts[which]
    inside = spans(nearby.starts[which], sizes)
    owners, firsts = np.repeat(np.arange(len(which)), sizes), np.concatenate(([0], np.cumsum(sizes)))
    others, blocks = nearby.row.others[inside], nearby.row.blocks[inside]
    wholes, passages = nearby.wholes_of(inside, which[owners]), nearby.row.passages[inside].astype(np.float64)
    most = _greatest(firsts, wholes)[owners]
    parts = weights.whole * wholes / most
    parts += weights.passage * passages / _greatest(firsts, passages)[owners]
    parts += _times(collection, which[owners], others, weights)
    scores = np.rint(WHOLE * parts * most).astype(np.int64)
    order = np.flatnonzero(scores >= LEAST)
    order = order[np.lexsort((others[order], -scores[order], owners[order]))]
    starts = np.concatenate(([0], np.cumsum(np.bincount(owners[order], minlength=len(which)))))
    return _Ranking(which, starts, others[order], scores[order], blocks[order])


def _greatest(starts: Ints, values: Floats) -> Floats:
    """Return the greatest value of each row, or 1 where there is none."""
    most = np.zeros(len(starts) - 1)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        most[filled] = np.maximum.reduceat(values, starts[filled])
    return np.where(most > 0, most, 1.0)


def _times(collection: Collection, here: Ints, there: Ints, weights: Weights) -> Floats:
    """Return what it adds to the scores of articles that they are of one time, or takes from later ones."""
    days = collection.days
    dated = (days[here] > 0) & (days[there] > 0)
    apart = np.where(dated, days[there] - days[here], 0)
    gaps, places = np.unique(np.abs(apart), return_inverse=True)
    near = np.array([weights.near * exp(-gap / weights.year) for gap in gaps.tolist()], np.float64)
    return np.where(dated, near[places] - weights.later * (apart > 0), 0.0)


def _one_a_story(ranked: Ranked, story_of: Ints) -> Ranked:
    stories = story_of[ranked.others]
    if not stories.any():
        return ranked
    _, firsts = np.unique(stories, return_index=True)
    kept = (stories == 0) | np.isin(np.arange(len(stories)), firsts)
    kept &= (stories == 0) | (stories != story_of[ranked.at])
    return Ranked(ranked.at, ranked.others[kept], ranked.scores[kept], ranked.blocks[kept])


class _Names(NamedTuple):
    """The phrases of an article."""

    facts: Facts
    keys: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, facts: Facts) -> Self:
        """Return those of an article, phrases first: of two with one key, the entity is the last."""
        keys, weights = facts.names.all_keys(), facts.names.all_weights().tolist()
        entities = facts.names.entities
        return cls(facts, keys[entities:] + keys[:entities], weights[entities:] + weights[:entities])

    def texts(self) -> Sequence[str]:
        """Return how it writes them."""
        texts = self.facts.names.texts.split("\n")
        return texts[self.facts.names.entities :] + texts[: self.facts.names.entities]

    def blocks(self, key: str) -> Sequence[int]:
        """Return the blocks that say a phrase."""
        last = len(self.keys) - 1 - self.keys[::-1].index(key)
        return self.facts.names.blocks_of((last + self.facts.names.entities) % len(self.keys))


class _Here:
    """The article whose relations are explained."""

    def __init__(self, facts: Facts, at: int) -> None:
        self.at = at
        self.names = _Names.of(facts)
        self.weights = dict(zip(self.names.keys, self.names.weights, strict=True))

    def text(self, key: str) -> str:
        """Return how it writes a phrase."""
        return self._texts[key]

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return dict(zip(self.names.keys, self.names.texts(), strict=True))


def explained(sources: Sources, ranked: Ranked) -> tuple[Related, ...]:
    """Return the relations of an article to those close to it that it shares anything telling with."""
    here = _Here(sources.collection.facts[ranked.at], ranked.at)
    columns = zip(*(column.tolist() for column in ranked[1:]), strict=True)
    found = (_explain(sources, here, other, block, score) for other, score, block in columns)
    return tuple(islice((related for related in found if related), sources.limit))


def _explain(sources: Sources, here: _Here, other: int, block: int, score: int) -> Related | None:
    """Return the relation with its reasons, or None if nothing telling is shared."""
    there = _Names.of(sources.collection.facts[other])
    worth = _worth(sources, here, there)
    kept = _reasons(worth)
    because = tuple(here.text(key) for key in kept) or _shared_words(sources, here, other, block)
    if not because:
        return None
    return Related(
        article=there.facts.head.id,
        score=min(1.0, score / WHOLE),
        because=because,
        here=_best_passage(here.names, kept, here.names.facts.passage_of[block]),
        there=_best_passage(there, kept),
    )


def _worth(sources: Sources, here: _Here, there: _Names) -> dict[str, float]:
    """Return how telling each shared phrase is that tells anything."""
    rare, unknown = sources.phrases, sources.unknown
    weights = dict(zip(there.keys, there.weights, strict=True))
    worth = {
        key: sqrt(here.weights[key] * weights[key]) * rare.get(key, unknown) ** 2
        for key in here.weights.keys() & weights.keys()
        if any(map(_tells, key.split()))
    }
    return {key: value for key, value in worth.items() if value > 0}


def _shared_words(sources: Sources, here: _Here, other: int, block: int) -> tuple[str, ...]:
    """Return the most telling words of the closest paragraph that the other says too, where no phrase is."""
    article = sources.collection.analyses[here.at].article
    text, language = article.blocks[block].text, article.language
    if language in LANGUAGES:
        blocks = sources.collection.analyses[other].article.blocks
        strings = shared_strings(text, "\n".join([one.text for one in blocks]), language)
        return tuple(sorted(set(strings), key=lambda one: (-len(one), one))[:WORDS])
    words = [word for word in words_in(text)[::-1] if _tells(word)]  # of those with one stem the first stays
    if language in NOUNS_CAPITALISED:
        words = [word for word in words if not word[0].islower()]
    own = dict(zip(numbers_of(map(stem, words, repeat(language))), words, strict=True))
    bag = sources.collection.facts[other].said.bag()
    wanted = np.array(list(own), np.uint32)
    places = np.searchsorted(bag.terms[:-1], wanted)
    shared = places[bag.terms[places] == wanted]
    terms, rare = bag.terms[shared], sources.nearest.rarity.near(bag.terms[shared])
    telling = zip((bag.said[shared] * rare**2).tolist(), terms.tolist(), strict=True)
    worth = sorted((is_weak(own[term], language), -much, own[term]) for much, term in telling if much)
    return tuple(word for _, _, word in worth[:WORDS])


def _tells(word: str) -> bool:
    """Tell whether it is a reason to share a word: a letter or a number is none."""
    return not word.isascii() or (len(word) > 1 and any(map(str.isalpha, word)))


def _reasons(worth: Mapping[str, float]) -> list[str]:
    """Return the most telling phrases, without those that say next to nothing beside the first."""
    kept = _apart(sorted(worth, key=lambda key: (-worth[key], key)))
    return [key for key in kept if worth[key] >= PALE * worth[kept[0]]]


def _apart(keys: Iterable[str]) -> list[str]:
    """Return the first few, without those that are part of a more telling one, or the reverse."""
    kept: list[str] = []
    for key in keys:
        if not any(f" {key} " in f" {one} " or f" {one} " in f" {key} " for one in kept):
            kept.append(key)
            if len(kept) == REASONS:
                break
    return kept


def _best_passage(names: _Names, keys: Sequence[str], closest: int = 0) -> int:
    """Return the passage that says most of some phrases, the first of them most, rather the closest one."""
    places = names.facts.passage_of
    counts: Counter[int] = Counter()
    for rank, key in enumerate(keys):
        for place in {places[block] for block in names.blocks(key)}:
            counts[place] += REASONS - rank
    counts.pop(-1, None)
    return min(counts, key=lambda place: (-counts[place], place != closest, place), default=closest)
