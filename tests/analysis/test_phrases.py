from collections.abc import Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.candidates import LONGEST, MANY, find_candidates
from generator.analysis.entities import find_entities
from generator.analysis.phrases import LIMIT, MARKED, PER, find_phrases
from generator.analysis.ranges import Ranges
from generator.analysis.sentences import find_sentences
from generator.model import Article, Block, BlockKind, Mark, MarkKind, Phrase
from tests.analysis.articles import an_article, paragraphs


def phrases(article: Article) -> tuple[Phrase, ...]:
    sentences = find_sentences(article)
    return find_phrases(article, sentences, find_entities(article, sentences))


def texts(*sentences: str) -> set[str]:
    return {phrase.text for phrase in phrases(paragraphs(*sentences))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The beekeeper likes heather honey.", {"heather honey"}),
        ("A hive is a hive, and a hive hums.", {"hive"}),
        ("Everybody quickly went there.", set()),
        ("They should harvest, and we harvest.", set()),
        ("Machine learning is old; machine learning is fun.", {"machine learning"}),
        ("It runs on open-source software, and open source software is free.", {"open source software"}),
        ("It is singing, and still singing.", set()),
        ("It is user-centered, and stays user-centered.", set()),
        (
            "They use Dovetail here. People use Dovetail, and we use Dovetail for heather honey.",
            {"heather honey"},
        ),
        ("The signal is lost. A signal lamp, a signal fire.", {"signal", "signal lamp", "signal fire"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_concepts_are_runs_of_content_words_that_can_be_noun_phrases(text: str, expected: set[str]) -> None:
    found = texts(text)
    assert expected <= found
    if not expected:
        assert found == set()


def test_time_and_a_little_bit_are_no_concepts() -> None:
    said = ["The time of the mill was a little bit of it."] * 4
    assert texts(*said) == {"mill"}


def test_what_stands_beside_a_picture_and_a_vague_time_are_no_concepts() -> None:
    found = texts(
        "Image copyright the beekeeper. Honey was dear years ago.",
        "Image copyright the club. Honey was rare years ago.",
    )
    assert not found & {"image copyright", "Image copyright", "years ago"}
    assert found & {"honey", "Honey"}


def test_in_german_a_concept_ends_in_a_noun_which_has_a_capital() -> None:
    text = "Der Deich ist aktuell hoch, und der Deich ist aktuell dicht. Kalte Winde sind kalte Winde."
    assert {phrase.text for phrase in phrases(paragraphs(text, language="de"))} == {"Deich", "kalte Winde"}


def test_weak_words_need_to_be_said_more_than_once() -> None:
    assert "honest work" not in texts("It was honest work.")
    assert "user research" in texts(
        "We do user research.", "They did user research.", "So user research won."
    )


def test_punctuation_and_function_words_bound_a_phrase() -> None:
    found = texts("Wild honey, bitter almonds and the sour cherries of Spain.")
    assert not any("honey" in text and "almonds" in text for text in found)


def test_a_phrase_that_always_stands_in_a_longer_one_is_left_out() -> None:
    found = texts("The proof stake works.", "A proof stake fails.", "Any proof stake ends.")
    assert "proof stake" in found
    assert "stake" not in found


def test_two_words_that_always_stand_in_a_longer_phrase_are_left_out() -> None:
    found = texts("The proof stake pool works.", "A proof stake pool fails.")
    assert "proof stake pool" in found
    assert not {"proof stake", "stake pool"} & found


def test_inflections_are_one_phrase_and_the_form_written_most_names_it() -> None:
    (phrase,) = (
        p for p in phrases(paragraphs("A honey bee. Two honey bees. Many honey bees.")) if " " in p.key
    )
    assert (phrase.text, len(phrase.spans)) == ("honey bees", 3)


def test_a_hyphen_makes_no_other_phrase() -> None:
    keys = {p.key for p in phrases(paragraphs("An open-weight model here. Those open weight models there."))}
    assert "open weight model" in keys


def test_names_are_no_concepts_and_are_not_cut_up() -> None:
    found = texts("They met Grace Hopper there.", "They saw Grace Hopper again.")
    assert not any("Grace" in text or "Hopper" in text for text in found)


def test_inline_code_of_a_word_or_two_names_a_tool() -> None:
    text = "Then I ran git bisect on it."
    mark = Mark(kind=MarkKind.CODE, start=11, end=21)
    found = phrases(an_article(Block(kind=BlockKind.PARAGRAPH, text=text, marks=(mark,))))
    assert "git bisect" in {phrase.text for phrase in found}


def test_code_blocks_hold_no_phrases() -> None:
    assert phrases(an_article(Block(kind=BlockKind.CODE, text="wild honey\nwild honey"))) == ()


def test_the_title_makes_a_phrase_weightier() -> None:
    plain = phrases(paragraphs("Some wild honey and sour cherries."))
    titled = phrases(paragraphs("Some wild honey and sour cherries.", title="Sour cherries"))
    assert {p.text: p.weight for p in titled}["sour cherries"] > {p.text: p.weight for p in plain}[
        "sour cherries"
    ]


def candidates(text: str, *, names: Sequence[tuple[int, int]] = ()) -> dict[str, list[tuple[int, int]]]:
    """Return of each candidate, place by place, of how many words it is and how many of them are weak."""
    found = find_candidates(paragraphs(text), {0: Ranges(names)})
    return {key: [place[3:] for place in places] for key, places in found.places.items()}


def test_every_part_of_a_run_that_can_be_a_noun_phrase_is_a_candidate() -> None:
    assert candidates("They sell good heather honey.") == {
        "sell good": [(2, 2)],
        "sell good heather": [(3, 2)],
        "sell good heather honey": [(4, 2)],
        "good heather": [(2, 1)],
        "good heather honey": [(3, 1)],
        "heather": [(1, 0)],
        "heather honey": [(2, 0)],
        "honey": [(1, 0)],
    }


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param([(10, 16)], "norvik honey, norvik honey jar, honey, honey jar, jar", id="Norvik"),
        pytest.param([(10, 22)], "norvik honey jar, jar", id="Norvik honey"),
        pytest.param([(10, 27)], "", id="Norvik honey jars"),
        pytest.param([(23, 27)], "norvik, norvik honey, norvik honey jar, honey, honey jar", id="jars"),
    ],
)
def test_a_candidate_holds_names_but_is_none_and_is_no_part_of_one(
    names: list[tuple[int, int]], expected: str
) -> None:
    assert ", ".join(candidates("They like Norvik honey jars there.", names=names)) == expected


def test_what_is_emphasised_as_a_whole_weighs_more() -> None:
    text = "They like heather honey jars there."
    marks = (Mark(kind=MarkKind.STRONG, start=10, end=23),)
    article = an_article(Block(kind=BlockKind.PARAGRAPH, text=text, marks=marks))
    assert find_candidates(article, {}).marked == {"heather honey"}
    plain, marked = weights(paragraphs(text)), weights(article)
    assert plain["heather honey"] * MARKED == pytest.approx(marked["heather honey"], rel=0.001)
    assert plain["honey jars"] == marked["honey jars"]


def weights(article: Article) -> dict[str, float]:
    return {phrase.text: phrase.weight for phrase in phrases(article)}


def test_a_phrase_weighs_more_where_it_stands_in_more_paragraphs() -> None:
    one, two = paragraphs("The hive hums. The hive is old."), paragraphs("The hive hums.", "The hive is old.")
    assert weights(one)["hive"] < weights(two)["hive"]


def test_a_phrase_counts_for_what_it_does_outside_of_longer_ones() -> None:
    often = paragraphs("The honey jar works, a honey jar fails.", "A jar is a jar.")
    free = paragraphs("The honey jug works, a honey jug fails.", "A jar is a jar.")
    assert weights(often)["jar"] == pytest.approx(
        weights(paragraphs("A jar is a jar.", "A jar, a jar."))["jar"] / 2
    )
    assert "jar" in weights(free)


def test_a_general_word_alone_weighs_half_of_a_concept() -> None:
    text = "The work is old, and the work is new. They like the work."
    assert weights(paragraphs(text))["work"] * 2 == weights(paragraphs(text.replace("work", "hive")))["hive"]


def test_a_concept_of_one_word_is_said_more_than_once() -> None:
    assert texts("A beekeeper sleeps.") == set()


def test_there_are_not_too_many() -> None:
    nouns = [f"{a}{b}ron {b}{a}lix" for a in "bdfglmnprt" for b in "aeiou"]
    assert len(phrases(paragraphs(*(f"The {noun} is here." for noun in nouns)))) <= LIMIT + len(nouns) // PER


@pytest.mark.parametrize("unit", ["a", "word ", "wild-", "x.", "’", "honey bee "])
def test_a_megabyte_of_anything_is_read(unit: str) -> None:
    phrases(paragraphs(unit * (300_000 // len(unit))))


def test_of_a_very_long_text_what_it_says_least_is_forgotten() -> None:
    known = ["".join(letters) for letters in product("bdfgklmnprst", "aeiou", repeat=2)]
    words, chance = MANY // LONGEST + 1000, Random(1)
    texts = (f"{' '.join(chance.choices(known, k=1000))} heather honey." for _ in range(0, words, 1000))
    found = find_candidates(paragraphs(*texts), {})
    assert sum(map(len, found.places.values())) <= MANY
    assert len(found.places["heather honey"]) == words // 1000


def test_one_word_repeated_does_not_fill_the_memory() -> None:
    found = find_candidates(paragraphs(*["Aa " * 5000] * 30), {})
    assert sum(map(len, found.places.values())) <= MANY
    assert min(map(len, found.places.values())) > 10_000


@given(st.lists(st.text(alphabet="abn wild honey. -’I\n", max_size=80), max_size=4), st.text(max_size=20))
def test_every_phrase_stands_where_it_says(texts: list[str], title: str) -> None:
    article = paragraphs(*texts, title=title)
    for phrase in phrases(article):
        assert phrase.key
        assert phrase.spans == tuple(sorted(set(phrase.spans)))
        for span in phrase.spans:
            text = article.blocks[span.block].text[span.start : span.end]
            assert 1 <= len(text.split()) <= LONGEST


def test_two_letters_written_as_code_are_a_tool() -> None:
    block = Block(
        kind=BlockKind.PARAGRAPH, text="Ask jq first.", marks=(Mark(kind=MarkKind.CODE, start=4, end=6),)
    )
    assert "jq" in {phrase.text for phrase in phrases(an_article(block))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The land was sold. He taxed the land, and their land was left.", True),
        ("The land was sold. He taxed the land.", False),
        ("They land here. We land there. You land again, and they land.", False),
        ("That is the way. It is a way, and this way is long.", False),
    ],
    ids=["again and again", "twice", "a verb", "a word that says nothing"],
)
def test_a_general_word_is_a_concept_where_the_text_says_it_again_as_a_noun(
    text: str, *, found: bool
) -> None:
    assert bool({"land", "way"} & {phrase.key for phrase in phrases(paragraphs(text))}) is found


def test_where_nouns_come_first_what_only_follows_them_is_no_concept() -> None:
    text = (
        "La ciencia abierta vive. Con ciencia abierta hay datos. La revista abierta es la ciencia de todos."
    )
    found = {phrase.text for phrase in phrases(an_article(*paragraphs(text).blocks, language="es"))}
    assert {"ciencia", "ciencia abierta"} <= found
    assert "abierta" not in found


@pytest.mark.parametrize(
    ("text", "language", "found", "missing"),
    [
        (
            "Pour ajouter une roue, ouvrez la roue. Ajouter la roue, la fermer. Vous pouvez la fermer.",
            "fr",
            {"roue"},
            {"ajouter", "fermer", "pouvez"},
        ),
        ("Un moulin, un atelier. Cet atelier a un moulin. Un atelier ouvre.", "fr", {"atelier"}, set()),
        (
            "Para añadir una rueda hay que girar la rueda. Girar y añadir, el telar. Un telar.",
            "es",
            {"telar"},
            {"añadir", "girar"},
        ),
    ],
    ids=["French verbs", "a French noun", "Spanish verbs and a noun"],
)
def test_a_verb_is_no_concept_though_nouns_end_so(
    text: str, language: str, found: set[str], missing: set[str]
) -> None:
    all_ = {
        phrase.text.casefold() for phrase in phrases(an_article(*paragraphs(text).blocks, language=language))
    }
    assert found <= all_
    assert missing.isdisjoint(all_)


def test_what_only_describes_others_is_no_concept() -> None:
    found = texts(
        "Fetal plasma is fetal and dark. Fetal plasma has fetal cells, and fetal and maternal plasma differ."
    )
    assert "fetal plasma" in {text.casefold() for text in found}
    assert "fetal" not in {text.casefold() for text in found}
    assert "Norwegian" not in texts("Norwegian plasma is dark. Dark Norwegian plasma has Norwegian cells.")
