"""What a sponsor paid for."""

import pytest
from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.analysis.sponsored import sponsored
from generator.corpus.evidence import Collection, Reading
from generator.model import Block, BlockKind
from tests.analysis.articles import an_article


def blocks(*texts: str) -> list[Block]:
    """Paragraphs; a text that begins with `# ` is a heading, and `Anna> ` tells who speaks."""
    return [_block(text) for text in texts]


def _block(text: str) -> Block:
    if text.startswith("# "):
        return Block(kind=BlockKind.HEADING, text=text[2:], level=2)
    speaker, sign, said = text.rpartition("> ")
    return Block(kind=BlockKind.PARAGRAPH, text=said, speaker=speaker if sign else "")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            [
                "Bees swarm.",
                "It's time for Sponsored News!",
                "Buy hives.",
                "More hives.",
                "Break:",
                "Bees dance.",
            ],
            {1, 2, 3},
            id="up to a label",
        ),
        pytest.param(
            ["And now a word from our sponsor", "Buy hives.", "# Swarms", "Bees swarm."],
            {0, 1},
            id="up to a heading",
        ),
        pytest.param(
            ["Anna> Here is a message from our sponsors.", "Buy hives.", "Tom> Bees swarm."],
            {0, 1},
            id="up to another speaker",
        ),
        pytest.param(["Advertisement", "Buy hives.", "# Swarms"], {0, 1}, id="a label alone"),
        pytest.param(["Anzeige:", "Kauft Stöcke.", "# Schwärme"], {0, 1}, id="a German label"),
        pytest.param(
            ["Bees swarm.", "The hives of Berg are warm. Thanks to Berg for sponsoring this hour."],
            {1},
            id="a paragraph with thanks",
        ),
        pytest.param(
            [
                "The town sponsors the mill, and a sponsor of the mill may walk on its wall when it is dry.",
                "It is.",
            ],
            set(),
            id="an article about sponsors",
        ),
    ],
)
def test_what_an_announcement_brings_is_paid_for(texts: list[str], expected: set[int]) -> None:
    assert sponsored(blocks(*texts)) == expected


def test_an_advertisement_of_many_paragraphs_does_not_take_the_rest_of_an_article() -> None:
    texts = ["Sponsored by Berg", *[f"Hive {at} is warm." for at in range(40)]]
    assert len(sponsored(blocks(*texts))) < 20


def test_no_summary_quotes_what_a_sponsor_paid_for() -> None:
    article = an_article(
        *blocks(
            "It's now time for Sponsored News!",
            "The hives of Berg keep honey bees warm through the whole winter in the north.",
            "Break:",
            "Honey bees swarm in May when the hive has grown too small for all of them.",
        )
    )
    analysis = analyse(article, summary_sentences=3)
    assert {analysis.sentences[at].block for at in analysis.summary} == {3}


def test_what_a_sponsor_paid_for_is_nothing_that_an_article_is_about() -> None:
    advert = "Hive Depot sells cedar hives, and Hive Depot delivers every cedar hive by cargo bicycle."
    article = an_article(
        *blocks(
            "Bees swarm in May when the beehive has grown too small for all of them.",
            "It's time for Sponsored News!",
            advert,
            "Break:",
            "A swarm hangs in a tree until its scouts have found a hollow, and the scouts dance for it.",
        )
    )
    without = replace(article, blocks=(*article.blocks[:1], *article.blocks[3:]))
    found, other = (analyse(one, summary_sentences=3) for one in (article, without))
    assert {one.key for one in found.entities} == {one.key for one in other.entities}
    assert {one.key for one in found.phrases} == {one.key for one in other.phrases}
    assert found.stems[1:3] == ("", "")
    assert len(found.sentences) > len(other.sentences)


def test_no_place_of_a_key_is_found_in_what_a_sponsor_paid_for() -> None:
    texts = ("The hives of cedar stand in a row.", "A word from our sponsor", "Buy cedar-built hives.")
    collection = Collection((analyse(an_article(*blocks(*texts)), summary_sentences=1),))
    assert {span.block for span in Reading(collection, 0).places("cedar")} == {0}
