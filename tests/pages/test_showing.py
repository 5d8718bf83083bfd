"""How much of an article its page shows."""

import pytest

from generator.model import Publish
from generator.pages.showing import Showing, anchors, runs, showing
from tests.pages.sample import analysis, article, heading, item, para

BLOCKS = [
    para("One two three. Four five."),
    heading("H"),
    para("Six seven eight. Nine ten."),
    item("Eleven. Twelve. Thirteen."),
]


def shown(publish: Publish, *quoted: int, words: int = 4) -> Showing:
    return showing(analysis(article("a", "A", BLOCKS, publish=publish)), frozenset(quoted), words)


def test_headings_and_other_blocks_are_counted_apart() -> None:
    assert anchors(tuple(BLOCKS)) == ("p1", "s1", "p2", "p3")


@pytest.mark.parametrize(
    ("publish", "words", "blocks", "quoted", "present"),
    [
        (Publish.FULL, 1, 4, (), frozenset({0, 1, 2, 3})),
        (Publish.EXCERPT, 4, 1, ((2,), (4, 6)), frozenset({0, 2, 3})),
        (Publish.EXCERPT, 6, 3, ((4, 6),), frozenset({0, 1, 2, 3})),
        (Publish.EXCERPT, 99, 4, (), frozenset({0, 1, 2, 3})),
        (Publish.DIGEST, 99, 0, ((1,), (2,), (4, 6)), frozenset({0, 2, 3})),
    ],
)
def test_the_policy_says_what_is_shown_and_quotes_always_are(
    publish: Publish, words: int, blocks: int, quoted: tuple[tuple[int, ...], ...], present: frozenset[int]
) -> None:
    found = shown(publish, 1, 2, 4, 6, words=words)
    assert (found.blocks, found.quoted, found.present) == (blocks, quoted, present)


def test_a_passage_is_reached_at_its_first_text_that_is_shown() -> None:
    assert shown(Publish.FULL).passages == ("p1", "p2")
    assert shown(Publish.DIGEST, 4).passages == ("", "p3")
    assert shown(Publish.DIGEST).passages == ("", "")


def test_an_anchor_that_is_not_shown_is_no_anchor() -> None:
    assert shown(Publish.DIGEST).anchor(0) == ""


def test_runs_of_sentences_end_with_their_block() -> None:
    it = analysis(article("a", "A", BLOCKS))
    assert list(runs(it, (0, 1, 2, 4, 6))) == [(0, 1), (2, 2), (4, 4), (6, 6)]
