"""Sharpening: topics as their names find them become topics as their articles speak of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import repeat

import numpy as np

from generator.corpus.arrays import Flags, Ints
from generator.corpus.editing import Known
from generator.corpus.evidence import Collection
from generator.corpus.found import flags_of
from generator.corpus.neighbours import Neighbours
from generator.corpus.profile import (
    UNSHARPENED,
    Before,
    Profiler,
    Scored,
    Sharp,
    decided,
    has_no_company,
    make_profiler,
    scored,
)
from generator.corpus.resembling import Resemblance
from generator.corpus.resharpening import Recollection
from generator.corpus.sheets import Subject
from generator.corpus.vectors import Vectors
from generator.parallel import map_here, topics_worth_it

Subjects = Mapping[str, Subject | None]
"""By label; None for a known topic that no article speaks of."""
_Asked = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sharpener:
    """Sharpens the topics of one collection, each once."""

    collection: Collection
    vectors: Vectors
    neighbours: Neighbours
    jobs: int
    there: frozenset[str] = frozenset()
    """The ids of the articles that any topic was published with."""
    before: Recollection | None = None
    """What is known from the last build."""
    resemblance: Resemblance | None = None
    """What tells which articles are alike; without it none are."""
    _done: dict[_Asked, Sharp] = field(default_factory=dict)

    def sharpened(self, subjects: Subjects, known: Mapping[str, Known]) -> dict[str, Subject | None]:
        """Return the topics with the articles that are about them; `known` are those there before.

        A topic that was sharpened already is not again: with its own articles as those it had
        before, it would come to the same.
        """
        asked = {label: _asked(one) for label, one in subjects.items() if one}
        missing = {label: one for label, one in subjects.items() if one and asked[label] not in self._done}
        self._done.update((asked[label], sharp) for label, sharp in self._sharpen(missing, known).items())
        return {
            label: one and replace(one, sharp=self._done[asked[label]]) for label, one in subjects.items()
        }

    def with_alike(self, subjects: Subjects, known: Mapping[str, Known]) -> dict[str, Subject | None]:
        """Return the topics that are published, each also with the articles like those about it."""
        if self.resemblance is None:
            return dict(subjects)
        at, there = self._there()
        before = {
            label: Before(_places(at, known[label].articles), there) for label in subjects if label in known
        }
        return self.resemblance.with_alike(subjects, before)

    def keep(self) -> None:
        """Leave what was found for the next build."""
        if self.before:
            self.before.keep()

    def _sharpen(self, subjects: Mapping[str, Subject], known: Mapping[str, Known]) -> dict[str, Sharp]:
        if not subjects:
            return {}
        keys = [key for one in subjects.values() for key in one.keys]
        profiler = make_profiler(self.collection, self.vectors, self.neighbours, keys)
        at, there = self._there()
        found = {}
        for label, scores in self._scored(profiler, subjects).items():
            old = known[label].articles if label in known else ()
            before = Before(_places(at, old), there)
            one = subjects[label]
            found[label] = decided(profiler, one, scores, before) if scores else UNSHARPENED
        return found

    def _there(self) -> tuple[dict[str, int], Flags]:
        """Return the position of each article, and which of them any topic was published with."""
        at = {article.id: place for place, article in enumerate(self.collection.heads)}
        return at, flags_of(_places(at, self.there), len(self.collection.facts))

    def _scored(self, profiler: Profiler, subjects: Mapping[str, Subject]) -> dict[str, Scored | None]:
        """Return how much articles are about each topic, in so far as they can be compared."""
        asked = {label: one for label, one in subjects.items() if not has_no_company(profiler, one.first)}
        known = {
            label: self.before.scored(one.keys, one.first) if self.before else ()
            for label, one in asked.items()
        }
        found = {label: one for label, one in known.items() if isinstance(one, Scored)}
        missing = [label for label in asked if label not in found]

        def anew(label: str) -> Scored:
            begun = known[label]
            if isinstance(begun, Scored):
                return begun
            return scored(profiler, subjects[label].first, begun)

        self.vectors.prepare()  # else every copy of this process would
        worth = topics_worth_it(len(self.collection.facts))
        made = map_here(anew, missing, jobs=self.jobs, worth=worth)
        for label, scores in zip(missing, made, strict=True):
            found[label] = scores
            if self.before:
                self.before.take(subjects[label].keys, scores)
        return {label: found.get(label) for label in subjects}


def _places(at: Mapping[str, int], ids: Iterable[str]) -> Ints:
    """Return where some articles are now, if they are there."""
    places = np.fromiter(map(at.get, ids, repeat(-1)), np.int64)
    return places[places >= 0]


def _asked(subject: Subject) -> _Asked:
    return subject.keys, subject.kind, subject.tagged, *(column.tobytes() for column in subject.first)
