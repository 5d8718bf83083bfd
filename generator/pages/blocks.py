"""An article's blocks as Markdown, each with the anchor that quotes and links point at."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct, field

from generator.model import Block, BlockKind, RichText
from generator.pages.filters import Markdown, attr, code, escape, link, url
from generator.pages.inline import Layer, fix_layers, mark_layers, weave
from generator.pages.saying import label, say
from generator.wording import Wording, english

_LANGUAGE = re.compile(r"[a-z0-9+#-]{1,20}")
_DEEPEST = 6


class Inked(Struct, frozen=True, kw_only=True):
    """A block, its anchor, and what lies over its text besides its own marks."""

    block: Block
    anchor: str
    layers: tuple[Layer, ...] = ()


class Ink(Struct, frozen=True, kw_only=True):
    """What holds for every block of an article."""

    corrections: tuple[tuple[str, str], ...]
    links: "dict[str, Markdown]"
    """Where each of the article's links leads on this site; what is missing here leads out of it."""
    wording: Wording = field(default_factory=english)
    back: Mapping[int, str] = {}
    """The anchor of the paragraph that leads to each note first, by the note's number."""

    def target(self, written: str) -> Markdown:
        """Return where a link leads, or nothing."""
        return self.links.get(written) or url(written)

    def line(self, text: str, layers: Iterable[Layer], start: int = 0, end: int | None = None) -> Markdown:
        """Return `text[start:end]` as one line, corrections made."""
        return weave(text, [*layers, *fix_layers(text, self.corrections, self.wording)], start, end)

    def rich(self, text: RichText) -> Markdown:
        """Return a table's cell as one line."""
        return self.line(text.text, mark_layers(text.marks, self.target))

    def text(self, inked: Inked) -> Markdown:
        """Return a block's text as one line, its speaker before it."""
        block = inked.block
        return labelled(self.line(block.text, self.layers(inked)), block.speaker)

    def layers(self, inked: Inked) -> list[Layer]:
        """Return everything that lies over a block's text but corrections."""
        return [*mark_layers(inked.block.marks, self.target), *inked.layers]


def labelled(line: Markdown, speaker: str) -> Markdown:
    """Return a line with the label of who says it, if anyone is named."""
    return Markdown(f'<span class="dp-speaker">{escape(speaker)}</span> {line}') if speaker else line


def anchored(line: str, anchor: str, *attributes: str) -> str:
    """Return a paragraph with its anchor, or nothing for an empty line."""
    return f"{line}\n{{ {' '.join([f'#{anchor}', *attributes])} }}" if line else ""


def render_blocks(blocks: Iterable[Inked], ink: Ink) -> Markdown:
    """Return the blocks as Markdown, a blank line between them, lists and quotes held together."""
    parts = [part for family, run in groupby(blocks, _family) for part in _run(family, tuple(run), ink)]
    return Markdown("\n\n".join(part for part in parts if part))


def _family(inked: Inked) -> BlockKind:
    kind = inked.block.kind
    return kind if kind in {BlockKind.ITEM, BlockKind.QUOTE} else BlockKind.PARAGRAPH


def _run(family: BlockKind, run: tuple[Inked, ...], ink: Ink) -> list[str]:
    if family is BlockKind.ITEM:
        lists = ("\n".join(_items(items, ink)) for items in _lists(run))
        return ["\n\n<!-- another list -->\n\n".join(lists)]
    if family is BlockKind.QUOTE:
        return ["\n>\n".join(_quote(inked, ink) for inked in run)]
    return [_single(inked, ink) for inked in run]


def _lists(run: tuple[Inked, ...]) -> list[list[Inked]]:
    """Return the lists that a run of items makes up: a bullet after a number begins another."""
    found: list[list[Inked]] = []
    for inked in run:
        if not found or (
            inked.block.level <= 1 and bool(inked.block.number) != bool(found[-1][0].block.number)
        ):
            found.append([])
        found[-1].append(inked)
    return found


def _single(inked: Inked, ink: Ink) -> str:
    match inked.block.kind:
        case BlockKind.HEADING:
            return _heading(inked, ink)
        case BlockKind.CODE:
            return _code(inked)
        case BlockKind.TABLE:
            return _table(inked, ink)
        case BlockKind.IMAGE:
            return _image(inked, ink)
        case BlockKind.NOTE:
            return _note(inked, ink)
        case _:
            return anchored(ink.text(inked), inked.anchor)


def _note(inked: Inked, ink: Ink) -> str:
    """Return a footnote with its number, and a way back to the paragraph that leads to it."""
    number = inked.block.number
    back = ink.back.get(number, "")
    told = label(ink.wording, "back_to_text")
    there = f' [↑](#{back}){{ .dp-back aria-label="{told}" title="{told}" }}' if back else ""
    line = f'<span class="dp-number">{number}</span> {ink.text(inked)}{there}'
    return anchored(line, inked.anchor, ".dp-footnote")


def _heading(inked: Inked, ink: Ink) -> str:
    line = ink.text(inked)
    return f"{'#' * inked.block.level} {line} {{ #{inked.anchor} }}" if line else ""


def _code(inked: Inked) -> str:
    # The anchor is not on the `pre`: Material gives that an id of its own.
    named = _LANGUAGE.fullmatch(inked.block.language)
    kind = f' class="language-{attr(inked.block.language)}"' if named else ""
    return f'<pre class="dp-code"><code id="{inked.anchor}"{kind}>{code(inked.block.text)}</code></pre>'


def _table(inked: Inked, ink: Ink) -> str:
    if not inked.block.rows:
        return ""
    header, *body = (
        "| " + " | ".join(ink.rich(cell) or "&nbsp;" for cell in row) + " |" for row in inked.block.rows
    )
    rule = "|" + " --- |" * len(inked.block.rows[0])
    rows = "\n".join([header, rule, *body])
    return f'<div id="{inked.anchor}" class="dp-table" tabindex="0" markdown>\n\n{rows}\n\n</div>'


def _image(inked: Inked, ink: Ink) -> str:
    said = ink.line(inked.block.text, ()) or say(ink.wording, "no_description")
    there = link(say(ink.wording, "see_at_source"), url(inked.block.target))
    note = say(ink.wording, "image", said=said) + (f" ({there})" if url(inked.block.target) else "")
    return anchored(note, inked.anchor, ".dp-image")


def _quote(inked: Inked, ink: Ink) -> str:
    mark = "> " * max(1, min(inked.block.level, _DEEPEST))
    return "\n".join(mark + line for line in anchored(ink.text(inked), inked.anchor).split("\n"))


def _items(run: Iterable[Inked], ink: Ink) -> Iterator[str]:
    depth = 0
    for inked in run:
        depth = max(1, min(inked.block.level, depth + 1, _DEEPEST))
        indent = "    " * (depth - 1)
        number = inked.block.number
        entry = anchored(ink.text(inked) or "&nbsp;", inked.anchor, *([f"value={number}"] if number else []))
        line, attributes = entry.split("\n")
        yield f"{indent}{f'{number}.' if number else '-'} {line}\n{indent}    {attributes}"
