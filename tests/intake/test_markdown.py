"""Blocks to Markdown and back: the same blocks, whatever their text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.markdown import as_markdown
from generator.model import Block, BlockKind, Mark, MarkKind, RichText
from generator.sources.inline import folded
from generator.sources.markdown import parse_markdown
from generator.text import clean
from tests.sources.reading import document_of

SIGNS = st.sampled_from(
    "* _ ` [ ] ( ) ! # | < & ; : \\ { } % = ~ + - 1. ** ``` --- <b> </p> <!-- <script> ]( ![ {{ {% --8<-- &amp; [x]: > : \t".split(
        " "
    )
)
WORDS = st.lists(st.one_of(SIGNS, st.text(max_size=4), st.sampled_from(["mud", " ", "mill."])), max_size=12)
TARGETS = st.sampled_from(["https://example.org/a_b?c=(d)&e=*", "mud/pond.md", "mailto:a@example.org"])


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    text = folded(clean("".join(draw(WORDS))), ()).text or "mud"
    marks = []
    start = 0
    for kind in draw(st.lists(st.sampled_from(MarkKind), max_size=3)):
        first = draw(st.integers(start, len(text)))
        last = draw(st.integers(first, len(text)))
        target = draw(TARGETS) if kind is MarkKind.LINK else ""
        marks.append(Mark(kind=kind, start=first, end=last, target=target))
        start = last
    kept = [mark for mark in marks if text[mark.start : mark.end].strip()]
    return folded(text, kept)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from([k for k in BlockKind if k not in {BlockKind.IMAGE, BlockKind.NOTE}]))
    if kind is BlockKind.CODE:
        text = clean(draw(st.text(alphabet="ab `~\n#>-", min_size=1))).strip("\n").rstrip() or "a"
        return Block(kind=kind, text=text.strip("\n") or "a", language=draw(st.sampled_from(["", "python"])))
    if kind is BlockKind.TABLE:
        width = draw(st.integers(1, 3))
        rows = draw(
            st.lists(
                st.lists(rich_texts(), min_size=width, max_size=width).map(tuple), min_size=1, max_size=3
            )
        )
        return Block(kind=kind, rows=tuple(rows))
    rich = draw(rich_texts())
    level = {
        BlockKind.HEADING: st.integers(2, 6),
        BlockKind.ITEM: st.integers(1, 4),
        BlockKind.QUOTE: st.integers(1, 3),
    }
    number = draw(st.sampled_from([0, 0, 1, 2, 3, 7])) if kind is BlockKind.ITEM else 0
    return Block(
        kind=kind, text=rich.text, marks=rich.marks, level=draw(level.get(kind, st.just(0))), number=number
    )


def texts(found: tuple[Block, ...]) -> list[str]:
    return [block.text or " ".join(cell.text for row in block.rows for cell in row) for block in found]


@given(st.lists(blocks(), max_size=6), st.lists(rich_texts(), max_size=2))
def test_every_word_and_every_kind_of_block_comes_back(
    given_blocks: list[Block], notes: list[RichText]
) -> None:
    given_blocks += [
        Block(kind=BlockKind.NOTE, text=note.text, marks=note.marks, number=number)
        for number, note in enumerate(notes, 1)
    ]
    written = as_markdown(given_blocks)
    read = parse_markdown(written)[1]
    shape = [(b.kind, b.level, b.number) for b in given_blocks]
    assert texts(read) == texts(tuple(given_blocks))
    assert [(b.kind, b.level, b.number) for b in read] == shape
    assert parse_markdown(as_markdown(read))[1] == read


@given(st.lists(rich_texts(), min_size=1, max_size=4))
def test_marks_come_back_with_the_words_they_are_over(found: list[RichText]) -> None:
    given_blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=one.text, marks=one.marks) for one in found)
    assert parse_markdown(as_markdown(given_blocks))[1] == given_blocks


@pytest.mark.parametrize(
    "markdown",
    [
        "## A heading\n\nSome *plain* and **strong** words, `code` and [a link](https://example.org/a).\n",
        "- one\n- two\n    - deeper\n    - still\n- three\n",
        "1. one\n2. two\n",
        "> quoted\n\n> > deeper\n",
        "```python\nprint(1)\n```\n",
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "![a mill](mill.png)\n",
        "A snake_case_name, 3 * 4 = 12, a&b, #tag and a-b.\n",
    ],
)
def test_what_a_person_would_write_is_written(markdown: str) -> None:
    read = document_of(markdown, "a.md").blocks
    again = as_markdown(read)
    assert document_of(again, "a.md").blocks == read
    assert "<" not in again.replace("<https", "")
    assert len(again) <= len(markdown) + 4


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ secret }}",
        "{% raw %}",
        "--8<-- 'a.md'",
        "[TOC]",
        "{: .wide }",
        "---",
        "&lt;b&gt;",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    block = Block(kind=BlockKind.PARAGRAPH, text=text)
    assert parse_markdown(as_markdown([block]))[1] == (block,)
