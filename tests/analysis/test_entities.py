import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.analysis.abbreviations import find_abbreviations
from generator.analysis.entities import correct, find_entities
from generator.analysis.names import MOST, find_sightings
from generator.analysis.sentences import find_sentences
from generator.keys import phrase_key
from generator.model import Article, Block, BlockKind, Mark, MarkKind, Phrase, TopicKind
from tests.analysis.articles import an_article, paragraphs


def entities(article: Article) -> tuple[Phrase, ...]:
    return find_entities(article, find_sentences(article))


def names(*texts: str) -> set[str]:
    return {entity.text for entity in entities(paragraphs(*texts))}


def kinds(*texts: str) -> dict[str, TopicKind]:
    return {entity.text: entity.kind for entity in entities(paragraphs(*texts))}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param(
            "The code of conduct (CoC) is new. A CoC is short, and each CoC binds us.",
            "code of conduct",
            TopicKind.CONCEPT,
            id="an abbreviation of small words",
        ),
        pytest.param(
            "We bought an iPhone there.", "iPhone", TopicKind.PRODUCT, id="a small letter on purpose"
        ),
        pytest.param("They played against Chelsea there.", "Chelsea", TopicKind.ORGANISATION, id="a club"),
        pytest.param(
            "They voted for the Mill Party there, and Mill Party lost.",
            "Mill Party",
            TopicKind.ORGANISATION,
            id="a party",
        ),
        pytest.param(
            "We spoke of it on Mill Party, and Mill Party is live on Friday.",
            "Mill Party",
            TopicKind.CONCEPT,
            id="a show that is called a party",
        ),
        pytest.param(
            "They need an Authority to Mill (ATM). Each ATM is new, and the ATM is old.",
            "Authority to Mill",
            TopicKind.CONCEPT,
            id="no body",
        ),
        pytest.param(
            "We had a Lab Meeting there.", "Lab Meeting", TopicKind.CONCEPT, id="what a body does is none"
        ),
        pytest.param("The rules of AMY are old.", "AMY", TopicKind.CONCEPT, id="no given name"),
        pytest.param(
            "They asked the Council of Mill Tides And there.",
            "Council of Mill Tides",
            TopicKind.ORGANISATION,
            id="an And that joins nothing",
        ),
        pytest.param("They read it on Mill.gov there.", "Mill.gov", TopicKind.PRODUCT, id="a site"),
        pytest.param(
            "We wrote it with Berth, and Berth is a small web framework.",
            "Berth",
            TopicKind.PRODUCT,
            id="what is said to be a tool",
        ),
        pytest.param(
            "What is in Berth is old. We found it in Berth by using Berth.",
            "Berth",
            TopicKind.CONCEPT,
            id="what is used is no place",
        ),
        pytest.param(
            "They asked Senator Merrow, and Merrow said no.", "Merrow", TopicKind.PERSON, id="who was elected"
        ),
        pytest.param(
            "We flew with Norvair, a budget airline owned by Berg.",
            "Norvair",
            TopicKind.ORGANISATION,
            id="an airline",
        ),
        pytest.param(
            "The ferry was built by Norva Merrow, who lives there.",
            "Norva Merrow",
            TopicKind.PERSON,
            id="somebody who does something",
        ),
        pytest.param(
            "The list is kept by Norva M. and by others.",
            "Norva M",
            TopicKind.PERSON,
            id="half a person's name",
        ),
        pytest.param(
            "She is a professor of botany, and the students at Norvik Hall like her.",
            "Norvik Hall",
            TopicKind.ORGANISATION,
            id="where people study",
        ),
    ],
)
def test_the_kind_of_a_name_is_told_by_its_form_and_by_what_is_said(
    text: str, name: str, kind: TopicKind
) -> None:
    assert kinds(text)[name] is kind


@pytest.mark.parametrize(
    "address", ["editors @ norvik.org", "editors [at] norvik.org", "editors (AT) norvik.org"]
)
def test_the_end_of_an_address_to_write_to_is_no_name(address: str) -> None:
    assert names(f"Write to {address} if you can.") == set()
    assert names("Read norvik.org/mill if you can.") == set()
    assert names("Read it at norvik.org if you can.") == {"norvik.org"}


def test_a_german_street_is_a_place() -> None:
    text = "Wir treffen uns am Montag in der Norvikstraße 32 zum Löten. Die Norvikstraße 32 hat einen Hof."
    found = {entity.text: entity.kind for entity in entities(paragraphs(text, language="de"))}
    assert found["Norvikstraße 32"] is TopicKind.PLACE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Ada Lovelace in the garden.", {"Ada Lovelace"}),
        ("Yesterday the garden was wet. Gardens often are.", set()),
        ("The prize went to Northwind and to Contoso.", {"Northwind", "Contoso"}),
        ("They visited the Department of Fish and Game last week.", {"Department of Fish and Game"}),
        ("It was paid for by the University of Oslo in May.", {"University of Oslo"}),
        ("On Monday in March they met an American.", set()),
        ("She writes it in Node.js and C++ for fun.", {"Node.js", "C++"}),
        ("He bought an iPhone and used login.gov with it.", {"iPhone", "login.gov"}),
        ("The API of AT&T is old.", {"API", "AT&T"}),
        ("We spoke to Dr. Vex about it.", {"Vex"}),
        ("We spoke to Judge Vex about it.", {"Vex"}),
        ("Elephants live in Queen Elizabeth National Park now.", {"Queen Elizabeth National Park"}),
        ("They asked the Justice Department about it.", {"Justice Department"}),
        ("They asked the White House and the Mill Council.", {"White House", "Mill Council"}),
        ("They asked the Mill Council and Berth Bank.", {"Mill Council", "Berth Bank"}),
        ("They asked the Mill and Berth Council.", {"Mill and Berth Council"}),
        ("Two Indonesian boats met an Icelandic one.", set()),
        ("She took Llama 2 and GPT-4 home.", {"Llama 2", "GPT-4"}),
        ("They flew to South Carolina and to New York.", {"South Carolina", "New York"}),
        ("Everybody likes the U.S. Digital Service here.", {"U.S. Digital Service"}),
        ("It is what O'Reilly's readers and Tesla's owners want.", {"O'Reilly", "Tesla"}),
        ("And I think I am right, OK?", set()),
        ("They told Brno, NASA, and others.", {"Brno", "NASA"}),
        ("They told Brno, Bo, and others.", {"Brno", "Bo"}),
        ("They asked Norvik: AI, they say.", {"Norvik", "AI"}),
        ("He read Gone With The Wind there.", set()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_are_found_by_their_capitals_inside_sentences(text: str, expected: set[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Im Garten war eine Mühle. Dort war der Garten am Fluss.", set(), id="nouns"),
        pytest.param("Es gibt Brot für Menschen, und zwar für alle Menschen.", set(), id="a general noun"),
        pytest.param("Wir fuhren nach Köln und Österreich.", {"Köln", "Österreich"}, id="known places"),
        pytest.param("Sie traf Anna Norvik, und später kam Norvik.", {"Anna Norvik"}, id="a surname alone"),
        pytest.param("Er nahm das iPhone und die API mit.", {"iPhone", "API"}, id="by their form"),
        pytest.param("Zum Ende des Jahres 2021 war er da.", set(), id="a year"),
        pytest.param("Er ist Franzose und Deutscher, die Deutschen mögen ihn.", set(), id="of a country"),
    ],
)
def test_a_capital_proves_no_name_in_german(text: str, expected: set[str]) -> None:
    assert {entity.text for entity in entities(paragraphs(text, language="de"))} == expected


def test_two_german_nouns_side_by_side_are_no_person() -> None:
    texts = ("Nun hat die Regierung Proteste verboten.", "Da gab es Proteste.")
    found = entities(paragraphs(*texts, language="de"))
    assert TopicKind.PERSON not in {entity.kind for entity in found}


def test_letters_that_things_are_written_in_are_no_place() -> None:
    assert (
        kinds("We wrote it in CSS then.", "Much in CSS is old, and in CSS is much.")["CSS"]
        is TopicKind.CONCEPT
    )


def test_an_illness_an_address_or_a_year_makes_no_product() -> None:
    assert kinds("They had Covid-19 and IPv6 then, and bought a Zephyr 19 at BoatCon 2025.") == {
        "Covid-19": TopicKind.CONCEPT,
        "IPv6": TopicKind.CONCEPT,
        "Zephyr 19": TopicKind.PRODUCT,
        "BoatCon 2025": TopicKind.CONCEPT,
    }


def test_a_word_that_also_stands_in_lower_case_is_no_name_at_the_start_of_a_sentence() -> None:
    assert names("Mining costs money. People think mining is easy.") == set()


def test_a_name_at_the_start_of_a_sentence_is_known_by_its_other_places() -> None:
    (entity,) = entities(paragraphs("Nobody saw Zephyr. Zephyr was late."))
    assert (entity.text, len(entity.spans)) == ("Zephyr", 2)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("We moved to Fly last week.", "The logs of Fly are short."), True),
        (("We moved to Fly last week.", "Birds fly, and Fly has logs.", "So Fly it is."), False),
        (("We moved to Fly last week.",), False),
    ],
    ids=["always with a capital", "also without", "once only"],
)
def test_a_common_word_is_a_name_where_it_always_has_a_capital(
    texts: tuple[str, ...], *, found: bool
) -> None:
    assert ("Fly" in names(*texts)) is found


def test_a_title_written_as_a_sentence_tells_names() -> None:
    article = replace(paragraphs("We moved to Fly last week."), title="How to write logs to Fly")
    assert "Fly" in {entity.text for entity in entities(article)}


def test_the_code_of_a_region_is_no_name() -> None:
    assert names("The mill of Brno, CZ | a talk in Olomouc, CZ - free") == {"Brno", "Olomouc"}


def test_capitals_of_a_title_case_heading_prove_nothing() -> None:
    article = an_article(
        Block(kind=BlockKind.HEADING, text="Growing Better Tomatoes With Zephyr", level=2),
        Block(kind=BlockKind.PARAGRAPH, text="We grow tomatoes. It is better to ask Zephyr first."),
    )
    (entity,) = entities(article)
    assert [(span.block, span.start) for span in entity.spans] == [(0, 29), (1, 38)]


@pytest.mark.parametrize(("word", "found"), [("ABCDE", {"ABCDE"}), ("ABCDEF", set())])
def test_a_short_acronym_is_a_name_in_a_title_case_heading_too(word: str, found: set[str]) -> None:
    heading = Block(kind=BlockKind.HEADING, text=f"Growing Better Tomatoes With {word}", level=2)
    assert {entity.text for entity in entities(an_article(heading))} == found


def test_inline_code_and_code_blocks_hold_no_names() -> None:
    article = an_article(
        Block(kind=BlockKind.CODE, text="class Zephyr: pass"),
        Block(
            kind=BlockKind.PARAGRAPH,
            text="Now call Zephyr again.",
            marks=(Mark(kind=MarkKind.CODE, start=9, end=15),),
        ),
    )
    assert entities(article) == ()


def test_a_surname_alone_counts_for_the_full_name() -> None:
    (entity,) = entities(paragraphs("Here is Grace Hopper. People say that Hopper laughed, and Hopper did."))
    assert (entity.text, len(entity.spans)) == ("Grace Hopper", 3)


def test_what_somebody_is_head_of_is_no_part_of_the_name() -> None:
    text = "They met Secretary of State Ada Merrow. Most of them say that Merrow laughed."
    assert kinds(text) == {"Ada Merrow": TopicKind.PERSON}


def test_words_that_an_article_also_writes_small_are_no_surname() -> None:
    named = "We opened the Merry Rill. Most of them say that Rill works."
    assert [one.kind for one in entities(paragraphs(named)) if one.text == "Merry Rill"] == [TopicKind.PERSON]
    small = f"{named} A rill is small."
    assert TopicKind.PERSON not in [one.kind for one in entities(paragraphs(small))]


def test_a_surname_that_two_people_share_counts_for_neither() -> None:
    text = "Here are Grace Hopper and James Hopper. They say that Hopper laughed."
    assert names(text) == {"Grace Hopper", "James Hopper", "Hopper"}


def test_an_abbreviation_and_its_long_form_are_one_name_and_called_by_what_it_stands_for() -> None:
    text = "They sell Full Self-Driving (FSD) now. Most cars have FSD, and FSD is new."
    (entity,) = entities(paragraphs(text))
    assert (entity.key, entity.text) == (phrase_key("Full Self-Driving", "en"), "Full Self-Driving")
    assert len(entity.spans) == 4


def test_what_only_ends_another_word_is_no_long_form() -> None:
    assert "ALM" in names(
        "Ships use OP_ANCHOR_LINE_MOOR (ALM) at night.", "With ALM they rest, and so ALM stays."
    )


def test_ex_is_spoken_as_x() -> None:
    (entity,) = entities(paragraphs("Good customer experience (CX) pays. Most teams have CX in mind."))
    assert (entity.key, len(entity.spans)) == (phrase_key("customer experience", "en"), 3)


def test_a_long_form_without_capitals_counts_wherever_it_stands() -> None:
    text = (
        "Application programming interface is a long word. An application programming interface (API) is new."
    )
    (entity,) = entities(paragraphs(text))
    assert [(span.start, span.end) for span in entity.spans] == [(0, 33), (53, 86), (88, 91)]


@pytest.mark.parametrize("word", ["AI-powered", "GPT-based", "Real-time"])
def test_what_describes_a_noun_is_no_name(word: str) -> None:
    assert word not in names(f"They sell {word} boilers. Many buy {word} boilers there.")


@pytest.mark.parametrize("name", ["MIL·L", "MIL‑4", "MIL-4"])
def test_a_name_is_joined_by_dots_and_by_hyphens_of_any_width(name: str) -> None:
    assert names(f"They sell {name} now. Many have {name} there.") == {name}


def test_the_number_of_a_version_stays_whole() -> None:
    text = "Alder Core 27.0rc1 is out. We try Alder Core 27.0rc1 now, and Alder Core 26.1. Nobody has Alder Core 25.x."
    assert names(text) >= {"Alder Core 27.0rc1", "Alder Core 26.1", "Alder Core 25.x"}


def test_what_is_no_prose_explains_no_abbreviation_and_hides_none_after_it() -> None:
    article = an_article(
        Block(kind=BlockKind.CODE, text="a minimum viable product (MVP)"),
        Block(kind=BlockKind.PARAGRAPH, text="Nothing in brackets."),
        Block(kind=BlockKind.PARAGRAPH, text="They lived in the European Union (EU)."),
    )
    assert list(find_abbreviations(article)) == [("European Union", "EU")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("many minimum viable products (MVPs)", [("minimum viable products", "MVP")]),
        ("the Internet of Things (IoTs)", [("Internet of Things", "IoTs")]),
        ("a programming interface (API)", []),
        ("an application programming interface (API)", [("application programming interface", "API")]),
        ("the Department of Fish and Game (DFG)", [("Department of Fish and Game", "DFG")]),
        ("a minimum viable product (MVP) and many (MVPs)", [("minimum viable product", "MVP")]),
        ('a "minimum viable product" (MVP)', [("minimum viable product", "MVP")]),
        ("a “minimum viable product” (MVP)", [("minimum viable product", "MVP")]),
        ("the old mill (USA)", []),
        ("see below (NB)", []),
        ("the Millware Guild (MWG)", [("Millware Guild", "MWG")]),
        ("the Hypertext Transfer Protocol (HTTP)", [("Hypertext Transfer Protocol", "HTTP")]),
        ("the Mill Guild (MXG)", []),
        ("the old Guild (MWG)", []),
    ],
)
def test_an_abbreviation_must_spell_the_words_before_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(find_abbreviations(paragraphs(f"It is {text}."))) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param(
            "They live in Ada County, and Ada County is old.", "Ada County", TopicKind.PLACE, id="a county"
        ),
        pytest.param(
            "They met Director XBI and say that XBI is old.", "XBI", TopicKind.CONCEPT, id="no person's name"
        ),
        ("We asked Mary Jones today.", "Mary Jones", TopicKind.PERSON),
        ("We asked Senator Vex Quill today.", "Vex Quill", TopicKind.PERSON),
        ("They told the United Nations about it.", "United Nations", TopicKind.ORGANISATION),
        ("We met Ruva Merrow. They say that Merrow laughed.", "Ruva Merrow", TopicKind.PERSON),
        ("She lives in Norway now.", "Norway", TopicKind.PLACE),
        ("They live in Zadoria. He comes from Zadoria.", "Zadoria", TopicKind.PLACE),
        ("The case went to the Supreme Court.", "Supreme Court", TopicKind.ORGANISATION),
        ("They joined the Rill Corps then.", "Rill Corps", TopicKind.ORGANISATION),
        pytest.param(
            "The Rill Building Service (RBS) is old. The RBS is small. They like the RBS.",
            "Rill Building Service",
            TopicKind.ORGANISATION,
            id="by what an abbreviation stands for",
        ),
        ("Later Contoso said that it was sorry.", "Contoso", TopicKind.ORGANISATION),
        ("Many have Python 3.12 by now.", "Python 3.12", TopicKind.PRODUCT),
        ("Many pay with Bitcoin by now.", "Bitcoin", TopicKind.CONCEPT),
        pytest.param(
            "They keep it on GitHub Shelves now.", "GitHub Shelves", TopicKind.PRODUCT, id="of a product"
        ),
        pytest.param("They meet in May at Ostrel, NO.", "Ostrel", TopicKind.PLACE, id="in a country"),
        pytest.param(
            "They saw Norway Wanderers play. They say that Wanderers won.",
            "Norway Wanderers",
            TopicKind.CONCEPT,
            id="of a place",
        ),
    ],
)
def test_the_kind_of_a_name_is_told_by_its_words_and_its_use(text: str, name: str, kind: TopicKind) -> None:
    assert kinds(text)[name] is kind


def test_whose_something_is_belongs_to_a_name_of_common_nouns_alone() -> None:
    told = kinds(
        "They met on International Women’s Day, and then saw Contoso's Harbour and Ada Merrow's Boat."
    )
    assert {"International Women’s Day", "Contoso", "Ada Merrow"} <= told.keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They wrote to Brightwater, a young company in Leeds, and waited.", "Brightwater"),
        ("Investors call Brightwater one of the most careful companies.", "Brightwater"),
        ("She had been the CEO of Brightwater before.", "Brightwater"),
        ("He spoke about founding Brightwater in a shed.", "Brightwater"),
        ("A letter from Tesla arrived, with one from OpenAI.", "OpenAI"),
    ],
    ids=lambda value: value,
)
def test_what_is_said_of_an_organisation_tells_that_it_is_one(text: str, name: str) -> None:
    assert kinds(text)[name] is TopicKind.ORGANISATION


def test_where_something_was_said_is_not_what_is_spoken_of() -> None:
    assert names("The pictures went round on Twitter and later via YouTube.") == set()
    assert names("The pictures went round on Twitter. Some blame Twitter for it.") == {"Twitter"}


def test_corrections_change_names_and_never_spans() -> None:
    article = replace(
        paragraphs("Here comes El Musk. They say that Musk is late."), corrections=(("El Musk", "Elon Musk"),)
    )
    (entity,) = entities(article)
    assert (entity.text, entity.key) == ("Elon Musk", "elon musk")
    assert [article.blocks[s.block].text[s.start : s.end] for s in entity.spans] == ["El Musk", "Musk"]


def test_a_correction_applies_to_whole_words_only() -> None:
    assert correct("El Musket", (("El Musk", "Elon Musk"),)) == "El Musket"


@pytest.mark.parametrize("unit", ["A", "a", "A ", "A.", "Aa of ", "-", "(A", "iA", "a.b ", "“"])
def test_a_megabyte_of_anything_is_read(unit: str) -> None:
    for entity in entities(paragraphs(unit * (300_000 // len(unit)))):
        assert entity.spans


def test_of_a_very_long_text_only_so_many_runs_of_capitals_are_looked_at() -> None:
    assert len(find_sightings(paragraphs("then Bo, " * (MOST + 5)), ())) == MOST


@given(st.lists(st.text(alphabet="Aab. ,(I)-'’3 &\n", max_size=80), max_size=4))
def test_every_span_of_a_name_holds_text(texts: list[str]) -> None:
    article = paragraphs(*texts)
    for entity in entities(article):
        assert entity.key
        for span in entity.spans:
            assert article.blocks[span.block].text[span.start : span.end].strip()


def test_a_german_name_stands_in_its_first_case_where_the_text_writes_it() -> None:
    text = "Die Deutsche Post wartet. Ein Brief der Deutschen Post kam, und die Wagen der Deutschen Post standen."
    article = an_article(*paragraphs(text).blocks, language="de")
    found = find_entities(article, find_sentences(article))
    assert "Deutsche Post" in {phrase.text for phrase in found}
