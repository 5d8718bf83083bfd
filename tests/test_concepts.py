import pytest

from generator.analysis.analyse import analyse
from generator.concepts import common_name, find_kin, kin_of
from generator.keys import phrase_key
from tests.corpus.articles import an_article


def key(text: str) -> str:
    return phrase_key(text, "en")


@pytest.mark.parametrize(
    "text", ["FSD", "full self-driving", "autonomous cars", "FSD version 12", "FSD 12.3"]
)
def test_one_thing_has_many_names(text: str) -> None:
    concept = kin_of(key(text))
    assert concept is not None
    assert concept.name == "Self-driving"


@pytest.mark.parametrize("text", ["access", "driving", "open", "international", ""])
def test_a_general_word_is_no_name_of_a_concept(text: str) -> None:
    assert kin_of(key(text)) is None


def test_a_part_that_few_speak_of_joins_the_whole() -> None:
    fsd, taxi = key("FSD"), key("robotaxis")
    assert list(find_kin({fsd: {1, 2}, taxi: {1}})) == [(fsd, taxi)]
    assert list(find_kin({fsd: {1, 2}, taxi: {1, 2, 3}})) == []


def test_a_thing_of_many_names_takes_the_usual_one_only_where_none_is_written_most() -> None:
    keys = [key("FSD"), key("autonomous driving")]
    assert common_name(keys, {"FSD": 2, "autonomous driving": 2}) == "Self-driving"
    assert common_name(keys, {"FSD": 5, "autonomous driving": 2}) == ""
    assert common_name(keys[:1], {"FSD": 5}) == ""


def test_a_known_concept_is_a_phrase_though_it_is_said_once() -> None:
    article = an_article("cars", ["The sensors were made for autonomous driving in the rain."])
    assert key("autonomous driving") in {
        phrase.key for phrase in analyse(article, summary_sentences=1).phrases
    }


def test_what_is_no_known_concept_has_no_kin() -> None:
    assert list(find_kin({"oak": {1}, "elm": {1}})) == []
