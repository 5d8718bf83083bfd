"""What each telling of a story adds to those before it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from generator.corpus.rarity import Rarity
from generator.corpus.weighing import number_of
from generator.model import Analysis
from generator.words import content_stems

SAID = 0.5
"""A sentence is said before if one earlier sentence says so much of it, by the rarity of its words."""
FEWEST, MOST = 5, 45
"""Content words in a sentence worth showing, and words in all."""
ADDED = 3
"""So many sentences are shown of a telling."""


class _Sentence(NamedTuple):
    position: int
    stems: frozenset[str]
    shown: bool
    """Whether it may be shown: it can stand alone, ends as a sentence, and is neither short nor long."""


def find_new(tellings: Sequence[Analysis], rarity: Rarity) -> Iterator[tuple[Analysis, tuple[int, ...]]]:
    """Yield each telling, in the order given, with the sentences that tell most that none before it said.

    At most three, as positions in reading order; none of the first telling, and none that shares no
    telling word with the story so far, such as an advertisement.
    """
    earlier: dict[str, list[int]] = {}
    count = 0
    for analysis in tellings:
        sentences = list(_sentences(analysis))
        rated = [
            (-fresh, one.position) for one in sentences if (fresh := _freshness(one, earlier, rarity)) > 0
        ]
        yield analysis, tuple(sorted(position for _, position in sorted(rated)[:ADDED]))
        for one in sentences:
            for stem in one.stems:
                earlier.setdefault(stem, []).append(count)
            count += 1


def _sentences(analysis: Analysis) -> Iterator[_Sentence]:
    article = analysis.article
    for position, span in enumerate(analysis.sentences):
        text = article.blocks[span.block].text[span.start : span.end]
        stems = frozenset(content_stems(text, article.language))
        whole = text.rstrip("”\"'’)]").endswith((".", "!", "…", "。"))
        alone = not analysis.merits or analysis.merits[position] > 0
        shown = whole and alone and len(stems) >= FEWEST and text.count(" ") < MOST
        yield _Sentence(position, stems, shown)


def _freshness(sentence: _Sentence, earlier: dict[str, list[int]], rarity: Rarity) -> int:
    """Return how much a sentence says that no earlier one did, or 0 if it is not to be shown."""
    stems = sorted(sentence.stems)
    rare = rarity.of(np.array([number_of(stem) for stem in stems], np.uint32)).tolist()
    weights = dict(zip(stems, rare, strict=True))
    said: Counter[int] = Counter()
    for stem, weight in weights.items():
        for one in earlier.get(stem, ()):
            said[one] += weight
    total, most = sum(rare), max(said.values(), default=0)
    known = any(stem in earlier and weight for stem, weight in weights.items())
    if not sentence.shown or not known or most >= SAID * total:
        return 0
    return sum(weight for stem, weight in weights.items() if stem not in earlier)
