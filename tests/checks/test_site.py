"""Each check finds the fault it is for; a site as it was built has none."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build
from generator.bundle.make import Form
from generator.config import load_settings
from generator.model import Problem
from generator.run import Options
from generator.using import bundle, check
from tests.test_build import CLUB
from tests.test_cli import run

SECRET = """---
title: The samovar affair of last autumn
private: true
---
Nobody is to hear that the treasurer of the club paid for the samovar with the money for the picnic.
"""
NOTED = """# Tea

The club drinks tea from the old samovar of Ada Marsh.[^1] It is boiled for an hour, says Ada Marsh.[^hour]

[^1]: The club drinks tea from *cups*, and the samovar was bought in 1923 for nine crowns.
[^hour]: By the clock [of the tower](https://example.org/tower).
"""
FILES = {
    "digest.yml": "title: Mine\nurl: https://mine.example/\n",
    **CLUB,
    "articles/links.md": "# Links\n\nSee [the kettle](kettle.txt) and [a shop](https://example.org/a?b=c#d).\n",
    "articles/samovar-affair.md": SECRET,
    "articles/noted.md": NOTED,
    "articles/signs.txt": "Signs [such](as) these in a title\n\nSigns in a title of a text lead nowhere at all.\n",
}
HOME, ARTICLE = "site/index.html", "site/articles/kettle/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "copy")


@pytest.fixture(scope="module")
def bundled(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its bundles, which are what it is."""
    root = shutil.copytree(built, tmp_path_factory.mktemp("bundled") / "site")
    settings, forms = load_settings(root / "digest.yml"), [Form.ZIP, Form.EPUB]
    assert list(bundle(settings, Options(jobs=1), lambda *_: None, forms=forms, into=root / "dist"))
    assert check(settings, Options(jobs=1), lambda *_: None, bundles=root / "dist") == ()
    return root


def faults(root: Path) -> tuple[Problem, ...]:
    return check(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)


def test_a_site_as_it_was_built_has_no_fault(root: Path) -> None:
    assert faults(root) == ()


def test_a_site_whose_pages_do_not_give_its_address_has_no_fault_either(root: Path) -> None:
    for path in (root / "site").rglob("*.html"):
        path.write_text(re.sub(r'<link rel="canonical"[^>]*>', "", path.read_text()))
    assert faults(root) == ()


def test_a_footnote_stands_below_the_text_and_in_no_summary(root: Path) -> None:
    page = (root / "docs" / "articles" / "noted.md").read_text()
    assert 'of Ada [Marsh.](#p2){ .dp-noteref data-note="1" }' in page
    assert '<span class="dp-number">1</span> The club drinks tea from <em>cups</em>, and' in page
    assert "[↑](#p1){ .dp-back" in page
    data = json.loads((root / "docs" / "digest.json").read_text())
    summaries = {one["id"]: " ".join(said["text"] for said in one["summary"]) for one in data["articles"]}
    assert "hour, says Ada" in summaries["noted"]
    assert "cups" not in summaries["noted"]
    assert "[^" not in page + summaries["noted"]


def test_whatever_becomes_of_topics_no_address_of_theirs_is_lost(root: Path) -> None:
    (root / "topics.yml").write_text("merge: {cast-iron: ada-marsh}\nnever: [Kettle Club]\n")
    (root / "articles" / "teapot.md").unlink()
    before = {path.relative_to(root) for path in (root / "site").rglob("*") if path.is_file()}
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    assert faults(root) == ()
    lost = {path for path in before if not (root / path).exists()}
    assert not [path for path in lost if "topics" in path.parts or "articles" in path.parts]


def in_page(old: str, new: str, page: str = ARTICLE) -> Callable[[Path], None]:
    def plant(root: Path) -> None:
        text = (root / page).read_text()
        assert old in text
        before, _, after = text.rpartition(old)
        (root / page).write_text(before + new + after)

    return plant


def add(html: str, page: str = HOME) -> Callable[[Path], None]:
    return in_page("</article>", f"{html}</article>", page)


def other_quote(root: Path) -> None:
    data = json.loads((root / "site/digest.json").read_text())
    data["articles"][0]["summary"][0]["text"] += " Really."
    (root / "site/digest.json").write_text(json.dumps(data))


def forget_a_topic(root: Path) -> None:
    shutil.rmtree(root / "site/topics/kettle-club")


def forget(name: str) -> Callable[[Path], None]:
    return lambda root: (root / "site" / name).unlink()


def other_source(root: Path) -> None:
    path = root / "articles/kettle.txt"
    path.write_text(path.read_text().replace("gooseneck", "whistling"))


def changed(name: str, before: str) -> Callable[[Path], None]:
    """One letter more after the first of these words."""

    def plant(root: Path) -> None:
        text = (root / "site" / name).read_text()
        assert before in text
        (root / "site" / name).write_text(text.replace(before, f"{before}X", 1))

    return plant


def a_file(name: str, text: str) -> Callable[[Path], None]:
    def plant(root: Path) -> None:
        (root / "site" / name).write_text(text)

    return plant


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (other_quote, "it does not say"),
        (other_source, "it does not say"),
        (in_page('id="p1"', 'id="p100"'), "leads to no place on"),
        (in_page("to compare electric", "to praise electric"), "does not say"),
        (changed("articles/noted/index.html", "nine crowns"), "and the article does not"),
        (changed("articles/teapot/index.html", 'id="s1">'), "and the article does not"),
        (changed("articles/teapot/index.html", '-kettle">'), "it is not called 'The teapot"),
        (changed("articles/teapot/index.html", '<time datetime="2024-05-01'), "does not give the day 2024"),
        (changed("articles/teapot/index.html", "</time> · Ada "), "does not name 'Ada Marsh'"),
        (changed("feed.xml", "to compare electric"), "it quotes"),
        (changed("feed.json", "to compare electric"), "it quotes"),
        (changed("topics/kettle-club/feed.xml", "blockquote&gt;&lt;p&gt;"), "it quotes"),
        (changed("topics/kettle-club/index.txt", "- "), "it quotes"),
        (changed("topics/kettle-club/index.txt", "> "), "it quotes"),
        (changed("articles/kettle/index.txt", "- "), "it quotes"),
        (changed("articles/kettle/index.txt", "## Text\n\n"), "it says"),
        (changed("llms.txt", "/topics/"), "leads to nothing"),
        (changed("sitemap.xml", "/topics/"), "leads to nothing"),
        (forget_a_topic, "neither a page nor a redirect"),
        (forget("topics/kettle-club/feed.xml"), "now there is nothing"),
        (forget("topics/kettle-club/feed.json"), "now there is nothing"),
        (forget("feed.xml"), "now there is nothing"),
        (forget("assets/social/topics/kettle-club.png"), "now there is nothing"),
        (add('<a href="nowhere/">x</a>'), "leads to nothing"),
        (add('<a href="articles/kettle/#p99">x</a>'), "leads to no place"),
        (add('<a href="javascript:alert(1)">x</a>'), "may run something"),
        (add('<a href="https://">x</a>'), "names no host"),
        (add('<a href="http://[::1">x</a>'), "is no address"),
        (add('<img src="https://example.org/a.png" alt="">'), "another host"),
        (add('<img srcset="a.png 1x, //example.org/b.png 2x" alt="">'), "another host"),
        (add('<link rel="stylesheet" href="//example.org/a.css">'), "another host"),
        (add('<p style="background: url(https://example.org/a.png)">x</p>'), "another host"),
        (add('<iframe src="http://example.org/"></iframe>'), "another host"),
        (add('<form action="https://example.org/"></form>'), "another host"),
        (add('<script src="gone.js"></script>'), "which is not there"),
        (a_file("more.css", "@import 'https://example.org/a.css';"), "another host"),
        (a_file("feed.xml", "<feed"), "not well-formed"),
        (a_file("feed.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><id>a</id></feed>"), "has no title"),
        (a_file("feed.json", "[]"), "no JSON Feed"),
        (
            a_file(
                "feed.json",
                '{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": [{"id": "1"}]}',
            ),
            "has no content",
        ),
        (add("<p>They say the treasurer of the club paid for the samovar.</p>"), "which is private"),
        (add("<p title='The samovar affair of last autumn'>x</p>"), "which is private"),
        (a_file("found.json", '{"source": "samovar-affair.md"}'), "which is private"),
    ],
)
def test_a_planted_fault_is_found(root: Path, plant: Callable[[Path], None], said: str) -> None:
    plant(root)
    found = faults(root)
    assert any(said in problem.message for problem in found)


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (
            in_page("to compare electric", "to praise electric"),
            "site.zip: articles/kettle/index.html differs in",
        ),
        (a_file("more.css", "p {}"), "site.zip: more.css is missing in"),
        (lambda root: (root / "site/llms.txt").unlink(), "site.zip: llms.txt is only in"),
        (lambda root: (root / "dist/site.zip").write_bytes(b"PK"), "site.zip: it cannot be read"),
        (
            lambda root: (root / "dist/site.epub").write_bytes(b"PK"),
            "site.epub: it is not a book of this site",
        ),
        (lambda root: (root / "dist/site-gone.epub").write_bytes(b""), "site-gone.epub: it is not a book"),
    ],
)
def test_a_bundle_that_is_not_the_site_is_a_fault(
    bundled: Path, tmp_path: Path, plant: Callable[[Path], None], said: str
) -> None:
    root = shutil.copytree(bundled, tmp_path / "copy")
    settings = load_settings(root / "digest.yml")
    made = sorted((root / "dist").iterdir())
    name = next(path.stem for path in made if path.suffix == ".zip")
    for path in made:
        path.rename(path.with_name(path.name.replace(name, "site")))
    plant(root)
    for path in (root / "dist").iterdir():
        path.rename(path.with_name(path.name.replace("site", name)))
    found = check(settings, Options(jobs=1), lambda *_: None, bundles=root / "dist")
    assert any(f"{one.where}: {one.message}".replace(name, "site").startswith(said) for one in found)


def test_bundles_of_another_day_are_two_faults_however_many_files_differ(
    bundled: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(bundled, tmp_path / "copy")
    settings = load_settings(root / "digest.yml")
    path = root / "articles/kettle.txt"
    path.write_text(path.read_text().replace("gooseneck", "whistling"))
    build(settings, Options(jobs=1), lambda *_: None)
    archive, book = sorted(
        check(settings, Options(jobs=1), lambda *_: None, bundles=root / "dist"),
        key=lambda one: not one.where.endswith(".zip"),
    )
    assert "differs in the archive, and so on for " in archive.message
    assert "it is not a book of this site as it is, and so on for " in book.message
    assert all(
        one.message.endswith(": make it anew with digest bundle, or remove it") for one in (archive, book)
    )


def test_the_command_ends_with_1_and_names_the_file(root: Path) -> None:
    assert run("check", folder=root).returncode == 0
    add('<a href="nowhere/">x</a>')(root)
    done = run("check", folder=root)
    assert done.returncode == 1
    assert "error: index.html: the link 'nowhere/' leads to nothing" in done.stderr
    assert "1 fault in site." in done.stdout


def test_without_a_site_there_is_a_way_out(root: Path) -> None:
    shutil.rmtree(root / "site")
    done = run("check", folder=root)
    assert done.returncode == 1
    assert "run digest build first" in done.stderr
