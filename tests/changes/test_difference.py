"""A difference shows what a reader would mark, and is bounded whatever the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.changes.difference import COMPARED, LONGEST, SHOWN, difference
from generator.history import Paragraph, Piece

GONE, ADDED, SAME, SKIPPED = Piece.GONE, Piece.ADDED, Piece.SAME, Piece.SKIPPED


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param(["A.", "B."], ["A.", "B."], [], id="nothing"),
        pytest.param(["A.", "B."], ["A.", "C.", "B."], [((ADDED, "C."),)], id="one more"),
        pytest.param(["A.", "C.", "B."], ["A.", "B."], [((GONE, "C."),)], id="one less"),
        pytest.param(
            ["The tea is warm today."],
            ["The tea is cold today."],
            [((SAME, "The tea is"), (GONE, " warm"), (ADDED, " cold"), (SAME, " today."))],
            id="a word",
        ),
        pytest.param(
            ["All of it went."],
            ["Nobody came."],
            [((GONE, "All of it went."),), ((ADDED, "Nobody came."),)],
            id="another",
        ),
        pytest.param([], ["A."], [((ADDED, "A."),)], id="from nothing"),
    ],
)
def test_a_difference_is_what_a_reader_would_mark(
    before: list[str], after: list[str], found: list[Paragraph]
) -> None:
    assert list(difference(before, after).paragraphs) == found


def test_what_is_far_from_a_change_is_left_out() -> None:
    same = "word " * 200
    [pieces] = difference([f"{same}old {same}"], [f"{same}new {same}"]).paragraphs
    assert [what for what, _ in pieces] == [SKIPPED, SAME, GONE, ADDED, SAME, SKIPPED]
    assert sum(len(text) for _, text in pieces) < 200


def test_more_paragraphs_than_a_page_can_show_are_counted() -> None:
    found = difference([], [f"Paragraph {number}." for number in range(SHOWN + 5)])
    assert (len(found.paragraphs), found.more) == (SHOWN, 5)
    assert difference([], ["x"] * (COMPARED + 1)).more == COMPARED + 1


def test_a_long_piece_is_cut() -> None:
    [[(_, text)]] = difference([], ["x" * 5_000_000]).paragraphs
    assert len(text) == LONGEST


words = st.lists(st.sampled_from("tea pot kettle warm a b".split()), max_size=30).map(" ".join)
texts = st.lists(words, max_size=12)


@given(before=texts, after=texts)
def test_two_texts_differ_if_and_only_if_there_is_a_difference(before: list[str], after: list[str]) -> None:
    found = difference(before, after)
    assert (before != after) == bool(found.paragraphs)
    kept = [what for paragraph in found.paragraphs for what, _ in paragraph]
    assert all(what in {GONE, ADDED, SAME, SKIPPED} for what in kept)
