"""What was made before stands only as long as it would be made the same again."""

import pickle
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import structs

from generator.model import Article, Backlink, Corpus, Covered, Filed, Story, Telling
from generator.pages.render import render_what_changed
from generator.pages.site import Site, arrange
from generator.pages.social import draw_anew
from generator.pages.stock import Made, Stock
from tests.pages.sample import LAGOON, RELATED, TIDES, WIND, sample_site

NOWHERE = Path("/nowhere")
SAMPLE = sample_site(NOWHERE)
POWER = 1
"""The place of a topic among the sample's."""
drawn = cache(draw_anew)
"""A picture is the same whenever it is drawn, and takes longer than all the rest."""


def made(site: Site, stock: Stock) -> tuple[dict[str, str], set[str]]:
    """The fingerprint of every file by path, and those files that were not made again."""
    prints: dict[str, str] = {}
    stood = set()
    for page in render_what_changed(arrange(site), stock, drawn):
        if isinstance(page, Filed):
            stood.add(page.path)
            prints[page.path] = page.fingerprint
        else:
            prints[page.path] = sha256(page.content).hexdigest()
    return prints, stood


@cache
def first_of(kind: Callable[[Site], Site]) -> Mapping[str, Made]:
    """What is made of the sample at first."""
    stock = Stock()
    made(kind(SAMPLE), stock)
    return stock.made


def with_article(site: Site, id_: str, change: Callable[[Article], Article]) -> Site:
    analyses = dict(site.corpus.analyses)
    analyses[id_] = structs.replace(analyses[id_], article=change(analyses[id_].article))
    return with_corpus(site, analyses=analyses)


def with_corpus(site: Site, **changes: object) -> Site:
    corpus: Corpus = structs.replace(site.corpus, **changes)
    return structs.replace(site, corpus=corpus)


def with_topic(site: Site, number: int, **changes: object) -> Site:
    topics = list(site.corpus.topics)
    topics[number] = structs.replace(topics[number], **changes)
    return with_corpus(site, topics=tuple(topics))


def digested(site: Site) -> Site:
    """The site as one whose articles come from files: they are known by the hashes of these."""
    analyses = {
        id_: structs.replace(
            one, article=structs.replace(one.article, digest=sha256(repr(one.article).encode()).hexdigest())
        )
        for id_, one in site.corpus.analyses.items()
    }
    return with_corpus(site, analyses=analyses)


STORY = Story(id=TIDES.id, tellings=(Telling(article=TIDES.id, adds=()), Telling(article=WIND.id, adds=(0,))))
FIRST = SAMPLE.corpus.topics[POWER].coverage[0]
CHANGES: Mapping[str, Callable[[Site], Site]] = {
    "nothing": lambda site: site,
    "a title": lambda site: with_article(site, LAGOON.id, lambda it: structs.replace(it, title="Another")),
    "an author": lambda site: with_article(site, WIND.id, lambda it: structs.replace(it, authors=("Eve",))),
    "a text": lambda site: with_article(
        site, LAGOON.id, lambda it: structs.replace(it, blocks=(*it.blocks, *WIND.blocks))
    ),
    "a date": lambda site: with_article(
        site, WIND.id, lambda it: structs.replace(it, published=date(1999, 9, 9))
    ),
    "a source that links lead to": lambda site: with_article(
        site, LAGOON.id, lambda it: structs.replace(it, source="elsewhere.md")
    ),
    "a summary, since others say the same": lambda site: structs.replace(
        with_corpus(
            site,
            analyses={
                **site.corpus.analyses,
                TIDES.id: structs.replace(site.corpus.analyses[TIDES.id], summary=(3,)),
            },
        ),
        summaries={TIDES.id: (3,)},
    ),
    "an article less": lambda site: with_corpus(
        site,
        analyses={id_: one for id_, one in site.corpus.analyses.items() if id_ != "wind-at-sea"},
        topics=(),
        related={},
        mentions={},
        backlinks={},
    ),
    "why articles are related": lambda site: with_corpus(
        site,
        related={
            id_: tuple(structs.replace(one, because=("sand",)) for one in some)
            for id_, some in RELATED.items()
        },
    ),
    "no mentions": lambda site: with_corpus(site, mentions={}),
    "no backlinks": lambda site: with_corpus(site, backlinks={}),
    "another backlink": lambda site: with_corpus(
        site,
        backlinks={
            WIND.id: (
                Backlink(article=TIDES.id, span=site.corpus.analyses[TIDES.id].sentences[0]),
            )
        },
    ),
    "a story": lambda site: with_corpus(site, stories=(STORY,)),
    "a topic's name": lambda site: with_topic(site, POWER, name="Strength"),
    "a topic's summary": lambda site: with_topic(site, POWER, summary=()),
    "a topic's place": lambda site: with_topic(site, POWER, parent="silt"),
    "what is quoted for a topic": lambda site: with_topic(
        site, POWER, coverage=Covered.of([structs.replace(FIRST, quotes=()), *[*site.corpus.topics[POWER].coverage][1:]])
    ),
    "how much articles are about a topic": lambda site: with_topic(
        site, POWER, coverage=Covered.of([structs.replace(one, weight=99.0) for one in site.corpus.topics[POWER].coverage])
    ),
    "the order of topics": lambda site: with_topic(
        site, POWER, coverage=Covered.of([structs.replace(one, passages=()) for one in site.corpus.topics[POWER].coverage])
    ),
    "a topic less": lambda site: with_corpus(
        site, topics=site.corpus.topics[1:], redirects={}, mentions={}
    ),
    "a redirect": lambda site: with_corpus(site, redirects={"mud": "silt", "might": "power"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", [lambda site: site, digested], ids=["by content", "by source"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_stands_is_what_would_be_made_again(
    change: Callable[[Site], Site], kind: Callable[[Site], Site]
) -> None:
    now = kind(change(SAMPLE))
    prints, _ = made(now, Stock(known=first_of(kind), is_there=lambda _: True))
    assert prints == made(now, Stock())[0]


def test_only_what_shows_a_change_is_made_again() -> None:
    before = Stock()
    made(SAMPLE, before)
    changed = CHANGES["an author"](SAMPLE)
    _, stood = made(changed, Stock(known=before.made, is_there=lambda _: True))
    assert f"articles/{WIND.id}.md" not in stood
    assert {"articles/die-gezeitenmuehle.md", "topics/silt.md", "archive/undated.md"} <= stood


def test_what_was_lost_or_edited_is_made_again() -> None:
    before = Stock()
    made(SAMPLE, before)
    lost = f"articles/{TIDES.id}.md"
    _, stood = made(SAMPLE, Stock(known=before.made, is_there=lambda file: file.path != lost))
    assert lost not in stood
    assert f"articles/{WIND.id}.md" in stood


def test_nothing_stands_in_another_context() -> None:
    before = Stock(context=b"one")
    made(SAMPLE, before)
    assert made(SAMPLE, Stock(context=b"other", known=before.made, is_there=lambda _: True))[1] == set()


def test_articles_stand_when_others_are_closer_to_them_and_the_data_tells_it() -> None:
    before = Stock()
    was, _ = made(SAMPLE, before)
    closer = {id_: tuple(structs.replace(one, score=0.9) for one in some) for id_, some in RELATED.items()}
    prints, stood = made(
        with_corpus(SAMPLE, related=closer), Stock(known=before.made, is_there=lambda _: True)
    )
    assert f"articles/{TIDES.id}.md" in stood
    assert prints["digest.json"] != was["digest.json"]


def test_every_page_stands_when_only_the_weights_of_a_topic_change() -> None:
    before = Stock()
    prints, _ = made(SAMPLE, before)
    heavier = CHANGES["how much articles are about a topic"](SAMPLE)
    again, stood = made(heavier, Stock(known=before.made, is_there=lambda _: True))
    assert again == prints
    assert {file.path for one in before.made.values() for file in one.files} == stood


def test_topics_that_an_article_does_not_name_come_last_in_the_order_of_their_ids() -> None:
    power = SAMPLE.corpus.topics[POWER]
    topics = [
        structs.replace(
            power,
            id=id_,
            coverage=Covered.of([structs.replace(FIRST, passages=passages, quotes=quotes)]),
        )
        for id_, passages, quotes in (
            ("named", (0,), (0,)),
            ("by-its-words", (0, 1, 2), ()),
            ("and-by-others", (1,), ()),
            ("named-twice", (0, 1), (0,)),
        )
    ]
    shelf = arrange(with_corpus(SAMPLE, topics=tuple(topics)))
    named = [topic.id for topic in shelf.topics_of[FIRST.article]]
    assert named == ["named-twice", "named", "and-by-others", "by-its-words"]


def test_the_topic_that_fewest_passages_of_an_article_speak_of_is_named_last() -> None:
    shelf = arrange(CHANGES["the order of topics"](SAMPLE))
    assert len(shelf.topics_of[FIRST.article]) > 1
    assert shelf.topics_of[FIRST.article][-1].id == "power"


def test_what_was_made_goes_from_one_process_to_another() -> None:
    made = Made(key=b"key", files=(), line=memoryview(b'{"id": "kettle"}'), asked={"a.md": "a"})
    assert pickle.loads(pickle.dumps(made)) == made
