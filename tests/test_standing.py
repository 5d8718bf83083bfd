"""A build that still stands is not done again; whatever changed, it is."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import standing
from generator.build import build
from generator.config import load_settings
from generator.run import Options, Result
from generator.standing import FILE
from tests.conftest import MakeSite, tree
from tests.test_build import CLUB

SOON = 0.05
"""Seconds in which the times of files change here; a build trusts in no disk's clock for two."""


def built(root: Path) -> tuple[Result, list[str]]:
    """Build, and tell which stages were run."""
    stages: list[str] = []
    settings = load_settings(root / "digest.yml")
    return build(settings, Options(jobs=1), lambda stage, *_: stages.append(stage)), stages


def grown_old(root: Path) -> None:
    """Let the files be older than what is waited for here."""
    past = time.time() - 3600
    for path in root.rglob("*"):
        os.utime(path, (past, past))
    time.sleep(SOON)


@pytest.fixture
def site(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(standing, "_SETTLED", SOON * 1_000_000_000)
    root = make_site(
        {**CLUB, "topics.yml": "", "templates/assets/own.css": "p {}", "docs/intro.md": "Hello."}
    )
    grown_old(root)
    built(root)
    return root


def test_what_still_stands_is_told_again(site: Path) -> None:
    result, stages = built(site)
    assert stages == []
    assert (result.sources, result.published, result.report.written) == (3, 3, ())
    assert len(result.report.unchanged) > 3


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "articles" / "kettle.txt").unlink(),
        lambda root: (root / "articles" / "new.txt").write_text("A pot\n\nA pot is a pot.\n"),
        lambda root: (root / "topics.yml").write_text("never: [kettle club]\n"),
        lambda root: (root / "digest.yml").write_text("title: Other\n"),
        lambda root: (root / "templates" / "assets" / "own.css").write_text("a {}"),
        lambda root: (root / "docs" / "intro.md").write_text("Good day."),
        lambda root: (root / "docs" / "index.md").write_text("mine"),
        lambda root: (root / "site" / "index.html").write_text("mine"),
        lambda root: (root / "site" / "index.html").unlink(),
        lambda root: (root / "topics.lock.json").unlink(),
        lambda root: (root / ".digest" / FILE).write_bytes(b"damaged"),
    ],
    ids=[
        *("article gone", "article new", "topics", "settings", "template", "intro"),
        *("page edited", "site edited", "site damaged", "lock gone", "key damaged"),
    ],
)
def test_whatever_changed_is_seen(site: Path, change: Callable[[Path], object]) -> None:
    change(site)
    _, stages = built(site)
    assert "Finding topics" in stages


def test_an_article_saved_during_the_build_is_not_lost(site: Path) -> None:
    (site / "articles" / "teapot.md").unlink()

    def save(stage: str, *_: int) -> None:
        if stage == "Building the site":
            (site / "articles" / "late.txt").write_text("The Late Pot\n\nA late pot is a pot.\n")

    build(load_settings(site / "digest.yml"), Options(jobs=1), save)
    result, _ = built(site)
    assert result.published == 3
    assert any("articles/late" in path for path in tree(site / "site"))


def test_a_page_edited_during_the_build_is_seen_by_the_next(site: Path) -> None:
    (site / "articles" / "teapot.md").unlink()

    def edit(stage: str, *_: int) -> None:
        if stage == "Building the site":
            (site / "docs" / "topics" / "index.md").write_text("mine")

    build(load_settings(site / "digest.yml"), Options(jobs=1), edit)
    result, stages = built(site)
    assert "Finding topics" in stages
    assert [problem.where for problem in result.problems] == ["docs/topics/index.md"]


@pytest.mark.parametrize(
    "line", ["plugins: [search]", "site_name: !ENV [NAME, Kettles]"], ids=["plugin", "variable"]
)
def test_where_a_build_depends_on_more_it_is_done_each_time(site: Path, line: str) -> None:
    (site / "mkdocs.yml").write_text(
        f"site_name: Mine\ntheme: material\nplugins: []\n{line}\n".replace("plugins: []\np", "p")
    )
    for _ in range(2):
        _, stages = built(site)
        assert "Building the site" in stages
