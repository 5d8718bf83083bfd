import pytest

from generator.keys import phrase_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("open-source AI", "Open Source AI"),
        ("honey bee", "Honey bees"),
        ("LLM", "LLMs"),
        ("llms", "LLM"),
        ("Department of Justice", "department justice"),
        ("Musk's", "Musk"),
        ("open‑weight model", "open-weight models"),
    ],
)
def test_one_key_for_every_form_of_a_phrase(one: str, other: str) -> None:
    assert phrase_key(one, "en") == phrase_key(other, "en")


@pytest.mark.parametrize(("one", "other"), [("https", "http"), ("open source", "open water"), ("CSS", "C")])
def test_other_phrases_have_other_keys(one: str, other: str) -> None:
    assert phrase_key(one, "en") != phrase_key(other, "en")


def test_a_name_of_function_words_has_a_key() -> None:
    assert phrase_key("The Who", "en") == "the who"


@pytest.mark.parametrize("text", ["", " ", "…", "-"])
def test_what_has_no_word_has_no_key(text: str) -> None:
    assert phrase_key(text, "en") == ""
