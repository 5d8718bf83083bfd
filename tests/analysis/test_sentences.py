"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.sentences import find_sentences, split
from generator.model import Block, BlockKind, Mark, MarkKind
from tests.analysis.articles import an_article


def parts(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


# Each case is written with ` | ` where a sentence ends.
@pytest.mark.parametrize(
    "language, marked",
    [
        pytest.param("en", "The bridge is closed. | It opens in May.", id="plain"),
        pytest.param("en", "He built it in .NET and liked it. | He sold it.", id="a name with a stop"),
        pytest.param("es", "Llegó a las 5 p. m. y habló. | Luego durmió.", id="a Spanish hour"),
        pytest.param("es", "El Excmo. Sr. Berg y Dña. Ana lo vieron. | Fin.", id="Spanish titles"),
        pytest.param("es", "Véase la pág. 12. | Costó aprox. 20 coronas.", id="Spanish abbreviations"),
        pytest.param("es", "Usa p. ej. un tubo (núm. 4 de la lista). | Mide.", id="for example in Spanish"),
        pytest.param("pt", "O Ex.mo Sr. Berg e a Prof.ª Ana vieram. | Fim.", id="Portuguese titles"),
        pytest.param("pt", "A av. Nova, no séc. XX, era longa. | Hoje não é.", id="Portuguese abbreviations"),
        pytest.param("pt", "A Acme Ltda. cresceu. | Ganhou muito.", id="a Portuguese company"),
        pytest.param("it", "Il sig. Berg lesse il n. 2 a pag. 3. | Poi dormì.", id="Italian abbreviations"),
        pytest.param(
            "it", "Partì un paio di ore fa. | Vicino al mare piove.", id="an Italian word, no abbreviation"
        ),
        pytest.param("nl", "Mevr. De Vries sprak met dhr. Berg. | Het regende.", id="Dutch titles"),
        pytest.param("nl", "Dit was nieuw voor me. | Zeilen is leuk.", id="a Dutch word, no abbreviation"),
        pytest.param("sv", "Enl. hr. Berg säljer de t. ex. fisk. | Det är sant.", id="Swedish abbreviations"),
        pytest.param("fr", "Le Pr. Berg et Mme. Petit sont là. | Il pleut.", id="French titles"),
        pytest.param("de", "Es war am 3. Mai, z. B. um acht. | Dann ging er.", id="a German date"),
        pytest.param(
            "de", "Im Mai ist der 30. Hafentag in Norvik. | Er ist kurz.", id="one of many in German"
        ),
        pytest.param("de", "Er kommt am 30. | Das Fest ist kurz.", id="a German day that ends a sentence"),
        pytest.param("en", "The openHarbour.Norvik fair is in May. | It is new.", id="a stop within a name"),
        pytest.param("en", "The U.S. Government paid for it. | Nobody knew.", id="initials before a name"),
        pytest.param("en", "She moved to the U.S. | They stayed.", id="initials that end a sentence"),
        pytest.param("en", "It opens at 5 p.m. | The fee is low.", id="an hour that ends a sentence"),
        pytest.param("en", "It opens at 5 p.m. Monday. | It shut at 8 a.m. ET.", id="an hour of a day"),
        pytest.param("en", "From 9 p.m. Aug. 9 on it is shut. | It is dark.", id="an hour of a date"),
        pytest.param("en", "Mix 1 tsp. olive oil with 2 oz. of rice. | Wait.", id="a measure"),
        pytest.param("en", "Acme Inc. builds boats. | It sells few.", id="a company"),
        pytest.param(
            "en", "We run harbour.example.org. | Tom Mills is its head.", id="an address that ends one"
        ),
        pytest.param("en", "The aim of sea.Harbour.gov is to help. | It does.", id="capitals in an address"),
        pytest.param("en", "The town (Norvik) knew (TN). | HARBOR knew.", id="brackets that end one"),
        pytest.param("en", "He joined Acme Inc. | The pay was good.", id="a company that ends a sentence"),
        pytest.param("en", "Dr. J. R. R. Miller spoke. | Mr. Hall did not.", id="initials of a name"),
        pytest.param("en", "1. Boil the water.", id="a list number"),
        pytest.param("en", "Version 1.2.3 is out. | Install it.", id="a version"),
        pytest.param("en", "Well... it sank. | Nobody cried.", id="an ellipsis within"),
        pytest.param("en", "“Why now?” she asked. | No one knew.", id="a question within"),
        pytest.param("en", "He said “It is over.” | Then he left.", id="a closing quote stays"),
        pytest.param("en", "It is known.[12] | We saw it.", id="a footnote mark stays"),
        pytest.param("en", "It is so. ... | We go.", id="signs alone are no sentence"),
        pytest.param("en", "They won. | (Applause.) | Then they sang.", id="a sentence in brackets"),
        pytest.param("en", "See Fig. 3 for the map. | It is new.", id="a figure"),
        pytest.param("en", "Is it? | Yes! | Good.", id="questions and cries"),
        pytest.param("en", "The tower 🗼 fell 𝔄𝔅. | Cafe\u0301s closed.", id="signs beyond the first plane"),
        pytest.param("de", "Am 3. Mai kam Dr. Weber z. B. nach Köln. | Es regnete.", id="German"),
        pytest.param("fr", "M. Durand arrive à 8 h. | Il pleut déjà !", id="French"),
        pytest.param("en", "[12:05] | But then it runs. | It ends.", id="the time in a recording"),
        pytest.param("en", "NORVIK, May 3 (AP) -- | The wall holds. | It ends.", id="where it was sent"),
        pytest.param("en", "PORT NORVIK, Coast _ | The wall holds.", id="where alone"),
        pytest.param("en", "NORVIK, May 3 /Coastwire/ -- | The wall holds.", id="a wire"),
        pytest.param("en", "NORVIK -- the town -- holds.", id="a name in capitals"),
        pytest.param("en", "HTML (Hypertext) – A language.", id="what capitals stand for"),
        pytest.param("en", "The fair (AP) is old.", id="brackets within"),
        pytest.param("de", "Es kamen Dipl.-Ing. Berg und Mag.a Weg. | Es regnete.", id="German titles"),
        pytest.param("de", "Er ist Ing. | Das ist gut.", id="a German title without a name"),
        pytest.param("es", "¿Quién es el Sr. Gómez? | Vive en Madrid.", id="Spanish"),
        pytest.param("it", "Il sig. Rossi abita qui. | La casa è nuova.", id="Italian"),
        pytest.param("pt", "O Sr. Silva mora aqui. | A casa é nova.", id="Portuguese"),
        pytest.param("nl", "Dhr. Jansen woont hier. | Het huis is nieuw.", id="Dutch"),
        pytest.param("sv", "Huset är t.ex. nytt. | Det ligger vid sjön.", id="Swedish"),
        pytest.param("ja", "橋は閉鎖された。 | 春に開く。", id="Japanese"),
        pytest.param("xx", "One here. | Two there.", id="a language no one knows"),
        pytest.param("en", "1. Boil it. | 2. Pour it. | 3. Wait.", id="a list within a line"),
        pytest.param("en", "We pack: | a) a rope | b) a lamp", id="a list of letters within a line"),
        pytest.param("en", "A. Miller and B. Hall met. | They spoke.", id="initials are no list"),
        pytest.param("en", "It was known.12 | Nobody said so.", id="the number of a note"),
        pytest.param("en", "It rained. | ...and it went on.", id="words left out before"),
        pytest.param("en", "It went . . . Well, it went.", id="words left out within"),
        pytest.param("en", "Ask www.example.Org or Y!X about it.", id="stops within addresses and names"),
        pytest.param("en", "So it was -- alas! -- over.", id="a cry within dashes"),
        pytest.param("en", "And then, bang! it was gone.", id="a cry before a small letter"),
        pytest.param(
            "en", "She wrote “It rains. It pours.” | That was all.", id="a short quotation stays whole"
        ),
        pytest.param("en", "Joe Jr.'s boat sank. | It was old.", id="an apostrophe opens no quotation"),
        pytest.param("da", "Han bor i E.U. | Hvad med dig?", id="Danish"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(language: str, marked: str) -> None:
    assert parts(marked.replace(" | ", " "), language) == marked.split(" | ")


def test_who_sent_a_report_is_no_part_of_it_even_without_a_space() -> None:
    assert parts("(TTN)The wall holds. It ends.") == ["(TTN)", "The wall holds.", "It ends."]
    assert parts("Norvik, Coast (TTN)The wall holds.") == ["Norvik, Coast (TTN)", "The wall holds."]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A heading\nIts text. More.", ["A heading", "Its text.", "More."]),
        ("It was a cold \nnight. It rained.", ["It was a cold \nnight.", "It rained."]),
        ("One\n\ntwo", ["One", "two"]),
        ("ask for prices\n.\nAnd more", ["ask for prices\n.", "And more"]),
        ("ask for prices\n\n.NET is old", ["ask for prices", ".NET is old"]),
    ],
    ids=["a line each", "wrapped lines", "paragraphs", "a stop on a line of its own", "a stop begins a name"],
)
def test_a_line_is_a_sentence_unless_it_was_wrapped(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


hostile = st.text(
    st.characters() | st.sampled_from(".!?…\"'“”()[] \n•1ab-\u2028\xa0Aa1é\U0001f600\u0301。"), max_size=200
)


@given(hostile, st.sampled_from(["en", "de", "fr", "ja", "xx", ""]))
def test_the_sentences_cover_every_word_in_order(text: str, language: str) -> None:
    found = split(text, language)
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    "sign", ["'", "“", "(", "A. ", "a", "U.S. ", "… a ", "(A.) ", "\n", " \n", "1. ", "a) ", "a.1 ", ". "]
)
def test_a_long_run_of_one_sign_is_no_trouble(sign: str) -> None:
    assert split(sign * (200_000 // len(sign)) + "a", "en")


def test_a_sentence_of_thousands_of_words_is_cut_between_words() -> None:
    text = "harbour " * 1_500
    found = parts(text)
    assert len(found) > 1
    assert set(" ".join(found).split()) == {"harbour"}


def test_a_long_text_comes_apart_where_its_sentences_end() -> None:
    sentences = [f"Is this question {'very ' * (at % 7)}number {at}?" for at in range(300)]
    assert parts(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("kind", "expected"), [(MarkKind.CODE, 1), (MarkKind.LINK, 1), (MarkKind.EMPHASIS, 2)]
)
def test_no_sentence_ends_inside_a_link_or_code_that_is_one_word(kind: MarkKind, expected: int) -> None:
    text = "We sorted them with graphlib.Sorter, which came with Python."
    mark = Mark(kind=kind, start=20, end=35)
    block = Block(kind=BlockKind.PARAGRAPH, text=text, marks=(mark,))
    assert text[mark.start : mark.end] == "graphlib.Sorter"
    assert len(find_sentences(an_article(block))) == expected


def test_a_link_of_several_words_may_hold_two_sentences() -> None:
    text = "We asked why it was shut.Nobody in the town knew."
    block = Block(
        kind=BlockKind.PARAGRAPH, text=text, marks=(Mark(kind=MarkKind.LINK, start=0, end=len(text)),)
    )
    assert len(find_sentences(an_article(block))) == 2


def test_a_quotation_of_many_sentences_comes_apart() -> None:
    sentence = "The harbour was full of small boats from the islands."
    assert parts(f"“{' '.join([sentence] * 8)}” he said.")[1] == sentence


def test_only_text_that_people_read_as_sentences_is_cut() -> None:
    kinds = list(BlockKind)
    article = an_article(*(Block(kind=kind, text="One here. Two there.") for kind in kinds))
    found = {kinds[span.block] for span in find_sentences(article)}
    assert found == {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE}
