"""Where runs of content words begin and end."""

import pytest

from generator.analysis.runs import find_runs
from generator.model import Block, BlockKind, Mark, MarkKind

TEXT = "They like heather honey and run git bisect now."
CODE, STRONG = (
    Mark(kind=MarkKind.CODE, start=32, end=42),
    Mark(kind=MarkKind.STRONG, start=10, end=17),
)


def runs(text: str, *, names: tuple[tuple[int, int], ...] = (), marks: tuple[Mark, ...] = ()) -> str:
    """Return the runs of a text; a star stands before those that share a place with a name or a mark."""
    words, found = find_runs(Block(kind=BlockKind.PARAGRAPH, text=text, marks=marks), "en", names)
    return ", ".join(
        "*" * near + text[words.starts[first] : words.ends[last - 1]] for first, last, near in found
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("They like wild honey, bitter almonds.", "wild honey, bitter almonds", id="commas part"),
        pytest.param("Wild honey of old mills", "Wild honey, old mills", id="function words part"),
        pytest.param("We plan to harvest wild honey", "plan, wild honey", id="no verb after to"),
        pytest.param("Honey of bees", "Honey, bees", id="a word alone at the end"),
        pytest.param("They Harvest it", "Harvest", id="a capital says that it is no verb"),
    ],
)
def test_runs_are_content_words_with_nothing_between_them(text: str, expected: str) -> None:
    assert runs(text) == expected


def test_code_is_in_no_run() -> None:
    assert runs(TEXT, marks=(CODE,)) == "heather honey, run"


def test_a_run_tells_whether_a_name_or_a_mark_is_in_it() -> None:
    assert runs(TEXT, marks=(STRONG,)) == "*heather honey, run git bisect"
    assert runs(TEXT, names=((32, 35),)) == "heather honey, *run git bisect"
