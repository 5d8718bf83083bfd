"""What search is told of the pages: what they show, and nothing else."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.config import Settings
from generator.model import (
    Block,
    BlockKind,
    Corpus,
    Coverage,
    Covered,
    Publish,
    Quote,
    Record,
    RichText,
    Topic,
    TopicKind,
)
from generator.pages.records import records
from generator.pages.render import render
from generator.pages.site import Site
from tests.pages.engine import Seen, folded, to_html
from tests.pages.sample import analysis, article, heading, para, sample_site

BLOCKS = (
    para("Kettles boil water. Nobody is hurt."),
    heading("Safety"),
    para("A lid keeps El Musk dry. The end is hidden.", speaker="Ada"),
)
CELL = RichText(text="One cell")


def site(publish: Publish) -> Site:
    it = article(
        "kettle", "Of <b>kettles</b>", BLOCKS, publish=publish, published=date(2024, 3, 1),
        corrections=(("El Musk", "Elon Musk"),),
    )  # fmt: skip
    topic = Topic(
        id="lids", name="Lids", kind=TopicKind.PRODUCT, aliases=("Covers",), keys=("lid",), parent="",
        coverage=Covered.of([Coverage(article="kettle", passages=(), quotes=(2,), weight=1.0)]),
        summary=(Quote(article="kettle", sentence=2),), related=(),
    )  # fmt: skip
    corpus = Corpus(
        analyses={"kettle": analysis(it, summary=(0,))}, topics=(topic,), related={}, mentions={},
        backlinks={}, redirects={},
    )  # fmt: skip
    return Site(corpus=corpus, settings=Settings(excerpt_words=3))


def words(record: Record) -> list[str]:
    return ["".join(text for text, _ in line.pieces) for line in record.lines]


def test_an_article_is_found_by_its_title_its_topics_and_its_text() -> None:
    found = records(site(Publish.FULL))[0]
    assert (found.path, found.title, found.kind) == ("articles/kettle", "Of <b>kettles</b>", "article")
    assert (found.published, found.topics) == (date(2024, 3, 1), (("lids", "Lids"),))
    assert found.names == ("Lids",)
    assert [line.anchor for line in found.lines] == ["p1", "s1", "p2"]
    assert [line.heading for line in found.lines] == [False, True, False]
    assert words(found)[2] == "Ada: A lid keeps Elon Musk dry. The end is hidden."


def test_a_topic_that_an_article_names_is_no_other_name_of_it() -> None:
    before = site(Publish.FULL)
    [topic] = before.corpus.topics
    corpus = replace(before.corpus, topics=(replace(topic, name="KETTLES"),))
    assert records(Site(corpus=corpus, settings=before.settings))[0].names == ()


def test_the_sentences_of_the_summary_are_marked() -> None:
    first = records(site(Publish.FULL))[0].lines[0]
    assert first.pieces == (("Kettles boil water.", True), (" Nobody is hurt.", False))


@pytest.mark.parametrize(
    ("publish", "shown"),
    [
        (Publish.EXCERPT, ["Kettles boil water. Nobody is hurt.", "A lid keeps Elon Musk dry. "]),
        (Publish.DIGEST, ["Kettles boil water. ", "A lid keeps Elon Musk dry. "]),
    ],
)
def test_of_a_digest_only_what_the_page_shows_is_found(publish: Publish, shown: list[str]) -> None:
    assert words(records(site(publish))[0]) == shown


def test_a_topic_is_found_by_its_names_and_its_sentences() -> None:
    found = records(site(Publish.FULL))[1]
    assert (found.path, found.title, found.kind, found.names) == (
        "topics/lids",
        "Lids",
        "product",
        ("Covers",),
    )
    assert words(found) == ["A lid keeps Elon Musk dry."]


def test_a_table_is_found_by_its_cells() -> None:
    table = Block(kind=BlockKind.TABLE, rows=((CELL, CELL),))
    corpus = Corpus(
        analyses={"t": analysis(article("t", "T", [table, para("Words stand here.")]))}, topics=(),
        related={}, mentions={}, backlinks={}, redirects={},
    )  # fmt: skip
    assert words(records(Site(corpus=corpus, settings=Settings()))[0])[0] == "One cell One cell"


def test_every_line_stands_under_its_anchor_on_the_page(tmp_path: Path) -> None:
    sample = sample_site(tmp_path)
    pages = {page.path: page.content.decode() for page in render(sample) if page.path.endswith(".md")}
    checked = 0
    for record in records(sample):
        for line in record.lines:
            if line.anchor and line.anchor.startswith("p"):
                shown = Seen(to_html(pages[f"{record.path}.md"].split("---\n", 2)[2])).anchors[line.anchor]
                for text, _ in line.pieces:
                    checked += 1
                    assert folded(text).removesuffix(":") in folded(shown)
    assert checked > 20
