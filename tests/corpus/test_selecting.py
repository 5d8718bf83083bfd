"""Which topics are published: of those known, and of those that could be."""

import pytest
from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.corpus.evidence import FEW, LARGE
from generator.editor import EditedTopic, Editor
from generator.model import Analysis
from tests.corpus.articles import an_analysis, by_id, covering, gathered, linked

WORDS = "amber birch cedar dunes ember fjord grove heath inlet juniper knoll larch marsh".split()
GATES = "The sluice gate of Eling is old.; No sluice gate is new."
TWO = (
    "# One; A sluice gate is old. A sluice gate is new.; # Two; The sluice gate held. One sluice gate broke."
)
THREE = f"{TWO}; # Three; A sluice gate is a gate."
PRESS = "The cider press is old.; No cider press is new."


def others(count: int) -> list[Analysis]:
    """Articles of which no two say the same."""
    words = [f"{one}{two}" for one in WORDS for two in WORDS]
    return [an_analysis(f"other-{at:02}", f"The {words[at]} is old.") for at in range(count)]


def articles(*texts: str, tags: tuple[str, ...] = ()) -> list[Analysis]:
    """Articles with these paragraphs."""
    made = [an_analysis(f"text-{at:02}", *text.split("; ")) for at, text in enumerate(texts)]
    return [replace(one, article=replace(one.article, tags=tags)) for one in made]


def test_in_a_small_collection_one_article_that_says_it_twice_is_enough() -> None:
    assert "sluice-gate" in by_id(gathered(articles(GATES)))
    assert "sluice-gate" in by_id(gathered([*articles(TWO), *others(FEW - 1)]))
    assert "sluice-gate" not in by_id(gathered(articles("The sluice gate is old.")))


def test_in_a_larger_one_a_topic_of_one_article_is_what_that_is_about_in_three_passages() -> None:
    assert "sluice-gate" in by_id(gathered([*articles(THREE), *others(FEW)]))
    assert "sluice-gate" not in by_id(gathered([*articles(TWO), *others(FEW)]))
    assert "sluice-gate" in by_id(gathered([*articles(GATES, GATES), *others(FEW)]))


@pytest.mark.parametrize(
    ("saying", "silent", "expected"),
    [
        pytest.param(8, LARGE - 7, True, id="two fifths of the articles"),
        pytest.param(9, LARGE - 8, False, id="more are the site"),
        pytest.param(9, LARGE - 9, True, id="but not in a smaller collection"),
    ],
)
def test_what_many_articles_say_is_about_the_site(saying: int, silent: int, *, expected: bool) -> None:
    texts = [GATES.replace("Eling", word) for word in WORDS[:saying]]
    assert ("sluice-gate" in by_id(gathered([*articles(*texts), *others(silent)]))) is expected
    tagged = articles(*texts, tags=("Sluice gate",))
    assert "sluice-gate" in by_id(gathered([*tagged, *others(silent)]))


@pytest.mark.parametrize(
    ("narrower", "broader", "expected"),
    [
        pytest.param(5, 2, {"sluice-gate": ("iron sluic gate", "sluic gate")}, id="most of a topic"),
        pytest.param(4, 3, {"sluice-gate": ("iron sluic gate", "sluic gate")}, id="more than half"),
        pytest.param(
            4, 4, {"iron-sluice-gate": ("iron sluic gate",), "sluice-gate": ("sluic gate",)}, id="half"
        ),
    ],
)
def test_a_narrower_phrase_is_another_word_for_a_topic_that_it_is_most_of(
    narrower: int, broader: int, expected: dict[str, tuple[str, ...]]
) -> None:
    iron = "The iron sluice gate of {} leaks, and the sluice gate is old.; An iron sluice gate is no sluice gate."
    texts = [iron.format(word) for word in WORDS[:narrower]]
    more = [GATES.replace("Eling", word) for word in WORDS[narrower : narrower + broader]]
    found = by_id(gathered(articles(*texts, *more)))
    assert {id_: topic.keys for id_, topic in found.items()} == expected


def test_a_topic_that_was_published_stays_without_articles_beside_those_found() -> None:
    lock = gathered(articles(GATES)).lock
    found = by_id(gathered(articles(PRESS), lock=lock))
    assert covering(found["sluice-gate"]) == set()
    assert covering(found["cider-press"]) == {"text-00"}


def test_no_new_topic_comes_where_only_the_lock_may_speak_but_an_old_one_has_its_articles() -> None:
    lock = gathered(articles(GATES)).lock
    more = articles(GATES, GATES, PRESS)
    editor = Editor(topics=(EditedTopic(id="cider", name="Cider press"),))
    found = by_id(gathered(more, lock=lock, publish_new=False, editor=editor))
    assert set(found) == {"sluice-gate"}
    assert covering(found["sluice-gate"]) == {"text-00", "text-01"}
    assert {"sluice-gate", "cider"} <= set(by_id(gathered(more, lock=lock, editor=editor)))


def test_as_many_topics_are_found_as_are_wanted_but_all_that_are_known_stay() -> None:
    shelf = articles(*[f"The {word} press is old.; No {word} press is new." for word in WORDS[:6]])
    lock = gathered(shelf, max_topics=4).lock
    assert len(lock.entries) == 4
    again = by_id(gathered(shelf, max_topics=2, lock=lock))
    assert set(again) == {entry.id for entry in lock.entries}
    assert len(by_id(gathered(shelf, max_topics=5, lock=lock))) == 5


def test_the_address_of_the_site_itself_is_no_topic() -> None:
    def names(address: str) -> set[str]:
        texts = [f"Read mill.example.com, says {word}. We wrote mill.example.com in {word}." for word in "AB"]
        found = [an_analysis(f"2014-01-0{at}-mill", text) for at, text in enumerate(texts, 1)]
        own = replace(
            found[0].article, blocks=(linked("Read this.", "this", address), *found[0].article.blocks)
        )
        linking = analyse(replace(own, source="2014-01-01-mill.md"), summary_sentences=2)
        at_home = replace(found[1].article, source="2014-01-02-mill.md")
        return {topic.name for topic in gathered([linking, replace(found[1], article=at_home)]).corpus.topics}

    assert "mill.example.com" in names("https://example.net/2014/01/02/mill/")
    assert "mill.example.com" not in names("https://mill.example.com/2014/01/02/mill/")


def test_a_text_of_one_block_has_topics_of_its_own_in_a_small_collection() -> None:
    text = "Ada Merrow mends mills. The cap is old. At Thaxted they know Ada Merrow. The cap turns the sails."
    assert "Ada Merrow" in {topic.name for topic in gathered(articles(text, "It rains.")).corpus.topics}
