"""Sentences, summaries and phrases follow the language of the article."""

import pytest

from generator.analysis.analyse import analyse
from generator.model import Analysis
from generator.words import detect_language
from tests.analysis.articles import paragraphs

LANGUAGES = {
    "en": (
        "Dr. Berg opened the harbour wall of Norvik at 9 a.m. on Monday. The harbour wall cost 3.5 million crowns.",
        "She thanked the council for all the work.",
    ),
    "de": (
        "Dr. Berg hat die Hafenmauer von Norvik am 3. Mai eröffnet. Die Hafenmauer kostet z. B. weniger als der Turm.",
        "Er dankte dem Rat für die ganze Arbeit.",
    ),
    "fr": (
        "M. Berg a ouvert la digue du port de Norvik à midi. La digue du port coûte moins cher que la tour.",
        "Elle a remercié le conseil pour tout le travail.",
    ),
    "es": (
        "El Sr. Berg abrió el muro del puerto de Norvik a mediodía. El muro del puerto cuesta menos que la torre.",
        "Ella dio las gracias al consejo por todo el trabajo.",
    ),
    "it": (
        "Il dott. Berg ha aperto la diga del porto di Norvik a mezzogiorno. La diga del porto costa meno della torre.",
        "Lui ha ringraziato il consiglio per tutto il lavoro.",
    ),
    "pt": (
        "O Sr. Berg abriu a muralha do porto de Norvik ao meio-dia. A muralha do porto custa menos do que a torre.",
        "Ele agradeceu ao conselho por todo o trabalho feito.",
    ),
    "nl": (
        "Dhr. Berg heeft de havenmuur van Norvik om twaalf uur geopend. De havenmuur kost minder dan de oude toren.",
        "Hij dankte de raad voor al het werk.",
    ),
    "sv": (
        "Dr. Berg öppnade hamnmuren i Norvik klockan tolv. Hamnmuren kostar t.ex. mindre än det gamla tornet.",
        "Hon tackade rådet för allt arbete med muren.",
    ),
}
OTHERS = {
    "da": "Havnen i Norvik åbner igen i maj efter en lang vinter. Byen betaler for den nye mur ved havnen.",
    "ru": "Гавань города Норвик снова откроется в мае после долгой зимы. Город платит за новую стену у моря.",
    "ja": "港は長い冬のあと五月にふたたび開きます。町は海のそばの新しい壁のためにお金を払います。",
}


def read(language: str) -> Analysis:
    told, hanging = LANGUAGES[language]
    return analyse(paragraphs(told, hanging, title="", language=language), summary_sentences=3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abbreviation_ends_no_sentence(language: str) -> None:
    assert [span.block for span in read(language).sentences] == [0, 0, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pronoun_without_its_noun_stays_out_of_the_summary(language: str) -> None:
    assert read(language).summary == (0, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_seen(language: str) -> None:
    assert detect_language(" ".join(LANGUAGES[language])) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_function_word_names_anything(language: str) -> None:
    found = read(language)
    names = {phrase.text.split()[0].casefold() for phrase in (*found.phrases, *found.entities)}
    assert names.isdisjoint("the die la el il a de hon er elle ella lui ele hij".split())
    assert any("Norvik" in phrase.text for phrase in found.entities)


@pytest.mark.parametrize("language", OTHERS)
def test_any_other_language_has_sentences_and_a_summary(language: str) -> None:
    found = analyse(paragraphs(OTHERS[language], language=language), summary_sentences=3)
    assert len(found.sentences) == 2
    assert found.summary
