"""Related articles: which are close, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import exp, log, sqrt
from typing import NamedTuple

from generator.corpus.closeness import COMMON, FEW, Near, Nearby, Space
from generator.corpus.evidence import Collection
from generator.model import Phrase, Related, Story
from generator.tokens import tokens
from generator.words import stem

LEAST = 0.02
"""A lower score is no relation."""
REASONS, WORDS = 4, 2
"""So many phrases are named as reasons, or so many words where no phrase is shared."""


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
    space: Space
    rarity: Mapping[str, float]
    """How telling it is to share each phrase, by key."""


def find_related(  # noqa: PLR0913 - what follows `near` is named
    collection: Collection,
    space: Space,
    near: Iterable[Nearby],
    *,
    limit: int,
    stories: Iterable[Story] = (),
    weights: Weights = Weights(),  # noqa: B008 - a frozen value
) -> dict[str, tuple[Related, ...]]:
    """Return for each article the closest others, with what they share and where.

    `near` are those that may be, of each article. A story's other tellings are not related to it,
    and of another story only the closest telling is named. Measured with `benchmarks/related.py`.
    """
    story_of = {one.article: story.id for story in stories for one in story.tellings}
    sources = Sources(collection, space, _rarity(collection))
    found = {}
    for at, others in enumerate(map(tuple, near)):
        ranked = _rank(collection, at, others, weights)
        apart = _one_a_story(collection, at, ranked, story_of)
        found[collection.heads[at].id] = _explained(sources, at, apart, limit)
    return found


def _rarity(collection: Collection) -> dict[str, float]:
    """Return the rarity of each phrase that is neither said once nor said everywhere."""
    spread = Counter(key for facts in collection.facts for key in set(facts.names.all_keys()))
    total = len(collection.facts)
    most = max(COMMON * total, FEW)
    return {key: log(1 + total / count) for key, count in spread.items() if 1 < count <= most}


def _rank(
    collection: Collection, at: int, others: Sequence[Near], weights: Weights
) -> list[tuple[float, Near]]:
    whole = max((one.whole for one in others), default=0.0) or 1.0
    passage = max((one.passage for one in others), default=0.0) or 1.0
    scored = []
    for one in others:
        score = weights.whole * one.whole / whole + weights.passage * one.passage / passage
        score += _time(collection, (at, one.other), weights)
        score = round(score * whole, 4)
        if score >= LEAST:
            scored.append((score, one))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].other))


def _time(collection: Collection, pair: tuple[int, int], weights: Weights) -> float:
    here, there = (collection.heads[one].published for one in pair)
    if here is None or there is None:
        return 0.0
    days = (there - here).days
    return weights.near * exp(-abs(days) / weights.year) - (weights.later if days > 0 else 0.0)


def _one_a_story(
    collection: Collection, at: int, ranked: Iterable[tuple[float, Near]], story_of: Mapping[str, str]
) -> Iterator[tuple[float, Near]]:
    seen = {story_of.get(collection.heads[at].id, "")}
    for score, one in ranked:
        story = story_of.get(collection.heads[one.other].id, "")
        if not story or story not in seen:
            seen.add(story)
            yield score, one


def _explained(
    sources: Sources, at: int, ranked: Iterable[tuple[float, Near]], limit: int
) -> tuple[Related, ...]:
    here = sources.collection.phrases_of(at)
    explained = (_explain(sources, here, (at, near), score) for score, near in ranked)
    return tuple(islice((related for related in explained if related), limit))


def _explain(
    sources: Sources, here: Mapping[str, Phrase], pair: tuple[int, Near], score: float
) -> Related | None:
    """Return the relation with its reasons, or None if nothing telling is shared."""
    at, near = pair
    there = sources.collection.phrases_of(near.other)
    worth = {key: _telling(here[key], there[key], sources.rarity) for key in here.keys() & there.keys()}
    shared = sorted((key for key in worth if worth[key] > 0), key=lambda key: (-worth[key], key))
    kept = _apart(shared)[:REASONS]
    because = tuple(here[key].text for key in kept) or _shared_words(sources, at, near)
    if not because:
        return None
    return Related(
        article=sources.collection.heads[near.other].id,
        score=min(1.0, score),
        because=because,
        here=sources.collection.passage_of[at][near.block],
        there=_best_passage(sources.collection, near.other, [there[key] for key in kept]),
    )


def _shared_words(sources: Sources, at: int, near: Near) -> tuple[str, ...]:
    """Return the most telling words of the closest paragraph that the other says too, where no phrase is."""
    article = sources.collection.analyses[at].article
    space = sources.space
    terms, weights = space.vectors.row(near.other)
    theirs = dict(zip(terms.tolist(), weights.tolist(), strict=True))
    worth: dict[int, tuple[int, str]] = {}
    for token in tokens(article.blocks[near.block].text):
        term = space.place(stem(token.text, article.language))
        if term in theirs:
            worth.setdefault(term, (-theirs[term] * int(space.rarity[term]), token.text))
    return tuple(word for _, word in sorted(worth.values())[:WORDS])


def _telling(here: Phrase, there: Phrase, rarity: Mapping[str, float]) -> float:
    return round(sqrt(here.weight * there.weight) * rarity.get(here.key, 0.0), 6)


def _apart(keys: Iterable[str]) -> list[str]:
    """Leave out a phrase that is part of a more telling one, or the reverse."""
    kept: list[str] = []
    for key in keys:
        if not any(f" {key} " in f" {one} " or f" {one} " in f" {key} " for one in kept):
            kept.append(key)
    return kept


def _best_passage(collection: Collection, at: int, phrases: Sequence[Phrase]) -> int:
    """Return the passage that says most of some phrases, the first of them most."""
    places = collection.passage_of[at]
    counts: Counter[int] = Counter()
    for rank, phrase in enumerate(phrases):
        for place in {places[span.block] for span in phrase.spans}:
            counts[place] += REASONS - rank
    counts.pop(-1, None)
    return min(counts, key=lambda place: (-counts[place], place), default=0)
