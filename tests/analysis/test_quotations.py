"""What stands between quotation marks or in brackets."""

import re

import pytest

from generator.analysis.quotations import inside_quotations


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
        "open",
        "labels",
    ],
)
def test_words_between_signs_that_open_and_close_are_inside(text: str, inside: str) -> None:
    words = {match.start(): match[0] for match in re.finditer(r"\w+", text)}
    found = inside_quotations(text, words)
    assert " ".join(words[place] for place in sorted(found)) == inside
