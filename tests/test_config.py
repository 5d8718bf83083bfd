"""The settings: every fault at once, with the nearest known name."""

from pathlib import Path

import pytest

from generator.config import load_settings
from generator.editor import EditedTopic, load_editor
from generator.errors import SettingsError
from generator.model import Publish, TopicKind


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "digest.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(None)
    assert settings.publish is Publish.FULL
    assert settings.articles == tmp_path / "articles"


def test_folders_are_relative_to_the_file_and_the_command_line_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    settings_file(tmp_path, "articles: texts\ndocs: pages\n")
    monkeypatch.chdir(tmp_path / "deep" / "er")
    settings = load_settings(None, docs=Path("here"))
    assert settings.root == tmp_path
    assert settings.articles == tmp_path / "texts"
    assert settings.docs == tmp_path / "deep" / "er" / "here"


def test_all_faults_come_in_one_message(tmp_path: Path) -> None:
    path = settings_file(tmp_path, "titel: x\npublish: some\nmax_topics: many\nlanguage: english\ndocs: 7\n")
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(caught.value).splitlines() == [
        "digest.yml has 5 faults:",
        "  - unknown setting 'titel'; did you mean 'title'?",
        "  - publish: give one of full, excerpt, digest, not 'some'",
        "  - max_topics: give a whole number from 0 to 10,000, not 'many'",
        "  - language: give a two-letter code such as en, or leave it empty, not 'english'",
        "  - docs: give a text, not the value 7",
    ]


@pytest.mark.parametrize(
    "text",
    ["- a\n- b\n", "just words", "a: [", "a: !!python/object/apply:os.system [ls]", "\x00", "'" * 3, "a: *b"],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"digest\.yml"):
        load_settings(settings_file(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("docs: ''", "docs: give a folder"),
        ("language: english", "language: give a two-letter code"),
        ("url: example.org", "url: give an address such as"),
        ("url: 'https://[example.org/'", "url: give an address such as"),
        ("offline_search: perhaps", "offline_search: give true or false"),
        ("max_topics: true", "max_topics: give a whole number"),
        ("feeds: https://example.org/feed", "feeds: give a list of addresses"),
        ("feeds: [example.org]", "feed 1: give its full address"),
        ("feeds: [{url: https://example.org/, most: 0}]", "feed 1: most: give a whole number"),
        ("feeds: [https://example.org/, https://example.org/]", "https://example.org/ is there twice"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_wanted(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        load_settings(settings_file(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("docs: articles/docs\n", r"docs .* lies in articles"),
        ("site: docs\n", r"docs and site are one folder"),
        ("site: docs/web\n", r"site .* lies in docs"),
        ("articles: .\n", r"docs .* lies in articles"),
    ],
)
def test_folders_that_overlap_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        load_settings(settings_file(tmp_path, text))


def test_the_editors_word_is_read(tmp_path: Path) -> None:
    (tmp_path / "topics.yml").write_text(
        "topics:\n"
        "  bitcoin: {name: Bitcoin, aliases: [BTC], kind: concept, parent: money}\n"
        "  acme: {kind: organisation}\n"
        "never: [looking ahead]\n"
        "merge: {open-ai-systems: open-source-ai}\n"
        "corrections: {El Musk: Elon Musk, El: Al}\n"
    )
    editor = load_editor(tmp_path)
    assert editor.topics == (
        EditedTopic(id="acme", kind=TopicKind.ORGANISATION),
        EditedTopic(id="bitcoin", name="Bitcoin", aliases=("BTC",), kind=TopicKind.CONCEPT, parent="money"),
    )
    assert editor.never == ("looking ahead",)
    assert editor.merge == (("open-ai-systems", "open-source-ai"),)
    assert editor.corrections == (("El Musk", "Elon Musk"), ("El", "Al"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("topic: {}", "did you mean 'topics'"),
        ("topics: {Big Coin: {}}", "write 'big-coin'"),
        ("topics: {a: {nmae: A}}", "did you mean 'name'"),
        ("topics: {a: {kind: animal}}", "person, organisation, product, place, concept"),
        ("topics: {a: {parent: a}}", "its own parent"),
        ("topics: {a: {parent: b}, b: {parent: a}}", r"a: its parents go round in a circle \(a → b → a\)"),
        ("topics: {index: {}}", "no name that systems keep .*; write 'index-page'"),
        ("corrections: {Jon: , Ann: Anne}", "corrections: Jon: give one text"),
        ("topics: [bitcoin]", "give ids and settings"),
        ("never: word", "give a list of phrases"),
        ("merge: [a]", "give pairs"),
        ("merge: {a: b, b: a}", "a → b → a"),
        ("topics: {a: {}}\nmerge: {a: b}", "also under topics"),
    ],
)
def test_faults_of_the_editor_are_named(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "topics.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=reason):
        load_editor(tmp_path)


def test_what_is_left_empty_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    empty = load_settings(settings_file(tmp_path, "url: ''\nfeeds:\nlanguage: ''\n"))
    assert (empty.url, empty.feeds, empty.language) == ("", (), "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("topics.yml", "never: [tea]\nmerge: {}\nnever: [cake]\n"),
        ("topics.yml", "merge:\n  a: b\n\n  a: c\n"),
        ("digest.yml", "title: One\n\ntitle: Two\n"),
    ],
)
def test_a_name_that_is_given_twice_is_refused_with_its_lines_for_the_first_would_be_lost(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(
        SettingsError, match=rf"{name}.*line \d, column \d: .* is there already in line \d; join"
    ):
        load_editor(tmp_path) if name == "topics.yml" else load_settings(tmp_path / name)


def test_what_is_no_yaml_is_named_with_line_and_reason_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^\S+digest\.yml: is not valid YAML: line 2, column 1: [^\n]+$"):
        load_settings(settings_file(tmp_path, "title: a\n\tpublish: full\n"))


def test_settings_in_which_git_left_a_merge_open_are_called_so(tmp_path: Path) -> None:
    (tmp_path / "topics.yml").write_bytes(b"<<<<<<< HEAD\nnever: [a]\n=======\nnever: [b]\n>>>>>>> other\n")
    with pytest.raises(SettingsError, match=r"topics\.yml: Git left a merge open in it"):
        load_editor(tmp_path)


def test_folders_that_are_one_are_named_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(settings_file(tmp_path, "docs: texts\narticles: texts\nsite: texts/site\n"))
    texts = tmp_path / "texts"
    assert str(caught.value).splitlines() == [
        "digest.yml or the command line has 3 faults:",
        f"  - articles and docs are one folder ({texts}): give each a folder of its own",
        f"  - site ({texts / 'site'}) lies in articles ({texts}): give it a folder beside that",
        f"  - site ({texts / 'site'}) lies in docs ({texts}): give it a folder beside that",
    ]


def test_a_tilde_is_the_home_folder_not_a_folder_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert load_settings(settings_file(tmp_path, "site: ~/web")).site == tmp_path / "home" / "web"


@pytest.mark.parametrize(
    "letters", ["title: Caf\xe9\n".encode("latin-1"), "a: 1\ntitle: Caf\xe9 [\n".encode("latin-1")]
)
def test_settings_that_are_no_utf_8_are_named_with_the_line(tmp_path: Path, letters: bytes) -> None:
    (tmp_path / "topics.yml").write_bytes(letters)
    line = letters.count(b"\n")
    with pytest.raises(SettingsError, match=rf"topics\.yml: is not UTF-8 in line {line}: save it"):
        load_editor(tmp_path)


def test_feeds_without_an_address_are_not_said_to_be_there_twice(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(settings_file(tmp_path, "feeds: [{}, {}]\n"))
    assert "twice" not in str(caught.value)
