"""What gathering asks of every article."""

import pytest
from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.corpus.facts import Facts, Names, facts_of, mark_of, packed, spans_of, unpacked
from generator.corpus.shelf import Articles, Fetched, Shelf
from generator.model import Analysis, Block, BlockKind, Passage, Phrase, RichText, Span, TopicKind
from tests.corpus.articles import an_analysis, an_article, library


def a_phrase(key: str, *places: tuple[int, int, int], kind: TopicKind = TopicKind.CONCEPT) -> Phrase:
    spans = tuple(Span(block=block, start=start, end=end) for block, start, end in places)
    return Phrase(key=key, text=key.title(), kind=kind, weight=len(key) / 4, spans=spans)


MILL = a_phrase("mill", (0, 0, 4), (2, 5, 9))
ADA = a_phrase("ada", (1, 0, 3), kind=TopicKind.PERSON)
WHEEL = a_phrase("wheel")
NAMES = Names.of(replace(library()[0], entities=(ADA,), phrases=(MILL, WHEEL)))


def test_names_are_kept_column_by_column_entities_first() -> None:
    assert len(NAMES) == 3
    assert NAMES.all_keys() == ["ada", "mill", "wheel"]
    assert NAMES.all_weights().tolist() == [0.75, 1.0, 1.25]
    assert NAMES.all_counts().tolist() == [1, 2, 0]
    assert [NAMES.blocks_of(at) for at in range(3)] == [[1], [0, 2], []]
    assert spans_of(NAMES, 1, 2) == MILL.spans
    assert list(NAMES.places_of_each({"mill", "wheel", "gone"})) == [("mill", MILL.spans), ("wheel", ())]
    assert list(NAMES.places_of_each({"ada"})) == [("ada", ADA.spans)]


def test_an_article_without_names_has_none() -> None:
    assert (len(Names()), Names().all_keys()) == (0, [])


def test_places_come_back_as_they_were_packed() -> None:
    assert unpacked(packed(MILL.spans)) == MILL.spans
    assert unpacked(b"") == ()


ROWS = ((RichText(text="old mill"), RichText(text="a wheel of oak")),)
BLOCKS = (
    Block(kind=BlockKind.PARAGRAPH, text="Before any heading."),
    Block(kind=BlockKind.HEADING, text="The wheel", level=2),
    Block(kind=BlockKind.PARAGRAPH, text="It turns."),
    Block(kind=BlockKind.TABLE, text="", rows=ROWS),
)


def facts(*passages: Passage) -> Facts:
    analysis = analyse(an_article("a", (), title="The old, old mill", blocks=BLOCKS), summary_sentences=1)
    return facts_of(replace(analysis, passages=passages) if passages else analysis)


def test_the_words_of_tables_count_and_the_title_is_its_stems_sorted() -> None:
    assert facts().words == 3 + 2 + 2 + 6
    assert facts().title == "mill old"
    assert facts().head.blocks == ()


def test_a_heading_belongs_to_the_first_passage_under_it() -> None:
    found = facts(
        Passage(article="a", heading=-1, first=0, last=1),
        Passage(article="a", heading=1, first=2, last=3),
        Passage(article="a", heading=1, first=3, last=4),
    )
    assert list(found.passage_of) == [0, 1, 1, 2]
    assert list(found.heading_of) == [-1, 1, 1]
    assert list(facts(Passage(article="a", heading=-1, first=2, last=3)).passage_of) == [-1, -1, 0, -1]


def test_a_sentence_has_the_mark_of_its_words_if_it_might_be_quoted() -> None:
    one, other = an_analysis("a", "THE MILL of Eling stands."), an_analysis("b", "The mill of Eling stands.")
    assert mark_of(one, 0) == mark_of(other, 0)
    two = replace(an_analysis("c", "The mill of Eling stands. It grinds."), merits=(0.0, 0.5))
    assert facts_of(two).marks == mark_of(two, 1) != mark_of(two, 0)


FIVE = "Ada came. Bob came. Cid came. Dan came. Eve came."


@pytest.mark.parametrize(
    ("place", "title", "opens"),
    [
        pytest.param((0, 0, 3), "Nothing", True, id="the first sentence"),
        pytest.param((0, 30, 33), "Nothing", True, id="the fourth sentence"),
        pytest.param((0, 40, 43), "Nothing", False, id="the fifth sentence"),
        pytest.param((0, 40, 43), "For Ada alone", True, id="in the title"),
        pytest.param((1, 0, 3), "Nothing", False, id="another paragraph"),
    ],
)
def test_an_article_opens_with_who_its_title_or_first_sentences_name(
    place: tuple[int, int, int], title: str, *, opens: bool
) -> None:
    analysis = an_analysis("a", FIVE, "Fay came.", title=title)
    named = replace(analysis, entities=(WHEEL, a_phrase("ada", place, kind=TopicKind.PERSON)))
    assert facts_of(named).opening == ([1] if opens else [])


def test_a_name_claims_the_other_forms_it_is_written_in() -> None:
    analysis = an_analysis("a", "Ada Merrow came. Merrow saw.")
    spans = (Span(block=0, start=0, end=10), Span(block=0, start=17, end=23))
    merrow = Phrase(key="ada merrow", text="Ada Merrow", kind=TopicKind.PERSON, weight=1.0, spans=spans)
    assert facts_of(replace(analysis, entities=(merrow,))).claims == (("merrow", "ada merrow"),)


def fetched(log: list[int], at_hand: int) -> Fetched:
    def fetch(at: int) -> Analysis:
        log.append(at)
        return library()[at]

    return Fetched(6, fetch, at_hand=at_hand)


def test_analyses_are_fetched_when_they_are_asked_for_and_the_last_are_kept() -> None:
    log: list[int] = []
    analyses = fetched(log, at_hand=2)
    assert (len(analyses), log) == (6, [])
    assert analyses[0] == analyses[-6] == library()[0]
    assert analyses[4:] == library()[4:]
    assert log == [0, 4, 5]
    assert analyses[0] == library()[0]
    assert log == [0, 4, 5, 0]


@pytest.mark.parametrize("at", [6, -7])
def test_there_is_no_analysis_beyond_the_last(at: int) -> None:
    with pytest.raises(IndexError):
        fetched([], at_hand=0)[at]


def test_a_shelf_and_its_articles_are_by_id() -> None:
    log: list[int] = []
    ids = [analysis.article.id for analysis in library()]
    shelf = Shelf(ids, fetched(log, at_hand=0))
    articles = Articles(shelf)
    assert (list(shelf), list(articles), len(shelf), len(articles)) == (ids, ids, 6, 6)
    assert "honey" in shelf
    assert "honey" in articles
    assert "gone" not in shelf
    assert "gone" not in articles
    assert log == []
    assert shelf["honey"].article == articles["honey"]
    assert log == [2, 2]
