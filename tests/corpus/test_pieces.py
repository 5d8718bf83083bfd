"""What the page of a topic takes from one article."""

import pytest

from generator.analysis.analyse import analyse
from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.corpus.pieces import Piece, read_piece
from generator.model import Block, BlockKind, Mark, MarkKind, Span
from tests.corpus.articles import an_article

TEXT = "Millers run jq, then jq and jq as well as jq and more of jq on every bag of wheat."
PLACES = tuple(at for at in range(len(TEXT)) if TEXT.startswith("jq", at))


def about(*starts: int) -> About:
    spans = tuple(Span(block=0, start=start, end=start + 2) for start in starts)
    return About(article=0, share=1.0, passages=(0,), spans=spans)


def collection() -> Collection:
    """Return an article that sets its five `jq` as code alone, among other code, half, bold and plain."""
    one, two, three, four, _ = PLACES
    marks = (
        Mark(kind=MarkKind.CODE, start=one, end=one + 2),
        Mark(kind=MarkKind.CODE, start=two - 5, end=two + 2),
        Mark(kind=MarkKind.CODE, start=three, end=three + 1),
        Mark(kind=MarkKind.STRONG, start=four, end=four + 2),
    )
    block = Block(kind=BlockKind.PARAGRAPH, text=TEXT, marks=marks)
    return Collection((analyse(an_article("mills", (), blocks=(block,)), summary_sentences=1),))


def test_a_piece_tells_how_a_topic_is_written_and_whether_as_code() -> None:
    found = read_piece(collection(), about(*PLACES))
    assert found.quotes == (0,)
    assert found.forms == (("jq", True), ("jq", True), ("jq", False), ("jq", False), ("jq", False))


def test_an_article_that_does_not_name_a_topic_gives_nothing() -> None:
    assert read_piece(collection(), about()) == Piece((), ())


@pytest.mark.parametrize(
    ("text", "marked", "cited"),
    [
        ("A search for wheel finds the page.", MarkKind.CODE, True),
        ("A search for wheel finds the page.", MarkKind.EMPHASIS, True),
        ("A search for wheel finds the page.", MarkKind.LINK, False),
        ("A search for wheel finds the page.", None, False),
        ('A search for "wheel" finds the page.', None, True),
        ("A search for “wheel” finds the page.", None, True),
        ("A “wheel of oak” turns.", None, False),
        ("A search for “wheel” finds the wheel.", None, False),
    ],
)
def test_an_article_cites_a_name_that_it_sets_apart_in_every_place(
    text: str, marked: MarkKind | None, *, cited: bool
) -> None:
    starts = [at for at in range(len(text)) if text.startswith("wheel", at)]
    marks = (Mark(kind=marked, start=starts[0], end=starts[0] + 5),) if marked else ()
    block = Block(kind=BlockKind.PARAGRAPH, text=text, marks=marks)
    collection = Collection((analyse(an_article("mills", (), blocks=(block,)), summary_sentences=1),))
    spans = tuple(Span(block=0, start=start, end=start + 5) for start in starts)
    about = About(article=0, share=1.0, passages=(0,), spans=spans)
    assert read_piece(collection, about).cited is cited
