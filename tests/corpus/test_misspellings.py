"""Names that are likely slips for commoner ones."""

import pytest

from generator.corpus.misspellings import find_misspellings
from generator.model import Analysis, Quote
from tests.corpus.articles import an_analysis


def articles(wrong: str, right: str, *, times: int = 4) -> list[Analysis]:
    """One article that has a name wrong, and several that have it right."""
    texts = [f"The mill at Eling was mended by {right} in spring.", f"It was {right} who cut the stones."]
    good = [an_analysis(f"good-{at}", *texts) for at in range(times)]
    return [an_analysis("bad", f"The mill stood still. At Eling they say {wrong} did it."), *good]


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ("Kathy Harrowgate", "Cathie Harrowgate", "sounds alike"),
        ("Jabob Harrowgate", "Jacob Harrowgate", "one letter apart"),
        ("Jalcob Harrowgate", "Jacob Harrowgate", "one letter apart"),
        ("El Harrowgate", "Elon Harrowgate", "cut short"),
        ("Matt Harowgate", "Matt Harrowgate", "sounds alike"),
    ],
)
def test_a_slip_is_found_with_its_reason(wrong: str, right: str, why: str) -> None:
    found = find_misspellings(articles(wrong, right))
    assert [(one.wrong, one.right, one.why) for one in found] == [(wrong, right, why)]
    assert found[0].seen == Quote(article="bad", sentence=1)
    assert found[0].times == (1, 8)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Harrowgate", "Ben Harrowgate"),
        ("Harrowgate Mill 2", "Harrowgate Mill 3"),
        ("Jacob Harrowgate", "Jacob Harrowgate's"),
        ("Harrowgate Mills", "Harrowgate Mill"),
        ("Tim Harrowgate", "Tin Harrowgate"),
        ("Marrowgate", "Harrowgate"),
        ("Harrow", "Harrows"),
        ("Keely", "Kelli"),
        ("Renée Harrowgate", "Renee Harrowgate"),
        ("Harowggatte", "Harrowgate"),
        ("South Korean", "South Korea"),
        ("Honduran", "Honduras"),
        ("Maria", "Mario"),
        ("Harrowgate Marsh", "Harrowgate Smarsh"),
    ],
    ids=[
        "person",
        "number",
        "possessive",
        "plural",
        "short",
        "first letter",
        "beginning",
        "two of five letters",
        "accents",
        "three letters",
        "of a country",
        "two of a country",
        "two given names",
        "another first letter beside the same word",
    ],
)
def test_different_names_are_no_slips(one: str, other: str) -> None:
    assert find_misspellings(articles(one, other)) == ()


def test_the_sentence_that_a_slip_begins_is_the_one_shown() -> None:
    bad = an_analysis("bad", "The mill stood still.", "It rained. Jabob Harrowgate did it, they say.")
    (found,) = find_misspellings([bad, *articles("Jacob Harrowgate", "Jacob Harrowgate")])
    assert found.seen == Quote(article="bad", sentence=2)


def mentions(name: str, times: int) -> list[Analysis]:
    return [
        an_analysis(f"{name}-{at}".lower(), f"At Eling they thanked {name} for it.") for at in range(times)
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "enough"),
    [("Jabob Harrowgate", "Jacob Harrowgate", 2), ("Harowgate", "Harrowgate", 4)],
)
def test_the_right_name_is_commoner_a_single_word_much(wrong: str, right: str, enough: int) -> None:
    sure = [*mentions(wrong, 1), *mentions(right, enough)]
    assert [(one.wrong, one.times) for one in find_misspellings(sure)] == [(wrong, (1, enough))]
    assert find_misspellings(sure[:-1]) == ()


def test_a_name_that_one_article_has_wrong_throughout_is_a_slip_too() -> None:
    found = find_misspellings([*mentions("El Harrowgate", 4), *mentions("Elon Harrowgate", 6)])
    assert [(one.wrong, one.right, one.times) for one in found] == [
        ("El Harrowgate", "Elon Harrowgate", (4, 6))
    ]


def test_two_names_that_are_as_common_are_two_names() -> None:
    one, other = "They thanked Jon Harrowgate.", "They thanked John Harrowgate."
    assert find_misspellings([an_analysis("one", one), an_analysis("other", other)]) == ()


@pytest.mark.parametrize("says", ["Ottilie Harowgate was there.", "They keep a harowgate."])
def test_a_word_that_is_one_elsewhere_is_no_slip(says: str) -> None:
    texts = [*mentions("Harowgate", 1), *mentions("Harrowgate", 9)]
    assert len(find_misspellings(texts)) == 1
    assert find_misspellings([*texts, an_analysis("other", f"The mill stood still. {says}")]) == ()
