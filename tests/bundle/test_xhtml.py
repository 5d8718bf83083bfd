"""Blocks as a book shows them."""

import re

import pytest
from lxml import etree

from generator.bundle.xhtml import Pen, blocks_to_xhtml
from generator.model import Block, BlockKind

PEN = Pen(target=lambda target: target, mend=lambda text: text)


def shown(*blocks: Block) -> str:
    anchored = [(f"p{at}", block) for at, block in enumerate(blocks, 1)]
    made = (etree.tostring(one, encoding="unicode") for one in blocks_to_xhtml(anchored, PEN))
    return re.sub(r' xmlns(?::epub)?="[^"]*"', "", "".join(made))


def item(text: str, level: int) -> Block:
    return Block(kind=BlockKind.ITEM, text=text, level=level)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([Block(kind=BlockKind.IMAGE, text="A boat")], '<p id="p1">[Image: A boat]</p>'),
        ([Block(kind=BlockKind.IMAGE, text="")], '<p id="p1">[Image: no description]</p>'),
        (
            [Block(kind=BlockKind.PARAGRAPH, text="It turns.", speaker="Ruth")],
            '<p id="p1"><strong>Ruth</strong> It turns.</p>',
        ),
        (
            [item("one", 2), item("two", 1)],
            '<ul><li><ul><li id="p1">one</li></ul></li><li id="p2">two</li></ul>',
        ),
        ([Block(kind=BlockKind.TABLE)], '<p id="p1"/>'),
    ],
    ids=["an image", "without words", "a speaker", "a list that begins deeper", "an empty table"],
)
def test_a_block_is_shown_with_its_anchor(blocks: list[Block], expected: str) -> None:
    assert shown(*blocks) == expected
