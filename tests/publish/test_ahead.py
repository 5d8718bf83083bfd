"""Pages made ahead: whatever happens to the docs folder afterwards, the site is MkDocs' own."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from generator.config import Settings
from generator.errors import DigestError
from generator.filetimes import Stamp, stamp_of
from generator.publish.site import Begun, Task, begin_site, build_site, print_ahead
from tests.conftest import tree
from tests.publish.sites import DAY, FILES, OVERRIDE, built, plain, write

LATER = date(2024, 6, 2)
Files = dict[str, str | None]
"""Path → what is written there; None if it is removed."""


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    settings = write(tmp_path / "root", FILES)
    built(settings)
    return settings


def stamps(site: Settings) -> dict[str, Stamp]:
    files = (path for path in site.docs.rglob("*") if path.is_file())
    return {path.relative_to(site.docs).as_posix(): stamp_of(path.stat()) for path in files}


def change(site: Settings, files: Files) -> list[str]:
    """Write and remove files; return those of the docs folder that were written."""
    for name, content in files.items():
        if content is None:
            (site.root / name).unlink(missing_ok=True)
        else:
            write(site.root, {name: content})
    return [name.removeprefix("docs/") for name, text in files.items() if text and name.startswith("docs/")]


def printed(site: Settings, first: Files, then: Files, *, jobs: int = 1, day: date = DAY) -> Begun:
    """Build the site where some files are written, then others, and compare it with MkDocs' own."""
    begun = begin_site(site, "", stamps(site))
    begun = print_ahead(begun, day, change(site, first), jobs=jobs)
    change(site, then)
    finished(site, begun, (*first, *then), jobs=jobs, day=day)
    return begun


def finished(site: Settings, begun: Begun, names: Iterable[str], *, jobs: int = 1, day: date = DAY) -> None:
    changed = [name.removeprefix("docs/") for name in names]
    task = Task(settings=site, built=day, jobs=jobs, docs=stamps(site), begun=begun, changed=changed)
    told = build_site(task)
    folder = site.root.parent / "plain"
    assert told == plain(site, folder, built=day)
    assert tree(site.site) == tree(folder)
    assert build_site(Task(settings=site, built=day)) == told, "and again when nothing changed"


URN = "# Urn\n\n## Tap\n\nIt holds ten cups. [Teapot](teapot.md#spout) and [mug](mug.md)\n"
MUG = "# Mug\n\n## Handle\n\nFor one. [Urn](urn.md#tap)\n"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"docs/pots/teapot.md": "# Teapot\n\nIt drips.\n"}, {}),
        ({"docs/pots/urn.md": URN}, {}),
        ({"docs/pots/urn.md": URN}, {"docs/pots/mug.md": MUG}),
        ({"docs/pots/urn.md": URN, "docs/pots/mug.md": MUG}, {}),
        ({"docs/pots/urn.md": URN}, {"docs/pots/teapot.md": None}),
        ({"docs/pots/urn.md": URN}, {"docs/pots/urn.md": MUG}),
        ({"docs/pots/urn.md": URN}, {"docs/pots/urn.md": None}),
        ({"docs/pots/urn.md": URN}, {"docs/pots/urn/index.md": MUG, "docs/pots/urn.md": None}),
        ({"docs/pots/urn.md": URN}, {"docs/pots/index.md": "---\nstatus: new\n---\n# Of clay\n"}),
        ({"docs/pots/index.md": "# Of iron\n"}, {"docs/pots/index.md": "# Of clay\n"}),
        ({"docs/pots/index.md": f"{FILES['docs/pots/index.md']}\nMore. [Teapot](teapot.md#lid)\n"}, {}),
        (
            {"docs/pots/index.md": f"{FILES['docs/pots/index.md']}\nMore. [Urn](urn.md#tap)\n"},
            {"docs/pots/urn.md": URN},
        ),
        (
            {"docs/pots/index.md": f"{FILES['docs/pots/index.md']}\nMore.\n"},
            {"docs/index.md": f"{FILES['docs/index.md']}\nMore.\n"},
        ),
        ({"docs/pots/urn.md": URN}, {"docs/.theme/main.html": OVERRIDE}),
        ({"docs/pots/urn.md": URN, "docs/.hidden/urn.md": URN, "docs/pots/urn.css": "p {}"}, {}),
        ({f"docs/pots/{number}.md": URN for number in range(300)}, {}),
        ({"docs/pots/urn.md": "---\ntitle: [\n---\n{% raw"}, {}),
    ],
    ids=[
        "edited",
        "new",
        "what it links to comes later",
        "two that link to each other",
        "what it links to goes later",
        "edited again",
        "removed again",
        "moved",
        "the navigation shows something else",
        "in the navigation",
        "in the navigation by the same name",
        "in the navigation, and what it links to comes later",
        "in the navigation, and another of it later",
        "a template comes later",
        "no pages",
        "many",
        "odd front matter",
    ],
)
def test_a_page_made_ahead_is_the_one_that_is_made_in_the_end(
    site: Settings, first: Files, then: Files
) -> None:
    printed(site, first, then)


def test_a_page_that_stands_is_made_once(site: Settings) -> None:
    begun = printed(site, {"docs/pots/urn.md": URN.replace("mug.md", "../index.md")}, {})
    assert begun.ahead is not None
    assert [*begun.ahead.sheets] == ["pots/urn.md"]
    begun = printed(site, {"docs/pots/index.md": "# Pots\n\nAll are round.\n"}, {})
    assert begun.ahead is not None
    assert [*begun.ahead.sheets] == ["pots/index.md"]
    assert not begun.ahead.folder.exists()


def test_processes_make_pages_ahead_too(site: Settings) -> None:
    pots: Files = {f"docs/pots/{number}.md": f"# Pot\n\n[Next]({number + 1}.md)\n" for number in range(40)}
    begun = printed(site, pots, {}, jobs=2)
    assert begun.ahead is not None
    assert len(begun.ahead.sheets) == 40


def test_a_page_made_ahead_tells_the_time_of_building_if_any_does(site: Settings) -> None:
    write(site.root, {"overrides/main.html": OVERRIDE.replace("with care", "{{ page.update_date }}")})
    built(site)
    printed(site, {"docs/pots/urn.md": URN}, {}, day=LATER)
    assert b"2024-06-02" in tree(site.site)["pots/urn/index.html"]


def test_what_was_made_ahead_of_another_day_is_made_again(site: Settings) -> None:
    write(site.root, {"overrides/main.html": OVERRIDE.replace("with care", "{{ build_date_utc }}")})
    built(site)
    begun = begin_site(site, "", stamps(site))
    begun = print_ahead(begun, DAY, change(site, {"docs/pots/urn.md": URN}), jobs=1)
    finished(site, begun, ["docs/pots/urn.md"], day=LATER)


def test_a_page_that_cannot_be_made_ahead_does_no_harm(site: Settings) -> None:
    begun = begin_site(site, "", stamps(site))
    (site.docs / "pots" / "latin.md").write_bytes("# Caf\u00e9".encode("latin-1"))
    with pytest.raises(DigestError, match="UTF-8"):
        print_ahead(begun, DAY, ["pots/latin.md", "pots/teapot.md"], jobs=1)
    change(site, {"docs/pots/latin.md": URN})
    finished(site, begun, ["docs/pots/latin.md"])


def test_a_site_that_was_never_built_has_no_pages_ahead(tmp_path: Path) -> None:
    site = write(tmp_path / "root", FILES)
    begun = begin_site(site, "", stamps(site))
    assert print_ahead(begun, DAY, ["index.md"], jobs=1) is begun
    assert begun.ahead is None


def test_what_a_stopped_build_left_of_pages_made_ahead_is_removed(site: Settings) -> None:
    begun = print_ahead(
        begin_site(site, "", stamps(site)), DAY, change(site, {"docs/pots/urn.md": URN}), jobs=1
    )
    assert begun.ahead is not None
    assert list(begun.ahead.folder.rglob("*.html"))
    again = begin_site(site, "", stamps(site))
    assert again.ahead is not None
    assert not list(again.ahead.folder.rglob("*.html"))


names = st.sampled_from(
    ["docs/index.md", *(f"docs/pots/{one}.md" for one in ("index", "teapot", "urn", "mug", "a/b"))]
)
pieces = st.sampled_from(
    [
        "# Title",
        "[Urn](urn.md)",
        "[Mug](mug.md#handle)",
        "[B](a/b.md)",
        "## Handle",
        "---\ntitle: Mine\n---",
        "Text",
    ]
)
files: st.SearchStrategy[Files] = st.dictionaries(
    names, st.one_of(st.none(), st.lists(pieces, max_size=4).map("\n\n".join)), max_size=3
)


@given(first=files, then=files)
@trials(max_examples=15)
def test_whatever_is_written_first_and_then_the_site_is_mkdocs_own(
    tmp_path_factory: pytest.TempPathFactory, first: Files, then: Files
) -> None:
    site = write(tmp_path_factory.mktemp("ahead") / "root", FILES)
    built(site)
    printed(site, kept(first), kept(then))


def kept(files: Files) -> Files:
    """The same without removing a page that the navigation names."""
    return {name: text for name, text in files.items() if text is not None or "index" not in name}
