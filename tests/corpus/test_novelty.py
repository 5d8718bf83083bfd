"""What a later telling of a story adds."""

import numpy as np
import pytest

from generator.corpus.novelty import MOST, find_new
from generator.corpus.rarity import Rarity
from tests.corpus.articles import an_analysis

ALIKE = Rarity(np.empty(0, np.uint32), np.empty(0, np.int64), np.empty(0, np.bool_), 100)
"""All words are as rare as each other."""
FIRST = "The ferry Aurelia struck the ledge at Ellery in thick fog."


def added(*texts: str, first: str = FIRST) -> list[str]:
    """Return the sentences of a telling that are shown, after a first one."""
    tellings = [an_analysis("first", first), an_analysis("second", " ".join(texts))]
    (_, nothing), (second, places) = find_new(tellings, ALIKE)
    assert nothing == ()
    text = second.article.blocks[0].text
    return [text[span.start : span.end] for span in (second.sentences[at] for at in places)]


NEW = "Divers found the ferry rudder jammed with rope and kelp."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(NEW, True, id="something new of the ferry"),
        pytest.param("Divers found the old rudder jammed with rope and kelp.", False, id="of something else"),
        pytest.param("The ferry Aurelia struck the ledge at dawn in fog.", False, id="said before"),
        pytest.param("Divers raised the ferry rudder.", False, id="too short"),
        pytest.param("Download our podcast on the ferry rudder on every phone.", False, id="a call"),
        pytest.param("Divers raised the ferry rudder yesterday evening.", True, id="long enough"),
        pytest.param("Did divers find the ferry rudder jammed with rope?", False, id="a question"),
        pytest.param("Divers found the ferry rudder jammed with rope…", True, id="it breaks off"),
        pytest.param(
            "“Divers found the ferry rudder jammed with rope!”", True, id="a cry in quotation marks"
        ),
        pytest.param(f"Divers found the ferry rudder{' jammed' * (MOST - 6)} with.", True, id="long"),
        pytest.param(f"Divers found the ferry rudder{' jammed' * (MOST - 4)} with.", False, id="too long"),
    ],
)
def test_a_sentence_is_shown_that_says_something_new_of_the_story(text: str, *, shown: bool) -> None:
    assert added(text) == ([text] if shown else [])


def test_half_of_a_sentence_said_before_is_too_much() -> None:
    assert added("The ferry Aurelia ledge fog struck divers rope kelp rudder crane net.") != []
    assert added("The ferry Aurelia ledge fog struck divers rope kelp rudder crane.") == []


def test_the_three_that_say_most_are_shown_in_their_order() -> None:
    texts = (
        "Divers found the ferry rudder.",
        "Divers found the ferry rudder jammed with rope.",
        "Tugs towed that ferry home by night under lamps and flags.",
        "Children painted the ferry green, red, white, yellow.",
        "Bakers baked ferry loaves with raisins, almonds, honey.",
    )
    assert added(*texts) == list(texts[2:])


def test_what_the_second_telling_says_is_not_new_in_the_third() -> None:
    tellings = [an_analysis("a", FIRST), an_analysis("b", NEW), an_analysis("c", NEW)]
    assert [places for _, places in find_new(tellings, ALIKE)] == [(), (0,), ()]
