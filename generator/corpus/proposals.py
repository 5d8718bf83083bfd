"""Proposals: what an editor may want to settle in `topics.yml`, each with its evidence."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from generator.corpus.misspellings import Misspelling, find_misspellings
from generator.model import Corpus, Topic, TopicKind

OVERLAP = 0.6
"""Topics are proposed for merging if so much of the smaller one's passages are the other's too."""
BOTH = 0.5
"""And so much of the larger one's, where they have no word in common."""
TOGETHER = 2
"""And in at least so many articles: in one there is room for many topics."""
WITHIN = 0.6
"""A new topic is proposed as a part of another if so much of it lies in the other."""
SHARE = 0.15
"""And if it is at least this share of the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two topics that may be one."""

    old: Topic
    """The smaller one."""
    into: Topic
    shared: int
    """So many passages of the smaller one are the larger one's too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """Everything that an editor is asked about."""

    new: tuple[Topic, ...]
    """Topics that come next after those published, those with most articles first."""
    parts: tuple[tuple[Topic, Topic], ...]
    """(part, whole): new topics into which a published one could be split, by the id of the whole."""
    merges: tuple[Merge, ...]
    """Those that share most first; each topic goes into one other at most."""
    misspellings: tuple[Misspelling, ...]


def make_proposals(corpus: Corpus, wider: Corpus, pinned: Collection[str] = ()) -> Proposals:
    """Return what may be settled about a corpus; `wider` is the same one gathered with more topics.

    Nothing of it is done by itself: a topic is never split, merged or renamed silently. Topics that the
    editor `pinned` are settled: none of them is to go into another.
    """
    known = {topic.id for topic in corpus.topics}
    keys = {key for topic in corpus.topics for key in topic.keys}
    found = [topic for topic in wider.topics if topic.id not in known and keys.isdisjoint(topic.keys)]
    parts = [(topic, whole) for topic in found if (whole := _whole(topic, corpus.topics))]
    inside = {part.id for part, _ in parts}
    return Proposals(
        new=tuple(sorted((one for one in found if one.id not in inside), key=_largest_first)),
        parts=tuple(sorted(parts, key=lambda pair: (pair[1].id, _largest_first(pair[0])))),
        merges=_one_each(one for one in _merges(corpus.topics) if one.old.id not in pinned),
        misspellings=find_misspellings(corpus.analyses.values()),
    )


def passages_of(topic: Topic) -> frozenset[tuple[str, int]]:
    """Return the passages of a topic, as (article, position)."""
    return frozenset(
        (article, place)
        for article, passages in zip(topic.coverage.articles, topic.coverage.passages, strict=True)
        for place in passages
    )


def _largest_first(topic: Topic) -> tuple[int, int, str]:
    return -len(topic.coverage), -len(passages_of(topic)), topic.id


def _whole(topic: Topic, others: Iterable[Topic]) -> Topic | None:
    """Return the topic that this one is a telling part of, the closest."""
    own = passages_of(topic)
    shares = [(len(own & passages_of(one)), one) for one in others]
    wholes = [
        (shared, one)
        for shared, one in shares
        if shared >= WITHIN * len(own) and shared >= SHARE * len(passages_of(one)) and own
    ]
    return min(wholes, key=lambda pair: (-pair[0], pair[1].id), default=(0, None))[1]


def _one_each(merges: Iterable[Merge]) -> tuple[Merge, ...]:
    """Return of each topic the merge that most speaks for, those that share most first."""
    best: dict[str, Merge] = {}
    for one in sorted(merges, key=lambda one: (-one.shared, one.old.id, _largest_first(one.into))):
        best.setdefault(one.old.id, one)
    return tuple(best.values())


def _merges(topics: Iterable[Topic]) -> Iterator[Merge]:
    """Yield topics of one kind that lie together: a person who is spoken of with a firm is not that firm."""
    for one, other in combinations(sorted(topics, key=_largest_first), 2):
        if other.parent == one.id or one.parent == other.id or not _may_be_one(one, other):
            continue
        small, large = passages_of(other), passages_of(one)
        shared = small & large
        among = len({article for article, _ in shared})
        strange = _words(one).isdisjoint(_words(other))
        if strange and len(shared) < BOTH * len(large):  # a part of it, or what goes with it
            continue
        if among >= TOGETHER and len(shared) >= OVERLAP * len(small):
            yield Merge(old=other, into=one, shared=len(shared))


def _may_be_one(one: Topic, other: Topic) -> bool:
    """Tell whether two topics may be the same: of two names, only if they have a word in common."""
    if one.kind is not other.kind:
        return False
    return one.kind is TopicKind.CONCEPT or not _words(one).isdisjoint(_words(other))


def _words(topic: Topic) -> frozenset[str]:
    return frozenset(word for key in topic.keys for word in key.split())
