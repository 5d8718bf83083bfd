"""Names in passing: where a text says a topic's name, and where it says something else."""

import pytest

from generator.analysis.analyse import analyse
from generator.corpus.passing import Name, find_passing
from generator.model import Analysis, Block, BlockKind, Covered, Mark, MarkKind, Span, Topic, TopicKind
from tests.corpus.articles import an_analysis, an_article, by_id, gathered

NAMES = {
    "Dovetail": TopicKind.PRODUCT,
    "GitShed": TopicKind.PRODUCT,
    "Cloud Shed": TopicKind.PRODUCT,
    "sqlite-shed": TopicKind.PRODUCT,
    "FTS": TopicKind.CONCEPT,
    "Norvik": TopicKind.PLACE,
    "Treasury": TopicKind.ORGANISATION,
    "Harbour Service": TopicKind.ORGANISATION,
    "Ada Merrow": TopicKind.PERSON,
    "Open source": TopicKind.CONCEPT,
    "Tide mills": TopicKind.CONCEPT,
    "R package": TopicKind.CONCEPT,
}
PHRASES = {"Open source", "Tide mills", "R package"}


def a_topic(name: str, kind: TopicKind, *aliases: str) -> Topic:
    return Topic(
        id=name.lower().replace(" ", "-"),
        name=name,
        kind=kind,
        aliases=aliases,
        keys=(),
        parent="",
        coverage=Covered(),
        summary=(),
        related=(),
    )


def names() -> list[Name]:
    return [Name.of(a_topic(name, kind), name, named=name not in PHRASES) for name, kind in NAMES.items()]


def said(analysis: Analysis, **listed: list[Span]) -> list[str]:
    """The words that name topics, in their order."""
    blocks = analysis.article.blocks
    spans = sorted(span for _, span in find_passing(analysis, names(), listed))
    return [blocks[span.block].text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We keep it in GitShed, as all do.", ["GitShed"]),
        ("GitShed keeps it.", ["GitShed"]),
        ("We ask GitShed’s founder about the GitShed-based tool.", ["GitShed", "GitShed"]),
        ("See gitshed.example or GitShed.example, @GitShed, x/GitShed, pre-GitShed and GitShedder.", []),
        ("It was built with Dovetail 4.2 and with the Dovetail API.", ["Dovetail", "Dovetail"]),
        ("Dovetail may be anything here. The dovetail of a drawer.", []),
        ("Norvik - Dovetail for boats.", []),
        ("Dovetail is old. Yet we like Dovetail.", ["Dovetail", "Dovetail"]),
        ("They met at Dovetail Harbour Days in the Old Dovetail Inn.", []),
        ("The files of Cloud Shed, and of Cloud Shed Pro.", ["Cloud Shed"]),
        ("We run Dovetail GitShed on it.", ["Dovetail", "GitShed"]),
        ("The Eling FTS is slow, and FTS Harbour is no FTS.", ["FTS", "FTS"]),
        ("All FTSs are slow over FTS, and ships over FTS.", ["FTSs", "FTS", "FTS"]),
        ("It is Norvik over FTS.", ["FTS"]),
        ("Use sqlite-shed for that.", ["sqlite-shed"]),
        ("The Department of the Treasury paid, and so did the Treasury.", ["Treasury", "Treasury"]),
        ("The Secretary of the Treasury paid. The Old Treasury Inn was sold.", ["Treasury"]),
        ("The Eling Harbour Service is another one than the Harbour Service.", ["Harbour Service"]),
        ("Dr. Ada Merrow spoke, and Governor Ada Merrow left.", ["Ada Merrow", "Ada Merrow"]),
        ("The Old GitShed is gone; see [GitShed][shed] and [its end][the GitShed end].", []),
        ("She left Norvik for the School of Mines of Norvik and for Dovetail Norvik.", ["Norvik", "Dovetail"]),
        ("A Merrow came, and Ada Merrow Stone too.", []),
        ("It is open source. Open source helps, and open-source code does.", ["open source", "Open source", "open-source"]),
        ("The Open Source Harbour is closed, and Open Source is not.", ["Open Source"]),
        ("A tide mill stood by two tide mills.", ["tide mill", "tide mills"]),
        ("An R package is one of many R packages, and no r packager.", ["R package", "R packages"]),
        ("Open sources of it, opensource, and open, source.", ["Open sources"]),
    ],
)  # fmt: skip
def test_a_name_is_found_where_it_is_sure_to_be_one(text: str, found: list[str]) -> None:
    assert said(an_analysis("a", text)) == found


def test_names_are_found_where_links_may_stand() -> None:
    marks = (Mark(kind=MarkKind.CODE, start=3, end=10),)
    blocks = (
        Block(kind=BlockKind.HEADING, text="GitShed", level=2),
        Block(kind=BlockKind.QUOTE, text="GitShed it is.", level=1),
        Block(kind=BlockKind.CODE, text="GitShed"),
        Block(kind=BlockKind.PARAGRAPH, text="In GitShed we trust.", marks=marks),
        Block(kind=BlockKind.ITEM, text="So does GitShed.", level=1),
    )
    analysis = analyse(an_article("a", (), blocks=blocks), summary_sentences=1)
    places = [span.block for _, span in find_passing(analysis, names(), {})]
    assert places == [3, 4]


def test_what_comes_after_a_known_place_in_its_section_is_not_looked_at() -> None:
    analysis = an_analysis("a", "In GitShed or GitShed.", "# More", "Into GitShed.")
    known = [Span(block=0, start=3, end=10)]
    places = [span.block for _, span in find_passing(analysis, names(), {"gitshed": known})]
    assert places == [2]


def test_letters_that_are_longer_in_small_do_not_shift_what_is_found() -> None:
    assert said(an_analysis("a", "İİİ say that it is open source.")) == ["open source"]


COMMON = [
    an_analysis(
        f"a{at}", f"Northwind Harbour builds boats. {text} Northwind Harbour is in Norvik, and builds."
    )
    for at, text in enumerate(["They sail.", "They float.", "They sink."])
]
MANY = ", ".join(
    f"{first}{last}"
    for first in "Ber Dor Fal Gim Hol Jor Kal Lin Mor Nor Pil Rag Sun".split()
    for last in ("nik", "mont", "wick", "stad", "holm", "berg")
)
PASSING = an_analysis("long", f"We met {MANY}.", f"We left {MANY}.", "Then came people of Northwind Harbour.")


def test_an_article_that_only_says_a_name_in_passing_links_to_its_topic_and_is_not_about_it() -> None:
    found = gathered([*COMMON, PASSING])
    topic = by_id(found)["northwind-harbour"]
    assert "northwind harbour" not in {phrase.key for phrase in (*PASSING.entities, *PASSING.phrases)}
    assert "long" not in topic.coverage.articles
    assert found.corpus.mentions["long"][-1].topic == "northwind-harbour"
