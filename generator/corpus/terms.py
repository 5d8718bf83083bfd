"""Terms: stems and pairs of neighbouring stems, as numbers that are the same in every collection."""

from itertools import chain
from typing import Any, NamedTuple, Self

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from generator.corpus.arrays import Ints, Numbers
from generator.corpus.weighing import numbers_of
from generator.model import Analysis
from generator.words import content_stems

TITLE = 3.0
"""What it adds to a term to stand in the title; the first mention adds 1, the fourth as much again."""
FINE = 8
"""How much an article says a term is counted in eighths, up to 255."""
MOST = 2_000
"""So many terms of an article are compared, those it says most."""


class Text(NamedTuple):
    """The stems of an article by their numbers, and the block that each stands in."""

    stems: Numbers
    blocks: Ints
    title: Numbers


class Bag(NamedTuple):
    """The terms of an article, sorted, and how much it says each."""

    terms: Numbers
    said: NDArray[np.uint8]


class Said(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What an article says, as numbers, column by column."""

    stems: bytes = b""
    lengths: bytes = b""
    """How many stems each block holds."""
    title: bytes = b""

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        """Return what an article says."""
        text = read_text(analysis)
        return cls(
            stems=_packed(text.stems),
            lengths=_packed(np.bincount(text.blocks, minlength=len(analysis.stems))),
            title=_packed(text.title),
        )

    def text(self) -> Text:
        """Return its stems."""
        lengths = _numbers(self.lengths)
        blocks = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        return Text(_numbers(self.stems), blocks, _numbers(self.title))

    def all_stems(self) -> frozenset[int]:
        """Return every stem of its text and its title."""
        return frozenset((*_numbers(self.stems).tolist(), *_numbers(self.title).tolist()))

    def bag(self) -> Bag:
        """Return its terms, which take twice the space of the stems, and so are not kept."""
        return bag_of(self.text())


def _packed(numbers: NDArray[np.integer[Any]]) -> bytes:
    return numbers.astype("<u4").tobytes()


def _numbers(data: bytes) -> Numbers:
    return np.frombuffer(data, "<u4")


def read_text(analysis: Analysis) -> Text:
    """Return an article as numbers."""
    runs = [(at, stems.split(" ")) for at, stems in enumerate(analysis.stems) if stems]
    lengths = np.array([len(run) for _, run in runs], np.int64)
    blocks = np.repeat(np.array([at for at, _ in runs], np.int32), lengths)
    stems = numbers_of(chain.from_iterable(run for _, run in runs))
    words = content_stems(analysis.article.title, analysis.article.language)
    title = numbers_of(words)
    return Text(np.array(stems, np.uint32), blocks, np.array(title, np.uint32))


def terms_of(text: Text) -> tuple[Numbers, Ints]:
    """Return the terms of an article's blocks, each stem and each pair of neighbours, and their blocks."""
    together = text.blocks[:-1] == text.blocks[1:]
    pairs = _pairs(text.stems)[together]
    return np.concatenate((text.stems, pairs)), np.concatenate((text.blocks, text.blocks[:-1][together]))


def _pairs(stems: Numbers) -> Numbers:
    """Return a number for each two neighbours: both mixed as in S. Vigna's SplitMix64."""
    wide = stems.astype(np.uint64)
    mixed = wide[:-1] * np.uint64(0x9E3779B97F4A7C15) ^ (wide[1:] + np.uint64(1)) * np.uint64(
        0xBF58476D1CE4E5B9
    )
    mixed = (mixed ^ mixed >> np.uint64(29)) * np.uint64(0x94D049BB133111EB)
    numbers: Numbers = (mixed >> np.uint64(32)).astype(np.uint32)
    return numbers


def bag_of(text: Text) -> Bag:
    """Return the terms of an article with its title; the square root of the count is what it says."""
    title = np.unique(np.concatenate((text.title, _pairs(text.title))))
    terms, counts = np.unique(np.concatenate((terms_of(text)[0], title)), return_counts=True)
    much = np.sqrt(counts)
    much[np.searchsorted(terms, title)] += TITLE
    said = np.minimum(np.rint(FINE * much), 255).astype(np.uint8)
    if len(terms) <= MOST:
        return Bag(terms, said)
    # Of terms said alike the same ones are kept in every article: what two share is found in both.
    most = np.sort(np.argsort(-said.astype(np.int16), kind="stable")[:MOST])
    return Bag(terms[most], said[most])
