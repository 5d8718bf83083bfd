"""Every kind of block as Markdown."""

import pytest

from generator.model import Block, BlockKind, RichText
from generator.pages.blocks import Ink, Inked, render_blocks
from generator.pages.filters import Markdown
from generator.pages.showing import anchors
from tests.pages.engine import PLAIN, Seen, folded, to_html
from tests.pages.sample import HARMFUL, heading, item, mark, para

INK = Ink(corrections=(("teh", "the"),), links={"b.md": Markdown("../articles/b.md")})


def rendered(*blocks: Block) -> str:
    inked = [Inked(block=block, anchor=anchor) for block, anchor in zip(blocks, anchors(blocks), strict=True)]
    return render_blocks(inked, INK)


def quote(text: str, level: int = 1) -> Block:
    return Block(kind=BlockKind.QUOTE, text=text, level=level)


TABLE = Block(
    kind=BlockKind.TABLE,
    rows=(
        (RichText(text="a | b"), RichText(text="")),
        (RichText(text="see b", marks=(mark("see b", "b", target="b.md"),)), RichText(text="*")),
    ),
)
PAIRS = {
    "paragraph": ([para("Some words.")], "Some words.\n{ #p1 }"),
    "heading": ([heading("Over # it", 3)], "### Over &#35; it { #s1 }"),
    "anchors count apart": (
        [para("a"), heading("b"), para("c")],
        "a\n{ #p1 }\n\n## b { #s1 }\n\nc\n{ #p2 }",
    ),
    "speaker": (
        [para("Well then.", speaker="Ada *")],
        '<span class="dp-speaker">Ada &#42;</span> Well then.\n{ #p1 }',
    ),
    "own link": ([para("go", mark("go", "go", target="b.md"))], "[go](../articles/b.md)\n{ #p1 }"),
    "other link": ([para("go", mark("go", "go", target="c.md"))], "go\n{ #p1 }"),
    "correction": (
        [para("teh end")],
        '<span class="dp-fix" title="In the source: teh" data-source="teh">the</span> end\n{ #p1 }',
    ),
    "bullets": (
        [item("a"), item("b", 2), item("c")],
        "- a\n    { #p1 }\n    - b\n        { #p2 }\n- c\n    { #p3 }",
    ),
    "a level is never skipped": ([item("a", 3), item("b", 5)], "- a\n    { #p1 }\n    - b\n        { #p2 }"),
    "numbers": (
        [item("a", number=3), item("b", number=4)],
        "3. a\n    { #p1 value=3 }\n4. b\n    { #p2 value=4 }",
    ),
    "bullets after numbers": (
        [item("a", number=1), item("b")],
        "1. a\n    { #p1 value=1 }\n\n<!-- another list -->\n\n- b\n    { #p2 }",
    ),
    "quotes": ([quote("a"), quote("b", 2)], "> a\n> { #p1 }\n>\n> > b\n> > { #p2 }"),
    "code": (
        [Block(kind=BlockKind.CODE, text="<a>\n\tb", language="c++")],
        '<pre class="dp-code"><code id="p1" class="language-c&#43;&#43;">&lt;a&gt;\n&#9;b</code></pre>',
    ),
    "code of a strange language": (
        [Block(kind=BlockKind.CODE, text="x", language='"><b>')],
        '<pre class="dp-code"><code id="p1">x</code></pre>',
    ),
    "table": (
        [TABLE],
        (
            '<div id="p1" class="dp-table" tabindex="0" markdown>\n\n| a &#124; b | &nbsp; |\n| --- | --- |\n'
            "| see [b](../articles/b.md) | &#42; |\n\n</div>"
        ),
    ),
    "image": (
        [Block(kind=BlockKind.IMAGE, text="A mill", target="https://example.org/m.jpg")],
        "Image: A mill ([see it at its source](https://example.org/m.jpg))\n{ #p1 .dp-image }",
    ),
    "image of the article's own folder": (
        [Block(kind=BlockKind.IMAGE, target="m.jpg")],
        "Image: no description\n{ #p1 .dp-image }",
    ),
    "empty": ([para(""), heading("")], ""),
}


@pytest.mark.parametrize(("blocks", "expected"), PAIRS.values(), ids=PAIRS)
def test_a_block_becomes_markdown(blocks: list[Block], expected: str) -> None:
    assert rendered(*blocks) == expected


@pytest.mark.parametrize("block", [blocks[0] for blocks, _ in PAIRS.values() if blocks[0].text], ids=str)
def test_a_blocks_text_stands_in_the_element_with_its_anchor(block: Block) -> None:
    anchor = anchors((block,))[0]
    shown = block.text.replace("teh", "the")
    assert folded(shown) in folded(Seen(to_html(rendered(block), PLAIN)).anchors[anchor])


def test_list_items_keep_their_depth_and_their_numbers() -> None:
    html = to_html(rendered(item("a"), item("b", 2, 7), item("c", 2, 8), item("d")), PLAIN)
    assert folded(html) == folded(
        '<ul> <li id="p1">a<ol> <li id="p2" value="7">b</li> <li id="p3" value="8">c</li> </ol> </li> '
        '<li id="p4">d</li> </ul>'
    )


def test_blocks_that_mean_harm_are_shown_as_they_are() -> None:
    seen = Seen(to_html(rendered(*HARMFUL.blocks)))
    assert {tag for tag, _ in seen.tags} <= {"p", "h2", "ul", "li", "pre", "code"}
    assert {name for _, given in seen.tags for name in given} <= {"id", "class"}
    for block, anchor in zip(HARMFUL.blocks, anchors(HARMFUL.blocks), strict=True):
        assert folded(block.text) in folded(seen.anchors[anchor])
