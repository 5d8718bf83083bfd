"""The scaffold of `digest new` keeps step with the project's own site."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.build import build
from generator.cli import cli
from generator.config import load_settings
from generator.run import Options
from generator.scaffold import default_engine_settings, for_themes, new_site, scaffold_folder
from generator.wording import english, load_wording
from tests.conftest import MakeSite
from tests.test_build import CLUB

ROOT = Path(__file__).parent.parent
OWN = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
SCAFFOLD = yaml.safe_load(default_engine_settings("Any title", english()))


@pytest.mark.parametrize(
    "part",
    ["theme", "plugins", "markdown_extensions", "validation", "extra", "extra_css", "extra_javascript"],
)
def test_a_new_site_is_built_like_the_demo(part: str) -> None:
    assert SCAFFOLD[part] == OWN[part]


def test_a_new_site_leaves_the_same_files_out() -> None:
    assert (SCAFFOLD["exclude_docs"], SCAFFOLD["not_in_nav"]) == (OWN["exclude_docs"], OWN["not_in_nav"])


@pytest.mark.parametrize("title", ["Plain", 'With "quotes": and a colon', "Čeština & more", "{{ braces }}"])
def test_any_title_survives(title: str) -> None:
    assert yaml.safe_load(default_engine_settings(title, english()))["site_name"] == for_themes(title)


def test_actions_are_pinned_by_commit() -> None:
    folders = (ROOT / ".github" / "workflows", scaffold_folder() / "dot-github" / "workflows")
    used = [
        line.strip()
        for folder in folders
        for file in sorted(folder.glob("*.yml"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    assert all(len(line.partition("@")[2].partition(" ")[0]) == 40 for line in used)


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "nl", "sv"])
def test_a_new_site_names_its_pages_in_its_language(tmp_path: Path, language: str) -> None:
    new_site(tmp_path, title="Mine", language=language)
    engine = yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))
    wording = load_wording(language, tmp_path)
    assert engine["theme"]["language"] == language
    assert [next(iter(one)) for one in engine["nav"]] == [
        wording.text(name) for name in ("home", "topics", "articles", "archive")
    ]
    assert engine["copyright"] == wording.text("every_sentence")
    assert load_settings(tmp_path / "digest.yml").site_language == language


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Tides & mills", "Tides & mills"),
        ("Tides <& mills>", "Tides &lt;&amp; mills&gt;"),
    ],
)
def test_a_new_sites_title_is_shown_as_it_is_by_plain_mkdocs(tmp_path: Path, title: str, shown: str) -> None:
    """Themes put the name of a site into pages as it is."""
    new_site(tmp_path, title=title)
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == shown
    assert load_settings(tmp_path / "digest.yml").title == title


THEME = "site_name: x\ntheme:\n  # a comment\n  name: material\n  custom_dir: docs/.theme\n"


@pytest.mark.parametrize(
    ("engine", "html_language", "top"),
    [
        (None, "de", "Zurück zum Seitenanfang"),
        (f"{THEME}  features: [navigation.top]\n", "de", "Zurück zum Seitenanfang"),
        (f"{THEME}  language: fr\n  features: [navigation.top]\n", "de", "Retour en haut de la page"),
    ],
)
def test_the_theme_speaks_as_it_is_told_or_as_the_site_does(
    make_site: MakeSite, engine: str | None, html_language: str, top: str
) -> None:
    told = {"mkdocs.yml": engine} if engine else {}
    root = make_site({**CLUB, "digest.yml": "title: Mine\nsite_language: de\n", **told})
    result = build(load_settings(root / "digest.yml"), Options(), lambda *_: None)
    page = (root / "site" / "articles" / "teapot" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{html_language}"' in page
    assert top in page
    said = [problem.message for problem in result.problems if problem.where == "mkdocs.yml"]
    assert [one.partition(":")[0] for one in said] == (
        ["theme.language is 'fr', and the site speaks 'de' (site_language, language)"]
        if "fr\n" in str(engine)
        else []
    )


@pytest.mark.parametrize(
    ("language", "top"), [("pt-BR", "Voltar para o topo"), ("en-GB", "Back to top"), ("de-AT", "Zurück zum")]
)
def test_a_site_of_a_region_says_so_and_its_theme_speaks_the_nearest(
    make_site: MakeSite, language: str, top: str
) -> None:
    code = language.partition("-")[0]
    root = make_site(
        {"articles/teapot.md": f"---\nlanguage: {code}\n---\n\n# Bule\n\nDer Bule is de ferro.\n"}
    )
    (root / "digest.yml").unlink()
    new_site(root, title="Mine", language=language)
    result = build(load_settings(root / "digest.yml"), Options(), lambda *_: None)
    page = (root / "site" / "articles" / "teapot" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in page
    assert top in page
    assert page.count(f'lang="{code}"') == 0
    assert not [one for one in result.problems if one.where == "mkdocs.yml"]


def test_a_language_that_material_lacks_is_that_of_the_page_all_the_same(make_site: MakeSite) -> None:
    words = {"templates/words/yi.yml": "in_brief: בקיצור\n"}
    root = make_site({**CLUB, "digest.yml": "title: Mine\nsite_language: yi\n", **words})
    result = build(load_settings(root / "digest.yml"), Options(), lambda *_: None)
    page = (root / "site" / "articles" / "teapot" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="yi"' in page
    assert 'dir="rtl"' in page
    assert "בקיצור" in page
    assert not [one for one in result.problems if one.where == "mkdocs.yml"]


def test_a_new_site_in_a_language_without_words_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["new", str(tmp_path / "x"), "--language", "da"])
    assert done.exit_code == 2
    assert "give one of de, en, es, fr, it, nl, pt, sv" in done.stderr
    assert not (tmp_path / "x").exists()
