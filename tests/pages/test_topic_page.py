"""What the page of a topic shows of an article that does not name it."""

import pytest
from msgspec.structs import replace

from generator.model import Coverage, Publish
from generator.pages.topic_page import first_sentence, other_names
from tests.pages.sample import analysis, article, heading, para

COVERAGE = Coverage(article="talk", passages=(0,), quotes=(), weight=1.0)


@pytest.mark.parametrize(
    ("texts", "summary", "expected"),
    [
        pytest.param(["Yeah... The mill ran at every tide. It was sold."], (), 1, id="the first full one"),
        pytest.param(
            ["Is it old?", "A list of the mills", "All mills by the sea are gone."], (), 2, id="later"
        ),
        pytest.param(
            ["The mill ran at every tide.", "The tide of May broke its wheel."], (1,), 1, id="what sums it up"
        ),
        pytest.param(["Yeah...", "Is it old?"], (), 0, id="there is no other"),
    ],
)
def test_a_passage_without_the_name_begins_with_a_full_sentence(
    texts: list[str], summary: tuple[int, ...], expected: int
) -> None:
    talk = analysis(article("talk", "A talk", map(para, texts)), summary)
    assert first_sentence(talk, COVERAGE) == (expected,)


def test_what_may_not_be_shown_in_full_shows_no_sentence_that_was_not_chosen() -> None:
    talk = analysis(article("talk", "A talk", [heading("Mills"), para("The mill ran at every tide.")]))
    assert first_sentence(talk, COVERAGE) == (0,)
    hidden = replace(talk, article=replace(talk.article, publish=Publish.EXCERPT))
    assert first_sentence(hidden, COVERAGE) == ()


def test_another_name_is_shown_without_its_versions_plurals_and_what_is_added_to_it() -> None:
    aliases = ("GMP", "Grist Mill", "Grist Mill 2", "Grist Mill team", "Grist Mills", "Norvik Grist")
    assert list(other_names("Grist", aliases)) == ["GMP", "Norvik Grist"]
    assert list(other_names("Harbour Mill", aliases)) == ["GMP", "Grist Mill", "Norvik Grist"]
    assert list(other_names("Go", ["Go 1.22", "Golang", "go-modules"])) == ["Golang"]
