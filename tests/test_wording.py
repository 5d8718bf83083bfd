"""The words of a site: one file for each language, an editor's over ours, and how each language counts."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.config import Settings, load_settings, site_language
from generator.errors import SettingsError
from generator.pages.dates import day, month, short_month, week
from generator.pages.saying import in_words, say
from generator.shipped import own_templates
from generator.wording import (
    ENGLISH,
    Wording,
    category,
    english,
    languages,
    load_wording,
    slots_of,
    words_file,
)

ROOT = Path(__file__).parent.parent
NOWHERE = Path("/nowhere")
SHIPPED = ("de", "en", "es", "fr", "it", "nl", "pt", "sv")
OTHERS = tuple(language for language in SHIPPED if language != ENGLISH)
MONTHS = ("months", "months_short")
MADE_UP = re.compile(r"(kind|one|inputs|plot)_\w+")
"""Names that are put together from what they are asked for."""


def words(language: str) -> dict[str, object]:
    """What stands in our file of a language."""
    data = yaml.safe_load(words_file(language, own_templates()).read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def of(language: str) -> Wording:
    return load_wording(language, NOWHERE)


def with_words(root: Path, language: str, text: str) -> Path:
    file = words_file(language, root / "templates")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return root


def test_these_languages_are_brought_along() -> None:
    assert languages(NOWHERE) == SHIPPED


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_everything_with_the_same_slots(language: str) -> None:
    ours, theirs = words(ENGLISH), words(language)
    assert list(theirs) == list(ours)
    for name in (name for name in ours if name not in MONTHS):
        assert slots_of(theirs[name]) == slots_of(ours[name]), name
        assert isinstance(theirs[name], dict) == isinstance(ours[name], dict), name


@pytest.mark.parametrize("language", SHIPPED)
def test_every_form_for_a_number_is_one_of_the_language(language: str) -> None:
    counts = {category(language, count) for count in (0, 1, 2, 5, 1_000_000)}
    for name, forms in words(language).items():
        if isinstance(forms, dict):
            assert {"one", "other"} <= set(forms) <= counts, name


@pytest.mark.parametrize("language", SHIPPED)
def test_there_are_twelve_months_each_of_another_name(language: str) -> None:
    for name in MONTHS:
        assert len(set(words(language)[name])) == 12  # type: ignore[call-overload]


def test_every_word_is_spoken_somewhere() -> None:
    places = [*(ROOT / "generator").rglob("*.py"), *(ROOT / "templates").rglob("*.[jhmty]*")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in places if path.parent.name != "words")
    named = set(re.findall(r"\w+", code))
    assert [name for name in words(ENGLISH) if name not in named and not MADE_UP.fullmatch(name)] == []


@pytest.mark.parametrize(
    ("languages_", "ones", "manies"),
    [
        (("en", "de", "nl", "sv", "da"), {1}, set()),
        (("fr", "pt"), {0, 1}, {1_000_000}),
        (("es", "it"), {1}, {1_000_000}),
    ],
)
def test_each_language_counts_as_cldr_says(
    languages_: tuple[str, ...], ones: set[int], manies: set[int]
) -> None:
    for language in languages_:
        for count in (0, 1, 2, 3, 10, 11, 21, 101, 1_000, 1_000_000):
            found = category(language, count)
            assert found == ("one" if count in ones else "many" if count in manies else "other"), language


def test_languages_that_editors_bring_have_their_forms_too() -> None:
    assert [category("ru", count) for count in (1, 2, 5, 11, 21, 24)] == [
        *("one", "few", "many", "many", "one", "few")
    ]
    assert [category("pl", count) for count in (1, 2, 5, 21, 22)] == ["one", "few", "many", "many", "few"]
    assert [category("ar", count) for count in (0, 1, 2, 3, 11, 100)] == [
        *("zero", "one", "two", "few", "many", "other")
    ]
    assert category("ja", 1) == "other"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("6 February 2025", "Feb 2025", "February 2025", "1 March 2025")),
        ("de", ("6. Februar 2025", "Feb. 2025", "Februar 2025", "1. März 2025")),
        ("fr", ("6 février 2025", "févr. 2025", "Février 2025", "1er mars 2025")),
        ("es", ("6 de febrero de 2025", "feb. 2025", "Febrero de 2025", "1 de marzo de 2025")),
        ("it", ("6 febbraio 2025", "feb 2025", "Febbraio 2025", "1º marzo 2025")),
        ("pt", ("6 de fevereiro de 2025", "fev. 2025", "Fevereiro de 2025", "1 de março de 2025")),
        ("nl", ("6 februari 2025", "feb 2025", "Februari 2025", "1 maart 2025")),
        ("sv", ("6 februari 2025", "feb 2025", "Februari 2025", "1 mars 2025")),
    ],
)
def test_dates_are_said_as_the_language_says_them(language: str, said: tuple[str, ...]) -> None:
    when, wording = date(2025, 2, 6), of(language)
    shown = (day(wording, when), short_month(wording, when), month(wording, when))
    assert (*shown, day(wording, date(2025, 3, 1))) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("3–9 February 2025", "31 March – 6 April 2025", "30 December 2024 – 5 January 2025")),
        ("de", ("3.–9. Februar 2025", "31. März – 6. April 2025", "30. Dezember 2024 – 5. Januar 2025")),
        ("fr", ("3–9 février 2025", "31 mars – 6 avril 2025", "30 décembre 2024 – 5 janvier 2025")),
        (
            "es",
            (
                "3–9 de febrero de 2025",
                "31 de marzo – 6 de abril de 2025",
                "30 de diciembre de 2024 – 5 de enero de 2025",
            ),
        ),
    ],
)
def test_a_week_is_said_by_its_first_and_its_last_day(language: str, said: tuple[str, ...]) -> None:
    days = (date(2025, 2, 6), date(2025, 4, 1), date(2025, 1, 1))
    assert tuple(week(of(language), one) for one in days) == said


def test_numbers_have_the_sign_of_the_language() -> None:
    assert [of(language).number(1_234_567) for language in ("en", "de", "fr", "sv")] == [
        *("1,234,567", "1.234.567", "1\u202f234\u202f567", "1\u00a0234\u00a0567")
    ]


def test_french_keeps_its_spaces_on_a_page() -> None:
    assert say(of("fr"), "image", said="mer") == "Image\u00a0: mer"
    assert say(of("fr"), "title_before", title="La mer") == "Avant\u00a0: «\u00a0La mer\u00a0»"


def test_a_sentence_that_ends_with_an_abbreviation_has_one_full_stop() -> None:
    assert say(english(), "shares", phrases="Ohio and D.C.") == "Shares Ohio and D.C."
    assert say(english(), "shares", phrases="Ohio") == "Shares Ohio."


def test_parts_of_a_sentence_are_joined_as_the_language_joins_them() -> None:
    assert in_words(english(), []) == ""
    assert in_words(english(), ["a"]) == "a"
    assert in_words(of("de"), ["a", "b"]) == "a und b"
    assert of("nl").listed(["a", "b", "c"]) == in_words(of("nl"), ["a", "b", "c"]) == "a, b en c"


def test_an_editor_changes_a_word_and_leaves_the_others(tmp_path: Path) -> None:
    root = with_words(tmp_path, "de", "in_brief: Auf einen Blick\ncount_topics: {other: '{count} T'}\n")
    wording = load_wording("de", root)
    assert wording.text("in_brief") == "Auf einen Blick"
    assert wording.text("count_topics", 1) == "1 T"
    assert wording.text("related") == of("de").text("related")


def test_what_a_word_is_made_of_is_shown_as_it_is(tmp_path: Path) -> None:
    root = with_words(tmp_path, "en", "in_brief: '*In* <b>brief</b>'\nis_now: 1. {name}\n")
    wording = load_wording("en", root)
    assert say(wording, "in_brief") == "&#42;In&#42; &lt;b&gt;brief&lt;&#47;b&gt;"
    assert say(wording, "is_now", name="<i>") == "1&#46; &lt;i&gt;"


def test_an_editor_brings_a_language_and_what_is_missing_is_english(tmp_path: Path) -> None:
    with_words(tmp_path, "da", "in_brief: Kort fortalt\n")
    file = tmp_path / "digest.yml"
    file.write_text("site_language: da\n", encoding="utf-8")
    settings = load_settings(file)
    wording = load_wording(site_language(settings), tmp_path)
    assert (wording.language, wording.text("in_brief"), wording.text("related")) == (
        *("da", "Kort fortalt", "Related"),
    )


def test_a_language_without_words_is_refused_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "digest.yml"
    file.write_text("site_language: da\nmax_topics: many\n", encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load_settings(file)
    said = str(told.value)
    assert "no words of 'da'; there are de, en, es, fr, it, nl, pt, sv" in said
    assert "templates/words/da.yml" in said
    assert "max_topics: give a whole number" in said


@pytest.mark.parametrize(
    ("told", "root", "spoken"),
    [
        (Settings(), NOWHERE, "en"),
        (Settings(language="de"), NOWHERE, "de"),
        (Settings(language="fi"), NOWHERE, "en"),
        (Settings(language="fr", site_language="de"), NOWHERE, "de"),
    ],
)
def test_without_a_word_of_the_editor_a_site_speaks_the_language_of_its_articles_if_it_can(
    told: Settings, root: Path, spoken: str
) -> None:
    assert site_language(told) == spoken


@pytest.mark.parametrize(
    ("given", "spoken", "newest"),
    [("pt-br", "pt-BR", "Novos"), ("pt_PT", "pt-PT", "Recentes"), ("pt-Latn-BR", "pt-Latn-BR", "Recentes")],
)
def test_a_region_has_the_words_of_its_language_and_those_of_its_own_first(
    tmp_path: Path, given: str, spoken: str, newest: str
) -> None:
    with_words(tmp_path, "pt", "newest: Recentes\n")
    with_words(tmp_path, "pt-br", "newest: Novos\n")
    file = tmp_path / "digest.yml"
    file.write_text(f"site_language: {given}\n", encoding="utf-8")
    wording = load_wording(site_language(load_settings(file)), tmp_path)
    assert (wording.language, wording.text("newest")) == (spoken, newest)
    assert (wording.text("in_brief"), wording.form("count_articles", 0)) == (
        of("pt").text("in_brief"),
        of("pt").form("count_articles", 0),
    )


def test_a_code_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "digest.yml"
    file.write_text("site_language: portuguese\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="give a code such as en, pt-BR or zh-Hant"):
        load_settings(file)


def test_all_faults_of_a_file_of_words_come_in_one_message(tmp_path: Path) -> None:
    root = with_words(
        tmp_path,
        "de",
        "in_brif: x\n"
        "count_articles: {one: '{cuont}', dual: x}\n"
        "related: {one: x, other: y}\n"
        "narrower_topics: [x]\n"
        "shares: 'Shares {phrases'\n"
        "search: '{name}'\n"
        "months: [Januar]\n",
    )
    with pytest.raises(SettingsError) as told:
        load_wording("de", root)
    assert str(told.value).splitlines() == [
        "templates/words/de.yml has 9 faults:",
        "  - unknown name 'in_brif'; did you mean 'in_brief'?",
        "  - count_articles: give the form `other`, too",
        "  - count_articles: one: unknown slot {cuont}; did you mean 'count'?",
        "  - count_articles: unknown form 'dual'; the forms are zero, one, two, few, many, other",
        "  - related: give words alone, not forms for numbers",
        "  - narrower_topics: give words, not a list",
        "  - shares: a brace is left open; braces stand around a slot, as in {count}",
        "  - search: unknown slot {name}; there is none",
        "  - months: give the names of twelve months, January first",
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_of_words_changes_nothing(tmp_path: Path, text: str) -> None:
    assert load_wording("en", with_words(tmp_path, "en", text)) == english()


@pytest.mark.parametrize(
    ("text", "reason"),
    [("- x\n", "give names and words"), ("a: [", "is not valid YAML"), ("a: 1\na: 2\n", "there already")],
)
def test_a_file_that_holds_no_words_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        load_wording("en", with_words(tmp_path, "en", text))
