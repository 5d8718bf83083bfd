"""The site: what is made again, what stays, and that the result is always MkDocs' own."""

import re
import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from generator.config import Settings
from generator.errors import DigestError
from generator.model import Problem, Severity
from generator.parallel import COPY_WORTH_IT
from generator.publish.mkdocs import quick, versions
from generator.publish.record import Anchors, Facts, Wanted
from generator.publish.site import Task, build_site
from tests.conftest import tree
from tests.publish.sites import DAY, FILES, MKDOCS, OVERRIDE, built, plain, write


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    return write(tmp_path / "root", FILES)


def times(site: Settings) -> dict[str, int]:
    return {p.relative_to(site.site).as_posix(): p.stat().st_mtime_ns for p in site.site.rglob("*.html")}


def made_again(site: Settings, change: Callable[[], object]) -> set[str]:
    """The pages with another time stamp after the change and a build."""
    built(site)
    before = times(site)
    change()
    built(site)
    return {page for page, when in times(site).items() if before.get(page) != when}


def edit(site: Settings, name: str, old: str, new: str) -> None:
    path = site.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_only_the_page_that_changed_is_made_again(site: Settings) -> None:
    changed = made_again(site, lambda: edit(site, "docs/pots/teapot.md", "It pours", "It drips"))
    assert changed == {"pots/teapot/index.html", "404.html"}


def test_a_second_build_touches_nothing(site: Settings) -> None:
    assert made_again(site, lambda: None) == set()


def test_a_page_whose_link_finds_its_target_at_last_is_made_again(site: Settings) -> None:
    write(site.root, {"docs/pots/urn.md": "# Urn\n\n[Mug](mug.md)\n"})
    [problem] = built(site)
    assert "mug.md" in problem.message
    changed = made_again(site, lambda: write(site.root, {"docs/pots/mug.md": "# Mug\n"}))
    assert changed == {"pots/urn/index.html", "pots/mug/index.html", "404.html"}
    assert built(site) == ()


def test_an_anchor_that_went_is_warned_of_on_pages_that_stay(site: Settings) -> None:
    assert built(site) == ()
    edit(site, "docs/pots/teapot.md", "{#spout}", "{#lid}")
    [problem] = built(site)
    assert "#spout" in problem.message
    assert built(site) == (problem,), "and again when nothing changed"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("mkdocs.yml", "site_name: Kettles", "site_name: Pots"),
        ("mkdocs.yml", "permalink: true", "permalink: false"),
        ("overrides/main.html", "with care", "by hand"),
        ("mkdocs.yml", "Home: index", "Start: index"),
        ("docs/pots/index.md", "# Pots", "---\nstatus: new\n---\n# Pots"),
    ],
    ids=["name", "extension", "template", "navigation", "what the navigation shows"],
)
def test_what_every_page_shows_makes_every_page_again(site: Settings, name: str, old: str, new: str) -> None:
    assert made_again(site, lambda: edit(site, name, old, new)) >= {
        "index.html",
        "pots/index.html",
        "pots/teapot/index.html",
    }


def test_a_description_in_the_navigation_is_shown_on_its_own_page_only(site: Settings) -> None:
    edit(site, "docs/pots/index.md", "# Pots", "---\ndescription: Of clay\n---\n# Pots")
    changed = made_again(site, lambda: edit(site, "docs/pots/index.md", "Of clay", "Of iron"))
    assert changed == {"pots/index.html", "404.html"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda site: (site / "index.html").unlink(),
        lambda site: (site / "index.html").write_text("mine"),
        lambda site: (site / "added.html").write_text("mine"),
        lambda site: (site / "assets" / "small.css").unlink(),
        shutil.rmtree,
    ],
    ids=["removed", "changed", "added", "style removed", "all removed"],
)
def test_what_a_person_did_to_the_site_is_undone(site: Settings, damage: Callable[[Path], object]) -> None:
    built(site)
    right = tree(site.site)
    damage(site.site)
    built(site)
    assert tree(site.site) == right


def test_a_damaged_record_costs_time_only(site: Settings) -> None:
    built(site)
    right = tree(site.site)
    [record] = (site.cache / "sites").glob("*.record")
    record.write_bytes(record.read_bytes()[:-9])
    built(site)
    assert tree(site.site) == right


def test_the_time_of_building_shows_in_the_sitemap_alone(site: Settings) -> None:
    built(site)
    before = tree(site.site)
    build_site(Task(settings=site, built=date(2024, 6, 2)))
    after = tree(site.site)
    assert {path for path in after if after[path] != before[path]} == {"sitemap.xml", "sitemap.xml.gz"}
    assert b"2024-06-02" in after["sitemap.xml"]


def test_a_template_that_tells_the_time_of_building_is_believed(site: Settings, tmp_path: Path) -> None:
    edit(site, "overrides/main.html", "Made with care", "{{ build_date_utc }}")
    built(site)
    build_site(Task(settings=site, built=date(2024, 6, 2)))
    plain(site, tmp_path / "plain", built=date(2024, 6, 2))
    assert tree(site.site) == tree(tmp_path / "plain")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("mkdocs.yml", "plugins: []", "plugins: [search]"),
        ("mkdocs.yml", "[attr_list,", "[pymdownx.snippets, attr_list,"),
        ("mkdocs.yml", "plugins: []", "hooks: [hook.py]"),
        ("overrides/main.html", "Made with care", "{% for one in pages %}{{ one.url }}{% endfor %}"),
    ],
    ids=["plugin", "snippets", "hook", "list of pages"],
)
def test_where_pages_may_depend_on_anything_mkdocs_builds_them_all(
    site: Settings, tmp_path: Path, name: str, old: str, new: str
) -> None:
    write(site.root, {"hook.py": "def on_page_content(html, **_):\n    return html + 'hooked'\n"})
    edit(site, name, old, new)
    again = made_again(site, lambda: write(site.root, {"docs/pots/mug.md": "# Mug\n"}))
    plain(site, tmp_path / "plain")
    assert tree(site.site) == tree(tmp_path / "plain")
    assert "pots/teapot/index.html" in again


def test_the_versions_that_are_installed_here_are_known() -> None:
    assert versions.knows_mkdocs()
    assert versions.knows_markdown()


def test_an_mkdocs_that_is_not_known_builds_all_pages_itself(
    site: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "MKDOCS", (1, 7))
    again = made_again(site, lambda: write(site.root, {"docs/pots/mug.md": "# Mug\n"}))
    plain(site, tmp_path / "plain")
    assert tree(site.site) == tree(tmp_path / "plain")
    assert "pots/teapot/index.html" in again


def test_a_markdown_that_is_not_known_is_not_hurried(
    site: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "MARKDOWN", (3, 12))
    monkeypatch.delattr(quick, "quickly")
    built(site)
    plain(site, tmp_path / "plain")
    assert tree(site.site) == tree(tmp_path / "plain")


def test_processes_make_the_same_site(site: Settings, tmp_path: Path) -> None:
    count = COPY_WORTH_IT + 5
    write(site.root, {f"docs/pots/{n}.md": f"# Pot {n}\n\n[Next]({n + 1}.md#no)\n" for n in range(count)})
    problems = built(site, jobs=3)
    assert problems == plain(site, tmp_path / "plain")
    assert len(problems) == count
    assert tree(site.site) == tree(tmp_path / "plain")


def test_a_page_that_is_not_utf_8_is_named(site: Settings) -> None:
    (site.docs / "pots" / "latin.md").write_bytes("# Café".encode("latin-1"))
    with pytest.raises(DigestError, match=re.escape("pots/latin.md")):
        built(site)


def test_a_failed_build_leaves_the_old_site(site: Settings) -> None:
    built(site)
    right = tree(site.site)
    edit(site, "overrides/main.html", "{% block footer %}", "{% block")
    with pytest.raises(DigestError, match=re.escape("main.html:1")):
        built(site)
    assert tree(site.site) == right


def test_a_folder_that_is_no_site_is_refused(site: Settings) -> None:
    write(site.root, {"site/letters.txt": "mine"})
    with pytest.raises(DigestError, match="not built by digest"):
        built(site)


def test_a_build_stopped_while_the_folders_change_places_loses_nothing(site: Settings) -> None:
    built(site)
    right = tree(site.site)
    site.site.rename(site.root / ".site.old")
    built(site)
    assert tree(site.site) == right


def finish(folder: Path) -> tuple[Problem, ...]:
    count = len(list(folder.rglob("*.html")))
    (folder / "search.json").unlink(missing_ok=True)
    (folder / "search.json").write_text(f"{count} pages")
    return (Problem(where="search", message="slow", severity=Severity.WARNING),)


def test_finishing_touches_are_part_of_the_site(site: Settings) -> None:
    for _ in range(2):
        assert build_site(Task(settings=site, built=DAY, finish=finish))[0].where == "search"
        assert tree(site.site)["search.json"] == b"4 pages"
    write(site.root, {"docs/pots/mug.md": "# Mug\n"})
    build_site(Task(settings=site, built=DAY, finish=finish))
    assert tree(site.site)["search.json"] == b"5 pages"
    (site.site / "search.json").unlink()
    build_site(Task(settings=site, built=DAY, finish=finish))
    assert tree(site.site)["search.json"] == b"5 pages"


def test_two_builds_at_once_wait_for_each_other(site: Settings) -> None:
    failed: list[BaseException] = []

    def build() -> None:
        try:
            built(site)
        except BaseException as error:  # noqa: BLE001 (whatever it is, the test must know)
            failed.append(error)

    for step in range(3):
        edit(site, "mkdocs.yml", "site_name: ", f"site_name: {step}")
        builds = [threading.Thread(target=build) for _ in range(3)]
        for thread in builds:
            thread.start()
        for thread in builds:
            thread.join()
    assert failed == []


names = st.sampled_from(["index", "teapot", "mug", "urn", "a b", "Mug"])
pieces = st.sampled_from(
    [
        "[to](mug.md)",
        "[to](mug.md#lid)",
        "[to](../index.md#spout)",
        "[to](urn.md#p1)",
        "[to](mug/)",
        "[to](../assets/small.css)",
        "[to](a%20b.md)",
        "![img](../assets/small.css)",
        "## Lid {#lid}",
        "A paragraph.\n{#p1}",
        "<div id='spout' markdown>*in*</div>",
        "[here](#lid)",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "mail@example.org <https://example.org>",
    ]
)
heads = st.sampled_from(["", "---\ntitle: Named\n---\n", "---\nstatus: new\nhide: [toc]\n---\n"])
texts = st.builds(
    lambda head, body: head + "# One\n\n" + "\n\n".join(body) + "\n", heads, st.lists(pieces, max_size=5)
)
edits = st.one_of(
    st.tuples(st.just("write"), names, texts),
    st.tuples(st.just("write"), names, texts),
    st.tuples(st.just("remove"), names, st.just("")),
    st.tuples(st.just("settings"), st.sampled_from(["site_name: Pans", "site_url: ''", "#"]), st.just("")),
    st.tuples(st.just("nav"), names, st.just("")),
    st.tuples(st.just("template"), st.sampled_from(["care", "{{ nav.homepage.title }}"]), st.just("")),
    st.tuples(st.just("style"), st.sampled_from(["a {}", "b {}"]), st.just("")),
    st.tuples(st.just("damage"), names, texts),
)
Edit = tuple[str, str, str]
EXAMPLES = 5 if trials().derandomize else 200
"""Each takes seconds; the profile `explore` has the time."""


def apply(site: Settings, change: Edit) -> None:
    kind, name, text = change
    page = site.docs / "pots" / f"{name}.md"
    if kind == "write":
        page.write_text(text, encoding="utf-8")
    elif kind == "remove":
        page.unlink(missing_ok=True)
    elif kind == "settings":
        (site.root / "mkdocs.yml").write_text(
            MKDOCS.replace("site_name: Kettles", f"site_name: Pots\n{name}" if name == "#" else name),
            encoding="utf-8",
        )
    elif kind == "nav":
        (site.root / "mkdocs.yml").write_text(
            MKDOCS.replace("pots/index.md", f"pots/{name}.md"), encoding="utf-8"
        )
    elif kind == "template":
        (site.root / "overrides" / "main.html").write_text(OVERRIDE.replace("care", name), encoding="utf-8")
    elif kind == "style":
        (site.docs / "assets" / "small.css").write_text(name, encoding="utf-8")
    else:
        shutil.rmtree(site.site / "pots" / name, ignore_errors=True)
        (site.site / "index.html").write_text(text, encoding="utf-8")


@given(steps=st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=3))
@trials(max_examples=EXAMPLES)
def test_whatever_was_edited_the_site_is_what_mkdocs_builds_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[Edit]]
) -> None:
    root = tmp_path_factory.mktemp("edited")
    site = write(root / "root", FILES)
    built(site)
    for number, step in enumerate(steps):
        for change in step:
            apply(site, change)
        problems = built(site)
        clean = root / f"clean {number}"
        assert problems == plain(site, clean)
        assert tree(site.site) == tree(clean)
        assert {p for p in site.site.rglob("*") if p.is_dir() and not any(p.iterdir())} == set()


@given(st.sets(st.sampled_from("abcdefgh")), st.sets(st.sampled_from(["a", "b", "ab", "h", "abc"])))
def test_files_are_found_among_those_that_a_page_asked_for(wanted: set[str], asked: set[str]) -> None:
    facts = Facts.of(Anchors((), {}), asked=sorted(asked), warnings=())
    assert list(Wanted(wanted).found_in([("a page", facts.asked)])) == ["a page"] * bool(wanted & asked)


@pytest.mark.parametrize("given", ["Less < more & <b>Ada's", "Less &lt; more &amp; &lt;b&gt;Ada&#x27;s"])
def test_what_is_no_markup_in_the_name_of_a_site_is_shown_as_it_is(site: Settings, given: str) -> None:
    write(site.root, {"mkdocs.yml": f'site_name: "{given}"\ntheme: material\n'})
    build_site(Task(settings=site, built=DAY))
    page = (site.site / "index.html").read_text(encoding="utf-8")
    assert 'title="Less &lt; more &amp; &lt;b&gt;Ada&#x27;s"' in page
    assert "<b>Ada" not in page
