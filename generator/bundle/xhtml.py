"""Blocks as XHTML: elements, so that no text can become markup."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree
from lxml.builder import ElementMaker

from generator.model import Block, BlockKind, Mark, MarkKind
from generator.text import clean, fold
from generator.wording import Wording, direction, english

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
E = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})
"""Makes elements of a page."""
TYPE = f"{{{OPS}}}type"
_TAGS = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "em", MarkKind.CODE: "code"}
_DEEPEST = 6
_NESTED = 12
"""Marks within marks beyond this depth are left out: no reader sees them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What a writer has to know besides the blocks."""

    target: Callable[[str], str]
    """Returns where a link leads, or nothing for none."""
    mend: Callable[[str], str]
    """Returns a text with its corrections made."""
    wording: Wording = field(default_factory=english)


def line(text: str) -> str:
    """Return a text as one line without characters that no XML may hold."""
    return fold(clean(text))


def page(title: str, language: str, body: Iterable[etree._Element], *, depth: int) -> bytes:
    """Return an XHTML document; `depth` says how many folders below the style sheet it lies."""
    head = E.head(
        E.title(line(title)), E.link(rel="stylesheet", type="text/css", href="../" * depth + "style.css")
    )
    root = E.html(head, E.body(*body), lang=language, **direction_of(language))
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    return serialised(root, "<!DOCTYPE html>")


def direction_of(language: str) -> dict[str, str]:
    """Return the attribute that says that a language is written from right to left, if it is."""
    return {"dir": "rtl"} if direction(language) == "rtl" else {}


def serialised(root: etree._Element, doctype: str = "") -> bytes:
    """Return a document as UTF-8."""
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=doctype or None)
    return text


def blocks_to_xhtml(blocks: Iterable[tuple[str, Block]], pen: Pen) -> Iterator[etree._Element]:
    """Yield the elements of blocks, as (anchor, block); the items of a list stand together."""
    for is_item, run in groupby(blocks, lambda one: one[1].kind is BlockKind.ITEM):
        if is_item:
            yield _list(list(run), pen)
        else:
            yield from (_block(anchor, block, pen) for anchor, block in run)


def rich(element: etree._Element, text: str, marks: Sequence[Mark], pen: Pen) -> etree._Element:
    """Put a text with its marks into an element, and return it."""
    _inline(element, text, (0, len(text)), sorted(marks, key=lambda mark: (mark.start, -mark.end)), pen)
    return element


def _inline(
    parent: etree._Element, text: str, span: tuple[int, int], marks: Sequence[Mark], pen: Pen
) -> None:
    """Lay marks over `text[span]`, those inside others within them; of crossing ones the first wins."""
    at, end = span
    for number, mark in enumerate(marks):
        if mark.start < at or mark.start >= end:
            continue
        _say(parent, pen.mend(text[at : mark.start]))
        at = min(mark.end, end)
        inside = marks[number + 1 : bisect_left(marks, at, number + 1, key=lambda one: one.start)]
        child = _element(parent, mark, pen)
        _inline(child, text, (mark.start, at), inside if _depth(child) < _NESTED else (), pen)
    _say(parent, pen.mend(text[at:end]))


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _element(parent: etree._Element, mark: Mark, pen: Pen) -> etree._Element:
    if mark.kind is not MarkKind.LINK:
        return etree.SubElement(parent, f"{{{XHTML}}}{_TAGS[mark.kind]}")
    target = pen.target(mark.target)
    inside_link = any(one.tag == f"{{{XHTML}}}a" for one in (parent, *parent.iterancestors()))
    if not target or inside_link:
        return etree.SubElement(parent, f"{{{XHTML}}}span")
    return etree.SubElement(parent, f"{{{XHTML}}}a", href=target)


def _say(parent: etree._Element, text: str) -> None:
    text = clean(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _block(anchor: str, block: Block, pen: Pen) -> etree._Element:
    match block.kind:
        case BlockKind.HEADING:
            element = E(f"h{max(2, min(block.level, _DEEPEST))}", id=anchor)
        case BlockKind.CODE:
            return E.pre(E.code(clean(block.text)), id=anchor)
        case BlockKind.TABLE:
            return _table(anchor, block, pen)
        case BlockKind.IMAGE:
            said = line(pen.mend(block.text)) or pen.wording.text("no_description")
            return E.p(f"[{pen.wording.text('image', said=said)}]", id=anchor)
        case BlockKind.QUOTE:
            return E.blockquote(_spoken(E.p(), block, pen), id=anchor)
        case BlockKind.NOTE:
            element = E.p(f"{block.number}. ", {"id": anchor, "class": "notes"})
        case _:
            element = E.p(id=anchor)
    return _spoken(element, block, pen)


def _spoken(element: etree._Element, block: Block, pen: Pen) -> etree._Element:
    if block.speaker:
        element.append(E.strong(line(block.speaker)))
        element[-1].tail = " "
    return rich(element, block.text, block.marks, pen)


def _table(anchor: str, block: Block, pen: Pen) -> etree._Element:
    rows = [
        E.tr(*(rich(E(tag), cell.text, cell.marks, pen) for cell in row))
        for tag, row in zip(["th", *["td"] * len(block.rows)], block.rows, strict=False)
    ]
    return E.table(*rows, id=anchor) if rows else E.p(id=anchor)


def _list(items: Sequence[tuple[str, Block]], pen: Pen) -> etree._Element:
    """Return a list, with lists inside it for the deeper items."""
    root = E("ol" if items[0][1].number else "ul")
    stack = [root]
    for anchor, block in items:
        depth = max(1, min(block.level, len(stack) + 1, _DEEPEST))
        del stack[depth:]
        if depth > len(stack):
            if not len(stack[-1]):
                stack[-1].append(E.li())
            stack.append(etree.SubElement(stack[-1][-1], f"{{{XHTML}}}{'ol' if block.number else 'ul'}"))
        entry = E.li(id=anchor)
        if block.number and stack[-1].tag.endswith("}ol"):
            entry.set("value", str(block.number))
        stack[-1].append(_spoken(entry, block, pen))
    return root
