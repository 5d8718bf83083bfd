"""Options: candidates as topics that can be chosen; what each came to is kept from build to build.

A candidate comes to what it came to before as long as the same articles say its keys, and tags name it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace as changed
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.msgpack import decode
from msgspec.structs import replace

from generator.corpus.arrays import Ints, Lists
from generator.corpus.authors import Tag, authors_of
from generator.corpus.candidates import Candidate, candidate_of, is_anybody, make_candidate, nameable
from generator.corpus.choosing import Option, quality
from generator.corpus.columns import Weighed
from generator.corpus.coverage import About, about_article, find_shares
from generator.corpus.evidence import FEW, Collection, Sight, sentence_at
from generator.corpus.found import NONE, Found
from generator.corpus.marks import WHOLE
from generator.corpus.remembered import bytes_of, moved, parts_of
from generator.corpus.sights import Sights
from generator.corpus.tally import Tally
from generator.memory import Memory, key_of
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


class _Verdict(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is remembered of a candidate: an option without its label and keys, and what it was made of."""

    mark: bytes
    """Of all that it depends on."""
    said: list[int]
    """A mark of what is said of each key."""
    tally: Tally
    able: bool
    """Its name is fit for a page."""
    weighed: bool
    """It is known what its articles say."""
    name: str
    kind: TopicKind
    saying: int
    prior: float
    tagged: memoryview
    about: memoryview
    shares: memoryview
    lengths: memoryview
    places: memoryview
    depths: memoryview
    """In how many places each article names it."""

    def moved(self, place: Ints) -> "_Verdict":
        """Return the same with the positions that its articles have now; -1 for those that are gone."""
        return replace(
            self, tagged=_small(place[_whole(self.tagged)]), about=_small(place[_whole(self.about)])
        )

    def spoken(self) -> "_Spoken":
        """Return where its articles speak of it."""
        return _Spoken(
            _whole(self.about), Lists(_whole(self.lengths), _whole(self.places)), _whole(self.depths)
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


class _Spoken(NamedTuple):
    """Where some articles speak of a candidate."""

    articles: Ints
    places: Lists
    depths: Ints
    """In how many places each names it."""


_NOT_SPOKEN = _Spoken(NONE.at, Lists.of(()), NONE.at)


class _Kept(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of all candidates."""

    marks: memoryview
    """Of each article, in their order."""
    verdicts: dict[bytes, _Verdict]
    """By a mark of the keys."""


MOST = 0.95
"""With so many articles in one language, a collection is judged by that language alone."""


class Judge:
    """Finds what candidates come to: those of the last build, from memory, where nothing touches them.

    Where articles only came, those are looked at that did.
    """

    def __init__(self, collection: Collection, memory: Memory) -> None:
        """Take the collection; what is remembered saves time and changes nothing."""
        self._collection = collection
        self._memory = memory
        self._authors = authors_of(collection)
        languages = [article.language for article in collection.heads]
        self._language = max(sorted(set(languages)), key=languages.count, default="en")
        told = languages.count(self._language) if languages else 0
        self._languages = languages if told < MOST * len(languages) else []
        self._few = len(languages) <= FEW
        self._found: dict[bytes, _Verdict] = {}

    def options(self, groups: Iterable[Group], sights: Sights) -> Iterator[Option]:
        """Yield what can be chosen, of some groups; nobody knows yet whether there is enough about it."""
        for group in groups:
            verdict = self._verdict(group, sights)
            if verdict and verdict.weighed and (group.known or verdict.able):
                yield verdict.option(group)

    def unspoken(self, candidate: Candidate, group: Group) -> Option:
        """Return the option of a topic that articles ask for and nobody names."""
        about = find_shares(self._collection, Weighed.of(()), group.ordered)
        spoken = self._spoken(about, {}, _NOT_SPOKEN)
        return self._weighed(candidate, about, spoken).option(group)

    def keep(self) -> None:
        """Leave what was found for the next build."""
        marks = memoryview(self._collection.all_marks)
        known = self._before.verdicts if self._found and self._before.marks == marks else {}
        if self._found and _marks_of(known) != _marks_of(self._found):
            self._memory.put(CANDIDATES, *parts_of(_Kept(marks, dict(sorted(self._found.items())))))

    @cached_property
    def _before(self) -> _Kept:
        """What is remembered; it is not looked at where no candidate is."""
        before = self._memory.get(CANDIDATES)
        return decode(before, type=_Kept) if before else _Kept(memoryview(b""), {})

    @cached_property
    def _moved(self) -> tuple[Ints, frozenset[int]]:
        """For each article of then its position now; and the articles that came since."""
        place, origin = moved(self._collection.all_marks, self._before.marks)
        return place, frozenset(np.flatnonzero(origin < 0).tolist())

    def _verdict(self, group: Group, sights: Sights) -> _Verdict | None:
        """Return what became of a group, if any article has anything of it."""
        if self._few:
            return self._judged(group, sights, None)
        name = key_of("\n".join(group.keys).encode("utf-8", "surrogatepass"), repr(group.called).encode())
        if name not in self._found and name in self._before.verdicts:
            self._found[name] = self._before.verdicts[name].moved(self._moved[0])
        before = self._found.get(name)
        mark = self._mark(group, sights)
        if before and before.mark == mark and (before.weighed or not group.known):
            return before
        verdict = self._judged(group, sights, before, mark)
        if verdict:
            self._found[name] = verdict
        else:
            self._found.pop(name, None)
        return verdict

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
        digest.update(self._tongue(group.keys, sights, tags).encode())
        return digest.digest()

    def _tongue(self, keys: Sequence[str], sights: Sights, tags: Iterable[Tag]) -> str:
        """Return the language of most articles that say or are tagged with something."""
        if not self._languages:
            return self._language
        spoken = frozenset(
            chain.from_iterable([*map(sights.articles_of, keys), *(tag.articles for tag in tags)])
        )
        counts = Counter(self._languages[at] for at in spoken)
        return min(counts, key=lambda language: (-counts[language], language), default=self._language)

    def _witnesses(self, articles: Iterable[int]) -> list[int]:
        return [int(self._collection.witnesses[at]) for at in sorted(articles)]

    def _judged(
        self, group: Group, sights: Sights, before: _Verdict | None, mark: bytes = b""
    ) -> _Verdict | None:
        """Judge a group, from what it came to before where articles only came since."""
        keys = group.keys
        came = self._came(group, sights, before) if before else None
        if before and came is not None:
            found, known = self._counted_on(keys, sights, before, came), before.spoken()
        else:
            seen = {key: sights.get(key, ()) for key in keys}
            found, known = make_candidate(keys, seen, self._authors), None
        if found is None:
            return None
        tags = [self._authors.tags[key] for key in keys if key in self._authors.tags]
        able = nameable(found, self._tongue(keys, sights, tags))
        able &= bool(found.tagged) or self._few or not is_anybody(found)
        weighed = able or group.known
        about, spoken = NONE, _NOT_SPOKEN
        if weighed:
            about = find_shares(self._collection, sights.weights_of(keys), found.tagged | group.ordered)
            if known:
                asked = frozenset(np.setdiff1d(about.at, known.articles).tolist())
                seen = {key: sights.among(key, asked) for key in keys}
            spoken = self._spoken(about, _by_article(seen), known or _NOT_SPOKEN)
        if group.called:
            found = changed(found, name=group.called[0], kind=group.called[1])
        said = [sights.mark_of(key) for key in keys]
        return replace(self._weighed(found, about, spoken), mark=mark, said=said, able=able, weighed=weighed)

    def _counted_on(
        self, keys: Sequence[str], sights: Sights, before: _Verdict, came: Sequence[Sight]
    ) -> Candidate | None:
        """Return a candidate by what it was before, and by what articles say that came since."""
        saying = len(np.unique(sights.weights_of(keys).articles))
        return candidate_of(keys, before.tally.with_(Tally.of(came)), saying, self._authors)

    def _came(self, group: Group, sights: Sights, before: _Verdict) -> Sequence[Sight] | None:
        """Return what articles say that came since, if that is all that is not as it was."""
        now = [sights.mark_of(key) for key in group.keys]
        if before.said == now:
            return ()
        came: list[Sight] = []
        for key, said, mark in zip(group.keys, before.said, now, strict=True):
            more = sights.among(key, self._moved[1]) if self._before.verdicts else ()
            told = sum(int(self._collection.witnesses[sight.article]) for sight in more)
            if (said + told) & WHOLE != mark:
                return None
            came += more
        return came

    def _spoken(self, about: Found, sights: Mapping[int, Sequence[Sight]], known: _Spoken) -> _Spoken:
        """Return where articles speak of a candidate: as it is known, or by their sights."""
        there = np.flatnonzero(known.articles >= 0)
        index = np.full(len(self._collection.facts), -1, np.int64)
        index[known.articles[there]] = there
        lists: list[Sequence[int]] = []
        depths: list[int] = []
        for at, share in zip(about.at.tolist(), about.shares.tolist(), strict=True):
            if index[at] < 0:
                one = about_article(self._collection, at, sights.get(at, ()), share)
                index[at] = len(known.articles) + len(lists)
                lists.append(self._places(one))
                depths.append(len(one.spans))
        which = index[about.at]
        places = known.places.with_(Lists.of(lists)).take(which)
        return _Spoken(about.at, places, np.concatenate((known.depths, np.array(depths, np.int64)))[which])

    def _weighed(self, candidate: Candidate, about: Found, spoken: _Spoken) -> _Verdict:
        return _Verdict(
            mark=b"",
            said=[],
            tally=candidate.tally,
            able=True,
            weighed=True,
            name=candidate.name,
            kind=candidate.kind,
            saying=candidate.saying,
            prior=quality(candidate, spoken.depths.tolist()),
            tagged=_small(sorted(candidate.tagged)),
            about=_small(about.at),
            shares=bytes_of(about.shares),
            lengths=_small(spoken.places.lengths),
            places=_small(spoken.places.values),
            depths=_small(spoken.depths),
        )

    def _places(self, about: About) -> Sequence[int]:
        """Return where an article speaks of a candidate: in small collections, in which of its sentences."""
        if not self._few or not about.spans:
            return about.passages
        if len(self._collection.facts[about.article].passage_of) > FLAT:
            return sorted({span.block for span in about.spans})
        sentences = self._collection.sentences(about.article).spans
        return sorted({sentence_at(sentences, span) for span in about.spans})


def _by_article(seen: Mapping[str, Sequence[Sight]]) -> dict[int, list[Sight]]:
    found: dict[int, list[Sight]] = {}
    for sight in chain.from_iterable(seen.values()):
        found.setdefault(sight.article, []).append(sight)
    return found


def _marks_of(verdicts: Mapping[bytes, _Verdict]) -> dict[bytes, tuple[bytes, bool]]:
    return {name: (one.mark, one.weighed) for name, one in verdicts.items()}


def _small(numbers: Sequence[int] | Ints) -> memoryview:
    return bytes_of(np.asarray(numbers, np.int32))


def _whole(numbers: memoryview) -> Ints:
    return np.frombuffer(numbers, np.int32).astype(np.int64)
