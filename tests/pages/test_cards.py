"""Sentences as pages show them away from their place."""

import re
from pathlib import Path

import pytest

from generator.model import Mark, MarkKind
from generator.pages.cards import Desk, byline, verbatim
from generator.pages.saying import in_words, say
from generator.pages.site import arrange
from generator.wording import english, load_wording
from tests.pages.sample import TIDES, analysis, article, para, sample_site

TEXT = "The wall is high. The wall is new."


@pytest.mark.parametrize(
    ("kind", "start", "end", "shown"),
    [
        (MarkKind.STRONG, 0, 17, "The wall is high."),
        (MarkKind.EMPHASIS, 0, 16, "The wall is high."),
        (MarkKind.STRONG, 0, 34, "The wall is high."),
        (MarkKind.STRONG, 4, 8, "The <strong>wall</strong> is high."),
        (MarkKind.CODE, 0, 17, "<code>The wall is high.</code>"),
    ],
)
def test_emphasis_on_all_of_a_sentence_is_left_out(kind: MarkKind, start: int, end: int, shown: str) -> None:
    block = para(TEXT, Mark(kind=kind, start=start, end=end))
    assert verbatim(analysis(article("wall", "The wall", [block])), 0, 0, english()) == shown


def test_in_a_long_list_an_article_is_a_link_and_words(tmp_path: Path) -> None:
    desk = Desk(shelf=arrange(sample_site(tmp_path)), base="../")
    card, title = desk.card(TIDES.id), desk.title(TIDES.id)
    assert (title.title, title.href) == (card.title, card.href)
    assert "<" not in title.byline
    assert title.byline == re.sub("<.*?>", "", card.byline)


def test_a_name_that_runs_against_the_line_stands_apart_and_stays_escaped() -> None:
    it = article("mill", "A mill", [para(TEXT)], authors=("Ada <b>", "כהן <b>"), site="(2) طاحونة")
    here = load_wording("he", Path())
    assert byline(english(), it, "2024") == (
        "2024 · Ada &lt;b&gt;, <bdi>כהן &lt;b&gt;</bdi> · <bdi>(2) طاحونة</bdi>"
    )
    assert (
        byline(here, it, "2024") == "2024 · <bdi>Ada &lt;b&gt;</bdi>, <bdi>כהן &lt;b&gt;</bdi> · (2) طاحونة"
    )


def test_names_in_words_stand_apart_where_they_run_against_them() -> None:
    assert in_words(english(), ["mill", "טחנה"]) == "mill and <bdi>טחנה</bdi>"
    assert say(english(), "shares", phrases="טחנה <") == "Shares <bdi>טחנה &lt;</bdi>."
