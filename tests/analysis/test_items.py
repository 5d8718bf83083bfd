"""Which items of lists are no sentences."""

import pytest

from generator.analysis.items import is_fragment


@pytest.mark.parametrize(
    "item",
    [
        "Discuss revisions to the plan of the harbour wall.",
        "Rebuild the wall of the harbour in the north.",
        "Start with the oldest stones of the wall in the north.",
        "Establishing plans for how to strengthen the harbour wall.",
        "Made a lot of progress with the wall of the harbour.",
        "Added a second door to the wall, and painted it.",
    ],
)
def test_what_is_to_be_done_or_was_done_by_nobody_is_a_fragment(item: str) -> None:
    assert is_fragment(item, "en")


@pytest.mark.parametrize(
    "item",
    [
        "The council pays for twelve new berths.",
        "Learning to sail takes nine years in the north.",
        "Building the wall is a task for ninety sailors.",
        "Support for boats of steel is part of the plan.",
        "Use cases are told in the plan of the harbour.",
        "Added in 1990, the second door holds well.",
        "Something in the harbour smells of tar.",
    ],
)
def test_what_has_a_subject_and_a_verb_is_none(item: str) -> None:
    assert not is_fragment(item, "en")


def test_what_begins_alike_in_another_language_is_none() -> None:
    assert not is_fragment("Support gibt es im Hafen von Norvik an jedem Morgen.", "de")
