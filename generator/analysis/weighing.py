"""How much an article is about a phrase."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from math import log

from generator.keys import phrase_key
from generator.model import Article, BlockKind

TITLE, HEADING, OPENING = 1.0, 0.5, 0.25
"""What it adds to a phrase's weight to stand in the title, in a heading, in the first tenth."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the weights of one article's phrases are measured by."""

    title: str
    """The title's key, with a space at either end."""
    headings: frozenset[int]
    """Positions of the headings."""
    opening: int
    """The position after the blocks of the opening."""

    def titles(self, key: str) -> bool:
        """Tell whether the title holds a phrase."""
        return key in self.title and f" {key} " in self.title


def scale_of(article: Article) -> Scale:
    """Return the scale of an article."""
    headings = frozenset(at for at, block in enumerate(article.blocks) if block.kind is BlockKind.HEADING)
    return Scale(
        title=f" {phrase_key(article.title, article.language)} ",
        headings=headings,
        opening=1 + len(article.blocks) // 10,
    )


def weigh(often: int, where: AbstractSet[int], scale: Scale, *, titled: bool) -> float:
    """Return a phrase's weight: how often and how widely it stands in the article, and where.

    `where` has the positions of the blocks that say it, `titled` tells whether the title does.
    """
    place = 1.0 + TITLE * titled
    if not where:
        return place
    place += HEADING * (not where.isdisjoint(scale.headings)) + OPENING * (min(where) < scale.opening)
    return _measured(often, len(where), place)


def weigh_once(block: int, scale: Scale, *, titled: bool) -> float:
    """Return the same for a phrase that stands in one place only."""
    return 1.0 + TITLE * titled + HEADING * (block in scale.headings) + OPENING * (block < scale.opening)


@lru_cache(maxsize=1 << 14)
def _measured(often: int, widely: int, place: float) -> float:
    return round((1 + log(often)) * (1 + log(widely) / 2) * place, 4)
