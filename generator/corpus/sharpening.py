"""Sharpening: topics as their names find them become topics as their articles speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.corpus.editing import Known
from generator.corpus.evidence import Collection
from generator.corpus.neighbours import Neighbours
from generator.corpus.profile import Sharp, make_profiler, sharpen
from generator.corpus.sheets import Subject
from generator.corpus.vectors import Vectors
from generator.parallel import map_here

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

    def _sharpen(self, subjects: Mapping[str, Subject], known: Mapping[str, Known]) -> dict[str, Sharp]:
        if not subjects:
            return {}
        keys = [key for one in subjects.values() for key in one.keys]
        profiler = make_profiler(self.collection, self.vectors, self.neighbours, keys)
        at = {article.id: place for place, article in enumerate(self.collection.heads)}

        def sharp(label: str) -> Sharp:
            old = known[label].articles if label in known else ()
            before = [place for place in map(at.get, old) if place is not None]
            return sharpen(profiler, subjects[label], subjects[label].first, before=frozenset(before))

        self.vectors.prepare()  # else every copy of this process would
        return dict(zip(subjects, map_here(sharp, list(subjects), jobs=self.jobs), strict=True))


def _asked(subject: Subject) -> _Asked:
    return subject.keys, subject.kind, subject.tagged, tuple(subject.first.items())
