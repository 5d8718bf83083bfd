"""Passages: the runs of blocks that topics and links point at."""

from collections.abc import Iterator, Sequence

from generator.model import Article, Block, BlockKind, Passage

SECTION_WORDS = 250
"""A section up to this many words stays whole."""
RUN_WORDS = 150
"""A longer one is cut at the block end nearest to this many words."""


def find_passages(article: Article) -> tuple[Passage, ...]:
    """Return the passages in reading order; every block with text other than a heading is in one.

    A section with nothing under its heading has none. Code, tables and images go with the text
    around them; a long section is cut at block ends into runs of some 120 to 200 words.
    """
    return tuple(
        Passage(article=article.id, heading=heading, first=first, last=last)
        for heading, start, end in _sections(article.blocks)
        for first, last in _runs(article.blocks, start, end)
    )


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Yield (heading, first, last) of each section that holds anything."""
    heads = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    for heading, end in zip([-1, *heads], [*heads, len(blocks)], strict=True):
        if heading + 1 < end:
            yield heading, heading + 1, end


def _runs(blocks: Sequence[Block], start: int, end: int) -> Iterator[tuple[int, int]]:
    sizes = [_words(block) for block in blocks[start:end]]
    total = sum(sizes)
    if total <= SECTION_WORDS:
        yield start, end
        return
    share = total / max(1, round(total / RUN_WORDS))
    first, done, left = start, 0, total
    for at, size in enumerate(sizes, start):
        done, left = done + size, left - size
        if done >= share - size / 2 and left > share / 2:
            yield first, at + 1
            first, done = at + 1, 0
    yield first, end


def _words(block: Block) -> int:
    """Return how many words of prose a block holds; code and images are none."""
    if block.kind in (BlockKind.CODE, BlockKind.IMAGE):
        return 0
    return block.text.count(" ") + 1 + sum(cell.text.count(" ") + 1 for row in block.rows for cell in row)
