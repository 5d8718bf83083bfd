"""Items of lists that many articles repeat."""

from collections.abc import Sequence

from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.corpus.facts import Facts, facts_of
from generator.corpus.fixtures import without_fixtures
from generator.model import Analysis, BlockKind
from tests.corpus.articles import an_article, gathered

LISTED = "{} May: the Harbour Choir sings at Gull Rock Chapel"
OTHERS = (
    "Ada Merrow mends the cap of a wind mill. French burr is the stone for wheat, and a steel pick dresses it.",
    "Heather honey sets like jelly. Honey bees fly to the heather, and clover honey is pale beside it.",
    "Verdana is a wide typeface. Matthew Carter drew it for screens, where a serif typeface needs more pixels.",
)


def listing(id_: str, text: str, *items: str) -> Analysis:
    """An article of one paragraph and a list."""
    article = an_article(id_, [text, *items])
    blocks = (article.blocks[0], *(replace(block, kind=BlockKind.ITEM) for block in article.blocks[1:]))
    return analyse(replace(article, blocks=blocks), summary_sentences=3)


def letters(number: int, *items: str) -> list[Facts]:
    """Letters with the same items, but for numbers, and a text of their own."""
    listed = [[item.format(at) for item in items] for at in range(number)]
    return [facts_of(listing(f"letter-{at}", OTHERS[at], *listed[at])) for at in range(number)]


def keys(facts: Facts) -> set[str]:
    return set(facts.names.all_keys())


def test_what_stands_only_in_an_item_of_three_articles_names_nothing() -> None:
    before = letters(3, LISTED)
    after = without_fixtures(before)
    assert all("harbour choir" in keys(one) for one in before)
    assert not any("harbour choir" in keys(one) for one in after)
    assert "ada merrow" in keys(after[0])
    assert without_fixtures(before[:2]) == tuple(before[:2])


def test_elsewhere_it_is_still_named_there() -> None:
    said = facts_of(listing("said", "The Harbour Choir was founded by Ada Merrow in 1846.", LISTED.format(9)))
    found = without_fixtures([*letters(2, LISTED), said])[2]
    places = dict(found.names.places_of_each({"harbour choir"}))["harbour choir"]
    assert [span.block for span in places] == [0]
    assert len(found.names.all_keys()) == len(found.names.all_counts()) == len(found.names.all_weights())


def test_an_item_of_two_words_may_be_what_the_article_is_about() -> None:
    before = letters(3, "Harbour Choir")
    assert without_fixtures(before) == tuple(before)


def test_a_copy_of_other_articles_keeps_what_it_says() -> None:
    items = ("The Harbour Choir sang", "The Gull Rock Chapel burnt down", "Cape Wether has a foghorn now")
    copies = [facts_of(listing(f"copy-{at}", f"Copied {at}.", *items)) for at in range(3)]
    assert without_fixtures(copies) == tuple(copies)


def test_an_article_that_loses_phrases_has_another_mark_and_the_same_openers() -> None:
    before = letters(3, LISTED)
    after = without_fixtures(before)
    assert all(one.mark != other.mark for one, other in zip(before, after, strict=True))
    opening = [after[0].names.all_keys()[at] for at in after[0].opening]
    assert opening == [
        key for at in before[0].opening if (key := before[0].names.all_keys()[at]) in keys(after[0])
    ]
    assert "ada merrow" in opening


def test_no_topic_comes_of_what_newsletters_repeat() -> None:
    def names(items: Sequence[str]) -> set[str]:
        texts = [f"{word} writes this. {OTHERS[at % 3]}" for at, word in enumerate("ABCDEFGHI")]
        made = [listing(f"letter-{at}", texts[at], item) for at, item in enumerate(items)]
        return {topic.name for topic in gathered(made).corpus.topics}

    assert "Harbour Choir" not in names([LISTED.format(at) for at in range(9)])
    assert "Harbour Choir" in names([f"The Harbour Choir sang {word}" for word in "abcdefghi"])


WORDS = "ABCDEFGHIJ"


def test_a_paragraph_that_begins_alike_in_most_articles_names_nothing_either() -> None:
    end = "This letter is written by the keepers of the Harbour Choir, in the town of {}."
    texts = [[f"{word} writes. {OTHERS[at % 3]}", end.format(at)] for at, word in enumerate(WORDS)]
    before = [
        facts_of(analyse(an_article(f"letter-{at}", text), summary_sentences=3))
        for at, text in enumerate(texts)
    ]
    assert all("harbour choir" in keys(one) for one in before)
    after = without_fixtures(before)
    assert not any("harbour choir" in keys(one) for one in after)
    assert "ada merrow" in keys(after[0])
    assert without_fixtures(before[:7]) == tuple(before[:7])


def test_what_hardly_stands_but_in_a_list_of_every_letter_is_left_out_of_the_others_too() -> None:
    texts = [f"{word} writes. {OTHERS[at % 3]}" for at, word in enumerate(WORDS)]
    made = [facts_of(listing(f"letter-{at}", text, "Harbour Choir")) for at, text in enumerate(texts)]
    said = facts_of(listing("said", "The Harbour Choir was founded by Ada Merrow in 1846. " + OTHERS[1]))
    assert all("harbour choir" in keys(one) for one in (*made, said))
    assert not any("harbour choir" in keys(one) for one in without_fixtures([*made, said]))
    assert all("harbour choir" in keys(one) for one in without_fixtures([*made[:7], said]))
