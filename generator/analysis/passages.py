"""Passages: the runs of blocks that topics and links point at."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, pstdev

from generator.analysis.cohesion import topic_changes
from generator.model import Article, Block, BlockKind, Passage

SECTION_WORDS = 250
"""A section up to this many words stays whole."""
RUN_WORDS = 150
"""A longer one is cut at the block end nearest to this many words."""
TALK_WORDS = 1_000
"""A section longer than this is a talk or reads like one: it is cut where its topic changes."""
_TOO_SHORT = 10.0
_UNIT_WORDS = 8
"""Turns of a talk are taken together until they have so many words."""


def find_passages(article: Article, stems: Sequence[Sequence[str]]) -> tuple[Passage, ...]:
    """Return the passages in reading order; every block with text other than a heading is in one.

    `stems` are those of each block. A section with nothing under its heading has none. Code, tables
    and images go with the text around them; a long section is cut at block ends into runs of some
    120 to 200 words, a very long one, such as a transcript, where its topic changes.
    """
    return tuple(
        Passage(article=article.id, heading=heading, first=first, last=last)
        for heading, start, end in _sections(article.blocks)
        for first, last in _runs(article.blocks, stems, start, end)
    )


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Yield (heading, first, last) of each section that holds anything."""
    heads = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    for heading, end in zip([-1, *heads], [*heads, len(blocks)], strict=True):
        if heading + 1 < end:
            yield heading, heading + 1, end


def _runs(
    blocks: Sequence[Block], stems: Sequence[Sequence[str]], start: int, end: int
) -> Iterator[tuple[int, int]]:
    sizes = [_words(block) for block in blocks[start:end]]
    total = sum(sizes)
    if total <= SECTION_WORDS:
        yield start, end
    elif total <= TALK_WORDS:
        yield from _even_runs(sizes, start)
    else:
        yield from _runs_of_talk(sizes, stems[start:end], start)


def _even_runs(sizes: Sequence[int], start: int) -> Iterator[tuple[int, int]]:
    total = sum(sizes)
    share = total / max(1, round(total / RUN_WORDS))
    first, done, left = start, 0, total
    for at, size in enumerate(sizes, start):
        done, left = done + size, left - size
        if done >= share - size / 2 and left > share / 2:
            yield first, at + 1
            first, done = at + 1, 0
    yield first, start + len(sizes)


def _runs_of_talk(
    sizes: Sequence[int], stems: Sequence[Sequence[str]], start: int
) -> Iterator[tuple[int, int]]:
    """Yield runs of readable size that end where the topic changes most."""
    edges = _units(sizes)
    units = [[stem for block in stems[first:last] for stem in block] for first, last in pairwise(edges)]
    lengths = [sum(sizes[first:last]) for first, last in pairwise(edges)]
    cuts = _best_cuts(lengths, _standardised(topic_changes(units)))
    for first, last in pairwise(cuts):
        yield start + edges[first], start + edges[last]


def _units(sizes: Sequence[int]) -> list[int]:
    """Return the positions between which the units of a talk lie: some words each, whole blocks."""
    edges, done = [0], 0
    for at, size in enumerate(sizes, 1):
        done += size
        if done >= _UNIT_WORDS:
            edges.append(at)
            done = 0
    if done:
        edges.pop()  # too few words for a unit of their own
    return [*edges, len(sizes)] if edges[-1] < len(sizes) else edges


def _standardised(values: Sequence[float]) -> list[float]:
    spread = pstdev(values) if len(values) > 1 else 0.0
    return [(value - fmean(values)) / spread if spread else 0.0 for value in values]


def _best_cuts(lengths: Sequence[int], changes: Sequence[float]) -> list[int]:
    """Return the positions between units to cut at, the first and the last among them.

    The sum of the changes of topic at the cuts, less what each run costs by its length, is largest.
    No run of several units is longer than SECTION_WORDS, so the time is linear.
    """
    best = [0.0]
    came = [0]
    for end in range(1, len(lengths) + 1):
        options = list(_options(lengths, changes, best, end))
        value, start = max(options, key=lambda option: (round(option[0], 9), option[1]))
        best.append(value)
        came.append(start)
    cuts = [len(lengths)]
    while cuts[-1]:
        cuts.append(came[cuts[-1]])
    return cuts[::-1]


def _options(
    lengths: Sequence[int], changes: Sequence[float], best: Sequence[float], end: int
) -> Iterator[tuple[float, int]]:
    """Yield (value, start) of each run that may end at a position."""
    words = 0
    for start in range(end - 1, -1, -1):
        words += lengths[start]
        if words > SECTION_WORDS and start < end - 1:
            return
        change = changes[start - 1] if start else 0.0
        yield best[start] + change - _cost(words), start


def _cost(words: int) -> float:
    """Return what a run costs for its length: 0 at the length wanted, 1 at half of it, far more below."""
    return ((words - RUN_WORDS) / (RUN_WORDS / 2)) ** 2 + (_TOO_SHORT if words < RUN_WORDS / 2 else 0)


def _words(block: Block) -> int:
    """Return how many words of prose a block holds; code and images are none."""
    if block.kind in (BlockKind.CODE, BlockKind.IMAGE):
        return 0
    return block.text.count(" ") + 1 + sum(cell.text.count(" ") + 1 for row in block.rows for cell in row)
