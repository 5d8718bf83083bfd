import pytest

from generator.corpus.aliases import find_aliases
from tests.corpus.articles import an_analysis, gathered

MILLS = "A tide mill stands at Eling. A sea mill is a mill."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The tide mill (aka sea mill) grinds flour.", {("sea mill", "tide mill")}, id="aka"),
        pytest.param(
            "The tide mill (a.k.a. the “sea mill”) grinds.", {("sea mill", "tide mill")}, id="a.k.a."
        ),
        pytest.param("A tide mill (also known as a sea mill).", set(), id="with another article"),
        pytest.param(
            "Tide mills (also called sea mills) grind.", {("sea mill", "tide mill")}, id="also called"
        ),
        pytest.param("The value (a.k.a. money) of a tide mill.", set(), id="single words"),
        pytest.param("The tide mill (or sea mill) grinds flour.", set(), id="or may part two things"),
        pytest.param("The tide mill (Eling) grinds flour.", set(), id="a place"),
    ],
)
def test_another_name_stands_in_brackets(text: str, found: set[tuple[str, str]]) -> None:
    assert set(find_aliases(an_analysis("mills", MILLS, text))) == found


def test_two_names_of_one_thing_are_one_topic() -> None:
    texts = ["The tide mill at Eling grinds flour. A tide mill needs a pond."] * 4
    others = ["A sea mill has a wheel of oak. The sea mill at Woodbridge was mended."] * 4
    said = "The tide mill (aka sea mill) has a pond. The tide mill grinds, and the sea mill rests."
    made = [an_analysis(f"mill-{at}", text) for at, text in enumerate([*texts, *others])]
    apart = {topic.keys for topic in gathered(made).corpus.topics}
    joined = {topic.keys for topic in gathered([*made, an_analysis("said", said)]).corpus.topics}
    assert not any({"sea mill", "tide mill"} <= set(keys) for keys in apart)
    assert any({"sea mill", "tide mill"} <= set(keys) for keys in joined)
