"""What commands tell of a site and of what would change on it."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import cli
from tests.conftest import MakeSite, pages_of
from tests.test_build import CLUB


@pytest.fixture
def site(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose pages were made, and where we are."""
    root = make_site(CLUB)
    pages_of(root)
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_a_topic_that_was_merged_or_is_silent_is_listed_as_such(site: Path) -> None:
    (site / "topics.yml").write_text("merge: {ada-marsh: kettle-club}\n", encoding="utf-8")
    pages_of(site)
    for path in (site / "articles").rglob("*.*"):
        path.unlink()
    (site / "articles" / "other.md").write_text(
        "# Mud\n\nNobody pays the moon for its work.\n", encoding="utf-8"
    )
    told = run("topics").output
    assert "ada-marsh  merged into kettle-club" in told
    assert "no article speaks of it now" in told
    assert "no article speaks of it now" not in run("topics", "--quiet").output


def test_a_topic_is_not_merged_into_itself(site: Path) -> None:
    result = CliRunner().invoke(cli, ["topics", "merge", "kettle-club", "kettle-club"])
    assert result.exit_code == 1
    assert "give two different topics" in str(result.output) + str(result.exception)


def test_a_topic_keeps_its_parent_when_it_gets_a_new_name(site: Path) -> None:
    text = "topics: {tea: {name: Tea}, green: {name: Green tea, parent: tea}}\n"
    (site / "topics.yml").write_text(text, encoding="utf-8")
    wish = yaml.safe_load(run("topics", "rename", "green", "Sencha").output)
    assert wish["topics"]["green"] == {"name": "Sencha", "aliases": ["Green tea"], "parent": "tea"}


def test_a_topic_without_a_name_of_its_own_in_the_editors_file_is_renamed_from_the_published_one(
    site: Path,
) -> None:
    (site / "topics.yml").write_text("topics: {ada-marsh: {parent: kettle-club}}\n", encoding="utf-8")
    wish = yaml.safe_load(run("topics", "rename", "ada-marsh", "A. Marsh").output)["topics"]["ada-marsh"]
    assert wish["aliases"] == ["Ada Marsh"]


def test_topics_that_come_next_are_proposed(site: Path) -> None:
    (site / "topics.lock.json").unlink()
    (site / "digest.yml").write_text("title: Mine\nmax_topics: 1\n", encoding="utf-8")
    pages_of(site)
    wish = yaml.safe_load(run("topics", "propose").output)
    assert wish["topics"]


def test_what_would_change_is_listed_and_where_nothing_would_that_is_said(site: Path) -> None:
    assert "Nothing." in run("changes").output
    (site / "articles" / "tea.md").write_text("# Tea\n\nThe Kettle Club pours tea.\n", encoding="utf-8")
    told = run("changes").output
    assert "### New articles: 1" in told
    assert "- Tea" in told


def test_what_changed_is_told_whatever_was_noted_on_the_same_day(site: Path) -> None:
    tea = site / "articles" / "tea.md"
    tea.write_text("# Tea\n\nThe Kettle Club pours tea.\n", encoding="utf-8")
    pages_of(site)
    tea.write_text("# Tea\n\nThe Kettle Club spills tea.\n", encoding="utf-8")
    assert "### Revised articles: 1\n\n- Tea" in run("changes").output
    tea.rename(site / "articles" / "green.md")
    tea.with_name("green.md").write_text("# Tea\n\nThe Kettle Club pours tea.\n", encoding="utf-8")
    assert "### Moved articles: 1\n\n- Tea (tea → green)" in run("changes").output


def test_very_many_changes_are_counted_and_the_first_of_a_record_is_its_beginning(site: Path) -> None:
    for number in range(60):
        path = site / "articles" / f"note-{number}.md"
        path.write_text(f"# Note {number}\n\nNobody pays the moon for note {number}.\n", encoding="utf-8")
    assert "- and 10 more" in run("changes").output
    (site / "changes.lock.json").unlink(missing_ok=True)
    assert "articles" in run("changes", "--since", str(site / "articles")).output


def test_feeds_are_asked_for_where_there_are_none(site: Path) -> None:
    result = CliRunner().invoke(cli, ["sync"])
    assert result.exit_code == 1
    assert "names no feeds" in str(result.output) + str(result.exception)


def test_a_site_that_was_not_built_cannot_be_indexed(site: Path) -> None:
    result = CliRunner().invoke(cli, ["index", "--site", "nowhere"])
    assert result.exit_code == 1
    assert "there is no site to index" in str(result.output) + str(result.exception)
