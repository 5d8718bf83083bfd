"""Keeps blocks short, so that whatever comes later takes time in step with the text."""

from collections import deque
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.model import Block, BlockKind, Mark, RichText
from generator.sources.inline import part

LONGEST_BLOCK = 8000
LONGEST_HEADING = 300
LONGEST_TURN = 1200
"""What one person says without a pause comes apart into paragraphs of about half of this to this."""
_SLACK = 100
_SENTENCE_ENDS = (". ", "! ", "? ", "… ", "。", "！", "？")


def split_long(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; one too long becomes several of its kind, the rest of a heading a paragraph.

    Every part of what somebody says keeps the speaker.
    """
    for block in blocks:
        limit = _limit(block)
        if len(block.text) <= limit:
            yield block
        elif block.kind is BlockKind.CODE:
            yield from (replace(block, text=text) for text in _code_parts(block.text))
        else:
            yield from _parts(block, limit)


def _limit(block: Block) -> int:
    if block.kind is BlockKind.HEADING:
        return LONGEST_HEADING
    return LONGEST_TURN if block.speaker else LONGEST_BLOCK


def _parts(block: Block, limit: int) -> Iterator[Block]:
    rest = LONGEST_TURN if block.speaker else LONGEST_BLOCK
    end = _end_of_part(block.text, 0, _share(block, 0, limit))
    yield _with_text(block, 0, end)
    kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind
    level = 0 if block.kind is BlockKind.HEADING else block.level
    following = replace(block, kind=kind, level=level, text=block.text, number=block.number)
    near: list[Mark] = []
    coming = deque(sorted(block.marks, key=lambda mark: mark.start))
    while end < len(block.text):
        start, end = end, _end_of_part(block.text, end, _share(block, end, rest))
        while coming and coming[0].start < end:
            near.append(coming.popleft())
        yield _with_text(replace(following, marks=tuple(near)), start, end)
        near = [mark for mark in near if mark.end > end]


def _share(block: Block, start: int, limit: int) -> int:
    """Return how long the next part may be; what somebody says is shared out evenly."""
    left = len(block.text) - start
    return min(left // -(-left // limit) + _SLACK, limit) if block.speaker else limit


def _with_text(block: Block, start: int, end: int) -> Block:
    rich = part(RichText(text=block.text, marks=block.marks), start, end)
    return replace(block, text=rich.text, marks=rich.marks)


def _end_of_part(text: str, start: int, limit: int) -> int:
    """Return where the part that begins at `start` ends: after a sentence, else a word, else hard."""
    if len(text) - start <= limit:
        return len(text)
    stop = start + limit
    half = start + limit // 2
    sentence = max(text.rfind(end, half, stop) + len(end) - 1 for end in _SENTENCE_ENDS)
    if sentence >= half:
        return sentence + (0 if text[sentence] == " " else 1)
    space = text.rfind(" ", half, stop)
    return space if space > 0 else stop


def _code_parts(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > LONGEST_BLOCK:
        line = text.rfind("\n", start + 1, start + LONGEST_BLOCK)
        end = line + 1 if line > 0 else start + LONGEST_BLOCK
        yield text[start:end].strip("\n")
        start = end
    yield text[start:].strip("\n")
