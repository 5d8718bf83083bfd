import pytest

from generator.corpus.naming import can_name, choose_name, compounds_of, without_verbs
from generator.model import TopicKind


@pytest.mark.parametrize(
    "text",
    [
        "Open source",
        "water wheel",
        "honey bees",
        "user research",
        "accessibility",
        "machine learning",
        "digital services",
        "virtual environment",
        "Time series",
    ],
)
def test_a_concept_can_name_a_topic(text: str) -> None:
    assert can_name(text, named=False, language="en")


@pytest.mark.parametrize("text", ["And the", "But it", "Of the", "and the"])
def test_function_words_of_an_english_passage_name_no_topic_in_another_language(text: str) -> None:
    assert not can_name(text, named=False, language="fr")
    assert not can_name(text, named=True, language="fr")


@pytest.mark.parametrize("text", ["The Who", "WHO", "IT"])
def test_a_name_of_function_words_does(text: str) -> None:
    assert can_name(text, named=True, language="fr")


@pytest.mark.parametrize(
    "text", ["Ada Lovelace", "Norway", "HTTPS", "GPT-4", "U.S. Digital Service", "jq", "1Password", "WHO"]
)
def test_a_name_can_name_a_topic(text: str) -> None:
    assert can_name(text, named=True, language="en")


@pytest.mark.parametrize(
    "text",
    [
        "Looking ahead",
        "11.2",
        "3pm PST",
        "million certificates",
        "Senator Merrow",
        "GREETINGS",
        "contributors",
        "downloads",
        "Download Norvik",
        "CEST",
        "drafts",
        "concluding thoughts",
        "first place",
        "fourth graders",
        "D.C.",
        "shout-outs",
        "p.m. ET",
        "Shout outs",
        "perf",
        "mindset",
        "next week",
        "Day in the life",
        "gov domains",
        "July meetup",
        "id",
        "Twitter Space",
        "Twitter Space conversation",
        "conversation",
        "panel discussion",
        "blog post",
        "weekly newsletter",
        "team",
        "time",
        "important",
        "9",
        "3 apples",
        "x",
        "of honey",
        "Federal agencies",
        "team members",
        "Joined Northwind",
        "team_photo",
        "officials said",
        "told reporters",
        "brother",
        "president",
        "12-year-old",
        "34.6bn",
        "tbsp",
        "tbsp honey",
        "yellow",
        "cups",
        "",
    ],
)
def test_fragments_dates_numbers_and_sorts_of_text_name_nothing(text: str) -> None:
    assert not can_name(text, named=False, language="en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Projekt", "de"),
        ("Veranstaltungen", "de"),
        ("fichiers", "fr"),
        ("nouvelle version", "fr"),
        ("Article précédent", "fr"),
        ("site officiel", "fr"),
        ("Liebe Besucher", "de"),
        ("per Mail", "de"),
        ("proyectos", "es"),
        ("progetti", "it"),
        ("projetos", "pt"),
        ("projecten", "nl"),
        ("grupper", "sv"),
        ("podemos", "es"),
        ("ayuda", "es"),
        ("criar", "pt"),
        ("mudanças", "pt"),
        ("provare", "it"),
        ("ciò", "it"),
        ("zeker", "nl"),
        ("lijkt", "nl"),
    ],
)
def test_a_general_word_names_nothing_in_its_language_in_any_form(text: str, language: str) -> None:
    assert not can_name(text, named=False, language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Mühle", "de"), ("cartographie", "fr"), ("molino", "es"), ("fichier", "en"), ("mulino", "it")],
)
def test_other_words_can_name_a_topic(text: str, language: str) -> None:
    assert can_name(text, named=False, language=language)


@pytest.mark.parametrize(
    ("forms", "kind", "name"),
    [
        ({"open-source AI": 5, "Open Source AI": 2}, TopicKind.CONCEPT, "Open-source AI"),
        ({"honey bees": 5, "Honey bees": 1, "honey bee": 3}, TopicKind.CONCEPT, "Honey bees"),
        ({"open source": 2, "open-source": 2, "open sources": 3}, TopicKind.CONCEPT, "Open source"),
        ({"tide-mill-goals": 3, "tide mill goals": 1}, TopicKind.CONCEPT, "Tide mill goals"),
        ({"iPhone": 3}, TopicKind.PRODUCT, "iPhone"),
        ({"iPhone": 3}, TopicKind.CONCEPT, "iPhone"),
        ({"npm": 3}, TopicKind.CONCEPT, "npm"),
        ({"login.gov": 3}, TopicKind.PRODUCT, "login.gov"),
        ({"ÉCOLE": 1, "école": 3}, TopicKind.CONCEPT, "École"),
        ({"Ada Lovelace": 1}, TopicKind.PERSON, "Ada Lovelace"),
        ({"ADA LOVELACE": 3, "Ada Lovelace": 1}, TopicKind.PERSON, "Ada Lovelace"),
        ({"HTTP API": 3}, TopicKind.CONCEPT, "HTTP API"),
        pytest.param({"MILLS": 3, "Mills": 1}, TopicKind.ORGANISATION, "Mills", id="not shouted"),
        pytest.param({"GRIST": 9, "Grist": 1}, TopicKind.PRODUCT, "GRIST", id="capitals of its own"),
        pytest.param(
            {"irrigate": 5, "irrigation": 2, "irrigated": 1}, TopicKind.CONCEPT, "Irrigation", id="no verb"
        ),
        pytest.param({"design": 9, "designation": 1}, TopicKind.CONCEPT, "Design", id="a noun of its own"),
    ],
)
def test_the_form_written_most_names_the_topic(forms: dict[str, int], kind: TopicKind, name: str) -> None:
    assert choose_name(forms, kind) == name


@pytest.mark.parametrize(
    "forms, compounds",
    [
        pytest.param(
            {"machine": 5, "machine learning": 3, "ML": 1}, {"machine learning": 3}, id="a general word"
        ),
        pytest.param({"machine": 5, "machine room": 3}, {}, id="what it is part of is no known compound"),
        pytest.param({"machine": 2, "machine learning": 3}, {}, id="the compound is written most"),
        pytest.param({"robot": 5, "machine learning": 3}, {}, id="a word that can name"),
    ],
)
def test_a_general_word_gives_way_to_what_it_names_with_others(
    forms: dict[str, int], compounds: dict[str, int]
) -> None:
    assert compounds_of(forms) == compounds


@pytest.mark.parametrize(
    ("forms", "kind", "expected"),
    [
        ({"Deutschen Bahn": 5, "Deutsche Bahn": 1}, TopicKind.ORGANISATION, "Deutsche Bahn"),
        (
            {"Künstlicher Intelligenz": 2, "Künstliche Intelligenz": 1},
            TopicKind.CONCEPT,
            "Künstliche Intelligenz",
        ),
        ({"Büchern": 3, "Bücher": 1}, TopicKind.CONCEPT, "Bücher"),
        ({"Ada Merrows": 3, "Ada Merrow": 1}, TopicKind.PERSON, "Ada Merrow"),
        ({"Web Standards": 3, "Web Standard": 1}, TopicKind.CONCEPT, "Web Standards"),
        ({"Mill Services Board": 50, "Mill Service Board": 1}, TopicKind.ORGANISATION, "Mill Services Board"),
        ({"Deutschen Bahn": 5}, TopicKind.ORGANISATION, "Deutschen Bahn"),
        ({"offener Werkstatt": 5}, TopicKind.CONCEPT, "Offener Werkstatt"),
        ({"fachkundiger Anleitung": 5}, TopicKind.CONCEPT, "Fachkundige Anleitung"),
        ({"rOpenSci packages": 2}, TopicKind.CONCEPT, "rOpenSci packages"),
    ],
)
def test_a_case_of_a_name_gives_way_to_the_name_where_somebody_writes_it(
    forms: dict[str, int], kind: TopicKind, expected: str
) -> None:
    assert choose_name(forms, kind) == expected


@pytest.mark.parametrize("text", ["Tier 1", "Phase II", "Part B", "tier one"])
def test_what_counts_one_of_several_names_no_topic(text: str) -> None:
    assert not any(can_name(text, named=named, language="en") for named in (True, False))


@pytest.mark.parametrize("text", ["Section 508", "Formula 1", "Tier One Diving"])
def test_but_a_law_a_race_and_a_firm_do(text: str) -> None:
    assert can_name(text, named=True, language="en")


@pytest.mark.parametrize("text", ["real-world", "last-minute", "new-fangled"])
def test_what_no_name_begins_with_begins_none_before_a_hyphen_either(text: str) -> None:
    assert not can_name(text, named=False, language="en")


def test_a_clause_is_no_form_of_the_phrase_whose_words_it_has() -> None:
    forms = {"harbour walls have been painted": 3, "painted harbour walls": 1, "Has Been": 1}
    assert set(without_verbs(forms)) == {"painted harbour walls", "Has Been"}
