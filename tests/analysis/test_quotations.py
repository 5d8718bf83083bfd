"""What stands between quotation marks or in brackets."""

import re

import pytest

from generator.analysis.quotations import begun_in_speech, inside_quotations


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('She said "the wall holds" twice.', "the wall holds"),
        ("It (the old wall) stands [so they say] here.", "the old wall so they say"),
        ("They say “he said ‘no’ then left” in May.", "he said no then left"),
        ("Sie sagt „die Mauer hält“ im Mai.", "die Mauer hält"),
        ("Er sagt ‚die Mauer‘ und meint sie.", "die Mauer"),
        ("Elle dit « le mur tient » en mai.", "le mur tient"),
        ("A “first“ word that nothing closes.", ""),
        ("They don't mind the boys' boats.", ""),
        ('He said "yes " and "no" here.', "yes and no"),
        ('It stands ("the wall") in May.', "the wall"),
        ('He said " well "yes" and left.', "yes"),
        ('An "old"s "new" one.', "old s new"),
        ("A lone “quotation opens and never closes.", ""),
        ("A list: a) one (or two) b) three.", "or two"),
    ],
    ids=[
        "straight",
        "brackets",
        "nested",
        "low",
        "low and single",
        "spaced",
        "wrong way",
        "apostrophes",
        "loose",
        "in brackets",
        "blank after",
        "letter after",
        "open",
        "labels",
    ],
)
def test_words_between_signs_that_open_and_close_are_inside(text: str, inside: str) -> None:
    words = {match.start(): match[0] for match in re.finditer(r"\w+", text)}
    found = inside_quotations(text, words)
    assert " ".join(words[place] for place in sorted(found)) == inside


def test_the_sign_that_closes_is_inside_too() -> None:
    assert inside_quotations('He "said" so.', [3, 4, 8, 9]) == {4, 8}


def test_a_sentence_that_begins_within_what_is_said_is_known() -> None:
    text = 'She said: "The wall holds. It is old." Boats lie behind it. He has 5" of rope. All hold.'
    starts = [match.start() for match in re.finditer(r"(?<=[.\"] )[A-Z]", text)]
    assert [text[at : at + 9] for at in sorted(begun_in_speech(text, starts))] == ["It is old"]


def test_a_sign_that_nothing_closes_soon_begins_no_quotation() -> None:
    text = f'A "lone sign. {"The wall holds. " * 100}It is "old" and high.'
    assert begun_in_speech(text, [text.index("The"), text.index("It")]) == frozenset()
