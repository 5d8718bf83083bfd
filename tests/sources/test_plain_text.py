"""Plain text as people write and paste it."""

from datetime import date

import pytest

from generator.sources.encoding import decoded
from tests.sources.reading import article_of, document_of, in_short

PROSE = "The harbour was quiet that morning, and the boats lay still at their ropes until noon."
MORE = "Nobody had expected the ferry, which came late and left again without a word to anyone."


def text_of(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def test_a_pasted_recap_gives_title_date_headings_and_paragraphs() -> None:
    recap = text_of(
        "Boats and Nets According to Two Fishermen: A Harbour Talk",
        "February 27, 2024",
        "The Harbour is Busy: What Ada Thinks of Nets",
        PROSE,
        MORE,
        "In Summary",
        PROSE,
    )
    article = article_of(recap, "a-harbour-talk.txt")
    assert article.title == "Boats and Nets According to Two Fishermen: A Harbour Talk"
    assert article.published == date(2024, 2, 27)
    assert in_short(article.blocks) == [
        "h2 The Harbour is Busy: What Ada Thinks of Nets",
        f"p {PROSE}",
        f"p {MORE}",
        "h2 In Summary",
        f"p {PROSE}",
    ]


@pytest.mark.parametrize(
    "line, day, authors",
    [
        ("February 27, 2024", date(2024, 2, 27), ()),
        ("Tuesday, 27 February 2024", date(2024, 2, 27), ()),
        ("Published: 2024-02-27", date(2024, 2, 27), ()),
        ("By Jane Doe, 27 Feb 2024", date(2024, 2, 27), ("Jane Doe",)),
        ("By Jane Doe", None, ("Jane Doe",)),
        ("By Jane Doe and Max de Vries", None, ("Jane Doe", "Max de Vries")),
        ("Jane Doe · 5 min read · Feb 27, 2024", date(2024, 2, 27), ("Jane Doe",)),
        ("27 February 2024 by Jane Doe", date(2024, 2, 27), ("Jane Doe",)),
    ],
)
def test_the_lines_under_a_title_say_when_and_who(
    line: str, day: date | None, authors: tuple[str, ...]
) -> None:
    article = article_of(text_of("Quiet Harbours", line, PROSE), "a.txt")
    assert (article.published, article.authors) == (day, authors)
    assert in_short(article.blocks) == [f"p {PROSE}"]


@pytest.mark.parametrize(
    "line", ["By the river we sat down and ate.", "May was warm", "1000 boats", "By 2024 all was lost"]
)
def test_a_line_that_only_resembles_a_credit_stays_text(line: str) -> None:
    article = article_of(text_of("Quiet Harbours", line, PROSE), "a.txt")
    assert article.published is None
    assert article.authors == ()
    assert any(line in block.text for block in article.blocks)


def test_title_date_and_byline_may_stand_on_lines_that_follow_each_other() -> None:
    article = article_of(f"Quiet Harbours\nBy Jane Doe\n27 Feb 2024\n\n{PROSE}\n", "a.txt")
    assert (article.title, article.authors, article.published) == (
        "Quiet Harbours",
        ("Jane Doe",),
        date(2024, 2, 27),
    )


def test_an_address_under_the_title_is_where_it_was_published() -> None:
    article = article_of(text_of("Quiet Harbours", "Source: https://example.org/quiet", PROSE), "a.txt")
    assert article.url == "https://example.org/quiet"


def test_without_a_title_the_file_name_gives_one() -> None:
    article = article_of(text_of(PROSE, MORE), "2024-02-27-quiet_harbours.txt")
    assert article.title == "Quiet harbours"
    assert in_short(article.blocks) == [f"p {PROSE}", f"p {MORE}"]


def test_a_single_line_is_text_and_no_title() -> None:
    assert in_short(article_of("Quiet Harbours\n", "a.txt").blocks) == ["p Quiet Harbours"]


@pytest.mark.parametrize(
    "line",
    [
        "What a Net Is",
        "THE FERRY",
        "3. The Way Home",
        "2.1 Ropes and Knots",
        "Chapter 4: Home",
        "Is There a Way Home?",
        "What it costs",
        "In Summary",
        "AI’s Role in the Harbour",
        "# Ropes and knots",
    ],
)
def test_a_short_line_between_paragraphs_is_a_heading(line: str) -> None:
    blocks = article_of(text_of("Quiet Harbours", PROSE, line, MORE), "a.txt").blocks
    assert in_short(blocks)[1] == f"h2 {line.removeprefix('# ')}"


@pytest.mark.parametrize(
    "line",
    [
        "That was all.",
        "- one thing",
        "Jane Doe:",
        "and then they left",
        "— Jane Doe",
        "jane.doe@example.org",
        "https://example.org/a",
        "We waited, and waited, and waited until the very last ferry of the day had come",
        "What did it cost?",
    ],
)
def test_a_short_line_that_is_no_heading_stays_what_it_is(line: str) -> None:
    blocks = article_of(text_of("Quiet Harbours", PROSE, line, MORE), "a.txt").blocks
    assert not any(short.startswith("h") for short in in_short(blocks))


def test_a_heading_in_sentence_case_may_stand_above_a_list_or_short_answers() -> None:
    asked, told = "Ada Marsh: Why is it slow?", "Ruth Calder: Because of the mud."
    text = text_of(
        "A talk of nets", PROSE, "Why the mud is slow", asked, told, "What it does", "- It sinks.", MORE
    )
    assert in_short(article_of(text, "a.txt").blocks)[1:6] == [
        "h2 Why the mud is slow",
        f"p {asked}",
        f"p {told}",
        "h2 What it does",
        "* It sinks.",
    ]


def test_verse_and_lists_of_names_are_no_headings() -> None:
    names = ["Ada Byron", "Grace Hopper", "Mary Shelley", "Jane Austen"]
    blocks = article_of(text_of("Quiet Harbours", PROSE, *names, MORE), "a.txt").blocks
    assert in_short(blocks)[1:-1] == [f"p {name}" for name in names]


def test_the_last_line_is_never_a_heading() -> None:
    assert (
        in_short(article_of(text_of("Quiet Harbours", PROSE, "Jane Doe"), "a.txt").blocks)[-1] == "p Jane Doe"
    )


def test_underlined_lines_are_headings_of_two_levels() -> None:
    text = f"Harbours\n========\n\n{PROSE}\n\nNets\n----\n\n{MORE}\n\nBoats\n=====\n\n{PROSE}\n"
    article = article_of(text, "a.txt")
    assert article.title == "Harbours"
    assert in_short(article.blocks) == [f"p {PROSE}", "h3 Nets", f"p {MORE}", "h2 Boats", f"p {PROSE}"]


def test_lines_wrapped_at_a_column_are_one_paragraph() -> None:
    text = "Quiet Harbours\n\nThe harbour was quiet that morning, and\nthe boats lay still at their ropes until\nnoon.\n"
    assert in_short(article_of(text, "a.txt").blocks) == [
        "p The harbour was quiet that morning, and the boats lay still at their ropes until noon."
    ]


def test_a_word_parted_at_a_line_end_stays_as_it_was_written() -> None:
    text = "Quiet Harbours\n\nThe harbour was quiet that morning, all the fisher-\nmen were still asleep.\n"
    assert "fisher- men" in article_of(text, "a.txt").blocks[0].text


def test_a_heading_may_stand_right_above_its_wrapped_paragraph() -> None:
    text = (
        "Quiet Harbours\n\nWhat the Nets Cost\nThe harbour was quiet that morning, and the boats lay\n"
        "still at their ropes until noon, when the ferry came and\neverybody woke.\n"
    )
    assert in_short(article_of(text, "a.txt").blocks)[0] == "h2 What the Nets Cost"


def test_without_empty_lines_each_long_line_is_a_paragraph() -> None:
    text = f"Quiet Harbours\n{PROSE} {MORE}\nWhat the Nets Cost\n{MORE}\n{PROSE} {PROSE}\n"
    article = article_of(text, "a.txt")
    assert article.title == "Quiet Harbours"
    assert in_short(article.blocks) == [
        f"p {PROSE} {MORE}",
        "h2 What the Nets Cost",
        f"p {MORE}",
        f"p {PROSE} {PROSE}",
    ]


@pytest.mark.parametrize(
    "lines, expected",
    [
        (["- one", "- two"], ["* one", "* two"]),
        (["• one", "• two"], ["* one", "* two"]),
        (["– one", "– two"], ["* one", "* two"]),
        (["1. one", "2. two"], ["1. one", "2. two"]),
        (["3) one", "4) two"], ["3. one", "4. two"]),
        (["a) one", "b) two"], ["1. one", "2. two"]),
        (["- one", "  that goes on", "- two"], ["* one that goes on", "* two"]),
        (["- one", "  - inner", "- two"], ["* one", "  * inner", "* two"]),
        (["- one", "", "- two"], ["* one", "* two"]),
        (["- one", "", "  more of one", "", "- two"], ["* one", "p more of one", "* two"]),
    ],
)
def test_lists_are_found(lines: list[str], expected: list[str]) -> None:
    text = text_of("Quiet Harbours", PROSE, "\n".join(lines), PROSE)
    assert in_short(article_of(text, "a.txt").blocks)[1:-1] == expected


def test_a_number_at_the_start_of_a_wrapped_line_is_no_item() -> None:
    text = f"Quiet Harbours\n\n{PROSE}\n\nThey left the harbour for good on the\n5. of May, and nobody has seen them again.\n"
    assert in_short(article_of(text, "a.txt").blocks)[1].startswith(
        "p They left the harbour for good on the 5. of"
    )


def test_quotes_are_marked_or_set_in() -> None:
    text = text_of(
        "Quiet Harbours", PROSE, "> We left at noon.\n> Nobody waved.", PROSE, f"    {MORE}", PROSE
    )
    assert in_short(article_of(text, "a.txt").blocks) == [
        f"p {PROSE}",
        "> We left at noon. Nobody waved.",
        f"p {PROSE}",
        f"> {MORE}",
        f"p {PROSE}",
    ]


def test_where_every_paragraph_is_set_in_none_is_a_quote() -> None:
    text = "Quiet Harbours\n\n" + "\n\n".join(f"    {part}" for part in (PROSE, MORE, PROSE))
    assert {short[0] for short in in_short(article_of(text, "a.txt").blocks)} == {"p"}


def test_addresses_in_a_text_become_links_without_the_punctuation_around_them() -> None:
    text = text_of("Quiet Harbours", "See (https://example.org/a_(b)), or https://example.org/c. " + PROSE)
    marks = article_of(text, "a.txt").blocks[0].marks
    assert [mark.target for mark in marks] == ["https://example.org/a_(b)", "https://example.org/c"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_every_line_end_is_understood(ending: str) -> None:
    text = text_of("Quiet Harbours", "27 Feb 2024", PROSE).replace("\n", ending)
    article = article_of(text, "a.txt")
    assert (article.title, article.published) == ("Quiet Harbours", date(2024, 2, 27))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_common_encodings_are_read(encoding: str) -> None:
    text = text_of("Café Müller", "Das Café hieß „Müller“ und lag am Hafen. " + PROSE)
    article = article_of(text.encode(encoding), "a.txt")
    assert article.title == "Café Müller"
    assert "„Müller“" in article.blocks[0].text


@pytest.mark.parametrize("encoding", ["koi8-r", "koi8-u", "cp1251", "iso8859-5", "cp866"])
@pytest.mark.parametrize(
    "text", ["Мельница стоит.", "МЕЛЬНИЦА\n\nВода приходит дважды в день, к мельнице (old)."]
)
def test_a_short_russian_text_is_read_as_russian(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("МЕЛЬНИЦА СТОИТ НА БЕРЕГУ", "cp1251"),
        ("Η παλίρροια έρχεται δύο φορές", "iso8859-7"),
        ("الماء يأتي مرتين كل يوم", "iso8859-6"),
        ("テレビを見る。コーヒーを飲む。", "cp932"),
        ("潮水每天来两次。磨坊在岸边。", "gb18030"),
        ("물레방아는 강가에 서 있다.", "cp949"),
    ],
)
def test_no_other_script_is_taken_for_russian(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert decoded(data) != data.decode("koi8-u")


def test_a_header_is_read_in_plain_text_too() -> None:
    article = article_of(f"---\ntitle: Boats\npublish: digest\n---\nQuiet Harbours\n\n{PROSE}\n", "a.txt")
    assert (article.title, article.publish) == ("Boats", "digest")
    assert in_short(article.blocks) == ["h2 Quiet Harbours", f"p {PROSE}"]


def test_a_very_long_first_line_is_no_title() -> None:
    assert document_of(f"{PROSE} {MORE} {PROSE}\n\n{MORE}\n", "a.txt").title == ""


def test_a_title_and_credits_with_nothing_below_are_text() -> None:
    document = document_of("What the Mud Keeps\n\nBy Ruth Calder\n27 February 2024\n", "a.txt")
    assert document.title == ""
    assert any("What the Mud Keeps" in block.text for block in document.blocks)


def test_no_more_credit_lines_are_looked_for_than_anybody_writes() -> None:
    credits_ = "\n".join(["By Ruth Calder"] * 9)
    document = document_of(
        f"What the Mud Keeps\n\n{credits_}\n\nThe mud keeps everything it gets.\n", "a.txt"
    )
    assert document.metadata["authors"] == "Ruth Calder"


def test_a_long_line_of_several_sentences_is_no_heading() -> None:
    line = "The pond fills at night. The wheel turns by day. Nobody pays the moon for that or this"
    document = document_of(f"{line}\n====\n\nThe mud keeps everything it gets.\n", "a.txt")
    assert document.title != line
