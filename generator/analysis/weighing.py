"""How much an article is about a phrase."""

from collections.abc import Sequence
from dataclasses import dataclass
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


def scale_of(article: Article) -> Scale:
    """Return the scale of an article."""
    headings = frozenset(at for at, block in enumerate(article.blocks) if block.kind is BlockKind.HEADING)
    return Scale(
        title=f" {phrase_key(article.title, article.language)} ",
        headings=headings,
        opening=1 + len(article.blocks) // 10,
    )


def weigh(key: str, blocks: Sequence[int], scale: Scale) -> float:
    """Return a phrase's weight: how often and how widely it stands in the article, and where.

    `blocks` has the position of its block for each time that it is said.
    """
    if not blocks:
        return 1.0 + (TITLE if f" {key} " in scale.title else 0.0)
    where = set(blocks)
    often = 1 + log(len(blocks))
    widely = 1 + log(len(where)) / 2
    place = 1.0
    place += TITLE if f" {key} " in scale.title else 0.0
    place += HEADING if not where.isdisjoint(scale.headings) else 0.0
    place += OPENING if min(where) < scale.opening else 0.0
    return round(often * widely * place, 4)
