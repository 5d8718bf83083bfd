"""What `digest topics` shows and proposes; it never writes the editor's file."""

import pytest
import yaml

from generator.editor import TOPICS_FILE, load_editor
from tests.conftest import MakeSite, pages_of
from tests.test_build import CLUB
from tests.test_cli import run

PINNED = {
    **CLUB,
    TOPICS_FILE: "topics: {kettle-club: {name: Kettle Club, kind: organisation}, tea: {name: Tea}}",
}
NOTES = {
    f"articles/note-{at}.md": f"# Note {at}\n\nThe Kettle Club met again, and Ada Marsh poured.\n\nAda Marsh left."
    for at in range(4)
}
SLIP = {"articles/slip.md": "# A slip\n\nAt the Kettle Club they thanked Ada Mersh for the tea."}


def test_the_list_counts_and_gives_an_example(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    done = run("topics", folder=root)
    assert done.returncode == 0, done.stderr
    line, example = done.stdout.split("kettle-club  ")[1].splitlines()[:2]
    assert line.startswith("3 articles, ")
    assert line.endswith("passages  Kettle Club (organisation)")
    assert "Kettle Club" in example
    assert not (root / "docs").exists()


def test_proposals_are_yaml_to_paste_and_change_nothing(make_site: MakeSite) -> None:
    root = make_site({**CLUB, **NOTES, **SLIP})
    done = run("topics", "propose", folder=root)
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load(done.stdout)["corrections"] == {"Ada Mersh": "Ada Marsh"}
    assert "thanked Ada Mersh" in done.stdout
    (root / TOPICS_FILE).write_text(done.stdout)
    again = run("topics", "propose", folder=root)
    assert "corrections" not in (yaml.safe_load(again.stdout) or {})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["rename", "kettle-club", "Kettle: the Club"],
            {
                "topics": {
                    "kettle-club": {
                        "name": "Kettle: the Club",
                        "aliases": ["Kettle Club"],
                        "kind": "organisation",
                    }
                }
            },
        ),
        (["pin", "Tea & cake"], {"topics": {"tea-cake": {"name": "Tea & cake"}}}),
        (["merge", "kettle-club", "tea"], {"merge": {"kettle-club": "tea"}}),
        (["forbid", "kettle-club"], {"never": ["Kettle Club"]}),
        (["forbid", "[tea]: {hot}"], {"never": ["[tea]: {hot}"]}),
    ],
    ids=["rename", "pin", "merge", "forbid a topic", "forbid a phrase"],
)
def test_a_wish_is_printed_as_settings_that_load(
    make_site: MakeSite, arguments: list[str], said: dict[str, object]
) -> None:
    root = make_site(PINNED)
    pages_of(root)
    done = run("topics", *arguments, folder=root)
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load(done.stdout) == said
    (root / TOPICS_FILE).write_text(done.stdout)
    load_editor(root)


def test_a_topic_that_is_not_there_is_named_with_the_nearest(make_site: MakeSite) -> None:
    root = make_site(PINNED)
    pages_of(root)
    done = run("topics", "merge", "ketle-club", "kettle-club", folder=root)
    assert done.returncode == 1
    assert "did you mean 'kettle-club'?" in done.stderr


def test_options_stand_after_the_part_they_are_for(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    assert run("topics", "--articles", "articles", folder=root).returncode == 0
    done = run("topics", "--quiet", "propose", folder=root)
    assert (done.returncode, "put the options after" in done.stderr) == (2, True)


@pytest.mark.parametrize("wish", [("pin", "  "), ("forbid", ""), ("rename", "tea", " - ")])
def test_a_name_without_words_is_refused(make_site: MakeSite, wish: tuple[str, ...]) -> None:
    root = make_site(PINNED)
    pages_of(root)
    done = run("topics", *wish, folder=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no words: give a name or a phrase" in done.stderr


def test_a_topic_of_the_editors_goes_into_another_once_its_entry_is_gone(make_site: MakeSite) -> None:
    root = make_site(PINNED)
    pages_of(root)
    assert (
        "# Take tea out of the topics there"
        in run("topics", "merge", "tea", "kettle-club", folder=root).stdout
    )


def test_a_name_that_another_topic_has_is_told_before_it_is_given(make_site: MakeSite) -> None:
    root = make_site(PINNED)
    pages_of(root)
    said = run("topics", "rename", "tea", "kettle club", folder=root).stdout
    assert "# kettle club is the name of kettle-club, too: merge one into the other" in said


def test_a_topic_that_was_merged_is_pinned_as_what_it_was(make_site: MakeSite) -> None:
    root = make_site(PINNED)
    pages_of(root)
    (root / TOPICS_FILE).write_text("merge: {kettle-club: tea}")
    pages_of(root)
    (root / TOPICS_FILE).write_text("")
    said = yaml.safe_load(run("topics", "pin", "kettle-club", folder=root).stdout)
    assert said == {"topics": {"kettle-club": {"name": "Kettle Club", "kind": "organisation"}}}


def test_where_nothing_is_to_be_settled_the_proposals_say_so(make_site: MakeSite) -> None:
    root = make_site({"articles/one.md": "# A walk\n\nIt was cold, and we went home.\n"})
    done = run("topics", "propose", folder=root)
    assert done.stdout == "# There is nothing to propose.\n"


def test_a_published_topic_whose_name_is_corrected_goes_on_at_its_address(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    pages_of(root)
    (root / TOPICS_FILE).write_text("corrections: {Kettle Club: Cattle Club}")
    said = run("topics", "list", "--quiet", folder=root).stdout
    assert "kettle-club  3 articles" in said
    assert "Cattle Club (organisation)" in said
    assert "cattle-club" not in said
