"""Sentences as pages show them away from their place."""

import pytest

from generator.model import Mark, MarkKind
from generator.pages.cards import verbatim
from tests.pages.sample import analysis, article, para

TEXT = "The wall is high. The wall is new."


@pytest.mark.parametrize(
    ("kind", "start", "end", "shown"),
    [
        (MarkKind.STRONG, 0, 17, "The wall is high."),
        (MarkKind.EMPHASIS, 0, 16, "The wall is high."),
        (MarkKind.STRONG, 0, 34, "The wall is high."),
        (MarkKind.STRONG, 4, 8, "The <strong>wall</strong> is high."),
        (MarkKind.CODE, 0, 17, "<code>The wall is high.</code>"),
    ],
)
def test_emphasis_on_all_of_a_sentence_is_left_out(kind: MarkKind, start: int, end: int, shown: str) -> None:
    block = para(TEXT, Mark(kind=kind, start=start, end=end))
    assert verbatim(analysis(article("wall", "The wall", [block])), 0, 0) == shown
