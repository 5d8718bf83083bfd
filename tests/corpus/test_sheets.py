"""What the articles about a topic say of it, looked up once more in the plainest way."""

from array import array
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.corpus.evidence import Collection, scan
from generator.corpus.facts import unpacked
from generator.corpus.found import Found
from generator.corpus.profile import Sharp
from generator.corpus.sheets import Form, Sheet, Subject, Work, make_sheets
from generator.corpus.sights import collect
from generator.corpus.weighing import number_of
from generator.memory import FILE, Memory
from generator.model import Analysis, Mark, MarkKind, Span, TopicKind
from tests.corpus.articles import an_analysis, library

SILENT, TITLED = (
    an_analysis("silent", "A pond of oak.", "# Night", "The miller worked at night. The tide set the hours."),
    an_analysis("titled", "It turns.", title="A water wheel"),
)
COLLECTION = Collection(tuple(sorted([*library(), SILENT, TITLED], key=lambda one: one.article.id)))
AT = {article.id: at for at, article in enumerate(COLLECTION.heads)}
NAMING = ("letters", "tide-mills", "wind-mills")


def subject(key: str, *found: str, **more: float) -> Subject:
    """A topic that some articles name, and that more are about."""
    first = {AT[id_]: 1.0 for id_ in found}
    shares = {**first, **{AT[id_]: share for id_, share in more.items()}}
    words = {number_of(word): 1.0 for word in ("tide", "night", "hour")}
    return Subject(
        keys=(key,),
        name=key,
        kind=TopicKind.CONCEPT,
        first=Found.of(first),
        tagged=frozenset(),
        asked=False,
        sharp=Sharp(Found.of(shares), words),
    )


def sheet(one: Subject, collection: Collection = COLLECTION, memory: Memory | None = None) -> Sheet:
    return make_sheets(collection, collect(collection, ()), {"it": one}, Work(3, memory=memory or Memory()))[
        "it"
    ]


def places(analysis: Analysis, key: str) -> tuple[Span, ...]:
    listed = (phrase for phrase in (*analysis.entities, *analysis.phrases) if phrase.key == key)
    return next((phrase.spans for phrase in listed), ())


def as_spans(row: tuple[int, ...]) -> tuple[Span, ...]:
    return unpacked(array("I", row).tobytes())


def place_of(article: str, one: Subject) -> int:
    return list(one.about.by_article()).index(AT[article])


def test_a_sheet_tells_where_each_article_names_the_topic() -> None:
    found = sheet(subject("water wheel", *NAMING))
    spans = [places(COLLECTION.analyses[AT[id_]], "water wheel") for id_ in NAMING]
    assert [as_spans(row) for row in found.spans] == spans
    for id_, row, passages in zip(NAMING, spans, found.passages, strict=True):
        facts = COLLECTION.facts[AT[id_]]
        assert set(passages) == {facts.passage_of[span.block] for span in row}
    assert all(found.quotes)
    assert [quote.article for quote in found.summary] == ["tide-mills", "wind-mills", "letters"]
    assert len(found.summary) == 3


def test_the_forms_of_a_topic_are_counted_by_language_and_as_code() -> None:
    german = replace(library()[5], article=replace(library()[5].article, id="zeta", language="de"))
    coded = library()[0]
    start = coded.article.blocks[3].text.index("water wheel")
    mark = Mark(kind=MarkKind.CODE, start=start, end=start + len("water wheel"))
    blocks = (
        *coded.article.blocks[:3],
        replace(coded.article.blocks[3], marks=(mark,)),
        *coded.article.blocks[4:],
    )
    coded = replace(coded, article=replace(coded.article, blocks=blocks))
    collection = Collection((coded, german))
    expected: Counter[tuple[str, str]] = Counter()
    for analysis in collection.analyses:
        for span in places(analysis, "water wheel"):
            text = analysis.article.blocks[span.block].text[span.start : span.end]
            expected[text, analysis.article.language] += 1
    one = replace_first(subject("water wheel"), {0: 1.0, 1: 1.0})
    assert sheet(one, collection).forms == tuple(
        Form(text, language, expected[text, language], int((text, language) == ("water wheel", "en")))
        for text, language in sorted(expected)
    )


def replace_first(one: Subject, first: Mapping[int, float]) -> Subject:
    return Subject(
        keys=one.keys, name=one.name, kind=one.kind, first=Found.of(first), tagged=one.tagged, asked=one.asked
    )


def test_an_article_that_does_not_name_the_topic_has_the_passages_that_say_its_words() -> None:
    one = subject("water wheel", *NAMING, silent=0.5)
    found, row = sheet(one), place_of("silent", one)
    assert (found.passages[row], found.spans[row], found.quotes[row]) == ((1,), (), ())


def test_an_article_whose_title_names_the_topic_names_it() -> None:
    for key in ("water wheel", "wheel water"):
        one = subject(key, *NAMING, titled=0.5)
        assert sheet(one).passages[place_of("titled", one)] == (0,)


def test_an_article_that_other_words_found_names_the_topic_where_it_says_it() -> None:
    one = subject("water wheel", "letters", "tide-mills", **{"wind-mills": 0.4})
    row = sheet(one).spans[place_of("wind-mills", one)]
    assert as_spans(row) == places(COLLECTION.analyses[AT["wind-mills"]], "water wheel")
    unlisted = subject("steel pick", "letters", **{"wind-mills": 0.4})
    (sight,) = [
        one for one in scan(COLLECTION, ["steel pick"])["steel pick"] if one.article == AT["wind-mills"]
    ]
    assert as_spans(sheet(unlisted).spans[place_of("wind-mills", unlisted)]) == sight.phrase.spans


@pytest.mark.parametrize("share", [1.0, 0.4])
def test_what_is_remembered_is_what_would_be_made(tmp_path: Path, share: float) -> None:
    one = subject("water wheel", "letters", "tide-mills", **{"wind-mills": share})
    memory = Memory(tmp_path / FILE)
    made = sheet(one, memory=memory)
    memory.save()
    assert sheet(one, memory=Memory(tmp_path / FILE)) == made
    other = subject("water wheel", "letters", **{"wind-mills": share})
    assert sheet(other, memory=Memory(tmp_path / FILE)) == sheet(other)


def test_an_article_is_quoted_with_the_three_sentences_that_say_most() -> None:
    long = "The water wheel of the mill at {} turns by day and by night, for as long as there is water in the pond."
    texts = [
        long.format("Eling"),
        "A water wheel was old then.",
        long.format("Thaxted"),
        long.format("Arlesford"),
    ]
    collection = Collection((an_analysis("wheels", *texts),))
    one = replace_first(subject("water wheel"), {0: 1.0})
    assert [*sheet(one, collection).quotes] == [(0, 2, 3)]
