"""Headings that are only set in bold, in Markdown and on web pages."""

from collections.abc import Sequence

from msgspec.structs import replace

from generator.model import Block, BlockKind, MarkKind
from generator.sources.headings import is_heading, may_be_heading
from generator.sources.speakers import find_label

_DEEPEST = 6
_PROSE = 60


def bold_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, each paragraph that is bold throughout and reads and stands as a heading made one.

    It ranks below the marked heading before it.
    """
    result: list[Block] = []
    level = 1
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            level = block.level
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if after is not None and _is_bold(block) and _follows(after) and _reads_as_heading(block.text):
            marks = tuple(mark for mark in block.marks if not _covers(block, mark.start, mark.end, mark.kind))
            heading = replace(block, kind=BlockKind.HEADING, level=min(level + 1, _DEEPEST), marks=marks)
            result.append(heading)
        else:
            result.append(block)
    return tuple(result)


def _is_bold(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and any(
        _covers(block, mark.start, mark.end, mark.kind) for mark in block.marks
    )


def _covers(block: Block, start: int, end: int, kind: MarkKind) -> bool:
    return kind is MarkKind.STRONG and start == 0 and end == len(block.text)


def _follows(after: Block) -> bool:
    if after.kind in {BlockKind.ITEM, BlockKind.QUOTE, BlockKind.CODE, BlockKind.TABLE}:
        return True
    return after.kind is BlockKind.PARAGRAPH and len(after.text) > _PROSE and not _is_bold(after)


def _reads_as_heading(text: str) -> bool:
    label = find_label(text)
    if label and label.end >= len(text):
        return False  # a speaker, whose words follow
    return is_heading(text) or may_be_heading(text)
