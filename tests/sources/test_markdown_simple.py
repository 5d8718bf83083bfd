"""The simplest marks, which are read without the parser, mean what the parser says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.blocks import Builder
from generator.sources.markdown_inline import add_parsed, add_running_text
from generator.sources.markdown_simple import simple_pieces

PARTS = [
    "*",
    "**",
    "[",
    "](",
    ")",
    "!",
    ".",
    ",",
    " ",
    "\n",
    "é",
    "two words",
    "[a b](c/_d*)",
    "**b**",
    "*c*",
]


def read_by_the_parser(content: str) -> Builder:
    builder = Builder()
    add_parsed(builder, content, {})
    return builder


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map("".join))
def test_what_is_read_without_the_parser_is_read_as_by_it(content: str) -> None:
    builder = Builder()
    add_running_text(builder, content.strip(), {})
    assert builder.blocks() == read_by_the_parser(content.strip()).blocks()


@pytest.mark.parametrize(
    "content",
    [
        "See [the mill](mill.md), *now*.",
        "**Note:** the mill stands",
        "A *mill*",
        "[a](b)[c](d)",
        "a [b\nc](d)",
    ],
)
def test_links_and_emphasis_of_plain_words_need_no_parser(content: str) -> None:
    assert simple_pieces(content) is not None


@pytest.mark.parametrize(
    "content",
    [
        "![a](b)",
        "[a][b]",
        "[a](b (c))",
        "snake_case",
        "a * b",
        "*a",
        "a*b*c",
        "*a*b",
        "`a`",
        "[*a*](b)",
        "a&amp;b",
    ],
)
def test_all_else_does(content: str) -> None:
    assert simple_pieces(content) is None
