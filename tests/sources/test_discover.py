"""Which files are articles."""

import os
from pathlib import Path

import pytest

from generator.config import Settings
from generator.errors import DigestError
from generator.sources.discover import find_sources
from generator.sources.formats import FORMATS, Format
from generator.standing import look_at_articles


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one", encoding="utf-8")


def found(folder: Path, limit: int = 1000) -> tuple[list[str], list[tuple[str, str, str]]]:
    files, problems = find_sources(folder, max_bytes=limit)
    return [file.source for file in files], [(p.where, p.severity.value, p.message) for p in problems]


def test_articles_are_found_in_all_folders_sorted_by_path(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/z.txt", "a.TXT", "2024/c.html.gz", "README.md", "d.markdown", "e.xhtml")
    assert found(tmp_path) == (
        ["2024/c.html.gz", "README.md", "a.TXT", "a/z.txt", "b.md", "d.markdown", "e.xhtml"],
        [],
    )


def test_what_is_no_article_by_custom_is_passed_over(tmp_path: Path) -> None:
    make(
        tmp_path, ".hidden.md", "_draft.md", ".git/a.md", "_parts/a.md", "a.md~", "a.png", "a.css", "x/b.JPG"
    )
    make(tmp_path, "saved.html", "saved_files/menu.html", "other_files/b.md")
    assert found(tmp_path) == (["other_files/b.md", "saved.html"], [])


def test_a_file_of_another_format_is_named_with_the_formats_there_are(tmp_path: Path) -> None:
    make(tmp_path, "a.wpd", "noending")
    sources, problems = found(tmp_path)
    assert sources == []
    assert [problem[:2] for problem in problems] == [("a.wpd", "warning"), ("noending", "warning")]
    assert ".md" in problems[0][2]
    assert ".txt" in problems[0][2]


def test_a_file_beyond_the_limit_is_left_out_with_the_setting_that_allows_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 1001)
    sources, problems = found(tmp_path)
    assert sources == []
    assert "max_megabytes" in problems[0][2]


def test_links_are_followed_only_to_files_inside(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "articles"
    make(outside, "secret.md")
    make(folder, "a.md", "in/b.md")
    (folder / "to-a.md").symlink_to(folder / "a.md")
    (folder / "secret.md").symlink_to(outside / "secret.md")
    (folder / "everything").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    (folder / "broken.md").symlink_to(folder / "gone.md")
    sources, problems = found(folder)
    assert sources == ["a.md", "in/b.md", "to-a.md"]
    assert [(where, severity) for where, severity, _ in problems] == [
        ("broken.md", "error"),
        ("everything", "error"),
        ("round", "warning"),
        ("secret.md", "error"),
    ]


def test_a_pipe_is_reported_and_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    sources, problems = found(tmp_path)
    assert sources == []
    assert "not a file" in problems[0][2]


@pytest.mark.parametrize("name", [b"caf\xe9.md", b"a\nb.md", b"a\x1b[31m.md"])
def test_a_name_that_cannot_be_shown_is_reported_in_plain_letters(tmp_path: Path, name: bytes) -> None:
    try:
        (tmp_path / os.fsdecode(name)).write_text("one", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    sources, problems = found(tmp_path)
    assert sources == []
    assert problems[0][0].isascii()
    assert problems[0][0].isprintable()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_reported(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "closed/b.md")
    (tmp_path / "closed").chmod(0)
    try:
        sources, problems = found(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert sources == ["a.md"]
    assert problems[0][0] == "closed/"


def test_a_missing_folder_stops_the_build_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="--articles"):
        find_sources(tmp_path / "nowhere", max_bytes=1)


def test_what_somebody_just_saw_of_the_folder_is_not_looked_at_again(tmp_path: Path) -> None:
    for name in ("a.md", "b/c.txt", "_draft.md", "b/page.html", "b/page_files/kettle.md", "b/kettle.xyz"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("A kettle", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    looked = look_at_articles(Settings(root=tmp_path, articles=tmp_path))
    assert looked
    found = find_sources(tmp_path, max_bytes=100)
    stamps = [file.stamp for file in found[0]]
    (tmp_path / "late.md").write_text("Late", encoding="utf-8")
    again = find_sources(tmp_path, max_bytes=100, looked=looked.looked)
    assert again == found
    assert [file.stamp for file in again[0]] == stamps


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.media_type)
def test_a_format_says_what_its_reader_does(form: Format) -> None:
    reader = form.reader()
    assert (reader.media_type, reader.suffixes) == (form.media_type, form.suffixes)
