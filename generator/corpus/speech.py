"""Speech: which passages of which articles say some words, for many articles at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from generator.corpus.arrays import Floats, Ints, Lists, Numbers, places_among, spans, sums
from generator.corpus.facts import Facts
from generator.corpus.weighing import number_of

SAYING = 0.5
"""A passage that does not name the topic counts from this share of the one that says most of it."""

AT_ONCE = 1024
"""So many articles are looked through at a time: all at once take ten times the memory of what is found."""


class _Said(NamedTuple):
    """Some words where they stand, one after another."""

    terms: Ints
    """By their places among the words asked for."""
    slots: Ints


@dataclass(frozen=True, slots=True)
class Speech:
    """Where some articles say some words.

    Every passage of every article has a slot, and so has what lies outside of an article's passages, the
    title and the headings: its last one.
    """

    articles: Ints
    """Their positions, sorted."""
    starts: Ints
    """The first slot of each of them, and the end of the last one's."""
    terms: Numbers
    """The words by their numbers, sorted."""
    rows: Ints
    """Where the slots of each word start, and where the last one's end."""
    slots: Ints
    counts: Ints
    """How often each slot says the word."""

    @classmethod
    def of(
        cls, facts: Sequence[Facts], articles: Ints, wanted: Iterable[str], numbers: Iterable[int]
    ) -> Self:
        """Return where some articles say the stems that are wanted, and those of these numbers."""
        facts = [facts[at] for at in articles.tolist()]
        stems = frozenset(wanted)
        asked = np.array(sorted({*numbers, *map(number_of, stems)}), np.uint32)
        starts = np.cumsum([0, *(len(one.headings) // 4 + 1 for one in facts)])
        some = [slice(first, first + AT_ONCE) for first in range(0, max(1, len(facts)), AT_ONCE)]
        found = [_counted(facts[part], starts[part.start : part.stop + 1], asked, stems) for part in some]
        packed, counts = map(np.concatenate, zip(*found, strict=True))
        del found
        order = np.argsort(packed, kind="stable")  # they come in sorted runs
        packed, counts = packed[order], counts[order]
        del order
        rows = np.searchsorted(packed, np.arange(len(asked) + 1) << 40)
        return cls(articles, starts, asked, rows, (packed & ((1 << 40) - 1)).astype(np.int32), counts)

    def holding(self, stems: Iterable[str]) -> Ints:
        """Return those of the articles that say every one of some stems."""
        found = np.ones(len(self.starts) - 1, np.bool_)
        for stem in stems:
            slots = self._row(number_of(stem))[0]
            saying = np.zeros(len(found), np.bool_)
            saying[np.searchsorted(self.starts, slots, side="right") - 1] = True
            found &= saying
        return self.articles[found]

    def best(self, words: Mapping[int, float], articles: Ints) -> Lists:
        """Return for some of them the passages that say most of some words, which weigh differently."""
        if not len(articles):
            return Lists.of(())
        which = np.searchsorted(self.articles, articles)
        firsts, sizes = self.starts[which], np.diff(self.starts)[which]
        ends = np.cumsum(sizes)
        slots = spans(firsts, sizes)
        scores = np.round(self._scores(words)[slots], 6)
        scores[ends - 1] = -1.0
        most = np.maximum.reduceat(scores, ends - sizes)
        good = np.flatnonzero(scores >= SAYING * np.repeat(np.where(most < 0, 1.0, most), sizes))
        owners = np.searchsorted(ends, good, side="right")
        lengths = np.bincount(owners, minlength=len(articles))
        return Lists(lengths, slots[good] - firsts[owners])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def _scores(self, words: Mapping[int, float]) -> Floats:
        slots, much = [np.empty(0, np.int64)], [np.empty(0)]
        for number, weight in words.items():
            there, counts = self._row(number)
            slots.append(there)
            much.append(np.sqrt(counts) * weight)
        return sums(np.concatenate(slots), np.concatenate(much), int(self.starts[-1]))

    def _row(self, number: int) -> tuple[Ints, Ints]:
        place = int(np.searchsorted(self.terms, number))
        if place == len(self.terms) or int(self.terms[place]) != number:
            return self.slots[:0], self.counts[:0]
        part = slice(self.rows[place], self.rows[place + 1])
        return self.slots[part], self.counts[part]


def _counted(
    facts: Sequence[Facts], starts: Ints, asked: Numbers, stems: frozenset[str]
) -> tuple[Ints, Ints]:
    """Return where some articles say which of the words asked for, a number for both, and how often."""
    there = (_in_blocks(facts, starts, asked), _in_titles(facts, starts, asked, stems))
    said = _Said._make(map(np.concatenate, zip(*there, strict=True)))
    found, counts = np.unique(said.terms.astype(np.int64) << 40 | said.slots, return_counts=True)
    return found, counts.astype(np.int32)


def _in_titles(facts: Sequence[Facts], starts: Ints, asked: Numbers, wanted: frozenset[str]) -> _Said:
    stems = np.frombuffer(b"".join([one.said.title for one in facts]), "<u4")
    owners = np.repeat(np.arange(len(facts)), [len(one.said.title) // 4 for one in facts])
    more = [(at, stem) for at, one in enumerate(facts) for stem in wanted.intersection(one.title.split())]
    numbers = np.array([number_of(stem) for _, stem in more], np.uint32)
    owners = np.concatenate((owners, np.array([at for at, _ in more], np.int64)))
    places, inside = places_among(np.concatenate((stems, numbers)), asked)
    return _Said(places, starts[owners[inside] + 1] - 1)


def _in_blocks(facts: Sequence[Facts], starts: Ints, asked: Numbers) -> _Said:
    stems = np.frombuffer(b"".join([one.said.stems for one in facts]), "<u4")
    lengths = np.frombuffer(b"".join([one.said.lengths for one in facts]), "<u4").astype(np.int64)
    places, inside = places_among(stems, asked)
    block = np.searchsorted(np.cumsum(lengths), inside, side="right")
    return _Said(places, _slots_of_blocks(facts, starts)[block])


def _slots_of_blocks(facts: Sequence[Facts], starts: Ints) -> Ints:
    """Return the slot of every block of every article."""
    passages = np.frombuffer(b"".join([one.passages for one in facts]), "i").astype(np.int64)
    headings = np.frombuffer(b"".join([one.headings for one in facts]), "i").astype(np.int64)
    blocks = np.cumsum([0, *(len(one.passages) // 4 for one in facts)])
    first = np.repeat(blocks[:-1], [len(one.headings) // 4 for one in facts])
    passages = passages.copy()
    passages[(first + headings)[headings >= 0]] = -1
    lengths = np.diff(blocks)
    within = np.repeat(starts[:-1], lengths) + passages
    return np.where(passages < 0, np.repeat(starts[1:] - 1, lengths), within)
