"""Repeated sentences: what many articles of a collection say, but for numbers, sums none of them up."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from generator.corpus.arrays import often_enough
from generator.corpus.facts import Facts, mark_of
from generator.model import Analysis
from generator.words import content_stems

OFTEN = 3
"""A sentence of so many articles is a fixture of the collection."""
COPY = 0.3
"""An article with more of its text in them is a copy of others, and what it says no fixture."""
SAME = 0.6
"""A sentence that holds so much of the words of another says the same."""


class Repeated(NamedTuple):
    """The sentences that many articles say, whatever numbers stand in them."""

    marks: frozenset[bytes]
    articles: Sequence[int]
    """The positions of those that say one of them."""


def find_repeated(facts: Sequence[Facts]) -> Repeated:
    """Return the sentences that many articles say, by the marks of all at once."""
    marks = np.frombuffer(b"".join([one.marks for one in facts]), "<u8")
    there = often_enough(marks, OFTEN)
    if not len(there):
        return Repeated(frozenset(), ())
    likely = np.unique(marks[there])
    articles = np.searchsorted(np.cumsum([len(one.marks) // 8 for one in facts]), there, side="right")
    pairs = np.unique(np.searchsorted(likely, marks[there]) * len(facts) + articles)
    which, articles = np.divmod(pairs, len(facts))
    often = np.bincount(which, minlength=len(likely)) >= OFTEN
    found = likely[often].tobytes()
    saying = np.unique(articles[often[which]]).tolist()
    return Repeated(frozenset(found[at : at + 8] for at in range(0, len(found), 8)), saying)


def without_repeated(analysis: Analysis, often: frozenset[bytes]) -> Analysis:
    """Return an analysis with no repeated sentence in its summary, and none that a topic would quote.

    The next best sentence of the article takes its place, if there is one that can stand alone.
    """
    able = (at for at, merit in enumerate(analysis.merits) if merit)
    repeated = {at for at in able if mark_of(analysis, at) in often}
    if not repeated or _length(analysis, repeated) > COPY * _length(analysis, range(len(analysis.merits))):
        return analysis
    merits = tuple(0.0 if at in repeated else merit for at, merit in enumerate(analysis.merits))
    return replace(analysis, merits=merits, summary=_summary(analysis, merits, repeated))


def _text(analysis: Analysis, at: int) -> str:
    span = analysis.sentences[at]
    return analysis.article.blocks[span.block].text[span.start : span.end]


def _length(analysis: Analysis, places: Iterable[int]) -> int:
    return sum(analysis.sentences[at].end - analysis.sentences[at].start for at in places)


def _summary(analysis: Analysis, merits: Sequence[float], repeated: set[int]) -> tuple[int, ...]:
    """Return the summary with others in the place of those repeated, and of what leans on them."""
    kept = [at for at in analysis.summary if at not in repeated and (merits[at] or at - 1 not in repeated)]
    if len(kept) == len(analysis.summary):
        return analysis.summary
    said = [_stems(analysis, at) for at in kept]
    for at in sorted(range(len(merits)), key=lambda at: (-merits[at], at)):
        if len(kept) == len(analysis.summary) or not merits[at]:
            break
        stems = _stems(analysis, at)
        if at not in kept and all(len(stems & other) < SAME * len(stems) for other in said):
            kept.append(at)
            said.append(stems)
    return tuple(sorted(kept)) or analysis.summary


def _stems(analysis: Analysis, at: int) -> frozenset[str]:
    return frozenset(content_stems(_text(analysis, at), analysis.article.language))
