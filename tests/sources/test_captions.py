"""WebVTT and SubRip."""

import pytest

from generator.errors import SourceError
from tests.sources.reading import article_of, document_of, in_short

VTT = """WEBVTT - Under the mill
Kind: captions
Language: en

NOTE checked by hand

1
00:00:01.000 --> 00:00:04.000 align:start
<v Ruth Calder>The mud keeps everything,

00:00:04.000 --> 00:00:06.000
<v Ruth Calder>um, and <i>nothing</i> &amp; more.

00:00:07.000 --> 00:00:09.000
<v Jon Abel>Really?
"""


def test_cues_become_paragraphs_with_their_speakers_and_stay_verbatim() -> None:
    article = article_of(VTT, "talk.vtt")
    assert article.title == "Under the mill"
    assert [block.speaker for block in article.blocks] == ["Ruth Calder", "Jon Abel"]
    assert in_short(article.blocks) == [
        "p Ruth Calder: The mud keeps everything, um, and nothing & more.",
        "p Jon Abel: Really?",
    ]


@pytest.mark.parametrize(
    "cues, paragraphs",
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nOne line\nand another.\n", ["p One line and another."]),
        ("00:01.000 --> 00:02.000\n- Who is there?\n- The miller.\n", ["p Who is there?", "p The miller."]),
        ("00:01.000 --> 00:02.000\n>> WHO IS THERE?\n", ["p WHO IS THERE?"]),
        (
            "00:01.000 --> 00:02.000\nIt ended.\n\n00:09.000 --> 00:10.000\nA pause.\n",
            ["p It ended.", "p A pause."],
        ),
        (
            "00:01.000 --> 00:02.000\nIt did not\n\n00:09.000 --> 00:10.000\nend yet.\n",
            ["p It did not end yet."],
        ),
        (
            "00:01.000 --> 00:02.000\nrolling on\n\n00:02.000 --> 00:03.000\nrolling on\nand on\n",
            ["p rolling on and on"],
        ),
        ("00:01.000 --> 00:02.000\n{\\an8}<font color=red>Marked</font> <00:01.500>up\n", ["p Marked up"]),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nOld line ends\r\n", ["p Old line ends"]),
    ],
    ids=["subrip", "dashes", "arrows", "pause", "no-end", "rolling", "tags", "line-ends"],
)
def test_what_is_said_is_gathered_to_paragraphs(cues: str, paragraphs: list[str]) -> None:
    assert in_short(document_of(cues, "talk.srt").blocks) == paragraphs


def test_a_long_speech_is_parted_where_sentences_end() -> None:
    cue = "00:00:{:02}.000 --> 00:00:{:02}.000\nTen words stand here, and the tenth of them ends.\n\n"
    blocks = document_of("".join(cue.format(n, n + 1) for n in range(30)), "talk.srt").blocks
    assert len(blocks) == 1  # the same line again and again is one rolling caption
    numbered = "".join(cue.format(n, n + 1).replace("Ten", f"{n} and ten") for n in range(30))
    blocks = document_of(numbered, "talk.srt").blocks
    assert [len(block.text.split()) < 110 for block in blocks] == [True] * 4


def test_a_file_without_cues_is_refused() -> None:
    with pytest.raises(SourceError, match="no cue with its times"):
        document_of("WEBVTT\n\nOnly words.\n", "talk.vtt")


def test_a_line_of_marks_alone_says_nothing() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ruth Calder></v>\n<b></b>\nThe mud keeps everything it gets.\n"
    )
    assert in_short(document_of(text, "a.vtt").blocks) == ["p Ruth Calder: The mud keeps everything it gets."]
