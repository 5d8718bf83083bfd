"""Blocks of bounded length."""

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Block, BlockKind, Mark, MarkKind
from generator.sources.split import LONGEST_BLOCK, LONGEST_HEADING, LONGEST_TURN, split_long


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    sentence = "The harbour was quiet that morning. "
    blocks = list(split_long([Block(kind=BlockKind.PARAGRAPH, text=(sentence * 500).strip())]))
    assert len(blocks) == 3
    assert all(block.text.endswith("morning.") and len(block.text) <= LONGEST_BLOCK for block in blocks)
    assert " ".join(block.text for block in blocks) == (sentence * 500).strip()


def test_text_without_any_place_to_cut_is_cut_hard() -> None:
    blocks = list(split_long([Block(kind=BlockKind.QUOTE, level=2, text="x" * 20_000)]))
    assert [len(block.text) for block in blocks] == [8000, 8000, 4000]
    assert {(block.kind, block.level) for block in blocks} == {(BlockKind.QUOTE, 2)}


def test_what_somebody_says_at_length_comes_apart_and_keeps_the_speaker() -> None:
    said = " ".join(["Well, um, the the mill was, you know, quite loud that day."] * 60)
    blocks = list(split_long([Block(kind=BlockKind.PARAGRAPH, text=said, speaker="Ruth")]))
    assert " ".join(block.text for block in blocks) == said
    assert {block.speaker for block in blocks} == {"Ruth"}
    assert all(LONGEST_TURN / 3 < len(block.text) <= LONGEST_TURN for block in blocks)


def test_the_rest_of_a_long_heading_is_a_paragraph() -> None:
    heading, rest = split_long([Block(kind=BlockKind.HEADING, level=3, text="word " * 79 + "word")])
    assert (heading.kind, rest.kind, rest.level) == (BlockKind.HEADING, BlockKind.PARAGRAPH, 0)
    assert len(heading.text) <= LONGEST_HEADING


def test_code_is_cut_at_the_ends_of_its_lines() -> None:
    code = "\n".join(["a = 1" * 10] * 400)
    blocks = list(split_long([Block(kind=BlockKind.CODE, text=code, language="py")]))
    assert "\n".join(block.text for block in blocks) == code
    assert {block.language for block in blocks} == {"py"}


@given(st.text(alphabet="ab. ", min_size=1).map(lambda text: " ".join((text * 4000).split())))
def test_no_word_and_no_mark_is_lost(text: str) -> None:
    mark = Mark(kind=MarkKind.STRONG, start=0, end=len(text))
    blocks = list(split_long([Block(kind=BlockKind.PARAGRAPH, text=text, marks=(mark,) if text else ())]))
    assert "".join(block.text for block in blocks).replace(" ", "") == text.replace(" ", "")
    for block in blocks:
        assert len(block.text) <= LONGEST_BLOCK
        assert [(m.start, m.end) for m in block.marks] == ([(0, len(block.text))] if block.text else [])
