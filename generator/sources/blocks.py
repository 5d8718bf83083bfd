"""Builds the blocks of a document from a walk over its markup, whatever the markup is."""

from collections.abc import Iterator, Sequence

from generator.model import Block, BlockKind, MarkKind, RichText
from generator.sources.inline import Inline, safe_target

DEEPEST = 6
"""Lists, quotes and headings nested deeper stay at this level."""
_MOST_PADDING = 20_000


class Builder:
    """Takes what a walk finds, in order, and gives the blocks; no text is ever dropped."""

    def __init__(self, *, images: bool = True) -> None:
        """Begin; without `images` each becomes its alternative text where it stands."""
        self._keep_images = images
        self._done: list[Block] = []
        self._inline = Inline()
        self._written = False
        self._marks: list[tuple[MarkKind, str]] = []
        self._lists: list[int] = []
        self._numbers: list[int] = []
        self._fresh_item = False
        self._quotes = 0
        self._heading = 0
        self._images: list[tuple[str, str]] = []

    def blocks(self) -> tuple[Block, ...]:
        """Return all blocks so far."""
        self.flush()
        return tuple(self._done)

    def running_text(self) -> RichText:
        """Return the text added since the last block."""
        return self._inline.result()

    def add_blocks(self, blocks: Sequence[Block]) -> None:
        """Add blocks made elsewhere; a paragraph takes the place it falls in, as an item or a quote."""
        self.flush()
        for block in blocks:
            if block.kind is BlockKind.PARAGRAPH:
                self._add_text(RichText(text=block.text, marks=block.marks))
            else:
                self._done.append(block)

    def text(self, text: str) -> None:
        """Add running text."""
        self._inline.add(text)
        self._written = self._written or not text.isspace()

    def link_last_word(self, target: str) -> None:
        """Lay a link over the last word so far, or over what of it is in no link yet."""
        self._inline.link_last_word(target)

    def open_mark(self, kind: MarkKind, target: str = "") -> None:
        """Begin emphasis, code or a link; a link without a safe target is text."""
        self._marks.append((kind, target))
        self._inline.open(kind, target)

    def close_mark(self, kind: MarkKind) -> None:
        """End the innermost mark of that kind, and with it all that began inside it."""
        for place in range(len(self._marks) - 1, -1, -1):
            if self._marks[place][0] is kind:
                del self._marks[place:]
                break
        self._inline.close(kind)

    def image(self, alternative: str, address: str) -> None:
        """Add an image: as a block if no text stands before it in its paragraph, else as its own words."""
        if self._written or not self._keep_images:
            self.text(alternative)
        else:
            self._images.append((alternative, address))

    def flush(self) -> None:
        """End the paragraph, heading or item that is being filled."""
        rich = self._inline.result()
        self._inline = Inline()
        self._written = False
        for kind, target in self._marks:
            self._inline.open(kind, target)
        for alternative, address in self._images:
            self._add_image(alternative, address)
        self._images = []
        if rich.text:
            self._add_text(rich)

    def open_heading(self, level: int) -> None:
        """Begin a heading; inside a quote it is a quoted paragraph."""
        self.flush()
        self._heading = min(max(level, 2), DEEPEST)

    def close_heading(self) -> None:
        """End a heading."""
        self.flush()
        self._heading = 0

    def open_quote(self) -> None:
        """Begin a quote."""
        self.flush()
        self._quotes += 1

    def close_quote(self) -> None:
        """End a quote."""
        self.flush()
        self._quotes -= 1

    def open_list(self, first: int = 0) -> None:
        """Begin a list whose first item has this number, 0 for bullets."""
        self.flush()
        self._lists.append(first)
        self._numbers.append(first)

    def close_list(self) -> None:
        """End a list."""
        self.flush()
        self._lists.pop()
        self._numbers.pop()
        self._fresh_item = False

    def open_item(self) -> None:
        """Begin an item of the innermost list."""
        self.flush()
        self._fresh_item = True

    def close_item(self) -> None:
        """End an item."""
        self.flush()
        self._fresh_item = False
        if self._numbers and self._lists[-1]:
            self._numbers[-1] += 1

    def code(self, text: str, language: str = "") -> None:
        """Add a block of code, verbatim but for the line end at its end."""
        self.flush()
        if text.strip():
            self._done.append(Block(kind=BlockKind.CODE, text=text.strip("\n"), language=language))

    def table(self, rows: Sequence[Sequence[RichText]]) -> None:
        """Add a table; rows too uneven to be one become paragraphs."""
        self.flush()
        kept = [row for row in rows if any(cell.text for cell in row)]
        width = max(map(len, kept), default=0)
        if width * len(kept) - sum(map(len, kept)) > _MOST_PADDING:
            self._done += (Block(kind=BlockKind.PARAGRAPH, text=_joined(row)) for row in kept)
        elif kept:
            even = tuple(tuple(_padded(row, width)) for row in kept)
            self._done.append(Block(kind=BlockKind.TABLE, rows=even))

    def _add_image(self, alternative: str, address: str) -> None:
        target = safe_target(address)
        rich = Inline()
        rich.add(alternative)
        text = rich.result().text
        if target and not target.lower().startswith("mailto:"):
            self._done.append(Block(kind=BlockKind.IMAGE, text=text, target=target))
        elif text:
            self._done.append(Block(kind=BlockKind.PARAGRAPH, text=text))

    def _add_text(self, rich: RichText) -> None:
        kind, level, number = BlockKind.PARAGRAPH, 0, 0
        if self._fresh_item:
            kind, level = BlockKind.ITEM, min(max(len(self._lists), 1), DEEPEST)
            number = self._numbers[-1] if self._numbers else 0
            self._fresh_item = False
        elif self._quotes:
            kind, level = BlockKind.QUOTE, min(self._quotes, DEEPEST)
        elif self._heading:
            kind, level = BlockKind.HEADING, self._heading
        self._done.append(Block(kind=kind, text=rich.text, marks=rich.marks, level=level, number=number))


def _joined(row: Sequence[RichText]) -> str:
    return " | ".join(cell.text for cell in row if cell.text)


def _padded(row: Sequence[RichText], width: int) -> Iterator[RichText]:
    yield from row
    yield from [RichText(text="")] * (width - len(row))
