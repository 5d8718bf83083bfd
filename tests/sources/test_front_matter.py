"""Headers of source files."""

import pytest

from generator.errors import SourceError
from generator.sources.front_matter import LINES, TWICE, near_key, split_header


def metadata_of(text: str) -> dict[str, object]:
    return {key: value for key, value in split_header(text).metadata.items() if key != LINES}


@pytest.mark.parametrize(
    "text, metadata, body",
    [
        ("---\ntitle: A\n---\nx", {"title": "A"}, "x"),
        ("---\nTitle: A\ntags: [b, c]\n---\nx", {"title": "A", "tags": ["b", "c"]}, "x"),
        ('+++\ntitle = "A"\ndraft = true\n+++\nx', {"title": "A", "draft": True}, "x"),
        ('{\n"title": "A"\n}\nx', {"title": "A"}, "x"),
        ('{"title": "A", "private": true}\n\nx', {"title": "A", "private": True}, "x"),
        ('{ "title": "A",\n  "a": {\n"b": 1\n} }\nx', {"title": "A", "a": {"b": 1}}, "x"),
        ('{"a": 1} is JSON', {}, '{"a": 1} is JSON'),
        ('{"Wait," she said: "no."}', {}, '{"Wait," she said: "no."}'),
        ("A\n\n`private: true`", {}, "A\n\n`private: true`"),
        ("A\n\n```\nprivate: true\n```", {}, "A\n\n```\nprivate: true\n```"),
        ("Private beaches: a guide", {}, "Private beaches: a guide"),
        ("Title: A\nTags: b, c\n\nx", {"title": "A", "tags": "b, c"}, "x"),
        ("Title: A\n  and more\nSummary:\n\nx", {"title": "A and more", "summary": ""}, "x"),
        ("\n\n---\ntitle: A\n---\nx", {"title": "A"}, "x"),
        ("---\n---\nx", {}, "x"),
        ("x", {}, "x"),
        ("", {}, ""),
        ("---\n\nx\n\n---\n\ny", {}, "---\n\nx\n\n---\n\ny"),
        ("---\n\nx", {}, "---\n\nx"),
        ("{\nx", {}, "{\nx"),
        ("Note: this is text\n\nx", {}, "Note: this is text\n\nx"),
        ("Title: A\nand then\n\nx", {}, "Title: A\nand then\n\nx"),
    ],
)
def test_every_kind_of_header_is_split_off(text: str, metadata: dict[str, object], body: str) -> None:
    assert metadata_of(text) == metadata
    assert split_header(text).body.strip() == body


@pytest.mark.parametrize("value", ["yes", "010", "1_000", "12:30", "2024-02-30", "0x1F", "1e3"])
def test_yaml_values_are_the_text_that_was_written(value: str) -> None:
    assert metadata_of(f"---\ntitle: {value}\n---\n") == {"title": value}


@pytest.mark.parametrize(
    "text, message, line",
    [
        ("---\ntitle: A: B\n---\nx", "YAML header cannot be read", 2),
        ("---\ntitle: 'A\n---\nx", "YAML header cannot be read", 2),
        ("---\ntitle: A\n\nx", "does not end", 1),
        ("---\n\nprivate: yes\n", "does not end", 1),
        ("+++\ntitle = 'A'\n\nx", "does not end", 1),
        ("+++\ntitle = A\n+++\nx", "TOML header cannot be read", 2),
        ('{\n"title" "A"\n}\nx', "JSON header cannot be read", 2),
        ("---\nprivate true\n---\nx", "not made of `name: value` lines", 1),
        ("---\n- a\n---\nx", "not made of `name: value` lines", 1),
        ("\n---\na: &b c\nd: *b\n---\nx", "uses an alias", 2),
        ("---\n<<: {private: true}\n---\nx", "uses a merge key", 1),
        ("---\nbase: &b {private: true}\n<<: *b\n---\nx", "uses an alias", 1),
        ("---\nparams: {<<: {private: true}}\n---\nx", "uses a merge key", 1),
        ("---\na: " + "[" * 60_000 + "\n---\nx", "nested too deep", 1),
        ("---\n" + "- " * 40_000 + "\n---\nx", "nested too deep", 1),
        ("---\n" + "a: b\n" * 40_000 + "---\nx", "longer than 100,000 characters", 1),
        ("---\nprivate: true\nPrivate: false\n---\nx", "gives `private` twice", 3),
        ("---\n{private: true, private: false}\n---\nx", "gives `private` twice", 1),
        ("---\n  private: true\n  private: false\n---\nx", "gives `private` twice", 1),
        ("---\na: {private: true, private: false}\n---\nx", "gives `private` twice", 1),
        ('{\n"private": true, "private": false\n}\nx', "gives `private` twice", 2),
        ('{"title": "A", "private": true,}\n\nx', "JSON header cannot be read", 1),
        ('{"private": true\n\nx', "JSON header cannot be read", 1),
        ('{"private": true, "private": false}\n\nx', "gives `private` twice", 1),
        ("--- # mine\nprivate: true\n---\nx", "`private: true` is in no header", 2),
        ("<!-- mine -->\n---\ndraft: yes\n---\nx", "`draft: yes` is in no header", 3),
        ('---json\n{"private": true}\n---\nx', "`---json` is in no header", 1),
        (";;;\n  'published': false,\n;;;\nx", "'published': false,` is in no header", 2),
        ("# A\n\nPrivate = true\n\nx", "`Private = true` is in no header", 3),
        ("Title: A\nprivate: true\nso be it\n\nx", "not `Key: value`", 3),
        ("Title: A\ndraft: true\nso be it\n\nx", "not `Key: value`", 3),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_header_that_cannot_be_read_keeps_the_article_out(text: str, message: str, line: int) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        split_header(text)
    assert caught.value.line == line


def test_a_tag_in_a_header_makes_nothing_happen() -> None:
    assert metadata_of("---\na: !!python/object/apply:os.getcwd []\n---\n") == {"a": []}


def test_the_line_of_each_key_is_known() -> None:
    lines = split_header("\n---\ntitle: A\ntags:\n  - b\ndate: 2024\n---\nx").metadata[LINES]
    assert lines == {"title": 3, "tags": 4, "date": 6}


@pytest.mark.parametrize("text", ["---\na: b\n---\nx\n\ny", "\nTitle: A\n\nx\n\ny", "x\n\ny"])
def test_the_body_knows_its_place_in_the_file(text: str) -> None:
    split = split_header(text)
    before = split.body[: split.body.index("y")].count("\n")
    assert text.split("\n")[split.first_line - 1 + before] == "y"


@pytest.mark.parametrize(
    "key, near",
    [
        ("pubish", "publish"),
        ("corections", "corrections"),
        ("privat", "private"),
        ("tittle", "title"),
        ("title", ""),
        ("publisher", ""),
        ("permalink", ""),
        ("image", ""),
        ("dates", ""),
    ],
)
def test_a_slip_of_the_pen_is_told_from_other_programs_keys(key: str, near: str) -> None:
    assert near_key(key) == near


def test_a_header_that_says_twice_whether_it_is_private_is_refused() -> None:
    with pytest.raises(SourceError, match="gives `private` twice"):
        split_header("Title: Mud\nprivate: yes\nprivate: no\n\nThe mud keeps everything.\n")


def test_a_header_nested_too_deep_is_refused() -> None:
    with pytest.raises(SourceError, match="nested too deep"):
        split_header(f"+++\na = {'[' * 5000}{']' * 5000}\n+++\nMud.\n")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ndate: 2024\ntitle: B\n---\nx",
        "---\ntitle: A\nTitle: B\n---\nx",
        "---\n{title: A, title: B}\n---\nx",
        '{\n"title": "A",\n"title": "B"\n}\nx',
        '+++\ntitle = "A"\nTitle = "B"\n+++\nx',
        "Title: A\nTitle: B\n\nx",
    ],
)
def test_of_a_key_given_twice_the_last_is_taken_and_both_are_known(text: str) -> None:
    metadata = split_header(text).metadata
    assert (metadata["title"], metadata[TWICE]) == ("B", {"title": ["A", "B"]})
