"""Blocks as plain Markdown: it says what the blocks say, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.model import Block, BlockKind, Mark, MarkKind
from generator.pages.plain_markdown import Hand, escaped, plain_blocks
from tests.pages.engine import Seen, folded
from tests.pages.sample import heading, item, marked, para

HAND = Hand(target=lambda written: written, mend=lambda text: text)


def read(text: str) -> Seen:
    return Seen(MarkdownIt("commonmark").enable("table").render(text))


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item",
        "1. no number",
        "2) nor this",
        "> no quote",
        "a *b* _c_ `d` [e](f) <g>",
        "===",
    ],
)
def test_text_stays_text(text: str) -> None:
    page = read(escaped(text))
    assert folded(page.text) == text
    assert {tag for tag, _ in page.tags} <= {"p"}


@given(st.text())
def test_any_paragraph_is_one_paragraph(text: str) -> None:
    page = read(plain_blocks([para("x"), para(text), para("y")], HAND))
    assert {tag for tag, _ in page.tags} <= {"p"}
    assert [tag for tag, _ in page.tags].count("p") <= 3


def test_words_with_underscores_are_left_as_they_are() -> None:
    assert escaped("call max_sum now") == "call max_sum now"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (heading("The pond", 3), "### The pond"),
        (item("twice", 2), "    - twice"),
        (item("third", number=3), "3. third"),
        (Block(kind=BlockKind.QUOTE, text="said", level=1), "> said"),
        (Block(kind=BlockKind.CODE, text="a ``` b", language="py"), "````py\na ``` b\n````"),
        (
            marked("see the mill", ("mill", MarkKind.LINK, "https://x.example/")),
            "see the [mill](https://x.example/)",
        ),
        (marked("a loud word", ("loud", MarkKind.STRONG, "")), "a **loud** word"),
        (marked("take 2 * 10_000 >> 1", ("2 * 10_000 >> 1", MarkKind.CODE, "")), "take `2 * 10_000 >> 1`"),
        (marked("quote a ` b", ("a ` b", MarkKind.CODE, "")), "quote `` a ` b ``"),
        (para("Yes.", speaker="Joan"), "**Joan:** Yes."),
    ],
    ids=[
        "heading",
        "item",
        "number",
        "quote",
        "code",
        "link",
        "strong",
        "code in a line",
        "a backtick",
        "speaker",
    ],
)
def test_a_block_is_written_as_a_person_would(block: Block, expected: str) -> None:
    assert plain_blocks([block], HAND) == expected


def test_marks_may_nest_and_those_that_cross_are_left_out() -> None:
    marks = (
        Mark(kind=MarkKind.STRONG, start=0, end=7),
        Mark(kind=MarkKind.EMPHASIS, start=4, end=7),
        Mark(kind=MarkKind.CODE, start=5, end=9),
    )
    assert plain_blocks([para("one two three", *marks)], HAND) == "**one *two*** three"


@given(st.text(alphabet="`*_\\<>[] ab\n", min_size=1))
def test_code_in_a_line_reads_as_it_is(code: str) -> None:
    page = read(plain_blocks([marked(f"see {code}", (code, MarkKind.CODE, ""))], HAND))
    assert folded(page.text) == folded(f"see {code}")
