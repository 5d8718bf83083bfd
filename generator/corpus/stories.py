"""Stories: articles that tell the same event, and copies of one another, as one entry."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from generator.corpus.averaging import cluster
from generator.corpus.closeness import Nearby, Space
from generator.corpus.evidence import Collection
from generator.corpus.facts import KINDS
from generator.corpus.novelty import find_new
from generator.model import Analysis, Article, Story, Telling, TopicKind

ALIKE = 0.15
"""Tellings of one event are so close on average (cosine); see `benchmarks/stories.py`."""
ENOUGH = 100
"""In a smaller collection nobody can tell a rare word from a common one: only copies are found."""
FAINT = 0.04
"""A fainter likeness counts as none."""
WINDOW = 4
"""An event is told within so many days; articles without a date may belong to any."""
OPENING = 4
"""Who or what an event is about is named in so many first sentences, or in the title,"""
SHARE = 0.5
"""of so many of its tellings,"""
OWN = 0.25
"""which are at least so many of all the articles that say that name."""
LIKELY, COPY = 0.5, 0.6
"""An article so close may be a copy; it is one if so much of the shorter stands in the other,"""
SHINGLE, SHORTEST = 3, 20
"""counted in runs of so many words, of which the shorter has at least so many."""
SCALE = 1_000_000
_NAMES = frozenset({TopicKind.PERSON, TopicKind.PLACE, TopicKind.ORGANISATION})


def find_stories(collection: Collection, space: Space, near: Sequence[Nearby]) -> tuple[Story, ...]:
    """Return the stories that more than one article tells, sorted by id.

    Articles of one time are joined while they are alike on average (UPGMA: R. Sokal and C. Michener,
    1958); what they join to is a story if most of its tellings name the same person, place or
    organisation at once, which few others name. A copy is a telling whenever it appeared: A. Broder,
    "On the resemblance and containment of documents" (1997). `near` are the close ones of each article.
    """
    copies = _copies(collection, space, near)
    groups = cluster(_likeness(collection, near, copies), least=round(ALIKE * SCALE))
    names = _Names(collection, groups)
    told = [part for group in groups for part in ([group] if names.are_of(group) else _parts(group, copies))]
    return tuple(sorted((_story(collection, space, members) for members in told), key=lambda one: one.id))


def _likeness(
    collection: Collection, near: Sequence[Nearby], copies: frozenset[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """Return how alike articles are, in millionths, where they may tell the same."""
    likeness = dict.fromkeys(sorted(copies), SCALE)
    if len(near) < ENOUGH:
        return likeness
    for at, others in enumerate(near):
        for one in others:
            pair = (min(at, one.other), max(at, one.other))
            if pair not in copies and one.whole >= FAINT and _of_one_time(collection, pair):
                likeness[pair] = max(likeness.get(pair, 0), round(one.whole * SCALE))
    return likeness


def _of_one_time(collection: Collection, pair: tuple[int, int]) -> bool:
    one, other = (collection.heads[at].published for at in pair)
    return one is None or other is None or abs((one - other).days) <= WINDOW


def _copies(collection: Collection, space: Space, near: Sequence[Nearby]) -> frozenset[tuple[int, int]]:
    @lru_cache(maxsize=1024)
    def shingles(at: int) -> frozenset[tuple[int, ...]]:
        return frozenset(_shingles(collection.analyses[at], space))

    likely = {
        (min(at, one.other), max(at, one.other))
        for at, others in enumerate(near)
        for one in others
        if one.whole >= LIKELY
    }
    return frozenset(
        (one, other) for one, other in sorted(likely) if _is_copy(shingles(one), shingles(other))
    )


def _shingles(analysis: Analysis, space: Space) -> Iterator[tuple[int, ...]]:
    stems = [space.numbers[stem] for run in analysis.stems for stem in run.split()]
    return zip(*(stems[start:] for start in range(SHINGLE)), strict=False)


def _is_copy(one: frozenset[tuple[int, ...]], other: frozenset[tuple[int, ...]]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= SHORTEST and len(one & other) >= COPY * shorter


def _parts(group: Sequence[int], copies: frozenset[tuple[int, int]]) -> list[list[int]]:
    """Return the runs of copies in a group that is no story."""
    inside = {pair: SCALE for pair in copies if pair[0] in group and pair[1] in group}
    return cluster(inside, least=1)


class _Names:
    """Who and what the openings of some articles name, and how many articles name it at all."""

    def __init__(self, collection: Collection, groups: Iterable[Sequence[int]]) -> None:
        self._openings = {at: _opening(collection.analyses[at]) for group in groups for at in group}
        wanted = frozenset(key for keys in self._openings.values() for key in keys)
        kinds: dict[str, Counter[TopicKind]] = {key: Counter() for key in sorted(wanted)}
        self._spread: Counter[str] = Counter()
        for names in (facts.names for facts in collection.facts) if wanted else ():
            kinds_of = zip(names.all_keys(), names.kinds, names.all_counts().tolist(), strict=True)
            for key, kind, count in islice(kinds_of, names.entities):
                if key in wanted:
                    kinds[key][KINDS[kind]] += count
                    self._spread[key] += 1
        self._telling = frozenset(key for key, votes in kinds.items() if _usual(votes) in _NAMES)

    def are_of(self, group: Sequence[int]) -> bool:
        """Tell whether the openings of a group name something of its own."""
        counts = Counter(key for at in group for key in self._openings[at] if key in self._telling)
        least = max(2, SHARE * len(group))
        return any(n >= least and n >= OWN * self._spread[key] for key, n in counts.items())


def _opening(analysis: Analysis) -> frozenset[str]:
    last = analysis.sentences[min(OPENING, len(analysis.sentences)) - 1] if analysis.sentences else None
    title = f" {analysis.article.title} "
    return frozenset(
        name.key
        for name in analysis.entities
        if name.text in title
        or (last and name.spans and (name.spans[0].block, name.spans[0].end) <= (last.block, last.end))
    )


def _usual(votes: Counter[TopicKind]) -> TopicKind:
    return min(votes, key=lambda kind: (-votes[kind], kind), default=TopicKind.CONCEPT)


def _story(collection: Collection, space: Space, members: Iterable[int]) -> Story:
    """Return the story that these articles tell, in order of appearance, the undated last."""
    ordered = sorted(members, key=lambda at: (_day(collection.heads[at]), collection.heads[at].id))
    tellings = tuple(
        Telling(article=analysis.article.id, adds=adds)
        for analysis, adds in find_new([collection.analyses[at] for at in ordered], space)
    )
    return Story(id=tellings[0].article, tellings=tellings)


def _day(article: Article) -> date:
    return article.published or date.max
