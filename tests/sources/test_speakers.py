"""Who says what."""

import pytest

from generator.model import Block, BlockKind
from generator.sources.speakers import find_label, label_speakers
from tests.sources.reading import article_of, in_short, marks_of


def paragraphs(*texts: str) -> list[Block]:
    return [Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Jane: hello", "Jane"),
        ("JANE DOE: hello", "JANE DOE"),
        ("Jane Doe, PhD: hello", "Jane Doe, PhD"),
        ("Jane van Doe: hello", "Jane van Doe"),
        ("Jane [00:12]: hello", "Jane"),
        ("[00:12:03] Jane: hello", "Jane"),
        ("Jane: [00:12] hello", "Jane"),
        ("Jane Doe 0:12 hello", "Jane Doe"),
        ("Speaker 1: hello", "Speaker 1"),
        ("Q: hello", "Q"),
        ("Jane:", "Jane"),
        ("hello there: you", None),
        ("Note: hello", None),
        ("https://example.org", None),
        ("It was said: go", None),
        ("12:30 was late", None),
        ("", None),
    ],
)
def test_a_label_is_a_name_and_a_colon_or_a_time(text: str, name: str | None) -> None:
    label = find_label(text)
    assert (label.name if label else None) == name
    assert label is None or text[label.end :] in {"hello", ""}


def test_labels_that_recur_become_speakers_and_leave_the_text() -> None:
    blocks = label_speakers(paragraphs("Jane: one", "Max: two", "Jane: three", "four"))
    assert in_short(blocks) == ["p Jane: one", "p Max: two", "p Jane: three", "p four"]
    assert [block.speaker for block in blocks] == ["Jane", "Max", "Jane", ""]
    assert blocks[0].text == "one"


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "**Jane**: Hello.\n**Max:** Hi **there**: you.\n**Jane**:  Bye.\n**Max**: Bye.",
            ["p Jane: Hello.", "p Max: Hi there: you.", "p Jane: Bye.", "p Max: Bye."],
            id="a talk",
        ),
        pytest.param(
            "**Speed**: fast.\n**Price**: low.\n**Weight**: none.",
            ["p Speed: fast. Price: low. Weight: none."],
            id="a list of what is said once",
        ),
    ],
)
def test_bold_labels_part_lines_that_no_blank_line_parts(text: str, expected: list[str]) -> None:
    assert in_short(article_of(f"# A talk\n\n{text}\n", "talk.md").blocks) == expected


@pytest.mark.parametrize(
    "texts",
    [
        ["Jane: one", "two", "three", "four", "five"],
        ["Problem: one", "two", "three", "Solution: four", "five", "six"],
        ["Finding: one", "x", "y", "Finding: two", "z", "a", "b"],
    ],
)
def test_labels_that_do_not_make_a_talk_stay_text(texts: list[str]) -> None:
    assert label_speakers(paragraphs(*texts)) == tuple(paragraphs(*texts))


def test_a_label_alone_lends_its_name_to_the_next_paragraph() -> None:
    blocks = label_speakers(paragraphs("Jane:", "one", "Max:", "two", "Jane:", "three"))
    assert [(block.speaker, block.text) for block in blocks] == [
        ("Jane", "one"),
        ("Max", "two"),
        ("Jane", "three"),
    ]


def test_a_label_with_nothing_to_say_is_not_lost() -> None:
    assert [block.text for block in label_speakers(paragraphs("Jane: one", "Max: two", "Jane:"))] == [
        "one",
        "two",
        "Jane:",
    ]


def test_bold_labels_of_a_transcript_leave_the_other_marks_in_place() -> None:
    text = "**Jane Doe:** \\[01:46\\] we *left*\n\n**Max:** when?\n\n**Jane Doe:** at noon\n"
    article = article_of(text)
    assert [(block.speaker, block.text) for block in article.blocks] == [
        ("Jane Doe", "we left"),
        ("Max", "when?"),
        ("Jane Doe", "at noon"),
    ]
    assert marks_of(article.blocks[0]) == [("emphasis", "left", "")]


def test_a_transcript_in_plain_text_without_empty_lines_keeps_its_turns() -> None:
    article = article_of("Jane: one, and a bit more\nMax: two\nJane: three, at last\nMax: four\n", "talk.txt")
    assert [block.speaker for block in article.blocks] == ["Jane", "Max", "Jane", "Max"]
