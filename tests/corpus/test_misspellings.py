"""Names that are likely slips for commoner ones."""

import pytest

from generator.corpus.misspellings import find_misspellings
from generator.model import Analysis
from tests.corpus.articles import an_analysis


def articles(wrong: str, right: str, *, times: int = 4) -> list[Analysis]:
    """One article that has a name wrong, and several that have it right."""
    texts = [f"The mill at Eling was mended by {right} in spring.", f"It was {right} who cut the stones."]
    good = [an_analysis(f"good-{at}", *texts) for at in range(times)]
    return [an_analysis("bad", f"At Eling they say {wrong} did it."), *good]


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ("Kathy Harrowgate", "Cathie Harrowgate", "sounds alike"),
        ("Jabob Harrowgate", "Jacob Harrowgate", "one letter apart"),
        ("El Harrowgate", "Elon Harrowgate", "cut short"),
        ("Matt Harowgate", "Matt Harrowgate", "sounds alike"),
    ],
)
def test_a_slip_is_found_with_its_reason(wrong: str, right: str, why: str) -> None:
    found = find_misspellings(articles(wrong, right))
    assert [(one.wrong, one.right, one.why) for one in found] == [(wrong, right, why)]
    assert found[0].seen.article == "bad"
    assert found[0].times[0] < found[0].times[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Harrowgate", "Ben Harrowgate"),
        ("Harrowgate Mill 2", "Harrowgate Mill 3"),
        ("Jacob Harrowgate", "Jacob Harrowgate's"),
    ],
    ids=["another person", "another number", "a possessive"],
)
def test_different_names_are_no_slips(one: str, other: str) -> None:
    assert find_misspellings(articles(one, other)) == ()


def test_two_names_that_are_as_common_are_two_names() -> None:
    one, other = "They thanked Jon Harrowgate.", "They thanked John Harrowgate."
    assert find_misspellings([an_analysis("one", one), an_analysis("other", other)]) == ()
