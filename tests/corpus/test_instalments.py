"""Which articles are instalments of one series."""

import pytest

from generator.corpus.instalments import Instalments


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param(["The new weir, part 1", "The new weir, part 2"], True, id="parts"),
        pytest.param(["The new weir (Part One)", "The new weir (Part Two)"], True, id="numbers in words"),
        pytest.param(["Sluices: part II", "Sluices: part III"], True, id="Roman numbers"),
        pytest.param(["Das neue Wehr, Teil 1", "Das neue Wehr, Teil 2"], True, id="German"),
        pytest.param(["Weirs and eels | Episode 41", "Sluices | Episode 42"], True, id="episodes"),
        pytest.param(["River news #7", "River news #8"], True, id="a sign"),
        pytest.param(["River news no. 7", "River news no. 8"], True, id="an abbreviation"),
        pytest.param(["Water Hour 12: Eels", "Water Hour 13", "Water Hour 4: Weirs"], True, id="a series"),
        pytest.param(
            ["River notes, 12 March 2024", "River notes, 19 March 2024", "River notes, 2 April 2024"],
            True,
            id="dates",
        ),
        pytest.param(
            ["The 2022 count of eels", "The 2023 count of eels", "The 2024 count of eels"], True, id="years"
        ),
        pytest.param(["Water Hour 12: Eels", "Water Hour 12: Eels"], False, id="the same one twice"),
        pytest.param(["The new weir, part 2", "A weir for Alder: part 2"], False, id="the same part"),
        pytest.param(["Flood at Alder kills 12", "Flood at Alder kills 14"], False, id="two counts"),
        pytest.param(["The weir of 1790", "The mill of 1820", "The leat of 1850"], False, id="other years"),
        pytest.param(["The weir, part 2", "The weir, part two", "The weir: Part II"], False, id="one part"),
        pytest.param(["No one saw the flood", "No two floods are alike"], False, id="no number"),
        pytest.param(
            ["River board: meet Ada Berg", "River board: meet the incumbent Dr. Tom Weir"],
            True,
            id="another one is introduced",
        ),
        pytest.param(["Meet Ada Berg, our keeper", "Meet Ada Berg"], False, id="one is introduced twice"),
        pytest.param(["Part of the weir falls", "The 12 weirs of the Alder"], False, id="no label"),
    ],
)
def test_instalments_are_told_by_the_numbers_of_their_titles(titles: list[str], *, expected: bool) -> None:
    assert Instalments(titles).among(range(len(titles))) is expected


def test_two_articles_are_asked_about_beside_a_third() -> None:
    series = Instalments(["Water Hour 1", "Water Hour 2", "Water Hour 3", "Eels"])
    assert series.among([0, 2])
    assert not series.among([0, 3])
