"""How much of an article the site shows, and the anchors that stand on its page."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from generator.model import Analysis, Block, BlockKind, Publish


class Showing(Struct, frozen=True, kw_only=True):
    """The part of an article's text that its page shows."""

    anchors: tuple[str, ...]
    """For every block, shown or not: `p3` for the third that is no heading, `s2` for the second heading."""
    blocks: int
    """How many blocks are shown whole, from the first."""
    quoted: tuple[tuple[int, ...], ...]
    """The sentences shown beyond these, as positions in `Analysis.sentences`, one tuple for each block."""
    present: frozenset[int]
    """Positions of the blocks that have their anchor on the page."""
    passages: tuple[str, ...]
    """For every passage the anchor of its first text that is shown, or nothing."""

    def anchor(self, block: int) -> str:
        """Return the anchor of a block, or nothing where the page does not show it."""
        return self.anchors[block] if block in self.present else ""


def showing(analysis: Analysis, quoted: frozenset[int], excerpt_words: int) -> Showing:
    """Return what the page of an article shows, by its publish policy; `quoted` are sentences."""
    article = analysis.article
    blocks = _shown_whole(article.blocks, article.publish, excerpt_words)
    beyond = [s for s in sorted(quoted) if analysis.sentences[s].block >= blocks]
    groups = tuple(tuple(group) for _, group in groupby(beyond, lambda s: analysis.sentences[s].block))
    present = frozenset(range(blocks)) | {analysis.sentences[group[0]].block for group in groups}
    named = anchors(article.blocks)
    texts = [anchor if at in present and anchor.startswith("p") else "" for at, anchor in enumerate(named)]
    return Showing(
        anchors=named,
        blocks=blocks,
        quoted=groups,
        present=present,
        passages=tuple([next(filter(None, texts[one.first : one.last]), "") for one in analysis.passages]),
    )


def anchors(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the anchor of every block; the count of headings and of other blocks is apart."""
    found = []
    headings = 0
    for position, block in enumerate(blocks):
        is_heading = block.kind is BlockKind.HEADING
        headings += is_heading
        found.append(f"s{headings}" if is_heading else f"p{position + 1 - headings}")
    return tuple(found)


def words(block: Block) -> int:
    """Return how many words a block has."""
    return len(block.text.split()) + sum(len(cell.text.split()) for row in block.rows for cell in row)


def _shown_whole(blocks: tuple[Block, ...], publish: Publish, excerpt_words: int) -> int:
    if publish is Publish.FULL:
        return len(blocks)
    if publish is Publish.DIGEST:
        return 0
    count = 0
    for position, block in enumerate(blocks):
        count += words(block) if block.kind is not BlockKind.HEADING else 0
        if count >= excerpt_words:
            return position + 1
    return len(blocks)


def runs(analysis: Analysis, positions: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of every run of consecutive sentences of one block; `positions` are sorted."""
    run: list[int] = []
    for position in positions:
        if run and (position != run[-1] + 1 or not _same_block(analysis, position, run[-1])):
            yield run[0], run[-1]
            run = []
        run.append(position)
    if run:
        yield run[0], run[-1]


def _same_block(analysis: Analysis, one: int, other: int) -> bool:
    return analysis.sentences[one].block == analysis.sentences[other].block
