"""Options: candidates as topics that can be chosen; what each came to is kept from build to build.

A candidate comes to what it came to before as long as the same articles say its keys, and tags name it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as changed
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode
from msgspec.structs import replace

from generator.corpus.arrays import Ints, Lists
from generator.corpus.candidates import Candidate, authors_of, is_anybody, make_candidate, nameable
from generator.corpus.choosing import Option, quality
from generator.corpus.coverage import About, find_coverage
from generator.corpus.evidence import FEW, Collection, sentence_at
from generator.corpus.found import Found
from generator.corpus.remembered import bytes_of, moved, parts_of
from generator.corpus.sights import Sights
from generator.memory import Memory
from generator.model import TopicKind

CANDIDATES = b"candidates"
"""What candidates came to is remembered under this name."""
FLAT = 1
"""An article of one block has its places in its sentences."""


class Group(NamedTuple):
    """Keys that mean one thing."""

    label: str
    keys: tuple[str, ...]
    """Sorted."""
    known: bool = False
    """It is an option whatever it is called."""
    ordered: frozenset[int] = frozenset()
    """Articles whose front matter asks for it."""
    called: tuple[str, TopicKind] | None = None
    """Its name and kind, where they are settled."""


class _Verdict(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of a candidate: all of an option but its label and keys."""

    able: bool
    """Its name is fit for a page."""
    name: str
    kind: TopicKind
    saying: int
    prior: float
    tagged: memoryview
    about: memoryview
    shares: memoryview
    lengths: memoryview
    places: memoryview

    def moved(self, place: Ints) -> "_Verdict":
        """Return the same with the positions that its articles have now."""
        return replace(
            self, tagged=_small(place[_whole(self.tagged)]), about=_small(place[_whole(self.about)])
        )

    def option(self, group: Group) -> Option:
        """Return the option that it tells of."""
        return Option(
            label=group.label,
            keys=group.keys,
            name=self.name,
            kind=self.kind,
            tagged=frozenset(_whole(self.tagged).tolist()),
            saying=self.saying,
            prior=self.prior,
            about=Found(_whole(self.about), np.frombuffer(self.shares)),
            places=Lists(_whole(self.lengths), _whole(self.places)),
        )


_Verdicts = dict[bytes, _Verdict | None]
"""By a mark of all that each was found in; None for what is not to be chosen, whatever else it is."""


class _Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of all candidates."""

    marks: memoryview
    """Of each article, in their order."""
    verdicts: _Verdicts


class Judge:
    """Finds what candidates come to: those of the last build, from memory, where nothing touches them."""

    def __init__(self, collection: Collection, memory: Memory) -> None:
        """Take the collection; what is remembered saves time and changes nothing."""
        self._collection = collection
        self._memory = memory
        self._authors = authors_of(collection)
        languages = [article.language for article in collection.heads]
        self._language = max(sorted(set(languages)), key=languages.count, default="en")
        self._few = len(languages) <= FEW
        self._found: _Verdicts = {}

    def options(self, groups: Iterable[Group], sights: Sights) -> Iterator[Option]:
        """Yield what can be chosen, of some groups; nobody knows yet whether there is enough about it."""
        for group in groups:
            verdict = self._verdict(group, sights)
            if verdict and (group.known or verdict.able):
                yield verdict.option(group)

    def unspoken(self, candidate: Candidate, group: Group) -> Option:
        """Return the option of a topic that articles ask for and nobody names."""
        return self._weighed(candidate, group.ordered, able=True).option(group)

    def keep(self) -> None:
        """Leave what was found for the next build."""
        marks = memoryview(self._collection.all_marks)
        if self._found and (
            self._before.marks != marks or self._before.verdicts.keys() != self._found.keys()
        ):
            self._memory.put(CANDIDATES, *parts_of(_Kept(marks, dict(sorted(self._found.items())))))

    @cached_property
    def _before(self) -> _Kept:
        """What is remembered; it is not looked at where no candidate is."""
        before = self._memory.get(CANDIDATES)
        return decode(before, type=_Kept) if before else _Kept(memoryview(b""), {})

    @cached_property
    def _place(self) -> Ints:
        """For each article of then its position now."""
        return moved(self._collection.all_marks, self._before.marks)[0]

    def _verdict(self, group: Group, sights: Sights) -> _Verdict | None:
        """Return what became of a group; nothing if its name is fit for no page, unless it is known."""
        if self._few:
            return self._judged(group, sights)
        mark = self._mark(group, sights)
        if mark not in self._found and mark in self._before.verdicts:
            before = self._before.verdicts[mark]
            self._found[mark] = before.moved(self._place) if before else None
        if mark not in self._found or (group.known and not self._found[mark]):
            self._found[mark] = self._judged(group, sights)
        return self._found[mark]

    def _mark(self, group: Group, sights: Sights) -> bytes:
        """Return a mark of all that the verdict depends on."""
        digest = blake2b("\n".join(group.keys).encode("utf-8", "surrogatepass"), digest_size=16)
        digest.update(b"".join([sights.mark_of(key).to_bytes(8) for key in group.keys]))
        tags = [self._authors.tags[key] for key in group.keys if key in self._authors.tags]
        person = self._authors.are_named(group.keys)
        if tags or group.ordered or group.called or person:
            forms = [sorted(tag.forms.items()) for tag in tags]
            told = [
                self._witnesses(articles) for articles in (*(tag.articles for tag in tags), group.ordered)
            ]
            digest.update(repr((forms, told, group.called, person)).encode("utf-8", "surrogatepass"))
        digest.update(self._language.encode())
        return digest.digest()

    def _witnesses(self, articles: Iterable[int]) -> list[int]:
        return [int(self._collection.witnesses[at]) for at in sorted(articles)]

    def _judged(self, group: Group, sights: Sights) -> _Verdict | None:
        candidate = make_candidate(group.keys, sights, self._authors)
        if candidate is None:
            return None
        able = nameable(candidate, self._language)
        able &= bool(candidate.tagged) or self._few or not is_anybody(candidate)
        if not able and not group.known:
            return None
        if group.called:
            candidate = changed(candidate, name=group.called[0], kind=group.called[1])
        return self._weighed(candidate, group.ordered, able=able)

    def _weighed(self, candidate: Candidate, ordered: frozenset[int], *, able: bool) -> _Verdict:
        coverage = find_coverage(self._collection, candidate, ordered=ordered)
        places = Lists.of([self._places(about) for about in coverage])
        return _Verdict(
            able=able,
            name=candidate.name,
            kind=candidate.kind,
            saying=len(candidate.sights),
            prior=quality(candidate, coverage),
            tagged=_small(sorted(candidate.tagged)),
            about=_small([about.article for about in coverage]),
            shares=bytes_of(np.array([about.share for about in coverage])),
            lengths=_small(places.lengths),
            places=_small(places.values),
        )

    def _places(self, about: About) -> Sequence[int]:
        """Return where an article speaks of a candidate: in small collections, in which of its sentences."""
        if not self._few or not about.spans:
            return about.passages
        if len(self._collection.facts[about.article].passage_of) > FLAT:
            return sorted({span.block for span in about.spans})
        sentences = self._collection.sentences(about.article).spans
        return sorted({sentence_at(sentences, span) for span in about.spans})


def _small(numbers: Sequence[int] | Ints) -> memoryview:
    return bytes_of(np.asarray(numbers, np.int32))


def _whole(numbers: memoryview) -> Ints:
    return np.frombuffer(numbers, np.int32).astype(np.int64)
