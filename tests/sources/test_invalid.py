"""One broken file each: every one is named, with the reason and the way out."""

from pathlib import Path

import pytest

from generator.model import Severity
from generator.sources.discover import find_sources
from generator.sources.read import read_article
from tests.sources.reading import RULES

FOLDER = Path(__file__).parent.parent / "invalid" / "sources"
EXPECTED = {
    "binary.txt": ("binary.txt", "looks like a binary file"),
    "comment-only.md": ("comment-only.md", "no text found"),
    "control-characters.txt": ("control-characters.txt", "looks like a binary file"),
    "empty-page.html": ("empty-page.html", "no text found"),
    "empty.txt": ("empty.txt", "the file is empty"),
    "header-only.md": ("header-only.md", "no text found"),
    "json-broken.md": ("json-broken.md:2", "the JSON header cannot be read"),
    "lines-broken.md": ("lines-broken.md:3", "not `Key: value`"),
    "nested.html": ("nested.html", "nested more than 250 elements deep"),
    "nested.md": ("nested.md:1", "nested too deep"),
    "no-elements.html": ("no-elements.html", "no text found"),
    "not-packed.md.gz": ("not-packed.md.gz", "cannot be unpacked"),
    "only-marks.txt": ("only-marks.txt", "no text found"),
    "picture-only.md": ("picture-only.md", "no text found"),
    "script-only.html": ("script-only.html", "no text found"),
    "title-only.md": ("title-only.md", "no text found"),
    "toml-broken.md": ("toml-broken.md:2", "the TOML header cannot be read"),
    "toml-open.md": ("toml-open.md:1", "does not end"),
    "truncated.md.gz": ("truncated.md.gz", "cannot be unpacked"),
    "utf16-without-mark.txt": ("utf16-without-mark.txt", "save it again as UTF-8"),
    "white-space.md": ("white-space.md", "the file is empty"),
    "yaml-alias.md": ("yaml-alias.md:1", "uses an alias"),
    "yaml-broken.md": ("yaml-broken.md:2", "the YAML header cannot be read"),
    "yaml-list.md": ("yaml-list.md:1", "not made of `name: value` lines"),
    "yaml-open.md": ("yaml-open.md:1", "does not end"),
    "yaml-twice.md": ("yaml-twice.md:3", "gives `private` twice"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_file_gives_one_problem_that_says_what_to_do(name: str) -> None:
    files, _ = find_sources(FOLDER, max_bytes=RULES.max_bytes)
    outcome = read_article(next(file for file in files if file.source == name), RULES)
    where, message = EXPECTED[name]
    assert outcome.article is None
    assert not outcome.private
    (problem,) = outcome.problems
    assert problem.where == where
    assert message in problem.message
    assert problem.severity is Severity.ERROR


def test_every_broken_file_has_its_line_here() -> None:
    files, problems = find_sources(FOLDER, max_bytes=RULES.max_bytes)
    assert [file.source for file in files] == sorted(EXPECTED)
    assert problems == ()
