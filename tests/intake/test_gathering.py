"""What is given as a file, as a page or as text becomes an article, or is named with the way out."""

import gzip
from pathlib import Path

import pytest

from generator.errors import SourceError
from generator.intake.articles import Found
from generator.intake.fetching import Fetched, Manners, Web
from generator.intake.finding import from_bytes, from_page
from generator.intake.gathering import found_in, from_text
from generator.model import Problem

MUD = "A tide mill grinds twice a day, and nobody has to pay the moon for its work at all. " * 4


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"x" * 1001, "is larger than 0.001 MB"), (b" \n", "is empty"), (b"<html></html>", "no text found")],
)
def test_standard_input_that_gives_no_article_is_named(data: bytes, message: str) -> None:
    found = from_text(data, max_bytes=1000)
    assert isinstance(found, Problem)
    assert found.where == "standard input"
    assert message in found.message


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"<!doctype html><title>Mud</title><article><h1>Mud</h1><p>{MUD}</article>", "html"),
        (
            f"From: Ruth Calder <ruth@example.org>\nSubject: Mud\nDate: Tue, 27 Feb 2024 06:30:00 +0000\n\n{MUD}",
            "eml",
        ),
        (f"# Mud\n\n{MUD}", "md"),
        (f"WEBVTT\n\n00:01.000 --> 00:09.000\n{MUD}", "vtt"),
        (f"Mud\n\n{MUD}", "txt"),
    ],
)
def test_the_format_of_standard_input_is_told_by_how_it_begins(text: str, source: str) -> None:
    found = from_text(text.encode(), max_bytes=100_000)
    assert isinstance(found, Found)
    assert found.source == f"standard-input.{source}"


def fetched(body: bytes) -> Fetched:
    return Fetched(url="https://example.org/mud", media_type="text/html", charset="", body=body)


def test_a_page_without_text_is_no_article() -> None:
    with pytest.raises(SourceError, match="the page is empty"):
        from_page(fetched(b" "))
    with pytest.raises(SourceError, match="no text found"):
        from_page(fetched(b"<html><body></body></html>"))
    with pytest.raises(SourceError, match="its format is not known"):
        from_bytes(b"x", "a.xyz")


def test_an_article_that_says_it_is_private_stays_so() -> None:
    found = from_bytes(f"---\nprivate: true\n---\n# Mud\n\n{MUD}".encode(), "mud.md")
    assert (found.facts or {})["private"] is True
    assert "private" not in (from_bytes(f"# Mud\n\n{MUD}".encode(), "mud.md").facts or {})


def test_a_file_larger_than_articles_may_be_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mud.txt"
    path.write_text(MUD * 9, encoding="utf-8")
    web = Web(Manners())
    (found,) = found_in(str(path), web=web, articles=tmp_path / "articles", max_bytes=1000)
    assert isinstance(found, Problem)
    assert "more than the limit" in found.message


def test_a_packed_file_is_added_as_it_would_be_read_in_the_articles_folder(tmp_path: Path) -> None:
    page = tmp_path / "mud.html.gz"
    page.write_bytes(gzip.compress(f"<title>Mud</title><article><h1>Mud</h1><p>{MUD}</article>".encode()))
    broken = tmp_path / "broken.txt.gz"
    broken.write_bytes(b"no gzip")
    web, elsewhere = Web(Manners()), tmp_path / "articles"
    found = [
        one
        for path in (page, broken)
        for one in found_in(str(path), web=web, articles=elsewhere, max_bytes=10_000)
    ]
    assert isinstance(found[0], Found)
    assert found[0].title == "Mud"
    assert isinstance(found[1], Problem)
    assert "the .gz file is damaged" in found[1].message
