"""Sponsored: what somebody paid for, told between what an article itself says."""

import re
from collections.abc import Sequence

from generator.model import Block, BlockKind

FOLLOWING = 12
"""So many paragraphs at most belong to an announcement."""
_ANNOUNCED = re.compile(
    r"sponsored news|(?:words?|message|note) from (?:our|the|this (?:week|month)['’]s|today['’]s) sponsors?\b"
    r"|(?:sponsored|brought to you) by\b|sponsored (?:content|post|message|section)|our sponsors?\b",
    re.IGNORECASE,
)
_THANKED = re.compile(r"\bfor sponsoring\b", re.IGNORECASE)
_ANNOUNCING = frozenset(
    """
    advertisement advert sponsored anzeige werbung publicité publicidad pubblicità publicidade advertentie
    """.split()
)
_WORDS, _LABEL = 12, 3
"""An announcement has so few words, and the label of the next part."""


def sponsored(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the places of the blocks that a sponsor paid for.

    What follows `It's time for sponsored news` is paid for up to the next heading, label (`Break:`) or turn
    of another speaker; and so is a paragraph that thanks somebody for sponsoring.
    """
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if _announces(block):
            found.update(_following(blocks, at))
        elif "ponsoring" in block.text and _THANKED.search(block.text):
            found.add(at)
    return frozenset(found)


def _announces(block: Block) -> bool:
    text = block.text
    if len(text) < _LONGEST and text.strip(" :*—-").casefold() in _ANNOUNCING:
        return True
    return "ponsor" in text and text.count(" ") < _WORDS and _ANNOUNCED.search(text) is not None


_LONGEST = max(map(len, _ANNOUNCING)) + 3


def _following(blocks: Sequence[Block], at: int) -> range:
    """Return the places of an announcement and of what it announces."""
    end = at + 1
    while end < min(len(blocks), at + 1 + FOLLOWING) and not _begins(blocks[end], blocks[at].speaker):
        end += 1
    return range(at, end)


def _begins(block: Block, speaker: str) -> bool:
    """Tell whether a block begins another part."""
    label = block.text.endswith(":") and block.text.count(" ") < _LABEL
    return block.kind is BlockKind.HEADING or label or block.speaker not in {"", speaker}
